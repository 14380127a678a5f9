//! Reading the journal: what stands now, what stood at an instant, and every line.

use super::codec;
use super::fold::{Made, NOW, Recording, Standing, standing};
use crate::{Arg, Page, Row, Store, StoreError};
use benfu_domain::fact::{Held, Level, Observed, Source};
use benfu_domain::id::SubjectKey;
use benfu_domain::period::Period;
use std::collections::{BTreeSet, HashMap};

/// One statement of the journal, for histories and as-of reads.
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
    /// When it was taken back with its import, milliseconds since 1970 UTC.
    pub withdrawn_ms: Option<i64>,
}

const RECORDED: &str = "SELECT r.subject, r.entry, r.recorded_ms, r.source, r.facts, w.withdrawn_ms \
    FROM recording r LEFT JOIN fact_withdrawn w ON w.entry = r.entry";

fn read_recording(row: &Row) -> Result<Recording, StoreError> {
    let unreadable = |error: serde_json::Error| StoreError::Unreadable {
        column: "facts".to_owned(),
        found: error.to_string(),
    };
    Ok(Recording {
        subject: SubjectKey(row.int("subject")?),
        made: Made {
            entry: row.int("entry")?,
            recorded_ms: row.int("recorded_ms")?,
            source: row.int("source")?,
        },
        withdrawn_ms: row.int_or_none("withdrawn_ms")?,
        facts: codec::read(&row.text("facts")?).map_err(unreadable)?,
    })
}

/// The concepts and sources that a page of facts names by their keys, looked up once for all of them.
struct Named {
    concepts: HashMap<i64, String>,
    sources: HashMap<i64, Source>,
}

impl Named {
    fn concept(&self, key: i64) -> Result<String, StoreError> {
        named(&self.concepts, "concept", key)
    }

    fn source(&self, key: i64) -> Result<Source, StoreError> {
        named(&self.sources, "source", key)
    }

    fn held(&self, standing: Standing) -> Result<Option<Held>, StoreError> {
        let Some(observed) = standing.fact.observed else {
            return Ok(None);
        };
        Ok(Some(Held {
            subject: standing.subject,
            concept: self.concept(standing.fact.concept)?,
            period: standing.fact.period,
            observed,
            level: standing.fact.level,
            source: self.source(standing.made.source)?,
        }))
    }

    fn line(&self, standing: Standing) -> Result<FactLine, StoreError> {
        let made = standing.made;
        Ok(FactLine {
            concept: self.concept(standing.fact.concept)?,
            period: standing.fact.period,
            observed: standing.fact.observed,
            level: standing.fact.level,
            source: self.source(made.source)?,
            recorded_ms: made.recorded_ms,
            entry: made.entry,
            withdrawn_ms: standing.withdrawn_ms,
        })
    }
}

fn named<T: Clone>(known: &HashMap<i64, T>, column: &str, key: i64) -> Result<T, StoreError> {
    let found = known.get(&key).cloned();
    found.ok_or_else(|| StoreError::Unreadable {
        column: column.to_owned(),
        found: key.to_string(),
    })
}

fn distinct(keys: impl Iterator<Item = i64>) -> Vec<Arg> {
    let keys: BTreeSet<i64> = keys.collect();
    keys.into_iter().map(Arg::Int).collect()
}

impl Store {
    /// The current facts of these subjects, by subject.
    pub async fn facts_of(&self, subjects: &[SubjectKey]) -> Result<Vec<Held>, StoreError> {
        let recordings = self.recordings_of(subjects).await?;
        self.held(standing(recordings, NOW).collect()).await
    }

    /// The current facts of these subjects about these concepts only, for matching against few constraints.
    pub async fn facts_about(
        &self,
        subjects: &[SubjectKey],
        concepts: &[&str],
    ) -> Result<Vec<Held>, StoreError> {
        self.facts_known(subjects, concepts, NOW).await
    }

    /// The same as they were known at an instant (milliseconds since 1970 UTC).
    pub async fn facts_known(
        &self,
        subjects: &[SubjectKey],
        concepts: &[&str],
        known_ms: i64,
    ) -> Result<Vec<Held>, StoreError> {
        let keys = self.known_concepts(concepts).await?;
        if keys.is_empty() {
            return Ok(Vec::new());
        }
        let mut recordings = self.recordings_of(subjects).await?;
        for recording in &mut recordings {
            recording.facts.retain(|fact| keys.contains(&fact.concept));
        }
        self.held(standing(recordings, known_ms).collect()).await
    }

    /// The journal of one subject, the newest line first.
    pub async fn fact_lines(
        &self,
        subject: SubjectKey,
        limit: i64,
    ) -> Result<Vec<FactLine>, StoreError> {
        let limit = Page::first(limit).bounded();
        let sql = format!("{RECORDED} WHERE r.subject = $1 ORDER BY r.line DESC LIMIT $2");
        let rows = self.rows(sql, &[subject.0.into(), limit.into()]).await?;
        let recordings = rows.iter().map(read_recording);
        let recordings = recordings.collect::<Result<Vec<_>, _>>()?;
        let stated = recordings.into_iter().flat_map(Recording::each);
        let most = usize::try_from(limit).unwrap_or_default();
        self.lines(stated.take(most).collect()).await
    }

    /// What was known about one subject at an instant (milliseconds since 1970 UTC): what stood among the
    /// recordings made by then and not withdrawn by then.
    pub async fn facts_as_known(
        &self,
        subject: SubjectKey,
        known_ms: i64,
    ) -> Result<Vec<FactLine>, StoreError> {
        let recordings = self.recordings_of(&[subject]).await?;
        let mut lines = self.lines(standing(recordings, known_ms).collect()).await?;
        let place = |line: &FactLine| (line.concept.clone(), line.period.key());
        lines.sort_by_cached_key(place);
        Ok(lines)
    }

    /// Every recording about these subjects, by subject and line.
    async fn recordings_of(&self, subjects: &[SubjectKey]) -> Result<Vec<Recording>, StoreError> {
        let subjects = subjects.iter().map(|key| key.0.into()).collect();
        let rows = self
            .rows_in(RECORDED, "r.subject", subjects, "r.subject, r.line")
            .await?;
        rows.iter().map(read_recording).collect()
    }

    async fn held(&self, facts: Vec<Standing>) -> Result<Vec<Held>, StoreError> {
        let named = self.named(&facts).await?;
        let held = facts.into_iter().map(|standing| named.held(standing));
        held.filter_map(Result::transpose).collect()
    }

    async fn lines(&self, facts: Vec<Standing>) -> Result<Vec<FactLine>, StoreError> {
        let named = self.named(&facts).await?;
        let lines = facts.into_iter().map(|standing| named.line(standing));
        lines.collect()
    }

    async fn named(&self, facts: &[Standing]) -> Result<Named, StoreError> {
        let concepts = distinct(facts.iter().map(|standing| standing.fact.concept));
        let sources = distinct(facts.iter().map(|standing| standing.made.source));
        Ok(Named {
            concepts: self.concepts_with(concepts).await?,
            sources: self.sources_with(sources).await?,
        })
    }
}
