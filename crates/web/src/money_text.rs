//! Whole numbers, shares and money written for people; integers only.
//!
//! Main items: [`spoken`] and [`exact`]. What does not belong here: reading money (imports do that)
//! and money arithmetic (the domain does that).

use crate::locale::Lang;

/// A number with a separator every three digits.
pub(crate) fn grouped(n: i128) -> String {
    let digits = n.unsigned_abs().to_string();
    let mut text = String::with_capacity(digits.len() * 4 / 3 + 1);
    if n < 0 {
        text.push('-');
    }
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// `n / 10^decimals`, grouped, without trailing zeros.
pub(crate) fn fixed(n: i128, decimals: u32) -> String {
    let scale = 10_u128.checked_pow(decimals).unwrap_or(u128::MAX);
    let (whole, rest) = (n.unsigned_abs() / scale, n.unsigned_abs() % scale);
    let sign = if n < 0 { "-" } else { "" };
    let whole = grouped(i128::try_from(whole).unwrap_or(i128::MAX));
    if rest == 0 {
        return format!("{sign}{whole}");
    }
    let rest = format!("{rest:0width$}", width = decimals as usize);
    format!("{sign}{whole}.{}", rest.trim_end_matches('0'))
}

/// `n / unit` rounded half away from zero.
fn rounded(n: i128, unit: i128) -> i128 {
    let half = if n < 0 { -unit / 2 } else { unit / 2 };
    (n + half) / unit
}

/// `fen / unit_fen` with two decimals.
fn in_units(fen: i128, unit_fen: i128) -> String {
    fixed(rounded(fen * 100, unit_fen), 2)
}

const YUAN: i128 = 100;
const WAN: i128 = 10_000 * YUAN;
const MILLION: i128 = 1_000_000 * YUAN;
const YI: i128 = 100_000_000 * YUAN;
const BILLION: i128 = 1_000_000_000 * YUAN;

/// Money in the unit people use for its size.
pub(crate) fn spoken(lang: Lang, fen: i64) -> String {
    let fen = i128::from(fen);
    let size = fen.abs();
    match lang {
        Lang::Zh if size >= YI => format!("{} 亿元", in_units(fen, YI)),
        Lang::Zh if size >= WAN => format!("{} 万元", in_units(fen, WAN)),
        Lang::Zh => format!("{} 元", in_units(fen, YUAN)),
        Lang::En if size >= BILLION => format!("CNY {} billion", in_units(fen, BILLION)),
        Lang::En if size >= MILLION => format!("CNY {} million", in_units(fen, MILLION)),
        Lang::En => format!("CNY {}", in_units(fen, YUAN)),
    }
}

/// Money to the fen.
pub(crate) fn exact(lang: Lang, fen: i64) -> String {
    let sign = if fen < 0 { "-" } else { "" };
    let size = i128::from(fen).abs();
    let text = format!("{sign}{}.{:02}", grouped(size / 100), size % 100);
    match lang {
        Lang::Zh => format!("{text} 元"),
        Lang::En => format!("CNY {text}"),
    }
}

/// A share with one decimal.
pub(crate) fn percent(part: i64, of: i64) -> String {
    if of == 0 {
        return "—".to_owned();
    }
    let (part, of) = (i128::from(part), i128::from(of));
    let (part, of) = if of < 0 { (-part, -of) } else { (part, of) };
    format!("{}%", fixed(rounded(part * 1000, of), 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_spoken_in_the_unit_of_its_size() {
        let cases = [
            (12_000_000_000, "1.2 亿元", "CNY 120 million"),
            (320_000_000, "320 万元", "CNY 3.2 million"),
            (98_000_000, "98 万元", "CNY 980,000"),
            (980_000, "9,800 元", "CNY 9,800"),
            (-150_000_000_000, "-15 亿元", "CNY -1.5 billion"),
            (0, "0 元", "CNY 0"),
        ];
        for (fen, zh, en) in cases {
            assert_eq!(spoken(Lang::Zh, fen), zh);
            assert_eq!(spoken(Lang::En, fen), en);
        }
    }

    #[test]
    fn exact_money_keeps_every_fen_even_at_the_limits() {
        assert_eq!(exact(Lang::Zh, 123_450), "1,234.50 元");
        assert_eq!(exact(Lang::En, -5), "CNY -0.05");
        assert_eq!(exact(Lang::En, i64::MIN), "CNY -92,233,720,368,547,758.08");
    }

    #[test]
    fn a_share_is_rounded_half_away_from_zero_and_undefined_of_nothing() {
        assert_eq!(percent(7_975, 10_000), "79.8%");
        assert_eq!(percent(7_974, 10_000), "79.7%");
        assert_eq!(percent(1, 3), "33.3%");
        assert_eq!(percent(3, 0), "—");
        assert_eq!(percent(-1, 8), "-12.5%");
    }
}
