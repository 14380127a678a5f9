//! Changes that turn one condition: a code, a flag, a row of a register, a day to wait for.
//!
//! Main type: [`Search`]. Numbers are in `number.rs`.

use std::cmp::Ordering;

use super::draft::{Draft, Shortlist, Steps};
use super::trial::Trial;
use crate::plan::{Formula, Place, Ranks, Term, TestKind};
use crate::prepared::{Assumed, Leaf, Seen, Stand, To};
use crate::syntax::Comparison;
use crate::{Answer, Type, Value};

/// The effort of a change that has no size.
pub(super) const WHOLE: u64 = 1000;
/// No one waits longer, in days.
const LONGEST_WAIT: i32 = 36_525;

/// A comparison of two sides; of codes, by their ranks.
#[derive(Clone, Copy)]
pub(super) struct Sides<'t> {
    pub(super) both: [&'t Formula; 2],
    operator: Comparison,
    ranks: Option<&'t Ranks>,
}

/// Looks for changes that make a leaf answer as wanted.
#[derive(Clone, Copy)]
pub(super) struct Search<'a> {
    pub(super) trial: &'a Trial<'a>,
    number: usize,
    pub(super) leaf: &'a Leaf,
    pub(super) wanted: Answer,
}

impl<'a> Search<'a> {
    pub(super) fn of(trial: &'a Trial<'a>, number: usize, wanted: Answer) -> Self {
        Self {
            trial,
            number,
            leaf: &trial.searchable.leaves[number],
            wanted,
        }
    }

    /// Offers the drafts that turn the leaf.
    pub(super) fn propose(self, drafts: &mut Shortlist, steps: &mut Steps) {
        let wanted = self.wanted == Answer::Met;
        match &self.leaf.test.kind {
            TestKind::Compare {
                left,
                operator,
                right,
                ranks,
            } => {
                let sides = Sides {
                    both: [left, right],
                    operator: *operator,
                    ranks: ranks.as_ref(),
                };
                self.compared(sides, drafts, steps);
            }
            TestKind::Flag(formula) => {
                let flag = self.set(formula, Value::Flag(wanted));
                self.offer(flag, drafts, steps);
            }
            TestKind::OneOf { item, list } if wanted => {
                let first = list.first();
                let first = first.and_then(|first| self.set(item, first.clone()));
                self.offer(first, drafts, steps);
            }
            TestKind::Among { item, codes } => {
                self.offer(self.among(item, codes), drafts, steps);
            }
            TestKind::Held(load) => {
                let held = held(self.fact(load.place), u32::from(wanted));
                self.offer([held], drafts, steps);
            }
            TestKind::OneOf { .. }
            | TestKind::RecordedAsNone(_)
            | TestKind::Constant(_)
            | TestKind::All(_)
            | TestKind::Any(_)
            | TestKind::Not(_)
            | TestKind::Choice(_) => {}
        }
    }

    /// Takes those changes in that turn the leaf.
    fn offer(
        self,
        changes: impl IntoIterator<Item = Assumed>,
        drafts: &mut Shortlist,
        steps: &mut Steps,
    ) {
        for change in changes {
            if self.turned_by(&change) {
                drafts.offer(steps.fact(change), steps);
            }
        }
    }

    /// Whether the leaf answers as wanted under a change.
    pub(super) fn turned_by(self, change: &Assumed) -> bool {
        let over = self.trial.over([std::slice::from_ref(change), &[]], None);
        self.trial.turned(self.number, &over, self.wanted)
    }

    /// What the line of the leaf comes to.
    pub(super) fn stand(self) -> Option<Stand> {
        self.trial.standing.stands[self.number]
    }

    fn known(self, formula: &Formula) -> Option<Value> {
        self.trial.known(self.leaf.rule, formula)
    }

    fn compared(self, sides: Sides<'_>, drafts: &mut Shortlist, steps: &mut Steps) {
        let now = self.trial.now();
        for movable in &self.leaf.numbers {
            if let Some(change) = self.nearest(sides, *movable, &now) {
                drafts.offer(steps.fact(change), steps);
            }
        }
        for fact in &self.leaf.registers {
            self.offer(self.rows(*fact), drafts, steps);
        }
        if self.leaf.compares_today
            && let Some(draft) = self.wait()
        {
            drafts.offer(draft, steps);
        }
        if self.wanted == Answer::Met && !sides.are_numbers_or_days() {
            self.offer(sides.matched(self), drafts, steps);
        }
    }

    fn among(self, item: &Formula, codes: &Formula) -> Vec<Assumed> {
        let (Some(Value::Code(code)), Some(Value::Codes(mut held))) =
            (self.known(item), self.known(codes))
        else {
            return Vec::new();
        };
        let wanted = self.wanted == Answer::Met;
        let first = held.first().cloned().filter(|_| wanted);
        held.retain(|known| *known != code);
        if wanted {
            held.push(code);
        }
        // The item itself may be the fact, and the codes a parameter.
        let item = first.and_then(|code| self.set(item, Value::Code(code)));
        let codes = self.set(codes, Value::Codes(held));
        codes.into_iter().chain(item).collect()
    }

    /// So many rows of a register as turn the leaf.
    fn rows(self, fact: usize) -> Option<Assumed> {
        let Seen::Rows {
            count: now,
            complete: true,
        } = self.trial.seen(fact)
        else {
            return None;
        };
        let more = (1..=64).filter_map(|step| now.checked_add(step));
        let fewer = (1..=now.min(64)).map(|step| now - step);
        let mut changes = more.chain(fewer).map(|rows| held(fact, rows));
        changes.find(|change| self.turned_by(change))
    }

    /// The first day on which the leaf turns by itself, if time turns it.
    fn wait(self) -> Option<Draft> {
        let after = |days: i32| self.trial.on.plus_days(days);
        let turned = |days: i32| {
            after(days).is_some_and(|until| {
                let over = self.trial.over([&[]; 2], Some(until));
                self.trial.turned(self.number, &over, self.wanted)
            })
        };
        let mut far = 1;
        while far < LONGEST_WAIT && !turned(far) {
            far *= 2;
        }
        let (mut before, mut days) = (far / 2, far);
        if !turned(days) {
            return None;
        }
        while days - before > 1 {
            let middle = before + (days - before) / 2;
            if turned(middle) {
                days = middle;
            } else {
                before = middle;
            }
        }
        after(days).map(Draft::waiting)
    }

    /// A concept given a value, when the term is nothing but that concept. A date of the past cannot be given another.
    fn set(self, formula: &Formula, value: Value) -> Option<Assumed> {
        match &formula.term {
            Term::Load(load) if *load.kind != Type::Day => Some(Assumed {
                fact: self.fact(load.place),
                to: To::value(value),
                effort: WHOLE,
            }),
            Term::Constant(..)
            | Term::Today
            | Term::Load(_)
            | Term::Parameter { .. }
            | Term::Sum(_)
            | Term::Product(_)
            | Term::Power(..)
            | Term::Choice(..)
            | Term::Elapsed(..)
            | Term::Count(_) => None,
        }
    }

    /// The number of the fact at a place of the rule.
    fn fact(self, place: Place) -> usize {
        self.trial.prepared.sheets[self.leaf.rule].number(place)
    }
}

impl Sides<'_> {
    fn are_numbers_or_days(self) -> bool {
        let of_both = |side: &Formula| side.kind.is_numeric() || side.kind == Type::Day;
        self.both.into_iter().all(of_both)
    }

    /// Codes, flags and texts made to fit the other side.
    fn matched(self, search: Search<'_>) -> impl Iterator<Item = Assumed> {
        let [left, right] = self.both;
        let fitted = self.fitted(search, [left, right], self.operator);
        let mirrored = self.fitted(search, [right, left], self.operator.mirrored());
        fitted.into_iter().chain(mirrored)
    }

    fn fitted(
        self,
        search: Search<'_>,
        [side, other]: [&Formula; 2],
        operator: Comparison,
    ) -> Option<Assumed> {
        if side.kind.is_numeric() || side.kind == Type::Day {
            return None;
        }
        let value = match (self.ranks, search.known(other)?) {
            (Some(ranks), Value::Code(code)) => {
                let bound = ranks.of(&code)?;
                let fits = |rank: u32| operator.holds(rank.cmp(&bound));
                Value::Code(ranks.nearest(bound, fits)?)
            }
            (None, bound) if operator.holds(Ordering::Equal) => bound,
            _ => return None,
        };
        search.set(side, value)
    }
}

/// A register that holds so many rows.
fn held(fact: usize, count: u32) -> Assumed {
    Assumed {
        fact,
        to: To::Rows {
            count,
            complete: true,
        },
        effort: WHOLE,
    }
}

impl Ranks {
    /// The code whose rank fits and is nearest to a bound.
    fn nearest(&self, bound: u32, fits: impl Fn(u32) -> bool) -> Option<String> {
        let fitting = self.iter().filter(|(_, rank)| fits(*rank));
        let nearest = fitting.min_by_key(|(_, rank)| rank.abs_diff(bound));
        nearest.map(|(code, _)| code.clone())
    }
}
