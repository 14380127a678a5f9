//! Cases: what is given, and what rules and policies must answer.
//!
//! Main function: [`cases`].

use super::Known;
use crate::case::{Given, GivenStatus, PolicyExpectation, RuleCase};
use crate::fault;
use crate::layout::Shelf;
use crate::reader::{Node, Table};
use crate::spelling::nearest;
use benfu_domain::fact::{Dictionary, Observed};
use benfu_domain::period::Period;
use benfu_rules::{Answer, Day, PointSpan, Question};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A fact of a case as it was written: concept, period, and what was observed.
type Said = (String, Period, Option<Observed>);

/// The cases of one file. A case may be `like` an earlier one of the file: what it states takes the place of that.
pub(crate) fn cases(file: &str, table: &Table<'_>, known: &Known<'_>) -> Vec<RuleCase> {
    let rows = table.tables("case");
    if rows.is_empty() {
        table.fault(fault::key_missing("[[case]]"));
    }
    let mut cases = Vec::new();
    for row in &rows {
        let case = case(file, row, &cases, known);
        cases.extend(case);
    }
    cases
}

fn case(file: &str, row: &Table<'_>, earlier: &[RuleCase], known: &Known<'_>) -> Option<RuleCase> {
    let name = row.text("name");
    let like = model(row, earlier);
    if like.is_none() {
        row.required("on");
    }
    let on = row.day("on").or_else(|| like.map(|model| model.on));
    let stated = row
        .table("given")
        .map(|table| given(&table, known))
        .unwrap_or_default();
    let statuses = either(row, "status", like.map(|model| &model.statuses), || {
        let tables = row.tables("status");
        let rows = tables.iter().filter_map(|table| status(table, known));
        rows.collect()
    });
    let complete = either(row, "complete", like.map(|model| &model.complete), || {
        let nodes = row.list("complete");
        nodes
            .iter()
            .filter_map(|node| scheme(node, known))
            .collect()
    });
    let expect = row.required("expect").and_then(|node| node.table());
    let (expect, answers) = expect
        .map(|table| expected(&table, known))
        .unwrap_or_default();
    let policies = policies(row, answers, known);
    row.finish();
    Some(RuleCase {
        file: file.to_owned(),
        name,
        on: on?,
        given: over(like.map(|model| model.given.as_slice()), stated),
        statuses,
        complete,
        expect,
        policies,
    })
}

/// The earlier case that this one is like.
fn model<'a>(row: &Table<'_>, earlier: &'a [RuleCase]) -> Option<&'a RuleCase> {
    let node = row.node("like")?;
    let name = node.text()?;
    let found = earlier.iter().find(|case| case.name == name);
    if found.is_none() {
        let near = nearest(&name, earlier.iter().map(|case| case.name.as_str()));
        node.fault(fault::no_such(("前面的用例", "earlier case"), &name, near));
    }
    found
}

/// What a case states, or what the case it is like has.
fn either<T: Clone>(
    row: &Table<'_>,
    key: &'static str,
    model: Option<&Vec<T>>,
    stated: impl FnOnce() -> Vec<T>,
) -> Vec<T> {
    match model {
        Some(model) if row.node(key).is_none() => model.clone(),
        Some(_) | None => stated(),
    }
}

/// The facts of a case over those of the case it is like: a fact that is stated as not known is taken away.
fn over(model: Option<&[Given]>, stated: Vec<Said>) -> Vec<Given> {
    let named = |given: &Given| {
        let same =
            |(concept, period, _): &Said| *concept == given.concept && *period == given.period;
        stated.iter().any(same)
    };
    let kept = model
        .unwrap_or_default()
        .iter()
        .filter(|given| !named(given));
    let mut facts: Vec<Given> = kept.cloned().collect();
    let told = stated
        .into_iter()
        .filter_map(|(concept, period, observed)| {
            Some(Given {
                concept,
                period,
                observed: observed?,
            })
        });
    facts.extend(told);
    facts
}

fn scheme(node: &Node<'_>, known: &Known<'_>) -> Option<String> {
    let id = node.text()?;
    known.require(Shelf::Schemes, &id, node);
    Some(id)
}

fn status(table: &Table<'_>, known: &Known<'_>) -> Option<GivenStatus> {
    table.required("scheme");
    table.required("from");
    let scheme = known.reference(Shelf::Schemes, table, "scheme");
    let (from, until): (Option<Day>, Option<Day>) = (table.day("from"), table.day("until"));
    let level = table.optional_text("level");
    table.finish();
    Some(GivenStatus {
        scheme,
        level,
        from: from?,
        until,
    })
}

/// The facts of a case: a value, or values by year; nothing observed where it says that nobody knows.
fn given(table: &Table<'_>, known: &Known<'_>) -> Vec<Said> {
    let mut facts = Vec::new();
    for (concept, node) in table.entries() {
        known.require(Shelf::Concepts, &concept, &node);
        if node.is_table() {
            let years = node
                .table()
                .map(|years| years.entries())
                .unwrap_or_default();
            let yearly = years
                .iter()
                .filter_map(|(year, node)| fact(&concept, period(year, node)?, node, known));
            facts.extend(yearly);
        } else {
            facts.extend(fact(&concept, Period::Always, &node, known));
        }
    }
    facts
}

fn period(year: &str, node: &Node<'_>) -> Option<Period> {
    let period = year.parse().ok().and_then(Period::year);
    if period.is_none() {
        node.fault(fault::wrong_type(
            (
                "年份作键，如 \"2025\"",
                "a year as the key, such as \"2025\"",
            ),
            year,
        ));
    }
    period
}

fn fact(concept: &str, period: Period, node: &Node<'_>, known: &Known<'_>) -> Option<Said> {
    let entry = known.dictionary.concepts.get(concept)?;
    match known.dictionary.read(entry, &node.text()?, "") {
        Ok(observed) => Some((concept.to_owned(), period, observed)),
        Err(unfit) => {
            node.fault(fault::unfit(&unfit));
            None
        }
    }
}

type Answers = BTreeMap<String, Answer>;

/// A policy or a guide, named with its prefix.
fn in_editions(name: &str) -> Option<(Shelf, &str)> {
    let policy = name.strip_prefix("policy:");
    let guide = || name.strip_prefix("guide:");
    policy
        .map(|id| (Shelf::Policies, id))
        .or_else(|| Some((Shelf::Guides, guide()?)))
}

/// The expected answers of rules, and those of policies and guides.
fn expected(table: &Table<'_>, known: &Known<'_>) -> (Answers, Answers) {
    let (mut rules, mut policies) = (Answers::new(), Answers::new());
    for (name, node) in table.entries() {
        let answer = node.word(&Answer::ALL, Answer::code);
        let (shelf, id, answers) = match in_editions(&name) {
            Some((shelf, id)) => (shelf, id.to_owned(), &mut policies),
            None => (Shelf::Rules, name, &mut rules),
        };
        known.require(shelf, &id, &node);
        answers.extend(answer.map(|answer| (id, answer)));
    }
    (rules, policies)
}

/// What a case says of policies beside their answers.
fn policies(
    row: &Table<'_>,
    answers: Answers,
    known: &Known<'_>,
) -> BTreeMap<String, PolicyExpectation> {
    let mut missing = of_policies(row, "missing", |node| {
        let questions = node.list();
        questions.iter().map(|node| question(node, known)).collect()
    });
    let mut because = of_policies(row, "because", |node| {
        let ids = node.list();
        Some(ids.iter().filter_map(Node::text).collect())
    });
    let mut score = of_policies(row, "score", |node| {
        let ends: Vec<i64> = node
            .list()
            .iter()
            .filter_map(|end| end.whole(0, i64::MAX))
            .collect();
        match ends.as_slice() {
            [low, high] => Some(PointSpan::new(*low, *high)),
            _ => None,
        }
    });
    let mut edition = of_policies(row, "edition", edition_named);
    let expectation = |(id, answer): (String, Answer)| {
        let expectation = PolicyExpectation {
            answer,
            missing: missing.remove(&id),
            score: score.remove(&id),
            because: because.remove(&id),
            edition: edition.remove(&id),
        };
        (id, expectation)
    };
    answers.into_iter().map(expectation).collect()
}

fn edition_named(node: &Node<'_>) -> Option<String> {
    node.text()
}

/// A table by policy.
fn of_policies<T>(
    row: &Table<'_>,
    key: &'static str,
    read: impl Fn(&Node<'_>) -> Option<T>,
) -> BTreeMap<String, T> {
    let Some(table) = row.table(key) else {
        return BTreeMap::new();
    };
    let entries = table.entries().into_iter().filter_map(|(name, node)| {
        let Some((_, id)) = in_editions(&name) else {
            node.fault(fault::word_unknown(&name, &["policy:…", "guide:…"], None));
            return None;
        };
        Some((id.to_owned(), read(&node)?))
    });
    entries.collect()
}

/// A fact as people write it: `sales`, `sales.y1`, a scheme, a scheme with its level behind a slash.
fn question(node: &Node<'_>, known: &Known<'_>) -> Option<Question> {
    let text = node.text()?;
    let question = question_named(&text, known.dictionary);
    if question.is_none() {
        node.fault(fault::question_unknown(&text));
    }
    question
}

/// The fact of this name in a dictionary: a concept with its year, or a register with its level.
pub(crate) fn question_named(text: &str, dictionary: &Dictionary) -> Option<Question> {
    let (name, years_back) = match text.rsplit_once(".y") {
        Some((name, years)) => (name, years.parse().ok()?),
        None => (text, 0),
    };
    if dictionary.concepts.contains_key(name) {
        let concept = Arc::from(name);
        return Some(Question::Concept {
            concept,
            years_back,
        });
    }
    let (scheme, level) = match text.split_once('/') {
        Some((scheme, level)) => (scheme, Some(Arc::from(level))),
        None => (text, None),
    };
    dictionary.schemes.get(scheme)?;
    Some(Question::Register {
        register: Arc::from(scheme),
        level,
    })
}
