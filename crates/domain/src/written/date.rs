//! Dates as written: 2024-01-02, 2024/1/2, 2024年1月, 20240102, 2 Jan 2024, Excel serial numbers.
//!
//! Main type: [`ExcelEpoch`]. A date is given as the [`Period`] it names: a day, a month or a year. A
//! time of day after it is dropped. A date that could be meant in two ways is refused.

use super::number::whole_number;
use super::{Expected, Misread, Problem, Written, read_with};
use crate::period::Period;
use benfu_rules::{Day, days_in_month};

/// The day from which a workbook counts its dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum ExcelEpoch {
    /// 1 is 1900-01-01, and 60 is a day that never was: the default of Excel.
    #[default]
    Year1900,
    /// 0 is 1904-01-01: workbooks of older Macs.
    Year1904,
}

/// Reads a day, month or year; five digits are a serial number of the 1900 system.
///
/// ```
/// use benfu_domain::{period::Period, written::{self, Written}};
/// assert_eq!(written::date("2024年3月"), Ok(Written::Value(Period::Month(2024, 3))));
/// let error = written::date("2023年2月30日").unwrap_err();
/// assert!(error.zh().contains("2023年2月没有30日"));
/// ```
pub fn date(text: &str) -> Result<Written<Period>, Misread> {
    date_with(text, ExcelEpoch::Year1900)
}

/// Reads a day, month or year; five digits are a serial number of the given system.
pub fn date_with(text: &str, epoch: ExcelEpoch) -> Result<Written<Period>, Misread> {
    read_with(text, Expected::Date, |text| read(without_time(text), epoch))
}

/// The day of an Excel serial number, as cells that hold dates keep them.
pub fn excel_serial(serial: i64, epoch: ExcelEpoch) -> Result<Day, Misread> {
    serial_day(serial, epoch)
        .map_err(|problem| Misread::new(&serial.to_string(), Expected::Date, problem))
}

fn serial_day(serial: i64, epoch: ExcelEpoch) -> Result<Day, Problem> {
    let start = match epoch {
        ExcelEpoch::Year1900 if serial == 60 => {
            return Err(Problem::NoSuchDay {
                year: 1900,
                month: 2,
                day: 29,
                last: 28,
            });
        }
        ExcelEpoch::Year1900 if serial < 60 => Day::from_ymd(1899, 12, 31),
        ExcelEpoch::Year1900 => Day::from_ymd(1899, 12, 30),
        ExcelEpoch::Year1904 => Day::from_ymd(1904, 1, 1),
    };
    let days = i32::try_from(serial).ok().filter(|days| *days >= 0);
    let day = start
        .zip(days)
        .and_then(|(start, days)| start.plus_days(days));
    day.ok_or_else(|| Problem::NotUnderstood {
        part: serial.to_string(),
    })
}

/// The text before a time of day: `2024-01-02 08:30:00`, `2024-01-02T08:30`.
fn without_time(text: &str) -> &str {
    let cut = text.find([' ', 'T']).filter(|cut| {
        let time = &text[cut + 1..];
        time.starts_with(|c: char| c.is_ascii_digit()) && time.contains(':')
    });
    cut.map_or(text, |cut| &text[..cut])
}

fn read(text: &str, epoch: ExcelEpoch) -> Result<Period, Problem> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    if digits {
        return from_digits(text, epoch);
    }
    if let Some((serial, time)) = text.split_once('.')
        && serial.len() == 5
        && is_number(serial)
        && is_number(time)
    {
        return from_digits(serial, epoch);
    }
    if text.contains('年') {
        return from_chinese(text);
    }
    if text.contains(|c: char| c.is_ascii_alphabetic()) {
        return from_english(text);
    }
    from_separated(text)
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// 20240102, 202401, 2024, or a serial number of five digits.
fn from_digits(text: &str, epoch: ExcelEpoch) -> Result<Period, Problem> {
    match text.len() {
        8 => period(&text[..4], Some(&text[4..6]), Some(&text[6..])),
        6 if plausible(&text[..4]) => period(&text[..4], Some(&text[4..]), None),
        6 => Err(Problem::AmbiguousDate),
        5 => serial_day(text.parse().map_err(|_| Problem::TooLarge)?, epoch).map(Period::Day),
        4 => period(text, None, None),
        _ => Err(not_understood(text)),
    }
}

fn plausible(year: &str) -> bool {
    year.parse()
        .is_ok_and(|year: u32| (1800..2200).contains(&year))
}

/// 2024年1月2日, 2024年3月, 2024年度, 二〇二四年一月二日.
fn from_chinese(text: &str) -> Result<Period, Problem> {
    let (year, rest) = text.split_once('年').ok_or_else(|| not_understood(text))?;
    let rest = rest.trim();
    if rest.is_empty() || rest == "度" {
        return period(year.trim(), None, None);
    }
    let (month, rest) = rest.split_once('月').ok_or_else(|| not_understood(rest))?;
    let day = rest.trim().trim_end_matches(['日', '号']);
    let day = if day.is_empty() {
        None
    } else {
        Some(day.trim())
    };
    period(year.trim(), Some(month.trim()), day)
}

/// 2024-1-2, 2024/1/2, 2024.1.2, 2024-1; the year must come first, in four digits.
fn from_separated(text: &str) -> Result<Period, Problem> {
    let separator = text
        .chars()
        .find(|c| !c.is_ascii_digit())
        .filter(|c| "-/. ".contains(*c));
    let separator = separator.ok_or_else(|| not_understood(text))?;
    let parts: Vec<&str> = text
        .trim_end_matches(separator)
        .split(separator)
        .map(str::trim)
        .collect();
    if !parts.iter().all(|part| is_number(part)) {
        return Err(not_understood(text));
    }
    match parts[..] {
        [year, month] if year.len() == 4 => period(year, Some(month), None),
        [year, month, day] if year.len() == 4 => period(year, Some(month), Some(day)),
        [_, _] | [_, _, _] => Err(Problem::AmbiguousDate),
        _ => Err(not_understood(text)),
    }
}

/// 2 Jan 2024, January 2, 2024, Jan 2024: the month by name, the year in four digits.
fn from_english(text: &str) -> Result<Period, Problem> {
    let parts: Vec<&str> = text
        .split([' ', ',', '-', '.'])
        .filter(|part| !part.is_empty())
        .collect();
    let month = |part: &str| month_named(part).ok_or_else(|| not_understood(part));
    match parts[..] {
        [name, year] if year.len() == 4 => period(year, Some(month(name)?), None),
        [day, name, year] if is_number(day) => period(year, Some(month(name)?), Some(day)),
        [name, day, year] => period(year, Some(month(name)?), Some(day)),
        _ => Err(not_understood(text)),
    }
}

fn month_named(name: &str) -> Option<&'static str> {
    const NAMES: [(&str, &str); 12] = [
        ("january", "1"),
        ("february", "2"),
        ("march", "3"),
        ("april", "4"),
        ("may", "5"),
        ("june", "6"),
        ("july", "7"),
        ("august", "8"),
        ("september", "9"),
        ("october", "10"),
        ("november", "11"),
        ("december", "12"),
    ];
    let name = name.to_ascii_lowercase();
    let fits = |full: &str| name.len() >= 3 && full.starts_with(name.as_str());
    NAMES
        .into_iter()
        .find(|(full, _)| fits(full))
        .map(|(_, number)| number)
}

/// The period that a year, perhaps a month and perhaps a day name.
fn period(year: &str, month: Option<&str>, day: Option<&str>) -> Result<Period, Problem> {
    let year = year_of(year)?;
    let Some(month) = month else {
        return Ok(Period::Year(year));
    };
    let written = part(month)?;
    let month = u8::try_from(written)
        .ok()
        .filter(|month| (1..=12).contains(month));
    let month = month.ok_or(Problem::NoSuchMonth { month: written })?;
    let Some(day) = day else {
        return Ok(Period::Month(year, month));
    };
    let written = part(day)?;
    let found = u8::try_from(written)
        .ok()
        .and_then(|day| Day::from_ymd(year, month, day));
    let last = days_in_month(year, month);
    found.map(Period::Day).ok_or(Problem::NoSuchDay {
        year,
        month,
        day: written,
        last,
    })
}

/// A year in four digits from 1800 to 2199.
fn year_of(text: &str) -> Result<i32, Problem> {
    if text.chars().count() == 2 {
        return Err(Problem::AmbiguousDate);
    }
    let year = part(text)?;
    let plausible = i32::try_from(year)
        .ok()
        .filter(|year| (1800..2200).contains(year));
    plausible.ok_or(Problem::YearOutOfRange { year })
}

/// A whole number in Arabic or Chinese digits.
fn part(text: &str) -> Result<u32, Problem> {
    let number = whole_number(text).map_err(|_| not_understood(text))?;
    let whole = number
        .to_whole()
        .and_then(|whole| u32::try_from(whole).ok());
    whole.ok_or_else(|| not_understood(text))
}

fn not_understood(text: &str) -> Problem {
    Problem::NotUnderstood {
        part: text.chars().take(20).collect(),
    }
}

#[cfg(test)]
mod tests;
