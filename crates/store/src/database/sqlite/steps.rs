//! Bringing an embedded database to this version.
//!
//! The table of taken steps has the name and the columns that sqlx gives it on the shared engine, so that one
//! statement reads the version of either. Each step is one transaction together with its row there.

use crate::error::MigrationError;
use rusqlite::{Connection, params};
use sqlx::migrate::{Migration, Migrator};
use std::collections::BTreeMap;

const TABLE: &str = "CREATE TABLE IF NOT EXISTS _sqlx_migrations (
    version BIGINT PRIMARY KEY,
    description TEXT NOT NULL,
    installed_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    success BOOLEAN NOT NULL,
    checksum BLOB NOT NULL,
    execution_time BIGINT NOT NULL
)";

/// Takes the steps that the database has not taken yet.
///
/// # Errors
/// [`MigrationError::Newer`] and [`MigrationError::Changed`] before anything is touched.
pub(super) fn take(connection: &mut Connection, steps: &Migrator) -> Result<(), MigrationError> {
    connection.execute_batch(TABLE)?;
    let taken = taken(connection)?;
    let known: BTreeMap<i64, &Migration> = steps.iter().map(|step| (step.version, step)).collect();
    for (version, checksum) in &taken {
        let step = known.get(version).ok_or(MigrationError::Newer(*version))?;
        if step.checksum != *checksum {
            return Err(MigrationError::Changed(*version));
        }
    }
    for step in known.values() {
        if !taken.contains_key(&step.version) {
            take_one(connection, step)?;
        }
    }
    Ok(())
}

fn taken(connection: &Connection) -> Result<BTreeMap<i64, Vec<u8>>, rusqlite::Error> {
    let mut statement = connection.prepare("SELECT version, checksum FROM _sqlx_migrations")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    rows.collect()
}

/// How long it took is not measured, which the table writes as -1.
fn take_one(connection: &mut Connection, step: &Migration) -> Result<(), rusqlite::Error> {
    let transaction = connection.transaction()?;
    transaction.execute_batch(step.sql.as_str())?;
    transaction.execute(
        "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
         VALUES (?1, ?2, TRUE, ?3, -1)",
        params![step.version, step.description, step.checksum],
    )?;
    transaction.commit()
}

#[cfg(test)]
mod tests {
    use super::*;
    use sqlx::SqlSafeStr as _;
    use sqlx::migrate::MigrationType;

    fn steps(texts: &[&'static str]) -> Migrator {
        let step = |(version, text): (i64, &&'static str)| {
            let text = text.into_sql_str();
            Migration::new(version, "step".into(), MigrationType::Simple, text, false)
        };
        Migrator::with_migrations((1..).zip(texts).map(step).collect())
    }

    fn tables(connection: &Connection) -> i64 {
        let sql =
            "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name IN ('a', 'b', 'c')";
        connection
            .query_row(sql, [], |row| row.get(0))
            .expect("a count")
    }

    const A: &str = "CREATE TABLE a (x TEXT)";
    const B_AND_C: &str = "CREATE TABLE b (x TEXT); CREATE TABLE c (x TEXT)";

    #[test]
    fn steps_are_taken_once_and_later_ones_are_added() {
        let mut connection = Connection::open_in_memory().expect("a database");
        take(&mut connection, &steps(&[A])).expect("the first step");
        assert_eq!(tables(&connection), 1);
        take(&mut connection, &steps(&[A, B_AND_C])).expect("the second step");
        take(&mut connection, &steps(&[A, B_AND_C])).expect("nothing is left");
        assert_eq!(tables(&connection), 3);
    }

    #[test]
    fn a_step_that_fails_leaves_nothing_of_itself() {
        let mut connection = Connection::open_in_memory().expect("a database");
        let broken = steps(&[A, "CREATE TABLE b (x TEXT); CREATE TABLE a (x TEXT)"]);
        let refused = take(&mut connection, &broken);
        assert!(matches!(refused, Err(MigrationError::Engine(_))));
        assert_eq!(tables(&connection), 1);
        take(&mut connection, &steps(&[A, B_AND_C])).expect("a mended step");
        assert_eq!(tables(&connection), 3);
    }

    #[test]
    fn a_changed_step_and_an_unknown_one_are_refused_before_anything_is_touched() {
        let mut connection = Connection::open_in_memory().expect("a database");
        take(&mut connection, &steps(&[A])).expect("the first step");
        let changed = take(
            &mut connection,
            &steps(&["CREATE TABLE a (y TEXT)", B_AND_C]),
        );
        assert!(matches!(changed, Err(MigrationError::Changed(1))));
        assert_eq!(tables(&connection), 1);
        let newer = take(&mut connection, &steps(&[]));
        assert!(matches!(newer, Err(MigrationError::Newer(1))));
    }
}
