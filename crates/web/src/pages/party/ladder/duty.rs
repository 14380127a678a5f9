//! What is due when: clocks of titles held, their last days, windows of what is within reach.
//!
//! Main functions: [`duties`], [`calendar`].

use benfu_app::Cx;
use benfu_app::packs::{Clock, Due as ClockDue, Edition, Window};
use benfu_app::policy::Rung;
use benfu_domain::Day;
use benfu_domain::party::Status;

use super::standing::{Standing, standing};
use super::{CalendarDay, Duty};
use crate::locale::Lang;
use crate::server::Signed;
use crate::view::{Dated, Link};
use crate::words;

/// Working days of about a year; farther days are told without the time left.
const NEAR: i64 = 250;

/// A day with the time left.
pub(super) fn dated(cx: &Cx, day: Day) -> Option<Dated> {
    let loaded = cx.pack().calendar.loaded_until();
    let due = words::due_on(cx, day, loaded.is_none_or(|last| last < day))?;
    Some(Dated {
        on: due.on,
        due: (due.days_left <= NEAR).then_some(due),
    })
}

/// What a title asks of its holder, by day; what follows an event last.
pub(super) fn duties(signed: &Signed, status: &Status, edition: &Edition) -> Vec<Duty> {
    let (cx, lang) = (&signed.cx, signed.lang);
    let duty = |clock: &Clock| {
        let by = next(clock.due, status.from, cx.today());
        let within = match clock.due {
            ClockDue::WithinMonths(months) => lang.tn("within-months", months).into_owned(),
            ClockDue::Yearly { .. } | ClockDue::EveryMonths(_) | ClockDue::WorkingDays(_) => {
                String::new()
            }
        };
        (by.is_some() || !within.is_empty()).then(|| Duty {
            what: clock.label.text(lang.into()).to_owned(),
            within,
            by: by.and_then(|day| dated(cx, day)),
            source: words::citation(&clock.source),
        })
    };
    let mut duties: Vec<Duty> = edition.clocks.iter().filter_map(duty).collect();
    duties.extend(lasting(lang, status, edition));
    duties.sort_by_key(|duty| (duty.by.is_none(), duty.by.map(|by| by.on)));
    duties
}

/// How long the title holds by the rules, when no last day is on record.
fn lasting(lang: Lang, status: &Status, edition: &Edition) -> Option<Duty> {
    let validity = edition.validity.as_ref()?;
    status.until.is_none().then(|| Duty {
        what: lang.t("valid-by-rule").into_owned(),
        within: lang.tn("months", validity.months).into_owned(),
        by: None,
        source: words::citation(&validity.source),
    })
}

/// The next day on which something that recurs is due.
fn next(due: ClockDue, from: Day, today: Day) -> Option<Day> {
    match due {
        ClockDue::Yearly { month, day } => {
            let in_year = |year| Day::from_ymd(year, month, day);
            let this_year = in_year(today.year()).filter(|day| *day >= today);
            this_year.or_else(|| in_year(today.year() + 1))
        }
        ClockDue::EveryMonths(months) => {
            let months = i32::try_from(months).ok().filter(|months| *months > 0)?;
            let before = from.months_until(today).max(0) / months;
            let at = |times: i32| from.plus_months(months.checked_mul(times)?);
            let last = at(before).filter(|day| before > 0 && *day >= today);
            last.or_else(|| at(before + 1))
        }
        ClockDue::WithinMonths(_) | ClockDue::WorkingDays(_) => None,
    }
}

/// What is due or open, in the order of the days.
pub(super) fn calendar(signed: &Signed, rungs: &[(&Rung, &Edition, Link)]) -> Vec<CalendarDay> {
    let days = rungs.iter().flat_map(|(rung, edition, link)| {
        let mut days = ends(signed, rung, link);
        days.extend(yearly(signed, rung, edition, link));
        days.extend(windows(signed, rung, edition, link));
        days
    });
    let mut days: Vec<CalendarDay> = days.collect();
    days.sort_by_key(|day| day.day.on);
    days
}

fn ends(signed: &Signed, rung: &Rung, link: &Link) -> Vec<CalendarDay> {
    let until = rung.held.as_ref().and_then(|status| status.until);
    let day = until.and_then(|until| dated(&signed.cx, until));
    let end = day.map(|day| CalendarDay {
        day,
        until: None,
        what: signed.lang.t("title-ends").into_owned(),
        policy: link.clone(),
    });
    end.into_iter().collect()
}

fn yearly(signed: &Signed, rung: &Rung, edition: &Edition, link: &Link) -> Vec<CalendarDay> {
    let Some(status) = &rung.held else {
        return Vec::new();
    };
    let duties = duties(signed, status, edition).into_iter();
    let due = duties.filter_map(|duty| {
        Some(CalendarDay {
            day: duty.by?,
            until: None,
            what: duty.what,
            policy: link.clone(),
        })
    });
    due.collect()
}

/// The windows of what a firm may apply for.
fn windows(signed: &Signed, rung: &Rung, edition: &Edition, link: &Link) -> Vec<CalendarDay> {
    let near = matches!(
        standing(rung),
        Standing::Met | Standing::Judged | Standing::Short
    );
    let (cx, lang) = (&signed.cx, signed.lang);
    let open = |window: &&Window| near && cx.today() <= window.until;
    let day = |window: &Window| {
        let begun = window.from <= cx.today();
        let matters = if begun { window.until } else { window.from };
        let key = if begun {
            "window-closes"
        } else {
            "window-opens"
        };
        Some(CalendarDay {
            day: dated(cx, matters)?,
            until: words::date_of(window.until).filter(|_| !begun),
            what: lang.tv(key, window.label.text(lang.into())).into_owned(),
            policy: link.clone(),
        })
    };
    edition
        .windows
        .iter()
        .filter(open)
        .filter_map(day)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn a_yearly_clock_is_due_this_year_until_its_day_is_over() {
        let clock = ClockDue::Yearly { month: 5, day: 31 };
        let from = day("2024-12-03");
        let due = |today: &str| next(clock, from, day(today));
        assert_eq!(due("2025-05-31"), Some(day("2025-05-31")));
        assert_eq!(due("2025-06-01"), Some(day("2026-05-31")));
    }

    #[test]
    fn a_clock_of_months_runs_from_the_first_day_of_the_title() {
        let clock = ClockDue::EveryMonths(24);
        let due = |today: &str| next(clock, day("2020-03-15"), day(today));
        assert_eq!(due("2020-03-15"), Some(day("2022-03-15")));
        assert_eq!(due("2022-03-15"), Some(day("2022-03-15")));
        assert_eq!(due("2022-03-16"), Some(day("2024-03-15")));
        assert_eq!(
            next(
                ClockDue::EveryMonths(0),
                day("2020-03-15"),
                day("2021-01-01")
            ),
            None
        );
    }
}
