//! Days and moments written for people.
//!
//! Main items: [`date`] and [`moment`]. What does not belong here: working-day arithmetic.

use jiff::civil::{Date, DateTime};

use crate::locale::Lang;

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// The English short name of the month of `day`.
fn month(day: Date) -> &'static str {
    let index = usize::try_from(day.month() - 1).unwrap_or(0);
    MONTHS.get(index).copied().unwrap_or("")
}

/// A day.
pub(crate) fn date(lang: Lang, day: Date) -> String {
    match lang {
        Lang::Zh => day.to_string(),
        Lang::En => format!("{} {} {}", day.day(), month(day), day.year()),
    }
}

/// A moment to the minute.
pub(crate) fn moment(lang: Lang, at: DateTime) -> String {
    format!(
        "{} {:02}:{:02}",
        date(lang, at.date()),
        at.hour(),
        at.minute()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_read_rightly_in_both_languages() {
        let day = jiff::civil::date(2025, 7, 5);
        assert_eq!(date(Lang::Zh, day), "2025-07-05");
        assert_eq!(date(Lang::En, day), "5 Jul 2025");
        assert_eq!(moment(Lang::En, day.at(9, 5, 0, 0)), "5 Jul 2025 09:05");
    }
}
