//! Points of one subject, added up as intervals.
//!
//! Main type: [`Tally`]. An interval is wide for two reasons that are kept apart: a fact is missing, so that several
//! bands are possible, or a reviewer has yet to judge within one.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::assess::World;
use super::score::{Band, Block, Item, Points, Score, Span, Threshold};
use crate::{Answer, EvaluationError, Exact, Outcome, Question};

/// What a score came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    /// The points in all.
    pub total: Span,
    /// The mark, as it is on the day.
    pub pass: Exact,
    /// Whether the mark itself is not enough.
    pub above: bool,
    /// Whether the total reaches the mark, whatever the marks of blocks and items say.
    pub passed: Answer,
    /// Whether the total is the reviewers' own, so that nothing else counts.
    pub marked: bool,
    /// The blocks.
    pub blocks: Vec<BlockTally>,
}

/// What a block came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlockTally {
    /// Its name.
    pub id: Arc<str>,
    /// Its points, at most its most.
    pub points: Span,
    /// More points than this do not count.
    pub max: Option<i64>,
    /// Its own mark and whether it is reached.
    pub least: Option<(Exact, Answer)>,
    /// Its items.
    pub items: Vec<ItemTally>,
}

/// What an item came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemTally {
    /// Its name.
    pub id: Arc<str>,
    /// Its points.
    pub points: Span,
    /// The most it can earn.
    pub max: i64,
    /// Its own mark and whether it is reached.
    pub least: Option<(Exact, Answer)>,
    /// The spans that are possible; more than one while facts are missing.
    pub options: BTreeSet<Span>,
    /// The ways to count, with their bands; empty when a reviewer gives the points.
    pub ways: Vec<WayTally>,
}

/// One way to count an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WayTally {
    /// Its name; none when there is only one.
    pub id: Option<Arc<str>>,
    /// Its points.
    pub points: Span,
    /// Its bands up to the first that is met.
    pub bands: Vec<BandTally>,
}

/// A band that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BandTally {
    /// Its points.
    pub points: Span,
    /// Its condition, answered.
    pub outcome: Arc<Outcome>,
}

impl Score {
    /// The points of one subject.
    pub(crate) fn tally(&self, world: &World<'_>) -> Result<Tally, EvaluationError> {
        let blocks = self.blocks.iter().map(|block| block.tally(world));
        let blocks = blocks.collect::<Result<Vec<_>, _>>()?;
        let total = blocks
            .iter()
            .fold(Span::ZERO, |total, block| total.plus(block.points));
        let (pass, above) = (self.pass.threshold.mark(world)?, self.pass.above);
        let marked = self.mark.as_ref().and_then(|id| world.marked(id));
        Ok(Tally {
            total: marked.map_or(total, |mark| Span::holding(&mark)),
            passed: match marked {
                Some(mark) => Answer::from(if above { mark > pass } else { mark >= pass }),
                None => total.reaches(&pass, above),
            },
            pass,
            above,
            marked: marked.is_some(),
            blocks,
        })
    }
}

impl Threshold {
    /// The mark on the day.
    pub(super) fn mark(&self, world: &World<'_>) -> Result<Exact, EvaluationError> {
        match self {
            Self::Fixed(points) => Ok(Exact::from(*points)),
            Self::Parameter(id) => world.number(id),
        }
    }

    fn judge(least: Option<&Self>, points: Span, world: &World<'_>) -> Judged {
        let Some(least) = least else { return Ok(None) };
        let mark = least.mark(world)?;
        Ok(Some((mark, points.reaches(&mark, false))))
    }
}

type Judged = Result<Option<(Exact, Answer)>, EvaluationError>;

impl Block {
    fn tally(&self, world: &World<'_>) -> Result<BlockTally, EvaluationError> {
        let items = self.items.iter().map(|item| item.tally(world));
        let items = items.collect::<Result<Vec<_>, _>>()?;
        let sum = items
            .iter()
            .fold(Span::ZERO, |sum, item| sum.plus(item.points));
        let points = sum.capped(self.max);
        Ok(BlockTally {
            id: Arc::clone(&self.id),
            points,
            max: self.max,
            least: Threshold::judge(self.least.as_ref(), points, world)?,
            items,
        })
    }
}

impl Item {
    fn tally(&self, world: &World<'_>) -> Result<ItemTally, EvaluationError> {
        let mut options = BTreeSet::new();
        let mut ways = Vec::new();
        for (id, bands) in self.points.ways() {
            let (way, possible) = tally_way(id, bands, world)?;
            options = better_of(&options, &possible);
            ways.push(way);
        }
        if let Points::Judged { mark } = &self.points {
            let judged = Span::new(0, self.max);
            let marked = mark.as_ref().and_then(|id| world.marked(id));
            options.insert(marked.map_or(judged, |mark| Span::holding(&mark)));
        }
        let options: BTreeSet<Span> = options
            .into_iter()
            .map(|span| span.capped(Some(self.max)))
            .collect();
        let points = Span::around(options.iter().copied()).unwrap_or(Span::ZERO);
        Ok(ItemTally {
            id: Arc::clone(&self.id),
            points,
            max: self.max,
            least: Threshold::judge(self.least.as_ref(), points, world)?,
            options,
            ways,
        })
    }
}

/// What the better of two ways can come to; the first way stands alone.
fn better_of(first: &BTreeSet<Span>, second: &BTreeSet<Span>) -> BTreeSet<Span> {
    if first.is_empty() {
        return second.clone();
    }
    let pairs = first
        .iter()
        .flat_map(|one| second.iter().map(|other| one.better(*other)));
    pairs.collect()
}

/// The bands up to the first that is met, and the spans that are possible.
fn tally_way(
    id: Option<&Arc<str>>,
    bands: &[Band],
    world: &World<'_>,
) -> Result<(WayTally, BTreeSet<Span>), EvaluationError> {
    let (mut looked_at, mut possible, mut decided) = (Vec::new(), BTreeSet::new(), false);
    for band in bands {
        let outcome = world.answer(&band.when)?;
        let answer = outcome.answer;
        looked_at.push(BandTally {
            points: band.points,
            outcome,
        });
        if answer != Answer::NotMet {
            possible.insert(band.points);
        }
        if answer == Answer::Met {
            decided = true;
            break;
        }
    }
    if !decided {
        possible.insert(Span::ZERO);
    }
    let way = WayTally {
        id: id.cloned(),
        points: Span::around(possible.iter().copied()).unwrap_or(Span::ZERO),
        bands: looked_at,
    };
    Ok((way, possible))
}

impl Tally {
    /// Whether the total and every block and item reach their marks.
    pub fn answer(&self) -> Answer {
        if self.marked {
            return self.passed;
        }
        Answer::all(std::iter::once(self.passed).chain(self.leasts().map(|(_, answer)| answer)))
    }

    /// The marks of blocks and items.
    fn leasts(&self) -> impl Iterator<Item = (Exact, Answer)> {
        let items = self.blocks.iter().flat_map(|block| &block.items);
        let of_items = items.filter_map(|item| item.least);
        self.blocks
            .iter()
            .filter_map(|block| block.least)
            .chain(of_items)
    }
}

impl ItemTally {
    /// The facts that still decide between its spans.
    pub(super) fn open_questions(&self) -> BTreeSet<Question> {
        let bands = self.ways.iter().flat_map(|way| &way.bands);
        bands.flat_map(|band| band.outcome.undecided()).collect()
    }
}
