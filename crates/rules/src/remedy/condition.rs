//! Changes that turn one condition: a code, a flag, a row of a register, a day to wait for.
//!
//! Main function: [`Search::leaf`]. Numbers are in `number.rs`.

use std::cmp::Ordering;

use super::draft::{Draft, cheapest};
use super::plan::Search;
use crate::plan::{Formula, Load, Place, Ranks, RegisterLoad, Term, Test, TestKind};
use crate::prepared::{Seen, To};
use crate::syntax::Comparison;
use crate::{Answer, Type, Value};

/// The effort of a change that has no size.
pub(super) const WHOLE: u64 = 1000;
/// No one waits longer, in days.
const LONGEST_WAIT: i32 = 36_525;

/// What a term reads.
#[derive(Default)]
pub(super) struct Reads<'t> {
    pub(super) loads: Vec<&'t Load>,
    pub(super) counts: Vec<&'t RegisterLoad>,
    pub(super) today: bool,
}

impl<'t> Reads<'t> {
    pub(super) fn of(terms: &[&'t Term]) -> Self {
        let mut reads = Self::default();
        for term in terms {
            reads.read(term);
        }
        reads
    }

    fn read(&mut self, term: &'t Term) {
        term.each(&mut |term| match term {
            Term::Today => self.today = true,
            Term::Load(load) => self.note(load),
            Term::Count(load) => self.counts.push(load),
            Term::Constant(..)
            | Term::Parameter { .. }
            | Term::Sum(_)
            | Term::Product(_)
            | Term::Power(..)
            | Term::Choice(..)
            | Term::Elapsed(..) => {}
        });
    }

    fn note(&mut self, load: &'t Load) {
        if !self.loads.contains(&load) {
            self.loads.push(load);
        }
    }
}

impl Search<'_> {
    /// The drafts that turn a condition without conditions inside.
    pub(super) fn leaf(&self, test: &Test, wanted: Answer) -> Vec<Draft> {
        let drafts = match &test.kind {
            TestKind::Compare {
                left,
                operator,
                right,
                ranks,
            } => self.compared(test, [left, right], *operator, ranks.as_ref(), wanted),
            TestKind::Flag(formula) => self.set(formula, Value::Flag(wanted == Answer::Met)),
            TestKind::OneOf { item, list } if wanted == Answer::Met => list
                .first()
                .map(|first| self.set(item, first.clone()))
                .unwrap_or_default(),
            TestKind::Among { item, codes } => self.among(item, codes, wanted),
            TestKind::Held(load) => vec![self.held(load, u32::from(wanted == Answer::Met))],
            TestKind::OneOf { .. }
            | TestKind::RecordedAsNone(_)
            | TestKind::Constant(_)
            | TestKind::All(_)
            | TestKind::Any(_)
            | TestKind::Not(_)
            | TestKind::Choice(_) => Vec::new(),
        };
        let turned = |draft: &Draft| self.turned(test, draft, wanted);
        cheapest(drafts.into_iter().filter(turned).collect())
    }

    /// Whether a condition answers as wanted under a draft.
    pub(super) fn turned(&self, test: &Test, draft: &Draft, wanted: Answer) -> bool {
        let over = self.trial.over(draft);
        let found = self.trial.evaluator(self.rule, &over).answer(test);
        found.is_ok_and(|answer| answer == wanted)
    }

    fn known(&self, formula: &Formula) -> Option<Value> {
        self.trial.known(self.rule, formula)
    }

    fn compared(
        &self,
        test: &Test,
        [left, right]: [&Formula; 2],
        operator: Comparison,
        ranks: Option<&Ranks>,
        wanted: Answer,
    ) -> Vec<Draft> {
        let reads = Reads::of(&[&left.term, &right.term]);
        let mut drafts = Vec::new();
        for load in reads.loads.iter().filter(|load| load.kind.is_numeric()) {
            drafts.extend(self.number(test, [left, right], load, wanted));
        }
        for load in &reads.counts {
            drafts.extend(self.rows(test, load, wanted));
        }
        if reads.today {
            drafts.extend(self.wait(test, wanted));
        }
        if wanted == Answer::Met {
            drafts.extend(self.matched(left, operator, right, ranks));
            drafts.extend(self.matched(right, operator.mirrored(), left, ranks));
        }
        drafts
    }

    /// A code, flag or text made to fit the other side.
    fn matched(
        &self,
        side: &Formula,
        operator: Comparison,
        other: &Formula,
        ranks: Option<&Ranks>,
    ) -> Vec<Draft> {
        let Some(bound) = self.known(other).filter(|_| !side.kind.is_numeric()) else {
            return Vec::new();
        };
        if matches!(side.kind, Type::Day) {
            return Vec::new();
        }
        let fits = match (ranks, bound) {
            (Some(ranks), Value::Code(code)) => {
                let fits = ranks.of(&code).and_then(|bound| {
                    ranks.nearest(bound, |rank| operator.holds(rank.cmp(&bound)))
                });
                fits.map(Value::Code)
            }
            (None, bound) => operator.holds(Ordering::Equal).then_some(bound),
            (Some(_), _) => None,
        };
        fits.map(|value| self.set(side, value)).unwrap_or_default()
    }

    fn among(&self, item: &Formula, codes: &Formula, wanted: Answer) -> Vec<Draft> {
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
        let mut drafts = self.set(codes, Value::Codes(held));
        // The item itself may be the fact, and the codes a parameter.
        drafts.extend(
            first
                .into_iter()
                .flat_map(|code| self.set(item, Value::Code(code))),
        );
        drafts
    }

    /// So many rows of a register as turn the condition.
    fn rows(&self, test: &Test, load: &RegisterLoad, wanted: Answer) -> Option<Draft> {
        let Seen::Rows {
            count: now,
            complete: true,
        } = self.trial.seen(self.fact(load.place))
        else {
            return None;
        };
        let more = (1..=64).filter_map(|step| now.checked_add(step));
        let fewer = (1..=now.min(64)).map(|step| now - step);
        let drafts = more.chain(fewer).map(|rows| self.held(load, rows));
        drafts
            .into_iter()
            .find(|draft| self.turned(test, draft, wanted))
    }

    /// The first day on which the condition turns by itself, if time turns it.
    fn wait(&self, test: &Test, wanted: Answer) -> Option<Draft> {
        let after = |days: i32| {
            let until = self.trial.on.plus_days(days)?;
            Some(Draft::waiting(until))
        };
        let turned = |days: i32| after(days).is_some_and(|draft| self.turned(test, &draft, wanted));
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
        after(days)
    }

    /// A concept given a value, when the term is nothing but that concept. A date of the past cannot be given another.
    fn set(&self, formula: &Formula, value: Value) -> Vec<Draft> {
        match &formula.term {
            Term::Load(load) if *load.kind != Type::Day => {
                let fact = self.fact(load.place);
                vec![Draft::fact(fact, To::Value(value), WHOLE)]
            }
            Term::Constant(..)
            | Term::Today
            | Term::Load(_)
            | Term::Parameter { .. }
            | Term::Sum(_)
            | Term::Product(_)
            | Term::Power(..)
            | Term::Choice(..)
            | Term::Elapsed(..)
            | Term::Count(_) => Vec::new(),
        }
    }

    fn held(&self, load: &RegisterLoad, count: u32) -> Draft {
        let rows = To::Rows {
            count,
            complete: true,
        };
        Draft::fact(self.fact(load.place), rows, WHOLE)
    }

    /// The number of the fact at a place of the rule.
    pub(super) fn fact(&self, place: Place) -> usize {
        self.trial.prepared.sheets[self.rule].number(place)
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
