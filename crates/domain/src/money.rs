//! Amounts of money (金额): a whole number of minor units and a currency.
//!
//! Main types: [`Money`] and [`Currency`]. Arithmetic is checked and never mixes currencies; sharing
//! an amount out loses no minor unit. How people write amounts belongs to [`crate::written`], exchange
//! rates belong to packs (a dated rate), budgets and payments to their own area.

mod currency;
mod display;

pub use currency::Currency;
pub use display::Scale;
pub(crate) use display::grouped_decimal;

use std::cmp::Ordering;
use std::fmt;

/// An amount of money: whole minor units (fen for CNY, cents for USD, yen for JPY) of one currency.
///
/// ```
/// use benfu_domain::money::Money;
/// let capital = Money::fen(500_000_000);
/// assert_eq!(capital.zh(), "500万元");
/// assert_eq!(capital.en(), "CNY 5 million");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Money {
    /// Minor units; negative for a debt or a loss.
    pub amount_minor: i64,
    /// The currency the minor units belong to.
    pub currency: Currency,
}

/// Why an operation on amounts has no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MoneyError {
    /// The two amounts are in different currencies and no dated rate was given.
    CurrenciesDiffer {
        /// Currency of the left amount.
        left: Currency,
        /// Currency of the right amount.
        right: Currency,
    },
    /// The result does not fit into 64 bits of minor units.
    TooLarge,
    /// The amount was to be shared out by weights that are all zero, or by none.
    NoWeights,
}

impl Money {
    /// An amount in a currency's minor units.
    pub const fn new(amount_minor: i64, currency: Currency) -> Money {
        Money {
            amount_minor,
            currency,
        }
    }

    /// An amount in fen (分) of renminbi.
    pub const fn fen(amount_fen: i64) -> Money {
        Money::new(amount_fen, Currency::Cny)
    }

    /// No money, in the given currency.
    pub const fn zero(currency: Currency) -> Money {
        Money::new(0, currency)
    }

    /// The sum; fails on different currencies and on overflow.
    pub fn checked_add(self, other: Money) -> Result<Money, MoneyError> {
        self.same_currency(other)?;
        self.with(self.amount_minor.checked_add(other.amount_minor))
    }

    /// The difference; fails on different currencies and on overflow.
    pub fn checked_sub(self, other: Money) -> Result<Money, MoneyError> {
        self.same_currency(other)?;
        self.with(self.amount_minor.checked_sub(other.amount_minor))
    }

    /// The amount taken `times` times.
    pub fn checked_mul(self, times: i64) -> Result<Money, MoneyError> {
        self.with(self.amount_minor.checked_mul(times))
    }

    /// Compares two amounts of one currency.
    pub fn checked_cmp(self, other: Money) -> Result<Ordering, MoneyError> {
        self.same_currency(other)?;
        Ok(self.amount_minor.cmp(&other.amount_minor))
    }

    /// The sum of amounts, which must all be in `currency`.
    pub fn sum(
        amounts: impl IntoIterator<Item = Money>,
        currency: Currency,
    ) -> Result<Money, MoneyError> {
        amounts
            .into_iter()
            .try_fold(Money::zero(currency), Money::checked_add)
    }

    /// Shares the amount out in proportion to `weights` so that the parts add up to the amount.
    ///
    /// Each part is rounded towards zero; the minor units left over go one by one to the parts with
    /// the largest remainder, the earlier part first when remainders are equal.
    pub fn share_out(self, weights: &[u32]) -> Result<Vec<Money>, MoneyError> {
        let total: i128 = weights.iter().copied().map(i128::from).sum();
        if total == 0 {
            return Err(MoneyError::NoWeights);
        }
        let amount = i128::from(self.amount_minor);
        let share = |weight: &u32| amount * i128::from(*weight);
        let mut parts: Vec<i128> = weights.iter().map(|w| share(w) / total).collect();
        let mut by_remainder: Vec<usize> = (0..weights.len()).collect();
        by_remainder.sort_by_key(|&i| -(share(&weights[i]) % total).abs());
        let left_over = amount - parts.iter().sum::<i128>();
        for (_, &i) in (0..left_over.unsigned_abs()).zip(&by_remainder) {
            parts[i] += left_over.signum();
        }
        parts
            .into_iter()
            .map(|part| self.with(i64::try_from(part).ok()))
            .collect()
    }

    fn same_currency(self, other: Money) -> Result<(), MoneyError> {
        if self.currency == other.currency {
            Ok(())
        } else {
            Err(MoneyError::CurrenciesDiffer {
                left: self.currency,
                right: other.currency,
            })
        }
    }

    fn with(self, amount_minor: Option<i64>) -> Result<Money, MoneyError> {
        amount_minor
            .map(|amount| Money::new(amount, self.currency))
            .ok_or(MoneyError::TooLarge)
    }
}

impl MoneyError {
    /// The error in Chinese, with what to do next.
    pub fn zh(&self) -> String {
        match self {
            MoneyError::CurrenciesDiffer { left, right } => format!(
                "{}与{}不能直接相加减或比较：请先提供带日期的汇率，换算为同一币种",
                left.zh(),
                right.zh()
            ),
            MoneyError::TooLarge => "金额超出可记录的范围：请核对是否多写了单位或零".to_owned(),
            MoneyError::NoWeights => {
                "无法分摊金额：各份的权重均为零，请至少给出一个权重".to_owned()
            }
        }
    }
}

impl fmt::Display for MoneyError {
    /// The error in English, with what to do next.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            MoneyError::CurrenciesDiffer { left, right } => write!(
                f,
                "amounts in {} and {} cannot be added or compared: give a dated exchange rate first",
                left.code(),
                right.code()
            ),
            MoneyError::TooLarge => {
                f.write_str("the amount is too large to record: check for an extra unit or zero")
            }
            MoneyError::NoWeights => f.write_str(
                "the amount cannot be shared out: all weights are zero, give at least one",
            ),
        }
    }
}

impl std::error::Error for MoneyError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_to_add_two_currencies() {
        let error = Money::fen(1)
            .checked_add(Money::new(1, Currency::Usd))
            .unwrap_err();
        assert_eq!(
            error,
            MoneyError::CurrenciesDiffer {
                left: Currency::Cny,
                right: Currency::Usd
            }
        );
        assert!(error.zh().contains("美元"));
        assert!(error.to_string().contains("USD"));
    }

    #[test]
    fn refuses_to_overflow() {
        assert_eq!(
            Money::fen(i64::MAX).checked_add(Money::fen(1)),
            Err(MoneyError::TooLarge)
        );
        assert_eq!(
            Money::fen(i64::MIN).checked_sub(Money::fen(1)),
            Err(MoneyError::TooLarge)
        );
        assert_eq!(
            Money::fen(i64::MAX).checked_mul(2),
            Err(MoneyError::TooLarge)
        );
    }

    #[test]
    fn gives_the_left_over_fen_to_the_largest_remainder() {
        let parts = Money::fen(100).share_out(&[1, 1, 1]).unwrap();
        assert_eq!(parts, [Money::fen(34), Money::fen(33), Money::fen(33)]);
        let parts = Money::fen(-100).share_out(&[1, 2]).unwrap();
        assert_eq!(parts, [Money::fen(-33), Money::fen(-67)]);
    }

    #[test]
    fn refuses_to_share_out_by_nothing() {
        assert_eq!(Money::fen(100).share_out(&[]), Err(MoneyError::NoWeights));
        assert_eq!(
            Money::fen(100).share_out(&[0, 0]),
            Err(MoneyError::NoWeights)
        );
    }
}
