//! Rule cases: facts given, answers expected, and the answers the rules give.
//!
//! Main items: [`RuleCase`], [`test`]. A rule is known by its cases as policy readers know it by examples.

use crate::Pack;
use crate::policy::{Pinned, Policy};
use benfu_domain::Day;
use benfu_domain::fact::{Completeness, FactBook, Held, Level, Observed, Source, SourceKind};
use benfu_domain::id::{PartyId, SubjectKey};
use benfu_domain::party::Status;
use benfu_domain::period::Period;
use benfu_rules::{Answer, Assessment, EvaluationError, PointSpan, Question};
use std::collections::{BTreeMap, BTreeSet};

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
    /// What is expected of policies, by id.
    pub policies: BTreeMap<String, PolicyExpectation>,
}

/// What a case expects of a policy; what is not stated is not looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyExpectation {
    /// The answer.
    pub answer: Answer,
    /// The facts that settle it.
    pub missing: Option<BTreeSet<Question>>,
    /// The points in all.
    pub score: Option<PointSpan>,
    /// The criteria that decide.
    pub because: Option<BTreeSet<String>>,
    /// The edition the case is pinned to, rather than that of the day.
    pub edition: Option<String>,
}

/// What one rule answered in one case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseResult {
    /// The case's file.
    pub file: String,
    /// The case's name.
    pub case: String,
    /// The rule, or `policy:` with the policy.
    pub rule: String,
    /// The expected answer.
    pub expected: Answer,
    /// The answer, or why there is none.
    pub found: Result<Answer, EvaluationError>,
    /// What else differs from what the case states: missing facts, points, reasons, the edition.
    pub differences: Vec<String>,
}

impl CaseResult {
    /// Was everything as expected?
    pub fn passed(&self) -> bool {
        self.found.as_ref() == Ok(&self.expected) && self.differences.is_empty()
    }
}

/// Answers every case of a pack.
pub fn test(pack: &Pack) -> Vec<CaseResult> {
    let cases = pack.cases.iter();
    cases.flat_map(|case| answers(pack, case)).collect()
}

fn answers(pack: &Pack, case: &RuleCase) -> Vec<CaseResult> {
    let book = book(case);
    let rules = case.expect.iter().filter_map(|(id, expected)| {
        let rule = &pack.rules.get(id)?.rule;
        let outcome = rule.evaluate(&book, &pack.dictionary, case.on);
        let found = outcome.map(|outcome| outcome.answer);
        Some(case.result(id.clone(), *expected, found, Vec::new()))
    });
    let policies = case.policies.iter().filter_map(|(id, expected)| {
        let policy = pack.in_editions(id)?;
        Some(policy_result(pack, case, policy, expected, &book))
    });
    rules.chain(policies).collect()
}

impl RuleCase {
    fn result(
        &self,
        rule: String,
        expected: Answer,
        found: Result<Answer, EvaluationError>,
        differences: Vec<String>,
    ) -> CaseResult {
        CaseResult {
            file: self.file.clone(),
            case: self.name.clone(),
            rule,
            expected,
            found,
            differences,
        }
    }
}

fn policy_result(
    pack: &Pack,
    case: &RuleCase,
    policy: &Policy,
    expected: &PolicyExpectation,
    book: &FactBook,
) -> CaseResult {
    let name = format!("policy:{}", policy.id);
    let edition = match &expected.edition {
        Some(id) => policy.edition(id),
        None => policy.edition_on(case.on),
    };
    let Some(edition) = edition else {
        let none = format!("no edition on {}", case.on);
        return case.result(name, expected.answer, Ok(Answer::Unknown), vec![none]);
    };
    let assessed = match expected.edition {
        // A case under an earlier edition began on one of its days: the last of them.
        Some(_) => {
            let pinned = Pinned {
                dictionary: &pack.dictionary,
                began_on: edition.until.map_or(case.on, |until| until.min(case.on)),
            };
            edition.criteria.assess(book, &pinned, case.on)
        }
        None => edition.criteria.assess(book, &pack.dictionary, case.on),
    };
    let differences = assessed
        .as_ref()
        .map(|assessment| expected.differences(assessment))
        .unwrap_or_default();
    let found = assessed.map(|assessment| assessment.answer());
    case.result(name, expected.answer, found, differences)
}

impl PolicyExpectation {
    fn differences(&self, found: &Assessment) -> Vec<String> {
        let missing: BTreeSet<Question> = found.missing().into_iter().collect();
        let because = found.because().iter().map(|id| (**id).to_owned()).collect();
        let differing = [
            differs("missing", self.missing.as_ref(), &missing),
            differs("because", self.because.as_ref(), &because),
            differs(
                "score",
                self.score.as_ref(),
                &found.score().unwrap_or(PointSpan::ZERO),
            ),
        ];
        differing.into_iter().flatten().collect()
    }
}

fn differs<T: PartialEq + std::fmt::Debug>(
    what: &str,
    stated: Option<&T>,
    found: &T,
) -> Option<String> {
    let stated = stated.filter(|stated| *stated != found)?;
    Some(format!("{what}: expected {stated:?}, found {found:?}"))
}

/// A case is about one subject, whose facts are all there are.
const SUBJECT: SubjectKey = SubjectKey(1);

fn book(case: &RuleCase) -> FactBook {
    let facts = case.given.iter().map(|given| held(case, given));
    let book = FactBook::new(case.on, vec![SUBJECT]).with_facts(facts);
    let statuses = case.statuses.iter().map(status).collect();
    let complete = case
        .complete
        .iter()
        .map(|register| statement(case, register))
        .collect();
    // A case happens nowhere in particular, unless a fact says where.
    book.with_statuses(None, statuses)
        .with_completeness(complete)
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
