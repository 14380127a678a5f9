//! The shared engine: any number of nodes on one `PostgreSQL`. One ledger stream per organisation; its head is
//! locked last, so that acts of different organisations never wait for one another.

mod link;

use super::bulk::{Bulk, BulkPart, channels, dropped};
use crate::error::MigrationError;
use crate::write::{Expect, Step};
use crate::{Arg, Committed, Row, Sql, StoreError, Write};
use link::Link;
use sqlx::postgres::{PgConnectOptions, PgConnection, PgPool, PgPoolOptions};
use std::str::FromStr as _;
use std::time::Duration;
use tokio::sync::mpsc;

/// Connections of one node.
const CONNECTIONS: u32 = 8;

pub(crate) struct Postgres {
    pool: PgPool,
    url: String,
}

impl Postgres {
    pub(super) async fn open(url: &str) -> Result<Postgres, StoreError> {
        let opening = || StoreError::database("opening the database");
        let options = PgConnectOptions::from_str(url).map_err(opening())?;
        let pool = PgPoolOptions::new()
            .max_connections(CONNECTIONS)
            .acquire_timeout(Duration::from_secs(10))
            .connect_with(options.statement_cache_capacity(512))
            .await
            .map_err(opening())?;
        super::migrations::SHARED
            .run(&pool)
            .await
            .map_err(MigrationError::from)?;
        Ok(Postgres {
            pool,
            url: url.to_owned(),
        })
    }

    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    pub(super) async fn rows(&self, sql: &Sql, args: &[Arg]) -> Result<Vec<Row>, StoreError> {
        let link = self.pool.acquire().await;
        let mut link = link.map_err(StoreError::database("reaching the database"))?;
        Link(&mut link).rows(sql, args).await
    }

    /// All of these writes, or none.
    pub(super) async fn commit(&self, writes: Vec<Write>) -> Result<Vec<Committed>, StoreError> {
        let begun = self.pool.begin().await;
        let mut transaction = begun.map_err(StoreError::database("beginning a transaction"))?;
        let mut committed = Vec::with_capacity(writes.len());
        for write in &writes {
            committed.push(write_all(&mut transaction, write).await?);
        }
        transaction
            .commit()
            .await
            .map_err(StoreError::database("committing"))?;
        Ok(committed)
    }

    pub(super) fn bulk(&self) -> Bulk {
        let (bulk, parts, reply) = channels();
        let pool = self.pool.clone();
        tokio::spawn(async move {
            // A caller that has gone away needs no answer.
            let _ = reply.send(write_bulk(&pool, parts).await);
        });
        bulk
    }

    pub(super) async fn close(&self) {
        self.pool.close().await;
    }
}

/// Every business row first; then the stream's head is locked and the entry appended.
async fn write_all(link: &mut PgConnection, write: &Write) -> Result<Committed, StoreError> {
    let mut link = Link(link);
    link.steps(&write.steps).await?;
    let stream = write.act.organisation.as_str();
    let sql = "INSERT INTO ledger_head (stream, seq, hash) VALUES ($1, 0, '') \
               ON CONFLICT (stream) DO NOTHING";
    let first = Step::whole(sql, vec![stream.into()], Expect::Any);
    link.step(&first).await?;
    let head = link.head(stream).await?;
    link.append(stream, &head, write).await
}

async fn write_bulk(
    pool: &PgPool,
    mut parts: mpsc::Receiver<BulkPart>,
) -> Result<Committed, StoreError> {
    let begun = pool.begin().await;
    let mut transaction = begun.map_err(StoreError::database("beginning a transaction"))?;
    while let Some(part) = parts.recv().await {
        match part {
            BulkPart::Steps(steps) => Link(&mut transaction).steps(&steps).await?,
            BulkPart::Finish(write) => {
                let committed = write_all(&mut transaction, &write).await?;
                transaction
                    .commit()
                    .await
                    .map_err(StoreError::database("committing"))?;
                return Ok(committed);
            }
        }
    }
    Err(dropped())
}
