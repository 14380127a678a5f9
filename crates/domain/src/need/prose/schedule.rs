//! When and where: dates of the work and the region that is named.

use super::text::Sentence;
use super::{Found, Proposed};
use crate::period::Period;
use crate::region::RegionTable;
use crate::written;
use benfu_rules::Day;
use std::ops::Range;

/// Words of a sentence about the work ahead; other dates tell of the past.
const WORK: &[&str] = &[
    "试用",
    "试点",
    "试验",
    "试运行",
    "工期",
    "完成",
    "交付",
    "验收",
    "实施",
    "期限",
    "周期",
    "截止",
    "上线",
    "投运",
    "建成",
    "研发时间",
    "起止",
];
/// What stands behind the first day, before and behind the last.
const STARTS: &[&str] = &["起", "开始", "启动", "开工", "进场"];
const UNTIL: &[&str] = &["至", "到", "截止", "-", "~"];
const BEFORE: &[&str] = &[
    "底前", "底", "前", "之前", "截止", "完成", "交付", "上线", "验收", "投运", "建成",
];

pub(super) fn read(sentence: &Sentence<'_>, regions: &RegionTable, found: &mut Found<'_>) {
    let text = sentence.as_str();
    if WORK.iter().any(|word| text.contains(word)) {
        days(sentence, found);
    }
    place(sentence, regions, found);
}

fn days(sentence: &Sentence<'_>, found: &mut Found<'_>) {
    let text = sentence.as_str();
    let dates = dates(text);
    for (number, (at, period)) in dates.iter().enumerate() {
        let behind = text[at.end..].trim_start();
        let before = text[..at.start].trim_end();
        let span = dates
            .get(number + 1)
            .is_some_and(|(next, _)| UNTIL.contains(&text[at.end..next.start].trim()));
        let ends = UNTIL.iter().any(|word| before.ends_with(word))
            || BEFORE.iter().any(|word| behind.starts_with(word));
        let (what, day): (fn(Day) -> Proposed, _) =
            if span || STARTS.iter().any(|word| behind.starts_with(word)) {
                (Proposed::StartsOn, period.first_day())
            } else if ends {
                (Proposed::EndsOn, period.last_day())
            } else {
                continue;
            };
        if let Some(day) = day {
            found.add(what(day), sentence.range(at.clone()));
        }
    }
}

/// The dates of a text; a month or day after another date is of its year.
fn dates(text: &str) -> Vec<(Range<usize>, Period)> {
    let mut dates: Vec<(Range<usize>, Period)> = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..]
        .find(|char: char| char.is_ascii_digit())
        .map(|place| at + place)
    {
        let year = dates.last().and_then(|(_, period)| period.calendar_year());
        at = match date(&text[start..], year) {
            Some((length, period)) => {
                dates.push((start..start + length, period));
                start + length
            }
            None => start + digits(&text[start..]),
        };
    }
    dates
}

/// The date at the beginning of a text and its length.
fn date(text: &str, year: Option<i32>) -> Option<(usize, Period)> {
    let end = text
        .find(|char: char| !matches!(char, '0'..='9' | '年' | '月' | '日' | '-' | '/' | '.'))
        .unwrap_or(text.len());
    let read = |text: &str| written::date(text).ok()?.value();
    let ends: Vec<usize> = text[..end]
        .char_indices()
        .map(|(place, char)| place + char.len_utf8())
        .collect();
    ends.into_iter()
        .rev()
        .find_map(|length| {
            let candidate = &text[..length];
            let whole =
                candidate.contains(['年', '月']) || candidate.matches(['-', '/', '.']).count() == 2;
            if !whole || candidate.ends_with(['-', '/', '.']) {
                return None;
            }
            let with_year = candidate.contains('年') || !candidate.contains('月');
            let period = if with_year {
                read(candidate)
            } else {
                read(&format!("{}年{candidate}", year?))
            };
            Some((length, period?))
        })
        // A year alone is no date to plan by.
        .filter(|(_, period)| !matches!(period, Period::Year(_)))
}

fn digits(text: &str) -> usize {
    text.find(|char: char| !char.is_ascii_digit())
        .unwrap_or(text.len())
}

/// The regions that are named.
fn place(sentence: &Sentence<'_>, regions: &RegionTable, found: &mut Found<'_>) {
    let text = sentence.as_str();
    for region in regions.iter() {
        let named = text.find(region.zh.as_str());
        // Provinces and cities are named for all sorts of reasons.
        let wide = region.code.as_str().ends_with("00");
        if let Some(at) = named.filter(|_| !wide && region.zh.chars().count() > 1) {
            let quote = sentence.range(at..at + region.zh.len());
            found.add(Proposed::Place(region.code.clone()), quote);
        }
    }
}
