//! Words and signs by which people say that there is nothing to read.

/// Why a cell has no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Absence {
    /// Nothing was written, or a dash.
    Blank,
    /// It is known but not told: 未披露, 保密.
    Undisclosed,
    /// Whoever wrote it does not know: 未知, 不详, 待定.
    Unknown,
    /// There is none: 无.
    Nothing,
    /// The question does not apply: 不适用, N/A.
    NotApplicable,
}

/// The absence that a text states; `None` when it is something else.
pub fn absence(text: &str) -> Option<Absence> {
    if text.starts_with(|first: char| first.is_ascii_digit()) {
        // None of the words below begins with a digit, and most cells of a table are numbers.
        return None;
    }
    let text = super::tidy(text)?.to_lowercase();
    match text.as_str() {
        "" | "-" | "--" | "---" | "/" | "\\" | "." | "*" | "(空)" | "空" | "null" => {
            Some(Absence::Blank)
        }
        "未披露" | "未公开" | "不公开" | "保密" | "不便透露" | "undisclosed" | "confidential" => {
            Some(Absence::Undisclosed)
        }
        "未知" | "不详" | "不明" | "不清楚" | "待定" | "待补充" | "未填" | "暂未统计"
        | "暂无数据" | "暂无信息" | "unknown" | "tbd" | "?" => Some(Absence::Unknown),
        "无" | "没有" | "暂无" | "none" | "nil" => Some(Absence::Nothing),
        "不适用" | "不涉及" | "n/a" | "na" | "#n/a" | "not applicable" => {
            Some(Absence::NotApplicable)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_the_ways_of_saying_nothing_apart() {
        assert_eq!(absence(" — "), Some(Absence::Blank));
        assert_eq!(absence("&nbsp;"), Some(Absence::Blank));
        assert_eq!(absence("未披露"), Some(Absence::Undisclosed));
        assert_eq!(absence("不详"), Some(Absence::Unknown));
        assert_eq!(absence("暂无"), Some(Absence::Nothing));
        assert_eq!(absence("Ｎ／Ａ"), Some(Absence::NotApplicable));
    }

    #[test]
    fn a_value_is_no_absence() {
        for text in ["0", "无锡", "500万元", "-1"] {
            assert_eq!(absence(text), None);
        }
    }
}
