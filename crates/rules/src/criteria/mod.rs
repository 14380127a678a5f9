//! Criteria: conditions and scores joined into one demand, and what becomes of it.
//!
//! A [`Criterion`] is a rule, a group of criteria (all of them, or at least so many), the opposite of one, a
//! [`Score`], or something only a reviewer can answer. [`Criteria::assess`] answers it for one subject and keeps the
//! reasons ([`Assessment`]); `columns.rs` answers it for columns of subjects; `missing.rs` says what would settle it, the
//! module `remedy` what would have to change. Whose demand it is, since when, and which clause says so belong to the host.

mod assess;
mod column_points;
mod columns;
mod explain;
mod missing;
mod open;
mod score;
mod tally;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::{Question, Rule};

pub(crate) use assess::at_least;
pub use assess::{Assessment, Finding, FindingKind};
pub use columns::{ConditionCount, CriteriaColumn, CriteriaSweep, SweepMemory};
pub use explain::CriterionLabels;
pub use open::Open;
pub(crate) use score::Span;
pub use score::{Band, Block, Item, Limit, Points, Score, Span as PointSpan, Threshold};
pub use tally::{BandTally, BlockTally, ItemTally, Tally, WayTally};

/// A named demand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Criterion {
    /// Its name among the criteria; the host keeps it unique.
    pub id: Arc<str>,
    /// Whether it only advises: it is answered and shown, and decides nothing.
    pub advisory: bool,
    /// What it demands.
    pub kind: CriterionKind,
}

/// What a criterion demands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CriterionKind {
    /// The rule must be met.
    Rule(Arc<Rule>),
    /// Every criterion that is not advisory must be met.
    All(Vec<Criterion>),
    /// At least so many of the criteria must be met.
    AtLeast {
        /// How many.
        least: usize,
        /// The criteria.
        of: Vec<Criterion>,
    },
    /// The criterion must not be met.
    Not(Box<Criterion>),
    /// Points must reach a mark.
    Score(Score),
    /// Only a reviewer can say.
    Judged,
}

/// A demand ready to be assessed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Criteria {
    /// The root of the tree.
    pub root: Criterion,
}

impl Criterion {
    /// A criterion that decides.
    pub fn new(id: &str, kind: CriterionKind) -> Self {
        Self {
            id: Arc::from(id),
            advisory: false,
            kind,
        }
    }

    /// The criteria directly inside this one.
    pub fn parts(&self) -> &[Criterion] {
        match &self.kind {
            CriterionKind::All(parts) | CriterionKind::AtLeast { of: parts, .. } => parts,
            CriterionKind::Not(inner) => std::slice::from_ref(&**inner),
            CriterionKind::Rule(_) | CriterionKind::Score(_) | CriterionKind::Judged => &[],
        }
    }

    fn collect_rules<'c>(&'c self, rules: &mut Vec<&'c Arc<Rule>>) {
        match &self.kind {
            CriterionKind::Rule(rule) => rules.push(rule),
            CriterionKind::Score(score) => rules.extend(score.rules()),
            CriterionKind::All(_)
            | CriterionKind::AtLeast { .. }
            | CriterionKind::Not(_)
            | CriterionKind::Judged => {}
        }
        for part in self.parts() {
            part.collect_rules(rules);
        }
    }

    fn collect_scores<'c>(&'c self, scores: &mut Vec<&'c Score>) {
        if let CriterionKind::Score(score) = &self.kind {
            scores.push(score);
        }
        for part in self.parts() {
            part.collect_scores(scores);
        }
    }

    fn collect_marks<'c>(&'c self, ids: &mut BTreeSet<&'c str>) {
        if let CriterionKind::Score(score) = &self.kind {
            ids.extend(score.marks().map(|id| &**id));
        }
        for part in self.parts() {
            part.collect_marks(ids);
        }
    }

    fn collect_limits<'c>(&'c self, ids: &mut BTreeSet<&'c str>) {
        if let CriterionKind::Score(score) = &self.kind {
            ids.extend(score.parameters());
        }
        for part in self.parts() {
            part.collect_limits(ids);
        }
    }
}

impl Criteria {
    /// Every rule in the tree, in its order; a rule that stands twice is given twice.
    pub fn rules(&self) -> Vec<&Arc<Rule>> {
        let mut rules = Vec::new();
        self.root.collect_rules(&mut rules);
        rules
    }

    /// Every score in the tree, in its order.
    pub(crate) fn scores(&self) -> Vec<&Score> {
        let mut scores = Vec::new();
        self.root.collect_scores(&mut scores);
        scores
    }

    /// Every fact that may be asked for, each once.
    pub fn questions(&self) -> BTreeSet<&Question> {
        self.rules()
            .into_iter()
            .flat_map(|rule| rule.questions())
            .collect()
    }

    /// The concepts under which reviewers record their points, each once.
    pub fn marks(&self) -> BTreeSet<&str> {
        let mut ids = BTreeSet::new();
        self.root.collect_marks(&mut ids);
        ids
    }

    /// Every parameter that may be asked for, each once.
    pub fn parameters(&self) -> BTreeSet<&str> {
        let mut ids: BTreeSet<&str> = self
            .rules()
            .into_iter()
            .flat_map(|rule| rule.parameters())
            .collect();
        self.root.collect_limits(&mut ids);
        ids
    }
}
