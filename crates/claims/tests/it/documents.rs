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

/// Reports as an office has them, of about two thousand characters each.
const REPORTS: &[(&str, &str)] = &[
    (
        "science_bureau.md",
        include_str!("../corpus/whole/science_bureau.md"),
    ),
    (
        "development_zone.md",
        include_str!("../corpus/whole/development_zone.md"),
    ),
    (
        "state_group.md",
        include_str!("../corpus/whole/state_group.md"),
    ),
    (
        "science_park.txt",
        include_str!("../corpus/whole/science_park.txt"),
    ),
    ("audit.md", include_str!("../corpus/whole/audit.md")),
    (
        "communique.txt",
        include_str!("../corpus/whole/communique.txt"),
    ),
    ("hospital.md", include_str!("../corpus/whole/hospital.md")),
    (
        "university.md",
        include_str!("../corpus/whole/university.md"),
    ),
    ("transport.md", include_str!("../corpus/whole/transport.md")),
    ("county.txt", include_str!("../corpus/whole/county.txt")),
    ("brief.txt", include_str!("../corpus/whole/brief.txt")),
    (
        "science_week.md",
        include_str!("../corpus/whole/science_week.md"),
    ),
    ("fund.md", include_str!("../corpus/whole/fund.md")),
    ("storage.md", include_str!("../corpus/whole/storage.md")),
];

fn errors(text: &str) -> Vec<Finding> {
    let mut findings = check(text);
    findings.retain(|finding| finding.severity == Severity::Error);
    findings
}

#[test]
fn right_documents_are_left_alone() {
    let mut alarms = Vec::new();
    for (name, text) in DOCUMENTS.iter().chain(REPORTS) {
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
    let changes: Vec<Change<'_>> = planted.lines().map(|line| Change::read(line, 0)).collect();
    finds(DOCUMENTS, &changes, 92);
}

#[test]
fn a_changed_figure_of_a_report_is_found_as_measured() {
    let planted = include_str!("../corpus/whole/planted.tsv");
    let changes: Vec<Change<'_>> = planted.lines().map(|line| Change::read(line, 1)).collect();
    finds(REPORTS, &changes, 80);
}

/// A place of a document and what it is changed to.
struct Change<'l> {
    name: &'l str,
    right: String,
    wrong: String,
}

impl<'l> Change<'l> {
    /// The fields of a line: name, `skipped` others, right, wrong.
    fn read(line: &'l str, skipped: usize) -> Self {
        let fields: Vec<&str> = line.split('\t').collect();
        assert_eq!(fields.len(), 3 + skipped, "{line}");
        Self {
            name: fields[0],
            right: fields[1 + skipped].replace("\\n", "\n"),
            wrong: fields[2 + skipped].replace("\\n", "\n"),
        }
    }

    fn is_found(&self, documents: &[(&str, &str)]) -> bool {
        let (_, text) = documents
            .iter()
            .find(|(name, _)| *name == self.name)
            .expect("a known document");
        let at = text
            .find(&self.right)
            .unwrap_or_else(|| panic!("not in {}: {}", self.name, self.right));
        let changed = text.replacen(&self.right, &self.wrong, 1);
        errors(&changed).iter().any(|finding| {
            finding.start < at + self.wrong.len() && at < finding.start + finding.quote.len()
        })
    }
}

fn finds(documents: &[(&str, &str)], changes: &[Change<'_>], percent: usize) {
    let missed: Vec<&str> = changes
        .iter()
        .filter(|change| !change.is_found(documents))
        .map(|change| change.wrong.as_str())
        .collect();
    let found = changes.len() - missed.len();
    println!("planted in documents: {found} of {} found", changes.len());
    assert!(
        found * 100 >= changes.len() * percent,
        "missed:\n{}",
        missed.join("\n")
    );
}
