//! Rules: their text compiled against the dictionary.

use super::Known;
use crate::fault;
use crate::pack::{Citation, Confidence, RuleEntry, RuleUse};
use crate::reader::{Node, Table};
use benfu_rules::{Rule, compile};

const USES: &[RuleUse] = &[RuleUse::Gate, RuleUse::Score, RuleUse::Guideline];

fn use_word(used_as: RuleUse) -> &'static str {
    match used_as {
        RuleUse::Gate => "gate",
        RuleUse::Score => "score",
        RuleUse::Guideline => "guideline",
    }
}

/// A rule; nothing when its text does not compile, which is an error then.
pub(crate) fn rule(id: &str, table: &Table<'_>, known: &Known<'_>) -> Option<RuleEntry> {
    let label = table.label("label");
    let used_as = table.word_or("use", USES, use_word, RuleUse::Gate);
    let source = known.documents.required(table);
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
        check_confidence(table, &rule, &source, known);
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
    compiled_in(name, &text, known, |fault| {
        node.fault_inside(&text, fault.span.start, fault::rule(fault));
    })
}

/// Compiles a rule's text, hands out its faults, and notes the parameters it uses.
pub(crate) fn compiled_in(
    name: &str,
    text: &str,
    known: &Known<'_>,
    note: impl Fn(&benfu_rules::Diagnostic),
) -> Option<Rule> {
    match compile(name, text, known.dictionary) {
        Ok(rule) => {
            let used = rule.parameters().map(str::to_owned);
            known.used.borrow_mut().extend(used);
            Some(rule)
        }
        Err(faults) => {
            faults.iter().for_each(note);
            None
        }
    }
}

fn check_confidence(table: &Table<'_>, rule: &Rule, source: &Citation, known: &Known<'_>) {
    if source.confidence == Confidence::Low {
        table.fault_at("source", fault::low_confidence_gate(&source.title));
    }
    for id in rule.parameters() {
        if known.confidences.get(id) == Some(&Confidence::Low) {
            table.fault_at("when", fault::low_confidence_gate(id));
        }
    }
}
