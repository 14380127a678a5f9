//! How a delimited text file separates and quotes its fields.
//!
//! [`Dialect::detect`] tries each delimiter on the beginning of the text and keeps the one under
//! which most lines have the same number of fields.

use std::collections::BTreeMap;

use csv::{ByteRecord, ReaderBuilder, Terminator};

/// In the order in which they win when several fit: a tab is never part of prose.
const DELIMITERS: [u8; 4] = [b'\t', b',', b';', b'|'];
const LINES_JUDGED: usize = 64;

/// Separator, quotation mark and escape of a delimited file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dialect {
    /// The byte between fields.
    pub delimiter: u8,
    /// The byte around fields that contain the delimiter.
    pub quote: u8,
    /// Whether a backslash escapes the quotation mark (else it is doubled).
    pub backslash: bool,
    /// Whether lines end in a carriage return alone, as on old Macintosh systems.
    pub bare_return: bool,
}

impl Dialect {
    /// The dialect of a text, judged by its beginning.
    pub fn detect(text: &str) -> Self {
        let unescaped = text.replace("\\\"", "");
        let backslash = unescaped.len() < text.len() && !unescaped.contains("\"\"");
        let delimiter = declared(text).unwrap_or_else(|| most_regular(text, backslash));
        let quote = if prefers_single_quotes(text, delimiter) {
            b'\''
        } else {
            b'"'
        };
        Self {
            delimiter,
            quote,
            backslash,
            bare_return: has_bare_returns(text),
        }
    }

    pub(crate) fn builder(self) -> ReaderBuilder {
        let mut builder = ReaderBuilder::new();
        builder
            .has_headers(false)
            .flexible(true)
            .delimiter(self.delimiter)
            .quote(self.quote);
        // A carriage return before a line feed stays in the last field and is trimmed with it, so
        // that line numbers are counted by line feeds alone.
        let end = if self.bare_return { b'\r' } else { b'\n' };
        builder.terminator(Terminator::Any(end));
        builder
            .escape(self.backslash.then_some(b'\\'))
            .buffer_capacity(64 << 10);
        builder
    }
}

fn has_bare_returns(text: &str) -> bool {
    text.contains('\r') && !text.contains('\n')
}

/// Excel writes `sep=;` on the first line when told to.
fn declared(text: &str) -> Option<u8> {
    let line = text.lines().next()?.trim_end();
    let rest = line
        .strip_prefix("sep=")
        .or_else(|| line.strip_prefix("\"sep="))?;
    rest.bytes()
        .next()
        .filter(|delimiter| DELIMITERS.contains(delimiter))
}

fn most_regular(text: &str, backslash: bool) -> u8 {
    let scored = DELIMITERS.map(|delimiter| {
        let bare_return = has_bare_returns(text);
        let dialect = Dialect {
            delimiter,
            quote: b'"',
            backslash,
            bare_return,
        };
        (regularity(text, dialect), delimiter)
    });
    // `max_by_key` keeps the last of equals.
    let best = scored.into_iter().rev().max_by_key(|(score, _)| *score);
    best.filter(|(score, _)| score.0 > 0)
        .map_or(b',', |(_, delimiter)| delimiter)
}

/// Lines that agree on a field count above one, per thousand; then that count.
fn regularity(text: &str, dialect: Dialect) -> (usize, usize) {
    let mut reader = dialect.builder().from_reader(text.as_bytes());
    let mut record = ByteRecord::new();
    let mut by_count = BTreeMap::<usize, usize>::new();
    let mut lines = 0;
    while lines < LINES_JUDGED && reader.read_byte_record(&mut record).unwrap_or(false) {
        lines += 1;
        *by_count.entry(record.len()).or_default() += 1;
    }
    by_count
        .into_iter()
        .filter(|(count, _)| *count > 1)
        .map(|(count, agreeing)| (agreeing * 1000 / lines.max(1), count))
        .max()
        .unwrap_or((0, 0))
}

/// Fields stand in single quotes throughout, and none in double ones.
fn prefers_single_quotes(text: &str, delimiter: u8) -> bool {
    let separator = char::from(delimiter);
    let fields = || {
        text.lines()
            .take(LINES_JUDGED)
            .flat_map(|line| line.split(separator))
    };
    let enclosed = |mark: char| {
        fields()
            .filter(|f| f.len() > 1 && f.starts_with(mark) && f.ends_with(mark))
            .count()
    };
    enclosed('\'') >= 3 && enclosed('"') == 0 && enclosed('\'') * 3 >= fields().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delimiter_is_the_one_that_makes_lines_agree() {
        for (text, delimiter) in [
            ("a,b,c\n1,2,3\n", b','),
            ("名称\t数量,吨\n甲,乙\t1\n丙\t2\n", b'\t'),
            ("a;b;c\n1,5;2,5;3\n4;5,0;6\n", b';'),
            ("a|b\nc|d\n", b'|'),
            ("只有一列\n甲\n", b','),
            ("2025年名单\n\n名称,区\n甲,南山\n乙,福田\n", b','),
            ("sep=;\na;b\n", b';'),
        ] {
            assert_eq!(Dialect::detect(text).delimiter, delimiter, "{text}");
        }
    }

    #[test]
    fn single_quotes_count_only_when_fields_stand_in_them() {
        assert_eq!(Dialect::detect("'a','b'\n'1,5','2'\n").quote, b'\'');
        assert_eq!(Dialect::detect("a,it's,c\nd,e,f\n").quote, b'"');
    }

    #[test]
    fn a_backslash_escapes_only_where_marks_are_not_doubled() {
        assert!(Dialect::detect("\"a \\\"b\\\"\",c\n").backslash);
        assert!(!Dialect::detect("\"a \"\"b\"\"\",c:\\\n").backslash);
    }
}
