//! Texts that a spreadsheet would take for a formula.

use std::borrow::Cow;

/// The text with an apostrophe before it when a spreadsheet could take it for a formula: when it
/// begins with `=`, `+`, `-`, `@` or their full-width forms, with a tab or a carriage return, also
/// behind white space and quotation marks. Plain numbers such as `-12.5` are left alone.
///
/// ```
/// use benfu_office::workbook::neutralised;
/// assert_eq!(neutralised("=1+1"), "'=1+1");
/// assert_eq!(neutralised("-12.5"), "-12.5");
/// ```
pub fn neutralised(text: &str) -> Cow<'_, str> {
    if is_formula_like(text) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Whether a spreadsheet could take this text for a formula.
pub(crate) fn is_formula_like(text: &str) -> bool {
    let is_cover = |c: char| c.is_whitespace() || "'\"`‘’“”\u{feff}\u{200b}".contains(c);
    if text.starts_with(['\t', '\r', '\n']) {
        return true;
    }
    let bare = text.trim_start_matches(is_cover);
    bare.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) && !is_plain_number(text)
}

/// An optional sign, digits and at most one point.
pub(crate) fn is_plain_number(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    all_digits(whole) && all_digits(fraction)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_begins_like_a_formula_gets_an_apostrophe() {
        for text in [
            "=1+1",
            "+1+1",
            "-1+1",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            "\n1",
            " =1",
            "\"=1\"",
            "'=1",
            "“=1",
            "＝1",
            "＋a",
            "－a",
            "＠a",
            "\u{3000}=1",
            "\u{feff}=1",
            "-",
            "=HYPERLINK(\"http://x\")",
            "+86-755-1",
        ] {
            assert_eq!(neutralised(text), format!("'{text}"), "{text:?}");
        }
    }

    #[test]
    fn numbers_and_ordinary_words_stay_as_they_are() {
        for text in [
            "-5",
            "-12.50",
            "+3",
            "",
            "甲公司",
            "a=b",
            "3-4",
            "A-1",
            "——",
            "1@2",
        ] {
            assert_eq!(neutralised(text), text);
        }
    }
}
