//! A second evaluator that shares nothing with the first but the names of the test world: its own trees, its own
//! fractions, no text, no plan, no columns. It follows the pages of `docs/concepts/rules.md` word by word.

use benfu_rules::{Answer, Day, Value};

use crate::tree::{Cond, Num, RANKED};
use crate::world::{Said, Subject};

/// What a number comes to: a fraction that is never shortened.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Got {
    Unknown,
    Nothing,
    Fraction(i128, i128),
}

/// A subject on a day.
pub(crate) struct Naive<'s> {
    pub(crate) subject: &'s Subject,
    pub(crate) on: Day,
}

impl Naive<'_> {
    fn said(&self, concept: &str, back: u8) -> Option<&Said> {
        self.subject.facts.get(&(concept.to_owned(), back))
    }

    fn fact(&self, concept: &str, back: u8) -> Got {
        let zero_when_none = matches!(concept, "rd_expense" | "debt" | "staff" | "rd_staff");
        match self.said(concept, back) {
            None => Got::Unknown,
            Some(Said::NoneOfIt) if zero_when_none => Got::Fraction(0, 1),
            Some(Said::NoneOfIt | Said::NotApplicable) => Got::Nothing,
            Some(Said::Known(Value::Number(number))) => {
                Got::Fraction(number.numerator(), number.denominator())
            }
            Some(Said::Known(_)) => unreachable!("numbers are numbers in this world"),
        }
    }

    fn number(&self, number: &Num) -> Got {
        match number {
            Num::Literal(tenths, false) => Got::Fraction(i128::from(*tenths), 10),
            Num::Literal(tenths, true) => Got::Fraction(i128::from(*tenths) * 10, 1),
            Num::Fact(concept, back) => self.fact(concept, *back),
            Num::Sign(sign, sides) => {
                let [left, right] = [&sides[0], &sides[1]].map(|side| self.number(side));
                match (left, right) {
                    (Got::Nothing, _) | (_, Got::Nothing) => Got::Nothing,
                    (Got::Fraction(a, b), Got::Fraction(c, d)) => combined(sign, (a, b), (c, d)),
                    _ => Got::Unknown,
                }
            }
            Num::Choice(test, branches) => {
                let [yes, no] = [&branches[0], &branches[1]].map(|side| self.number(side));
                match self.answer(test) {
                    Answer::Met => yes,
                    Answer::NotMet => no,
                    Answer::Unknown if same(yes, no) => yes,
                    Answer::Unknown => Got::Unknown,
                }
            }
            Num::Count(register) => match self.rows(register, None) {
                (count, true) => Got::Fraction(count.into(), 1),
                _ => Got::Unknown,
            },
            Num::DaysSinceFounding => match self.said("founded_on", 0) {
                None => Got::Unknown,
                Some(Said::Known(Value::Day(day))) => {
                    Got::Fraction((self.on.number() - day.number()).into(), 1)
                }
                Some(_) => Got::Nothing,
            },
            Num::MonthsSinceFounding => match self.said("founded_on", 0) {
                None => Got::Unknown,
                Some(Said::Known(Value::Day(day))) => Got::Fraction(months(*day, self.on), 1),
                Some(_) => Got::Nothing,
            },
        }
    }

    fn rows(&self, register: &str, level: Option<&str>) -> (u32, bool) {
        let key = (register.to_owned(), level.map(str::to_owned));
        self.subject.rows.get(&key).copied().unwrap_or((0, false))
    }

    /// The answer by the pages of the language.
    pub(crate) fn answer(&self, condition: &Cond) -> Answer {
        match condition {
            Cond::Compare(sign, left, right) => {
                compared(sign, self.number(left), self.number(right))
            }
            Cond::Flag(flag) => match self.said(flag, 0) {
                None => Answer::Unknown,
                Some(said) => (*said == Said::Known(Value::Flag(true))).into(),
            },
            Cond::All(parts) => {
                let answers: Vec<Answer> = parts.iter().map(|part| self.answer(part)).collect();
                if answers.contains(&Answer::NotMet) {
                    Answer::NotMet
                } else if answers.contains(&Answer::Unknown) {
                    Answer::Unknown
                } else {
                    Answer::Met
                }
            }
            Cond::Any(parts) => {
                let none = Cond::All(
                    parts
                        .iter()
                        .map(|part| Cond::Not(Box::new(part.clone())))
                        .collect(),
                );
                turned(self.answer(&none))
            }
            Cond::Not(inner) => turned(self.answer(inner)),
            Cond::Choice(parts) => {
                let [test, yes, no] = [0, 1, 2].map(|place| self.answer(&parts[place]));
                match test {
                    Answer::Met => yes,
                    Answer::NotMet => no,
                    Answer::Unknown if yes == no => yes,
                    Answer::Unknown => Answer::Unknown,
                }
            }
            Cond::IndustryIn(codes) => self.coded("industry", |code| codes.contains(&code)),
            Cond::InFields(code) => match self.said("fields", 0) {
                None => Answer::Unknown,
                Some(Said::Known(Value::Codes(codes))) => {
                    codes.iter().any(|held| held == code).into()
                }
                Some(_) => Answer::NotMet,
            },
            Cond::Protection(sign, bound) => self.protected(sign, bound),
            Cond::Founded(sign, bound) => match self.said("founded_on", 0) {
                None => Answer::Unknown,
                Some(Said::Known(Value::Day(day))) => holds(sign, day.number().cmp(bound)).into(),
                Some(_) => (*sign == "!=").into(),
            },
            Cond::IsNone(concept) => match self.said(concept, 0) {
                None => Answer::Unknown,
                Some(said) => matches!(said, Said::NoneOfIt | Said::NotApplicable).into(),
            },
            Cond::Held(register, level) => match self.rows(register, *level) {
                (0, true) => Answer::NotMet,
                (0, false) => Answer::Unknown,
                _ => Answer::Met,
            },
            Cond::Growth(years, tenths) => self.grew(*years, *tenths),
        }
    }

    /// Protection by rank; by name where the order does not matter.
    fn protected(&self, sign: &str, bound: &str) -> Answer {
        let rank = |code: &str| RANKED.iter().position(|known| *known == code);
        match self.said("protection", 0) {
            None => Answer::Unknown,
            Some(Said::Known(Value::Code(code))) if matches!(sign, "==" | "!=") => {
                ((code == bound) == (sign == "==")).into()
            }
            Some(Said::Known(Value::Code(code))) => match (rank(code), rank(bound)) {
                (Some(rank), Some(bound)) => holds(sign, rank.cmp(&bound)).into(),
                _ => Answer::Unknown,
            },
            Some(_) => (sign == "!=").into(),
        }
    }

    fn coded(&self, concept: &str, holds: impl Fn(&str) -> bool) -> Answer {
        match self.said(concept, 0) {
            None => Answer::Unknown,
            Some(Said::Known(Value::Code(code))) => holds(code).into(),
            Some(_) => Answer::NotMet,
        }
    }

    /// It was above zero then, and is at least that times one and the rate, once for each year.
    fn grew(&self, years: u8, tenths: i64) -> Answer {
        let (then, now) = (self.fact("staff", years), self.fact("staff", 0));
        let mut needed = then;
        for _ in 0..years {
            if let Got::Fraction(a, b) = needed {
                needed = Got::Fraction(a * i128::from(10 + tenths), b * 10);
            }
        }
        let above = compared(">", then, Got::Fraction(0, 1));
        let reached = compared(">=", now, needed);
        above.and(reached)
    }
}

/// Whole months, counted one by one.
fn months(from: Day, to: Day) -> i128 {
    if to < from {
        return -months(to, from);
    }
    let mut count = 0;
    while from.plus_months(count + 1).is_some_and(|day| day <= to) {
        count += 1;
    }
    count.into()
}

fn combined(sign: &str, (a, b): (i128, i128), (c, d): (i128, i128)) -> Got {
    match sign {
        "+" => Got::Fraction(a * d + c * b, b * d),
        "-" => Got::Fraction(a * d - c * b, b * d),
        "*" => Got::Fraction(a * c, b * d),
        _ if c == 0 => Got::Nothing,
        _ if c < 0 => Got::Fraction(-a * d, b * -c),
        _ => Got::Fraction(a * d, b * c),
    }
}

fn same(left: Got, right: Got) -> bool {
    match (left, right) {
        (Got::Fraction(a, b), Got::Fraction(c, d)) => a * d == c * b,
        (left, right) => left == right,
    }
}

fn compared(sign: &str, left: Got, right: Got) -> Answer {
    match (left, right) {
        (Got::Nothing, _) | (_, Got::Nothing) => (sign == "!=").into(),
        (Got::Fraction(a, b), Got::Fraction(c, d)) => holds(sign, (a * d).cmp(&(c * b))).into(),
        _ => Answer::Unknown,
    }
}

fn holds(sign: &str, order: std::cmp::Ordering) -> bool {
    match sign {
        "<" => order.is_lt(),
        "<=" => order.is_le(),
        "==" => order.is_eq(),
        "!=" => order.is_ne(),
        ">=" => order.is_ge(),
        _ => order.is_gt(),
    }
}

fn turned(answer: Answer) -> Answer {
    match answer {
        Answer::Met => Answer::NotMet,
        Answer::NotMet => Answer::Met,
        Answer::Unknown => Answer::Unknown,
    }
}
