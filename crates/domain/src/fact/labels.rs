//! How the dictionary names things and writes values, for explanations of rules.

use super::Dictionary;
use crate::label::{Label, Lang};
use crate::money::{Currency, Money};
use crate::quantity::Unit;
use benfu_rules::{Exact, Labels, Language, Type, Value};

/// The reader's language in the words of the rules.
pub fn language(lang: Lang) -> Language {
    match lang {
        Lang::Zh => Language::Chinese,
        Lang::En => Language::English,
    }
}

fn lang(language: Language) -> Lang {
    match language {
        Language::Chinese => Lang::Zh,
        Language::English => Lang::En,
    }
}

fn named(label: Option<&Label>, id: &str, language: Language) -> String {
    label.map_or_else(
        || id.to_owned(),
        |label| label.text(lang(language)).to_owned(),
    )
}

impl Labels for Dictionary {
    fn concept(&self, concept: &str, language: Language) -> String {
        named(
            self.concepts.get(concept).map(|known| &known.label),
            concept,
            language,
        )
    }

    fn value(&self, value: &Value, kind: &Type, language: Language) -> String {
        match (value, kind) {
            (Value::Flag(flag), _) => flag_word(*flag, language).to_owned(),
            (Value::Number(number), Type::Money { currency }) => money(number, currency, language),
            (
                Value::Number(number),
                Type::Number {
                    unit: Some(unit), ..
                },
            ) => quantity(number, unit, language),
            (Value::Number(number), _) => number.to_decimal().unwrap_or_else(|| number.to_string()),
            (Value::Code(code), Type::Code { vocabulary, .. } | Type::Codes { vocabulary }) => {
                self.code_label(vocabulary, code, language)
            }
            (Value::Codes(codes), Type::Codes { vocabulary }) => {
                let names: Vec<String> = codes
                    .iter()
                    .map(|code| self.code_label(vocabulary, code, language))
                    .collect();
                names.join(if language == Language::Chinese {
                    "、"
                } else {
                    ", "
                })
            }
            (Value::Code(text) | Value::Text(text), _) => text.clone(),
            (Value::Codes(codes), _) => codes.join(", "),
            (Value::Day(day), _) => day.to_string(),
        }
    }

    fn register(&self, register: &str, level: Option<&str>, language: Language) -> String {
        let scheme = self.schemes.get(register);
        let name = named(scheme.map(|scheme| &scheme.label), register, language);
        let Some(level) = level else { return name };
        let levels = scheme
            .map(|scheme| scheme.levels.as_slice())
            .unwrap_or_default();
        let label = levels
            .iter()
            .find(|(id, _)| id == level)
            .map(|(_, label)| label);
        let level = named(label, level, language);
        match language {
            Language::Chinese => format!("{name}（{level}）"),
            Language::English => format!("{name} ({level})"),
        }
    }

    fn parameter(&self, id: &str, language: Language) -> String {
        named(
            self.parameters.get(id).map(|known| &known.label),
            id,
            language,
        )
    }
}

impl Dictionary {
    fn code_label(&self, vocabulary: &str, code: &str, language: Language) -> String {
        let entries = self
            .vocabularies
            .get(vocabulary)
            .map(|known| known.entries.as_slice())
            .unwrap_or_default();
        named(
            entries
                .iter()
                .find(|entry| entry.code == code)
                .map(|entry| &entry.label),
            code,
            language,
        )
    }
}

fn flag_word(flag: bool, language: Language) -> &'static str {
    match (flag, language) {
        (true, Language::Chinese) => "是",
        (false, Language::Chinese) => "否",
        (true, Language::English) => "yes",
        (false, Language::English) => "no",
    }
}

fn whole(number: &Exact) -> Option<i64> {
    number
        .to_whole()
        .and_then(|whole| i64::try_from(whole).ok())
}

fn money(number: &Exact, currency: &str, language: Language) -> String {
    let Some(known) = Currency::from_code(currency) else {
        return format!("{number} {currency}");
    };
    match (whole(number), language) {
        (Some(minor), Language::Chinese) => Money::new(minor, known).zh(),
        (Some(minor), Language::English) => Money::new(minor, known).en(),
        (None, language) => part_of_money(number, known, language),
    }
}

/// A share of an amount need not be whole: it is written to its last decimal, or as near as a minor unit when it has none.
fn part_of_money(number: &Exact, currency: Currency, language: Language) -> String {
    let minor = Exact::whole(10_i128.pow(currency.minor_digits()));
    let major = number.checked_div(&minor).ok();
    let exactly = major.and_then(|major| major.to_decimal());
    let nearly = || {
        let digits = u8::try_from(currency.minor_digits()).ok()?;
        let near = major?.rounded(digits).ok()?;
        near.to_decimal()
    };
    let (about, amount) = match exactly {
        Some(amount) => (false, amount),
        None => (true, nearly().unwrap_or_else(|| number.to_string())),
    };
    match language {
        Language::Chinese if about => format!("约{amount}{}", currency.zh()),
        Language::Chinese => format!("{amount}{}", currency.zh()),
        Language::English if about => format!("about {} {amount}", currency.code()),
        Language::English => format!("{} {amount}", currency.code()),
    }
}

fn quantity(number: &Exact, unit: &str, language: Language) -> String {
    match whole(number).zip(Unit::find(unit)) {
        Some((amount, unit)) if language == Language::Chinese => unit.for_people(amount).zh(amount),
        Some((amount, unit)) => unit.for_people(amount).en(amount),
        None => format!("{number} {unit}"),
    }
}

#[cfg(test)]
mod tests {
    use super::money;
    use benfu_rules::{Exact, Language};

    #[test]
    fn a_part_of_a_fen_is_written_out() {
        let said = |numerator, denominator, language| {
            let number = Exact::ratio(numerator, denominator).expect("a number");
            money(&number, "CNY", language)
        };
        assert_eq!(said(1_201_549_752, 10, Language::Chinese), "1201549.752元");
        assert_eq!(
            said(1_201_549_752, 10, Language::English),
            "CNY 1201549.752"
        );
        assert_eq!(said(100, 3, Language::Chinese), "约0.33元");
        assert_eq!(said(100, 3, Language::English), "about CNY 0.33");
    }
}
