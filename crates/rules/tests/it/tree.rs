//! Random conditions as trees of their own, and their text in the language.

use std::fmt::Write as _;

use benfu_rules::{Day, Value};

use crate::dice::Dice;
use crate::world::{Said, Subject};

/// A number of the language: plain ones, and amounts of money.
#[derive(Debug, Clone)]
pub(crate) enum Num {
    /// Tenths; of money, jiao.
    Literal(i64, bool),
    Fact(&'static str, u8),
    Sign(&'static str, Box<[Num; 2]>),
    Choice(Box<Cond>, Box<[Num; 2]>),
    Count(&'static str),
    MonthsSinceFounding,
    DaysSinceFounding,
}

/// A condition of the language.
#[derive(Debug, Clone)]
pub(crate) enum Cond {
    Compare(&'static str, Num, Num),
    Flag(&'static str),
    All(Vec<Cond>),
    Any(Vec<Cond>),
    Not(Box<Cond>),
    Choice(Box<[Cond; 3]>),
    IndustryIn(Vec<&'static str>),
    InFields(&'static str),
    Protection(&'static str, &'static str),
    Founded(&'static str, i32),
    IsNone(&'static str),
    Held(&'static str, Option<&'static str>),
    Growth(u8, i64),
}

const SIGNS: [&str; 6] = ["<", "<=", "==", "!=", ">=", ">"];
const PLAIN: [(&str, u8); 4] = [("staff", 0), ("staff", 1), ("staff", 2), ("rd_staff", 0)];
const MONEY: [(&str, u8); 4] = [("sales", 0), ("sales", 1), ("rd_expense", 0), ("debt", 0)];
pub(crate) const RANKED: [&str; 4] = ["IP54", "IP65", "IP67", "IP68"];
const INDUSTRIES: [&str; 3] = ["chips", "medicine", "drones"];

impl Num {
    fn plain(dice: &mut Dice, depth: u8) -> Self {
        match dice.below(if depth == 0 { 5 } else { 9 }) {
            0 | 1 => {
                let (concept, back) = dice.pick(&PLAIN);
                Self::Fact(concept, back)
            }
            2 => Self::Literal(dice.between(0, 80), false),
            3 => Self::Count("accident"),
            4 if dice.between(0, 1) == 0 => Self::DaysSinceFounding,
            4 => Self::MonthsSinceFounding,
            5 | 6 => {
                let sign = dice.pick(&["+", "-", "*", "/"]);
                Self::Sign(
                    sign,
                    Box::new([Self::plain(dice, depth - 1), Self::plain(dice, depth - 1)]),
                )
            }
            7 => Self::Sign(
                "/",
                Box::new([Self::money(dice, depth - 1), Self::money(dice, depth - 1)]),
            ),
            _ => Self::Choice(
                Box::new(Cond::random(dice, 0)),
                Box::new([Self::plain(dice, depth - 1), Self::plain(dice, depth - 1)]),
            ),
        }
    }

    fn money(dice: &mut Dice, depth: u8) -> Self {
        match dice.below(if depth == 0 { 4 } else { 7 }) {
            0..=2 => {
                let (concept, back) = dice.pick(&MONEY);
                Self::Fact(concept, back)
            }
            3 => Self::Literal(dice.between(0, 90), true),
            4 => {
                let sign = dice.pick(&["+", "-"]);
                Self::Sign(
                    sign,
                    Box::new([Self::money(dice, depth - 1), Self::money(dice, depth - 1)]),
                )
            }
            5 => {
                let sign = dice.pick(&["*", "/"]);
                Self::Sign(
                    sign,
                    Box::new([Self::money(dice, depth - 1), Self::plain(dice, depth - 1)]),
                )
            }
            _ => Self::Choice(
                Box::new(Cond::random(dice, 0)),
                Box::new([Self::money(dice, depth - 1), Self::money(dice, depth - 1)]),
            ),
        }
    }

    fn write(&self, text: &mut String) {
        match self {
            Self::Literal(tenths, false) => write!(text, "{}.{}", tenths / 10, tenths % 10),
            Self::Literal(tenths, true) => write!(text, "\"{}.{}元\"", tenths / 10, tenths % 10),
            Self::Fact(concept, 0) => write!(text, "{concept}"),
            Self::Fact(concept, back) => write!(text, "{concept}.y{back}"),
            Self::Count(register) => write!(text, "count_status(\"{register}\")"),
            Self::MonthsSinceFounding => write!(text, "months_between(founded_on, today)"),
            Self::DaysSinceFounding => write!(text, "days_between(founded_on, today)"),
            Self::Sign(sign, sides) => {
                return bracketed(
                    text,
                    sign,
                    |text| sides[0].write(text),
                    |text| sides[1].write(text),
                );
            }
            Self::Choice(first, branches) => {
                text.push('(');
                first.write(text);
                text.push_str(" ? ");
                branches[0].write(text);
                text.push_str(" : ");
                branches[1].write(text);
                text.push(')');
                return;
            }
        }
        .expect("writing to a text");
    }

    /// Whether a literal stands where nothing else says that it is money.
    fn speaks(&self) -> bool {
        match self {
            Self::Literal(_, money) => !money,
            Self::Sign("*" | "/", sides) => sides.iter().all(Self::speaks),
            Self::Sign(_, sides) => sides.iter().any(Self::speaks),
            Self::Choice(_, branches) => branches.iter().any(Self::speaks),
            Self::Fact(..)
            | Self::Count(_)
            | Self::MonthsSinceFounding
            | Self::DaysSinceFounding => true,
        }
    }

    /// Whether every product in it knows its units.
    fn reads(&self) -> bool {
        match self {
            Self::Sign(sign, sides) => {
                let products = !matches!(*sign, "*" | "/") || sides.iter().all(Self::speaks);
                products && sides.iter().all(Self::reads)
            }
            Self::Choice(test, branches) => test.reads() && branches.iter().all(Self::reads),
            Self::Literal(..)
            | Self::Fact(..)
            | Self::Count(_)
            | Self::MonthsSinceFounding
            | Self::DaysSinceFounding => true,
        }
    }
}

fn bracketed(
    text: &mut String,
    sign: &str,
    left: impl Fn(&mut String),
    right: impl Fn(&mut String),
) {
    text.push('(');
    left(text);
    write!(text, " {sign} ").expect("writing to a text");
    right(text);
    text.push(')');
}

impl Cond {
    /// A condition that compiles.
    pub(crate) fn random(dice: &mut Dice, depth: u8) -> Self {
        loop {
            let one = Self::any(dice, depth);
            if one.reads() {
                return one;
            }
        }
    }

    fn any(dice: &mut Dice, depth: u8) -> Self {
        if depth > 0 && !dice.once_in(3) {
            let many = 2 + dice.below(2);
            let mut parts = || {
                (0..many)
                    .map(|_| Self::random(dice, depth - 1))
                    .collect::<Vec<_>>()
            };
            let parts = parts();
            return match dice.below(5) {
                0 | 1 => Self::All(parts),
                2 => Self::Any(parts),
                3 => Self::Not(Box::new(Self::random(dice, depth - 1))),
                _ => Self::Choice(Box::new(std::array::from_fn(|_| {
                    Self::random(dice, depth - 1)
                }))),
            };
        }
        match dice.below(14) {
            0..=3 => Self::Compare(dice.pick(&SIGNS), Num::plain(dice, 2), Num::plain(dice, 1)),
            4..=6 => Self::Compare(dice.pick(&SIGNS), Num::money(dice, 2), Num::money(dice, 1)),
            7 => Self::Flag(dice.pick(&["a", "b", "has_lab"])),
            8 => Self::IndustryIn(vec![dice.pick(&INDUSTRIES), dice.pick(&INDUSTRIES)]),
            9 => Self::InFields(dice.pick(&INDUSTRIES)),
            10 => Self::Protection(dice.pick(&SIGNS), dice.pick(&RANKED)),
            11 => Self::Founded(
                dice.pick(&SIGNS),
                i32::try_from(dice.between(19_000, 20_800)).expect("small"),
            ),
            12 => match dice.below(3) {
                0 => Self::IsNone(dice.pick(&["debt", "sales", "industry"])),
                1 => Self::Growth(
                    1 + u8::try_from(dice.below(2)).expect("small"),
                    dice.between(0, 5),
                ),
                _ => Self::Held("accident", None),
            },
            _ => Self::Held("title", dice.pick(&[None, Some("local")])),
        }
    }

    fn reads(&self) -> bool {
        match self {
            Self::Compare(_, left, right) => {
                (left.speaks() || right.speaks()) && left.reads() && right.reads()
            }
            Self::All(parts) | Self::Any(parts) => parts.iter().all(Self::reads),
            Self::Not(inner) => inner.reads(),
            Self::Choice(parts) => parts.iter().all(Self::reads),
            _ => true,
        }
    }

    /// The condition as a rule's text.
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        self.write(&mut text);
        text
    }

    fn write(&self, text: &mut String) {
        let list = |text: &mut String, parts: &[Cond], sign: &str| {
            text.push('(');
            for (place, part) in parts.iter().enumerate() {
                if place > 0 {
                    text.push_str(sign);
                }
                part.write(text);
            }
            text.push(')');
        };
        match self {
            Self::Compare(sign, left, right) => {
                bracketed(
                    text,
                    sign,
                    |text| left.write(text),
                    |text| right.write(text),
                );
            }
            Self::Flag(flag) => text.push_str(flag),
            Self::All(parts) => list(text, parts, " && "),
            Self::Any(parts) => list(text, parts, " || "),
            Self::Not(inner) => {
                text.push_str("!(");
                inner.write(text);
                text.push(')');
            }
            Self::Choice(parts) => {
                text.push('(');
                parts[0].write(text);
                text.push_str(" ? ");
                parts[1].write(text);
                text.push_str(" : ");
                parts[2].write(text);
                text.push(')');
            }
            Self::IndustryIn(codes) => {
                write!(text, "industry in [\"{}\"]", codes.join("\", \""))
                    .expect("writing to a text");
            }
            Self::InFields(code) => {
                write!(text, "\"{code}\" in fields").expect("writing to a text");
            }
            Self::Protection(sign, code) => {
                write!(text, "protection {sign} \"{code}\"").expect("writing to a text");
            }
            Self::Founded(sign, day) => {
                let day = Day::from_number(*day).expect("a day");
                write!(text, "founded_on {sign} \"{day}\"").expect("writing to a text");
            }
            Self::IsNone(concept) => write!(text, "is_none({concept})").expect("writing to a text"),
            Self::Held(register, None) => {
                write!(text, "has_status(\"{register}\")").expect("writing to a text");
            }
            Self::Held(register, Some(level)) => {
                write!(text, "has_status(\"{register}\", \"{level}\")").expect("writing to a text");
            }
            Self::Growth(years, tenths) => {
                write!(text, "growth_reaches(staff, {years}, 0.{tenths})")
                    .expect("writing to a text");
            }
        }
    }
}

/// A subject that knows some of what can be asked, in small numbers.
pub(crate) fn subject(dice: &mut Dice) -> Subject {
    let mut subject = Subject::new();
    let unknown_in = 2 + dice.below(12);
    for (concept, back) in crate::random::CONCEPTS {
        if dice.once_in(unknown_in) {
            continue;
        }
        let said = match dice.below(16) {
            0 => Said::NoneOfIt,
            1 => Said::NotApplicable,
            _ => Said::Known(value(concept, dice)),
        };
        subject = subject.said(concept, back, said);
    }
    for (register, level) in crate::random::REGISTERS {
        let count = u32::try_from(dice.below(3)).expect("small");
        let complete = !dice.once_in(unknown_in);
        subject = subject.holds(register, level, count, complete);
    }
    subject
}

/// A value of a concept.
pub(crate) fn value(concept: &str, dice: &mut Dice) -> Value {
    use benfu_rules::Exact;
    match concept {
        "sales" | "rd_expense" | "debt" => Value::Number(Exact::from(dice.between(-1, 90) * 10)),
        "protection" => Value::Code(
            dice.pick(&["IP54", "IP65", "IP67", "IP68", "odd"])
                .to_owned(),
        ),
        "industry" => Value::Code(dice.pick(&INDUSTRIES).to_owned()),
        "fields" => {
            let many = dice.below(3);
            Value::Codes(
                (0..many)
                    .map(|_| dice.pick(&INDUSTRIES).to_owned())
                    .collect(),
            )
        }
        "title" => Value::Text("x".to_owned()),
        "founded_on" => {
            let day = i32::try_from(dice.between(19_000, 20_800)).expect("small");
            Value::Day(Day::from_number(day).expect("a day"))
        }
        "a" | "b" | "c" | "has_lab" => Value::Flag(dice.once_in(2)),
        _ => Value::Number(Exact::ratio(i128::from(dice.between(0, 80)), 10).expect("in range")),
    }
}
