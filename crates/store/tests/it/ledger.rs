//! The chain: what an entry holds, and what becomes of it when somebody changes the database.

use crate::bench::{Bench, ORGANISATION, on_both_engines};
use crate::sample::organisation_id;
use benfu_store::Store;
use benfu_store::ledger::{Finding, PublishedHead};
use serde_json::json;

on_both_engines!(
    an_entry_tells_who_did_what_and_keeps_its_payloads,
    entries_are_listed_by_subject_and_by_stream,
    an_untouched_ledger_proves_itself,
    an_edited_entry_is_found,
    a_deleted_entry_is_found,
    an_inserted_entry_is_found,
    reordered_entries_are_found,
    an_edited_payload_is_found,
    a_wrong_head_is_found,
    truncation_is_found_against_an_exported_head,
    a_rewritten_history_is_found_against_an_exported_head,
    an_erased_payload_leaves_a_ledger_that_verifies,
    verification_holds_while_writes_go_on,
    an_outsider_can_verify_by_the_documented_form,
);

const ENTRIES: i64 = 6;

/// A ledger of a few entries with two payloads each; the stream's name.
async fn with_ledger(bench: &Bench) -> String {
    for number in 1..=ENTRIES {
        let mut write = bench
            .write("need_saved", format!("ned_{}", number % 2))
            .await;
        write
            .tell(json!({ "title": format!("需求{number}") }))
            .tell(json!({ "contact": "张三" }));
        bench.store.commit(write).await.unwrap();
    }
    bench.store.ledger_heads().await.unwrap()[0].stream.clone()
}

async fn findings(store: &Store) -> Vec<Finding> {
    store.verify_ledger(&[]).await.unwrap().findings
}

fn edited(stream: &str, seq: i64) -> Finding {
    Finding::Edited {
        stream: stream.to_owned(),
        seq,
    }
}

fn broken(stream: &str, seq: i64) -> Finding {
    Finding::BrokenLink {
        stream: stream.to_owned(),
        seq,
    }
}

async fn an_entry_tells_who_did_what_and_keeps_its_payloads(bench: &Bench) {
    let mut write = bench.write("need_published", "ned_1").await;
    write.tell(json!({ "title": "排水管网检测" }));
    let key = write.entry.0;
    let committed = bench.store.commit(write).await.unwrap();
    let (entry, bodies) = bench.store.entry(key).await.unwrap().unwrap();
    assert_eq!(
        (entry.hash.as_str(), entry.header.seq),
        (committed.hash.as_str(), committed.seq)
    );
    assert_eq!(
        (entry.header.action.as_str(), entry.header.subject.as_str()),
        ("need_published", "ned_1")
    );
    assert_eq!(entry.header.organisation, organisation_id().to_string());
    assert_eq!(entry.header.hash(), entry.hash);
    assert_eq!(bodies, [r#"{"title":"排水管网检测"}"#]);
    assert!(bench.store.entry(key + 1).await.unwrap().is_none());
}

async fn entries_are_listed_by_subject_and_by_stream(bench: &Bench) {
    let stream = with_ledger(bench).await;
    let seqs = |entries: Vec<benfu_store::ledger::Entry>| {
        entries
            .iter()
            .map(|entry| entry.header.seq)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        seqs(bench.store.entries_of("ned_1", 10).await.unwrap()),
        [5, 3, 1]
    );
    assert_eq!(
        seqs(bench.store.entries_of("ned_1", 2).await.unwrap()),
        [5, 3]
    );
    assert_eq!(
        seqs(bench.store.entries_before(&stream, 4, 2).await.unwrap()),
        [3, 2]
    );
    assert_eq!(
        seqs(bench.store.entries_before("other", 4, 2).await.unwrap()),
        [0_i64; 0]
    );
}

async fn an_untouched_ledger_proves_itself(bench: &Bench) {
    assert_eq!(bench.store.verify_ledger(&[]).await.unwrap().entries, 0);
    let stream = with_ledger(bench).await;
    assert_eq!(
        stream,
        if bench.store.embedded() {
            "main".to_owned()
        } else {
            format!("org_{ORGANISATION:032x}")
        }
    );
    let heads = bench.store.ledger_heads().await.unwrap();
    let report = bench.store.verify_ledger(&heads).await.unwrap();
    assert_eq!((report.entries, report.erased_payloads), (6, 0));
    assert_eq!((report.heads, report.findings), (heads, Vec::new()));
}

async fn an_edited_entry_is_found(bench: &Bench) {
    let stream = with_ledger(bench).await;
    for (column, value) in [
        ("account", "'other'"),
        ("recorded_at", "'2020'"),
        ("suite", "'md5'"),
        ("commitments", "commitments || ','"),
    ] {
        let before = format!(
            "CREATE TABLE kept AS SELECT * FROM ledger_entry WHERE seq = 3; UPDATE ledger_entry SET {column} = {value} WHERE seq = 3"
        );
        bench.tamper(&before).await;
        assert_eq!(
            findings(&bench.store).await,
            [edited(&stream, 3)],
            "{column}"
        );
        bench.tamper(&format!("UPDATE ledger_entry SET {column} = (SELECT {column} FROM kept) WHERE seq = 3; DROP TABLE kept")).await;
    }
    bench
        .tamper("UPDATE ledger_entry SET hash = 'ab' WHERE seq = 3")
        .await;
    assert_eq!(
        findings(&bench.store).await,
        [edited(&stream, 3), broken(&stream, 4)]
    );
}

async fn a_deleted_entry_is_found(bench: &Bench) {
    let stream = with_ledger(bench).await;
    bench.tamper("DELETE FROM ledger_payload WHERE entry = (SELECT key FROM ledger_entry WHERE seq = 3); DELETE FROM ledger_entry WHERE seq = 3").await;
    assert_eq!(
        findings(&bench.store).await,
        [Finding::Gap {
            stream: stream.clone(),
            seq: 4
        }]
    );
    bench.tamper("UPDATE ledger_entry SET seq = seq - 1 WHERE seq = 4; UPDATE ledger_entry SET seq = 4 WHERE seq = 5; UPDATE ledger_entry SET seq = 5 WHERE seq = 6; UPDATE ledger_head SET seq = 5").await;
    assert!(
        findings(&bench.store).await.contains(&broken(&stream, 3)),
        "closing the gap does not help"
    );
}

async fn an_inserted_entry_is_found(bench: &Bench) {
    let stream = with_ledger(bench).await;
    let insert = |seq: i64| {
        format!(
            "INSERT INTO ledger_entry SELECT {}, stream, {seq}, recorded_at, organisation, account, action, subject, suite, commitments, previous, hash \
             FROM ledger_entry WHERE seq = 2",
            900_000 + seq
        )
    };
    for seq in [0, -5, i64::from(i32::MAX)] {
        bench.tamper(&insert(seq)).await;
        assert!(!findings(&bench.store).await.is_empty(), "at {seq}");
        bench
            .tamper(&format!("DELETE FROM ledger_entry WHERE seq = {seq}"))
            .await;
    }
    bench.tamper(&insert(ENTRIES + 1)).await;
    let found = findings(&bench.store).await;
    assert!(
        found.contains(&Finding::WrongHead {
            stream: stream.clone()
        }) && found.contains(&edited(&stream, 7)),
        "{found:?}"
    );
}

async fn reordered_entries_are_found(bench: &Bench) {
    let stream = with_ledger(bench).await;
    bench.tamper("UPDATE ledger_entry SET seq = -1 WHERE seq = 3; UPDATE ledger_entry SET seq = 3 WHERE seq = 4; UPDATE ledger_entry SET seq = 4 WHERE seq = -1").await;
    let found = findings(&bench.store).await;
    assert!(
        found.contains(&edited(&stream, 3)) && found.contains(&broken(&stream, 4)),
        "{found:?}"
    );
}

async fn an_edited_payload_is_found(bench: &Bench) {
    let stream = with_ledger(bench).await;
    bench.tamper("UPDATE ledger_payload SET body = '{}' WHERE ordinal = 1 AND entry = (SELECT key FROM ledger_entry WHERE seq = 2)").await;
    bench
        .tamper(
            "INSERT INTO ledger_payload SELECT key, 2, '', 'more' FROM ledger_entry WHERE seq = 5",
        )
        .await;
    let payload = |seq| Finding::PayloadEdited {
        stream: stream.clone(),
        seq,
    };
    assert_eq!(findings(&bench.store).await, [payload(2), payload(5)]);
}

async fn a_wrong_head_is_found(bench: &Bench) {
    let stream = with_ledger(bench).await;
    let wrong = [Finding::WrongHead { stream }];
    for tampering in [
        "UPDATE ledger_head SET seq = 99",
        "UPDATE ledger_head SET seq = 6, hash = 'ab'",
        "DELETE FROM ledger_head",
    ] {
        bench.tamper(tampering).await;
        assert_eq!(findings(&bench.store).await, wrong, "{tampering}");
    }
}

async fn truncation_is_found_against_an_exported_head(bench: &Bench) {
    let stream = with_ledger(bench).await;
    let exported = bench.store.ledger_heads().await.unwrap();
    bench.tamper("DELETE FROM ledger_payload WHERE entry IN (SELECT key FROM ledger_entry WHERE seq > 4); DELETE FROM ledger_entry WHERE seq > 4").await;
    bench
        .tamper(
            "UPDATE ledger_head SET seq = 4, hash = (SELECT hash FROM ledger_entry WHERE seq = 4)",
        )
        .await;
    assert_eq!(
        findings(&bench.store).await,
        [],
        "without the exported head nothing shows"
    );
    let report = bench.store.verify_ledger(&exported).await.unwrap();
    assert_eq!(report.findings, [Finding::LostHead(exported[0].clone())]);
    bench
        .tamper("DELETE FROM ledger_payload; DELETE FROM ledger_entry; DELETE FROM ledger_head")
        .await;
    let report = bench.store.verify_ledger(&exported).await.unwrap();
    assert_eq!(
        report.findings,
        [Finding::LostHead(exported[0].clone())],
        "a stream {stream} that is gone is missed"
    );
}

async fn a_rewritten_history_is_found_against_an_exported_head(bench: &Bench) {
    with_ledger(bench).await;
    let exported: Vec<PublishedHead> = bench.store.ledger_heads().await.unwrap();
    bench
        .tamper("DELETE FROM ledger_payload; DELETE FROM ledger_entry; DELETE FROM ledger_head")
        .await;
    with_ledger(bench).await;
    assert_eq!(
        findings(&bench.store).await,
        [],
        "a forger with the program can make a chain of his own"
    );
    let report = bench.store.verify_ledger(&exported).await.unwrap();
    assert_eq!(report.findings, [Finding::LostHead(exported[0].clone())]);
}

async fn an_erased_payload_leaves_a_ledger_that_verifies(bench: &Bench) {
    with_ledger(bench).await;
    let entry = bench.store.entries_of("ned_1", 1).await.unwrap().remove(0);
    let mut write = bench.write("payloads_erased", "ned_1").await;
    Store::erase_payloads(&mut write, entry.header.key);
    bench.store.commit(write).await.unwrap();
    let report = bench.store.verify_ledger(&[]).await.unwrap();
    assert_eq!((report.erased_payloads, report.findings), (2, Vec::new()));
    assert_eq!(
        bench
            .store
            .entry(entry.header.key)
            .await
            .unwrap()
            .unwrap()
            .1,
        [""; 0]
    );
}

async fn verification_holds_while_writes_go_on(bench: &Bench) {
    with_ledger(bench).await;
    let (store, mut prepared) = (bench.store.clone(), Vec::new());
    for number in 0..60 {
        prepared.push(bench.write("need_saved", number).await);
    }
    let writing = tokio::spawn(async move {
        for write in prepared {
            store.commit(write).await.unwrap();
        }
    });
    while !writing.is_finished() {
        assert_eq!(findings(&bench.store).await, []);
    }
    writing.await.unwrap();
    assert_eq!(bench.entries().await, 66);
}

/// The canonical form as `docs/concepts/ledger.md` gives it, written without the store's own code.
fn documented_hash(parts: &[&str]) -> String {
    use sha2::Digest as _;
    let mut hash = sha2::Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part.as_bytes());
    }
    hash.finalize()
        .iter()
        .fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

async fn an_outsider_can_verify_by_the_documented_form(bench: &Bench) {
    with_ledger(bench).await;
    let entry = bench.store.entries_of("ned_1", 1).await.unwrap().remove(0);
    let header = entry.header;
    let (seq, key, commitments) = (
        header.seq.to_string(),
        header.key.to_string(),
        header.commitments.join(","),
    );
    let parts = [
        "benfu-ledger-1",
        "sha256",
        &header.stream,
        &seq,
        &key,
        &header.recorded_at,
        &header.organisation,
        &header.account,
        &header.action,
        &header.subject,
        &commitments,
        &header.previous,
    ];
    assert_eq!(documented_hash(&parts), entry.hash);
    let known = "SELECT salt, body FROM ledger_payload WHERE ordinal = 0 ORDER BY entry";
    let payloads = bench.pairs(known).await;
    let (salt, body) = &payloads[4];
    assert_eq!(
        documented_hash(&["benfu-payload-1", salt, body]),
        header.commitments[0]
    );
}
