//! One connection of either engine, and the few things that both do with it.
//!
//! Main type: [`Link`]. Only its two first functions know which engine they speak to; expectations, the ledger's
//! head and the sealing of an entry are written once on top of them.

use crate::ledger::{Head, seal};
use crate::row::placeholders;
use crate::write::{Expect, Step, Text};
use crate::{Arg, Committed, Row, Sql, StoreError, Write};
use sqlx::{Arguments as _, AssertSqlSafe, Database, Encode, SqlSafeStr, Type};
use sqlx::{PgConnection, Postgres, Sqlite, SqliteConnection};
use std::sync::Arc;

/// A connection that is lent for a while.
pub(super) enum Link<'c> {
    Sqlite(&'c mut SqliteConnection),
    Postgres(&'c mut PgConnection),
}

/// The arguments in the form of one engine.
fn bound<'t, DB>(args: &'t [Arg]) -> Result<DB::Arguments, sqlx::Error>
where
    DB: Database,
    DB::Arguments: sqlx::Arguments<Database = DB>,
    &'t str: Encode<'t, DB> + Type<DB>,
    i64: Encode<'t, DB> + Type<DB>,
    Option<&'t str>: Encode<'t, DB> + Type<DB>,
    Option<i64>: Encode<'t, DB> + Type<DB>,
{
    let mut arguments = DB::Arguments::default();
    for arg in args {
        let added = match arg {
            Arg::Text(text) => arguments.add(text.as_str()),
            Arg::Int(number) => arguments.add(*number),
            Arg::NoText => arguments.add(None::<&str>),
            Arg::NoInt => arguments.add(None::<i64>),
        };
        added.map_err(sqlx::Error::Encode)?;
    }
    Ok(arguments)
}

impl Link<'_> {
    async fn fetch(&mut self, sql: &Sql, args: &[Arg]) -> Result<Vec<Row>, sqlx::Error> {
        let sql = AssertSqlSafe(sql.clone());
        match self {
            Link::Sqlite(link) => {
                let query = sqlx::query_with(sql, bound::<Sqlite>(args)?);
                let rows = query.fetch_all(&mut **link).await?;
                Ok(rows.into_iter().map(Row::Sqlite).collect())
            }
            Link::Postgres(link) => {
                let query = sqlx::query_with(sql, bound::<Postgres>(args)?);
                let rows = query.fetch_all(&mut **link).await?;
                Ok(rows.into_iter().map(Row::Postgres).collect())
            }
        }
    }

    /// Runs a statement and says how many rows it changed. One that will not `come_again` is not kept prepared.
    async fn change(
        &mut self,
        sql: impl SqlSafeStr,
        args: &[Arg],
        come_again: bool,
    ) -> Result<u64, sqlx::Error> {
        Ok(match self {
            Link::Sqlite(link) => {
                let query = sqlx::query_with(sql, bound::<Sqlite>(args)?).persistent(come_again);
                query.execute(&mut **link).await?.rows_affected()
            }
            Link::Postgres(link) => {
                let query = sqlx::query_with(sql, bound::<Postgres>(args)?).persistent(come_again);
                query.execute(&mut **link).await?.rows_affected()
            }
        })
    }

    /// Runs what a step says.
    async fn run(&mut self, step: &Step) -> Result<u64, sqlx::Error> {
        let (before, after, width) = match &step.text {
            Text::Whole(sql) => {
                return self
                    .change(AssertSqlSafe(sql.clone()), &step.args, true)
                    .await;
            }
            Text::AroundRows {
                before,
                after,
                width,
            } => (before, after, *width),
        };
        let most = (self.values_at_once() / width).max(1);
        let mut changed = 0;
        let text = |rows: usize| Arc::<str>::from(self.places(before, after, (rows, width)));
        let (full, rest) = (text(most), text(step.args.len() / width % most));
        for part in step.args.chunks(most * width) {
            let is_full = part.len() == most * width;
            let sql = Arc::clone(if is_full { &full } else { &rest });
            changed += self.change(AssertSqlSafe(sql), part, is_full).await?;
        }
        Ok(changed)
    }

    /// How many values one statement of many rows takes. Far below the limits of both engines: a prepared
    /// statement of many rows is large, and longer ones gain nothing more.
    fn values_at_once(&self) -> usize {
        match self {
            Link::Sqlite(_) => 8_000,
            Link::Postgres(_) => 4_000,
        }
    }

    /// A statement around so many rows of so many places. `SQLite` would look numbered places up one after another,
    /// at a cost of their square, so its places carry no number.
    fn places(&self, before: &str, after: &str, (rows, width): (usize, usize)) -> String {
        let row = |row: usize| match self {
            Link::Sqlite(_) => format!("({})", vec!["?"; width].join(",")),
            Link::Postgres(_) => format!("({})", placeholders(row * width + 1, width)),
        };
        let rows: Vec<String> = (0..rows).map(row).collect();
        format!("{before}{} {after}", rows.join(","))
    }

    /// The rows of a statement.
    pub(super) async fn rows(&mut self, sql: &Sql, args: &[Arg]) -> Result<Vec<Row>, StoreError> {
        self.fetch(sql, args)
            .await
            .map_err(StoreError::database("reading"))
    }

    /// Runs one statement and holds it to its expectation.
    pub(super) async fn step(&mut self, step: &Step) -> Result<(), StoreError> {
        if let Expect::Refused(what) = step.expect {
            return Err(StoreError::Duplicate(what));
        }
        match (self.run(step).await, step.expect) {
            (Ok(0), Expect::Changed(what)) => Err(StoreError::Conflict(what)),
            (Ok(_), _) => Ok(()),
            (Err(sqlx::Error::Database(error)), Expect::Fresh(what))
                if error.is_unique_violation() =>
            {
                Err(StoreError::Duplicate(what))
            }
            (Err(error), _) => Err(StoreError::database("writing")(error)),
        }
    }

    /// Runs statements in order until one fails.
    pub(super) async fn steps(&mut self, steps: &[Step]) -> Result<(), StoreError> {
        for step in steps {
            self.step(step).await?;
        }
        Ok(())
    }

    /// The end of a stream; on `PostgreSQL` it stays locked until the transaction ends.
    pub(super) async fn head(&mut self, stream: &str) -> Result<Head, StoreError> {
        let sql = match self {
            Link::Sqlite(_) => "SELECT seq, hash FROM ledger_head WHERE stream = $1",
            Link::Postgres(_) => "SELECT seq, hash FROM ledger_head WHERE stream = $1 FOR UPDATE",
        };
        let rows = self.rows(&sql.into(), &[stream.into()]).await?;
        let Some(row) = rows.first() else {
            return Ok(Head::origin());
        };
        Ok(Head {
            seq: row.int("seq")?,
            hash: row.text("hash")?,
        })
    }

    /// Seals the entry of `write` onto `head`; returns the new head and what the caller is told.
    pub(super) async fn append(
        &mut self,
        stream: &str,
        head: &Head,
        write: &Write,
    ) -> Result<(Head, Committed), StoreError> {
        let sealed = seal(stream, head, write)?;
        self.steps(&sealed.steps).await?;
        let (seq, hash) = (sealed.head.seq, sealed.head.hash.clone());
        Ok((
            sealed.head,
            Committed {
                stream: stream.to_owned(),
                seq,
                hash,
            },
        ))
    }
}
