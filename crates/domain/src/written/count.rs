//! Counts as written: whole numbers of people, firms or things.

use super::number::is_vague;
use super::{Expected, Misread, Problem, Written, leading_number, read_with};

/// The measure words that may follow a count.
const MEASURES: [&str; 31] = [
    "人", "名", "位", "家", "个", "项", "件", "台", "套", "次", "人次", "家次", "户", "篇", "款",
    "条", "场", "部", "种", "张", "辆", "座", "栋", "期", "批", "只", "所", "支", "本", "组", "例",
];

/// Reads a count, a whole number from 0: `120`, `1,200人`, `十二家`, `3.0`. About 200 is refused.
pub fn count(text: &str) -> Result<Written<i64>, Misread> {
    read_with(text, Expected::Count, read)
}

fn read(text: &str) -> Result<i64, Problem> {
    let vague = || is_vague(text).then_some(Problem::Vague);
    let Some(leading) = leading_number(text)? else {
        return Err(vague().unwrap_or(Problem::NoNumber));
    };
    let measure = leading.rest.trim();
    if !measure.is_empty() && !MEASURES.contains(&measure) {
        let part = measure.chars().take(10).collect();
        return Err(vague().unwrap_or(Problem::NotUnderstood { part }));
    }
    let whole = leading.value.to_whole().ok_or(Problem::NotWhole)?;
    let count = i64::try_from(whole).map_err(|_| Problem::TooLarge)?;
    if count < 0 {
        Err(Problem::Negative)
    } else {
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_whole_numbers_with_measure_words() {
        for (text, value) in [
            ("120", 120),
            ("1,200人", 1200),
            ("十二家", 12),
            ("3.0", 3),
            ("1.2万人", 12_000),
            ("0", 0),
            ("15 人次", 15),
        ] {
            assert_eq!(count(text), Ok(Written::Value(value)), "{text}");
        }
    }

    #[test]
    fn refuses_parts_negatives_and_vague_counts() {
        let problem = |text| count(text).unwrap_err().problem;
        assert_eq!(problem("3.5"), Problem::NotWhole);
        assert_eq!(problem("-3"), Problem::Negative);
        for text in [
            "约200人",
            "200余人",
            "100-200人",
            "200人以上",
            "数百家",
            "200余",
        ] {
            assert_eq!(problem(text), Problem::Vague, "{text}");
        }
        assert_eq!(
            problem("12元"),
            Problem::NotUnderstood { part: "元".into() }
        );
        assert_eq!(problem("人"), Problem::NoNumber);
        assert_eq!(problem("1E20"), Problem::TooLarge);
    }
}
