//! Numbers of headings and tables, and days as they are written in Chinese.

use jiff::civil::Date;

use super::Level;

const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

/// Counts headings: a heading restarts the levels below it.
#[derive(Debug, Default)]
pub(crate) struct Counter {
    counts: [usize; 4],
}

impl Counter {
    /// The number of the next heading of this level, with its punctuation.
    pub(crate) fn next(&mut self, level: Level) -> String {
        let at = level as usize;
        self.counts[at] += 1;
        self.counts[at + 1..].fill(0);
        let count = self.counts[at];
        match level {
            Level::One => format!("{}、", chinese(count)),
            Level::Two => format!("（{}）", chinese(count)),
            Level::Three => format!("{count}. "),
            Level::Four => format!("（{count}）"),
        }
    }
}

/// A count in Chinese numerals; from 100 on in digits, since no report has so many headings.
fn chinese(count: usize) -> String {
    let (tens, ones) = (count / 10, count % 10);
    match tens {
        0 => DIGITS[ones].to_owned(),
        1 => format!("十{}", DIGITS[ones]),
        2..=9 => format!("{}十{}", DIGITS[tens], DIGITS[ones]),
        _ => count.to_string(),
    }
}

/// A day as official documents write it (GB/T 9704-2012, 7.3.5.4): no leading zeros.
pub(crate) fn chinese_date(day: Date) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_restarts_the_levels_below_it() {
        let mut counter = Counter::default();
        let levels = [
            Level::One,
            Level::Two,
            Level::Two,
            Level::Three,
            Level::Four,
            Level::One,
            Level::Two,
        ];
        let numbers: Vec<String> = levels
            .into_iter()
            .map(|level| counter.next(level))
            .collect();
        assert_eq!(
            numbers,
            ["一、", "（一）", "（二）", "1. ", "（1）", "二、", "（一）"]
        );
    }

    #[test]
    fn chinese_numerals_are_written_as_read() {
        for (count, written) in [
            (1, "一"),
            (10, "十"),
            (11, "十一"),
            (20, "二十"),
            (99, "九十九"),
        ] {
            assert_eq!(chinese(count), written);
        }
    }

    #[test]
    fn a_day_is_written_without_leading_zeros() {
        assert_eq!(chinese_date("2025-07-05".parse().unwrap()), "2025年7月5日");
    }
}
