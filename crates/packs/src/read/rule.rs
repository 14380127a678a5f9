//! Rules: their text compiled against the dictionary, and the cases they must answer.

use super::Known;
use super::parameter::citation;
use crate::case::{Given, GivenStatus, RuleCase};
use crate::fault;
use crate::layout::Shelf;
use crate::pack::{Citation, Confidence, RuleEntry, RuleUse};
use crate::reader::{Node, Table};
use benfu_domain::fact::Observed;
use benfu_domain::period::Period;
use benfu_rules::{Answer, Day, Rule, compile};
use std::collections::BTreeMap;

const USES: &[RuleUse] = &[RuleUse::Gate, RuleUse::Score, RuleUse::Guideline];

fn use_word(used_as: RuleUse) -> &'static str {
    match used_as {
        RuleUse::Gate => "gate",
        RuleUse::Score => "score",
        RuleUse::Guideline => "guideline",
    }
}

/// A rule; nothing when its text does not compile, which is an error then.
pub(crate) fn rule(
    id: &str,
    table: &Table<'_>,
    known: &Known<'_>,
    confidences: &BTreeMap<String, Confidence>,
) -> Option<RuleEntry> {
    let label = table.label("label");
    let used_as = table.word_or("use", USES, use_word, RuleUse::Gate);
    let source = citation(table);
    let (from, until) = (table.day("from"), table.day("until"));
    if matches!((from, until), (Some(from), Some(until)) if until < from) {
        table.fault_at(
            "until",
            fault::dates("结束早于开始", "it ends before it starts"),
        );
    }
    let rule = table
        .required("when")
        .and_then(|node| compiled(id, &node, known))?;
    if used_as == RuleUse::Gate {
        check_confidence(table, &rule, &source, confidences);
    }
    Some(RuleEntry {
        id: id.to_owned(),
        label,
        used_as,
        rule,
        from,
        until,
        source,
    })
}

/// Compiles a rule's text; its faults are placed inside the text where it stands in the file.
pub(crate) fn compiled(name: &str, node: &Node<'_>, known: &Known<'_>) -> Option<Rule> {
    let text = node.text()?;
    match compile(name, &text, known.dictionary) {
        Ok(rule) => {
            known
                .used
                .borrow_mut()
                .extend(rule.parameters().map(str::to_owned));
            Some(rule)
        }
        Err(faults) => {
            for fault in &faults {
                node.fault_inside(&text, fault.span.start, fault::rule(fault));
            }
            None
        }
    }
}

fn check_confidence(
    table: &Table<'_>,
    rule: &Rule,
    source: &Citation,
    confidences: &BTreeMap<String, Confidence>,
) {
    if source.confidence == Confidence::Low {
        table.fault_at("source", fault::low_confidence_gate(&source.title));
    }
    for id in rule.parameters() {
        if confidences.get(id) == Some(&Confidence::Low) {
            table.fault_at("when", fault::low_confidence_gate(id));
        }
    }
}

/// The cases of one file.
pub(crate) fn cases(file: &str, table: &Table<'_>, known: &Known<'_>) -> Vec<RuleCase> {
    let rows = table.tables("case");
    if rows.is_empty() {
        table.fault(fault::key_missing("[[case]]"));
    }
    rows.iter()
        .filter_map(|row| case(file, row, known))
        .collect()
}

fn case(file: &str, row: &Table<'_>, known: &Known<'_>) -> Option<RuleCase> {
    let name = row.text("name");
    row.required("on");
    let on = row.day("on");
    let given = row
        .table("given")
        .map(|table| given(&table, known))
        .unwrap_or_default();
    let statuses = row
        .tables("status")
        .iter()
        .filter_map(|table| status(table, known))
        .collect();
    let complete = row
        .list("complete")
        .iter()
        .filter_map(|node| scheme(node, known))
        .collect();
    let expect = row.required("expect").and_then(|node| node.table());
    let expect = expect
        .map(|table| expected(&table, known))
        .unwrap_or_default();
    row.finish();
    Some(RuleCase {
        file: file.to_owned(),
        name,
        on: on?,
        given,
        statuses,
        complete,
        expect,
    })
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

/// The facts of a case: a value, or values by year.
fn given(table: &Table<'_>, known: &Known<'_>) -> Vec<Given> {
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

fn fact(concept: &str, period: Period, node: &Node<'_>, known: &Known<'_>) -> Option<Given> {
    let entry = known.dictionary.concepts.get(concept)?;
    let observed: Option<Observed> = match known.dictionary.read(entry, &node.text()?, "") {
        Ok(observed) => observed,
        Err(unfit) => {
            node.fault(fault::unfit(&unfit));
            None
        }
    };
    Some(Given {
        concept: concept.to_owned(),
        period,
        observed: observed?,
    })
}

fn expected(table: &Table<'_>, known: &Known<'_>) -> BTreeMap<String, Answer> {
    let mut answers = BTreeMap::new();
    for (rule, node) in table.entries() {
        known.require(Shelf::Rules, &rule, &node);
        if let Some(answer) = node.word(&Answer::ALL, Answer::code) {
            answers.insert(rule, answer);
        }
    }
    answers
}
