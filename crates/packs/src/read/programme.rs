//! Programmes: stages inside the states of the loop, clocks, evidence, ends, parts.

use super::Known;
use super::rule::compiled;
use crate::fault;
use crate::layout::Shelf;
use crate::reader::{Node, Table};
use benfu_domain::need::PublicationPart;
use benfu_domain::programme::{
    CaseState, ClockUnit, EndCode, EvidenceKind, Part, Programme, Stage, StageClock,
};
use std::collections::{BTreeMap, BTreeSet};

/// No clock and no publication runs longer, in days.
const LONGEST_DAYS: i64 = 3_650;
/// A publication lasts so long when the file does not say, in days.
const PUBLICATION_DAYS: i32 = 90;

/// A programme.
pub(crate) fn programme(id: &str, table: &Table<'_>, known: &Known<'_>) -> Programme {
    let days = table.whole("publication_days", 1, LONGEST_DAYS);
    let about_policy = table.flag("about_policy");
    let programme = Programme {
        id: id.to_owned(),
        label: table.label("label"),
        about_policy,
        // Nobody is selected among those who apply for a policy.
        selection_closed_code: if about_policy {
            String::new()
        } else {
            table.text("selection_closed")
        },
        publication: publication(table),
        publication_days: days
            .and_then(|days| i32::try_from(days).ok())
            .unwrap_or(PUBLICATION_DAYS),
        stages: table
            .tables("stage")
            .iter()
            .filter_map(|row| stage(id, row, known))
            .collect(),
        skips: skips(table),
        end_codes: table.tables("end").iter().map(end_code).collect(),
        parts: table
            .table("parts")
            .map(|parts| read_parts(&parts, known))
            .unwrap_or_default(),
    };
    let ends = programme.end_codes.iter().map(|code| code.id.clone());
    known.ends.borrow_mut().extend(ends);
    check_order(&programme, table);
    check_states(&programme, table);
    check_parts(&programme, table);
    check_ends(&programme, table);
    programme
}

/// What a need must say before it is published: everything, unless the file lists less. Whose need it is, is always asked.
fn publication(table: &Table<'_>) -> Vec<PublicationPart> {
    let asked = table.list("publication");
    if asked.is_empty() {
        return PublicationPart::ALL.to_vec();
    }
    let part = |node: &Node<'_>| node.word(PublicationPart::ALL, PublicationPart::word);
    let parts: BTreeSet<_> = asked.iter().filter_map(part).collect();
    parts.into_iter().chain([PublicationPart::Owner]).collect()
}

/// The states passed over; a case begins and ends in every programme.
fn skips(table: &Table<'_>) -> Vec<CaseState> {
    let skip = |node: &Node<'_>| {
        let state = node.word(CaseState::ALL, CaseState::word)?;
        if matches!(state, CaseState::Proposed | CaseState::Ended) {
            let words = (
                "proposed 和 ended 不能跳过",
                "proposed and ended cannot be skipped",
            );
            node.fault(fault::stages(words.0, words.1));
        }
        Some(state)
    };
    table.list("skips").iter().filter_map(skip).collect()
}

fn stage(programme: &str, row: &Table<'_>, known: &Known<'_>) -> Option<Stage> {
    let id = row.text("id");
    let gate = row.node("gate").and_then(|node| {
        compiled(&format!("{programme}.{id}"), &node, known);
        node.text()
    });
    let (state, acts) = (
        row.word("state", CaseState::ALL, CaseState::word),
        row.word("acts", Part::ALL, Part::word),
    );
    let (label, clock) = (
        row.label("label"),
        row.table("clock").and_then(|clock| read_clock(&clock)),
    );
    let (evidence, asks_rounds) = (evidence(row), row.flag("asks_rounds"));
    row.finish();
    Some(Stage {
        id,
        label,
        state: state?,
        acts: acts?,
        clock,
        gate,
        evidence,
        asks_rounds,
    })
}

fn evidence(row: &Table<'_>) -> Vec<EvidenceKind> {
    let kind = |table: &Table<'_>| {
        let kind = EvidenceKind {
            id: table.text("id"),
            label: table.label("label"),
        };
        table.finish();
        kind
    };
    row.tables("evidence").iter().map(kind).collect()
}

fn read_clock(table: &Table<'_>) -> Option<StageClock> {
    table.required("days");
    let days = table.whole("days", 1, LONGEST_DAYS);
    let unit = table.word("unit", ClockUnit::ALL, ClockUnit::word);
    table.finish();
    Some(StageClock {
        days: u32::try_from(days?).ok()?,
        unit: unit?,
    })
}

fn end_code(row: &Table<'_>) -> EndCode {
    let code = EndCode {
        id: row.text("id"),
        label: row.label("label"),
        success: row.flag("success"),
        blameless: row.flag("blameless"),
    };
    row.finish();
    code
}

fn read_parts(table: &Table<'_>, known: &Known<'_>) -> BTreeMap<Part, Vec<String>> {
    let mut parts = BTreeMap::new();
    for part in Part::ALL {
        let roles: Vec<String> = table
            .list(part.word())
            .iter()
            .filter_map(|node| role(node, known))
            .collect();
        if !roles.is_empty() {
            parts.insert(*part, roles);
        }
    }
    table.finish();
    parts
}

fn role(node: &Node<'_>, known: &Known<'_>) -> Option<String> {
    let id = node.text()?;
    known.require(Shelf::Roles, &id, node);
    Some(id)
}

/// Stages stand in the order of the states, each once, none in a state that is passed over or over.
fn check_order(programme: &Programme, table: &Table<'_>) {
    let rows = table.tables("stage");
    let (mut reached, mut seen) = (CaseState::Proposed, BTreeSet::new());
    for (stage, row) in programme.stages.iter().zip(&rows) {
        let (id, state) = (&stage.id, stage.state.word());
        if !seen.insert(id.clone()) {
            row.fault_at("id", fault::twice(("环节", "stage"), id));
        }
        if stage.state < reached {
            let words = (
                format!("环节 {id} 排在更晚的状态之后"),
                format!("stage {id} stands after a later state"),
            );
            row.fault_at("state", fault::stages(&words.0, &words.1));
        }
        if stage.state == CaseState::Ended || programme.skips.contains(&stage.state) {
            let words = (
                format!("状态 {state} 已跳过或已结束，不能有环节 {id}"),
                format!("state {state} is skipped or over and has no stage {id}"),
            );
            row.fault_at("state", fault::stages(&words.0, &words.1));
        }
        reached = reached.max(stage.state);
    }
}

/// Each state that is not passed over has a stage.
fn check_states(programme: &Programme, table: &Table<'_>) {
    let needed = CaseState::ALL
        .iter()
        .filter(|state| **state != CaseState::Ended);
    for state in needed.filter(|state| !programme.skips.contains(state)) {
        if programme.stages_of(*state).next().is_none() {
            let word = state.word();
            let words = (
                format!("状态 {word} 没有环节，也没有跳过"),
                format!("state {word} has no stage and is not skipped"),
            );
            table.fault_at("stage", fault::stages(&words.0, &words.1));
        }
    }
}

/// Each part whose turn comes is played by some role.
fn check_parts(programme: &Programme, table: &Table<'_>) {
    let acting: BTreeSet<Part> = programme.stages.iter().map(|stage| stage.acts).collect();
    for part in acting
        .iter()
        .filter(|part| !programme.parts.contains_key(part))
    {
        table.fault_at("parts", fault::part_without_role(part.word()));
    }
}

fn check_ends(programme: &Programme, table: &Table<'_>) {
    let mut seen = BTreeSet::new();
    for (code, row) in programme.end_codes.iter().zip(table.tables("end")) {
        if !seen.insert(&code.id) {
            row.fault_at("id", fault::twice(("结束代码", "end code"), &code.id));
        }
    }
    let code = &programme.selection_closed_code;
    if !code.is_empty() && !seen.contains(code) {
        table.fault_at(
            "selection_closed",
            fault::no_such(("结束代码", "end code"), code, None),
        );
    }
    if !programme.end_codes.iter().any(|code| code.success) {
        table.fault(fault::key_missing("[[end]] success = true"));
    }
}
