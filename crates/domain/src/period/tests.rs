//! Periods read, written, ordered and named; what no period is.

use super::*;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

#[test]
fn texts_keys_and_periods_lead_to_each_other() {
    let texts = [
        "",
        "2024",
        "2024-H1",
        "2024-H2",
        "2024-Q1",
        "2024-Q4",
        "2024-06",
        "2024-02-29",
    ];
    for text in texts {
        let period: Period = text.parse().unwrap();
        assert_eq!(period.to_string(), text);
        assert_eq!(Period::from_key(period.key()), Some(period));
    }
}

#[test]
fn refuses_texts_that_name_no_period() {
    for text in [
        "24",
        "2024-H3",
        "2024-Q0",
        "2024-13",
        "2024-2",
        "2023-02-29",
        "0000",
        "年",
        "2024-H",
        "2024-é1",
    ] {
        let error = text.parse::<Period>().unwrap_err();
        assert_eq!(error.read, text);
        assert!(error.zh().contains("2024-H1") && error.to_string().contains("2024-H1"));
    }
}

#[test]
fn keys_sort_by_first_day_then_longer_first() {
    let ordered = [
        "",
        "2023-12-31",
        "2024",
        "2024-H1",
        "2024-Q1",
        "2024-01",
        "2024-01-01",
        "2024-02",
        "2024-Q2",
        "2024-H2",
        "2025",
    ];
    let keys: Vec<i64> = ordered
        .iter()
        .map(|text| text.parse::<Period>().unwrap().key())
        .collect();
    assert!(keys.windows(2).all(|pair| pair[0] < pair[1]), "{keys:?}");
}

#[test]
fn a_key_of_no_period_is_refused() {
    for key in [
        -1,
        1,
        202_401_010,
        202_402_011,
        202_402_012,
        202_413_014,
        202_302_295,
        202_401_019,
        i64::MAX,
        i64::MIN,
    ] {
        assert_eq!(Period::from_key(key), None, "{key}");
    }
}

#[test]
fn knows_first_and_last_days() {
    let bounds = |text: &str| {
        let period: Period = text.parse().unwrap();
        (period.first_day().unwrap(), period.last_day().unwrap())
    };
    assert_eq!(bounds("2024"), (day("2024-01-01"), day("2024-12-31")));
    assert_eq!(bounds("2024-H2"), (day("2024-07-01"), day("2024-12-31")));
    assert_eq!(bounds("2024-Q1"), (day("2024-01-01"), day("2024-03-31")));
    assert_eq!(bounds("2024-02"), (day("2024-02-01"), day("2024-02-29")));
    assert_eq!(bounds("2024-02-29"), (day("2024-02-29"), day("2024-02-29")));
    assert_eq!(Period::Always.first_day(), None);
    assert_eq!(Period::Quarter(2024, 9).first_day(), None);
}

#[test]
fn contains_its_own_days_only() {
    let half = Period::Half(2024, 1);
    assert!(half.contains(day("2024-06-30")) && !half.contains(day("2024-07-01")));
    assert!(Period::Always.contains(day("1999-01-01")));
    assert!(!Period::Month(2024, 13).contains(day("2024-12-31")));
}

#[test]
fn finds_the_same_period_a_year_earlier() {
    let before = |text: &str| text.parse::<Period>().unwrap().same_period_last_year();
    assert_eq!(before("2024-Q3"), Some(Period::Quarter(2023, 3)));
    assert_eq!(before("2024-02-29"), Some(Period::Day(day("2023-02-28"))));
    assert_eq!(before("0001"), None);
    assert_eq!(before(""), None);
}

#[test]
fn has_names_in_both_languages() {
    let names = |text: &str| {
        let period: Period = text.parse().unwrap();
        (period.zh(), period.en())
    };
    assert_eq!(
        names("2024-H1"),
        ("2024年上半年".into(), "first half of 2024".into())
    );
    assert_eq!(
        names("2024-Q3"),
        ("2024年第三季度".into(), "third quarter of 2024".into())
    );
    assert_eq!(names("2024-06"), ("2024年6月".into(), "June 2024".into()));
    assert_eq!(
        names("2024-06-30"),
        ("2024年6月30日".into(), "30 June 2024".into())
    );
}
