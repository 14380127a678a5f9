//! One schema on both engines, and a decision about every column of it.

use crate::bench::{Bench, on_both_engines};
use benfu_store::visibility;
use benfu_store::visibility::Disclosure;
use std::collections::BTreeSet;

on_both_engines!(
    the_visibility_of_every_column_is_decided,
    a_database_of_a_newer_version_is_refused_politely,
    opening_again_changes_nothing,
);

type Columns = BTreeSet<(String, String)>;

#[tokio::test(flavor = "multi_thread")]
async fn both_engines_have_the_same_tables_and_columns() {
    let embedded = Bench::sqlite().await;
    let Some(shared) = Bench::postgres().await else {
        return;
    };
    assert_eq!(embedded.columns().await, shared.columns().await);
    shared.put_away().await;
}

async fn the_visibility_of_every_column_is_decided(bench: &Bench) {
    let decided: Columns = visibility()
        .columns()
        .map(|(table, column, _)| (table.to_owned(), column.to_owned()))
        .collect();
    let columns: Columns = bench.columns().await;
    let undecided: Vec<_> = columns.difference(&decided).collect();
    let stale: Vec<_> = decided.difference(&columns).collect();
    assert!(
        undecided.is_empty(),
        "decide in visibility.toml: {undecided:?}"
    );
    assert!(stale.is_empty(), "no longer in the schema: {stale:?}");
}

#[test]
fn what_must_never_be_open_is_not() {
    for (table, column, class) in [
        ("account", "password_hash", Disclosure::Secret),
        ("session", "token_hash", Disclosure::Secret),
        ("party_contact", "telephone", Disclosure::Personal),
        ("ledger_payload", "body", Disclosure::Personal),
        ("recording", "facts", Disclosure::ByRow),
    ] {
        assert_eq!(visibility().of(table, column), class, "{table}.{column}");
    }
}

async fn a_database_of_a_newer_version_is_refused_politely(bench: &Bench) {
    bench
        .tamper(
            "INSERT INTO _sqlx_migrations (version, description, installed_on, success, checksum, execution_time) \
             SELECT 9999, description, installed_on, success, checksum, execution_time FROM _sqlx_migrations WHERE version = 1",
        )
        .await;
    let refused = benfu_store::Store::open(&bench.place)
        .await
        .err()
        .unwrap()
        .to_string();
    assert!(
        refused.contains("newer version")
            && refused.contains("9999")
            && refused.contains("较新版本"),
        "{refused}"
    );
}

async fn opening_again_changes_nothing(bench: &Bench) {
    bench.with_parties(&[1]).await;
    let again = benfu_store::Store::open(&bench.place).await.unwrap();
    let report = again
        .verify_ledger(&bench.store.ledger_heads().await.unwrap())
        .await
        .unwrap();
    assert_eq!((report.entries, report.findings), (1, Vec::new()));
    again.close().await;
}
