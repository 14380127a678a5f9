//! Rule cases: facts given, answers expected, and the answers the rules give.
//!
//! Main items: [`RuleCase`], [`test`]. A rule is known by its cases as policy readers know it by examples.

use crate::Pack;
use crate::pack::RuleEntry;
use benfu_domain::Day;
use benfu_domain::fact::{Completeness, FactBook, Held, Level, Observed, Source, SourceKind};
use benfu_domain::id::{PartyId, SubjectKey};
use benfu_domain::party::Status;
use benfu_domain::period::Period;
use benfu_domain::region::RegionCode;
use benfu_rules::{Answer, EvaluationError};
use std::collections::BTreeMap;

/// A fact of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// The concept.
    pub concept: String,
    /// When it was true.
    pub period: Period,
    /// What was observed.
    pub observed: Observed,
}

/// A status of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenStatus {
    /// The scheme.
    pub scheme: String,
    /// The level; empty when it has none.
    pub level: String,
    /// First day.
    pub from: Day,
    /// Last day, if it lapses.
    pub until: Option<Day>,
}

/// One case: what is known about a subject on a day, and what each rule must answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleCase {
    /// Identifier of the file it stands in.
    pub file: String,
    /// What it shows.
    pub name: String,
    /// The day of the evaluation.
    pub on: Day,
    /// Facts.
    pub given: Vec<Given>,
    /// Statuses held.
    pub statuses: Vec<GivenStatus>,
    /// Schemes whose register is complete on that day, so that no row means no.
    pub complete: Vec<String>,
    /// Expected answers by rule.
    pub expect: BTreeMap<String, Answer>,
}

/// What one rule answered in one case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseResult {
    /// The case's file.
    pub file: String,
    /// The case's name.
    pub case: String,
    /// The rule.
    pub rule: String,
    /// The expected answer.
    pub expected: Answer,
    /// The answer, or why there is none.
    pub found: Result<Answer, EvaluationError>,
}

impl CaseResult {
    /// Did the rule answer as expected?
    pub fn passed(&self) -> bool {
        self.found.as_ref() == Ok(&self.expected)
    }
}

/// Answers every case of a pack.
pub fn test(pack: &Pack) -> Vec<CaseResult> {
    pack.cases
        .iter()
        .flat_map(|case| answers(pack, case))
        .collect()
}

fn answers<'a>(pack: &'a Pack, case: &'a RuleCase) -> impl Iterator<Item = CaseResult> + 'a {
    let book = book(case);
    let rules = case
        .expect
        .iter()
        .filter_map(|(id, answer)| Some((pack.rules.get(id)?, *answer)));
    rules.map(move |(entry, expected)| result(pack, case, entry, expected, &book))
}

fn result(
    pack: &Pack,
    case: &RuleCase,
    entry: &RuleEntry,
    expected: Answer,
    book: &FactBook,
) -> CaseResult {
    let outcome = entry.rule.evaluate(book, &pack.dictionary, case.on);
    let (file, name) = (case.file.clone(), case.name.clone());
    let found = outcome.map(|outcome| outcome.answer);
    CaseResult {
        file,
        case: name,
        rule: entry.id.clone(),
        expected,
        found,
    }
}

/// A case is about one subject, whose facts are all there are.
const SUBJECT: SubjectKey = SubjectKey(1);

fn book(case: &RuleCase) -> FactBook {
    let facts = case.given.iter().map(|given| held(case, given));
    let book = FactBook::new(case.on, vec![SUBJECT]).with_facts(facts);
    let Some(region) = anywhere() else {
        return book;
    };
    let statuses = case.statuses.iter().map(status).collect();
    let complete = case
        .complete
        .iter()
        .map(|register| statement(case, register))
        .collect();
    book.with_statuses(region, statuses)
        .with_completeness(complete)
}

/// A case happens nowhere in particular; a register of a case is complete everywhere.
fn anywhere() -> Option<RegionCode> {
    "100000".parse().ok()
}

fn source(case: &RuleCase) -> Source {
    Source {
        kind: SourceKind::Declared,
        title: case.name.clone(),
        reference: None,
        dated: Some(case.on),
    }
}

fn held(case: &RuleCase, given: &Given) -> Held {
    Held {
        subject: SUBJECT,
        concept: given.concept.clone(),
        period: given.period,
        observed: given.observed.clone(),
        level: Level::Public,
        source: source(case),
    }
}

fn status(given: &GivenStatus) -> Status {
    Status {
        party: PartyId::from_bits(1),
        scheme: given.scheme.clone(),
        level: given.level.clone(),
        subject: String::new(),
        batch: String::new(),
        from: given.from,
        until: given.until,
        document: String::new(),
    }
}

fn statement(case: &RuleCase, register: &str) -> Completeness {
    Completeness {
        register: register.to_owned(),
        territory: String::new(),
        as_of: case.on,
        source: source(case),
    }
}
