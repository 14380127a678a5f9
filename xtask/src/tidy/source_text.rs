//! Reading Rust text just well enough for the rules: comments off, test code apart.
//!
//! Main items: [`code`] and [`test_code`]. A real parser would cost more build time than the rules
//! are worth; a rule that needs one belongs in Clippy.

/// The lines of a file with comment lines and line-end comments removed.
pub(crate) fn code(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(|line| match line.find("//") {
        Some(at) if line[..at].chars().all(|c| c != '"') => &line[..at],
        _ => line,
    })
}

/// The numbered lines of a file that are test code: all of a file in a `tests` folder, otherwise
/// what follows the line `#[cfg(test)]`, which by custom stands at the foot.
pub(crate) fn test_code<'a>(path: &str, text: &'a str) -> impl Iterator<Item = (usize, &'a str)> {
    let all = path
        .split('/')
        .any(|part| part == "tests" || part == "tests.rs");
    let lines = code(text).enumerate().map(|(at, line)| (at + 1, line));
    lines.skip_while(move |(_, line)| !all && !line.starts_with("#[cfg(test)]"))
}

/// Whether `word` stands in `line` as a whole identifier.
pub(crate) fn has_word(line: &str, word: &str) -> bool {
    let inside = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + word.len()..].chars().next();
        !before.is_some_and(inside) && !after.is_some_and(inside)
    })
}

#[cfg(test)]
mod tests {
    use super::{code, has_word, test_code};

    #[test]
    fn comments_are_not_code_but_addresses_in_quotes_are() {
        let lines: Vec<_> = code("//! doc\nlet a = 1; // why\nlet b = \"http://x\";\n").collect();
        assert_eq!(lines, ["", "let a = 1; ", "let b = \"http://x\";"]);
    }

    #[test]
    fn test_code_begins_at_the_foot_of_a_source_file() {
        let text = "fn a() {}\n#[cfg(test)]\nmod tests {}\n";
        assert_eq!(test_code("src/a.rs", text).count(), 2);
        assert_eq!(test_code("tests/it/a.rs", text).count(), 3);
    }

    #[test]
    fn a_word_is_not_found_inside_a_longer_one() {
        assert!(has_word("use csv::Reader;", "csv"));
        assert!(!has_word("let csv_rows = to_csv();", "csv"));
    }
}
