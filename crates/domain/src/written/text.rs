//! Tidying of cell texts before they are read: full-width characters, spaces, invisible characters.

/// The longest text that is read as a single value, in bytes; a longer one is prose.
const LONGEST: usize = 200;

/// The half-width form of a full-width character; others stay as they are.
pub fn half_width(character: char) -> char {
    match character {
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character)
        }
        '\u{ffe5}' => '¥',
        '\u{ffe1}' => '£',
        '\u{3000}' | '\u{a0}' => ' ',
        '−' | '–' | '—' => '-',
        '。' => '.',
        '、' => ',',
        '∶' => ':',
        other => other,
    }
}

/// The unit in a header: within its brackets, or after 单位. `注册资本(万元)` gives `万元`.
pub fn unit_in_header(header: &str) -> Option<String> {
    let header: String = header.chars().map(half_width).collect();
    let bracketed = header
        .rsplit_once('(')
        .and_then(|(_, rest)| rest.split_once(')'));
    let unit = match bracketed {
        Some((inside, _)) => inside,
        None => header.rsplit_once("单位")?.1,
    };
    let unit = unit
        .trim()
        .trim_start_matches("单位")
        .trim_matches([':', ' ']);
    (!unit.is_empty()).then(|| unit.to_owned())
}

/// Half-width, trimmed and in single spaces; `None` when the text is too long to be a single value.
pub(crate) fn tidy(text: &str) -> Option<String> {
    if text.len() > LONGEST {
        return None;
    }
    if text.bytes().all(is_tidy) {
        return Some(text.to_owned());
    }
    let text = text.replace("&nbsp;", " ");
    let kept = text.chars().map(half_width).filter(|c| !is_invisible(*c));
    let spaced: String = kept.collect();
    Some(spaced.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Whether a byte stays as it is wherever it stands.
fn is_tidy(byte: u8) -> bool {
    byte.is_ascii_graphic() && !matches!(byte, b'&' | b'\'')
}

fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{2060}' | '\''
    ) || (character.is_control() && !character.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn makes_full_width_half_and_spaces_single() {
        assert_eq!(tidy(" ３，０００　　万元\t").as_deref(), Some("3,000 万元"));
        assert_eq!(tidy("&nbsp;").as_deref(), Some(""));
        assert_eq!(tidy("\u{feff}'12\u{200b}").as_deref(), Some("12"));
    }

    #[test]
    fn leaves_prose_alone() {
        assert_eq!(tidy(&"字".repeat(100)), None);
    }

    #[test]
    fn finds_the_unit_in_a_header() {
        let unit = |header| unit_in_header(header);
        assert_eq!(unit("注册资本(万元)").as_deref(), Some("万元"));
        assert_eq!(
            unit("2024年营业收入（单位：亿元）").as_deref(),
            Some("亿元")
        );
        assert_eq!(unit("面积 单位:平方米").as_deref(), Some("平方米"));
        assert_eq!(unit("企业名称"), None);
        assert_eq!(unit("占比()"), None);
    }
}
