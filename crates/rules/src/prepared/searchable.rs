//! What a search for changes needs of criteria: the tree of what decides, and every condition with what can move it.
//!
//! Main types: [`Searchable`], [`Demand`], [`Branch`], [`Leaf`].

use super::Prepared;
use super::line::Line;
use super::recorded::bit;
use super::sheet::Sheet;
use crate::criteria::{Criterion, CriterionKind, Score};
use crate::plan::{Formula, Load, RegisterLoad, Term, Test, TestKind};
use crate::{Answer, NoneMeans, Rule, Type};

/// Criteria made ready for a search.
pub(crate) struct Searchable {
    pub(crate) root: Demand,
    /// Whether the criteria demand something of leaves and nothing else.
    pub(crate) all: bool,
    /// The rules, by their numbers.
    pub(crate) rules: Vec<Branch>,
    /// The conditions without conditions inside, of one rule after the other.
    pub(crate) leaves: Vec<Leaf>,
    /// The answer with which each leaf fails the criteria by itself; none where they do not demand something of all leaves
    /// and nothing else.
    pub(crate) fails: Vec<Option<Answer>>,
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

/// What is demanded of a leaf: that it holds, or that it does not.
#[derive(Clone, Copy)]
struct Demanded {
    leaf: usize,
    holds: bool,
}

/// How a rule joins its leaves, which it knows by their numbers.
pub(crate) enum Branch {
    Leaf(usize),
    All(Vec<Branch>),
    Any(Vec<Branch>),
    Not(Box<Branch>),
    Choice(Box<[Branch; 3]>),
}

/// A condition without conditions inside, with what can move it.
pub(crate) struct Leaf {
    /// The number of its rule.
    pub(crate) rule: usize,
    pub(crate) test: Test,
    /// The bits of the facts that it may read.
    pub(crate) bits: u64,
    /// Whether it may ask for the day.
    pub(crate) reads_today: bool,
    /// Whether it compares the day, so that time alone may turn it.
    pub(crate) compares_today: bool,
    pub(crate) line: Option<Line>,
    /// The facts with numbers that it compares, in the order of the text.
    pub(crate) numbers: Vec<Movable>,
    /// The registers whose rows it counts, by the numbers of their facts.
    pub(crate) registers: Vec<usize>,
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

impl Searchable {
    pub(super) fn of(prepared: &Prepared<'_>) -> Self {
        let mut leaves = Vec::new();
        let rules = prepared.rules.iter().zip(prepared.sheets.iter());
        let rules = rules.enumerate().map(|(number, (rule, sheet))| {
            let test = &rule.test;
            Branch::of(test, (number, rule, sheet), &mut leaves)
        });
        let (rules, root): (Vec<Branch>, _) = (rules.collect(), &prepared.criteria.root);
        let root = prepared.demand(root).advisory(root.advisory);
        let all = root.all(&rules);
        let mut fails = vec![None; leaves.len()];
        for demanded in all.iter().flatten() {
            fails[demanded.leaf] = Some(Answer::from(!demanded.holds));
        }
        Self {
            all: all.is_some(),
            root,
            rules,
            leaves,
            fails,
        }
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

impl Demand {
    /// What is demanded of leaves, when all of it is.
    fn all(&self, rules: &[Branch]) -> Option<Vec<Demanded>> {
        match self {
            Self::Rule(number) => rules[*number].all(true),
            Self::All(parts) => joined(parts.iter().map(|part| part.all(rules))),
            Self::AtLeast(..) | Self::Not(_) | Self::Score(_) | Self::Judged => None,
            Self::Advisory(inner) => inner.all(rules),
        }
    }
}

fn joined(parts: impl Iterator<Item = Option<Vec<Demanded>>>) -> Option<Vec<Demanded>> {
    let parts: Option<Vec<_>> = parts.collect();
    parts.map(|parts| parts.concat())
}

/// A rule with its number and its sheet.
type Numbered<'r> = (usize, &'r Rule, &'r Sheet);

impl Branch {
    /// What is demanded of leaves for it to hold, or not to hold, when all of it is.
    fn all(&self, holds: bool) -> Option<Vec<Demanded>> {
        match self {
            Self::Leaf(leaf) => Some(vec![Demanded { leaf: *leaf, holds }]),
            Self::All(parts) if holds => joined(parts.iter().map(|part| part.all(true))),
            Self::Any(parts) if !holds => joined(parts.iter().map(|part| part.all(false))),
            Self::Not(inner) => inner.all(!holds),
            Self::All(_) | Self::Any(_) | Self::Choice(_) => None,
        }
    }

    fn of(test: &Test, rule: Numbered<'_>, leaves: &mut Vec<Leaf>) -> Self {
        let mut each = |parts: &[Test]| -> Vec<Self> {
            let each = parts.iter().map(|part| Self::of(part, rule, leaves));
            each.collect()
        };
        match &test.kind {
            TestKind::All(parts) => Self::All(each(parts)),
            TestKind::Any(parts) => Self::Any(each(parts)),
            TestKind::Not(inner) => Self::Not(Box::new(Self::of(inner, rule, leaves))),
            TestKind::Choice(parts) => Self::Choice(Box::new(
                [0, 1, 2].map(|place| Self::of(&parts[place], rule, leaves)),
            )),
            TestKind::Constant(_)
            | TestKind::Flag(_)
            | TestKind::Compare { .. }
            | TestKind::OneOf { .. }
            | TestKind::Among { .. }
            | TestKind::Held(_)
            | TestKind::RecordedAsNone(_) => {
                leaves.push(Leaf::of(test, rule));
                Self::Leaf(leaves.len() - 1)
            }
        }
    }
}

impl Leaf {
    fn of(test: &Test, (number, rule, sheet): Numbered<'_>) -> Self {
        let mut leaf = Self {
            rule: number,
            test: test.clone(),
            bits: 0,
            reads_today: false,
            compares_today: false,
            line: None,
            numbers: Vec::new(),
            registers: Vec::new(),
        };
        match &test.kind {
            TestKind::Compare {
                left,
                operator,
                right,
                ..
            } => {
                leaf.line = Line::of([left, right], *operator, sheet);
                leaf.read(left, rule, sheet);
                leaf.read(right, rule, sheet);
            }
            TestKind::Among { item, codes } => {
                leaf.read(item, rule, sheet);
                leaf.read(codes, rule, sheet);
            }
            TestKind::Flag(item) | TestKind::OneOf { item, .. } => leaf.read(item, rule, sheet),
            TestKind::Held(RegisterLoad { place, .. })
            | TestKind::RecordedAsNone(Load { place, .. }) => {
                leaf.bits = bit(sheet.number(*place));
            }
            TestKind::Constant(_)
            | TestKind::All(_)
            | TestKind::Any(_)
            | TestKind::Not(_)
            | TestKind::Choice(_) => {}
        }
        leaf
    }

    fn read(&mut self, formula: &Formula, rule: &Rule, sheet: &Sheet) {
        formula.term.each(&mut |term| match term {
            Term::Today => (self.reads_today, self.compares_today) = (true, true),
            Term::Load(load) => self.note(load, sheet),
            Term::Count(RegisterLoad { place, .. }) => {
                let fact = sheet.number(*place);
                self.bits |= bit(fact);
                self.registers.push(fact);
            }
            // The condition that chooses may read whatever the rule reads.
            Term::Choice(..) => {
                self.bits |= sheet.bits;
                self.reads_today |= rule.reads_today;
            }
            Term::Constant(..)
            | Term::Parameter { .. }
            | Term::Sum(_)
            | Term::Product(_)
            | Term::Power(..)
            | Term::Elapsed(..) => {}
        });
    }

    fn note(&mut self, load: &Load, sheet: &Sheet) {
        let movable = Movable {
            fact: sheet.number(load.place),
            parts: parts(&load.kind),
            none_is_zero: load.none == NoneMeans::Zero,
        };
        self.bits |= bit(movable.fact);
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
