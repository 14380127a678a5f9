//! The loop: every state × action, random walks, ends, clocks; and the drawing of the table in the documents.

use benfu_domain::calendar::Calendar;
use benfu_domain::id::{CaseId, OrganisationId, PartyId, SubjectKey};
use benfu_domain::label::Label;
use benfu_domain::programme::{
    Action, Attempt, Case, CaseState, Clock, ClockUnit, EndCode, Part, Programme, Refusal, Sides,
    Stage, StageClock, TRANSITIONS, Transition,
};
use benfu_rules::{Answer, Day};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::fmt::Write as _;

pub(crate) fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

pub(crate) fn programme(skips: Vec<CaseState>) -> Programme {
    let kept = CaseState::ALL
        .iter()
        .filter(|state| **state != CaseState::Ended && !skips.contains(state));
    let stages = kept.flat_map(|state| {
        (1..=2).map(|number| Stage {
            id: format!("{}_{number}", state.word()),
            label: Label::same("stage"),
            state: *state,
            acts: Part::Supplier,
            clock: Some(StageClock {
                days: 5,
                unit: ClockUnit::WorkingDays,
            }),
            gate: None,
            evidence: Vec::new(),
            asks_rounds: *state == CaseState::Underway,
        })
    });
    Programme {
        id: "trial".to_owned(),
        label: Label::same("trial"),
        about_policy: false,
        publication: Vec::new(),
        publication_days: 90,
        selection_closed_code: "not_selected".to_owned(),
        stages: stages.collect(),
        skips,
        end_codes: vec![
            EndCode {
                id: "done".to_owned(),
                label: Label::same("done"),
                success: true,
                blameless: false,
            },
            EndCode {
                id: "not_selected".to_owned(),
                label: Label::same("no"),
                success: false,
                blameless: true,
            },
        ],
        parts: BTreeMap::new(),
    }
}

fn calendar() -> Calendar {
    Calendar::new(BTreeMap::new()).expect("an empty calendar")
}

pub(crate) fn case_in(state: CaseState, programme: &Programme) -> Case {
    let first = programme
        .stages_of(state)
        .next()
        .map(|stage| stage.id.clone())
        .unwrap_or_default();
    Case {
        id: CaseId::from_bits(1),
        key: SubjectKey(1),
        programme: programme.id.clone(),
        pack_version: "1".to_owned(),
        need: None,
        need_version: 0,
        policy: None,
        offer: None,
        sides: Sides {
            asker: PartyId::from_bits(1),
            supplier: PartyId::from_bits(2),
            proposed_by: Part::Asker,
        },
        organisation: OrganisationId::from_bits(1),
        region: "440306".parse().expect("a region"),
        state,
        stage: first,
        opened_on: day("2025-01-06"),
        stage_on: day("2025-01-06"),
        farthest: state,
        clock: Clock::default(),
        end: None,
        version: 1,
    }
}

/// An attempt with everything that any guard could ask for.
fn attempt(action: Action, parts: &[Part]) -> Attempt<'_> {
    Attempt {
        action,
        parts,
        on: day("2025-02-10"),
        reason: "as agreed",
        code: "done",
        evidence: &[],
        measured: true,
        gate: Answer::Met,
    }
}

#[test]
fn every_state_and_action_does_what_the_table_says() {
    let (programme, calendar) = (programme(Vec::new()), calendar());
    for state in CaseState::ALL {
        for action in Action::ALL {
            let outcome = case_in(*state, &programme).decide(
                &attempt(*action, &[Part::Supplier, Part::Asker]),
                &programme,
                &calendar,
            );
            match Transition::find(*state, *action) {
                None => assert_eq!(
                    outcome,
                    Err(Refusal::NotInThisState(*state)),
                    "{state:?} {action:?}"
                ),
                Some(line) => expect_line(*state, line, outcome),
            }
        }
    }
}

fn expect_line(
    state: CaseState,
    line: Transition,
    outcome: Result<benfu_domain::programme::Moved, Refusal>,
) {
    match (line.action, outcome) {
        // The clock is running, and there is no stage before the first.
        (Action::Resume, outcome) => assert_eq!(outcome, Err(Refusal::NotPaused)),
        (Action::StepBack, outcome) => assert_eq!(outcome, Err(Refusal::NoSuchStage)),
        // The asker proposed and comes first among the parts that may.
        (Action::Agree, outcome) => assert_eq!(outcome, Err(Refusal::OwnProposal)),
        (_, outcome) => assert_eq!(
            outcome.map(|moved| moved.case.state),
            Ok(line.to),
            "{state:?} {:?}",
            line.action
        ),
    }
}

#[test]
fn nobody_acts_for_a_part_they_do_not_play() {
    let (programme, calendar) = (programme(Vec::new()), calendar());
    for line in TRANSITIONS {
        let others: Vec<Part> = Part::ALL
            .iter()
            .copied()
            .filter(|part| !line.parts.contains(part))
            .collect();
        let outcome = case_in(line.from, &programme).decide(
            &attempt(line.action, &others),
            &programme,
            &calendar,
        );
        assert_eq!(outcome, Err(Refusal::NotYourPart(line.parts)), "{line:?}");
    }
}

#[test]
fn a_skipped_state_is_passed_over() {
    let programme = programme(vec![CaseState::Agreed, CaseState::Accepted]);
    let calendar = calendar();
    let agreed = case_in(CaseState::Proposed, &programme).decide(
        &attempt(Action::Agree, &[Part::Supplier]),
        &programme,
        &calendar,
    );
    assert_eq!(
        agreed.map(|moved| moved.case.state),
        Ok(CaseState::Underway)
    );
    let accepted = case_in(CaseState::Delivered, &programme).decide(
        &attempt(Action::Accept, &[Part::Asker]),
        &programme,
        &calendar,
    );
    assert_eq!(
        accepted.map(|moved| moved.case.state),
        Ok(CaseState::Adopted)
    );
}

#[test]
fn the_days_left_when_the_clock_stopped_are_left_when_it_runs_on() {
    let (programme, calendar) = (programme(Vec::new()), calendar());
    let case = case_in(CaseState::Underway, &programme);
    let advanced = case
        .decide(
            &attempt(Action::Advance, &[Part::Asker]),
            &programme,
            &calendar,
        )
        .expect("advanced")
        .case;
    let paused = Attempt {
        on: day("2025-02-12"),
        ..attempt(Action::Pause, &[Part::Asker])
    };
    let paused = advanced
        .decide(&paused, &programme, &calendar)
        .expect("paused")
        .case;
    let stopped = paused.decide(
        &attempt(Action::Deliver, &[Part::Supplier]),
        &programme,
        &calendar,
    );
    assert_eq!(stopped, Err(Refusal::Paused));
    let resumed = Attempt {
        on: day("2025-03-03"),
        ..attempt(Action::Resume, &[Part::Asker])
    };
    let resumed = paused
        .decide(&resumed, &programme, &calendar)
        .expect("resumed")
        .case;
    // Begun on Monday the 10th with five days, stopped on Wednesday: three days are left.
    assert_eq!(resumed.clock.due.map(|due| due.on), Some(day("2025-03-06")));
}

#[test]
fn closing_the_selection_ends_an_open_case_with_a_code_and_an_answer() {
    let (programme, calendar) = (programme(Vec::new()), calendar());
    for state in CaseState::ALL {
        let closed = case_in(*state, &programme).close_unselected(
            &programme,
            "another was selected",
            day("2025-02-10"),
            &calendar,
        );
        assert_eq!(closed.is_none(), *state == CaseState::Ended);
        let end = closed.and_then(|case| case.end);
        assert!(end.is_none_or(|end| end.code == "not_selected" && end.reason == "another was selected"));
    }
}

proptest! {
    #[test]
    fn a_random_walk_never_gets_stuck_and_never_forgets_how_far_it_came(actions in prop::collection::vec(0..Action::ALL.len(), 0..60)) {
        let (programme, calendar) = (programme(Vec::new()), calendar());
        let mut case = case_in(CaseState::Proposed, &programme);
        for place in actions {
            let action = Action::ALL[place];
            let before = case.clone();
            for parts in [&[Part::Supplier][..], &[Part::Asker][..]] {
                if let Ok(moved) = case.decide(&attempt(action, parts), &programme, &calendar) {
                    case = moved.case;
                    break;
                }
            }
            prop_assert!(case.farthest >= before.farthest);
            prop_assert_eq!(&case.pack_version, &before.pack_version);
            prop_assert_eq!(case.state == CaseState::Ended, case.end.is_some());
            if case.state != CaseState::Ended {
                prop_assert!(programme.stage(&case.stage).is_some_and(|stage| stage.state == case.state));
                let end = case.decide(&attempt(Action::End, &[Part::Asker]), &programme, &calendar);
                prop_assert!(end.is_ok(), "there is always a way to an end: {:?}", end);
            }
        }
    }
}

/// The table as a document; `docs/reference/transitions.md` must say the same.
fn drawn() -> String {
    let mut text = String::from(
        "# The loop\n\nDrawn from the table in `crates/domain/src/programme/transition.rs`; a test compares the two.\n\n| from | action | to | who | must hold |\n|---|---|---|---|---|\n",
    );
    let lines = CaseState::ALL.iter().flat_map(|state| {
        Action::ALL
            .iter()
            .filter_map(|action| Transition::find(*state, *action))
    });
    for line in lines {
        let parts: Vec<&str> = line.parts.iter().map(|part| part.word()).collect();
        let guard = format!("{:?}", line.guard).to_lowercase();
        let (from, action, to) = (line.from.word(), line.action.word(), line.to.word());
        let _ = writeln!(
            text,
            "| {from} | {action} | {to} | {} | {guard} |",
            parts.join(", ")
        );
    }
    text
}

#[test]
fn the_document_of_the_loop_is_as_the_table_says() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../docs/reference/transitions.md"
    );
    let drawn = drawn();
    if std::env::var_os("BENFU_WRITE_DOCS").is_some() {
        std::fs::write(path, &drawn).expect("the document can be written");
    }
    let kept = std::fs::read_to_string(path).unwrap_or_default();
    assert_eq!(
        kept, drawn,
        "run this test with BENFU_WRITE_DOCS=1 to write the document"
    );
}
