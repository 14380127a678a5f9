//! The peer of everything that writes: bare SQLite with the pragmas of our own database, one table of texts.
//!
//! Main type: [`Plain`].

use anyhow::{Context as _, Result};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqliteSynchronous};
use sqlx::{AssertSqlSafe, ConnectOptions as _, Executor as _};
use std::path::Path;

/// Values that one statement may bind.
const MOST_VALUES: usize = 30_000;

/// An open bare database.
pub struct Plain {
    connection: SqliteConnection,
    columns: usize,
}

impl Plain {
    /// Makes a database with one table of so many columns of text.
    ///
    /// # Errors
    /// Those of SQLite.
    pub async fn make(file: &Path, columns: usize) -> Result<Plain> {
        let options = SqliteConnectOptions::new()
            .filename(file)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .pragma("cache_size", "-65536");
        let mut connection = options
            .connect()
            .await
            .context("opening the bare database")?;
        let names: Vec<String> = (1..=columns)
            .map(|column| format!("c{column} TEXT"))
            .collect();
        let sql = format!(
            "CREATE TABLE plain (id INTEGER PRIMARY KEY, {})",
            names.join(", ")
        );
        connection.execute(AssertSqlSafe(sql)).await?;
        Ok(Plain {
            connection,
            columns,
        })
    }

    /// Begins a transaction.
    ///
    /// # Errors
    /// Those of SQLite.
    pub async fn begin(&mut self) -> Result<()> {
        self.connection.execute("BEGIN IMMEDIATE").await?;
        Ok(())
    }

    /// Makes it durable.
    ///
    /// # Errors
    /// Those of SQLite.
    pub async fn commit(&mut self) -> Result<()> {
        self.connection.execute("COMMIT").await?;
        Ok(())
    }

    /// Inserts rows with as few statements as SQLite allows.
    ///
    /// # Errors
    /// Those of SQLite.
    pub async fn insert(&mut self, rows: &[Vec<String>]) -> Result<()> {
        for chunk in rows.chunks(MOST_VALUES / self.columns) {
            let sql = self.statement(chunk.len());
            let mut query = sqlx::query(AssertSqlSafe(sql));
            for cell in chunk.iter().flatten() {
                query = query.bind(cell);
            }
            query.execute(&mut self.connection).await?;
        }
        Ok(())
    }

    fn statement(&self, rows: usize) -> String {
        let names: Vec<String> = (1..=self.columns)
            .map(|column| format!("c{column}"))
            .collect();
        let row = format!("({})", vec!["?"; self.columns].join(","));
        format!(
            "INSERT INTO plain ({}) VALUES {}",
            names.join(","),
            vec![row; rows].join(",")
        )
    }
}
