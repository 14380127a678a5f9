//! One connection to the shared engine and what is done with it.
//!
//! Main type: [`Link`]. Pools and transactions belong to the engine's own file.

use crate::database::statement::{Form, Statements, held, may_run, read_head, receipt};
use crate::error::EngineError;
use crate::ledger::{Head, head_step, seal};
use crate::row::Value;
use crate::write::Step;
use crate::{Arg, Committed, Row, StoreError, Write};
use sqlx::postgres::{PgArguments, PgRow};
use sqlx::{
    Arguments as _, AssertSqlSafe, Column as _, PgConnection, Row as _, TypeInfo as _,
    ValueRef as _,
};
use std::sync::Arc;

/// A connection that is lent for a while.
pub(super) struct Link<'c>(pub(super) &'c mut PgConnection);

/// The arguments in the form of the engine.
fn bound(args: &[Arg]) -> Result<PgArguments, sqlx::Error> {
    let mut arguments = PgArguments::default();
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
    async fn fetch(&mut self, sql: &str, args: &[Arg]) -> Result<Vec<Row>, sqlx::Error> {
        let query = sqlx::query_with(AssertSqlSafe(sql), bound(args)?);
        owned(query.fetch_all(&mut *self.0).await?)
    }

    /// Runs what a step says and says how many rows it changed.
    async fn run(&mut self, step: &Step) -> Result<u64, sqlx::Error> {
        let mut changed = 0;
        for part in Statements::of(step, Form::Shared).iter() {
            let query = sqlx::query_with(AssertSqlSafe(part.sql), bound(part.args)?);
            let query = query.persistent(part.comes_again);
            changed += query.execute(&mut *self.0).await?.rows_affected();
        }
        Ok(changed)
    }

    /// The rows of a statement.
    pub(super) async fn rows(&mut self, sql: &str, args: &[Arg]) -> Result<Vec<Row>, StoreError> {
        let rows = self.fetch(sql, args).await;
        rows.map_err(StoreError::database("reading"))
    }

    /// Runs one step and holds it to its expectation.
    pub(super) async fn step(&mut self, step: &Step) -> Result<(), StoreError> {
        may_run(step.expect)?;
        let changed = self.run(step).await;
        held(step.expect, changed.map_err(EngineError::Shared))
    }

    /// Runs steps in order until one fails.
    pub(super) async fn steps(&mut self, steps: &[Step]) -> Result<(), StoreError> {
        for step in steps {
            self.step(step).await?;
        }
        Ok(())
    }

    /// The end of a stream, which stays locked until the transaction ends.
    pub(super) async fn head(&mut self, stream: &str) -> Result<Head, StoreError> {
        read_head(&self.rows(Form::Shared.head(), &[stream.into()]).await?)
    }

    /// Seals the entry of `write` onto `head`; returns what the caller is told.
    pub(super) async fn append(
        &mut self,
        stream: &str,
        head: &Head,
        write: &Write,
    ) -> Result<Committed, StoreError> {
        let sealed = seal(stream, head, write)?;
        self.steps(&sealed.steps).await?;
        self.step(&head_step(stream, &sealed.head)).await?;
        Ok(receipt(stream, &sealed.head))
    }
}

/// The rows of one statement, which share their columns' names.
fn owned(found: Vec<PgRow>) -> Result<Vec<Row>, sqlx::Error> {
    let names: Arc<[Box<str>]> = found.first().map_or_else(Arc::default, |row| {
        let columns = row.columns().iter();
        columns.map(|column| Box::from(column.name())).collect()
    });
    let row = |row: PgRow| {
        let values = (0..names.len()).map(|place| value(&row, place));
        Ok(Row::new(
            Arc::clone(&names),
            values.collect::<Result<_, _>>()?,
        ))
    };
    found.into_iter().map(row).collect()
}

/// A value of the engine; a kind that no column of ours has stays unreadable.
fn value(row: &PgRow, place: usize) -> Result<Value, sqlx::Error> {
    let raw = row.try_get_raw(place)?;
    if raw.is_null() {
        return Ok(Value::Nothing);
    }
    Ok(match raw.type_info().name() {
        "INT8" => Value::Int(row.try_get(place)?),
        "TEXT" | "VARCHAR" | "NAME" => Value::Text(row.try_get(place)?),
        _ => Value::Foreign("a value that is neither a text nor a BIGINT"),
    })
}
