//! Civil days of the proleptic Gregorian calendar, without clock or time zone.
//!
//! Main type: [`Day`]. Working days and public holidays are dated data and do not belong here;
//! nor does the question what day it is, which is always an argument.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

/// A civil day, counted from 1970-01-01 = 0. From 0001-01-01 to 9999-12-31, so every day can be
/// written in ISO 8601 with a four-digit year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i32);

/// Why a text or number names no day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum DayError {
    /// The text does not have the form `2026-06-30`.
    #[error("the date is not written as year-month-day, such as 2026-06-30")]
    Syntax,
    /// The form is right but the calendar has no such day, such as 2025-02-29.
    #[error("the calendar has no such day")]
    NoSuchDay,
}

/// A day of the week, ISO 8601 order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weekday {
    /// 星期一
    Monday,
    /// 星期二
    Tuesday,
    /// 星期三
    Wednesday,
    /// 星期四
    Thursday,
    /// 星期五
    Friday,
    /// 星期六
    Saturday,
    /// 星期日
    Sunday,
}

const WEEK: [Weekday; 7] = [
    Weekday::Monday,
    Weekday::Tuesday,
    Weekday::Wednesday,
    Weekday::Thursday,
    Weekday::Friday,
    Weekday::Saturday,
    Weekday::Sunday,
];

/// Days before the first of each month in a common year.
const DAYS_BEFORE_MONTH: [i32; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
/// Days from 0001-01-01 to 1970-01-01.
const DAYS_BEFORE_1970: i32 = 719_162;
const DAYS_IN_400_YEARS: i32 = 146_097;

impl Day {
    /// 0001-01-01, the first day that can be named.
    pub const MIN: Self = Self(-DAYS_BEFORE_1970);
    /// 9999-12-31, the last day that can be named.
    pub const MAX: Self = Self(2_932_896);

    /// The day with this number (1970-01-01 = 0); none outside the years 1 to 9999.
    pub const fn from_number(number: i32) -> Option<Self> {
        if number < Self::MIN.0 || number > Self::MAX.0 {
            return None;
        }
        Some(Self(number))
    }

    /// The day's number, 1970-01-01 = 0.
    pub const fn number(self) -> i32 {
        self.0
    }

    /// The day of a year (1 to 9999), month (1 to 12) and day of the month; none when the
    /// calendar has no such day.
    pub const fn from_ymd(year: i32, month: u8, day: u8) -> Option<Self> {
        if year < 1 || year > 9999 || month < 1 || month > 12 {
            return None;
        }
        if day < 1 || day > days_in_month(year, month) {
            return None;
        }
        Some(Self(
            days_before_year(year) + days_before_month(year, month) + day as i32
                - 1
                - DAYS_BEFORE_1970,
        ))
    }

    /// Year, month and day of the month.
    pub const fn ymd(self) -> (i32, u8, u8) {
        let since_first = self.0 + DAYS_BEFORE_1970;
        let mut year = 1 + 400 * (since_first / DAYS_IN_400_YEARS);
        // At most the true year: a year has on average a little less than 366 days.
        year += (since_first % DAYS_IN_400_YEARS) / 366;
        while days_before_year(year + 1) <= since_first {
            year += 1;
        }
        let day_of_year = since_first - days_before_year(year);
        let mut month = 12;
        while days_before_month(year, month) > day_of_year {
            month -= 1;
        }
        let day = day_of_year - days_before_month(year, month) + 1;
        (year, month, day.to_le_bytes()[0])
    }

    /// The civil year.
    pub const fn year(self) -> i32 {
        self.ymd().0
    }

    /// The month, 1 to 12.
    pub const fn month(self) -> u8 {
        self.ymd().1
    }

    /// The day of the month, 1 to 31.
    pub const fn day_of_month(self) -> u8 {
        self.ymd().2
    }

    /// The quarter of the year, 1 to 4.
    pub const fn quarter(self) -> u8 {
        self.month().div_ceil(3)
    }

    /// The day of the week.
    pub fn weekday(self) -> Weekday {
        // 1970-01-01 was a Thursday, three days after a Monday.
        let index = (self.0 + 3).rem_euclid(7);
        usize::try_from(index).map_or(Weekday::Monday, |index| WEEK[index])
    }

    /// The day this many days later (earlier when negative); none outside the years 1 to 9999.
    pub const fn plus_days(self, days: i32) -> Option<Self> {
        match self.0.checked_add(days) {
            Some(number) => Self::from_number(number),
            None => None,
        }
    }

    /// The same day of the month this many months later (earlier when negative), or the last day
    /// of that month when it is shorter; none outside the years 1 to 9999.
    pub fn plus_months(self, months: i32) -> Option<Self> {
        let (year, month, day) = self.ymd();
        let index = (year * 12 + i32::from(month) - 1).checked_add(months)?;
        let year = index.div_euclid(12);
        let month = u8::try_from(index.rem_euclid(12) + 1).ok()?;
        if !(1..=9999).contains(&year) {
            return None;
        }
        Self::from_ymd(year, month, day.min(days_in_month(year, month)))
    }

    /// The same day this many years later, 29 February becoming 28 February where needed.
    pub fn plus_years(self, years: i32) -> Option<Self> {
        self.plus_months(years.checked_mul(12)?)
    }

    /// Days from `self` to `later`; negative when `later` is earlier.
    pub const fn days_until(self, later: Self) -> i32 {
        later.0 - self.0
    }

    /// Whole months from `self` to `later`; negative when `later` is earlier.
    ///
    /// A month is complete on the same day of the month, or on the last day of a shorter month:
    /// from 31 January to 28 February is one month in a common year. It is the largest number
    /// `n` for which [`plus_months`](Self::plus_months)`(n)` is not after `later`.
    pub fn months_until(self, later: Self) -> i32 {
        if later < self {
            return -later.months_until(self);
        }
        let ((from_year, from_month, _), (to_year, to_month, _)) = (self.ymd(), later.ymd());
        let months = (to_year - from_year) * 12 + i32::from(to_month) - i32::from(from_month);
        match self.plus_months(months) {
            Some(day) if day <= later => months,
            _ => months - 1,
        }
    }

    /// The first day of the month.
    #[must_use]
    pub fn first_of_month(self) -> Self {
        Self(self.0 - i32::from(self.day_of_month()) + 1)
    }

    /// The last day of the month.
    #[must_use]
    pub fn last_of_month(self) -> Self {
        let (year, month, day) = self.ymd();
        Self(self.0 + i32::from(days_in_month(year, month)) - i32::from(day))
    }

    /// The first day of the year.
    #[must_use]
    pub const fn first_of_year(self) -> Self {
        Self(days_before_year(self.year()) - DAYS_BEFORE_1970)
    }

    /// The last day of the year.
    #[must_use]
    pub const fn last_of_year(self) -> Self {
        Self(days_before_year(self.year() + 1) - 1 - DAYS_BEFORE_1970)
    }
}

/// Whether a Gregorian year has a 29 February.
pub const fn is_leap_year(year: i32) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// The length of a month (1 to 12) in days; 0 for a month that does not exist.
pub const fn days_in_month(year: i32, month: u8) -> u8 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if is_leap_year(year) => 29,
        2 => 28,
        _ => 0,
    }
}

const fn days_before_year(year: i32) -> i32 {
    let past = year - 1;
    past * 365 + past / 4 - past / 100 + past / 400
}

const fn days_before_month(year: i32, month: u8) -> i32 {
    let leap_day = (month > 2 && is_leap_year(year)) as i32;
    DAYS_BEFORE_MONTH[month as usize - 1] + leap_day
}

impl FromStr for Day {
    type Err = DayError;

    /// Reads ISO 8601 `2026-06-30`: four, two and two digits.
    fn from_str(text: &str) -> Result<Self, DayError> {
        let bytes = text.as_bytes();
        if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
            return Err(DayError::Syntax);
        }
        let year = digits(&bytes[..4])?;
        let month = u8::try_from(digits(&bytes[5..7])?).map_err(|_| DayError::NoSuchDay)?;
        let day = u8::try_from(digits(&bytes[8..])?).map_err(|_| DayError::NoSuchDay)?;
        Self::from_ymd(year, month, day).ok_or(DayError::NoSuchDay)
    }
}

fn digits(bytes: &[u8]) -> Result<i32, DayError> {
    bytes.iter().try_fold(0, |number, byte| {
        byte.is_ascii_digit()
            .then(|| number * 10 + i32::from(byte - b'0'))
            .ok_or(DayError::Syntax)
    })
}

impl fmt::Display for Day {
    /// ISO 8601, such as `2026-06-30`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.ymd();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().expect("a date written in the test")
    }

    #[test]
    fn known_days_have_their_known_numbers() {
        assert_eq!(day("1970-01-01").number(), 0);
        assert_eq!(day("1969-12-31").number(), -1);
        assert_eq!(day("2000-03-01").number(), 11_017);
        assert_eq!(day("2026-06-30").number(), 20_634);
        assert_eq!(day("0001-01-01"), Day::MIN);
        assert_eq!(day("9999-12-31"), Day::MAX);
    }

    #[test]
    fn every_day_of_four_centuries_follows_the_day_before() {
        let mut current = day("1899-12-31");
        while current < day("2300-01-02") {
            let (year, month, date) = current.ymd();
            assert_eq!(Day::from_ymd(year, month, date), Some(current));
            let next = current.plus_days(1).expect("in range");
            let expected = if date < days_in_month(year, month) {
                (year, month, date + 1)
            } else if month < 12 {
                (year, month + 1, 1)
            } else {
                (year + 1, 1, 1)
            };
            assert_eq!(next.ymd(), expected);
            current = next;
        }
    }

    #[test]
    fn leap_years_follow_the_gregorian_rule() {
        let leap = [1600, 1996, 2000, 2024, 2400];
        let common = [1700, 1900, 2023, 2025, 2100];
        assert!(leap.into_iter().all(is_leap_year));
        assert!(!common.into_iter().any(is_leap_year));
    }

    #[test]
    fn refuses_days_the_calendar_does_not_have() {
        for text in [
            "2025-02-29",
            "2025-04-31",
            "2025-13-01",
            "2025-00-10",
            "2025-01-00",
            "0000-01-01",
        ] {
            assert_eq!(text.parse::<Day>(), Err(DayError::NoSuchDay), "{text}");
        }
        for text in [
            "",
            "2025-1-1",
            "2025/01/01",
            "20250101",
            "２０２５-01-01",
            "-025-01-01",
            "2025-01-011",
        ] {
            assert_eq!(text.parse::<Day>(), Err(DayError::Syntax), "{text}");
        }
    }

    #[test]
    fn adding_months_stops_at_the_end_of_a_shorter_month() {
        assert_eq!(day("2024-01-31").plus_months(1), Some(day("2024-02-29")));
        assert_eq!(day("2025-01-31").plus_months(1), Some(day("2025-02-28")));
        assert_eq!(day("2025-03-15").plus_months(-3), Some(day("2024-12-15")));
        assert_eq!(day("2024-02-29").plus_years(1), Some(day("2025-02-28")));
        assert_eq!(Day::MAX.plus_months(1), None);
        assert_eq!(Day::MIN.plus_months(i32::MIN), None);
    }

    #[test]
    fn a_month_is_complete_on_the_same_day_of_the_month() {
        assert_eq!(day("2024-06-30").months_until(day("2025-06-29")), 11);
        assert_eq!(day("2024-06-30").months_until(day("2025-06-30")), 12);
        assert_eq!(day("2025-01-31").months_until(day("2025-02-28")), 1);
        assert_eq!(day("2025-02-28").months_until(day("2025-01-31")), -1);
        assert_eq!(day("2025-02-28").months_until(day("2025-02-28")), 0);
    }

    #[test]
    fn weekdays_and_edges_of_periods_are_right() {
        assert_eq!(day("1970-01-01").weekday(), Weekday::Thursday);
        assert_eq!(day("2025-07-15").weekday(), Weekday::Tuesday);
        assert_eq!(day("1969-12-28").weekday(), Weekday::Sunday);
        assert_eq!(day("2024-02-10").last_of_month(), day("2024-02-29"));
        assert_eq!(day("2024-02-10").first_of_month(), day("2024-02-01"));
        assert_eq!(day("2024-02-10").first_of_year(), day("2024-01-01"));
        assert_eq!(day("2024-02-10").last_of_year(), day("2024-12-31"));
        assert_eq!(day("2024-07-01").quarter(), 3);
    }
}
