//! A comparison of numbers as a line: whole weights of facts, added up and held against zero.
//!
//! Main types: [`Line`], and [`Stand`], what it comes to for some facts. Parameters are in its weights; a table has a line
//! for each of its rows. It answers as the general evaluation does, or not at all: facts beyond 64 bits, fractions and
//! absent facts are left to that, and so are comparisons in which it could leave 128 bits. Because a line is straight, a
//! fact that moves changes it by its weight alone, and the nearest value for which it answers otherwise is a division.

use super::recorded::{Seen, bit};
use super::sheet::{Reading, Sheet};
use super::steps::{Steps, in_parts, moderate, reached, steps_below};
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

/// What a line comes to: the row that counts, and what its weights and constant add up to.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stand {
    row: usize,
    sum: i128,
}

/// A fact that moves, and how.
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
        let sum = self.rows[row].sum(view, None)?;
        Some(Stand { row, sum })
    }

    /// What it comes to when some facts move, given what it came to before.
    pub(crate) fn moved(&self, before: Option<Stand>, view: &View<'_>) -> Option<Stand> {
        let Some(before) = before else {
            return self.stand(view);
        };
        let (row, mut sum) = (&self.rows[before.row], before.sum);
        for stretch in view.over {
            for assumed in stretch {
                if self.bits & bit(assumed.fact) == 0 {
                    continue;
                }
                if self.selects(assumed.fact) {
                    return self.stand(view);
                }
                if let Some(weight) = row.weight(assumed.fact) {
                    let before = weight.times(view.before(assumed.fact))?;
                    let way = weight.times(assumed.to.seen())? - before;
                    sum = sum.checked_add(i128::from(weight.by) * way)?;
                }
            }
        }
        Some(Stand { sum, ..before })
    }

    pub(crate) fn answer(&self, stand: Stand) -> Answer {
        self.operator.holds(stand.sum.cmp(&0)).into()
    }

    /// Whether a fact selects the row.
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

    /// The value nearest to what a fact is for which the answer is as wanted; what was not negative stays so. None when
    /// the facts are not such that the line answers.
    pub(crate) fn nearest(
        &self,
        moved: &Moved,
        wanted: Answer,
        (stand, view): (Option<Stand>, &View<'_>),
    ) -> Option<Nearest> {
        let operator = match wanted {
            Answer::Met => self.operator,
            Answer::NotMet => self.operator.opposite(),
            Answer::Unknown => return None,
        };
        let (now, true) = steps_below(&moved.now, moved.parts)? else {
            return None;
        };
        let all = Steps {
            from: if now < 0 { i128::MIN / 4 } else { 0 },
            to: i128::MAX / 4,
        };
        let look_in = |row: usize, span: Steps, nearest: Option<i128>| {
            let (slope, rest) = self.straight(row, moved, (stand, view))?;
            Some(reached(slope, rest, operator).nearest(now, span, nearest))
        };
        let nearest = match self.select.as_ref() {
            Some(select) if select.fact == moved.fact => {
                let mut rows = 0..self.rows.len();
                rows.try_fold(None, |nearest, row| {
                    let span = select.span(row, moved.parts)?.and(all);
                    look_in(row, span, nearest)
                })
            }
            _ => {
                let row = stand.map_or_else(|| self.selected(view), |stand| Some(stand.row))?;
                look_in(row, all, None)
            }
        };
        Some(match nearest? {
            Some(at) => Nearest::At(Exact::ratio(at, moved.parts).ok()?),
            None => Nearest::Nowhere,
        })
    }

    /// The weight of a fact in a row, and what the rest of the row comes to, in parts of the fact's unit.
    fn straight(
        &self,
        row: usize,
        moved: &Moved,
        (stand, view): (Option<Stand>, &View<'_>),
    ) -> Option<(i128, i128)> {
        let weights = &self.rows[row];
        let weight = weights.weight(moved.fact);
        let rest = match (stand.filter(|stand| stand.row == row), weight) {
            (Some(stand), Some(weight)) => {
                let own = weight.times(view.seen(moved.fact))?;
                stand.sum.checked_sub(i128::from(weight.by) * own)?
            }
            (Some(stand), None) => stand.sum,
            (None, _) => weights.sum(view, Some(moved.fact))?,
        };
        let slope = i128::from(weight.map_or(0, |weight| weight.by));
        Some((slope, moderate(in_parts(rest, moved.parts)?)?))
    }
}

impl Select {
    /// The steps over which a row counts, in parts of the unit of the fact that selects.
    fn span(&self, row: usize, parts: i128) -> Option<Steps> {
        let limit = |limit: &Exact| steps_below(limit, parts).map(|(steps, _)| steps);
        let before = row.checked_sub(1).and_then(|row| self.limits.get(row));
        let from = match before {
            Some(before) => limit(before)? + 1,
            None => Steps::ALL.from,
        };
        let to = match self.limits.get(row) {
            Some(last) => limit(last)?,
            None => Steps::ALL.to,
        };
        Some(Steps { from, to })
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

    fn weight(&self, fact: usize) -> Option<&Weight> {
        self.weights.iter().find(|weight| weight.fact == fact)
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
