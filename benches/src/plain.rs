//! The peer of everything that writes: bare SQLite that syncs its log at each commit, one table of texts, reached by
//! the same driver.
//!
//! Main type: [`Plain`].

use anyhow::{Context as _, Result};
use rusqlite::{Connection, params_from_iter};
use std::path::Path;

/// Values that one statement may bind.
const MOST_VALUES: usize = 30_000;
const SETTINGS: &str =
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536";

/// An open bare database.
pub struct Plain {
    connection: Connection,
    columns: usize,
}

impl Plain {
    /// Makes a database with one table of so many columns of text.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn make(file: &Path, columns: usize) -> Result<Plain> {
        let connection = Connection::open(file).context("opening the bare database")?;
        connection.execute_batch(SETTINGS)?;
        let names: Vec<String> = (1..=columns)
            .map(|column| format!("c{column} TEXT"))
            .collect();
        let names = names.join(", ");
        connection.execute_batch(&format!(
            "CREATE TABLE plain (id INTEGER PRIMARY KEY, {names})"
        ))?;
        Ok(Plain {
            connection,
            columns,
        })
    }

    /// Begins a transaction.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn begin(&self) -> Result<()> {
        self.connection
            .prepare_cached("BEGIN IMMEDIATE")?
            .execute([])?;
        Ok(())
    }

    /// Makes it durable.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn commit(&self) -> Result<()> {
        self.connection.prepare_cached("COMMIT")?.execute([])?;
        Ok(())
    }

    /// Inserts rows with as few statements as SQLite allows.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn insert(&self, rows: &[Vec<String>]) -> Result<()> {
        for chunk in rows.chunks(MOST_VALUES / self.columns) {
            let sql = self.statement(chunk.len());
            let mut statement = self.connection.prepare_cached(&sql)?;
            statement.execute(params_from_iter(chunk.iter().flatten()))?;
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
