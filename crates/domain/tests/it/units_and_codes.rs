//! Quantities, credit codes and regions: shown and read back.

use benfu_domain::party::credit_code::{CheckDigit, CreditCode};
use benfu_domain::quantity::{self, Unit};
use benfu_domain::region::RegionCode;
use benfu_domain::written::{self, Written};
use proptest::prelude::*;

const SYMBOLS: [&str; 16] = [
    "kg", "t", "m", "m²", "亩", "m³", "kN/m²", "kW", "kVA", "%", "day", "month", "个", "dB", "°C",
    "m³/h",
];

proptest! {
    #[test]
    fn a_shown_quantity_is_read_back(symbol in prop::sample::select(SYMBOLS.to_vec()), amount in any::<i64>()) {
        let unit = Unit::find(symbol).unwrap();
        prop_assert_eq!(quantity::parse(&unit.zh(amount), unit), Ok(amount), "{}", unit.zh(amount));
        prop_assert_eq!(quantity::parse(&unit.en(amount), unit), Ok(amount), "{}", unit.en(amount));
    }

    #[test]
    fn a_computed_code_is_right_and_any_other_check_is_wrong(
        first in "[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{9}", last in "[0-9A-HJ-NPQRTUWXY]",
    ) {
        let (code, check) = CreditCode::parse(&format!("{first}{last}")).unwrap();
        let expected = code.expected_check();
        let right = last == expected.to_string();
        prop_assert_eq!(check, if right { CheckDigit::Right } else { CheckDigit::Wrong { expected } });
        let (corrected, check) = CreditCode::parse(&format!("{first}{expected}")).unwrap();
        prop_assert_eq!(check, CheckDigit::Right);
        prop_assert_eq!(CreditCode::parse(&corrected.to_string()), Ok((corrected, CheckDigit::Right)));
    }

    #[test]
    fn every_region_lies_in_its_parents(text in "[1-9][0-9]{5}([0-9]{3})?|[1-9][0-9]{5}(-[a-z]{1,4}){1,3}") {
        let code: RegionCode = text.parse().unwrap();
        prop_assert_eq!(code.to_string(), text);
        for outer in std::iter::successors(code.parent(), RegionCode::parent) {
            prop_assert!(outer.contains(&code) && !code.contains(&outer));
        }
    }

    #[test]
    fn a_shown_number_is_read_back(numerator in any::<i64>(), places in 0_u32..12) {
        let number = benfu_rules::Exact::ratio(numerator.into(), 10_i128.pow(places)).unwrap();
        let text = number.to_decimal().unwrap();
        prop_assert_eq!(written::number(&text), Ok(Written::Value(number)));
    }
}

#[test]
fn people_read_amounts_in_customary_units() {
    for (base, amount, text) in [
        ("g", 68_000, "68 kg"),
        ("g", 340, "340 g"),
        ("ms", 7_200_000, "2 h"),
        ("ms", 5_400_000, "1.5 h"),
        ("ms", 80, "80 ms"),
        ("‰", 950, "95%"),
        ("‰", 5, "0.5%"),
        ("0.1 °C", -100, "-10 °C"),
        ("mm", 100_001, "100.001 m"),
        ("N/m²", 4_000, "4 kN/m²"),
        ("dm²", 0, "0 dm²"),
    ] {
        let unit = Unit::find(base).expect("a unit");
        assert_eq!(unit.for_people(amount).zh(amount), text);
    }
}
