//! Tests of the working-day calendar, on a few days of real notices.

use super::*;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn days(texts: &[&str]) -> BTreeSet<Day> {
    texts.iter().map(|text| day(text)).collect()
}

fn year(off: &[&str], worked: &[&str]) -> CalendarYear {
    let source = "notice".to_owned();
    CalendarYear {
        weekdays_off: days(off),
        weekend_days_worked: days(worked),
        source,
    }
}

fn calendar() -> Calendar {
    let october_2025 = [
        "2025-10-01",
        "2025-10-02",
        "2025-10-03",
        "2025-10-06",
        "2025-10-07",
        "2025-10-08",
    ];
    Calendar::new(BTreeMap::from([
        (2025, year(&october_2025, &["2025-09-28", "2025-10-11"])),
        (2026, year(&["2026-01-01", "2026-01-02"], &["2026-01-04"])),
    ]))
    .unwrap()
}

#[test]
fn skips_holidays_and_counts_worked_weekends() {
    let due = |start: &str, n| calendar().add_working_days(day(start), n);
    let sure = |text: &str| Deadline {
        on: day(text),
        provisional: false,
    };
    assert_eq!(due("2025-09-26", 1), sure("2025-09-28"));
    assert_eq!(due("2025-09-30", 1), sure("2025-10-09"));
    assert_eq!(due("2025-09-30", 3), sure("2025-10-11"));
    assert_eq!(due("2025-12-31", 1), sure("2026-01-04"));
}

#[test]
fn no_working_days_is_the_start_itself() {
    let start = day("2030-01-05");
    assert_eq!(
        calendar().add_working_days(start, 0),
        Deadline {
            on: start,
            provisional: false
        }
    );
}

#[test]
fn a_deadline_beyond_the_loaded_years_is_provisional() {
    let deadline = calendar().add_working_days(day("2026-12-30"), 2);
    assert_eq!(
        deadline,
        Deadline {
            on: day("2027-01-01"),
            provisional: true
        }
    );
    let last = calendar().add_working_days(day("2026-12-30"), 1);
    assert_eq!(
        last,
        Deadline {
            on: day("2026-12-31"),
            provisional: false
        }
    );
}

#[test]
fn a_deadline_before_the_loaded_years_is_provisional() {
    assert!(
        calendar()
            .add_working_days(day("2024-12-30"), 1)
            .provisional
    );
    assert_eq!(
        calendar().is_working_day(day("2024-12-31")),
        WorkingDay::Provisional(true)
    );
}

#[test]
fn a_notice_may_move_days_of_the_december_before() {
    let notice = year(&["2018-12-31", "2019-01-01"], &["2018-12-29"]);
    let calendar = Calendar::new(BTreeMap::from([(2018, year(&[], &[])), (2019, notice)])).unwrap();
    assert_eq!(
        calendar.is_working_day(day("2018-12-29")),
        WorkingDay::Known(true)
    );
    assert_eq!(
        calendar.is_working_day(day("2018-12-31")),
        WorkingDay::Known(false)
    );
}

#[test]
fn an_endless_count_stops_at_the_last_writable_day() {
    let deadline = Calendar::default().add_working_days(day("9999-12-01"), u32::MAX);
    assert_eq!(
        deadline,
        Deadline {
            on: day("9999-12-31"),
            provisional: true
        }
    );
}

#[test]
fn counts_the_days_that_were_added() {
    let calendar = calendar();
    for n in 0..400 {
        let start = day("2025-08-15");
        let on = calendar.add_working_days(start, n).on;
        assert_eq!(calendar.working_days_between(start, on), i64::from(n));
        assert_eq!(calendar.working_days_between(on, start), -i64::from(n));
    }
}

#[test]
fn warns_sixty_days_before_the_end() {
    assert_eq!(calendar().ending(day("2026-10-31")), None);
    let warning = calendar().ending(day("2026-11-01")).unwrap();
    assert_eq!(
        (warning.last_day, warning.days_left),
        (day("2026-12-31"), 60)
    );
    assert!(warning.zh().contains("2026-12-31") && warning.to_string().contains("2026-12-31"));
    assert_eq!(calendar().ending(day("2027-01-02")).unwrap().days_left, -2);
    assert_eq!(Calendar::default().ending(day("2026-11-01")), None);
}

#[test]
fn lists_every_fault_of_the_data() {
    let faults = Calendar::new(BTreeMap::from([
        (2024, year(&["2024-02-10"], &["2024-02-12"])),
        (2026, year(&["2024-01-01"], &[])),
    ]))
    .unwrap_err();
    let expected = [
        CalendarError::YearMissing { year: 2025 },
        CalendarError::WrongWeekday {
            year: 2024,
            day: day("2024-02-10"),
        },
        CalendarError::WrongWeekday {
            year: 2024,
            day: day("2024-02-12"),
        },
        CalendarError::OutsideYear {
            year: 2026,
            day: day("2024-01-01"),
        },
    ];
    assert_eq!(faults, expected);
    assert!(
        faults
            .iter()
            .all(|fault| fault.zh().contains("20") && fault.to_string().contains("20"))
    );
}

#[test]
fn before_the_next_notice_is_out_its_days_are_provisional() {
    let then = calendar().known_until(2025);
    assert_eq!(then.loaded_until(), Some(day("2025-12-31")));
    assert!(!then.add_working_days(day("2025-12-29"), 2).provisional);
    assert!(then.add_working_days(day("2025-12-29"), 5).provisional);
    assert!(
        !calendar()
            .add_working_days(day("2025-12-29"), 5)
            .provisional
    );
}
