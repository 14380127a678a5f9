//! One act: its statements and its ledger entry, durable together or not at all.

use crate::row::placeholders;
use crate::{Arg, Sql};
use benfu_domain::id::EntryKey;

/// What a statement must do for the write to hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Expect {
    /// Nothing in particular.
    Any,
    /// It changes at least one row; otherwise the named thing was changed by somebody else.
    Changed(&'static str),
    /// It does not meet an existing row; otherwise the named thing exists already.
    Fresh(&'static str),
    /// It cannot hold, since the write contradicts itself about the named thing: the statement is not run.
    Refused(&'static str),
}

/// The text of a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Text {
    /// With `$1`, `$2`, … for both engines.
    Whole(Sql),
    /// What stands before and after a list of rows, each of so many values. How many rows one statement takes and
    /// how their places are written is the engine's own.
    AroundRows {
        before: String,
        after: String,
        width: usize,
    },
}

/// One statement, or for rows as many as it takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Step {
    /// Its text.
    pub(crate) text: Text,
    /// Its arguments.
    pub(crate) args: Vec<Arg>,
    /// What it must do.
    pub(crate) expect: Expect,
}

impl Step {
    /// A single statement.
    pub(crate) fn whole(sql: impl Into<Sql>, args: Vec<Arg>, expect: Expect) -> Step {
        Step {
            text: Text::Whole(sql.into()),
            args,
            expect,
        }
    }
}

/// Who did what to which thing: the head of a ledger entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    /// Event name in the past tense, for example `need_published`.
    pub action: &'static str,
    /// Id of the thing.
    pub subject: String,
    /// Organisation of the account.
    pub organisation: String,
    /// The account; `system` for jobs.
    pub account: String,
    /// When, RFC 3339 UTC with milliseconds.
    pub at: String,
}

/// A prepared write. Use cases fill it through the areas' `save_…` functions and hand it to
/// [`crate::Store::commit`].
#[derive(Debug, Clone)]
pub struct Write {
    /// The key by which rows name this entry.
    pub entry: EntryKey,
    /// Who did what.
    pub act: Act,
    /// What is kept beside the chain; each payload can be erased and the chain still verifies.
    pub payloads: Vec<serde_json::Value>,
    pub(crate) salt_seed: Option<u64>,
    pub(crate) steps: Vec<Step>,
}

impl Write {
    /// An empty write under an entry key from [`crate::Store::next_entry`].
    pub fn new(entry: EntryKey, act: Act) -> Write {
        Write {
            entry,
            act,
            payloads: Vec::new(),
            salt_seed: None,
            steps: Vec::new(),
        }
    }

    /// Adds what the entry should tell.
    pub fn tell(&mut self, payload: serde_json::Value) -> &mut Write {
        self.payloads.push(payload);
        self
    }

    /// Salts the payloads from a seed instead of from randomness, so that a sample has the same ledger each
    /// time. Whoever knows the seed can guess erased payloads: only for samples, which hold nothing secret.
    pub fn salt_from(&mut self, seed: u64) -> &mut Write {
        self.salt_seed = Some(seed);
        self
    }

    /// Adds a statement. SQL stays inside this crate.
    pub(crate) fn step(
        &mut self,
        sql: impl Into<Sql>,
        args: Vec<Arg>,
        expect: Expect,
    ) -> &mut Write {
        self.steps.push(Step::whole(sql, args, expect));
        self
    }

    /// A new row (version 1), or the next version of one that must still have the version before. The first
    /// column is the key; `version` and `entry` are added.
    pub(crate) fn save_versioned(
        &mut self,
        table: &'static str,
        columns: &[&str],
        mut args: Vec<Arg>,
        version: i64,
    ) -> &mut Write {
        args.push(version.into());
        args.push(self.entry_arg());
        let columns: Vec<&str> = columns
            .iter()
            .copied()
            .chain(["version", "entry"])
            .collect();
        debug_assert_eq!(
            columns.len(),
            args.len(),
            "one argument for each column of {table}"
        );
        if version == 1 {
            return self.step(insert_sql(table, &columns), args, Expect::Fresh(table));
        }
        let places = (2..)
            .zip(&columns[1..])
            .map(|(place, column)| format!("{column} = ${place}"));
        let places = places.collect::<Vec<_>>().join(", ");
        let sql = format!(
            "UPDATE {table} SET {places} WHERE {} = $1 AND version = ${} - 1",
            columns[0],
            columns.len() - 1
        );
        self.step(sql, args, Expect::Changed(table))
    }

    /// A row that is never changed; `entry` is added.
    pub(crate) fn add_row(
        &mut self,
        table: &'static str,
        columns: &[&str],
        mut args: Vec<Arg>,
    ) -> &mut Write {
        args.push(self.entry_arg());
        let columns: Vec<&str> = columns.iter().copied().chain(["entry"]).collect();
        debug_assert_eq!(
            columns.len(),
            args.len(),
            "one argument for each column of {table}"
        );
        self.step(insert_sql(table, &columns), args, Expect::Fresh(table))
    }

    /// Many rows that are never changed; `entry` is added.
    pub(crate) fn add_rows(
        &mut self,
        table: &'static str,
        columns: &[&str],
        rows: Vec<Vec<Arg>>,
    ) -> &mut Write {
        self.put_rows(table, columns, rows, "")
    }

    /// The same for rows that may meet existing ones; `meeting` is the clause that says what happens then.
    pub(crate) fn put_rows(
        &mut self,
        table: &'static str,
        columns: &[&str],
        rows: Vec<Vec<Arg>>,
        meeting: &str,
    ) -> &mut Write {
        let names = columns.join(", ");
        let before = format!("INSERT INTO {table} ({names}, entry) VALUES ");
        self.around_rows(table, (before, meeting.to_owned()), columns.len(), rows)
    }

    /// Many rows of so many values between two parts of a statement; `entry` is added to each as its last value.
    pub(crate) fn around_rows<R>(
        &mut self,
        what: &'static str,
        (before, after): (String, String),
        values: usize,
        rows: impl IntoIterator<Item = R>,
    ) -> &mut Write
    where
        R: IntoIterator<Item = Arg>,
    {
        let (mut args, width) = (Vec::new(), values + 1);
        for row in rows {
            args.extend(row);
            args.push(self.entry_arg());
            assert_eq!(args.len() % width, 0, "a row of {what} has {values} values");
        }
        if args.is_empty() {
            return self;
        }
        self.steps.push(Step {
            text: Text::AroundRows {
                before,
                after,
                width,
            },
            args,
            expect: Expect::Fresh(what),
        });
        self
    }

    /// The argument that names this entry in rows.
    pub(crate) fn entry_arg(&self) -> Arg {
        Arg::Int(self.entry.0)
    }

    /// Remembers that this account's request has had its effect, so that a repeated one finds it.
    pub fn remember_request(&mut self, request_key: &str) -> &mut Write {
        let args = vec![
            self.act.account.as_str().into(),
            request_key.into(),
            self.act.subject.as_str().into(),
            self.entry_arg(),
        ];
        let sql =
            "INSERT INTO request (account, request_key, subject, entry) VALUES ($1, $2, $3, $4)";
        self.step(sql, args, Expect::Fresh("request"))
    }
}

fn insert_sql(table: &str, columns: &[&str]) -> String {
    format!(
        "INSERT INTO {table} ({}) VALUES ({})",
        columns.join(", "),
        placeholders(1, columns.len())
    )
}
