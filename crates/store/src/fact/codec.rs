//! Values and levels in their columns.

use crate::{Arg, Row, StoreError};
use benfu_domain::fact::{Level, Observed};
use benfu_rules::{Day, Exact, Value};

/// Ends each code of a list, so that the empty list and a list of one empty code differ.
const SEPARATOR: &str = "\u{1f}";

/// `state`, `kind`, `number`, `decimals`, `text` of an observation; `None` retracts.
pub(super) fn value_args(observed: Option<&Observed>) -> [Arg; 5] {
    let empty = |state: i64| {
        [
            Arg::Int(state),
            Arg::NoInt,
            Arg::NoInt,
            Arg::NoInt,
            Arg::NoText,
        ]
    };
    match observed {
        Some(Observed::Value(value)) => typed_args(value),
        Some(Observed::None) => empty(1),
        Some(Observed::NotApplicable) => empty(2),
        None => empty(3),
    }
}

fn typed_args(value: &Value) -> [Arg; 5] {
    let number = |kind: i64, number: i64, decimals: i64| {
        [
            Arg::Int(0),
            Arg::Int(kind),
            Arg::Int(number),
            Arg::Int(decimals),
            Arg::NoText,
        ]
    };
    let text = |kind: i64, text: String| {
        [
            Arg::Int(0),
            Arg::Int(kind),
            Arg::NoInt,
            Arg::NoInt,
            Arg::Text(text),
        ]
    };
    match value {
        Value::Flag(flag) => number(0, i64::from(*flag), 0),
        Value::Number(exact) => match scaled(exact) {
            Some((whole, decimals)) => number(1, whole, decimals),
            None => text(1, format!("{}/{}", exact.numerator(), exact.denominator())),
        },
        Value::Code(code) => text(2, code.clone()),
        Value::Codes(codes) => text(
            3,
            codes
                .iter()
                .fold(String::new(), |list, code| list + code + SEPARATOR),
        ),
        Value::Text(words) => text(4, words.clone()),
        Value::Day(day) => number(5, i64::from(day.number()), 0),
    }
}

/// A finite decimal as a whole number and its count of decimals.
fn scaled(exact: &Exact) -> Option<(i64, i64)> {
    let ten = Exact::whole(10);
    let mut value = *exact;
    for decimals in 0..=12 {
        if let Some(whole) = value.to_whole() {
            return i64::try_from(whole).ok().map(|whole| (whole, decimals));
        }
        value = value.checked_mul(&ten).ok()?;
    }
    None
}

pub(super) fn read_observed(row: &Row) -> Result<Option<Observed>, StoreError> {
    Ok(match row.int("state")? {
        0 => Some(Observed::Value(read_value(row)?)),
        1 => Some(Observed::None),
        2 => Some(Observed::NotApplicable),
        _ => None,
    })
}

fn read_value(row: &Row) -> Result<Value, StoreError> {
    let kind = row.int_or_none("kind")?.unwrap_or(-1);
    let number = row.int_or_none("number")?;
    let text = row.text_or_none("text")?;
    let value = match (kind, number, text) {
        (0, Some(number), _) => Some(Value::Flag(number == 1)),
        (1, Some(number), _) => {
            unscaled(number, row.int_or_none("decimals")?.unwrap_or(0)).map(Value::Number)
        }
        (1, None, Some(text)) => fraction(&text).map(Value::Number),
        (2, _, Some(code)) => Some(Value::Code(code)),
        (3, _, Some(codes)) => Some(Value::Codes(
            codes
                .split_terminator(SEPARATOR)
                .map(str::to_owned)
                .collect(),
        )),
        (4, _, Some(words)) => Some(Value::Text(words)),
        (5, Some(number), _) => i32::try_from(number)
            .ok()
            .and_then(Day::from_number)
            .map(Value::Day),
        _ => None,
    };
    value.ok_or_else(|| StoreError::Unreadable {
        column: "kind".to_owned(),
        found: kind.to_string(),
    })
}

fn unscaled(number: i64, decimals: i64) -> Option<Exact> {
    let scale = 10_i128.checked_pow(u32::try_from(decimals).ok()?)?;
    Exact::ratio(i128::from(number), scale).ok()
}

fn fraction(text: &str) -> Option<Exact> {
    let (numerator, denominator) = text.split_once('/')?;
    Exact::ratio(numerator.parse().ok()?, denominator.parse().ok()?).ok()
}

pub(super) fn level_arg(level: Level) -> Arg {
    let place = Level::ALL
        .iter()
        .position(|known| *known == level)
        .unwrap_or_default();
    Arg::Int(i64::try_from(place).unwrap_or_default())
}

pub(super) fn read_level(row: &Row) -> Result<Level, StoreError> {
    let place = row.int("level")?;
    let level = usize::try_from(place)
        .ok()
        .and_then(|place| Level::ALL.get(place).copied());
    level.ok_or_else(|| StoreError::Unreadable {
        column: "level".to_owned(),
        found: place.to_string(),
    })
}
