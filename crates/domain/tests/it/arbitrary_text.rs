//! No reader panics on any text, and every error says in both languages what was read.

use benfu_domain::party::credit_code::CreditCode;
use benfu_domain::period::Period;
use benfu_domain::quantity::{self, Unit};
use benfu_domain::region::RegionCode;
use benfu_domain::written::{self, BareShare, Misread, MoneyUnit, Written};
use proptest::prelude::*;

/// Texts of the characters that mean something to a reader, in any order.
fn near_misses() -> impl Strategy<Value = String> {
    "[0-9０-９,，. 　()（）%‰:/~—+\\-年月日号一二三五十百千万亿零两点负元美港币人民数约过整EeTkm²²NPadBH°C是否有无√×\u{200b}]{0,40}"
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![near_misses(), ".{0,60}", "[0-9.]{0,250}"]
}

fn says_why<T>(result: Result<Written<T>, Misread>) {
    if let Err(error) = result {
        assert!(error.zh().contains(&error.read) && error.to_string().contains(&error.read));
        assert!(error.read.chars().count() <= 40);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn readers_answer_any_text(text in any_text()) {
        says_why(written::money(&text));
        says_why(written::money_with(&text, MoneyUnit::in_header(&text)));
        says_why(written::date(&text));
        says_why(written::count(&text));
        says_why(written::flag(&text));
        says_why(written::percent(&text, BareShare::Percent));
        says_why(written::ratio(&text));
        says_why(written::number(&text));
    }

    #[test]
    fn codes_periods_and_quantities_answer_any_text(text in any_text()) {
        if let Err(error) = CreditCode::parse(&text) {
            prop_assert!(!error.zh().is_empty() && !error.to_string().is_empty());
        }
        if let Err(error) = text.parse::<RegionCode>() {
            prop_assert!(error.zh().contains(&error.read));
        }
        if let Err(error) = text.parse::<Period>() {
            prop_assert!(error.zh().contains(&error.read));
        }
        let load = Unit::find("kN/m²").expect("the table has it");
        if let Err(error) = quantity::parse(&text, load) {
            prop_assert!(error.zh().contains(&error.read));
        }
    }

    #[test]
    fn excel_serials_of_any_size_answer(serial in any::<i64>()) {
        for epoch in [written::ExcelEpoch::Year1900, written::ExcelEpoch::Year1904] {
            let _ = written::excel_serial(serial, epoch);
        }
    }
}
