//! What the file of a case must hold to protect who decided (尽职免责), and what of it is missing.
//!
//! Main items: [`CaseFile`], [`Lack`]. A file is complete, or it says what it lacks; nobody is asked to keep it.

use super::{Action, Case, CaseRecord, CaseState, Programme, RecordKind};
use crate::id::CaseId;
use benfu_rules::Day;

/// A step that was taken, as far as the file needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FiledStep {
    /// The action.
    pub action: Action,
    /// The stage it led to.
    pub stage: String,
    /// The day.
    pub on: Day,
    /// Why; may be empty.
    pub reason: String,
}

/// A paper on file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FiledPaper {
    /// The stage in which it was added.
    pub stage: String,
    /// What it shows: a kind of the stage, or empty.
    pub kind: String,
}

/// Everything on record about a case.
#[derive(Debug, Clone, Copy)]
pub struct CaseFile<'a> {
    /// The case.
    pub case: &'a Case,
    /// Its programme.
    pub programme: &'a Programme,
    /// The steps, the first first.
    pub steps: &'a [FiledStep],
    /// The papers.
    pub papers: &'a [FiledPaper],
    /// The records.
    pub records: &'a [CaseRecord],
    /// The other cases of the same need.
    pub alternatives: &'a [Case],
}

/// Something that the file lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lack {
    /// The case left a stage without a paper that the stage asks for.
    Paper {
        /// The stage.
        stage: String,
        /// The kind of paper.
        kind: String,
    },
    /// The result was accepted, or put to use, without a word why.
    Reason {
        /// The action.
        action: Action,
        /// The day.
        on: Day,
    },
    /// The programme asks for trial rounds, the result was handed over, and nothing was measured.
    Measurement,
    /// Something was measured against no baseline.
    Baseline,
    /// The result is in use and no record tells its effect.
    Effect,
    /// The case ended and no paper is on file.
    EndPaper,
    /// One supplier's result was accepted while the case of another still runs.
    OpenAlternative(CaseId),
    /// Another supplier's case ended without an answer in words.
    UnansweredAlternative(CaseId),
}

impl CaseFile<'_> {
    /// What is missing, in the order in which a reader of the file meets it.
    pub fn lacking(&self) -> Vec<Lack> {
        let mut lacking = self.alternatives_lacking();
        lacking.extend(self.papers_lacking());
        lacking.extend(self.measurements_lacking());
        lacking.extend(self.reasons_lacking());
        if self.case.state == CaseState::Ended && self.papers.is_empty() {
            lacking.push(Lack::EndPaper);
        }
        lacking
    }

    fn reached(&self, state: CaseState) -> bool {
        self.case.farthest >= state
    }

    fn alternatives_lacking(&self) -> Vec<Lack> {
        let accepted = self.reached(CaseState::Accepted);
        let lack = |other: &Case| match &other.end {
            None if accepted => Some(Lack::OpenAlternative(other.id)),
            Some(end) if end.reason.trim().is_empty() => {
                Some(Lack::UnansweredAlternative(other.id))
            }
            None | Some(_) => None,
        };
        self.alternatives.iter().filter_map(lack).collect()
    }

    /// Papers of the stages that the case has left forward.
    fn papers_lacking(&self) -> Vec<Lack> {
        let stages = &self.programme.stages;
        let left = stages.iter().filter(|stage| self.left(&stage.id));
        let asked = left.flat_map(|stage| stage.evidence.iter().map(move |kind| (stage, kind)));
        let lacking = asked.filter(|(stage, kind)| {
            let filed = |paper: &FiledPaper| paper.stage == stage.id && paper.kind == kind.id;
            !self.papers.iter().any(filed)
        });
        let lack = |(stage, kind): (&super::Stage, &super::EvidenceKind)| Lack::Paper {
            stage: stage.id.clone(),
            kind: kind.id.clone(),
        };
        lacking.map(lack).collect()
    }

    /// Whether the case has been in a stage and gone on from it: a stage in which it ended was not left.
    fn left(&self, stage: &str) -> bool {
        let place = |id: &str| self.programme.stages.iter().position(|one| one.id == id);
        let visited = || self.steps.iter().map(|step| step.stage.as_str());
        let first = self.programme.stages.first().map(|first| first.id.as_str());
        let was_there = visited().any(|one| one == stage) || first == Some(stage);
        let farthest = visited().filter_map(place).max();
        was_there && place(stage) < farthest
    }

    fn measurements_lacking(&self) -> Vec<Lack> {
        let measured = || {
            self.records
                .iter()
                .filter_map(|row| row.measurement.as_ref())
        };
        let asked = self.programme.stages.iter().any(|stage| stage.asks_rounds);
        let mut lacking = Vec::new();
        if asked && self.reached(CaseState::Delivered) && measured().next().is_none() {
            lacking.push(Lack::Measurement);
        }
        if measured().any(|one| one.baseline_milli.is_none()) {
            lacking.push(Lack::Baseline);
        }
        let effect = |record: &CaseRecord| record.kind == RecordKind::Adoption;
        if self.reached(CaseState::Adopted) && !self.records.iter().any(effect) {
            lacking.push(Lack::Effect);
        }
        lacking
    }

    fn reasons_lacking(&self) -> Vec<Lack> {
        let decides = |step: &&FiledStep| matches!(step.action, Action::Accept | Action::Adopt);
        let silent = |step: &&FiledStep| step.reason.trim().is_empty();
        let steps = self.steps.iter().filter(decides).filter(silent);
        let lack = |step: &FiledStep| Lack::Reason {
            action: step.action,
            on: step.on,
        };
        steps.map(lack).collect()
    }
}
