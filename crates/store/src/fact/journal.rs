//! Recording and reading facts.

use super::codec::{level_arg, read_level, read_observed, value_args};
use crate::keys::Pool;
use crate::write::Expect;
use crate::{Arg, Page, Row, Store, StoreError, Write};
use benfu_domain::fact::{Completeness, Held, Level, Observed, Source, SourceKind};
use benfu_domain::id::SubjectKey;
use benfu_domain::period::Period;
use std::collections::HashMap;

/// A fact to be recorded, with the integer keys of its concept and source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFact {
    /// About whom or what.
    pub subject: SubjectKey,
    /// Key of the concept, from [`Store::concept_keys`].
    pub concept: i64,
    /// When it was true.
    pub period: Period,
    /// What was observed; `None` retracts.
    pub observed: Option<Observed>,
    /// Who may see it.
    pub level: Level,
    /// Key of the source, from [`Write::add_source`].
    pub source: i64,
}

/// One line of the journal, for histories and as-of reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactLine {
    /// The concept.
    pub concept: String,
    /// When it was true.
    pub period: Period,
    /// What was observed; `None` is a retraction.
    pub observed: Option<Observed>,
    /// Who may see it.
    pub level: Level,
    /// Where it comes from.
    pub source: Source,
    /// When it was recorded, milliseconds since 1970 UTC.
    pub recorded_ms: i64,
    /// The ledger entry.
    pub entry: i64,
}

const CURRENT: &[&str] = &[
    "subject", "concept", "period", "source", "level", "state", "kind", "number", "decimals",
    "text",
];

const HELD: &str = "SELECT f.subject, c.id AS concept_id, f.period, f.level, f.state, f.kind, f.number, f.decimals, \
    f.text, s.kind AS source_kind, s.title, s.reference, s.dated \
    FROM fact_current f JOIN concept c ON c.key = f.concept JOIN fact_source s ON s.key = f.source";
const LINE: &str = "SELECT c.id AS concept_id, f.period, f.level, f.state, f.kind, f.number, f.decimals, f.text, \
    f.recorded_ms, f.entry, s.kind AS source_kind, s.title, s.reference, s.dated \
    FROM fact f JOIN concept c ON c.key = f.concept JOIN fact_source s ON s.key = f.source";

/// How a line replaces what stood before it.
pub(crate) const LATEST_STANDS: &str = "ON CONFLICT (subject, concept, period) DO UPDATE SET \
    entry = excluded.entry, source = excluded.source, level = excluded.level, state = excluded.state, \
    kind = excluded.kind, number = excluded.number, decimals = excluded.decimals, text = excluded.text";

/// The columns of the journal in the order of a line's arguments.
const JOURNAL: &str = "subject, concept, period, source, level, state, kind, number, decimals, text, recorded_ms, entry, origin";

/// Around journal lines. Both engines name the columns of VALUES alike; the last one is the entry.
fn lines(place: &str) -> (String, String) {
    let before =
        format!("INSERT INTO fact ({JOURNAL}, line) SELECT v.*, v.column12, {place} FROM (VALUES ");
    (before, ") AS v".to_owned())
}

/// Journal lines of subjects that have none: nothing needs to be looked up.
fn first_lines() -> (String, String) {
    lines("1")
}

/// Journal lines that come after those that are there.
fn next_lines() -> (String, String) {
    lines(
        "COALESCE((SELECT MAX(f.line) FROM fact f WHERE f.subject = v.column1 \
         AND f.concept = v.column2 AND f.period = v.column3), 0) + 1",
    )
}

/// Makes the first lines of a range of subjects what the journal says of them now: no value is sent twice.
const FIRST_STANDS: &str = "INSERT INTO fact_current \
    (subject, concept, period, entry, source, level, state, kind, number, decimals, text) \
    SELECT f.subject, f.concept, f.period, f.entry, f.source, f.level, f.state, f.kind, f.number, f.decimals, f.text \
    FROM fact f WHERE f.subject BETWEEN $1 AND $2 AND f.entry = $3 AND f.line = 1 \
    ON CONFLICT (subject, concept, period) DO NOTHING";

fn read_source(row: &Row) -> Result<Source, StoreError> {
    Ok(Source {
        kind: row.parsed("source_kind", SourceKind::from_word)?,
        title: row.text("title")?,
        reference: row.text_or_none("reference")?,
        dated: row.day_or_none("dated")?,
    })
}

fn read_period(row: &Row) -> Result<Period, StoreError> {
    let key = row.int("period")?;
    let unreadable = || StoreError::Unreadable {
        column: "period".to_owned(),
        found: key.to_string(),
    };
    Period::from_key(key).ok_or_else(unreadable)
}

fn read_held(row: &Row) -> Result<Held, StoreError> {
    let observed = read_observed(row)?;
    let unreadable = || StoreError::Unreadable {
        column: "state".to_owned(),
        found: "3".to_owned(),
    };
    Ok(Held {
        subject: SubjectKey(row.int("subject")?),
        concept: row.text("concept_id")?,
        period: read_period(row)?,
        observed: observed.ok_or_else(unreadable)?,
        level: read_level(row)?,
        source: read_source(row)?,
    })
}

impl Store {
    /// The integer keys of these concepts; unknown ones are added.
    pub async fn concept_keys(&self, ids: &[&str]) -> Result<HashMap<String, i64>, StoreError> {
        let rows = self
            .rows("SELECT key, id FROM concept ORDER BY key", &[])
            .await?;
        let known = rows
            .iter()
            .map(|row| Ok((row.text("id")?, row.int("key")?)));
        let mut keys = known.collect::<Result<HashMap<_, _>, StoreError>>()?;
        for id in ids {
            if !keys.contains_key(*id) {
                let key = self.next_key(Pool::Concept).await?;
                let sql = "INSERT INTO concept (key, id) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET id = excluded.id RETURNING key";
                let rows = self.run_aside(sql, vec![key.into(), (*id).into()]).await?;
                let key = rows.first().map_or(Ok(key), |row| row.int("key"))?;
                keys.insert((*id).to_owned(), key);
            }
        }
        Ok(keys)
    }

    /// A fresh key for a source.
    pub async fn next_source(&self) -> Result<i64, StoreError> {
        self.next_key(Pool::Source).await
    }

    /// The current facts of these subjects.
    pub async fn facts_of(&self, subjects: &[SubjectKey]) -> Result<Vec<Held>, StoreError> {
        let subjects = subjects.iter().map(|key| key.0.into()).collect();
        let order = "f.subject, f.concept, f.period";
        let rows = self
            .rows_in(HELD, "f.state < 3 AND f.subject", subjects, order)
            .await?;
        rows.iter().map(read_held).collect()
    }

    /// The current facts of these subjects about these concepts only, for matching against few constraints.
    pub async fn facts_about(
        &self,
        subjects: &[SubjectKey],
        concepts: &[&str],
    ) -> Result<Vec<Held>, StoreError> {
        let keys = self.known_concepts(concepts).await?;
        if keys.is_empty() {
            return Ok(Vec::new());
        }
        let among = keys
            .iter()
            .map(i64::to_string)
            .collect::<Vec<_>>()
            .join(", ");
        let subjects = subjects.iter().map(|key| key.0.into()).collect();
        let column = format!("f.state < 3 AND f.concept IN ({among}) AND f.subject");
        let order = "f.subject, f.concept, f.period";
        let rows = self.rows_in(HELD, &column, subjects, order).await?;
        rows.iter().map(read_held).collect()
    }

    /// The keys of those of these concepts about which anything was ever recorded, in their order.
    async fn known_concepts(&self, ids: &[&str]) -> Result<Vec<i64>, StoreError> {
        let ids = ids.iter().map(|id| Arg::from(*id)).collect();
        let rows = self
            .rows_in("SELECT key FROM concept", "id", ids, "key")
            .await?;
        rows.iter().map(|row| row.int("key")).collect()
    }

    /// The journal of one subject, the newest line first.
    pub async fn fact_lines(
        &self,
        subject: SubjectKey,
        limit: i64,
    ) -> Result<Vec<FactLine>, StoreError> {
        let sql = format!(
            "{LINE} WHERE f.subject = $1 ORDER BY f.recorded_ms DESC, f.entry DESC, f.concept, f.period LIMIT $2"
        );
        let rows = self
            .rows(
                sql,
                &[subject.0.into(), Page::first(limit).bounded().into()],
            )
            .await?;
        rows.iter().map(read_line).collect()
    }

    /// What was known about one subject at an instant (milliseconds since 1970 UTC): the last line of each
    /// concept and period recorded by then, retractions left out.
    pub async fn facts_as_known(
        &self,
        subject: SubjectKey,
        known_ms: i64,
    ) -> Result<Vec<FactLine>, StoreError> {
        let sql = format!(
            "{LINE} WHERE f.subject = $1 AND f.recorded_ms <= $2 AND NOT EXISTS (SELECT 1 FROM fact g \
             WHERE g.subject = f.subject AND g.concept = f.concept AND g.period = f.period \
             AND g.recorded_ms <= $2 AND g.line > f.line) AND f.state < 3 ORDER BY c.id, f.period LIMIT $3"
        );
        let rows = self
            .rows(sql, &[subject.0.into(), known_ms.into(), Page::MOST.into()])
            .await?;
        rows.iter().map(read_line).collect()
    }

    /// All completeness statements.
    pub async fn completeness(&self) -> Result<Vec<Completeness>, StoreError> {
        let sql = "SELECT p.register, p.territory, p.as_of, s.kind AS source_kind, s.title, s.reference, s.dated \
                   FROM completeness p JOIN fact_source s ON s.key = p.source ORDER BY p.register, p.territory, p.as_of LIMIT $1";
        let rows = self.rows(sql, &[Page::MOST.into()]).await?;
        rows.iter()
            .map(|row| {
                let (register, territory) = (row.text("register")?, row.text("territory")?);
                Ok(Completeness {
                    register,
                    territory,
                    as_of: row.day("as_of")?,
                    source: read_source(row)?,
                })
            })
            .collect()
    }
}

fn read_line(row: &Row) -> Result<FactLine, StoreError> {
    Ok(FactLine {
        concept: row.text("concept_id")?,
        period: read_period(row)?,
        observed: read_observed(row)?,
        level: read_level(row)?,
        source: read_source(row)?,
        recorded_ms: row.int("recorded_ms")?,
        entry: row.int("entry")?,
    })
}

impl Write {
    /// A source under a key from [`Store::next_source`].
    pub fn add_source(&mut self, key: i64, source: &Source) -> &mut Write {
        let args = vec![
            key.into(),
            source.kind.word().into(),
            source.title.as_str().into(),
            source.reference.clone().map_or(Arg::NoText, Arg::Text),
            Arg::shown_or_none(source.dated.as_ref()),
        ];
        self.add_row(
            "fact_source",
            &["key", "kind", "title", "reference", "dated"],
            args,
        )
    }

    /// Records facts: a journal line each, and what the journal says now. One call must not record the same
    /// subject, concept and period twice. With `fresh`, the caller knows that the subjects have no facts yet.
    pub fn record_facts(&mut self, facts: &[NewFact], recorded_ms: i64, fresh: bool) -> &mut Write {
        let mut facts: Vec<&NewFact> = facts.iter().collect();
        facts.sort_unstable_by_key(|fact| (fact.subject, fact.concept, fact.period.key()));
        let (Some(first), Some(last)) = (facts.first(), facts.last()) else {
            return self;
        };
        let range = (first.subject.0, last.subject.0);
        let line = |fact: &&NewFact| {
            current_args(fact)
                .into_iter()
                .chain([Arg::Int(recorded_ms)])
        };
        let lines = facts.iter().map(line);
        if fresh {
            self.around_rows("fact", first_lines(), CURRENT.len() + 1, lines);
            let args = vec![range.0.into(), range.1.into(), self.entry_arg()];
            return self.step(FIRST_STANDS, args, Expect::Any);
        }
        self.around_rows("fact", next_lines(), CURRENT.len() + 1, lines);
        let current = facts.iter().map(|fact| current_args(fact).into()).collect();
        self.put_rows("fact_current", CURRENT, current, LATEST_STANDS)
    }

    /// States that a register is complete.
    pub fn add_completeness(&mut self, statement: &Completeness, source: i64) -> &mut Write {
        let args = vec![
            statement.register.as_str().into(),
            statement.territory.as_str().into(),
            Arg::shown(&statement.as_of),
            source.into(),
        ];
        self.add_row(
            "completeness",
            &["register", "territory", "as_of", "source"],
            args,
        )
    }
}

/// In the order of [`CURRENT`].
fn current_args(fact: &NewFact) -> [Arg; 10] {
    let [state, kind, number, decimals, text] = value_args(fact.observed.as_ref());
    [
        fact.subject.0.into(),
        fact.concept.into(),
        fact.period.key().into(),
        fact.source.into(),
        level_arg(fact.level),
        state,
        kind,
        number,
        decimals,
        text,
    ]
}
