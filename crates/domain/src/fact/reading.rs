//! Reading a value of a concept's type from what a person wrote: in a cell, a form, or a quoted literal.

use super::{Concept, Dictionary, Observed};
use crate::money::Currency;
use crate::quantity::{self, Unit};
use crate::written::{self, Absence, BareShare, Misread, MoneyUnit, Written, WrittenMoney};
use benfu_rules::{Exact, Type, Value};

/// What was written does not fit: what was read and what is expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfit {
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}

impl From<Misread> for Unfit {
    fn from(misread: Misread) -> Unfit {
        Unfit {
            zh: misread.zh(),
            en: misread.to_string(),
        }
    }
}

impl Unfit {
    fn new(zh: impl Into<String>, en: impl Into<String>) -> Unfit {
        Unfit {
            zh: zh.into(),
            en: en.into(),
        }
    }
}

impl Dictionary {
    /// Reads what somebody wrote for `concept` under `header` (which may carry a unit). `None` when nothing was
    /// said: an empty cell is not an observation.
    ///
    /// # Errors
    /// [`Unfit`] says what was read and what is expected.
    pub fn read(
        &self,
        concept: &Concept,
        text: &str,
        header: &str,
    ) -> Result<Option<Observed>, Unfit> {
        self.read_under(concept, text, &Heading::of(concept, header))
    }

    /// The same for a whole column, whose heading is understood once.
    ///
    /// # Errors
    /// As [`Dictionary::read`].
    pub fn read_under(
        &self,
        concept: &Concept,
        text: &str,
        heading: &Heading,
    ) -> Result<Option<Observed>, Unfit> {
        match written::absence(text) {
            Some(Absence::Blank | Absence::Undisclosed | Absence::Unknown) => return Ok(None),
            Some(Absence::Nothing) if concept.kind == Type::Flag => {
                return Ok(Some(Observed::Value(Value::Flag(false))));
            }
            Some(Absence::Nothing) => return Ok(Some(Observed::None)),
            Some(Absence::NotApplicable) => return Ok(Some(Observed::NotApplicable)),
            None => {}
        }
        let written = self.value(text, &concept.kind, heading)?;
        Ok(written.value().map(Observed::Value))
    }

    pub(super) fn literal(&self, text: &str, kind: &Type) -> Result<Value, Unfit> {
        let bare = text
            .trim_end()
            .ends_with(|letter: char| letter.is_ascii_digit());
        if bare
            && matches!(
                kind,
                Type::Number { unit: Some(_), .. } | Type::Money { .. }
            )
        {
            return Err(Unfit::new(
                format!("“{text}”没有单位"),
                format!("\"{text}\" has no unit"),
            ));
        }
        let written = self.value(text, kind, &Heading::default())?;
        written.value().ok_or_else(|| {
            Unfit::new(
                format!("“{text}”不是一个值"),
                format!("\"{text}\" is no value"),
            )
        })
    }

    fn value(&self, text: &str, kind: &Type, given: &Heading) -> Result<Written<Value>, Unfit> {
        match kind {
            Type::Flag => Ok(written::flag(text)?.map(Value::Flag)),
            Type::Money { currency } => money(text, currency, given),
            Type::Number {
                unit: Some(unit), ..
            } => measured(text, unit, given),
            Type::Number { unit: None, .. } => plain(text),
            Type::Code { vocabulary, .. } => {
                Ok(Written::Value(Value::Code(self.code_of(vocabulary, text)?)))
            }
            Type::Codes { vocabulary } => self.codes_of(vocabulary, text),
            Type::Text => Ok(Written::Value(Value::Text(text.trim().to_owned()))),
            Type::Day => day(text),
        }
    }

    fn code_of(&self, vocabulary: &str, text: &str) -> Result<String, Unfit> {
        if let Some(entry) = self.code(vocabulary, text) {
            return Ok(entry.code.clone());
        }
        let entries = self
            .vocabularies
            .get(vocabulary)
            .map(|known| known.entries.as_slice())
            .unwrap_or_default();
        let some = |name: fn(&super::VocabularyEntry) -> &str| {
            entries
                .iter()
                .take(8)
                .map(name)
                .collect::<Vec<_>>()
                .join("、")
        };
        Err(Unfit::new(
            format!("“{text}”不在词表中,可选:{}", some(|entry| &entry.label.zh)),
            format!(
                "\"{text}\" is not in the vocabulary; choose one of: {}",
                some(|entry| &entry.code)
            ),
        ))
    }

    fn codes_of(&self, vocabulary: &str, text: &str) -> Result<Written<Value>, Unfit> {
        let parts = text
            .split(['、', ',', '，', ';', '；', '/'])
            .map(str::trim)
            .filter(|part| !part.is_empty());
        let codes = parts
            .map(|part| self.code_of(vocabulary, part))
            .collect::<Result<Vec<_>, _>>()?;
        Ok(Written::Value(Value::Codes(codes)))
    }
}

/// The unit of bare numbers under a header: the one that the header names, else the one in which the concept is
/// written.
#[derive(Debug, Clone, Copy, Default)]
pub struct Heading {
    money: Option<MoneyUnit>,
    unit: Option<&'static Unit>,
}

impl Heading {
    /// What a header says about the numbers of a concept below it.
    pub fn of(concept: &Concept, header: &str) -> Heading {
        let unit = &concept.display_unit;
        match &concept.kind {
            Type::Money { .. } => Heading {
                money: MoneyUnit::in_header(header).or_else(|| MoneyUnit::from_text(unit)),
                unit: None,
            },
            Type::Number { unit: Some(_), .. } => Heading {
                money: None,
                unit: written::unit_in_header(header)
                    .as_deref()
                    .and_then(Unit::find)
                    .or_else(|| Unit::find(unit)),
            },
            Type::Number { unit: None, .. }
            | Type::Flag
            | Type::Code { .. }
            | Type::Codes { .. }
            | Type::Text
            | Type::Day => Heading::default(),
        }
    }
}

fn money(text: &str, currency: &str, given: &Heading) -> Result<Written<Value>, Unfit> {
    let read = match written::money_with(text, given.money)? {
        Written::Value(read) => read,
        Written::Absent(absence) => return Ok(Written::Absent(absence)),
    };
    match read {
        WrittenMoney::Amount { money, .. } if money.currency.to_string() == currency => Ok(
            Written::Value(Value::Number(Exact::whole(i128::from(money.amount_minor)))),
        ),
        WrittenMoney::Amount { money, .. } => Err(other_currency(text, money.currency, currency)),
        WrittenMoney::Vague { text, .. } => Err(Unfit::new(
            format!("“{text}”是约数,请填写确切金额"),
            format!("\"{text}\" is vague; give the exact amount"),
        )),
    }
}

fn other_currency(text: &str, read: Currency, wanted: &str) -> Unfit {
    Unfit::new(
        format!("“{text}”的币种是{read},这里要求{wanted};没有当日汇率,不能换算"),
        format!(
            "\"{text}\" is in {read}, {wanted} is wanted; without a dated rate it is not converted"
        ),
    )
}

fn measured(text: &str, base: &str, given: &Heading) -> Result<Written<Value>, Unfit> {
    let unit = given.unit.or_else(|| Unit::find(base));
    let unit = unit.ok_or_else(|| {
        Unfit::new(
            format!("不认识的单位“{base}”"),
            format!("unknown unit \"{base}\""),
        )
    })?;
    match quantity::parse(text, unit) {
        Ok(amount) => Ok(Written::Value(Value::Number(Exact::whole(i128::from(
            amount,
        ))))),
        Err(error) => Err(Unfit::new(error.zh(), error.to_string())),
    }
}

fn plain(text: &str) -> Result<Written<Value>, Unfit> {
    let share = text.contains(['%', '％', '‰']) || text.contains("分之");
    let read = if share {
        written::percent(text, BareShare::Fraction)?
    } else {
        written::number(text)?
    };
    Ok(read.map(Value::Number))
}

fn day(text: &str) -> Result<Written<Value>, Unfit> {
    match written::date(text)? {
        Written::Value(crate::period::Period::Day(day)) => Ok(Written::Value(Value::Day(day))),
        Written::Value(_) => Err(Unfit::new(
            format!("“{text}”没有写到日,请写成 2025-06-30"),
            format!("\"{text}\" does not name the day; write 2025-06-30"),
        )),
        Written::Absent(absence) => Ok(Written::Absent(absence)),
    }
}
