//! What a copied embedded database says about itself.

use super::link::Link;
use crate::StoreError;
use crate::ledger::PublishedHead;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _};
use std::path::Path;

/// The heads of a database and the last step of its schema.
pub(crate) struct Snapshot {
    pub(crate) heads: Vec<PublishedHead>,
    pub(crate) schema: i64,
}

impl Snapshot {
    /// Reads them from a file that nobody writes, without leaving a trace beside it.
    pub(crate) async fn of_file(file: &Path) -> Result<Snapshot, StoreError> {
        let options = SqliteConnectOptions::new()
            .filename(file)
            .read_only(true)
            .immutable(true);
        let opening = StoreError::database("opening a copied database");
        let mut connection = options.connect().await.map_err(opening)?;
        let mut link = Link::Sqlite(&mut connection);
        let sql = "SELECT stream, seq, hash FROM ledger_head WHERE seq > 0 ORDER BY stream";
        let rows = link.rows(&sql.into(), &[]).await?;
        let heads = rows
            .iter()
            .map(crate::ledger::read_head)
            .collect::<Result<_, _>>()?;
        let sql = "SELECT MAX(version) AS version FROM _sqlx_migrations";
        let schema = link
            .rows(&sql.into(), &[])
            .await?
            .first()
            .map_or(Ok(0), |row| row.int("version"))?;
        let _ = connection.close().await;
        Ok(Snapshot { heads, schema })
    }
}
