//! What the pipeline of a policy shows.

use benfu_domain::Day;
use benfu_domain::id::OrganisationId;
use benfu_domain::period::Period;
use benfu_domain::policy::{PassRate, Prospect};
use benfu_domain::programme::{Case, CaseState};
use benfu_domain::region::RegionCode;
use benfu_store::policy::PolicyTarget;

/// How many open cases stand in a stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StageCount {
    /// The stage.
    pub stage: String,
    /// The state in which it lies.
    pub state: CaseState,
    /// Open cases in it.
    pub open: usize,
    /// Of them past their day.
    pub overdue: usize,
}

/// A case of the pipeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoachingRow {
    /// The case.
    pub case: Case,
    /// Name of the firm.
    pub firm: String,
    /// Name of the organisation that keeps it.
    pub coach: String,
    /// Is its day past, for certain?
    pub overdue: bool,
    /// When it was first handed in.
    pub submitted_on: Option<Day>,
}

/// What one organisation has in hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoachLoad {
    /// The organisation.
    pub organisation: OrganisationId,
    /// Its name.
    pub name: String,
    /// Open cases.
    pub open: usize,
    /// Of them past their day.
    pub overdue: usize,
}

/// How far a region's candidates are looked after. A firm is a candidate when it qualifies or nearly does, and does not
/// hold the title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coverage {
    /// The region.
    pub region: RegionCode,
    /// Firms with an open case.
    pub coached: usize,
    /// Firms that qualify and are in nobody's hands.
    pub idle: usize,
    /// Firms that miss one condition and are in nobody's hands.
    pub near: usize,
}

/// Applications handed in within half a year, and what came of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cohort {
    /// The half-year.
    pub period: Period,
    /// Applications handed in.
    pub submitted: i64,
    /// How those that have ended came out.
    pub rate: PassRate,
}

/// A target and what stands beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TargetView {
    /// As it was stated.
    pub target: PolicyTarget,
    /// Those who could fill it.
    pub prospect: Prospect,
    /// Firms that hold the title today.
    pub held: i64,
    /// Of them those whose title lapses within the target's year.
    pub lapsing: i64,
    /// Firms of which it cannot be told whether they qualify.
    pub unknown: i64,
}

/// The pipeline of a policy.
#[derive(Debug, Clone)]
pub struct Pipeline {
    /// The edition in force.
    pub edition: String,
    /// Open cases by stage, in the order of the programme.
    pub stages: Vec<StageCount>,
    /// Ended cases by code.
    pub ends: Vec<(String, usize)>,
    /// The cases asked for: overdue first, then by their day.
    pub rows: Vec<CoachingRow>,
    /// How many there are.
    pub total: usize,
    /// By street.
    pub coverage: Vec<Coverage>,
    /// By half-year, the latest first.
    pub cohorts: Vec<Cohort>,
    /// Who has what in hand, the most overdue first.
    pub loads: Vec<CoachLoad>,
    /// The target of this year or the next one that has one.
    pub target: Option<TargetView>,
    /// Whether the actor may state a target.
    pub may_state: bool,
}

impl Coverage {
    /// All candidates.
    pub fn candidates(&self) -> usize {
        self.coached + self.idle + self.near
    }
}
