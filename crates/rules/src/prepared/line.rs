//! A comparison of numbers as a line: whole weights of facts, added up and held against zero.
//!
//! Main type: [`Line`]. Parameters are in its weights; a table has a line for each of its rows. It answers as the general
//! evaluation does, or not at all: facts beyond 64 bits, fractions and absent facts are left to that, and so are
//! comparisons in which it could leave 128 bits. Because a line is straight, the nearest value of one fact for which it
//! answers otherwise is a division.

use super::recorded::{Assumed, Entry, Seen};
use super::sheet::{Reading, Sheet};
use super::weight::Weighed;
use crate::plan::{Formula, Load, Place, Term, Test, TestKind};
use crate::syntax::Comparison;
use crate::{Answer, Exact, NoneMeans, Rule, Value};

#[derive(Debug, Clone)]
pub(crate) struct Line {
    operator: Comparison,
    select: Option<Select>,
    rows: Vec<Row>,
}

/// The fact that selects the row, and the limits of all rows but the last.
#[derive(Debug, Clone)]
struct Select {
    fact: usize,
    limits: Vec<Exact>,
}

#[derive(Debug, Clone)]
struct Row {
    weights: Vec<Weight>,
    constant: i128,
}

#[derive(Debug, Clone)]
struct Weight {
    fact: usize,
    by: i128,
    /// Whether none of it is zero.
    none_is_zero: bool,
}

/// The facts a line is answered for.
#[derive(Clone, Copy)]
pub(crate) struct View<'a> {
    pub(crate) facts: &'a [Entry],
    /// What is assumed of some facts instead.
    pub(crate) over: &'a [Assumed],
    /// What follows from that for others.
    pub(crate) follows: &'a [Assumed],
    /// What is assumed of facts that neither names.
    pub(crate) under: &'a [Assumed],
}

impl<'a> View<'a> {
    /// What is seen of a fact: what a trial assumes, else what is recorded.
    #[inline]
    pub(crate) fn seen(self, fact: usize) -> Seen<'a> {
        let found = |assumed: &'a [Assumed]| assumed.iter().find(|one| one.fact == fact);
        let assumed = found(self.over).or_else(|| found(self.follows));
        let assumed = assumed.or_else(|| found(self.under));
        assumed.map_or_else(|| self.facts[fact].seen(), |assumed| assumed.to.seen())
    }
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

/// The lines of the conditions of a rule, by their places.
pub(super) fn lines(rule: &Rule, sheet: &Sheet) -> Vec<Option<Line>> {
    let mut lines = Vec::new();
    note_lines(&rule.test, sheet, &mut lines);
    lines
}

fn note_lines(test: &Test, sheet: &Sheet, lines: &mut Vec<Option<Line>>) {
    match &test.kind {
        TestKind::All(parts) | TestKind::Any(parts) => {
            for part in parts {
                note_lines(part, sheet, lines);
            }
        }
        TestKind::Choice(parts) => parts.iter().for_each(|part| note_lines(part, sheet, lines)),
        TestKind::Not(inner) => note_lines(inner, sheet, lines),
        TestKind::Compare {
            left,
            operator,
            right,
            ..
        } => {
            let Place(place) = test.place;
            lines.resize(lines.len().max(place + 1), None);
            lines[place] = Line::of([left, right], *operator, sheet);
        }
        TestKind::Constant(_)
        | TestKind::Flag(_)
        | TestKind::OneOf { .. }
        | TestKind::Among { .. }
        | TestKind::Held(_)
        | TestKind::RecordedAsNone(_) => {}
    }
}

impl Line {
    fn of(sides: [&Formula; 2], operator: Comparison, sheet: &Sheet) -> Option<Self> {
        if !sides[0].kind.is_numeric() {
            return None;
        }
        let [left, right] = sides.map(|side| &side.term);
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
        Some(Self {
            operator,
            select,
            rows: (0..many).map(row).collect::<Option<_>>()?,
        })
    }

    /// The answer for the facts seen; none when the general evaluation has to say.
    pub(crate) fn answer(&self, view: View<'_>) -> Option<Answer> {
        let sum = self.rows[self.selected(view)?].sum(view, None)?;
        Some(self.operator.holds(sum.cmp(&0)).into())
    }

    fn selected(&self, view: View<'_>) -> Option<usize> {
        let Some(select) = &self.select else {
            return Some(0);
        };
        let key = number(view.seen(select.fact))?;
        let beyond = select.limits.iter().position(|limit| key <= *limit);
        Some(beyond.unwrap_or(select.limits.len()))
    }

    /// The value nearest to what a fact is for which the answer is as wanted; what was not negative stays so. None when
    /// the facts are not such that the line answers.
    pub(crate) fn nearest(&self, moved: &Moved, wanted: Answer, view: View<'_>) -> Option<Nearest> {
        let operator = match wanted {
            Answer::Met => self.operator,
            Answer::NotMet => self.operator.opposite(),
            Answer::Unknown => return None,
        };
        let now = moved.now.checked_mul(&Exact::whole(moved.parts)).ok()?;
        let now = moderate(now.to_whole()?)?;
        let least = if now < 0 { i128::MIN / 4 } else { 0 };
        let mut nearest: Option<i128> = None;
        for (row, span) in self.spans(moved, least, view)? {
            let slope = moderate(row.weight(moved.fact))?;
            let rest = moderate(row.sum(view, Some(moved.fact))?.checked_mul(moved.parts)?)?;
            for steps in reached(slope, rest, operator) {
                let Some(at) = steps.and(span).nearest(now) else {
                    continue;
                };
                let nearer = |known: i128| at.abs_diff(now) < known.abs_diff(now);
                if nearest.is_none_or(nearer) {
                    nearest = Some(at);
                }
            }
        }
        Some(match nearest {
            Some(at) => Nearest::At(Exact::ratio(at, moved.parts).ok()?),
            None => Nearest::Nowhere,
        })
    }

    /// The rows that may count as the fact moves, each with the steps over which it counts.
    fn spans(&self, moved: &Moved, least: i128, view: View<'_>) -> Option<Vec<(&Row, Steps)>> {
        let all = Steps {
            from: least,
            to: i128::MAX / 4,
        };
        let own = self
            .select
            .as_ref()
            .filter(|select| select.fact == moved.fact);
        let Some(select) = own else {
            return Some(vec![(&self.rows[self.selected(view)?], all)]);
        };
        let limits = select.limits.iter().map(|limit| {
            let scaled = limit.checked_mul(&Exact::whole(moved.parts)).ok()?;
            moderate(scaled.numerator().div_euclid(scaled.denominator()))
        });
        let limits: Vec<i128> = limits.collect::<Option<_>>()?;
        let ends = limits.iter().copied().chain([all.to]);
        let starts = [all.from]
            .into_iter()
            .chain(limits.iter().map(|limit| limit + 1));
        let spans = starts
            .zip(ends)
            .map(|(from, to)| Steps { from, to }.and(all));
        Some(self.rows.iter().zip(spans).collect())
    }
}

impl Row {
    fn of(weighed: Weighed) -> Option<Self> {
        let scale = weighed.scale()?;
        let whole = |number: Exact| number.checked_mul(&scale).ok()?.to_whole();
        let weight = |(load, fact, by): (&Load, usize, Exact)| {
            Some(Weight {
                fact,
                by: whole(by)?,
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

    fn weight(&self, fact: usize) -> i128 {
        let weight = self.weights.iter().find(|weight| weight.fact == fact);
        weight.map_or(0, |weight| weight.by)
    }

    /// What the weights and the constant come to, without one fact.
    fn sum(&self, view: View<'_>, without: Option<usize>) -> Option<i128> {
        let counted = self
            .weights
            .iter()
            .filter(|weight| Some(weight.fact) != without);
        counted.into_iter().try_fold(self.constant, |sum, weight| {
            let times = match view.seen(weight.fact) {
                Seen::RecordedNone if weight.none_is_zero => 0,
                seen @ (Seen::Value(_)
                | Seen::RecordedNone
                | Seen::NotApplicable
                | Seen::Rows { .. }
                | Seen::Unknown) => i128::from(i64::try_from(number(seen)?.to_whole()?).ok()?),
            };
            sum.checked_add(weight.by.checked_mul(times)?)
        })
    }
}

/// A number small enough to be reckoned with.
fn moderate(number: i128) -> Option<i128> {
    (number.unsigned_abs() < 1 << 124).then_some(number)
}

fn number(seen: Seen<'_>) -> Option<Exact> {
    match seen {
        Seen::Value(Value::Number(number)) => Some(*number),
        Seen::Value(_)
        | Seen::RecordedNone
        | Seen::NotApplicable
        | Seen::Rows { .. }
        | Seen::Unknown => None,
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

/// Whole steps from one to another, both included.
#[derive(Debug, Clone, Copy)]
struct Steps {
    from: i128,
    to: i128,
}

impl Steps {
    const ALL: Self = Self {
        from: i128::MIN / 2,
        to: i128::MAX / 2,
    };

    fn and(self, other: Self) -> Self {
        Self {
            from: self.from.max(other.from),
            to: self.to.min(other.to),
        }
    }

    fn nearest(self, now: i128) -> Option<i128> {
        (self.from <= self.to).then(|| now.clamp(self.from, self.to))
    }
}

/// The steps at which `slope * steps + rest` compares with zero as asked; several where one step is left out.
fn reached(slope: i128, rest: i128, operator: Comparison) -> Vec<Steps> {
    if slope == 0 {
        let all = operator.holds(rest.cmp(&0)).then_some(Steps::ALL);
        return all.into_iter().collect();
    }
    if slope < 0 {
        return reached(-slope, -rest, operator.mirrored());
    }
    let (below, exact) = floor(-rest, slope);
    let from = |from: i128| Steps { from, ..Steps::ALL };
    let to = |to: i128| Steps { to, ..Steps::ALL };
    match operator {
        Comparison::AtLeast => vec![from(if exact { below } else { below + 1 })],
        Comparison::Greater => vec![from(below + 1)],
        Comparison::AtMost => vec![to(below)],
        Comparison::Less => vec![to(if exact { below - 1 } else { below })],
        Comparison::Equal if exact => vec![Steps {
            from: below,
            to: below,
        }],
        Comparison::Equal => Vec::new(),
        Comparison::NotEqual if exact => vec![to(below - 1), from(below + 1)],
        Comparison::NotEqual => vec![Steps::ALL],
    }
}

/// The whole number at or below a quotient, and whether it is the quotient.
fn floor(number: i128, divisor: i128) -> (i128, bool) {
    if let (Ok(short), Ok(by)) = (i64::try_from(number), i64::try_from(divisor)) {
        return (i128::from(short.div_euclid(by)), short.rem_euclid(by) == 0);
    }
    (number.div_euclid(divisor), number.rem_euclid(divisor) == 0)
}
