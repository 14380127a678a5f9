//! Days of the domain and instants of the store as the pages write them.

use benfu_app::Cx;
use benfu_domain::Day;
use jiff::civil::{Date, DateTime};
use jiff::tz::{Offset, TimeZone};

use crate::view::Due;

/// A day as the pages' date; `None` outside the years that people write.
pub(crate) fn date_of(day: Day) -> Option<Date> {
    let (year, month, number) = day.ymd();
    let year = i16::try_from(year).ok()?;
    Date::new(year, month.cast_signed(), number.cast_signed()).ok()
}

/// A day as a form's date field sends it; `None` for an empty field.
///
/// # Errors
/// The text itself when it is no day.
pub(crate) fn day_of_text(text: &str) -> Result<Option<Day>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    text.parse().map(Some).map_err(|_| text.to_owned())
}

/// An instant of the store (RFC 3339, UTC) on the clock of China.
pub(crate) fn moment_of(instant: &str) -> DateTime {
    let instant: jiff::Timestamp = instant.parse().unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    let china = TimeZone::fixed(Offset::constant(8));
    instant.to_zoned(china).datetime()
}

/// A deadline with the working days that are left.
pub(crate) fn due_on(cx: &Cx, on: Day, provisional: bool) -> Option<Due> {
    Some(Due {
        on: date_of(on)?,
        days_left: cx.pack().calendar.working_days_between(cx.today(), on),
        provisional,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_is_shown_on_the_clock_of_china() {
        let at = moment_of("2025-06-30T16:05:00.000Z");
        assert_eq!(at.to_string(), "2025-07-01T00:05:00");
    }

    #[test]
    fn an_empty_date_field_says_nothing_and_a_wrong_one_is_told() {
        assert_eq!(day_of_text(""), Ok(None));
        assert_eq!(day_of_text("2025-02-30"), Err("2025-02-30".to_owned()));
        assert!(matches!(day_of_text("2025-06-30"), Ok(Some(_))));
    }
}
