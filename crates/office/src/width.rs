//! How wide a text is when it is set: Chinese characters are twice as wide as Western ones.

/// Width of the longest line in columns of a terminal or sheet: wide characters count as two.
pub(crate) fn display_width(text: &str) -> usize {
    let wide = |c: char| {
        matches!(u32::from(c), 0x1100..=0x115F | 0x2E80..=0xA4CF | 0xAC00..=0xD7A3 | 0xF900..=0xFAFF
            | 0xFE30..=0xFE6F | 0xFF00..=0xFF60 | 0xFFE0..=0xFFE6 | 0x2_0000..=0x3_FFFD
            | 0x2014 | 0x2018..=0x201D | 0x2026)
    };
    let line_width = |line: &str| line.chars().map(|c| if wide(c) { 2 } else { 1 }).sum();
    text.lines().map(line_width).max().unwrap_or(0)
}
