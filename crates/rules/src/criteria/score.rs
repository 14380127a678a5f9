//! Scores: what is counted, as data.
//!
//! Main types: [`Score`], [`Span`]. How points are added up for a subject is in `tally.rs`.

use std::sync::Arc;

use crate::{Answer, Exact, Rule};

/// Points from low to high, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The least it can be.
    pub low: i64,
    /// The most it can be.
    pub high: i64,
}

/// A mark that points must reach.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limit {
    /// The mark.
    pub threshold: Threshold,
    /// Whether the mark itself is not enough.
    pub above: bool,
}

/// Where a mark comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Threshold {
    /// Written down.
    Fixed(i64),
    /// A dated parameter, a plain number.
    Parameter(Arc<str>),
}

/// Points that must reach a mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Score {
    /// The mark of the total.
    pub pass: Limit,
    /// What is added up.
    pub blocks: Vec<Block>,
    /// The concept under which the reviewers' total is recorded; once it is known, it alone counts.
    pub mark: Option<Arc<str>>,
}

/// Items counted together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// Its name.
    pub id: Arc<str>,
    /// More points than this do not count.
    pub max: Option<i64>,
    /// The mark of the block itself.
    pub least: Option<Threshold>,
    /// Its items.
    pub items: Vec<Item>,
}

/// One thing that earns points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Its name.
    pub id: Arc<str>,
    /// The most points it can earn.
    pub max: i64,
    /// The mark of the item itself.
    pub least: Option<Threshold>,
    /// How points are earned.
    pub points: Points,
}

/// How an item earns points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Points {
    /// A reviewer gives them: from zero to the most, until they are recorded.
    Judged {
        /// The concept under which they are recorded.
        mark: Option<Arc<str>>,
    },
    /// By the first band whose condition is met; none is zero points.
    Bands(Vec<Band>),
    /// The best of several ways, each with bands.
    BestOf(Vec<(Arc<str>, Vec<Band>)>),
}

/// Points earned when a condition is met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Band {
    /// The condition.
    pub when: Arc<Rule>,
    /// The points; a wide span is left to a reviewer.
    pub points: Span,
}

impl Span {
    /// No points.
    pub const ZERO: Self = Self { low: 0, high: 0 };

    /// A span from low to high.
    pub const fn new(low: i64, high: i64) -> Self {
        Self { low, high }
    }

    /// The whole points around a number.
    pub(super) fn holding(number: &Exact) -> Self {
        let (points, parts) = (number.numerator(), number.denominator());
        let low = i64::try_from(points.div_euclid(parts)).unwrap_or(i64::MAX);
        let rest = i64::from(points.rem_euclid(parts) != 0);
        Self::new(low, low.saturating_add(rest))
    }

    /// Both ends added.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self::new(
            self.low.saturating_add(other.low),
            self.high.saturating_add(other.high),
        )
    }

    /// At most so many.
    #[must_use]
    pub fn capped(self, most: Option<i64>) -> Self {
        let most = most.unwrap_or(i64::MAX);
        Self::new(self.low.min(most), self.high.min(most))
    }

    /// The better of two, whatever each turns out to be.
    #[must_use]
    pub fn better(self, other: Self) -> Self {
        Self::new(self.low.max(other.low), self.high.max(other.high))
    }

    /// The narrowest span around several; none around none.
    pub fn around(spans: impl IntoIterator<Item = Self>) -> Option<Self> {
        spans
            .into_iter()
            .reduce(|all, one| Self::new(all.low.min(one.low), all.high.max(one.high)))
    }

    /// Whether the points reach a mark.
    pub fn reaches(self, mark: &Exact, above: bool) -> Answer {
        let enough = |points: i64| {
            let points = Exact::from(points);
            if above {
                points > *mark
            } else {
                points >= *mark
            }
        };
        match (enough(self.low), enough(self.high)) {
            (true, _) => Answer::Met,
            (false, true) => Answer::Unknown,
            (false, false) => Answer::NotMet,
        }
    }
}

impl Points {
    /// The ways to count, each with its name and its bands.
    pub fn ways(&self) -> Vec<(Option<&Arc<str>>, &[Band])> {
        match self {
            Self::Judged { .. } => Vec::new(),
            Self::Bands(bands) => vec![(None, bands)],
            Self::BestOf(ways) => ways
                .iter()
                .map(|(id, bands)| (Some(id), bands.as_slice()))
                .collect(),
        }
    }
}

impl Score {
    /// Every rule of its bands.
    pub(super) fn rules(&self) -> impl Iterator<Item = &Arc<Rule>> {
        let items = self.blocks.iter().flat_map(|block| &block.items);
        items
            .flat_map(|item| item.points.ways())
            .flat_map(|(_, bands)| bands)
            .map(|band| &band.when)
    }

    /// The concepts under which reviewers' points are recorded.
    pub(super) fn marks(&self) -> impl Iterator<Item = &Arc<str>> {
        let items = self.blocks.iter().flat_map(|block| &block.items);
        let of_items = items.filter_map(|item| match &item.points {
            Points::Judged { mark } => mark.as_ref(),
            Points::Bands(_) | Points::BestOf(_) => None,
        });
        self.mark.iter().chain(of_items)
    }

    /// The marks that are parameters.
    pub(super) fn parameters(&self) -> impl Iterator<Item = &str> {
        let items = self.blocks.iter().flat_map(|block| &block.items);
        let leasts = self.blocks.iter().filter_map(|block| block.least.as_ref());
        let marks = std::iter::once(&self.pass.threshold)
            .chain(leasts)
            .chain(items.filter_map(|item| item.least.as_ref()));
        marks.filter_map(|mark| match mark {
            Threshold::Parameter(id) => Some(&**id),
            Threshold::Fixed(_) => None,
        })
    }
}
