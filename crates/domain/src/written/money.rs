//! Amounts of money as written: 500万元人民币, 1,500万美元, 数千万人民币, a bare number under a header.
//!
//! Main types: [`WrittenMoney`] and [`MoneyUnit`]. A text is cut into words (number, scale, currency,
//! vague word); an unknown word is an error that names it.

use super::number::{RANGE, VAGUE, shifted};
use super::text::unit_in_header;
use super::{Expected, Misread, Problem, Written, leading_number, read_with, tidy};
use crate::money::{Currency, Money, Scale};
use benfu_rules::Exact;

/// An amount as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WrittenMoney {
    /// An exact amount.
    Amount {
        /// The amount.
        money: Money,
        /// True when more digits were written than the minor unit has; the amount is rounded half
        /// away from zero.
        rounded: bool,
        /// True when no currency was written, neither in the text nor in its header.
        currency_assumed: bool,
    },
    /// A vague amount (数千万人民币, 500万以上): text, never a number.
    Vague {
        /// The text.
        text: String,
        /// The currency, when one was written.
        currency: Option<Currency>,
    },
}

/// The unit of bare numbers, as a header or a caller gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct MoneyUnit {
    /// The scale: 万 in a column in 万元.
    pub scale: Scale,
    /// The currency; none when only the scale is known.
    pub currency: Option<Currency>,
}

/// Reads an amount that carries its own unit.
///
/// ```
/// use benfu_domain::{money::Money, written::{self, Written, WrittenMoney}};
/// let read = written::money("3,000万元人民币").unwrap();
/// let expected = WrittenMoney::Amount {
///     money: Money::fen(3_000_000_000),
///     rounded: false,
///     currency_assumed: false,
/// };
/// assert_eq!(read, Written::Value(expected));
/// ```
pub fn money(text: &str) -> Result<Written<WrittenMoney>, Misread> {
    money_with(text, None)
}

/// Reads an amount; a bare number is in `unit`. A unit in the text itself comes first.
pub fn money_with(text: &str, unit: Option<MoneyUnit>) -> Result<Written<WrittenMoney>, Misread> {
    read_with(text, Expected::Money, |text| read(text, unit))
}

impl WrittenMoney {
    /// The amount, when it is exact.
    pub fn amount(&self) -> Option<Money> {
        match self {
            WrittenMoney::Amount { money, .. } => Some(*money),
            WrittenMoney::Vague { .. } => None,
        }
    }
}

impl MoneyUnit {
    /// The unit a header gives: 注册资本(万元), 营业收入 单位：亿元, 注册资本万美元.
    pub fn in_header(header: &str) -> Option<MoneyUnit> {
        if let Some(unit) = unit_in_header(header).and_then(|unit| MoneyUnit::from_text(&unit)) {
            return Some(unit);
        }
        let header = tidy(header)?;
        let tails = header.char_indices().map(|(start, _)| &header[start..]);
        tails
            .filter(|tail| has_unit_name(tail))
            .find_map(MoneyUnit::from_text)
    }

    /// The unit a text consists of: 万元, 亿美元, USD million.
    pub fn from_text(text: &str) -> Option<MoneyUnit> {
        let words = words(&tidy(text)?).ok()?;
        let said = Said::of(&words).ok()?;
        let only_unit = said.number.is_none() && !said.vague && said.has_unit();
        let scale = SCALES
            .into_iter()
            .find(|scale| scale.exponent() == said.exponent)?;
        only_unit.then_some(MoneyUnit {
            scale,
            currency: said.currency_or_yuan(),
        })
    }
}

const SCALES: [Scale; 6] = [
    Scale::One,
    Scale::Thousand,
    Scale::TenThousand,
    Scale::Million,
    Scale::HundredMillion,
    Scale::Billion,
];

/// A header's tail counts as a unit only when it names a currency, so that 千 in a name does not.
fn has_unit_name(tail: &str) -> bool {
    words(tail).is_ok_and(|words| {
        words
            .iter()
            .any(|word| matches!(word, Word::Yuan | Word::Currency(_)))
    })
}

/// A word of a written amount.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Word {
    /// A number, and whether it carries 万 or 亿 itself.
    Number { value: Exact, scaled: bool },
    /// A scale that stands alone: 万, million.
    Scale(u32),
    /// A currency by its own name.
    Currency(Currency),
    /// 元, which any currency may be followed by.
    Yuan,
    /// About, over, several, a range.
    Vague,
    /// 整, brackets, colons: no meaning of their own.
    Filler,
}

/// The fixed words besides currency names, longer ones first.
const WORDS: [(&str, Word); 20] = [
    ("thousand", Word::Scale(3)),
    ("million", Word::Scale(6)),
    ("billion", Word::Scale(9)),
    ("bn", Word::Scale(9)),
    ("mn", Word::Scale(6)),
    ("k", Word::Scale(3)),
    ("m", Word::Scale(6)),
    ("元", Word::Yuan),
    ("圆", Word::Yuan),
    ("十", Word::Scale(1)),
    ("百", Word::Scale(2)),
    ("千", Word::Scale(3)),
    ("万", Word::Scale(4)),
    ("亿", Word::Scale(8)),
    ("整", Word::Filler),
    ("正", Word::Filler),
    ("(", Word::Filler),
    (")", Word::Filler),
    (":", Word::Filler),
    (" ", Word::Filler),
];

/// Cuts a tidied text into words.
fn words(text: &str) -> Result<Vec<Word>, Problem> {
    let text = text.to_lowercase();
    let (mut words, mut rest) = (Vec::new(), text.as_str());
    while !rest.is_empty() {
        let numbered = words.iter().any(|word| matches!(word, Word::Number { .. }));
        let (word, after) = next_word(rest, numbered)?;
        words.push(word);
        rest = after;
    }
    Ok(words)
}

/// The first word of a text; after a number a hyphen is a range, before it a minus.
fn next_word(text: &str, numbered: bool) -> Result<(Word, &str), Problem> {
    let signed = text.starts_with(['-', '+']);
    if !(numbered && signed)
        && let Some(leading) = leading_number(text)?
    {
        let (value, scaled) = (leading.value, leading.scaled);
        return Ok((Word::Number { value, scaled }, leading.rest));
    }
    named_word(text).ok_or_else(|| Problem::NotUnderstood {
        part: text.chars().take(10).collect(),
    })
}

fn named_word(text: &str) -> Option<(Word, &str)> {
    let currencies = Currency::ALL.into_iter().flat_map(|currency| {
        currency
            .written_names()
            .iter()
            .map(move |name| (*name, Word::Currency(currency)))
    });
    let vague = VAGUE.iter().chain(&RANGE).map(|name| (*name, Word::Vague));
    let mut all = currencies.chain(WORDS).chain(vague);
    all.find_map(|(name, word)| text.strip_prefix(name).map(|rest| (word, rest)))
}

/// What the words of an amount say together.
#[derive(Default)]
struct Said {
    number: Option<Exact>,
    scaled: bool,
    exponent: u32,
    currency: Option<Currency>,
    yuan: bool,
    vague: bool,
}

impl Said {
    fn of(words: &[Word]) -> Result<Said, Problem> {
        let vague = words.contains(&Word::Vague);
        let mut said = Said {
            vague,
            ..Said::default()
        };
        for word in words {
            said.add(*word)?;
        }
        Ok(said)
    }

    fn add(&mut self, word: Word) -> Result<(), Problem> {
        match word {
            Word::Number { .. } if self.number.is_some() && !self.vague => {
                return Err(Problem::SeveralNumbers);
            }
            Word::Number { value, scaled } => {
                self.number = Some(value);
                self.scaled |= scaled;
            }
            Word::Scale(exponent) => self.exponent = self.exponent.saturating_add(exponent),
            Word::Currency(currency) if self.currency.is_some_and(|other| other != currency) => {
                return Err(Problem::TwoCurrencies);
            }
            Word::Currency(currency) => self.currency = Some(currency),
            Word::Yuan => self.yuan = true,
            Word::Vague | Word::Filler => {}
        }
        Ok(())
    }

    fn has_unit(&self) -> bool {
        self.scaled || self.exponent > 0 || self.yuan || self.currency.is_some()
    }

    fn currency_or_yuan(&self) -> Option<Currency> {
        self.currency.or(self.yuan.then_some(Currency::Cny))
    }
}

fn read(text: &str, unit: Option<MoneyUnit>) -> Result<WrittenMoney, Problem> {
    let bracketed = text.starts_with('(') && text.ends_with(')');
    let said = Said::of(&words(text)?)?;
    if said.vague && (said.number.is_some() || said.exponent > 0) {
        return Ok(WrittenMoney::Vague {
            text: text.to_owned(),
            currency: said.currency,
        });
    }
    let number = said.number.ok_or(Problem::NoNumber)?;
    let exponent = match unit {
        _ if said.has_unit() || number.is_zero() => said.exponent,
        Some(unit) => unit.scale.exponent(),
        None => return Err(Problem::UnitMissing),
    };
    let header_currency = unit.and_then(|unit| unit.currency);
    let currency = said
        .currency
        .or(if said.yuan { None } else { header_currency });
    let written = currency.or(said.currency_or_yuan());
    let (money, rounded) = amount(
        number,
        exponent,
        written.unwrap_or(Currency::Cny),
        bracketed,
    )?;
    Ok(WrittenMoney::Amount {
        money,
        rounded,
        currency_assumed: written.is_none(),
    })
}

/// The amount in minor units and whether it had to be rounded.
fn amount(
    number: Exact,
    exponent: u32,
    currency: Currency,
    negative: bool,
) -> Result<(Money, bool), Problem> {
    let shift = i32::try_from(exponent + currency.minor_digits()).map_err(|_| Problem::TooLarge)?;
    let exact = shifted(number, shift)?;
    let whole = exact
        .rounded(0)
        .ok()
        .and_then(|minor| minor.to_whole())
        .ok_or(Problem::TooLarge)?;
    let minor = i64::try_from(whole).map_err(|_| Problem::TooLarge)?;
    let minor = if negative {
        minor.checked_neg().ok_or(Problem::TooLarge)?
    } else {
        minor
    };
    Ok((Money::new(minor, currency), exact.to_whole().is_none()))
}

#[cfg(test)]
mod tests;
