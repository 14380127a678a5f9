//! The label of a term: a concept's name, or the formula written with names.
//!
//! Main function: [`Speaker::formula`].

use super::{Speaker, words};
use crate::plan::Term;

impl Speaker<'_> {
    /// A term written with labels.
    pub(super) fn formula(self, term: &Term) -> String {
        match term {
            Term::Constant(value, kind) => self.value(value, kind),
            Term::Today => words::today(self.language).to_owned(),
            Term::Load(load) => self.concept(&load.concept, load.years_back),
            Term::Parameter { id, .. } => self.labels.parameter(id, self.language),
            Term::Sum(terms) => self.chain(terms, [" + ", " - "]),
            Term::Product(factors) => self.chain(factors, [" × ", " ÷ "]),
            Term::Power(base, exponent) => format!("{}^{exponent}", self.operand(base)),
            Term::Choice(_, branches) => {
                let [yes, no] = branches.each_ref().map(|branch| self.formula(branch));
                words::either(self.language, &yes, &no)
            }
            Term::Elapsed(unit, days) => {
                let [from, to] = days.each_ref().map(|day| self.formula(day));
                words::elapsed(self.language, *unit, &from, &to)
            }
            Term::Count(load) => {
                let level = load.level.as_deref();
                let register = self.labels.register(&load.register, level, self.language);
                words::count(self.language, &register)
            }
        }
    }

    fn chain(self, terms: &[(bool, Term)], [plain, inverted]: [&str; 2]) -> String {
        let mut text = String::new();
        for (index, (is_inverted, term)) in terms.iter().enumerate() {
            match (index, is_inverted) {
                (0, false) => {}
                (0, true) => text.push_str(inverted.trim_start()),
                (_, false) => text.push_str(plain),
                (_, true) => text.push_str(inverted),
            }
            text += &self.operand(term);
        }
        text
    }

    fn operand(self, term: &Term) -> String {
        let text = self.formula(term);
        if matches!(term, Term::Sum(_) | Term::Product(_)) {
            format!("({text})")
        } else {
            text
        }
    }
}
