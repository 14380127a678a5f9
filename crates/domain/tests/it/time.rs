//! Periods, dates and working days: text and key lead back, deadlines are undone by counting.

use benfu_domain::calendar::{Calendar, CalendarYear};
use benfu_domain::period::Period;
use benfu_domain::written::{self, ExcelEpoch, Written};
use benfu_rules::{Day, Weekday};
use proptest::prelude::*;
use std::collections::BTreeMap;

fn days(years: std::ops::Range<i32>) -> impl Strategy<Value = Day> {
    (years, 1_u8..=12, 1_u8..=31).prop_filter_map("a real day", |(year, month, day)| {
        Day::from_ymd(year, month, day)
    })
}

fn periods() -> impl Strategy<Value = Period> {
    let year = 1..=9999_i32;
    prop_oneof![
        Just(Period::Always),
        year.clone().prop_map(Period::Year),
        (year.clone(), 1_u8..=2).prop_map(|(year, half)| Period::Half(year, half)),
        (year.clone(), 1_u8..=4).prop_map(|(year, quarter)| Period::Quarter(year, quarter)),
        (year, 1_u8..=12).prop_map(|(year, month)| Period::Month(year, month)),
        days(1..10_000).prop_map(Period::Day),
    ]
}

/// A calendar of three years whose notices move some days at random.
fn calendars() -> impl Strategy<Value = Calendar> {
    prop::collection::vec(days(2024..2027), 0..60).prop_map(|moved| {
        let year = |year| {
            let of_year = moved.iter().copied().filter(|day: &Day| day.year() == year);
            let (weekend, week): (Vec<Day>, Vec<Day>) = of_year.partition(|day| is_weekend(*day));
            CalendarYear {
                weekdays_off: week.into_iter().collect(),
                weekend_days_worked: weekend.into_iter().collect(),
                source: "notice".to_owned(),
            }
        };
        let years = BTreeMap::from([(2024, year(2024)), (2025, year(2025)), (2026, year(2026))]);
        Calendar::new(years).expect("days are sorted into the right lists")
    })
}

fn is_weekend(day: Day) -> bool {
    matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

proptest! {
    #[test]
    fn texts_and_keys_lead_back_to_the_period(period in periods()) {
        prop_assert_eq!(period.to_string().parse(), Ok(period));
        prop_assert_eq!(Period::from_key(period.key()), Some(period));
    }

    #[test]
    fn a_key_that_is_accepted_is_the_key_of_its_period(key in 0_i64..1_000_000_000) {
        if let Some(period) = Period::from_key(key) {
            prop_assert_eq!(period.key(), key);
        }
    }

    #[test]
    fn keys_sort_as_first_days_do(a in periods(), b in periods()) {
        if let (Some(first_a), Some(first_b)) = (a.first_day(), b.first_day()) && first_a != first_b {
            prop_assert_eq!(a.key() < b.key(), first_a < first_b);
        }
    }

    #[test]
    fn a_period_holds_its_first_and_last_day_and_no_neighbour(period in periods()) {
        if let (Some(first), Some(last)) = (period.first_day(), period.last_day()) {
            prop_assert!(period.contains(first) && period.contains(last) && first <= last);
            prop_assert!(first.plus_days(-1).is_none_or(|day| !period.contains(day)));
            prop_assert!(last.plus_days(1).is_none_or(|day| !period.contains(day)));
        }
    }

    #[test]
    fn a_day_is_read_back_from_every_way_of_writing_it(day in days(1800..2200)) {
        let (y, m, d) = day.ymd();
        let read = Ok(Written::Value(Period::Day(day)));
        for text in [
            day.to_string(), format!("{y}/{m}/{d}"), format!("{y}.{m}.{d}"), format!("{y}{m:02}{d:02}"),
            Period::Day(day).zh(), Period::Day(day).en(),
        ] {
            prop_assert_eq!(written::date(&text), read.clone(), "{}", text);
        }
    }

    #[test]
    fn serial_numbers_count_days(serial in 61_i64..100_000) {
        let day = written::excel_serial(serial, ExcelEpoch::Year1900).unwrap();
        let next = written::excel_serial(serial + 1, ExcelEpoch::Year1900).unwrap();
        prop_assert_eq!(day.plus_days(1), Some(next));
        let later = written::excel_serial(serial - 1462, ExcelEpoch::Year1904);
        prop_assert!(serial < 1462 || later == Ok(day), "the systems are 1,462 days apart");
    }

    #[test]
    fn counting_undoes_adding(calendar in calendars(), start in days(2023..2028), n in 0_u32..300) {
        let deadline = calendar.add_working_days(start, n);
        prop_assert_eq!(calendar.working_days_between(start, deadline.on), i64::from(n));
        prop_assert!(n == 0 || calendar.is_working_day(deadline.on).worked());
        let loaded = 2024..=2026;
        let first = start.plus_days(1).unwrap();
        let sure = n == 0 || (loaded.contains(&first.year()) && loaded.contains(&deadline.on.year()));
        prop_assert_eq!(deadline.provisional, !sure);
    }
}
