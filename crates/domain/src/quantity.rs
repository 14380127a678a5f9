//! Physical quantities as whole numbers of a base unit: kg in g, m in mm, kN/m² in N/m².
//!
//! Main types: [`Unit`] and [`Dimension`]. A quantity is kept as an `i64` of its dimension's base
//! unit, so comparisons are exact; what is not a whole number of it is refused with the reason. Money
//! belongs to [`crate::money`], working days to [`crate::calendar`], ordered codes such as IP68 to
//! vocabularies.

mod units;

use crate::money::grouped_decimal;
use crate::written::{Problem, absence, leading_number, tidy};
use benfu_rules::Exact;
use std::fmt;
use units::UNITS;

/// What a unit measures. Quantities of one dimension can be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dimension {
    /// Mass, base gram.
    Mass,
    /// Length, base millimetre.
    Length,
    /// Area, base square decimetre.
    Area,
    /// Volume, base millilitre.
    Volume,
    /// Pressure and floor load, base newton per square metre.
    Pressure,
    /// Force, base newton.
    Force,
    /// Power, base watt.
    Power,
    /// Apparent power of a supply, base volt-ampere.
    ApparentPower,
    /// Energy, base watt-hour.
    Energy,
    /// Voltage, base millivolt.
    Voltage,
    /// Electric current, base milliampere.
    Current,
    /// Share of a whole and relative humidity, base permille.
    Share,
    /// Duration in calendar days, base day.
    Days,
    /// Duration in calendar months, base month.
    Months,
    /// Number of things, base piece.
    Count,
    /// Illuminance, base lux.
    Illuminance,
    /// Sound level, base tenth of a decibel.
    Sound,
    /// Temperature, base tenth of a degree Celsius.
    Temperature,
    /// Frequency, base hertz.
    Frequency,
    /// Rotational speed, base revolution per minute.
    Rotation,
    /// Short time, base millisecond.
    Time,
    /// Speed and vibration velocity, base nanometre per minute.
    Speed,
    /// Flow of water or gas, base litre per day; a tonne of water counts as 1,000 litres.
    Flow,
}

/// A unit in which people write a quantity.
///
/// ```
/// use benfu_domain::quantity::{Unit, parse};
/// let load = Unit::find("kN/m²").unwrap();
/// assert_eq!(parse("7.5 kPa", load), Ok(7500));
/// assert_eq!(load.en(7500), "7.5 kN/m²");
/// ```
#[derive(Debug, PartialEq, Eq)]
pub struct Unit {
    symbol: &'static str,
    dimension: Dimension,
    /// How many base units one of it is, as numerator and denominator.
    factor: (i64, i64),
    aliases: &'static [&'static str],
    /// The Chinese and English word where it is written by a word rather than its symbol.
    word: Option<(&'static str, &'static str)>,
}

/// Why a text is no quantity in the expected unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuantityError {
    /// The text, at most its first 40 characters.
    pub read: String,
    /// The symbol of the unit that was expected.
    pub expected: &'static str,
    /// What is wrong.
    pub fault: QuantityFault,
}

/// The units that people read, of the dimensions that have several; within a dimension the smallest first.
const CUSTOMARY: &[&str] = &[
    "g", "kg", "t", "mm", "m", "km", "m²", "mL", "L", "m³", "kN/m²", "N", "kN", "W", "kW", "MW",
    "kVA", "Wh", "kWh", "MWh", "V", "kV", "A", "%", "dB", "°C", "kHz", "MHz", "GHz", "s", "min",
    "h", "mm/s", "m/s",
];

/// What is wrong with a written quantity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QuantityFault {
    /// Nothing is written, or a word such as 无.
    Absent,
    /// It does not begin with a number that can be read.
    NoNumber,
    /// The unit is not known.
    UnknownUnit {
        /// What stands in the unit's place.
        unit: String,
    },
    /// The unit measures something else.
    OtherDimension {
        /// The unit's symbol.
        unit: &'static str,
    },
    /// It is finer than the base unit.
    TooFine {
        /// The symbol of the base unit.
        base: &'static str,
    },
    /// It does not fit into 64 bits of base units.
    TooLarge,
}

impl Unit {
    /// The unit with this symbol or alias, of any dimension; small and capital letters are told apart
    /// only where both mean something.
    pub fn find(text: &str) -> Option<&'static Unit> {
        let text = tidy(text)?;
        find_among(&text, |_| true)
    }

    /// The unit with this symbol or alias in a dimension.
    pub fn find_in(dimension: Dimension, text: &str) -> Option<&'static Unit> {
        let text = tidy(text)?;
        find_among(&text, |unit| unit.dimension == dimension)
    }

    /// The symbol: `kN/m²`, `day`.
    pub fn symbol(&self) -> &'static str {
        self.symbol
    }

    /// What it measures.
    pub fn dimension(&self) -> Dimension {
        self.dimension
    }

    /// How many base units one of it is, as numerator and denominator.
    pub fn factor(&self) -> (i64, i64) {
        self.factor
    }

    /// The unit in which quantities of its dimension are kept.
    pub fn base(&self) -> &'static Unit {
        let is_base = |unit: &&Unit| unit.dimension == self.dimension && unit.factor == (1, 1);
        UNITS.iter().find(is_base).unwrap_or(&UNITS[0])
    }

    /// The unit in which people read an amount of this unit's base units: the largest customary one that keeps the
    /// number at one or more with at most three decimals, so 68 kg rather than 68,000 g.
    pub fn for_people(&self, amount: i64) -> &Unit {
        let customary = CUSTOMARY.iter().filter_map(|symbol| {
            UNITS
                .iter()
                .find(|unit| unit.dimension == self.dimension && unit.symbol == *symbol)
        });
        let reads_well = |unit: &&Unit| {
            let (number, thousandths) = (unit.of_base(amount), Exact::whole(1000));
            let fine = number
                .checked_mul(&thousandths)
                .is_ok_and(|scaled| scaled.to_whole().is_some());
            let unit_scale =
                i128::from(unit.factor.0) <= i128::from(amount).abs() * i128::from(unit.factor.1);
            fine && (unit_scale || unit.always())
        };
        let largest = customary.rev().find(reads_well);
        largest.unwrap_or_else(|| self.base())
    }

    /// Is it the only unit of its dimension that people use, however small the number?
    fn always(&self) -> bool {
        matches!(
            self.dimension,
            Dimension::Share | Dimension::Sound | Dimension::Temperature
        )
    }

    /// The quantity in Chinese: in this unit where it has finitely many decimals, else in the base unit.
    pub fn zh(&self, amount: i64) -> String {
        let (number, unit) = self.shown(amount);
        match unit.word {
            Some((zh, _)) => format!("{number}{zh}"),
            None => format!("{number}{}", unit.spaced_symbol()),
        }
    }

    /// The quantity in English, otherwise as [`Unit::zh`].
    pub fn en(&self, amount: i64) -> String {
        let (number, unit) = self.shown(amount);
        match unit.word {
            Some((_, en)) => format!("{number} {en}{}", if number == "1" { "" } else { "s" }),
            None => format!("{number}{}", unit.spaced_symbol()),
        }
    }

    /// The number of this unit that a number of base units is.
    pub fn of_base(&self, amount: i64) -> Exact {
        let (numerator, denominator) = self.factor;
        let amount = i128::from(amount) * i128::from(denominator);
        Exact::ratio(amount, numerator.into()).unwrap_or(Exact::ZERO)
    }

    /// The decimal text and the unit it is in.
    fn shown(&self, amount: i64) -> (String, &Unit) {
        match self.of_base(amount).to_decimal() {
            Some(number) => (grouped_decimal(&number), self),
            None => (grouped_decimal(&amount.to_string()), self.base()),
        }
    }

    /// The symbol with a space before it, except per cent and per mille; a base unit such as
    /// `0.1 dB` is set off by a multiplication sign.
    fn spaced_symbol(&self) -> String {
        match self.symbol {
            "%" | "‰" => self.symbol.to_owned(),
            symbol if symbol.starts_with('0') => format!(" × {symbol}"),
            symbol => format!(" {symbol}"),
        }
    }

    fn names(&self) -> impl Iterator<Item = &'static str> {
        let word = self.word.map(|(zh, _)| zh);
        std::iter::once(self.symbol)
            .chain(word)
            .chain(self.aliases.iter().copied())
    }
}

/// Reads a quantity into base units of `unit`'s dimension; a bare number is in `unit`.
pub fn parse(text: &str, unit: &Unit) -> Result<i64, QuantityError> {
    read(text, unit).map_err(|fault| QuantityError {
        read: text.trim().chars().take(40).collect(),
        expected: unit.symbol,
        fault,
    })
}

fn read(text: &str, unit: &Unit) -> Result<i64, QuantityFault> {
    let text = tidy(text).ok_or(QuantityFault::NoNumber)?;
    if absence(&text).is_some() {
        return Err(QuantityFault::Absent);
    }
    let leading = leading_number(&text).map_err(|problem| {
        if problem == Problem::TooLarge {
            QuantityFault::TooLarge
        } else {
            QuantityFault::NoNumber
        }
    })?;
    let leading = leading.ok_or(QuantityFault::NoNumber)?;
    let (numerator, denominator) = written_unit(leading.rest.trim(), unit)?.factor;
    let factor = Exact::ratio(numerator.into(), denominator.into());
    let amount = factor.and_then(|factor| leading.value.checked_mul(&factor));
    let amount = amount.map_err(|_| QuantityFault::TooLarge)?;
    let whole = amount.to_whole().ok_or(QuantityFault::TooFine {
        base: unit.base().symbol,
    })?;
    i64::try_from(whole).map_err(|_| QuantityFault::TooLarge)
}

/// The unit written after a number, which must be of the expected unit's dimension.
fn written_unit<'a>(text: &str, expected: &'a Unit) -> Result<&'a Unit, QuantityFault> {
    if text.is_empty() {
        return Ok(expected);
    }
    if let Some(unit) = find_among(text, |unit| unit.dimension == expected.dimension) {
        return Ok(unit);
    }
    Err(match find_among(text, |_| true) {
        Some(unit) => QuantityFault::OtherDimension { unit: unit.symbol },
        None => QuantityFault::UnknownUnit {
            unit: text.chars().take(20).collect(),
        },
    })
}

/// The unit of a name: as written, else without regard to capitals where that leaves one unit.
fn find_among(text: &str, among: impl Fn(&Unit) -> bool) -> Option<&'static Unit> {
    let candidates = || UNITS.iter().filter(|unit| among(unit));
    if let Some(unit) = candidates().find(|unit| unit.names().any(|name| name == text)) {
        return Some(unit);
    }
    let mut alike =
        candidates().filter(|unit| unit.names().any(|name| name.eq_ignore_ascii_case(text)));
    alike.next().filter(|_| alike.next().is_none())
}

impl QuantityError {
    /// The error in Chinese: what was read, why it cannot be, what to write.
    pub fn zh(&self) -> String {
        let why = match &self.fault {
            QuantityFault::Absent => "没有数值".to_owned(),
            QuantityFault::NoNumber => "不是一个确切的数".to_owned(),
            QuantityFault::UnknownUnit { unit } => format!("的单位“{unit}”无法识别"),
            QuantityFault::OtherDimension { unit } => format!("的单位 {unit} 属于另一种量"),
            QuantityFault::TooFine { base } => {
                format!("比可记录的最小单位 {base} 更细，或不能整除")
            }
            QuantityFault::TooLarge => "超出可记录的范围".to_owned(),
        };
        format!(
            "“{}”{why}：请写成以 {} 为单位的数量",
            self.read, self.expected
        )
    }
}

impl fmt::Display for QuantityError {
    /// The error in English: what was read, why it cannot be, what to write.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let why = match &self.fault {
            QuantityFault::Absent => "holds no value".to_owned(),
            QuantityFault::NoNumber => "is not one exact number".to_owned(),
            QuantityFault::UnknownUnit { unit } => format!("has the unknown unit `{unit}`"),
            QuantityFault::OtherDimension { unit } => {
                format!("is in {unit}, which measures something else")
            }
            QuantityFault::TooFine { base } => {
                format!("is not a whole number of {base}, the smallest unit that is recorded")
            }
            QuantityFault::TooLarge => "is too large to record".to_owned(),
        };
        write!(
            f,
            "`{}` {why}: write a quantity in {}",
            self.read, self.expected
        )
    }
}

impl std::error::Error for QuantityError {}

#[cfg(test)]
mod tests;
