//! The facts of one recording as the text that the journal keeps.
//!
//! Main items: [`Stated`], [`written`], [`read`]. The text is a JSON array that a person can read, with one array
//! for each fact: the key of its concept, the key of its period, the place of its level among the levels, and what
//! was observed:
//!
//! | observed | written as |
//! |---|---|
//! | a number | `1500`; with decimals `314,2` for 3.14; any other as `"fraction","1/3"` |
//! | a flag | `true`, `false` |
//! | a code, codes, a text, a day | `"code","IP68"`, `"codes",["a","b"]`, `"text","…"`, `"day","2024-02-29"` |
//! | none, not applicable | `"none"`, `"not_applicable"` |
//! | a retraction | `null` |
//!
//! Which fact stands when several speak of the same thing is decided in [`super::fold`].

use super::NewFact;
use benfu_domain::fact::{Level, Observed};
use benfu_domain::id::SubjectKey;
use benfu_domain::period::Period;
use benfu_rules::{Day, Exact, Value};
use serde::de::{Deserialize, Deserializer, Error, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeSeq, Serializer};
use std::fmt;

/// Decimals that are kept beside a whole number; a number with more is written as a fraction.
const DECIMALS_MOST: u32 = 12;

/// One fact as a recording states it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stated {
    /// Key of the concept.
    pub(super) concept: i64,
    /// When it was true.
    pub(super) period: Period,
    /// Who may see it.
    pub(super) level: Level,
    /// What was observed; `None` retracts.
    pub(super) observed: Option<Observed>,
}

/// The text of a recording.
pub(super) fn written(facts: &[&NewFact]) -> String {
    let rows: Vec<Line<'_>> = facts.iter().map(|fact| Line(fact)).collect();
    serde_json::to_string(&rows).expect("numbers and texts in arrays are always JSON")
}

/// The facts of a recording's text.
pub(super) fn read(text: &str) -> Result<Vec<Stated>, serde_json::Error> {
    serde_json::from_str(text)
}

/// One observation in the same form, for tables that keep one beside the journal.
pub(crate) fn text_of_observed(observed: &Observed) -> String {
    let fact = NewFact {
        subject: SubjectKey(0),
        concept: 0,
        period: Period::Always,
        observed: Some(observed.clone()),
        level: Level::Public,
    };
    written(&[&fact])
}

/// Reads it back.
pub(crate) fn observed_of_text(text: &str) -> Option<Observed> {
    read(text).ok()?.pop()?.observed
}

/// A fact on its way into the text.
struct Line<'a>(&'a NewFact);

impl Serialize for Line<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Line(fact) = self;
        let mut row = serializer.serialize_seq(None)?;
        row.serialize_element(&fact.concept)?;
        row.serialize_element(&fact.period.key())?;
        row.serialize_element(&place_of(fact.level))?;
        match &fact.observed {
            None => row.serialize_element(&())?,
            Some(Observed::None) => row.serialize_element(NONE)?,
            Some(Observed::NotApplicable) => row.serialize_element(NOT_APPLICABLE)?,
            Some(Observed::Value(value)) => write_value(value, &mut row)?,
        }
        row.end()
    }
}

const NONE: &str = "none";
const NOT_APPLICABLE: &str = "not_applicable";

fn write_value<S: SerializeSeq>(value: &Value, row: &mut S) -> Result<(), S::Error> {
    match value {
        Value::Flag(flag) => row.serialize_element(flag),
        Value::Number(exact) => write_number(exact, row),
        Value::Code(code) => write_pair("code", code, row),
        Value::Codes(codes) => write_pair("codes", codes, row),
        Value::Text(text) => write_pair("text", text, row),
        Value::Day(day) => write_pair("day", &day.to_string(), row),
    }
}

fn write_pair<S: SerializeSeq>(
    form: &str,
    value: &(impl Serialize + ?Sized),
    row: &mut S,
) -> Result<(), S::Error> {
    row.serialize_element(form)?;
    row.serialize_element(value)
}

fn write_number<S: SerializeSeq>(exact: &Exact, row: &mut S) -> Result<(), S::Error> {
    match scaled(exact) {
        Some((whole, 0)) => row.serialize_element(&whole),
        Some((whole, decimals)) => {
            row.serialize_element(&whole)?;
            row.serialize_element(&decimals)
        }
        None => {
            let fraction = format!("{}/{}", exact.numerator(), exact.denominator());
            write_pair("fraction", &fraction, row)
        }
    }
}

/// A finite decimal as a whole number and its count of decimals.
fn scaled(exact: &Exact) -> Option<(i64, u32)> {
    let ten = Exact::whole(10);
    let mut value = *exact;
    for decimals in 0..=DECIMALS_MOST {
        if let Some(whole) = value.to_whole() {
            return i64::try_from(whole).ok().map(|whole| (whole, decimals));
        }
        value = value.checked_mul(&ten).ok()?;
    }
    None
}

impl<'de> Deserialize<'de> for Stated {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Stated, D::Error> {
        deserializer.deserialize_seq(StatedVisitor)
    }
}

struct StatedVisitor;

impl<'de> Visitor<'de> for StatedVisitor {
    type Value = Stated;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("[concept, period, level, value…]")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut row: A) -> Result<Stated, A::Error> {
        let concept = next(&mut row)?;
        let period: i64 = next(&mut row)?;
        let level: usize = next(&mut row)?;
        Ok(Stated {
            concept,
            period: Period::from_key(period).ok_or_else(|| unknown("period", period))?,
            level: level_at(level).ok_or_else(|| unknown("level", level))?,
            observed: read_observed(&mut row)?,
        })
    }
}

fn next<'de, T: Deserialize<'de>, A: SeqAccess<'de>>(row: &mut A) -> Result<T, A::Error> {
    let element = row.next_element()?;
    element.ok_or_else(|| A::Error::custom("a fact ends too early"))
}

fn unknown<E: Error>(what: &str, found: impl fmt::Display) -> E {
    E::custom(format_args!("no {what} is written as {found}"))
}

fn read_observed<'de, A: SeqAccess<'de>>(row: &mut A) -> Result<Option<Observed>, A::Error> {
    let value = match next(row)? {
        Form::Retracted => return Ok(None),
        Form::None => return Ok(Some(Observed::None)),
        Form::NotApplicable => return Ok(Some(Observed::NotApplicable)),
        Form::Flag(flag) => Value::Flag(flag),
        Form::Number(number) => read_number(number, row.next_element()?)?,
        Form::Fraction => read_written("fraction", row, fraction).map(Value::Number)?,
        Form::Day => read_written("day", row, |text| text.parse::<Day>().ok()).map(Value::Day)?,
        Form::Code => Value::Code(next(row)?),
        Form::Codes => Value::Codes(next(row)?),
        Form::Text => Value::Text(next(row)?),
    };
    Ok(Some(Observed::Value(value)))
}

fn read_number<E: Error>(number: i64, decimals: Option<u32>) -> Result<Value, E> {
    let Some(decimals) = decimals else {
        return Ok(Value::Number(Exact::whole(i128::from(number))));
    };
    let scale = 10_i128.checked_pow(decimals);
    let exact = scale.and_then(|scale| Exact::ratio(i128::from(number), scale).ok());
    exact
        .map(Value::Number)
        .ok_or_else(|| unknown("count of decimals", decimals))
}

fn read_written<'de, T, A: SeqAccess<'de>>(
    what: &str,
    row: &mut A,
    parse: impl Fn(&str) -> Option<T>,
) -> Result<T, A::Error> {
    let text: String = next(row)?;
    parse(&text).ok_or_else(|| unknown(what, text))
}

fn fraction(text: &str) -> Option<Exact> {
    let (numerator, denominator) = text.split_once('/')?;
    Exact::ratio(numerator.parse().ok()?, denominator.parse().ok()?).ok()
}

/// What stands in the fourth place of a fact: its value, or the word for what comes next.
enum Form {
    Retracted,
    None,
    NotApplicable,
    Flag(bool),
    Number(i64),
    Fraction,
    Code,
    Codes,
    Text,
    Day,
}

impl<'de> Deserialize<'de> for Form {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Form, D::Error> {
        deserializer.deserialize_any(FormVisitor)
    }
}

struct FormVisitor;

impl Visitor<'_> for FormVisitor {
    type Value = Form;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value or the word for one")
    }

    fn visit_unit<E: Error>(self) -> Result<Form, E> {
        Ok(Form::Retracted)
    }

    fn visit_bool<E: Error>(self, flag: bool) -> Result<Form, E> {
        Ok(Form::Flag(flag))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Form, E> {
        Ok(Form::Number(number))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Form, E> {
        let number = i64::try_from(number).map_err(|_| unknown("number", number))?;
        Ok(Form::Number(number))
    }

    fn visit_str<E: Error>(self, word: &str) -> Result<Form, E> {
        Ok(match word {
            NONE => Form::None,
            NOT_APPLICABLE => Form::NotApplicable,
            "fraction" => Form::Fraction,
            "code" => Form::Code,
            "codes" => Form::Codes,
            "text" => Form::Text,
            "day" => Form::Day,
            other => return Err(unknown("value", other)),
        })
    }
}

fn place_of(level: Level) -> usize {
    let place = Level::ALL.iter().position(|known| *known == level);
    place.expect("every level is one of all")
}

fn level_at(place: usize) -> Option<Level> {
    Level::ALL.get(place).copied()
}

#[cfg(test)]
mod tests;
