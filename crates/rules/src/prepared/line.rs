//! A comparison of numbers as a line: whole weights of facts, added up and held against zero.
//!
//! Main types: [`Line`], and [`Stand`], what it comes to for some facts. Parameters are in its weights; a table has a line
//! for each of its rows. It answers as the general evaluation does, or not at all: facts beyond 64 bits, fractions and
//! absent facts are left to that, and so are comparisons in which it could leave 128 bits. Because a line is straight, a
//! fact that moves changes it by its weight alone, and the nearest value for which it answers otherwise is a division.

use super::recorded::{Seen, bit};
use super::sheet::{Reading, Sheet};
use super::steps::{Steps, fewer, in_parts, moderate, reached, short, steps_below};
use super::view::View;
use super::weight::Weighed;
use crate::plan::{Formula, Load, Place, Term};
use crate::syntax::Comparison;
use crate::{Answer, Exact, NoneMeans};

#[derive(Debug)]
pub(crate) struct Line {
    operator: Comparison,
    /// The bits of the facts it reads.
    bits: u64,
    select: Option<Select>,
    rows: Vec<Row>,
}

/// The fact that selects the row, and the limits of all rows but the last.
#[derive(Debug)]
struct Select {
    fact: usize,
    limits: Vec<Exact>,
}

#[derive(Debug)]
struct Row {
    weights: Vec<Weight>,
    constant: i128,
}

#[derive(Debug)]
struct Weight {
    fact: usize,
    /// Below [`LARGEST`], so that no product with a way between two facts leaves 128 bits.
    by: i64,
    /// Whether none of it is zero.
    none_is_zero: bool,
}

/// Weights are smaller than this; a comparison with larger ones is left to the general evaluation.
const LARGEST: i64 = 1 << 60;

/// What a line comes to: the row that counts, and what its weights and constant add up to, where 64 bits hold it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stand {
    row: usize,
    sum: i64,
}

/// A fact that has moved.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Move {
    fact: usize,
    bit: u64,
    /// How far, when it was a whole number and is one.
    way: Option<i64>,
}

/// A fact that may move, and how.
pub(crate) struct Moved {
    pub(crate) fact: usize,
    pub(crate) now: Exact,
    /// Parts of its unit that it counts in.
    pub(crate) parts: i128,
}

/// Where a fact has to move.
pub(crate) enum Nearest {
    At(Exact),
    /// No value of it helps.
    Nowhere,
}

impl Move {
    pub(crate) fn of(fact: usize, from: Seen<'_>, to: Seen<'_>) -> Self {
        let way = if let (Seen::Whole(from), Seen::Whole(to)) = (from, to) {
            to.checked_sub(from)
        } else {
            None
        };
        Self {
            fact,
            bit: bit(fact),
            way,
        }
    }
}

impl Line {
    pub(super) fn of(
        [left, right]: [&Formula; 2],
        operator: Comparison,
        sheet: &Sheet,
    ) -> Option<Self> {
        if !left.kind.is_numeric() {
            return None;
        }
        let [left, right] = [&left.term, &right.term];
        let table = tables(left, right)?;
        let (select, many) = match table {
            None => (None, 1),
            Some((load, place)) => {
                let Reading::Table(rows) = sheet.reading(place) else {
                    return None;
                };
                let select = Select {
                    fact: sheet.number(load.place),
                    limits: rows.iter().filter_map(|(limit, _)| *limit).collect(),
                };
                (Some(select), rows.len())
            }
        };
        let row = |row: usize| Row::of(Weighed::difference(left, right, sheet, row)?);
        let rows = (0..many).map(row).collect::<Option<Vec<Row>>>()?;
        let weighed = rows.iter().flat_map(|row| &row.weights);
        let read = weighed.map(|weight| weight.fact);
        let read = read.chain(select.as_ref().map(|select| select.fact));
        Some(Self {
            operator,
            bits: read.fold(0, |bits, fact| bits | bit(fact)),
            select,
            rows,
        })
    }

    /// What it comes to for the facts seen; none when the general evaluation has to say.
    pub(crate) fn stand(&self, view: &View<'_>) -> Option<Stand> {
        let row = self.selected(view)?;
        let sum = i64::try_from(self.rows[row].sum(view, None)?).ok()?;
        Some(Stand { row, sum })
    }

    /// What it comes to when some facts have moved to what is seen now, given what it came to before.
    pub(crate) fn moved(
        &self,
        before: Option<Stand>,
        moves: &[Move],
        view: &View<'_>,
    ) -> Option<Stand> {
        let Some(mut stand) = before else {
            return self.stand(view);
        };
        for moved in moves.iter().filter(|moved| self.bits & moved.bit != 0) {
            let (Some(way), false) = (moved.way, self.selects(moved.fact)) else {
                return self.stand(view);
            };
            if let Some(weight) = self.rows[stand.row].weight(moved.fact) {
                stand.sum = stand.sum.checked_add(weight.by.checked_mul(way)?)?;
            }
        }
        Some(stand)
    }

    pub(crate) fn answer(&self, stand: Stand) -> Answer {
        self.operator.holds(stand.sum.cmp(&0)).into()
    }

    /// Whether a fact selects the row.
    #[inline]
    fn selects(&self, fact: usize) -> bool {
        let select = self.select.as_ref();
        select.is_some_and(|select| select.fact == fact)
    }

    fn selected(&self, view: &View<'_>) -> Option<usize> {
        let Some(select) = &self.select else {
            return Some(0);
        };
        let key = view.seen(select.fact).number()?;
        let beyond = select.limits.iter().position(|limit| key <= *limit);
        Some(beyond.unwrap_or(select.limits.len()))
    }

    /// The comparison that holds when the answer is as wanted.
    fn wanted(&self, answer: Answer) -> Option<Comparison> {
        match answer {
            Answer::Met => Some(self.operator),
            Answer::NotMet => Some(self.operator.opposite()),
            Answer::Unknown => None,
        }
    }

    /// As [`nearest`](Self::nearest), for a fact that is a whole number and has only whole values. The outer none: it is to
    /// be looked for there, since the fact selects the row or numbers are large.
    #[inline]
    #[expect(
        clippy::option_option,
        reason = "no value that helps and no answer are two things"
    )]
    pub(crate) fn nearest_whole(
        &self,
        (fact, now): (usize, i64),
        wanted: Answer,
        stand: Stand,
    ) -> Option<Option<i64>> {
        if self.selects(fact) {
            return None;
        }
        let (now, sum) = (short(now)?, short(stand.sum)?);
        let slope = self.rows[stand.row].slope(fact);
        let steps = reached(slope, sum, self.wanted(wanted)?).fewest(Steps::allowed(now));
        Some(steps.map(|steps| now + steps))
    }

    /// The value nearest to what a fact is for which the answer is as wanted; what was not negative stays so. None when
    /// the facts are not such that the line answers.
    pub(crate) fn nearest(
        &self,
        moved: &Moved,
        wanted: Answer,
        (stand, view): (Option<Stand>, &View<'_>),
    ) -> Option<Nearest> {
        let operator = self.wanted(wanted)?;
        let (now, true) = steps_below(&moved.now, moved.parts)? else {
            return None;
        };
        let select = self.select.as_ref().filter(|_| self.selects(moved.fact));
        let rows = match (select, stand) {
            (Some(_), _) => 0..self.rows.len(),
            (None, Some(stand)) => stand.row..stand.row + 1,
            (None, None) => self.selected(view).map(|row| row..row + 1)?,
        };
        let mut fewest = None;
        for row in rows {
            let allowed = Steps::allowed(now);
            let span = match select {
                Some(select) => select.span(row, moved.parts)?.since(now).and(allowed),
                None => allowed,
            };
            let (slope, sum) = self.straight(row, (moved, now), (stand, view))?;
            fewest = fewer(fewest, reached(slope, sum, operator).fewest(span));
        }
        Some(match fewest {
            Some(steps) => Nearest::At(Exact::ratio(now + steps, moved.parts).ok()?),
            None => Nearest::Nowhere,
        })
    }

    /// The weight of a fact in a row, and what the row comes to, in parts of the fact's unit.
    #[inline]
    fn straight(
        &self,
        row: usize,
        (moved, now): (&Moved, i128),
        (stand, view): (Option<Stand>, &View<'_>),
    ) -> Option<(i128, i128)> {
        let weights = &self.rows[row];
        let slope = i128::from(weights.slope(moved.fact));
        let sum = match stand {
            Some(stand) if stand.row == row => in_parts(stand.sum.into(), moved.parts)?,
            _ => {
                let rest = in_parts(weights.sum(view, Some(moved.fact))?, moved.parts)?;
                rest.checked_add(slope.checked_mul(now)?)?
            }
        };
        Some((slope, moderate(sum)?))
    }
}

impl Select {
    /// The values for which a row counts, in parts of the unit of the fact that selects.
    fn span(&self, row: usize, parts: i128) -> Option<Steps<i128>> {
        let limit = |limit: &Exact| steps_below(limit, parts).map(|(steps, _)| steps);
        let before = row.checked_sub(1).and_then(|row| self.limits.get(row));
        let from = before.map_or(Some(Steps::all()), |before| {
            Some(Steps::from(limit(before)? + 1))
        });
        let to = self
            .limits
            .get(row)
            .map_or(Some(Steps::all()), |last| Some(Steps::to(limit(last)?)));
        Some(from?.and(to?))
    }
}

impl Row {
    fn of(weighed: Weighed) -> Option<Self> {
        let scale = weighed.scale()?;
        let whole = |number: Exact| number.checked_mul(&scale).ok()?.to_whole();
        let weight = |(load, fact, by): (&Load, usize, Exact)| {
            let by = i64::try_from(whole(by)?).ok()?;
            (by.unsigned_abs() < LARGEST.unsigned_abs()).then_some(Weight {
                fact,
                by,
                none_is_zero: load.none == NoneMeans::Zero,
            })
        };
        let constant = whole(weighed.constant)?;
        let weights = weighed.weights.into_iter().map(weight);
        Some(Self {
            weights: weights.collect::<Option<_>>()?,
            constant,
        })
    }

    #[inline]
    fn weight(&self, fact: usize) -> Option<&Weight> {
        self.weights.iter().find(|weight| weight.fact == fact)
    }

    fn slope(&self, fact: usize) -> i64 {
        self.weight(fact).map_or(0, |weight| weight.by)
    }

    /// What the weights and the constant come to, without one fact.
    fn sum(&self, view: &View<'_>, without: Option<usize>) -> Option<i128> {
        let counted = self
            .weights
            .iter()
            .filter(|weight| Some(weight.fact) != without);
        counted.into_iter().try_fold(self.constant, |sum, weight| {
            let times = weight.times(view.seen(weight.fact))?;
            sum.checked_add(i128::from(weight.by) * times)
        })
    }
}

impl Weight {
    /// How often it counts.
    #[inline]
    fn times(&self, seen: Seen<'_>) -> Option<i128> {
        match seen {
            Seen::Whole(number) => Some(i128::from(number)),
            Seen::RecordedNone if self.none_is_zero => Some(0),
            Seen::Value(_)
            | Seen::RecordedNone
            | Seen::NotApplicable
            | Seen::Rows { .. }
            | Seen::Unknown => None,
        }
    }
}

/// The table that two terms read, with the fact that selects its row. The outer none: they read several, or one by
/// something other than a fact.
#[expect(
    clippy::option_option,
    reason = "no table and no straight way are two things"
)]
fn tables<'t>(left: &'t Term, right: &'t Term) -> Option<Option<(&'t Load, Place)>> {
    let mut found: Vec<(&Term, Place)> = Vec::new();
    for side in [left, right] {
        side.each(&mut |term| {
            if let Term::Parameter {
                by: Some(by),
                place,
                ..
            } = term
                && !found
                    .iter()
                    .any(|(known, at)| **known == **by && at.0 == place.0)
            {
                found.push((by, *place));
            }
        });
    }
    match found[..] {
        [] => Some(None),
        [(Term::Load(load), place)] => Some(Some((load, place))),
        _ => None,
    }
}
