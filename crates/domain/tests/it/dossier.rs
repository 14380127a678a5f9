//! The file that protects who decided: complete, or it says what it lacks.

use crate::programme::{case_in, day, programme};
use benfu_domain::id::CaseId;
use benfu_domain::label::Label;
use benfu_domain::programme::{
    Action, Case, CaseFile, CaseRecord, CaseState, End, EvidenceKind, FiledPaper, FiledStep, Lack,
    Measurement, Programme, RecordKind,
};

/// A programme whose first underway stage asks for a report.
fn asking() -> Programme {
    let mut programme = programme(Vec::new());
    for stage in &mut programme.stages {
        if stage.id == "underway_1" {
            stage.evidence.push(EvidenceKind {
                id: "report".to_owned(),
                label: Label::same("report"),
            });
        }
    }
    programme
}

fn step(action: Action, stage: &str, reason: &str) -> FiledStep {
    FiledStep {
        action,
        stage: stage.to_owned(),
        on: day("2025-02-10"),
        reason: reason.to_owned(),
    }
}

fn record(kind: RecordKind, baseline_milli: Option<i64>) -> CaseRecord {
    CaseRecord {
        kind,
        on: day("2025-03-01"),
        text: String::new(),
        measurement: (kind == RecordKind::Round).then(|| Measurement {
            metric: "leaks".to_owned(),
            unit: "per km".to_owned(),
            baseline_milli,
            measured_milli: 3_000,
        }),
        amount_fen: None,
        evidence: Vec::new(),
    }
}

/// The steps of a case that is in use.
fn whole_way() -> Vec<FiledStep> {
    vec![
        step(Action::Submit, "proposed_1", ""),
        step(Action::Agree, "agreed_1", ""),
        step(Action::Start, "underway_1", ""),
        step(Action::Deliver, "delivered_1", ""),
        step(Action::Accept, "accepted_1", "target reached in two rounds"),
        step(Action::Adopt, "adopted_1", "bought for all lines"),
    ]
}

fn other(number: u128, reason: Option<&str>, programme: &Programme) -> Case {
    let end = reason.map(|reason| End {
        code: "not_selected".to_owned(),
        reason: reason.to_owned(),
        on: day("2025-02-10"),
    });
    let state = end
        .as_ref()
        .map_or(CaseState::Proposed, |_| CaseState::Ended);
    Case {
        id: CaseId::from_bits(number),
        farthest: CaseState::Proposed,
        end,
        ..case_in(state, programme)
    }
}

#[test]
fn a_whole_file_lacks_nothing() {
    let programme = asking();
    let report = FiledPaper {
        stage: "underway_1".to_owned(),
        kind: "report".to_owned(),
    };
    let file = CaseFile {
        case: &case_in(CaseState::Adopted, &programme),
        programme: &programme,
        steps: &whole_way(),
        papers: &[report],
        records: &[
            record(RecordKind::Round, Some(9_000)),
            record(RecordKind::Adoption, None),
        ],
        alternatives: &[other(2, Some("slower on wet walls"), &programme)],
    };
    assert_eq!(file.lacking(), []);
}

#[test]
fn each_gap_is_named_in_the_order_of_the_file() {
    let programme = asking();
    let mut steps = whole_way();
    steps[4].reason.clear();
    let file = CaseFile {
        case: &case_in(CaseState::Adopted, &programme),
        programme: &programme,
        steps: &steps,
        papers: &[],
        records: &[record(RecordKind::Round, None)],
        alternatives: &[other(2, None, &programme), other(3, Some(" "), &programme)],
    };
    let expected = [
        Lack::OpenAlternative(CaseId::from_bits(2)),
        Lack::UnansweredAlternative(CaseId::from_bits(3)),
        Lack::Paper {
            stage: "underway_1".to_owned(),
            kind: "report".to_owned(),
        },
        Lack::Baseline,
        Lack::Effect,
        Lack::Reason {
            action: Action::Accept,
            on: day("2025-02-10"),
        },
    ];
    assert_eq!(file.lacking(), expected);
}

#[test]
fn a_case_on_its_way_lacks_only_what_is_behind_it() {
    let programme = asking();
    let file = CaseFile {
        case: &case_in(CaseState::Underway, &programme),
        programme: &programme,
        steps: &whole_way()[..3],
        papers: &[],
        records: &[],
        alternatives: &[other(2, None, &programme)],
    };
    assert_eq!(file.lacking(), []);
}

#[test]
fn an_end_without_a_paper_and_a_delivery_without_a_measurement_are_seen() {
    let programme = asking();
    let case = Case {
        farthest: CaseState::Delivered,
        ..case_in(CaseState::Ended, &programme)
    };
    let file = CaseFile {
        case: &case,
        programme: &programme,
        steps: &whole_way()[..1],
        papers: &[],
        records: &[],
        alternatives: &[],
    };
    assert_eq!(file.lacking(), [Lack::Measurement, Lack::EndPaper]);
}
