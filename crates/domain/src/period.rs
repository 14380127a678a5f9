//! Periods (期间) that facts, figures and reports speak of: a year, half, quarter, month or day.
//!
//! Main type: [`Period`]. Each has a text form (`2024-H1`), a sortable whole number for the store and
//! a name for people. Durations in working days belong to [`crate::calendar`]; how people write dates
//! belongs to [`crate::written`].

use benfu_rules::Day;
use std::fmt;
use std::str::FromStr;

/// A period of the civil calendar, or no period for what holds always.
///
/// Make the numbered ones with [`Period::half`], [`Period::quarter`] and [`Period::month`], which
/// refuse what does not exist. A value made otherwise, such as `Quarter(2024, 9)`, has no first or
/// last day and cannot be read back from its text or key.
///
/// ```
/// use benfu_domain::period::Period;
/// let half: Period = "2024-H1".parse().unwrap();
/// assert_eq!(half.zh(), "2024年上半年");
/// assert_eq!(half.same_period_last_year().map(|p| p.to_string()).as_deref(), Some("2023-H1"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Period {
    /// No period: the fact is not bound to one (timeless).
    Always,
    /// A calendar year.
    Year(i32),
    /// A half of a year, 1 or 2.
    Half(i32, u8),
    /// A quarter of a year, 1 to 4.
    Quarter(i32, u8),
    /// A month, 1 to 12.
    Month(i32, u8),
    /// One civil day.
    Day(Day),
}

/// A text or number names no period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PeriodError {
    /// The text or number that was read.
    pub read: String,
}

const YEAR: i64 = 1;
const HALF: i64 = 2;
const QUARTER: i64 = 3;
const MONTH: i64 = 4;
const DAY: i64 = 5;

impl Period {
    /// A year from 1 to 9999.
    pub fn year(year: i32) -> Option<Period> {
        (1..=9999).contains(&year).then_some(Period::Year(year))
    }

    /// A half of a year, `None` unless 1 or 2.
    pub fn half(year: i32, half: u8) -> Option<Period> {
        Period::year(year)?;
        (1..=2).contains(&half).then_some(Period::Half(year, half))
    }

    /// A quarter of a year, `None` unless 1 to 4.
    pub fn quarter(year: i32, quarter: u8) -> Option<Period> {
        Period::year(year)?;
        (1..=4)
            .contains(&quarter)
            .then_some(Period::Quarter(year, quarter))
    }

    /// A month, `None` unless 1 to 12.
    pub fn month(year: i32, month: u8) -> Option<Period> {
        Period::year(year)?;
        (1..=12)
            .contains(&month)
            .then_some(Period::Month(year, month))
    }

    /// A whole number that the store sorts by: first day, then the longer period first.
    ///
    /// The decimal digits read year, month, day, kind: 2024 is `202401011`, its first half
    /// `202401012`, 30 June 2024 `202406305`. [`Period::Always`] is 0 and sorts before all others.
    pub fn key(self) -> i64 {
        let kind = match self {
            Period::Always => return 0,
            Period::Year(_) => YEAR,
            Period::Half(..) => HALF,
            Period::Quarter(..) => QUARTER,
            Period::Month(..) => MONTH,
            Period::Day(_) => DAY,
        };
        let (year, month, day) = self.start();
        ((i64::from(year) * 100 + i64::from(month)) * 100 + i64::from(day)) * 10 + kind
    }

    /// The period with this key, `None` when no period has it.
    pub fn from_key(key: i64) -> Option<Period> {
        if key == 0 {
            return Some(Period::Always);
        }
        let (days, kind) = (key / 10, key % 10);
        let (year, month, day) = (days / 10_000, days / 100 % 100, days % 100);
        let year = i32::try_from(year).ok()?;
        let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
        let period = match kind {
            YEAR => Period::year(year)?,
            HALF => Period::half(year, month / 6 + 1)?,
            QUARTER => Period::quarter(year, month / 3 + 1)?,
            MONTH => Period::month(year, month)?,
            DAY => Period::Day(Day::from_ymd(year, month, day)?),
            _ => return None,
        };
        (period.key() == key).then_some(period)
    }

    /// The first day; none for [`Period::Always`].
    pub fn first_day(self) -> Option<Day> {
        let (year, month, day) = self.start();
        Day::from_ymd(year, month, day)
    }

    /// The last day; none for [`Period::Always`].
    pub fn last_day(self) -> Option<Day> {
        let first = self.first_day()?;
        match self {
            Period::Always => None,
            Period::Year(_) => Some(first.last_of_year()),
            Period::Half(..) => Some(first.plus_months(5)?.last_of_month()),
            Period::Quarter(..) => Some(first.plus_months(2)?.last_of_month()),
            Period::Month(..) => Some(first.last_of_month()),
            Period::Day(day) => Some(day),
        }
    }

    /// Whether the day lies in the period; every day lies in [`Period::Always`].
    pub fn contains(self, day: Day) -> bool {
        match (self.first_day(), self.last_day()) {
            (Some(first), Some(last)) => (first..=last).contains(&day),
            _ => self == Period::Always,
        }
    }

    /// The calendar year the period lies in; none for [`Period::Always`].
    pub fn calendar_year(self) -> Option<i32> {
        self.first_day().map(Day::year)
    }

    /// The same period a year earlier (同期); 29 February becomes 28 February.
    pub fn same_period_last_year(self) -> Option<Period> {
        match self {
            Period::Always => None,
            Period::Year(year) => Period::year(year.checked_sub(1)?),
            Period::Half(year, half) => Period::half(year.checked_sub(1)?, half),
            Period::Quarter(year, quarter) => Period::quarter(year.checked_sub(1)?, quarter),
            Period::Month(year, month) => Period::month(year.checked_sub(1)?, month),
            Period::Day(day) => day.plus_years(-1).map(Period::Day),
        }
    }

    /// The name in Chinese: `2024年上半年`.
    pub fn zh(self) -> String {
        match self {
            Period::Always => "不限期间".to_owned(),
            Period::Year(year) => format!("{year}年"),
            Period::Half(year, half) => {
                format!("{year}年{}半年", if half == 1 { "上" } else { "下" })
            }
            Period::Quarter(year, quarter) => {
                let name = ["一", "二", "三", "四"].get(usize::from(quarter).wrapping_sub(1));
                format!("{year}年第{}季度", name.unwrap_or(&"?"))
            }
            Period::Month(year, month) => format!("{year}年{month}月"),
            Period::Day(day) => {
                let (year, month, day) = day.ymd();
                format!("{year}年{month}月{day}日")
            }
        }
    }

    /// The name in English: `first half of 2024`.
    pub fn en(self) -> String {
        match self {
            Period::Always => "any period".to_owned(),
            Period::Year(year) => year.to_string(),
            Period::Half(year, half) => {
                format!(
                    "{} half of {year}",
                    if half == 1 { "first" } else { "second" }
                )
            }
            Period::Quarter(year, quarter) => {
                let name = ["first", "second", "third", "fourth"];
                let name = name
                    .get(usize::from(quarter).wrapping_sub(1))
                    .unwrap_or(&"?");
                format!("{name} quarter of {year}")
            }
            Period::Month(year, month) => format!("{} {year}", month_en(month)),
            Period::Day(day) => {
                let (year, month, day) = day.ymd();
                format!("{day} {} {year}", month_en(month))
            }
        }
    }

    /// Year, month and day of the first day; (0, 0, 0), which is no day, where there is none.
    fn start(self) -> (i32, u8, u8) {
        match self {
            Period::Always => (0, 0, 0),
            Period::Year(year) => (year, 1, 1),
            Period::Half(year, half) => (year, first_month(half, 6), 1),
            Period::Quarter(year, quarter) => (year, first_month(quarter, 3), 1),
            Period::Month(year, month) => (year, month, 1),
            Period::Day(day) => day.ymd(),
        }
    }
}

/// The first month of the n-th part of a year whose parts are `length` months; 0 when there is none.
fn first_month(n: u8, length: u8) -> u8 {
    if n == 0 || n > 12 / length {
        0
    } else {
        (n - 1) * length + 1
    }
}

fn month_en(month: u8) -> &'static str {
    const NAMES: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    NAMES
        .get(usize::from(month).wrapping_sub(1))
        .copied()
        .unwrap_or("?")
}

impl Ord for Period {
    /// The order of [`Period::key`].
    fn cmp(&self, other: &Period) -> std::cmp::Ordering {
        self.key().cmp(&other.key())
    }
}

impl PartialOrd for Period {
    fn partial_cmp(&self, other: &Period) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Period {
    /// The text form: empty, `2024`, `2024-H1`, `2024-Q3`, `2024-06` or `2024-06-30`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Period::Always => Ok(()),
            Period::Year(year) => write!(f, "{year:04}"),
            Period::Half(year, half) => write!(f, "{year:04}-H{half}"),
            Period::Quarter(year, quarter) => write!(f, "{year:04}-Q{quarter}"),
            Period::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Period::Day(day) => write!(f, "{day}"),
        }
    }
}

impl FromStr for Period {
    type Err = PeriodError;

    fn from_str(text: &str) -> Result<Period, PeriodError> {
        read(text).ok_or_else(|| PeriodError {
            read: text.chars().take(40).collect(),
        })
    }
}

fn read(text: &str) -> Option<Period> {
    if text.is_empty() {
        return Some(Period::Always);
    }
    if text.len() == 10 {
        return text.parse().ok().map(Period::Day);
    }
    let Some((year, part)) = text.split_once('-') else {
        return Period::year(number(text, 4)?);
    };
    let year = number(year, 4)?;
    match part.as_bytes().first()? {
        b'H' => Period::half(year, u8::try_from(number(&part[1..], 1)?).ok()?),
        b'Q' => Period::quarter(year, u8::try_from(number(&part[1..], 1)?).ok()?),
        _ => Period::month(year, u8::try_from(number(part, 2)?).ok()?),
    }
}

/// A number of exactly `digits` ASCII digits.
fn number(text: &str, digits: usize) -> Option<i32> {
    let plain = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

impl PeriodError {
    /// The error in Chinese, with what to write.
    pub fn zh(&self) -> String {
        format!(
            "“{}”不是期间：请写成 2024、2024-H1、2024-Q3、2024-06 或 2024-06-30",
            self.read
        )
    }
}

impl fmt::Display for PeriodError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "`{}` is not a period: write 2024, 2024-H1, 2024-Q3, 2024-06 or 2024-06-30",
            self.read
        )
    }
}

impl std::error::Error for PeriodError {}

#[cfg(test)]
mod tests;
