//! Percentages and ratios as written, as exact fractions.

use super::number::whole_number;
use super::{Expected, Misread, Problem, Written, leading_number, read_with};
use benfu_rules::Exact;

/// What a number without a sign means where a percentage is expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BareShare {
    /// It is refused: 0.5 could be a half or half a percent.
    Refused,
    /// Percent, as under a header such as 占比(%): 12.5 is an eighth.
    Percent,
    /// A fraction, as Excel keeps percentages: 0.125 is an eighth.
    Fraction,
}

/// Reads a percentage as a fraction of one: `12.5%`, `百分之十二`, `3‰`, `千分之三`.
pub fn percent(text: &str, bare: BareShare) -> Result<Written<Exact>, Misread> {
    read_with(text, Expected::Percent, |text| {
        let words = [("百分之", 100), ("千分之", 1000)];
        for (word, divisor) in words {
            if let Some(number) = text.strip_prefix(word) {
                return divided(whole_number(number)?, Exact::whole(divisor));
            }
        }
        let leading = leading_number(text)?.ok_or(Problem::NoNumber)?;
        let divisor = divisor(leading.rest.trim(), bare)?;
        divided(leading.value, Exact::whole(divisor))
    })
}

fn divisor(sign: &str, bare: BareShare) -> Result<i128, Problem> {
    match (sign, bare) {
        ("%" | "percent" | "个百分点", _) | ("", BareShare::Percent) => Ok(100),
        ("‰", _) => Ok(1000),
        ("", BareShare::Fraction) => Ok(1),
        ("", BareShare::Refused) => Err(Problem::UnitMissing),
        (other, _) => Err(Problem::NotUnderstood {
            part: other.chars().take(10).collect(),
        }),
    }
}

/// Reads a ratio of two numbers: `3:2`, `1/3`, `三比二`.
pub fn ratio(text: &str) -> Result<Written<Exact>, Misread> {
    read_with(text, Expected::Ratio, |text| {
        let sides = [":", "/", "比"]
            .into_iter()
            .find_map(|sign| text.split_once(sign));
        let (left, right) = sides.ok_or_else(|| Problem::NotUnderstood {
            part: text.chars().take(20).collect(),
        })?;
        divided(whole_number(left.trim())?, whole_number(right.trim())?)
    })
}

fn divided(value: Exact, divisor: Exact) -> Result<Exact, Problem> {
    if divisor.is_zero() {
        return Err(Problem::DivisionByZero);
    }
    value.checked_div(&divisor).map_err(|_| Problem::TooLarge)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_percentages_as_fractions_of_one() {
        let eighth = Ok(Written::Value(Exact::ratio(1, 8).unwrap()));
        for text in ["12.5%", "12.5％", "12.5 %", "百分之十二点五", "125‰"] {
            assert_eq!(percent(text, BareShare::Refused), eighth, "{text}");
        }
        assert_eq!(percent("12.5", BareShare::Percent), eighth);
        assert_eq!(percent("0.125", BareShare::Fraction), eighth);
    }

    #[test]
    fn refuses_a_bare_number_unless_told_its_meaning() {
        let problem = percent("0.5", BareShare::Refused).unwrap_err().problem;
        assert_eq!(problem, Problem::UnitMissing);
        let problem = percent("5元", BareShare::Percent).unwrap_err().problem;
        assert_eq!(problem, Problem::NotUnderstood { part: "元".into() });
    }

    #[test]
    fn reads_ratios_of_two_numbers() {
        for text in ["3:2", "3：2", "3 / 2", "三比二", "1.5:1"] {
            assert_eq!(
                ratio(text),
                Ok(Written::Value(Exact::ratio(3, 2).unwrap())),
                "{text}"
            );
        }
        assert_eq!(ratio("3:0").unwrap_err().problem, Problem::DivisionByZero);
        assert!(ratio("32").is_err());
    }
}
