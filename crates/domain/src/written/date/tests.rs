//! Tests of written dates.

use super::*;
use crate::written::Absence;

fn read_text(text: &str) -> String {
    match date(text) {
        Ok(Written::Value(period)) => period.to_string(),
        other => panic!("{text}: {other:?}"),
    }
}

fn problem(text: &str) -> Problem {
    date(text).unwrap_err().problem
}

#[test]
fn reads_days_in_every_usual_form() {
    let forms = [
        "2024-01-02",
        "2024-1-2",
        "2024/1/2",
        "2024.1.2",
        "2024.01.02.",
        "2024年1月2日",
        "2024年01月02号",
        "20240102",
        "２０２４－０１－０２",
        "2024 年 1 月 2 日",
        "2024-01-02 08:30:00",
        "2024-01-02T08:30:00.000Z",
        "2024/1/2 0:00",
        "2 Jan 2024",
        "January 2, 2024",
        "2-Jan-2024",
        "二〇二四年一月二日",
        "45293",
        "45293.5",
        "2024 1 2",
    ];
    for text in forms {
        assert_eq!(read_text(text), "2024-01-02", "{text}");
    }
    assert_eq!(read_text("二〇二四年十二月三十一日"), "2024-12-31");
}

#[test]
fn reads_months_and_years() {
    for text in [
        "2024年3月",
        "2024-03",
        "2024/3",
        "2024.3",
        "202403",
        "Mar 2024",
        "二〇二四年三月",
    ] {
        assert_eq!(read_text(text), "2024-03", "{text}");
    }
    for text in ["2024", "2024年", "2024年度", "二〇二四年"] {
        assert_eq!(read_text(text), "2024", "{text}");
    }
}

#[test]
fn says_which_day_does_not_exist() {
    assert_eq!(
        problem("2023-02-29"),
        Problem::NoSuchDay {
            year: 2023,
            month: 2,
            day: 29,
            last: 28
        }
    );
    assert_eq!(
        problem("2024年2月30日"),
        Problem::NoSuchDay {
            year: 2024,
            month: 2,
            day: 30,
            last: 29
        }
    );
    assert_eq!(problem("20241301"), Problem::NoSuchMonth { month: 13 });
    assert_eq!(problem("2024-00"), Problem::NoSuchMonth { month: 0 });
    assert_eq!(
        problem("2024-04-00"),
        Problem::NoSuchDay {
            year: 2024,
            month: 4,
            day: 0,
            last: 30
        }
    );
    assert_eq!(problem("0024-01-02"), Problem::YearOutOfRange { year: 24 });
    let error = date("2024年2月30日").unwrap_err();
    assert!(error.zh().contains("2024年2月没有30日，只有29天"));
    assert!(error.to_string().contains("2024-02 has 29 days and no 30"));
}

#[test]
fn refuses_what_could_be_meant_in_two_ways() {
    for text in [
        "24-1-2",
        "1/2/2024",
        "13/1/2024",
        "24年1月2日",
        "240102",
        "3/2024",
        "24.5",
    ] {
        assert_eq!(problem(text), Problem::AmbiguousDate, "{text}");
    }
}

#[test]
fn refuses_other_calendars_and_words() {
    for text in [
        "民国113年1月2日",
        "去年",
        "2024年初",
        "2024年上半年",
        "2024-1-2-3",
        "2024-1/2",
        "123",
        "1234567",
        "2 Foo 2024",
        "-45293",
    ] {
        assert!(
            matches!(problem(text), Problem::NotUnderstood { .. }),
            "{text}: {:?}",
            problem(text)
        );
    }
}

#[test]
fn an_unknown_date_is_absent() {
    assert_eq!(date("未知"), Ok(Written::Absent(Absence::Unknown)));
    assert_eq!(date(" "), Ok(Written::Absent(Absence::Blank)));
}

#[test]
fn counts_serial_numbers_in_both_systems() {
    let day = |serial, epoch| excel_serial(serial, epoch).map(|day| day.to_string());
    assert_eq!(day(1, ExcelEpoch::Year1900).as_deref(), Ok("1900-01-01"));
    assert_eq!(day(59, ExcelEpoch::Year1900).as_deref(), Ok("1900-02-28"));
    assert_eq!(day(61, ExcelEpoch::Year1900).as_deref(), Ok("1900-03-01"));
    assert_eq!(
        day(45_293, ExcelEpoch::Year1900).as_deref(),
        Ok("2024-01-02")
    );
    assert_eq!(day(0, ExcelEpoch::Year1904).as_deref(), Ok("1904-01-01"));
    assert_eq!(
        day(43_831, ExcelEpoch::Year1904).as_deref(),
        Ok("2024-01-02")
    );
    assert!(
        day(60, ExcelEpoch::Year1900)
            .unwrap_err()
            .zh()
            .contains("1900年2月没有29日")
    );
    assert!(day(-1, ExcelEpoch::Year1900).is_err() && day(i64::MAX, ExcelEpoch::Year1904).is_err());
    let text = date_with("43831", ExcelEpoch::Year1904)
        .unwrap()
        .value()
        .unwrap();
    assert_eq!(text.to_string(), "2024-01-02");
}
