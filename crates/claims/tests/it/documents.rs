//! Whole documents: right ones stay silent, and one changed figure is found among many.
//!
//! `tests/corpus/clean/planted.tsv` names a document, a place in it, and what the place is changed to.

use benfu_claims::{Finding, Severity, check};

const DOCUMENTS: &[(&str, &str)] = &[
    (
        "work_report.txt",
        include_str!("../corpus/clean/work_report.txt"),
    ),
    ("park.md", include_str!("../corpus/clean/park.md")),
    ("soe.txt", include_str!("../corpus/clean/soe.txt")),
    ("budget.md", include_str!("../corpus/clean/budget.md")),
    ("press.txt", include_str!("../corpus/clean/press.txt")),
    ("district.txt", include_str!("../corpus/clean/district.txt")),
    ("talent.txt", include_str!("../corpus/clean/talent.txt")),
    ("platform.txt", include_str!("../corpus/clean/platform.txt")),
    ("trade.md", include_str!("../corpus/clean/trade.md")),
    (
        "inspection.txt",
        include_str!("../corpus/clean/inspection.txt"),
    ),
];

fn errors(text: &str) -> Vec<Finding> {
    let mut findings = check(text);
    findings.retain(|finding| finding.severity == Severity::Error);
    findings
}

#[test]
fn right_documents_are_left_alone() {
    let mut alarms = Vec::new();
    for (name, text) in DOCUMENTS {
        alarms.extend(errors(text).into_iter().map(|finding| {
            format!(
                "{name} {} “{}” {}",
                finding.kind.name(),
                finding.quote,
                finding.computation
            )
        }));
    }
    assert!(alarms.is_empty(), "{}", alarms.join("\n"));
}

#[test]
fn a_changed_figure_is_found_among_many() {
    let planted = include_str!("../corpus/clean/planted.tsv");
    let missed: Vec<&str> = planted.lines().filter(|line| !is_found(line)).collect();
    let most = planted.lines().count() / 12;
    assert!(missed.len() <= most, "missed:\n{}", missed.join("\n"));
}

fn is_found(line: &str) -> bool {
    let fields: Vec<&str> = line.split('\t').collect();
    let [name, right, wrong] = fields.as_slice() else {
        panic!("not three fields: {line}");
    };
    let (_, text) = DOCUMENTS
        .iter()
        .find(|(known, _)| known == name)
        .expect("a known document");
    let at = text
        .find(right)
        .unwrap_or_else(|| panic!("not in the document: {line}"));
    let changed = text.replacen(right, wrong, 1);
    errors(&changed)
        .iter()
        .any(|finding| finding.start < at + wrong.len() && at < finding.start + finding.quote.len())
}
