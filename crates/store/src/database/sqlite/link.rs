//! One connection to the embedded engine and what is done with it, all of it on the thread that calls.
//!
//! Main type: [`Link`]. How a connection is opened belongs to the engine's own file, who may use one and when to the
//! writer and the readers.

use crate::database::statement::{Form, Statement, Statements, held, may_run, read_head, receipt};
use crate::error::{EngineError, MigrationError};
use crate::ledger::{Head, seal};
use crate::row::Value;
use crate::write::Step;
use crate::{Arg, Committed, Row, StoreError, Write};
use rusqlite::types::{Null, ValueRef};
use rusqlite::{CachedStatement, Connection, OpenFlags};
use sqlx::migrate::Migrator;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// Statements that a connection keeps prepared.
const KEPT_PREPARED: usize = 512;

/// A connection.
pub(super) struct Link(Connection);

impl Link {
    /// Opens a file and gives the connection its settings.
    pub(super) fn open(
        file: &Path,
        flags: OpenFlags,
        settings: &str,
    ) -> Result<Link, rusqlite::Error> {
        let connection = Connection::open_with_flags(file, flags)?;
        connection.set_prepared_statement_cache_capacity(KEPT_PREPARED);
        connection.busy_timeout(super::PATIENCE)?;
        connection.execute_batch(settings)?;
        Ok(Link(connection))
    }

    /// How long a statement waits for another process.
    pub(super) fn wait_at_most(&self, patience: Duration) -> Result<(), rusqlite::Error> {
        self.0.busy_timeout(patience)
    }

    /// Has every statement ask, each time it has done so many steps of the engine's machine, whether it must stop.
    pub(super) fn ask_whether_to_stop(
        &self,
        every: i32,
        stop: impl FnMut() -> bool + Send + 'static,
    ) -> Result<(), rusqlite::Error> {
        self.0.progress_handler(every, Some(stop))
    }

    /// Brings the database to this version.
    pub(super) fn take_steps(&mut self, steps: &Migrator) -> Result<(), MigrationError> {
        super::steps::take(&mut self.0, steps)
    }

    /// Runs a statement without arguments whose rows nobody needs.
    pub(super) fn word(&self, sql: &'static str, doing: &'static str) -> Result<(), StoreError> {
        let run = || self.0.prepare_cached(sql)?.raw_execute();
        run().map(drop).map_err(StoreError::database(doing))
    }

    /// The rows of a statement, as the engine gives them.
    pub(super) fn fetch(&self, sql: &str, args: &[Arg]) -> Result<Vec<Row>, rusqlite::Error> {
        let mut statement = self.0.prepare_cached(&Form::Embedded.text(sql))?;
        bind(&mut statement, args)?;
        let names: Arc<[Box<str>]> = statement
            .column_names()
            .into_iter()
            .map(Box::from)
            .collect();
        let mut found = statement.raw_query();
        let mut rows = Vec::new();
        while let Some(row) = found.next()? {
            let values = (0..names.len()).map(|place| row.get_ref(place).map(value));
            let values = values.collect::<Result<_, _>>()?;
            rows.push(Row::new(Arc::clone(&names), values));
        }
        Ok(rows)
    }

    /// The rows of a statement.
    pub(super) fn rows(&self, sql: &str, args: &[Arg]) -> Result<Vec<Row>, StoreError> {
        self.fetch(sql, args)
            .map_err(StoreError::database("reading"))
    }

    /// Runs a statement and says how many rows it changed.
    fn change(&self, part: &Statement<'_>) -> Result<u64, rusqlite::Error> {
        let mut statement = self.0.prepare_cached(part.sql)?;
        bind(&mut statement, part.args)?;
        let mut rows = statement.raw_query();
        while rows.next()?.is_some() {}
        drop(rows);
        if !part.comes_again {
            statement.discard();
        }
        Ok(self.0.changes())
    }

    /// Runs what a step says and holds it to its expectation.
    fn step(&self, step: &Step) -> Result<(), StoreError> {
        may_run(step.expect)?;
        let statements = Statements::of(step, Form::Embedded);
        let changed: Result<u64, _> = statements.iter().map(|part| self.change(&part)).sum();
        held(step.expect, changed.map_err(EngineError::Embedded))
    }

    /// Runs steps in order until one fails.
    pub(super) fn steps(&self, steps: &[Step]) -> Result<(), StoreError> {
        steps.iter().try_for_each(|step| self.step(step))
    }

    /// The end of a stream.
    pub(super) fn head(&self, stream: &str) -> Result<Head, StoreError> {
        read_head(&self.rows(Form::Embedded.head(), &[stream.into()])?)
    }

    /// Seals the entry of `write` onto `head`; returns the new head and what the caller is told.
    pub(super) fn append(
        &self,
        stream: &str,
        head: &Head,
        write: &Write,
    ) -> Result<(Head, Committed), StoreError> {
        let sealed = seal(stream, head, write)?;
        self.steps(&sealed.steps)?;
        let committed = receipt(stream, &sealed.head);
        Ok((sealed.head, committed))
    }
}

fn bind(statement: &mut CachedStatement<'_>, args: &[Arg]) -> Result<(), rusqlite::Error> {
    for (place, arg) in (1..).zip(args) {
        match arg {
            Arg::Text(text) => statement.raw_bind_parameter(place, text.as_str()),
            Arg::Int(number) => statement.raw_bind_parameter(place, number),
            Arg::NoText | Arg::NoInt => statement.raw_bind_parameter(place, Null),
        }?;
    }
    Ok(())
}

/// A value of the engine; a text that is no UTF-8 and a kind that no column of ours has stay unreadable.
fn value(found: ValueRef<'_>) -> Value {
    match found {
        ValueRef::Null => Value::Nothing,
        ValueRef::Integer(number) => Value::Int(number),
        ValueRef::Text(text) => std::str::from_utf8(text)
            .map_or(Value::Foreign("a text that is not UTF-8"), |text| {
                Value::Text(text.to_owned())
            }),
        ValueRef::Real(_) => Value::Foreign("a floating point number"),
        ValueRef::Blob(_) => Value::Foreign("bytes"),
    }
}
