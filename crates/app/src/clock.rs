//! What time it is. Dates are those of China: a deadline ends at midnight in Asia/Shanghai (UTC+8).

use benfu_domain::Day;
use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp};

/// Where use cases take the time from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clock {
    /// The system's clock.
    System,
    /// The system's clock moved by a fixed span, so that a sample's clock stands on its day and still runs.
    Moved(SignedDuration),
    /// Standing still, for tests.
    Standing(Timestamp),
}

fn china() -> TimeZone {
    TimeZone::fixed(Offset::constant(8))
}

/// The day in China at an instant.
pub(crate) fn day_of(instant: Timestamp) -> Day {
    let date = instant.to_zoned(china()).date();
    let (month, day) = (date.month().unsigned_abs(), date.day().unsigned_abs());
    Day::from_ymd(i32::from(date.year()), month, day).unwrap_or(Day::MIN)
}

/// The same day as the calendar library writes it.
pub(crate) fn civil(day: Day) -> Option<Date> {
    let (year, month, number) = day.ymd();
    Date::new(
        i16::try_from(year).ok()?,
        month.cast_signed(),
        number.cast_signed(),
    )
    .ok()
}

/// Noon in China on a day, as an instant.
pub(crate) fn noon_of(day: Day) -> Option<Timestamp> {
    Some(
        civil(day)?
            .at(12, 0, 0, 0)
            .to_zoned(china())
            .ok()?
            .timestamp(),
    )
}

impl Clock {
    /// A clock that stands at noon of `day` in China and does not move.
    pub fn standing_on(day: Day) -> Option<Clock> {
        noon_of(day).map(Clock::Standing)
    }

    /// A clock that shows `day` now and runs on from there.
    pub fn running_from(day: Day) -> Option<Clock> {
        let now = Clock::System.now();
        let there = noon_of(day)?;
        Some(Clock::Moved(there.duration_since(now)))
    }

    /// The instant.
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the one place that reads the system clock"
    )]
    pub fn now(&self) -> Timestamp {
        match self {
            Clock::System => Timestamp::now(),
            Clock::Moved(by) => Timestamp::now().checked_add(*by).unwrap_or(Timestamp::MAX),
            Clock::Standing(instant) => *instant,
        }
    }

    /// The day in China.
    pub fn today(&self) -> Day {
        day_of(self.now())
    }
}

/// Midnight at which a day begins in China, milliseconds since 1970 UTC; the earliest instant for a day out of range.
pub(crate) fn beginning_ms(day: Day) -> i64 {
    let noon = noon_of(day).map(Timestamp::as_millisecond);
    noon.map_or(i64::MIN, |noon| noon - 12 * 3_600_000)
}

/// RFC 3339 UTC with milliseconds, as the tables keep instants.
pub fn written(instant: Timestamp) -> String {
    format!("{instant:.3}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_turns_at_midnight_in_china() {
        let before: Timestamp = "2025-06-30T15:59:59Z".parse().expect("an instant");
        let after: Timestamp = "2025-06-30T16:00:00Z".parse().expect("an instant");
        assert_eq!(day_of(before).to_string(), "2025-06-30");
        assert_eq!(day_of(after).to_string(), "2025-07-01");
    }

    #[test]
    fn a_day_begins_at_midnight_in_china() {
        let day: Day = "2025-07-01".parse().expect("a day");
        let midnight: Timestamp = "2025-06-30T16:00:00Z".parse().expect("an instant");
        assert_eq!(beginning_ms(day), midnight.as_millisecond());
    }

    #[test]
    fn instants_are_written_with_three_decimals() {
        let instant: Timestamp = "2025-06-30T15:59:59Z".parse().expect("an instant");
        assert_eq!(written(instant), "2025-06-30T15:59:59.000Z");
    }
}
