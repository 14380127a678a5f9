//! What is wrong with a pack, where, and what to write instead.
//!
//! Main items: [`Diagnostic`], [`render`]. The words of each fault are in `fault.rs`.

use benfu_domain::{Label, Lang};
use std::fmt;
use std::ops::Range;

/// How much a diagnostic weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The pack does not load.
    Error,
    /// It loads, and something should be mended.
    Warning,
    /// It loads, and something is worth knowing.
    Note,
}

/// One remark about a file of a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// How much it weighs.
    pub severity: Severity,
    /// Stable code, such as `pack-label-missing`.
    pub code: &'static str,
    /// The file, as a person finds it.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// The line's text, at most 160 characters; empty when the file has no such line.
    pub excerpt: String,
    /// What is wrong.
    pub message: Label,
    /// What to do.
    pub help: Label,
}

impl Diagnostic {
    /// Does it keep the pack from loading?
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

impl Severity {
    /// Its name in both languages.
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Severity::Error => ("错误", "error"),
            Severity::Warning => ("警告", "warning"),
            Severity::Note => ("提示", "note"),
        }
    }
}

/// The diagnostic as plain text, like a compiler's: code, place, the line, and help in both languages.
pub fn render(diagnostic: &Diagnostic) -> String {
    let (zh, en) = diagnostic.severity.words();
    let Diagnostic {
        code,
        file,
        line,
        column,
        message,
        help,
        ..
    } = diagnostic;
    let place = format!("  --> {file}:{line}:{column}\n");
    let excerpt = match diagnostic.excerpt.as_str() {
        "" => String::new(),
        excerpt => format!("{line:>5} | {excerpt}\n"),
    };
    let (in_zh, in_en) = (message.text(Lang::Zh), message.text(Lang::En));
    let help = format!("  = 处理: {}\n  = help: {}\n", help.zh, help.en);
    format!("{en}[{code}] {zh}: {in_zh}\n  {in_en}\n{place}{excerpt}{help}")
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&render(self))
    }
}

/// Line and column of a byte of a text, both from 1, and the line itself.
pub(crate) fn locate(text: &str, byte: usize) -> (usize, usize, String) {
    let byte = (0..=byte.min(text.len()))
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(0);
    let start = text[..byte].rfind('\n').map_or(0, |at| at + 1);
    let line = text[..start].matches('\n').count() + 1;
    let column = text[start..byte].chars().count() + 1;
    let excerpt = text[start..]
        .lines()
        .next()
        .unwrap_or_default()
        .chars()
        .take(160)
        .collect();
    (line, column, excerpt)
}

/// Where the content of a quoted value begins: rules are located inside the text of their file.
pub(crate) fn content_start(text: &str, value: &Range<usize>, content: &str) -> usize {
    let raw = text.get(value.clone()).unwrap_or_default();
    raw.find(content)
        .map_or(value.start, |offset| value.start + offset)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_not_bytes() {
        let text = "标签 = 1\n单位 = 万元\n";
        let byte = text.find('万').unwrap_or_default();
        assert_eq!(locate(text, byte), (2, 6, "单位 = 万元".to_owned()));
    }

    #[test]
    fn a_byte_inside_a_character_or_behind_the_end_is_still_a_place() {
        assert_eq!(locate("万", 1).0, 1);
        assert_eq!(locate("", 99), (1, 1, String::new()));
    }
}
