//! What a search for changes needs of criteria: the tree of what decides, and every comparison with what can move it.
//!
//! Main types: [`Searchable`], [`Demand`], [`Compared`].

use super::Prepared;
use super::line::{Line, Stand};
use super::sheet::Sheet;
use super::view::View;
use crate::criteria::{Criterion, CriterionKind, Score};
use crate::plan::{Formula, Load, Place, RegisterLoad, Term, Test, TestKind};
use crate::syntax::Comparison;
use crate::{NoneMeans, Rule, Type};

/// Criteria made ready for a search.
pub(crate) struct Searchable {
    pub(crate) root: Demand,
    /// The comparisons of all rules, one rule after the other, by their places.
    comparisons: Vec<Compared>,
    /// Where those of each rule begin.
    starts: Vec<usize>,
}

/// A criterion as far as it decides; rules and scores by their numbers.
pub(crate) enum Demand {
    Rule(usize),
    All(Vec<Demand>),
    AtLeast(usize, Vec<Demand>),
    Not(Box<Demand>),
    Score(usize),
    Judged,
    /// It is answered, and nothing has to change for it.
    Advisory(Box<Demand>),
}

/// A comparison with the facts that can move it.
#[derive(Default)]
pub(crate) struct Compared {
    pub(crate) line: Option<Line>,
    /// The facts with numbers that it reads, in the order of the text.
    pub(crate) numbers: Vec<Movable>,
    /// The registers whose rows it counts, by the numbers of their facts.
    pub(crate) registers: Vec<usize>,
    pub(crate) reads_today: bool,
}

/// A fact with a number that may be another.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Movable {
    pub(crate) fact: usize,
    /// The parts of its unit that it can have; none when they are too small.
    pub(crate) parts: Option<i128>,
    /// Whether none of it is zero.
    pub(crate) none_is_zero: bool,
}

/// The comparisons of a rule, and what their lines come to.
#[derive(Clone, Copy)]
pub(crate) struct Lines<'a> {
    pub(crate) comparisons: &'a [Compared],
    pub(crate) stands: &'a [Option<Stand>],
}

impl Searchable {
    pub(super) fn of(prepared: &Prepared<'_>) -> Self {
        let root = &prepared.criteria.root;
        let (mut comparisons, mut starts) = (Vec::new(), vec![0]);
        for (rule, sheet) in prepared.rules.iter().zip(prepared.sheets.iter()) {
            comparisons.extend(of_rule(rule, sheet));
            starts.push(comparisons.len());
        }
        Self {
            root: prepared.demand(root).advisory(root.advisory),
            comparisons,
            starts,
        }
    }

    /// What every line comes to for the facts seen.
    pub(crate) fn stands(&self, view: View<'_>) -> Vec<Option<Stand>> {
        let each = self.comparisons.iter();
        each.map(|compared| compared.line.as_ref()?.stand(view))
            .collect()
    }

    /// What every line comes to when some facts move.
    pub(crate) fn moved(&self, stands: &[Option<Stand>], view: View<'_>) -> Vec<Option<Stand>> {
        let each = self.comparisons.iter().zip(stands);
        each.map(|(compared, stand)| compared.line.as_ref()?.moved(*stand, view))
            .collect()
    }

    /// The comparisons of a rule, given what all lines come to.
    pub(crate) fn lines<'a>(&'a self, rule: usize, stands: &'a [Option<Stand>]) -> Lines<'a> {
        let own = self.starts[rule]..self.starts[rule + 1];
        Lines {
            comparisons: &self.comparisons[own.clone()],
            stands: &stands[own],
        }
    }
}

impl<'a> Lines<'a> {
    /// The comparison at a place of the rule, with what its line comes to.
    pub(crate) fn at(self, place: Place) -> Option<(&'a Compared, Option<Stand>)> {
        let compared = self.comparisons.get(place.0)?;
        Some((compared, self.stands[place.0]))
    }
}

impl Prepared<'_> {
    fn demand(&self, criterion: &Criterion) -> Demand {
        let deciding = |parts: &[Criterion]| -> Vec<Demand> {
            let deciding = parts.iter().filter(|part| !part.advisory);
            deciding.map(|part| self.demand(part)).collect()
        };
        match &criterion.kind {
            CriterionKind::Rule(rule) => Demand::Rule(self.number(rule)),
            CriterionKind::All(parts) => Demand::All(deciding(parts)),
            CriterionKind::AtLeast { least, of } => Demand::AtLeast(*least, deciding(of)),
            CriterionKind::Not(inner) => {
                Demand::Not(Box::new(self.demand(inner).advisory(inner.advisory)))
            }
            CriterionKind::Score(score) => {
                let same = |known: &&Score| std::ptr::eq(*known, score);
                let number = self.scores.iter().position(same);
                Demand::Score(number.unwrap_or(usize::MAX))
            }
            CriterionKind::Judged => Demand::Judged,
        }
    }
}

impl Demand {
    fn advisory(self, advisory: bool) -> Self {
        if advisory {
            Self::Advisory(Box::new(self))
        } else {
            self
        }
    }
}

fn of_rule(rule: &Rule, sheet: &Sheet) -> Vec<Compared> {
    let mut comparisons = Vec::new();
    note(&rule.test, sheet, &mut comparisons);
    comparisons
}

fn note(test: &Test, sheet: &Sheet, comparisons: &mut Vec<Compared>) {
    match &test.kind {
        TestKind::All(parts) | TestKind::Any(parts) => {
            for part in parts {
                note(part, sheet, comparisons);
            }
        }
        TestKind::Choice(parts) => {
            for part in parts.iter() {
                note(part, sheet, comparisons);
            }
        }
        TestKind::Not(inner) => note(inner, sheet, comparisons),
        TestKind::Compare {
            left,
            operator,
            right,
            ..
        } => {
            let Place(place) = test.place;
            let count = comparisons.len().max(place + 1);
            comparisons.resize_with(count, Compared::default);
            comparisons[place] = Compared::of([left, right], *operator, sheet);
        }
        TestKind::Constant(_)
        | TestKind::Flag(_)
        | TestKind::OneOf { .. }
        | TestKind::Among { .. }
        | TestKind::Held(_)
        | TestKind::RecordedAsNone(_) => {}
    }
}

impl Compared {
    fn of(sides: [&Formula; 2], operator: Comparison, sheet: &Sheet) -> Self {
        let mut compared = Self {
            line: Line::of(sides, operator, sheet),
            ..Self::default()
        };
        for side in sides {
            compared.read(&side.term, sheet);
        }
        compared
    }

    fn read(&mut self, term: &Term, sheet: &Sheet) {
        term.each(&mut |term| match term {
            Term::Today => self.reads_today = true,
            Term::Load(load) => self.note_number(load, sheet),
            Term::Count(RegisterLoad { place, .. }) => self.registers.push(sheet.number(*place)),
            Term::Constant(..)
            | Term::Parameter { .. }
            | Term::Sum(_)
            | Term::Product(_)
            | Term::Power(..)
            | Term::Choice(..)
            | Term::Elapsed(..) => {}
        });
    }

    fn note_number(&mut self, load: &Load, sheet: &Sheet) {
        let movable = Movable {
            fact: sheet.number(load.place),
            parts: parts(&load.kind),
            none_is_zero: load.none == NoneMeans::Zero,
        };
        if load.kind.is_numeric() && !self.numbers.contains(&movable) {
            self.numbers.push(movable);
        }
    }
}

/// The parts of a unit that a value of a type can have.
fn parts(kind: &Type) -> Option<i128> {
    match kind {
        Type::Number { decimals, .. } => 10_i128.checked_pow(u32::from(*decimals)),
        Type::Money { .. } => Some(1),
        Type::Flag | Type::Code { .. } | Type::Codes { .. } | Type::Text | Type::Day => None,
    }
}
