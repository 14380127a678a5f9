//! How names are compared: headers without regard to width, case, spaces and units; identifiers by nearness.

use benfu_domain::written::half_width;

/// A header without what does not matter: width, capitals, spaces, a unit or remark in brackets, marks
/// such as the star of a required field.
pub(crate) fn folded(header: &str) -> String {
    let half: String = header.chars().map(half_width).collect();
    let bare = half
        .split(['(', '[', '【', '〔'])
        .next()
        .filter(|bare| !bare.trim().is_empty());
    let kept = |letter: &char| letter.is_alphanumeric();
    bare.unwrap_or(&half)
        .chars()
        .filter(kept)
        .flat_map(char::to_lowercase)
        .collect()
}

/// Is it a word of an identifier: lower-case letters, digits and underscores, a letter first?
pub(crate) fn is_identifier(word: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    word.starts_with(|first: char| first.is_ascii_lowercase()) && word.bytes().all(plain)
}

/// The candidate nearest to a misspelt word, when one is near.
pub(crate) fn nearest<'a>(
    word: &str,
    candidates: impl Iterator<Item = &'a str>,
) -> Option<&'a str> {
    let by_distance = candidates.map(|candidate| (distance(word, candidate), candidate));
    let near = by_distance.filter(|(distance, candidate)| *distance <= 1 + candidate.len() / 3);
    near.min().map(|(_, candidate)| candidate)
}

fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (line, letter) in left.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = line + 1;
        for column in 0..right.len() {
            let changed = diagonal + usize::from(letter != right[column]);
            diagonal = row[column + 1];
            row[column + 1] = changed.min(row[column] + 1).min(diagonal + 1);
        }
    }
    row[right.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_is_known_in_any_width_case_and_unit() {
        assert_eq!(folded("＊ 注册资本（万元）"), folded("注册资本"));
        assert_eq!(folded("IP Rating"), "iprating");
        assert_eq!(folded("(万元)"), "万元");
    }

    #[test]
    fn a_misspelt_word_finds_its_neighbour_and_a_foreign_one_finds_none() {
        let known = ["label", "question", "unit"];
        assert_eq!(nearest("lable", known.into_iter()), Some("label"));
        assert_eq!(nearest("population", known.into_iter()), None);
    }
}
