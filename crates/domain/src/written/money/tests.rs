//! Tests of written amounts.

use super::*;
use crate::written::Absence;

fn amount_of(text: &str) -> Money {
    match money(text) {
        Ok(Written::Value(WrittenMoney::Amount {
            money,
            rounded: false,
            ..
        })) => money,
        other => panic!("{text}: {other:?}"),
    }
}

fn problem(text: &str) -> Problem {
    money(text).unwrap_err().problem
}

#[test]
fn reads_the_ways_renminbi_is_written() {
    let forms = [
        "500万元人民币",
        "500万人民币",
        "500万",
        "500万元",
        "500 万元",
        "500万人民币元",
        "10 万元 人民币",
        "人民币500万元整",
        "RMB 5 million",
        "¥5,000,000",
        "￥５００万",
        "伍佰万元整",
        "五百万",
        "0.05亿元",
        "5,000,000元",
        "5百万",
        "5000千元",
        "CNY 5m",
        "500万元(人民币)",
        "人民币：500万元",
        "5000000.00元",
    ];
    for text in forms {
        let expected = match text {
            "10 万元 人民币" => Money::fen(10_000_000),
            _ => Money::fen(500_000_000),
        };
        assert_eq!(amount_of(text), expected, "{text}");
    }
}

#[test]
fn reads_other_currencies() {
    let cases = [
        ("1,500万美元", 1_500_000_000, Currency::Usd),
        ("2400 万元 美元", 2_400_000_000, Currency::Usd),
        ("15957.656629万美元", 15_957_656_629, Currency::Usd),
        ("17000万港元", 17_000_000_000, Currency::Hkd),
        ("47.692亿港币", 476_920_000_000, Currency::Hkd),
        ("243000万日元", 2_430_000_000, Currency::Jpy),
        ("3.6万欧元", 3_600_000, Currency::Eur),
        ("434万英镑", 434_000_000, Currency::Gbp),
        ("USD 1.5 billion", 150_000_000_000, Currency::Usd),
        ("US$300k", 30_000_000, Currency::Usd),
        ("-300万美元", -300_000_000, Currency::Usd),
    ];
    for (text, minor, currency) in cases {
        assert_eq!(amount_of(text), Money::new(minor, currency), "{text}");
    }
}

#[test]
fn says_when_the_currency_was_assumed() {
    let assumed = |text| match money(text) {
        Ok(Written::Value(WrittenMoney::Amount {
            currency_assumed, ..
        })) => currency_assumed,
        other => panic!("{other:?}"),
    };
    assert!(assumed("200万") && assumed("0"));
    assert!(!assumed("200万元") && !assumed("200万人民币"));
}

#[test]
fn a_vague_amount_stays_text() {
    let forms = [
        "数千万人民币",
        "数百万",
        "近亿人民币",
        "过亿人民币",
        "过千万",
        "500万元以上",
        "约500万元",
        "500-1000万元",
        "数十亿",
        "上千万",
        "1000余万元",
        "500万~800万",
        ">500万元",
    ];
    for text in forms {
        let Ok(Written::Value(WrittenMoney::Vague { text: kept, .. })) = money(text) else {
            panic!("{text}: {:?}", money(text))
        };
        assert_eq!(kept, text);
    }
    let Ok(Written::Value(vague)) = money("数百万美元") else {
        panic!()
    };
    assert_eq!(
        vague,
        WrittenMoney::Vague {
            text: "数百万美元".into(),
            currency: Some(Currency::Usd)
        }
    );
    assert_eq!(vague.amount(), None);
}

#[test]
fn an_undisclosed_amount_is_absent() {
    assert_eq!(money("未披露"), Ok(Written::Absent(Absence::Undisclosed)));
    assert_eq!(money("&nbsp;"), Ok(Written::Absent(Absence::Blank)));
}

#[test]
fn a_bare_number_takes_the_unit_of_its_header() {
    let under = |header, text| {
        let unit = MoneyUnit::in_header(header);
        money_with(text, unit).map(|written| written.value().and_then(|money| money.amount()))
    };
    assert_eq!(
        under("注册资本(万元)", "3,000"),
        Ok(Some(Money::fen(3_000_000_000)))
    );
    assert_eq!(
        under("注册资本（万美元）", "2.5"),
        Ok(Some(Money::new(2_500_000, Currency::Usd)))
    );
    assert_eq!(
        under("营业收入 单位：亿元", "1.5"),
        Ok(Some(Money::fen(15_000_000_000)))
    );
    assert_eq!(under("研发费用千元", "7"), Ok(Some(Money::fen(700_000))));
    assert_eq!(
        under("注册资本(万元)", "500元"),
        Ok(Some(Money::fen(50_000)))
    );
    assert_eq!(
        under("注册资本(万元)", "500万"),
        Ok(Some(Money::fen(500_000_000)))
    );
    assert_eq!(
        under("注册资本（万美元）", "500万元"),
        Ok(Some(Money::fen(500_000_000)))
    );
    assert_eq!(
        under("净利润(万元)", "(12)"),
        Ok(Some(Money::fen(-12_000_000)))
    );
    assert_eq!(
        under("注册资本", "500").unwrap_err().problem,
        Problem::UnitMissing
    );
}

#[test]
fn headers_without_a_money_unit_give_none() {
    for header in [
        "企业名称",
        "注册资本",
        "人数(人)",
        "千里马企业",
        "面积(万平方米)",
        "",
    ] {
        assert_eq!(MoneyUnit::in_header(header), None, "{header}");
    }
}

#[test]
fn rounds_beyond_the_minor_unit_and_says_so() {
    let read = money("1.23456789万元").unwrap().value().unwrap();
    let expected = WrittenMoney::Amount {
        money: Money::fen(1_234_568),
        rounded: true,
        currency_assumed: false,
    };
    assert_eq!(read, expected);
}

#[test]
fn refuses_with_a_reason_in_both_languages() {
    assert_eq!(problem("万人民币"), Problem::NoNumber);
    assert_eq!(problem("500"), Problem::UnitMissing);
    assert_eq!(problem("500万美元人民币"), Problem::TwoCurrencies);
    assert_eq!(problem("500万元 300万元"), Problem::SeveralNumbers);
    assert_eq!(
        problem("500万卢布"),
        Problem::NotUnderstood {
            part: "卢布".into()
        }
    );
    assert_eq!(problem("99999999999999亿元"), Problem::TooLarge);
    let error = money("500").unwrap_err();
    assert_eq!(
        error.zh(),
        "“500”没有写单位，表头也没有给出单位：请写成带单位的金额，如 500万元、1.5亿元、300万美元"
    );
    assert_eq!(
        error.to_string(),
        "`500` has no unit, and the header gives none: write an amount with its unit, such as 500万元, 1.5亿元 or USD 3 million"
    );
}
