//! A store of one test's own, on either engine.

use benfu_store::{Act, Committed, Place, Store, StoreError, Write};
use rusqlite::Connection;
use sqlx::{AssertSqlSafe, Connection as _, PgConnection};
use std::sync::atomic::{AtomicU64, Ordering};

/// Runs each function on both engines, as two tests of its name.
macro_rules! on_both_engines {
    ($($name:ident),* $(,)?) => {
        mod on_sqlite {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $name() {
                let bench = crate::bench::Bench::sqlite().await;
                super::$name(&bench).await;
                bench.put_away().await;
            })*
        }
        mod on_postgres {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $name() {
                let Some(bench) = crate::bench::Bench::postgres().await else { return };
                super::$name(&bench).await;
                bench.put_away().await;
            })*
        }
    };
}
pub(crate) use on_both_engines;

/// The organisation in whose name the tests act.
pub(crate) const ORGANISATION: u128 = 0x0a;
/// The clock of the tests.
pub(crate) const NOW: &str = "2025-07-01T08:00:00.000Z";

pub(crate) struct Bench {
    pub(crate) store: Store,
    pub(crate) place: Place,
    folder: tempfile::TempDir,
    schema: Option<(String, String)>,
}

impl Bench {
    pub(crate) async fn sqlite() -> Bench {
        let folder = tempfile::tempdir().unwrap();
        let place = Place::Directory(folder.path().join("data"));
        let store = Store::open(&place).await.unwrap();
        Bench {
            store,
            place,
            folder,
            schema: None,
        }
    }

    /// A schema of its own on the server that the environment names.
    pub(crate) async fn postgres() -> Option<Bench> {
        static SCHEMAS: AtomicU64 = AtomicU64::new(0);
        let base = Bench::postgres_base()?;
        let number = SCHEMAS.fetch_add(1, Ordering::Relaxed);
        let schema = format!("bench_{}_{number}", std::process::id());
        Bench::on_server(&base, &format!("CREATE SCHEMA {schema}")).await;
        let folder = tempfile::tempdir().unwrap();
        let url = format!("{base}?options=-c%20search_path%3D{schema}");
        let place = Place::Postgres {
            url,
            directory: folder.path().join("data"),
        };
        let store = Store::open(&place).await.unwrap();
        Some(Bench {
            store,
            place,
            folder,
            schema: Some((base, schema)),
        })
    }

    /// The address of the server on which the suite runs too.
    pub(crate) fn postgres_base() -> Option<String> {
        std::env::var("BENFU_TEST_POSTGRES").ok()
    }

    /// Runs statements on a server.
    pub(crate) async fn on_server(url: &str, sql: &str) {
        let mut link = PgConnection::connect(url).await.unwrap();
        sqlx::raw_sql(AssertSqlSafe(sql.to_owned()))
            .execute(&mut link)
            .await
            .unwrap();
        link.close().await.unwrap();
    }

    /// A path beside the data directory that goes with the bench.
    pub(crate) fn beside(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join(name)
    }

    /// The tables and columns of the database.
    pub(crate) async fn columns(&self) -> std::collections::BTreeSet<(String, String)> {
        let sql = if self.store.embedded() {
            "SELECT m.name, p.name FROM sqlite_master m JOIN pragma_table_info(m.name) p \
             WHERE m.type = 'table'"
        } else {
            "SELECT CAST(table_name AS TEXT), CAST(column_name AS TEXT) \
             FROM information_schema.columns WHERE table_schema = current_schema()"
        };
        self.pairs(sql).await.into_iter().collect()
    }

    /// Rows of two texts, read without the store.
    pub(crate) async fn pairs(&self, sql: &'static str) -> Vec<(String, String)> {
        match &self.place {
            Place::Directory(directory) => {
                let link = Connection::open(directory.join("benfu.db")).unwrap();
                let mut statement = link.prepare(sql).unwrap();
                let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)));
                rows.unwrap().collect::<Result<_, _>>().unwrap()
            }
            Place::Postgres { url, .. } => {
                let mut link = PgConnection::connect(url).await.unwrap();
                sqlx::query_as(sql).fetch_all(&mut link).await.unwrap()
            }
        }
    }

    pub(crate) async fn put_away(self) {
        self.store.close().await;
        if let Some((base, schema)) = &self.schema {
            Bench::on_server(base, &format!("DROP SCHEMA {schema} CASCADE")).await;
        }
    }

    /// An empty write.
    pub(crate) async fn write(&self, action: &'static str, subject: impl ToString) -> Write {
        Write::new(
            self.store.next_entry().await.unwrap(),
            act(action, &subject.to_string()),
        )
    }

    /// Makes a write durable that was filled by `fill`.
    pub(crate) async fn save(&self, fill: impl FnOnce(&mut Write)) -> Committed {
        self.try_save(fill).await.unwrap()
    }

    pub(crate) async fn try_save(
        &self,
        fill: impl FnOnce(&mut Write),
    ) -> Result<Committed, StoreError> {
        let mut write = self.write("something_saved", "thing").await;
        fill(&mut write);
        self.store.commit(write).await
    }

    /// How many entries the ledger has.
    pub(crate) async fn entries(&self) -> u64 {
        self.store.verify_ledger(&[]).await.unwrap().entries
    }

    /// Changes the database behind the store's back, as somebody with the administrator's password could.
    pub(crate) async fn tamper(&self, sql: &str) {
        match &self.place {
            Place::Directory(directory) => {
                let link = Connection::open(directory.join("benfu.db")).unwrap();
                let settings = "PRAGMA busy_timeout = 10000; PRAGMA foreign_keys = off";
                link.execute_batch(&format!("{settings}; {sql}")).unwrap();
            }
            Place::Postgres { url, .. } => {
                Bench::on_server(
                    url,
                    &format!("SET session_replication_role = replica; {sql}"),
                )
                .await;
            }
        }
    }
}

/// An act of the tests' organisation.
pub(crate) fn act(action: &'static str, subject: &str) -> Act {
    Act {
        action,
        subject: subject.to_owned(),
        organisation: crate::sample::organisation_id().to_string(),
        account: "acc_test".to_owned(),
        at: NOW.to_owned(),
    }
}
