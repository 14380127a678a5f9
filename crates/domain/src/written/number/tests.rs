//! Tests of written numbers.

use super::*;

fn read(text: &str) -> String {
    match number(text) {
        Ok(Written::Value(value)) => value.to_string(),
        other => panic!("{text}: {other:?}"),
    }
}

#[test]
fn reads_digits_with_separators_signs_and_exponents() {
    let cases = [
        ("1200", "1200"),
        ("1,200", "1200"),
        ("1 200 300", "1200300"),
        ("１，２００．５", "1200.5"),
        ("-3.50", "-3.5"),
        ("−3", "-3"),
        ("(1,200)", "-1200"),
        ("+7", "7"),
        (".5", "0.5"),
        ("5.", "5"),
        ("1.2E+07", "12000000"),
        ("5e-2", "0.05"),
        ("007", "7"),
        ("负三", "-3"),
    ];
    for (text, value) in cases {
        assert_eq!(read(text), value, "{text}");
    }
}

#[test]
fn reads_chinese_numerals_and_scales() {
    let cases = [
        ("1.5亿", "150000000"),
        ("2400 万", "24000000"),
        ("三千五百万", "35000000"),
        ("十", "10"),
        ("十二", "12"),
        ("一百零五", "105"),
        ("一百一十五", "115"),
        ("两千", "2000"),
        ("壹仟伍佰万", "15000000"),
        ("3千万", "30000000"),
        ("一亿二千万", "120000000"),
        ("1亿5000万", "150000000"),
        ("1万亿", "1000000000000"),
        ("二〇二四", "2024"),
        ("一点五亿", "150000000"),
        ("三万零五", "30005"),
        ("3万5000", "35000"),
        ("十万", "100000"),
        ("一千零五十", "1050"),
        ("一亿零五百", "100000500"),
        ("五百 ", "500"),
    ];
    for (text, value) in cases {
        assert_eq!(read(text), value, "{text}");
    }
}

#[test]
fn refuses_what_could_be_read_in_two_ways() {
    for text in [
        "三万五",
        "三千五",
        "1万5",
        "3,5",
        "1,2000",
        "1234,567",
        "一百千",
        "三十百",
        "5万3万",
        "1.5万2000",
        "万",
        "千万",
        "1亿亿",
    ] {
        assert!(number(text).is_err(), "{text}");
    }
}

#[test]
fn says_what_it_does_not_understand() {
    let error = number("12abc").unwrap_err();
    assert_eq!(error.problem, Problem::NotUnderstood { part: "abc".into() });
    assert!(error.zh().contains("“12abc”") && error.to_string().contains("`abc`"));
    assert_eq!(number("abc").unwrap_err().problem, Problem::NoNumber);
}

#[test]
fn refuses_numbers_beyond_exact_arithmetic() {
    for text in [
        "9".repeat(60),
        "1E99".to_owned(),
        "九".repeat(50),
        format!("0.{}", "1".repeat(60)),
    ] {
        assert_eq!(number(&text).unwrap_err().problem, Problem::TooLarge);
    }
}
