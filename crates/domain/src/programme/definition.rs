//! What a pack says about a programme: stages, clocks, evidence, ends, who plays which part.

use super::{CaseState, Part};
use crate::label::Label;
use crate::need::PublicationPart;
use crate::word::worded;
use std::collections::BTreeMap;

worded! {
    /// How the days of a clock are counted.
    ClockUnit {
        /// Working days by the State Council's calendar.
        WorkingDays = "working_days",
        /// Calendar days.
        Days = "days",
    }
}

/// How long a stage may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StageClock {
    /// Number of days after the day on which the stage began.
    pub days: u32,
    /// What is counted.
    pub unit: ClockUnit,
}

/// A kind of paper that a stage asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvidenceKind {
    /// Identifier within the programme.
    pub id: String,
    /// Name for people.
    pub label: Label,
}

/// A step inside one state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stage {
    /// Identifier within the programme.
    pub id: String,
    /// Name for people.
    pub label: Label,
    /// The one state in which it lies.
    pub state: CaseState,
    /// The part whose turn it is.
    pub acts: Part,
    /// How long it may take.
    pub clock: Option<StageClock>,
    /// Rule text that must be met before the case leaves the stage forward.
    pub gate: Option<String>,
    /// Kinds of evidence that must be on file before the case leaves the stage forward.
    pub evidence: Vec<EvidenceKind>,
    /// A trial round with at least one measurement must be on record before delivery.
    pub asks_rounds: bool,
}

/// A way in which a case can end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EndCode {
    /// Identifier within the programme.
    pub id: String,
    /// Name for people.
    pub label: Label,
    /// The end that the programme is for.
    pub success: bool,
    /// Without blame: the conditions of tolerance for failure were kept.
    pub blameless: bool,
}

/// A mechanism as data on the loop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Programme {
    /// Identifier, for example `scenario`.
    pub id: String,
    /// Name for people.
    pub label: Label,
    /// Whether its cases are about a policy (an application, coaching towards one) and not about a need.
    pub about_policy: bool,
    /// What the answer says to suppliers whose cases end because another was selected.
    pub selection_closed_code: String,
    /// What a need must say before it is published.
    pub publication: Vec<PublicationPart>,
    /// How long a published need stays open before it expires, in days.
    pub publication_days: i32,
    /// Ordered stages; each state that is not skipped, but `ended`, has at least one.
    pub stages: Vec<Stage>,
    /// States the programme passes over.
    pub skips: Vec<CaseState>,
    /// Ways to end.
    pub end_codes: Vec<EndCode>,
    /// Which roles may play which part for rows within their reach.
    pub parts: BTreeMap<Part, Vec<String>>,
}

impl Programme {
    /// The stages of one state, in order.
    pub fn stages_of(&self, state: CaseState) -> impl Iterator<Item = &Stage> {
        self.stages.iter().filter(move |stage| stage.state == state)
    }

    /// The stage with this identifier.
    pub fn stage(&self, id: &str) -> Option<&Stage> {
        self.stages.iter().find(|stage| stage.id == id)
    }

    /// The end code with this identifier.
    pub fn end_code(&self, id: &str) -> Option<&EndCode> {
        self.end_codes.iter().find(|code| code.id == id)
    }

    /// Where a step to `state` really leads when skipped states are passed over.
    pub fn landing(&self, state: CaseState) -> CaseState {
        let on_the_way = CaseState::ALL.iter().copied().filter(|next| *next >= state);
        on_the_way
            .into_iter()
            .find(|next| *next == CaseState::Ended || !self.skips.contains(next))
            .unwrap_or(CaseState::Ended)
    }

    /// The stages after this one, within the same state, that ask for evidence or have a gate.
    pub(super) fn demanding_after<'a>(&'a self, stage: &'a str) -> impl Iterator<Item = &'a Stage> {
        let within = self.stage(stage).map(|here| here.state);
        let after = self
            .stages
            .iter()
            .skip_while(move |candidate| candidate.id != stage)
            .skip(1);
        let rest = after.take_while(move |candidate| Some(candidate.state) == within);
        rest.filter(|candidate| !candidate.evidence.is_empty() || candidate.gate.is_some())
    }

    /// The stage `step` places away within the same state, if there is one.
    pub(super) fn neighbour(&self, stage: &str, step: isize) -> Option<&Stage> {
        let here = self
            .stages
            .iter()
            .position(|candidate| candidate.id == stage)?;
        let there = self.stages.get(here.checked_add_signed(step)?)?;
        (there.state == self.stages[here].state).then_some(there)
    }
}
