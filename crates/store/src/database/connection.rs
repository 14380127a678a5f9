//! The few things that both engines do with a connection, written once for each by a macro.

/// Implements statements, expectations and the sealing of an entry for one engine's connection type.
macro_rules! connection {
    ($connection:ty, $arguments:ty, $row:path) => {
        use crate::ledger::{Head, Sealed, seal};
        use crate::write::{Expect, Step};
        use crate::{Arg, Committed, Row, StoreError, Write};
        use sqlx::{Arguments as _, AssertSqlSafe, Row as _};

        fn bound(args: &[Arg]) -> Result<$arguments, StoreError> {
            let mut arguments = <$arguments>::default();
            for arg in args {
                let added = match arg {
                    Arg::Text(text) => arguments.add(text.clone()),
                    Arg::Int(number) => arguments.add(*number),
                    Arg::NoText => arguments.add(None::<String>),
                    Arg::NoInt => arguments.add(None::<i64>),
                };
                added.map_err(sqlx::Error::Encode).map_err(StoreError::database("binding an argument"))?;
            }
            Ok(arguments)
        }

        async fn fetch<'c, E>(executor: E, sql: &str, args: &[Arg]) -> Result<Vec<Row>, StoreError>
        where
            E: sqlx::Executor<'c, Database = <$connection as sqlx::Connection>::Database>,
        {
            let query = sqlx::query_with(AssertSqlSafe(sql.to_owned()), bound(args)?);
            let rows = query.fetch_all(executor).await.map_err(StoreError::database("reading"))?;
            Ok(rows.into_iter().map($row).collect())
        }

        async fn execute(connection: &mut $connection, step: &Step) -> Result<(), StoreError> {
            let query = sqlx::query_with(AssertSqlSafe(step.sql.clone()), bound(&step.args)?);
            match (query.execute(&mut *connection).await, step.expect) {
                (Ok(done), Expect::Changed(what)) if done.rows_affected() == 0 => Err(StoreError::Conflict(what)),
                (Ok(_), _) => Ok(()),
                (Err(sqlx::Error::Database(error)), Expect::Fresh(what)) if error.is_unique_violation() => {
                    Err(StoreError::Duplicate(what))
                }
                (Err(error), _) => Err(StoreError::database("writing")(error)),
            }
        }

        async fn execute_all(connection: &mut $connection, steps: &[Step]) -> Result<(), StoreError> {
            for step in steps {
                execute(&mut *connection, step).await?;
            }
            Ok(())
        }

        async fn read_head(connection: &mut $connection, stream: &str, lock: &str) -> Result<Head, StoreError> {
            let sql = format!("SELECT seq, hash FROM ledger_head WHERE stream = $1{lock}");
            let query = sqlx::query_with(AssertSqlSafe(sql), bound(&[stream.into()])?);
            let row = query.fetch_optional(&mut *connection).await;
            let row = row.map_err(StoreError::database("reading the ledger's head"))?;
            Ok(row.map_or_else(Head::origin, |row| Head { seq: row.get("seq"), hash: row.get("hash") }))
        }

        /// Seals the entry of `write` onto `head` and returns the new head.
        async fn append(
            connection: &mut $connection,
            stream: &str,
            head: &Head,
            write: &Write,
        ) -> Result<(Head, Committed), StoreError> {
            let sealed: Sealed = seal(stream, head, write)?;
            execute_all(&mut *connection, &sealed.steps).await?;
            let (seq, hash) = (sealed.head.seq, sealed.head.hash.clone());
            Ok((sealed.head, Committed { stream: stream.to_owned(), seq, hash }))
        }
    };
}
pub(super) use connection;
