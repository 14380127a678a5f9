//! The shared engine: any number of nodes on one `PostgreSQL`. One ledger stream per organisation; its head is
//! locked last, so that acts of different organisations never wait for one another.

use super::connection::connection;
use super::{Bulk, BulkPart};
use sqlx::postgres::{PgArguments, PgConnection, PgPool, PgPoolOptions};
use std::time::Duration;
use tokio::sync::{mpsc, oneshot};

connection!(PgConnection, PgArguments, Row::Postgres);

/// Parts of a long transaction that may wait before the sender is held back.
const PARTS_MAX: usize = 4;

pub(crate) struct Postgres {
    pool: PgPool,
}

impl Postgres {
    pub(super) async fn open(url: &str) -> Result<Postgres, StoreError> {
        let options = PgPoolOptions::new().max_connections(8).acquire_timeout(Duration::from_secs(10));
        let pool = options.connect(url).await.map_err(StoreError::database("opening the database"))?;
        sqlx::migrate!("./migrations").run(&pool).await.map_err(StoreError::Migration)?;
        Ok(Postgres { pool })
    }

    pub(super) async fn rows(&self, sql: &str, args: &[Arg]) -> Result<Vec<Row>, StoreError> {
        fetch(&self.pool, sql, args).await
    }

    pub(super) async fn commit(&self, write: Write) -> Result<Committed, StoreError> {
        let mut transaction = self.pool.begin().await.map_err(StoreError::database("beginning a transaction"))?;
        execute_all(&mut transaction, &write.steps).await?;
        let committed = seal_last(&mut transaction, &write).await?;
        transaction.commit().await.map_err(StoreError::database("committing"))?;
        Ok(committed)
    }

    pub(super) fn bulk(&self) -> Bulk {
        let (parts, received) = mpsc::channel(PARTS_MAX);
        let (reply, outcome) = oneshot::channel();
        let pool = self.pool.clone();
        tokio::spawn(async move {
            let _ = reply.send(write_bulk(&pool, received).await);
        });
        Bulk { parts, outcome }
    }
}

/// Locks the stream's head after every business row, and appends the entry.
async fn seal_last(connection: &mut PgConnection, write: &Write) -> Result<Committed, StoreError> {
    let stream = write.act.organisation.as_str();
    let first = Step {
        sql: "INSERT INTO ledger_head (stream, seq, hash) VALUES ($1, 0, '') ON CONFLICT (stream) DO NOTHING".to_owned(),
        args: vec![stream.into()],
        expect: Expect::Any,
    };
    execute(connection, &first).await?;
    let head = read_head(connection, stream, " FOR UPDATE").await?;
    append(connection, stream, &head, write).await.map(|(_, committed)| committed)
}

async fn write_bulk(pool: &PgPool, mut parts: mpsc::Receiver<BulkPart>) -> Result<Committed, StoreError> {
    let mut transaction = pool.begin().await.map_err(StoreError::database("beginning a transaction"))?;
    while let Some(part) = parts.recv().await {
        match part {
            BulkPart::Steps(steps) => execute_all(&mut transaction, &steps).await?,
            BulkPart::Finish(write) => {
                execute_all(&mut transaction, &write.steps).await?;
                let committed = seal_last(&mut transaction, &write).await?;
                transaction.commit().await.map_err(StoreError::database("committing"))?;
                return Ok(committed);
            }
        }
    }
    Err(StoreError::Stopped)
}
