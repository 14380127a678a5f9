//! Reading what was typed: ids, days, numbers, amounts.

use crate::outcome::WrongUse;
use benfu_app::Cx;
use benfu_domain::Day;
use benfu_domain::id::NeedId;
use benfu_domain::money::Currency;
use benfu_domain::region::RegionCode;
use benfu_domain::written::{self, Written, WrittenMoney};
use benfu_rules::Exact;
use std::str::FromStr;

/// An id of the expected kind.
pub(crate) fn id<T: FromStr>(text: &str) -> anyhow::Result<T> {
    text.trim().parse().map_err(|_| {
        WrongUse::error(
            format!("编号格式不对:{text}"),
            format!("this is not an id of the expected kind: {text}"),
        )
    })
}

/// An id that may be left out.
pub(crate) fn optional_id<T: FromStr>(text: Option<&str>) -> anyhow::Result<Option<T>> {
    text.map(id).transpose()
}

/// The need with this id, or with this id in the file it was imported from.
pub(crate) async fn need_id(cx: &Cx, text: &str) -> anyhow::Result<NeedId> {
    if let Ok(id) = text.parse() {
        return Ok(id);
    }
    let found = cx.store().need_by_external_id(text).await?;
    found.ok_or_else(|| {
        WrongUse::error(
            format!("没有编号为 {text} 的需求"),
            format!("there is no need {text}"),
        )
    })
}

/// A region by its code.
pub(crate) fn region(text: &str) -> anyhow::Result<RegionCode> {
    text.parse().map_err(|_| {
        WrongUse::error(
            format!("不是区域代码:{text}"),
            format!("not a region code: {text}"),
        )
    })
}

/// A word of an enum.
pub(crate) fn word<T>(
    text: &str,
    from_word: impl Fn(&str) -> Option<T>,
    known: &[&str],
) -> anyhow::Result<T> {
    from_word(text).ok_or_else(|| {
        let known = known.join(", ");
        WrongUse::error(
            format!("不认识“{text}”,可选:{known}"),
            format!("\"{text}\" is not one of: {known}"),
        )
    })
}

/// A day, in any usual form.
pub(crate) fn day(text: &str) -> anyhow::Result<Day> {
    match written::date(text) {
        Ok(Written::Value(benfu_domain::period::Period::Day(day))) => Ok(day),
        Ok(_) => Err(WrongUse::error(
            format!("日期要写到日:{text}"),
            format!("name the day: {text}"),
        )),
        Err(error) => Err(WrongUse::error(error.zh(), error.to_string())),
    }
}

/// A number as thousandths.
pub(crate) fn milli(text: &str) -> anyhow::Result<i64> {
    let read =
        written::number(text).map_err(|error| WrongUse::error(error.zh(), error.to_string()))?;
    let thousand = Exact::whole(1000);
    let value = read
        .value()
        .and_then(|number| number.checked_mul(&thousand).ok()?.to_whole());
    value
        .and_then(|whole| i64::try_from(whole).ok())
        .ok_or_else(|| {
            WrongUse::error(
                format!("最多三位小数:{text}"),
                format!("at most three decimals: {text}"),
            )
        })
}

/// An amount in yuan as fen.
pub(crate) fn fen(text: &str) -> anyhow::Result<i64> {
    match written::money(text).map_err(|error| WrongUse::error(error.zh(), error.to_string()))? {
        Written::Value(WrittenMoney::Amount { money, .. }) if money.currency == Currency::Cny => {
            Ok(money.amount_minor)
        }
        _ => Err(WrongUse::error(
            format!("请写人民币确切金额,如 80万元:{text}"),
            format!("write an exact amount in yuan, such as 80万元: {text}"),
        )),
    }
}
