//! Working days (工作日) by the yearly notices on public holidays, as dated data.
//!
//! Main types: [`Calendar`] and [`Deadline`]. A deadline is its start plus n working days. Beyond the
//! years for which a notice is loaded every weekday counts as worked and the date is *provisional*:
//! it may be shown, but nothing lapses or is refused by it. The holidays themselves are pack data.
//!
//! A notice can also move days at the very end of the year before it, so a notice carries those days
//! too; deadlines are computed again when a notice arrives.

use benfu_rules::{Day, Weekday};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// How long before the end of the loaded years [`Calendar::ending`] warns, in days.
pub const WARNING_DAYS: i32 = 60;

/// The holidays and worked weekend days of one year, as one notice gives them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CalendarYear {
    /// Days from Monday to Friday that are not worked.
    pub weekdays_off: BTreeSet<Day>,
    /// Saturdays and Sundays that are worked instead.
    pub weekend_days_worked: BTreeSet<Day>,
    /// The notice: document number and date.
    pub source: String,
}

/// The working-day calendar: one entry per year, without gaps between the years.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    years: BTreeMap<i32, CalendarYear>,
}

/// A date by which something is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Deadline {
    /// The last day on which it can be done.
    pub on: Day,
    /// True when a counted day lies outside the loaded years; the date may still move.
    pub provisional: bool,
}

/// Whether a day is worked, and how sure that is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum WorkingDay {
    /// By a loaded notice.
    Known(bool),
    /// By the day of the week only: no notice is loaded for the year.
    Provisional(bool),
}

/// Why years do not make a calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CalendarError {
    /// A year between the first and the last is missing.
    YearMissing {
        /// The missing year.
        year: i32,
    },
    /// A day listed as a weekday off falls on a weekend, or the other way round.
    WrongWeekday {
        /// The year whose notice lists the day.
        year: i32,
        /// The day.
        day: Day,
    },
    /// A listed day lies neither in the notice's year nor in the December before it.
    OutsideYear {
        /// The year whose notice lists the day.
        year: i32,
        /// The day.
        day: Day,
    },
}

/// The loaded years end soon, or have ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CalendarEnding {
    /// The last day for which a notice is loaded.
    pub last_day: Day,
    /// Days from today until then; negative when it is past.
    pub days_left: i32,
}

impl WorkingDay {
    /// Whether the day is worked, sure or not.
    pub fn worked(self) -> bool {
        match self {
            WorkingDay::Known(worked) | WorkingDay::Provisional(worked) => worked,
        }
    }
}

impl Calendar {
    /// A calendar from the notices of consecutive years; every fault found is listed.
    pub fn new(years: BTreeMap<i32, CalendarYear>) -> Result<Calendar, Vec<CalendarError>> {
        let faults: Vec<CalendarError> = missing_years(&years)
            .chain(
                years
                    .iter()
                    .flat_map(|(year, notice)| faults_of(*year, notice)),
            )
            .collect();
        if faults.is_empty() {
            Ok(Calendar { years })
        } else {
            Err(faults)
        }
    }

    /// The calendar as it was known when no notice after that of `last` was out: later days are provisional.
    #[must_use]
    pub fn known_until(&self, last: i32) -> Calendar {
        let years = self.years.range(..=last);
        Calendar {
            years: years
                .map(|(year, notice)| (*year, notice.clone()))
                .collect(),
        }
    }

    /// The last day for which a notice is loaded; none when no year is.
    pub fn loaded_until(&self) -> Option<Day> {
        let (year, _) = self.years.last_key_value()?;
        Day::from_ymd(*year, 12, 31)
    }

    /// The notice that governs a year, if it is loaded.
    pub fn source(&self, year: i32) -> Option<&str> {
        self.years.get(&year).map(|notice| notice.source.as_str())
    }

    /// Whether the day is worked, and whether a notice says so.
    pub fn is_working_day(&self, day: Day) -> WorkingDay {
        let (own, next) = (
            self.years.get(&day.year()),
            self.years.get(&(day.year() + 1)),
        );
        let listed = |days: fn(&CalendarYear) -> &BTreeSet<Day>| {
            [own, next]
                .into_iter()
                .flatten()
                .any(|notice| days(notice).contains(&day))
        };
        let worked = if is_weekend(day) {
            listed(|notice| &notice.weekend_days_worked)
        } else {
            !listed(|notice| &notice.weekdays_off)
        };
        if own.is_some() {
            WorkingDay::Known(worked)
        } else {
            WorkingDay::Provisional(worked)
        }
    }

    /// The `n`-th working day after `start`; `start` itself when `n` is 0.
    ///
    /// The last day that can be written, 9999-12-31, bounds the answer, which is then provisional.
    pub fn add_working_days(&self, start: Day, n: u32) -> Deadline {
        let mut deadline = Deadline {
            on: start,
            provisional: false,
        };
        let mut left = n;
        while left > 0 {
            let Some(next) = deadline.on.plus_days(1) else {
                return Deadline {
                    on: deadline.on,
                    provisional: true,
                };
            };
            let day = self.is_working_day(next);
            deadline.provisional |= matches!(day, WorkingDay::Provisional(_));
            deadline.on = next;
            left -= u32::from(day.worked());
        }
        deadline
    }

    /// How many working days lie after `from` up to and including `to`; negative when `to` is earlier.
    ///
    /// It undoes [`Calendar::add_working_days`]: between a start and its deadline lie n working days.
    pub fn working_days_between(&self, from: Day, to: Day) -> i64 {
        if to < from {
            return -self.working_days_between(to, from);
        }
        let worked = |day: &Day| self.is_working_day(*day).worked();
        let days = std::iter::successors(from.plus_days(1), |day| day.plus_days(1));
        days.take_while(|day| *day <= to)
            .filter(worked)
            .map(|_| 1)
            .sum()
    }

    /// A warning when `today` is within [`WARNING_DAYS`] of the end of the loaded years or past it.
    pub fn ending(&self, today: Day) -> Option<CalendarEnding> {
        let last_day = self.loaded_until()?;
        let days_left = today.days_until(last_day);
        (days_left <= WARNING_DAYS).then_some(CalendarEnding {
            last_day,
            days_left,
        })
    }
}

fn is_weekend(day: Day) -> bool {
    matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

fn missing_years(years: &BTreeMap<i32, CalendarYear>) -> impl Iterator<Item = CalendarError> {
    let gaps = years
        .keys()
        .zip(years.keys().skip(1))
        .filter(|(year, next)| *year + 1 != **next);
    gaps.map(|(year, _)| CalendarError::YearMissing { year: year + 1 })
}

fn faults_of(year: i32, notice: &CalendarYear) -> impl Iterator<Item = CalendarError> {
    let off = notice.weekdays_off.iter().map(|day| (*day, false));
    let worked = notice.weekend_days_worked.iter().map(|day| (*day, true));
    off.chain(worked).filter_map(move |(day, weekend)| {
        let december_before = day.year() + 1 == year && day.month() == 12;
        if day.year() != year && !december_before {
            Some(CalendarError::OutsideYear { year, day })
        } else if is_weekend(day) != weekend {
            Some(CalendarError::WrongWeekday { year, day })
        } else {
            None
        }
    })
}

impl CalendarError {
    /// The error in Chinese, with what to do next.
    pub fn zh(&self) -> String {
        match self {
            CalendarError::YearMissing { year } => {
                format!("工作日历缺少{year}年：请补上该年的节假日安排，各年之间不能间断")
            }
            CalendarError::WrongWeekday { year, day } => format!(
                "{year}年工作日历中的 {day} 列错了：放假的工作日必须是周一至周五，补班日必须是周六或周日"
            ),
            CalendarError::OutsideYear { year, day } => {
                format!("{year}年工作日历中的 {day} 不在该年，也不在上一年12月：请移到所属年份")
            }
        }
    }
}

impl fmt::Display for CalendarError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CalendarError::YearMissing { year } => write!(
                f,
                "the calendar lacks {year}: add that year's holidays, years must follow one another"
            ),
            CalendarError::WrongWeekday { year, day } => write!(
                f,
                "{day} is in the wrong list of {year}: days off fall on Monday to Friday, \
                 worked days on a weekend"
            ),
            CalendarError::OutsideYear { year, day } => write!(
                f,
                "{day} lies neither in {year} nor in the December before it: move it to its year"
            ),
        }
    }
}

impl std::error::Error for CalendarError {}

impl CalendarEnding {
    /// The warning in Chinese, with what to do next.
    pub fn zh(&self) -> String {
        format!(
            "工作日历只到 {}（距今{}天）：请载入下一年的节假日安排，此后的期限只作暂定",
            self.last_day, self.days_left
        )
    }
}

impl fmt::Display for CalendarEnding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the working-day calendar ends on {} ({} days from today): load next year's holidays; \
             deadlines after it are provisional",
            self.last_day, self.days_left
        )
    }
}

#[cfg(test)]
mod tests;
