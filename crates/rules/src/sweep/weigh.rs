//! A comparison split into what the facts weigh and the bound that constants and parameters set.
//!
//! Main types: [`Weighing`], [`Weights`], [`Factor`]. `rd_expense >= sales * param("ratio")` weighs R&D expense against
//! sales, with the ratio as its factor; `staff >= param("least")` weighs the staff alone. What has another form, such as a
//! parameter added to a fact, is no weighing and is answered by the general way.

use crate::plan::{Term, Test, TestKind};
use crate::syntax::Comparison;
use crate::{Day, Exact, Parameters, Tier, Value};

/// What is weighed: the left side, alone or against the right side; or the ratio of the two.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Weights {
    pub(super) left: Term,
    pub(super) right: Option<Term>,
    /// Whether the rule divides, so that over zero there is nothing to compare.
    pub(super) divided: bool,
}

impl Weights {
    /// One side alone.
    pub(super) fn of(left: Term) -> Self {
        Self {
            left,
            right: None,
            divided: false,
        }
    }
}

/// What the right side is multiplied by, or the bound itself when there is none.
pub(super) enum Factor {
    One(Exact),
    /// The tier that another term selects; the last has no limit.
    Tiers {
        by: Term,
        tiers: Vec<Tier>,
    },
}

pub(super) struct Weighing {
    pub(super) weights: Weights,
    /// Whether the rule weighs the left side as it is, without multiplying it first. One subject's evaluation fails when
    /// such a product leaves 128 bits, and a sweep must not answer in its stead.
    pub(super) bare: bool,
    pub(super) operator: Comparison,
    pub(super) factor: Factor,
}

/// Factors stay below this, so that a product with whole numbers of 64 bits stays within 128.
const LARGEST: i128 = 1 << 60;

fn is_moderate(number: &Exact) -> bool {
    number.numerator().unsigned_abs() < LARGEST.unsigned_abs() && number.denominator() < LARGEST
}

/// What is the same for every subject.
pub(super) struct Fixed<'a> {
    pub(super) parameters: &'a dyn Parameters,
    pub(super) on: Day,
}

/// One side: a factor times a quotient of terms without parameters.
struct Side {
    factor: Factor,
    /// Whether no factor is written at all.
    bare: bool,
    over: Option<Term>,
    under: Option<Term>,
}

impl Weighing {
    /// None when the comparison has another form, or a parameter has no value.
    pub(super) fn of(
        [left, right]: [&Term; 2],
        operator: Comparison,
        fixed: &Fixed<'_>,
    ) -> Option<Self> {
        let (left, right) = (fixed.side(left)?, fixed.side(right)?);
        match (&left.over, &right.over, &left.factor) {
            (Some(_), _, Factor::One(_)) => Self::with(left, operator, right),
            (None, Some(_), _) | (Some(_), Some(_), Factor::Tiers { .. }) => {
                Self::with(right, operator.mirrored(), left)
            }
            (None, None, _) | (Some(_), None, Factor::Tiers { .. }) => None,
        }
    }

    fn with(left: Side, operator: Comparison, right: Side) -> Option<Self> {
        let Factor::One(by) = left.factor else {
            return None;
        };
        let (bare, factor) = (left.bare, right.factor.scaled(true, &by)?);
        let operator = if by.is_negative() {
            operator.mirrored()
        } else {
            operator
        };
        let weights = match (left.over?, left.under, right.over, right.under) {
            (left, under, None, None) => Weights {
                left,
                divided: under.is_some(),
                right: under,
            },
            (left, None, right, None) => Weights {
                left,
                right,
                divided: false,
            },
            _ => return None,
        };
        Some(Self {
            weights,
            bare,
            operator,
            factor,
        })
    }
}

impl Factor {
    /// Times a number, or divided by it; none over zero, and when it becomes too large.
    fn scaled(self, divides: bool, number: &Exact) -> Option<Self> {
        let scaled = |value: &Exact| scaled(value, divides, number).filter(is_moderate);
        Some(match self {
            Self::One(value) => Self::One(scaled(&value)?),
            Self::Tiers { by, tiers } => {
                let tier = |tier: Tier| {
                    Some(Tier {
                        is: scaled(&tier.is)?,
                        ..tier
                    })
                };
                let tiers = tiers.into_iter().map(tier).collect::<Option<_>>()?;
                Self::Tiers { by, tiers }
            }
        })
    }
}

fn scaled(value: &Exact, divides: bool, number: &Exact) -> Option<Exact> {
    let scaled = if divides {
        value.checked_div(number)
    } else {
        value.checked_mul(number)
    };
    scaled.ok()
}

impl Fixed<'_> {
    fn side(&self, term: &Term) -> Option<Side> {
        let factors = match term {
            Term::Product(factors) => factors.as_slice(),
            Term::Constant(..)
            | Term::Today
            | Term::Load(_)
            | Term::Parameter { .. }
            | Term::Sum(_)
            | Term::Power(..)
            | Term::Choice(..)
            | Term::Elapsed(..)
            | Term::Count(_) => &[(false, term.clone())],
        };
        let mut bare = true;
        let (mut factor, mut over, mut under) = (Factor::One(Exact::ONE), Vec::new(), Vec::new());
        for (divides, term) in factors {
            if let Some(number) = self.number(term) {
                bare = false;
                factor = factor.scaled(*divides, &number)?;
            } else if let Some(tiers) = self.tiers(term) {
                bare = false;
                factor = match factor {
                    Factor::One(number) if !divides => tiers.scaled(false, &number)?,
                    Factor::One(_) | Factor::Tiers { .. } => return None,
                };
            } else if is_free(term) {
                let place = if *divides { &mut under } else { &mut over };
                place.push((false, term.clone()));
            } else {
                return None;
            }
        }
        let (over, under) = (product(over), product(under));
        let whole = over.is_some() || under.is_none();
        whole.then_some(Side {
            factor,
            bare,
            over,
            under,
        })
    }

    /// The number, or the number of the day, that a term is for every subject.
    pub(super) fn number(&self, term: &Term) -> Option<Exact> {
        match term {
            Term::Constant(value, _) => number_of(value),
            Term::Today => Some(Exact::from(self.on.number())),
            Term::Parameter { id, by: None, .. } => {
                let read = self.parameters.parameter(id, None, self.on).ok()?;
                number_of(&read.value)
            }
            Term::Sum(terms) => terms.iter().try_fold(Exact::ZERO, |sum, (minus, term)| {
                let number = self.number(term)?;
                let sum = if *minus {
                    sum.checked_sub(&number)
                } else {
                    sum.checked_add(&number)
                };
                sum.ok()
            }),
            Term::Product(factors) => {
                let start = Exact::ONE;
                factors
                    .iter()
                    .try_fold(start, |product, (divides, factor)| {
                        scaled(&product, *divides, &self.number(factor)?)
                    })
            }
            Term::Power(base, exponent) => self.number(base)?.checked_pow(*exponent).ok(),
            Term::Load(_)
            | Term::Parameter { .. }
            | Term::Choice(..)
            | Term::Elapsed(..)
            | Term::Count(_) => None,
        }
    }

    /// A table of numbers whose last row has no limit.
    fn tiers(&self, term: &Term) -> Option<Factor> {
        let Term::Parameter {
            id, by: Some(by), ..
        } = term
        else {
            return None;
        };
        let tiers = self.parameters.tiers(id, self.on)?;
        let open = tiers.last().is_some_and(|tier| tier.up_to.is_none());
        (open && is_free(by)).then(|| Factor::Tiers {
            by: (**by).clone(),
            tiers,
        })
    }
}

fn number_of(value: &Value) -> Option<Exact> {
    match value {
        Value::Number(number) => Some(*number),
        Value::Day(day) => Some(Exact::from(day.number())),
        Value::Flag(_) | Value::Code(_) | Value::Codes(_) | Value::Text(_) => None,
    }
}

/// Whether a term asks for no parameter.
fn is_free(term: &Term) -> bool {
    match term {
        Term::Parameter { .. } => false,
        Term::Constant(..) | Term::Today | Term::Load(_) | Term::Count(_) => true,
        Term::Sum(terms) | Term::Product(terms) => terms.iter().all(|(_, term)| is_free(term)),
        Term::Power(base, _) => is_free(base),
        Term::Elapsed(_, days) => days.iter().all(is_free),
        Term::Choice(test, branches) => is_free_test(test) && branches.iter().all(is_free),
    }
}

fn is_free_test(test: &Test) -> bool {
    match &test.kind {
        TestKind::Constant(_) | TestKind::Held(_) | TestKind::RecordedAsNone(_) => true,
        TestKind::All(parts) | TestKind::Any(parts) => parts.iter().all(is_free_test),
        TestKind::Not(inner) => is_free_test(inner),
        TestKind::Choice(parts) => parts.iter().all(is_free_test),
        TestKind::Flag(term) | TestKind::OneOf { item: term, .. } => is_free(&term.term),
        TestKind::Compare { left, right, .. }
        | TestKind::Among {
            item: left,
            codes: right,
        } => is_free(&left.term) && is_free(&right.term),
    }
}

fn product(mut factors: Vec<(bool, Term)>) -> Option<Term> {
    if factors.len() > 1 {
        return Some(Term::Product(factors));
    }
    factors.pop().map(|(_, term)| term)
}
