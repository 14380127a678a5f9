//! Changes that turn a comparison of numbers: the nearest value of one fact for which it holds.
//!
//! Main function: [`Search::nearest`]. Where the difference of the sides moves in a line with the fact, the crossing is
//! worked out exactly; elsewhere it is closed in on by halving. Values stand on the grid of the fact's decimals.

use super::condition::{Search, Sides};
use crate::operand::Operand;
use crate::plan::Formula;
use crate::prepared::{Assumed, Movable, Moved, Nearest, Seen, To, View};
use crate::{Exact, ExactError, Value};

/// How often a step is doubled before a fact counts as of no help.
const MOST_DOUBLINGS: u32 = 62;
/// The effort that cannot be told.
const UNTOLD: u64 = u64::MAX / 1000;
/// How often the way between two values is halved.
const MOST_HALVINGS: u32 = 130;

type Computed = Result<Exact, ExactError>;

impl Search<'_> {
    /// The nearest value of a fact for which the leaf answers as wanted.
    pub(super) fn nearest(
        self,
        sides: Sides<'_>,
        movable: Movable,
        now: &View<'_>,
    ) -> Option<Assumed> {
        if let Some(found) = self.nearest_whole(movable, now) {
            return found;
        }
        let way = Way {
            search: self,
            moved: Moved {
                fact: movable.fact,
                now: movable.number(now)?,
                parts: movable.parts?,
            },
        };
        let line = self.leaf.line.as_ref();
        match line.and_then(|line| line.nearest(&way.moved, self.wanted, (self.stand(), now))) {
            Some(Nearest::At(to)) => {
                let change = way.to(to);
                // The line answers for what it can add up.
                let certain = matches!(change.to, To::Whole(_));
                (certain || self.turned_by(&change)).then_some(change)
            }
            Some(Nearest::Nowhere) => None,
            None => {
                let to = way.crossing(sides.both).or_else(|| way.closed_in())?;
                Some(way.to(to))
            }
        }
    }

    /// The same where the line of the leaf tells it of whole numbers, which most are. The outer none: it does not.
    #[inline]
    #[expect(
        clippy::option_option,
        reason = "no value that helps and no answer are two things"
    )]
    fn nearest_whole(self, movable: Movable, now: &View<'_>) -> Option<Option<Assumed>> {
        let Movable { fact, parts, .. } = movable;
        let (Seen::Whole(now), Some(1)) = (now.seen(fact), parts) else {
            return None;
        };
        let (line, stand) = self.leaf.line.as_ref().zip(self.stand())?;
        let nearest = line.nearest_whole((fact, now), self.wanted, stand)?;
        Some(nearest.map(|to| Assumed {
            fact,
            to: To::Whole(to),
            effort: effort_of_whole(now, to),
        }))
    }
}

impl Movable {
    /// What the fact is; none of it is zero where the dictionary says so.
    fn number(&self, view: &View<'_>) -> Option<Exact> {
        match view.seen(self.fact) {
            Seen::RecordedNone => self.none_is_zero.then_some(Exact::ZERO),
            seen @ (Seen::Whole(_)
            | Seen::Value(_)
            | Seen::NotApplicable
            | Seen::Rows { .. }
            | Seen::Unknown) => seen.number(),
        }
    }
}

/// One fact moved, everything else as it is.
struct Way<'s> {
    search: Search<'s>,
    moved: Moved,
}

impl Way<'_> {
    fn to(&self, to: Exact) -> Assumed {
        Assumed {
            fact: self.moved.fact,
            to: To::number(to),
            effort: effort(self.moved.now, to),
        }
    }

    /// Whether the condition turns at a value; what was not negative stays so.
    fn holds(&self, at: Exact) -> bool {
        let allowed = self.moved.now.is_negative() || !at.is_negative();
        allowed && self.search.turned_by(&self.to(at))
    }

    /// The left side less the right at a value.
    fn difference(&self, sides: [&Formula; 2], at: Exact) -> Option<Exact> {
        let change = [self.to(at)];
        let trial = self.search.trial;
        let over = trial.over([&change, &[]], None);
        let evaluator = trial.evaluator(self.search.leaf.rule, trial.view(&over), trial.on);
        let [left, right] = sides.map(|side| match evaluator.value(side).ok()? {
            Operand::Known(value) => match *value {
                Value::Number(number) => Some(number),
                Value::Flag(_)
                | Value::Code(_)
                | Value::Codes(_)
                | Value::Text(_)
                | Value::Day(_) => None,
            },
            Operand::Nothing | Operand::Unknown => None,
        });
        left?.checked_sub(&right?).ok()
    }

    /// The value at which the sides are equal, if their difference moves in a line; then the nearest beside it for
    /// which the condition holds.
    fn crossing(&self, sides: [&Formula; 2]) -> Option<Exact> {
        let far = self.moved.now.checked_add(&Exact::ONE).ok()?;
        let (here, there) = (
            self.difference(sides, self.moved.now)?,
            self.difference(sides, far)?,
        );
        let slope = there.checked_sub(&here).ok()?;
        if slope.is_zero() {
            return None;
        }
        let root = self
            .moved
            .now
            .checked_sub(&here.checked_div(&slope).ok()?)
            .ok()?;
        let mut beside: Vec<Exact> = (-1..=2)
            .filter_map(|steps| self.on_grid(root, steps).ok())
            .filter(|at| self.holds(*at))
            .collect();
        beside.sort_by_key(|at| {
            at.checked_sub(&self.moved.now)
                .and_then(|way| way.checked_abs())
                .ok()
        });
        let found = *beside.first()?;
        let toward = if found > self.moved.now { -1 } else { 1 };
        let nearer = self.on_grid(found, toward).ok()?;
        // When a nearer one holds too, the way was no line.
        (nearer == self.moved.now || !self.holds(nearer)).then_some(found)
    }

    /// The grid value at or below a number, so many steps on.
    fn on_grid(&self, number: Exact, steps: i128) -> Computed {
        let scaled = number.checked_mul(&Exact::whole(self.moved.parts))?;
        let floor = scaled.numerator().div_euclid(scaled.denominator());
        let place = floor.checked_add(steps).ok_or(ExactError::Overflow)?;
        Exact::ratio(place, self.moved.parts)
    }

    /// Doubles the step until the condition holds, then halves the way to where it begins to.
    fn closed_in(&self) -> Option<Exact> {
        let step = |doublings: u32, back: bool| -> Computed {
            let steps = 1_i128 << doublings;
            self.on_grid(self.moved.now, if back { -steps } else { steps })
        };
        for doublings in 0..MOST_DOUBLINGS {
            for back in [false, true] {
                let at = step(doublings, back).ok().filter(|at| self.holds(*at));
                let Some(at) = at else { continue };
                let before = if doublings == 0 {
                    self.moved.now
                } else {
                    step(doublings - 1, back).ok()?
                };
                return self.first_between(before, at);
            }
        }
        None
    }

    fn first_between(&self, mut before: Exact, mut at: Exact) -> Option<Exact> {
        for _ in 0..MOST_HALVINGS {
            let middle = before
                .checked_add(&at)
                .ok()?
                .checked_div(&Exact::whole(2))
                .ok()?;
            let middle = self.on_grid(middle, 0).ok()?;
            if middle == before || middle == at {
                break;
            }
            if self.holds(middle) {
                at = middle;
            } else {
                before = middle;
            }
        }
        Some(at)
    }
}

/// Thousandths of the larger of two values that lie between them; giving something up counts twice.
fn effort(now: Exact, to: Exact) -> u64 {
    if let (Some(now), Some(to)) = (now.to_short(), to.to_short()) {
        return effort_of_whole(now, to);
    }
    share(now, to).map_or(UNTOLD, |share| counted(share, to < now))
}

/// The effort between two whole numbers, which most are.
fn effort_of_whole(now: i64, to: i64) -> u64 {
    let larger = now.unsigned_abs().max(to.unsigned_abs());
    let way = now.abs_diff(to).checked_mul(1000);
    match way.and_then(|way| way.checked_div(larger)) {
        Some(share) => counted(share, to < now),
        None => share(now.into(), to.into()).map_or(UNTOLD, |share| counted(share, to < now)),
    }
}

fn counted(share: u64, given_up: bool) -> u64 {
    (share.min(u64::MAX / 4000) + 1) * if given_up { 2 } else { 1 }
}

/// The thousandths of the larger of two numbers that lie between them.
fn share(now: Exact, to: Exact) -> Option<u64> {
    let size = |number: Exact| number.checked_abs().unwrap_or(number);
    let larger = size(now).max(size(to));
    let way = size(to.checked_sub(&now).ok()?);
    let share = way.checked_mul(&Exact::whole(1000)).ok()?;
    let share = share.checked_div(&larger).ok()?;
    let whole = share.numerator() / share.denominator();
    Some(u64::try_from(whole).unwrap_or(u64::MAX))
}
