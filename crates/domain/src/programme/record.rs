//! Records on a case: trial rounds with measured results, adoption, repeat purchase, follow-ups.

use crate::label::Label;
use crate::word::worded;
use benfu_rules::Day;

worded! {
    /// What a record tells.
    RecordKind {
        /// A trial round under the conditions of the need.
        Round = "round",
        /// A milestone reached.
        Milestone = "milestone",
        /// In use, with the effect seen.
        Adoption = "adoption",
        /// The asker, or another buyer, bought again.
        RepeatPurchase = "repeat_purchase",
        /// What came of it months later.
        FollowUp = "follow_up",
        /// Cost to one side.
        Cost = "cost",
        /// A remark.
        Note = "note",
    }
}

impl RecordKind {
    /// Its name for people.
    pub fn label(self) -> Label {
        let (zh, en) = match self {
            RecordKind::Round => ("试用轮次", "Trial round"),
            RecordKind::Milestone => ("节点", "Milestone"),
            RecordKind::Adoption => ("使用成效", "Effect in use"),
            RecordKind::RepeatPurchase => ("复购", "Repeat purchase"),
            RecordKind::FollowUp => ("回访", "Follow-up"),
            RecordKind::Cost => ("成本", "Cost"),
            RecordKind::Note => ("备注", "Note"),
        };
        Label::new(zh, en)
    }
}

/// A measured value against the need's metric. Values are thousandths of the metric's unit, so that
/// decimals stay exact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measurement {
    /// The metric, as the need names it.
    pub metric: String,
    /// Unit as written.
    pub unit: String,
    /// Before, in thousandths of the unit.
    pub baseline_milli: Option<i64>,
    /// Measured, in thousandths of the unit.
    pub measured_milli: i64,
}

/// One record. Records are added, never changed; a correction is a new record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseRecord {
    /// What it tells.
    pub kind: RecordKind,
    /// The day it is about.
    pub on: Day,
    /// In words: conditions, what was changed after the round, what happened.
    pub text: String,
    /// The result, if something was measured.
    pub measurement: Option<Measurement>,
    /// Money in fen: a purchase's amount or a cost.
    pub amount_fen: Option<i64>,
    /// Hashes of the evidence files.
    pub evidence: Vec<String>,
}
