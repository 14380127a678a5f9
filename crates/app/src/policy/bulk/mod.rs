//! Acts on many firms behind a policy at once: assign a coach, remind, tell those who qualify, take them out as a file.
//!
//! [`preview_bulk`] says for each chosen firm what would be written, or why it is left out; [`carry_out_bulk`] does exactly
//! that, with one ledger entry a firm, and leaves out whoever was done before, so that a second click has no second
//! effect. [`preview_export`] says who would be in a file and who not; [`export_firms`] makes it.

mod carry;
mod export;
mod plan;
mod sheet;

pub use carry::carry_out_bulk;
pub use export::{ExportedFirm, TakenOut, export_firms, preview_export};
pub use plan::preview_bulk;
pub use sheet::firms_workbook;

use super::{FirmRow, RowsOf};
use benfu_domain::Day;
use benfu_domain::id::{CaseId, OrganisationId, PartyId};
use std::collections::{BTreeMap, BTreeSet};

/// Firms of one bulk act at most.
pub const MOST_FIRMS: usize = 500;

/// Which firms of a policy are meant.
#[derive(Debug, Clone)]
pub struct ChosenFirms {
    /// The policy.
    pub policy: String,
    /// The list.
    pub of: RowsOf,
    /// Only of this region and inside it; empty for all in reach.
    pub region: String,
    /// Assumed thresholds of the list, as a person writes them.
    pub assumed: BTreeMap<String, String>,
    /// Those that were ticked; the whole list when empty.
    pub ticked: BTreeSet<PartyId>,
}

/// Who is to coach.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CoachChoice {
    /// One organisation for all.
    Organisation(OrganisationId),
    /// The office of each firm's own street.
    StreetOffices,
}

/// What is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BulkAct {
    /// A coach takes the firm for this policy.
    Assign(CoachChoice),
    /// The firm is reminded of what is still to be done.
    Remind,
    /// The firm is told that it qualifies, or nearly does.
    Push,
}

/// What would be written for a firm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Planned {
    /// A coaching case, kept by this organisation.
    Coaching {
        /// The organisation.
        coach: OrganisationId,
        /// Its name.
        name: String,
    },
    /// A notice.
    Notice,
}

/// Why a firm is left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LeftOut {
    /// The actor may not act on it.
    NotYours,
    /// It is being coached for this policy already.
    Coached(CaseId),
    /// No organisation answers for its street alone.
    NoOffice,
    /// It was told on this day.
    Told(Day),
    /// It holds the title.
    Holds,
    /// It neither qualifies nor nearly does, or that cannot be told.
    NotNear,
}

/// One firm of a bulk act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BulkLine<P = Planned> {
    /// The firm as the list shows it.
    pub firm: FirmRow,
    /// What would be written, or why nothing.
    pub plan: Result<P, LeftOut>,
}

/// What a bulk act would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BulkPreview<P = Planned> {
    /// The firms, in the order of the list.
    pub lines: Vec<BulkLine<P>>,
    /// Firms of the list beyond [`MOST_FIRMS`], which are not part of it.
    pub beyond: usize,
}

/// What a bulk act did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct BulkDone {
    /// Firms for which something was written.
    pub done: usize,
    /// Firms left out.
    pub left_out: usize,
}

impl<P> BulkPreview<P> {
    /// How many firms something would be written for.
    pub fn planned(&self) -> usize {
        self.lines.iter().filter(|line| line.plan.is_ok()).count()
    }
}
