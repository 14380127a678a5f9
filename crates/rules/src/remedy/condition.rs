//! Changes that turn one condition: a code, a flag, a row of a register, a day to wait for.
//!
//! Main function: [`Search::leaf`]. Numbers are in `number.rs`.

use std::cmp::Ordering;
use std::sync::Arc;

use super::plan::{Search, cheapest};
use super::{Draft, Target};
use crate::evaluate::Evaluator;
use crate::plan::{Formula, Load, Ranks, RegisterLoad, Term, Test, TestKind};
use crate::syntax::Comparison;
use crate::trace::SideValue;
use crate::what_if::Changed;
use crate::{Answer, Facts, RegisterAnswer, Type, Value};

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
        match term {
            Term::Constant(..) => {}
            Term::Today => self.today = true,
            Term::Load(load) => self.note(load),
            Term::Parameter { by, .. } => {
                if let Some(by) = by {
                    self.read(by);
                }
            }
            Term::Sum(terms) | Term::Product(terms) => {
                for (_, term) in terms {
                    self.read(term);
                }
            }
            Term::Power(base, _) => self.read(base),
            Term::Choice(_, branches) | Term::Elapsed(_, branches) => {
                branches.iter().for_each(|term| self.read(term));
            }
            Term::Count(load) => self.counts.push(load),
        }
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
            TestKind::Flag(formula) => set(formula, Value::Flag(wanted == Answer::Met)),
            TestKind::OneOf { item, list } if wanted == Answer::Met => list
                .first()
                .map(|first| set(item, first.clone()))
                .unwrap_or_default(),
            TestKind::Among { item, codes } => self.among(item, codes, wanted),
            TestKind::Held(load) => vec![held(load, u32::from(wanted == Answer::Met))],
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
        let facts = draft.over(&self.facts);
        let evaluator = Evaluator {
            facts: &facts,
            on: draft.wait.unwrap_or(self.on),
            ..self.evaluator()
        };
        let found = evaluator.condition(test);
        found.is_ok_and(|found| found.answer == wanted)
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
        fits.map(|value| set(side, value)).unwrap_or_default()
    }

    fn known(&self, formula: &Formula) -> Option<Value> {
        let formula = Arc::new(formula.clone());
        let side = self.evaluator().side(&formula).ok().map(|(_, side)| side)?;
        match side.value {
            SideValue::Known(value) => Some(value),
            SideValue::Nothing | SideValue::Unknown => None,
        }
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
        let mut drafts = set(codes, Value::Codes(held));
        // The item itself may be the fact, and the codes a parameter.
        drafts.extend(
            first
                .into_iter()
                .flat_map(|code| set(item, Value::Code(code))),
        );
        drafts
    }

    /// So many rows of a register as turn the condition.
    fn rows(&self, test: &Test, load: &RegisterLoad, wanted: Answer) -> Option<Draft> {
        let now = match self
            .facts
            .register(&load.register, load.level.as_deref(), self.on)
        {
            RegisterAnswer::Exactly { count, .. } => count,
            RegisterAnswer::AtLeast { .. } | RegisterAnswer::Unknown => return None,
        };
        let more = (1..=64).filter_map(|step| now.checked_add(step));
        let fewer = (1..=now.min(64)).map(|step| now - step);
        let drafts = more.chain(fewer).map(|rows| held(load, rows));
        drafts
            .into_iter()
            .find(|draft| self.turned(test, draft, wanted))
    }

    /// The first day on which the condition turns by itself, if time turns it.
    fn wait(&self, test: &Test, wanted: Answer) -> Option<Draft> {
        let after = |days: i32| {
            let until = self.on.plus_days(days)?;
            Some(Draft::waiting(until, 0))
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
}

/// A concept given a value, when the term is nothing but that concept. A date of the past cannot be given another.
fn set(formula: &Formula, value: Value) -> Vec<Draft> {
    let Term::Load(load) = &formula.term else {
        return Vec::new();
    };
    if load.kind == Type::Day {
        return Vec::new();
    }
    let target = Target {
        to: Changed::Value(value),
        kind: load.kind.clone(),
        effort: WHOLE,
    };
    vec![Draft::fact(load.question(), target)]
}

fn held(load: &RegisterLoad, rows: u32) -> Draft {
    let target = Target {
        to: Changed::Rows(rows),
        kind: Type::PLAIN,
        effort: WHOLE,
    };
    Draft::fact(load.question(), target)
}

impl Ranks {
    /// The code whose rank fits and is nearest to a bound.
    fn nearest(&self, bound: u32, fits: impl Fn(u32) -> bool) -> Option<String> {
        let fitting = self.iter().filter(|(_, rank)| fits(*rank));
        let nearest = fitting.min_by_key(|(_, rank)| rank.abs_diff(bound));
        nearest.map(|(code, _)| code.clone())
    }
}
