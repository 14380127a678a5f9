//! What both engines do alike with a connection, free of any connection: the texts that a step takes, what its
//! outcome means, the ledger's head and what a caller is told of a sealed entry.
//!
//! Main types: [`Form`], [`Statements`]. Running a text belongs to the engines' links.

use crate::error::EngineError;
use crate::ledger::Head;
use crate::row::placeholders;
use crate::write::{Expect, Step, Text};
use crate::{Arg, Committed, Row, StoreError};
use std::borrow::Cow;

/// Rows of a statement that are so few that its text is likely to come again as it is.
const FEW_ROWS: usize = 4;

/// Whose texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// `SQLite`, which finds a named place such as `$1` by looking through all of them, and a numbered one (`?1`) or
    /// one without a number (`?`) at once.
    Embedded,
    /// `PostgreSQL`.
    Shared,
}

impl Form {
    /// The engine's own text of a statement.
    pub(super) fn text(self, sql: &str) -> Cow<'_, str> {
        match self {
            Form::Embedded => numbered(sql),
            Form::Shared => Cow::Borrowed(sql),
        }
    }

    /// The statement that reads the end of a stream; on `PostgreSQL` it stays locked until the transaction ends.
    pub(super) fn head(self) -> &'static str {
        match self {
            Form::Embedded => "SELECT seq, hash FROM ledger_head WHERE stream = $1",
            Form::Shared => "SELECT seq, hash FROM ledger_head WHERE stream = $1 FOR UPDATE",
        }
    }

    /// How many values one statement of many rows takes. Far below the limits of both engines: a prepared
    /// statement of many rows is large, and longer ones gain nothing more.
    fn values_at_once(self) -> usize {
        match self {
            Form::Embedded => 8_000,
            Form::Shared => 4_000,
        }
    }

    /// A statement around so many rows of so many places.
    fn around(self, (before, after): (&str, &str), rows: usize, width: usize) -> String {
        let row = |row: usize| match self {
            Form::Embedded => format!("({})", vec!["?"; width].join(",")),
            Form::Shared => format!("({})", placeholders(row * width + 1, width)),
        };
        let rows: Vec<String> = (0..rows).map(row).collect();
        format!("{before}{} {after}", rows.join(","))
    }
}

/// The text with `?1` in the place of `$1`. No text of ours holds a dollar sign before a digit otherwise.
fn numbered(sql: &str) -> Cow<'_, str> {
    if !sql.contains('$') {
        return Cow::Borrowed(sql);
    }
    let mut text = String::with_capacity(sql.len());
    let mut parts = sql.split('$');
    text.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let place = part.starts_with(|first: char| first.is_ascii_digit());
        text.push(if place { '?' } else { '$' });
        text.push_str(part);
    }
    Cow::Owned(text)
}

/// One statement of a step.
pub(super) struct Statement<'s> {
    pub(super) sql: &'s str,
    pub(super) args: &'s [Arg],
    /// Is it worth keeping prepared?
    pub(super) comes_again: bool,
}

/// The statements that a step takes on one engine: one, or for many rows as many as it takes.
pub(super) struct Statements<'s> {
    full: Cow<'s, str>,
    rest: Cow<'s, str>,
    rest_comes_again: bool,
    args: &'s [Arg],
    args_at_once: usize,
}

impl<'s> Statements<'s> {
    pub(super) fn of(step: &'s Step, form: Form) -> Statements<'s> {
        let (before, after, width) = match &step.text {
            Text::Whole(sql) => {
                return Statements {
                    full: form.text(sql),
                    rest: Cow::default(),
                    rest_comes_again: false,
                    args: &step.args,
                    args_at_once: step.args.len(),
                };
            }
            Text::AroundRows {
                before,
                after,
                width,
            } => (before, after, *width),
        };
        let most = (form.values_at_once() / width).max(1);
        let rows = step.args.len() / width;
        let around = |rows: usize| match rows {
            0 => Cow::default(),
            rows => Cow::Owned(form.around((before, after), rows, width)),
        };
        Statements {
            full: around(if rows >= most { most } else { 0 }),
            rest: around(rows % most),
            rest_comes_again: rows % most <= FEW_ROWS,
            args: &step.args,
            args_at_once: most * width,
        }
    }

    /// In order.
    pub(super) fn iter(&self) -> impl Iterator<Item = Statement<'_>> {
        let at_once = self.args_at_once;
        let count = self.args.len().div_ceil(at_once.max(1)).max(1);
        (0..count).map(move |place| {
            let end = ((place + 1) * at_once).min(self.args.len());
            let args = &self.args[place * at_once..end];
            let full = args.len() == at_once;
            Statement {
                sql: if full { &self.full } else { &self.rest },
                args,
                comes_again: full || self.rest_comes_again,
            }
        })
    }
}

/// Refuses a step that cannot hold, before its statement runs.
pub(super) fn may_run(expect: Expect) -> Result<(), StoreError> {
    match expect {
        Expect::Refused(what) => Err(StoreError::Duplicate(what)),
        Expect::Any | Expect::Changed(_) | Expect::Fresh(_) => Ok(()),
    }
}

/// What a step's outcome, the number of rows it changed, means for the write.
pub(super) fn held(expect: Expect, outcome: Result<u64, EngineError>) -> Result<(), StoreError> {
    match (outcome, expect) {
        (Ok(0), Expect::Changed(what)) => Err(StoreError::Conflict(what)),
        (Ok(_), _) => Ok(()),
        (Err(error), Expect::Fresh(what)) if error.is_unique_violation() => {
            Err(StoreError::Duplicate(what))
        }
        (Err(error), _) => Err(StoreError::database("writing")(error)),
    }
}

/// The end of a stream from the rows of [`Form::head`].
pub(super) fn read_head(rows: &[Row]) -> Result<Head, StoreError> {
    let Some(row) = rows.first() else {
        return Ok(Head::origin());
    };
    Ok(Head {
        seq: row.int("seq")?,
        hash: row.text("hash")?,
    })
}

/// What the caller is told of the entry at `head`.
pub(super) fn receipt(stream: &str, head: &Head) -> Committed {
    Committed {
        stream: stream.to_owned(),
        seq: head.seq,
        hash: head.hash.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(step: &Step, form: Form) -> Vec<(String, usize)> {
        let statements = Statements::of(step, form);
        let parts = statements.iter();
        parts
            .map(|part| (part.sql.to_owned(), part.args.len()))
            .collect()
    }

    fn rows(count: i64) -> Step {
        let text = Text::AroundRows {
            before: "INSERT INTO t (a, b) VALUES ".to_owned(),
            after: "ON CONFLICT DO NOTHING".to_owned(),
            width: 2,
        };
        Step {
            text,
            args: (0..count * 2).map(Arg::Int).collect(),
            expect: Expect::Any,
        }
    }

    #[test]
    fn the_embedded_engine_reads_numbered_places_and_the_shared_one_named_ones() {
        let step = Step::whole("SELECT $2, '$', $10", vec![1.into(); 10], Expect::Any);
        assert_eq!(
            parts(&step, Form::Embedded),
            [("SELECT ?2, '$', ?10".to_owned(), 10)]
        );
        assert_eq!(
            parts(&step, Form::Shared),
            [("SELECT $2, '$', $10".to_owned(), 10)]
        );
    }

    #[test]
    fn a_statement_without_arguments_runs_once() {
        let step = Step::whole("DELETE FROM t", Vec::new(), Expect::Any);
        assert_eq!(
            parts(&step, Form::Embedded),
            [("DELETE FROM t".to_owned(), 0)]
        );
    }

    #[test]
    fn many_rows_take_full_statements_and_one_of_the_rest() {
        let lengths = |count, form| -> Vec<usize> {
            let parts = parts(&rows(count), form);
            parts.iter().map(|(_, values)| *values).collect()
        };
        assert_eq!(lengths(4_000, Form::Embedded), [8_000]);
        assert_eq!(lengths(9_001, Form::Embedded), [8_000, 8_000, 2_002]);
        assert_eq!(lengths(2_001, Form::Shared), [4_000, 2]);
        assert_eq!(
            parts(&rows(2), Form::Shared)[0].0,
            "INSERT INTO t (a, b) VALUES ($1, $2),($3, $4) ON CONFLICT DO NOTHING"
        );
    }

    #[test]
    fn only_texts_that_are_likely_to_come_again_are_kept() {
        let kept = |count: i64| -> Vec<bool> {
            let step = rows(count);
            let statements = Statements::of(&step, Form::Embedded);
            statements.iter().map(|part| part.comes_again).collect()
        };
        assert_eq!(kept(1), [true]);
        assert_eq!(kept(4_100), [true, false]);
    }
}
