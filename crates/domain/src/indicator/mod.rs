//! Figures (数字): numbers with a written basis, a date and the rows behind them.
//!
//! An [`Indicator`] is pack data: its basis in words, the rows it counts, how it measures them, over which
//! window. A [`Figure`] is its value with the number of rows behind it; [`share`] and [`growth`] combine figures
//! exactly, and answer nothing rather than zero when a part is missing.
//!
//! Does not belong here: finding the rows (store), reports as files (office).

use crate::label::Label;
use crate::need::NeedState;
use crate::period::Period;
use crate::programme::{CaseState, RecordKind};
use crate::word::worded;
use benfu_rules::{Day, Exact};

/// Which rows an indicator counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Population {
    /// Statuses of a scheme; of these levels, or of any when empty.
    Statuses {
        /// Scheme.
        scheme: String,
        /// Levels.
        levels: Vec<String>,
    },
    /// Statuses of a scheme that are held on the last day of the span and whose own last day follows within so many
    /// months; one that is held on after that day under a later row is none.
    Lapsing {
        /// Scheme.
        scheme: String,
        /// Levels; any when empty.
        levels: Vec<String>,
        /// Months, at least one.
        months: u32,
    },
    /// Needs that have reached a state.
    Needs {
        /// The state.
        reached: NeedState,
        /// Only of this programme; any when empty.
        programme: String,
    },
    /// Cases that have reached a state.
    Cases {
        /// The state.
        reached: CaseState,
        /// Only of this programme; any when empty.
        programme: String,
    },
    /// Cases that ended with one of these codes; with any when empty.
    Ends {
        /// End codes.
        codes: Vec<String>,
    },
    /// Records on cases.
    Records {
        /// Kind of record.
        kind: RecordKind,
    },
    /// Activities of a kind.
    Activities {
        /// Kind, a pack id.
        kind: String,
    },
    /// Offers that are open.
    Offers,
    /// Parties in the register.
    Parties,
}

worded! {
    /// How rows become a number.
    Measure {
        /// Number of rows.
        Rows = "rows",
        /// Number of different parties.
        Parties = "parties",
        /// Sum of the counts that activities carry.
        Counts = "counts",
        /// Sum of amounts, in fen.
        Amount = "amount",
    }
}

worded! {
    /// Over which time rows count.
    Window {
        /// What holds on the last day of the period.
        AsOf = "as_of",
        /// What happened within the period.
        Within = "within",
    }
}

/// How an indicator comes about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Formula {
    /// Counted from rows.
    Counted {
        /// Which rows.
        population: Population,
        /// How they are measured.
        measure: Measure,
        /// Over which time.
        window: Window,
    },
    /// One indicator as a share of another.
    Share {
        /// The part.
        part: String,
        /// The whole.
        whole: String,
    },
    /// One indicator against the same period a year before.
    Growth {
        /// Of which indicator.
        of: String,
    },
}

/// An indicator of a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Indicator {
    /// Identifier.
    pub id: String,
    /// Name for people.
    pub label: Label,
    /// The basis (口径) in words.
    pub basis: Label,
    /// How it comes about.
    pub formula: Formula,
    /// Unit for people, such as 家 / firms.
    pub unit: Label,
}

/// The days over which a figure is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// First day.
    pub first: Day,
    /// Last day.
    pub last: Day,
}

impl Span {
    /// The days of a period; `None` for one without days.
    pub fn of(period: Period) -> Option<Span> {
        Some(Span {
            first: period.first_day()?,
            last: period.last_day()?,
        })
    }
}

/// The value of an indicator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FigureValue {
    /// A whole number: rows, parties, counts, fen.
    Whole(i64),
    /// An exact ratio.
    Ratio(Exact),
    /// A part it is made of is missing: never zero.
    Missing,
}

/// A number with its basis, its days and how many rows stand behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// The indicator.
    pub indicator: String,
    /// The days.
    pub span: Span,
    /// The value.
    pub value: FigureValue,
    /// Rows behind it.
    pub rows: i64,
}

/// One row behind a figure, leading to its record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureRow {
    /// Tells it from the other rows of the figure, also where two rows belong to one record (two titles of a firm,
    /// two purchases of a case); rows are listed and paged in the order of their keys.
    pub key: String,
    /// Kind of record: `party`, `need`, `case`, `activity`, `offer`.
    pub record: &'static str,
    /// Its id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Why it counts, a word of the [population](Population): the level of a status, the state of a need or case, the
    /// code of an end, the kind of a record, activity or offer, how sure a party's identity is.
    pub note: String,
    /// The day that puts it inside the span.
    pub on: Option<Day>,
    /// What it adds to the figure.
    pub adds: i64,
    /// The ledger entry that wrote it.
    pub entry: i64,
}

/// `part` as a share of `whole`; missing when the whole is zero or either is missing.
pub fn share(part: &FigureValue, whole: &FigureValue) -> FigureValue {
    match (part, whole) {
        (FigureValue::Whole(part), FigureValue::Whole(whole)) => {
            ratio(i128::from(*part), i128::from(*whole))
        }
        (FigureValue::Whole(_) | FigureValue::Ratio(_) | FigureValue::Missing, _) => {
            FigureValue::Missing
        }
    }
}

/// How much `now` is above `before`, as a share of `before`; missing when there is nothing to compare with.
pub fn growth(now: &FigureValue, before: &FigureValue) -> FigureValue {
    match (now, before) {
        (FigureValue::Whole(now), FigureValue::Whole(before)) if *before > 0 => {
            ratio(i128::from(*now) - i128::from(*before), i128::from(*before))
        }
        (FigureValue::Whole(_) | FigureValue::Ratio(_) | FigureValue::Missing, _) => {
            FigureValue::Missing
        }
    }
}

fn ratio(numerator: i128, denominator: i128) -> FigureValue {
    Exact::ratio(numerator, denominator).map_or(FigureValue::Missing, FigureValue::Ratio)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_exact_so_that_a_claim_of_four_fifths_can_be_refused() {
        let share = share(&FigureValue::Whole(642), &FigureValue::Whole(805));
        let Ok(four_fifths) = Exact::ratio(4, 5) else {
            panic!("4/5 is a ratio")
        };
        assert!(matches!(share, FigureValue::Ratio(value) if value < four_fifths));
    }

    #[test]
    fn nothing_to_compare_with_is_missing_and_not_zero() {
        assert_eq!(
            growth(&FigureValue::Whole(5), &FigureValue::Whole(0)),
            FigureValue::Missing
        );
        assert_eq!(
            share(&FigureValue::Missing, &FigureValue::Whole(3)),
            FigureValue::Missing
        );
    }
}
