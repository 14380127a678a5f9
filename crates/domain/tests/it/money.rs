//! Amounts: conserved when shared out, and read back as they are shown.

use benfu_domain::money::{Currency, Money, Scale};
use benfu_domain::written::{self, Written, WrittenMoney};
use proptest::prelude::*;

fn currencies() -> impl Strategy<Value = Currency> {
    prop::sample::select(Currency::ALL.to_vec())
}

fn scales() -> impl Strategy<Value = Scale> {
    prop::sample::select(vec![
        Scale::One,
        Scale::Thousand,
        Scale::TenThousand,
        Scale::Million,
        Scale::HundredMillion,
        Scale::Billion,
    ])
}

/// The amount of a text, which must be exact and name its currency.
fn read(text: &str) -> Money {
    match written::money(text) {
        Ok(Written::Value(WrittenMoney::Amount {
            money,
            rounded: false,
            currency_assumed,
        })) => {
            assert!(!currency_assumed, "{text}");
            money
        }
        other => panic!("{text}: {other:?}"),
    }
}

proptest! {
    #[test]
    fn a_shown_amount_is_read_back(
        amount in any::<i64>(), currency in currencies(), scale in scales(),
    ) {
        let money = Money::new(amount, currency);
        for text in [money.zh(), money.zh_in(scale), money.en(), money.to_string()] {
            prop_assert_eq!(read(&text), money, "{}", text);
        }
    }

    #[test]
    fn small_amounts_are_read_back_too(amount in -10_000_i64..10_000, currency in currencies()) {
        let money = Money::new(amount, currency);
        prop_assert_eq!(read(&money.zh()), money);
        prop_assert_eq!(read(&money.en()), money);
    }

    #[test]
    fn sharing_out_loses_and_invents_nothing(
        amount in any::<i64>(), weights in prop::collection::vec(any::<u32>(), 1..20),
    ) {
        prop_assume!(weights.iter().any(|weight| *weight > 0));
        let money = Money::fen(amount);
        let parts = money.share_out(&weights).unwrap();
        prop_assert_eq!(parts.len(), weights.len());
        prop_assert_eq!(Money::sum(parts.iter().copied(), Currency::Cny), Ok(money));
        let total: i128 = weights.iter().map(|weight| i128::from(*weight)).sum();
        for (part, weight) in parts.iter().zip(&weights) {
            let exact_times_total = i128::from(amount) * i128::from(*weight);
            let off = i128::from(part.amount_minor) * total - exact_times_total;
            prop_assert!(off.abs() < total, "no part is a whole fen off its share");
        }
    }

    #[test]
    fn adding_and_taking_away_again_changes_nothing(a in any::<i64>(), b in any::<i64>()) {
        let (a, b) = (Money::fen(a), Money::fen(b));
        if let Ok(sum) = a.checked_add(b) {
            prop_assert_eq!(sum.checked_sub(b), Ok(a));
        }
    }

    #[test]
    fn a_rounded_amount_is_at_most_half_a_last_place_off(
        amount in any::<i64>(), scale in scales(), places in 0_u32..6,
    ) {
        let text = Money::fen(amount).rounded_in(scale, places);
        let digits: i128 = text.chars().filter(|c| *c == '-' || c.is_ascii_digit())
            .collect::<String>().parse().unwrap();
        let exponent = scale.exponent() + 2;
        let (shown, exact) = if places <= exponent {
            (digits * 10_i128.pow(exponent - places), i128::from(amount))
        } else {
            (digits, i128::from(amount) * 10_i128.pow(places - exponent))
        };
        let last_place = if places <= exponent { 10_i128.pow(exponent - places) } else { 1 };
        prop_assert!((shown - exact).abs() * 2 <= last_place, "{}", text);
    }
}
