//! When things happen: working days and hours of the past.

use super::draw::Draws;
use crate::clock::noon_of;
use benfu_domain::Day;
use benfu_domain::calendar::Calendar;
use jiff::{SignedDuration, Timestamp};

/// A day of the sample's fixed dates.
pub(super) fn day(year: i32, month: u8, number: u8) -> Day {
    Day::from_ymd(year, month, number).unwrap_or(Day::MIN)
}

/// The day so many days after another (before, when negative).
pub(super) fn after(day: Day, days: i32) -> Day {
    day.plus_days(days).unwrap_or(day)
}

/// The last day of something that holds for `years` from a day.
pub(super) fn held_for(from: Day, years: i32) -> Day {
    after(from.plus_years(years).unwrap_or(from), -1)
}

/// Minutes before or after noon on a day in China.
pub(super) fn at(day: Day, minutes_from_noon: i64) -> Timestamp {
    let noon = noon_of(day).unwrap_or(Timestamp::UNIX_EPOCH);
    noon.checked_add(SignedDuration::from_mins(minutes_from_noon))
        .unwrap_or(noon)
}

/// Some time of a working morning or afternoon.
pub(super) fn in_office_hours(day: Day, draws: &mut Draws) -> Timestamp {
    at(day, draws.between(-180, 330))
}

/// The first working day from `day` on; the day itself when the calendar is not loaded.
pub(super) fn working_day(day: Day, calendar: &Calendar) -> Day {
    let week = (0..12).map(|ahead| after(day, ahead));
    week.into_iter()
        .find(|candidate| calendar.is_working_day(*candidate).worked())
        .unwrap_or(day)
}

/// The calendar as it was known on a day: the notice for the next year comes out in November.
pub(super) fn known_on(calendar: &Calendar, day: Day) -> Calendar {
    let next = i32::from(day.month() >= 12);
    calendar.known_until(day.year() + next)
}
