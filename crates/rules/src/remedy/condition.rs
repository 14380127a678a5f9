//! Changes that turn one condition: a code, a flag, a row of a register, a day to wait for.
//!
//! Main function: [`Search::leaf`]. Numbers are in `number.rs`.

use std::cmp::Ordering;

use super::draft::{Draft, Shortlist, Steps};
use super::plan::Search;
use super::trial::Over;
use crate::plan::{Formula, Place, Ranks, Term, Test, TestKind};
use crate::prepared::{Assumed, Seen, To};
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

impl Search<'_> {
    /// The drafts that turn a condition without conditions inside.
    pub(super) fn leaf(&self, test: &Test, wanted: Answer, steps: &mut Steps) -> Shortlist {
        let set = match &test.kind {
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
                return self.compared(test, sides, wanted, steps);
            }
            TestKind::Flag(formula) => {
                let flag = self.set(formula, Value::Flag(wanted == Answer::Met));
                flag.into_iter().collect()
            }
            TestKind::OneOf { item, list } if wanted == Answer::Met => {
                let first = list.first();
                let first = first.and_then(|first| self.set(item, first.clone()));
                first.into_iter().collect()
            }
            TestKind::Among { item, codes } => self.among(item, codes, wanted),
            TestKind::Held(load) => {
                let rows = u32::from(wanted == Answer::Met);
                vec![held(self.fact(load.place), rows)]
            }
            TestKind::OneOf { .. }
            | TestKind::RecordedAsNone(_)
            | TestKind::Constant(_)
            | TestKind::All(_)
            | TestKind::Any(_)
            | TestKind::Not(_)
            | TestKind::Choice(_) => Vec::new(),
        };
        let mut drafts = Shortlist::default();
        self.offer(set, (test, wanted), &mut drafts, steps);
        drafts
    }

    /// Takes those changes in that turn the condition.
    fn offer(
        &self,
        changes: impl IntoIterator<Item = Assumed>,
        (test, wanted): (&Test, Answer),
        drafts: &mut Shortlist,
        steps: &mut Steps,
    ) {
        for change in changes {
            if self.turned_by(test, &change, wanted) {
                let draft = steps.fact(change.fact, change.to, change.effort);
                drafts.offer(draft, steps);
            }
        }
    }

    /// Whether a condition answers as wanted under a change.
    pub(super) fn turned_by(&self, test: &Test, change: &Assumed, wanted: Answer) -> bool {
        let over = self.trial.over(std::slice::from_ref(change), None);
        self.turned(test, &over, wanted)
    }

    fn turned(&self, test: &Test, over: &Over<'_>, wanted: Answer) -> bool {
        let found = self.trial.evaluator(self.rule, over).answer(test);
        found.is_ok_and(|answer| answer == wanted)
    }

    fn known(&self, formula: &Formula) -> Option<Value> {
        self.trial.known(self.rule, formula)
    }

    fn compared(
        &self,
        test: &Test,
        sides: Sides<'_>,
        wanted: Answer,
        steps: &mut Steps,
    ) -> Shortlist {
        let mut drafts = Shortlist::default();
        let Some((compared, stand)) = self.trial.lines(self.rule).at(test.place) else {
            return drafts;
        };
        for movable in &compared.numbers {
            let line = (compared.line.as_ref(), stand);
            if let Some(change) = self.number((test, wanted), sides, *movable, line) {
                let draft = steps.fact(change.fact, change.to, change.effort);
                drafts.offer(draft, steps);
            }
        }
        for fact in &compared.registers {
            let rows = self.rows(test, *fact, wanted);
            self.offer(rows, (test, wanted), &mut drafts, steps);
        }
        if compared.reads_today
            && let Some(draft) = self.wait(test, wanted)
        {
            drafts.offer(draft, steps);
        }
        if wanted == Answer::Met {
            self.offer(sides.matched(self), (test, wanted), &mut drafts, steps);
        }
        drafts
    }

    fn among(&self, item: &Formula, codes: &Formula, wanted: Answer) -> Vec<Assumed> {
        let (Some(Value::Code(code)), Some(Value::Codes(mut held))) =
            (self.known(item), self.known(codes))
        else {
            return Vec::new();
        };
        let first = held.first().cloned().filter(|_| wanted == Answer::Met);
        held.retain(|known| *known != code);
        if wanted == Answer::Met {
            held.push(code);
        }
        // The item itself may be the fact, and the codes a parameter.
        let item = first.and_then(|code| self.set(item, Value::Code(code)));
        let codes = self.set(codes, Value::Codes(held));
        codes.into_iter().chain(item).collect()
    }

    /// So many rows of a register as turn the condition.
    fn rows(&self, test: &Test, fact: usize, wanted: Answer) -> Option<Assumed> {
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
        changes.find(|change| self.turned_by(test, change, wanted))
    }

    /// The first day on which the condition turns by itself, if time turns it.
    fn wait(&self, test: &Test, wanted: Answer) -> Option<Draft> {
        let after = |days: i32| self.trial.on.plus_days(days);
        let turned = |days: i32| {
            after(days).is_some_and(|until| {
                let over = self.trial.over(&[], Some(until));
                self.turned(test, &over, wanted)
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
    fn set(&self, formula: &Formula, value: Value) -> Option<Assumed> {
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
    pub(super) fn fact(&self, place: Place) -> usize {
        self.trial.prepared.sheets[self.rule].number(place)
    }
}

impl Sides<'_> {
    /// Codes, flags and texts made to fit the other side.
    fn matched(self, search: &Search<'_>) -> impl Iterator<Item = Assumed> {
        let [left, right] = self.both;
        let fitted = self.fitted(search, [left, right], self.operator);
        let mirrored = self.fitted(search, [right, left], self.operator.mirrored());
        fitted.into_iter().chain(mirrored)
    }

    fn fitted(
        self,
        search: &Search<'_>,
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
