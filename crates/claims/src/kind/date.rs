//! Dates: days that do not exist, wrong weekdays.
//!
//! Main items: [`dates`] and [`Written`]. Spans between dates are judged in `duration`, events told twice in `event`.

use super::{Remark, Remarks, View};
use crate::finding::Kind;
use crate::read::{Document, Part, Span, Stamp};
use benfu_rules::{Day, Weekday, days_in_month};

/// A day or month as written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Written {
    pub(super) span: Span,
    pub(super) year: Option<i64>,
    pub(super) month: i64,
    pub(super) day: Option<i64>,
}

/// Looks at every date of a sentence.
pub(crate) fn check(view: &View<'_>, remarks: &mut Remarks) {
    for date in &dates(view) {
        remarks.extend(no_such_day(view, date));
        remarks.extend(wrong_weekday(view, date));
    }
}

/// Every day or month that a sentence names, in order.
pub(super) fn dates(view: &View<'_>) -> Vec<Written> {
    let mut dates = in_words(view);
    dates.extend(in_digits(view));
    dates.sort_by_key(|date| date.span.start);
    dates
}

/// 2024年6月30日, 6月30日, 2024年6月.
fn in_words(view: &View<'_>) -> Vec<Written> {
    let stamps = &view.sentence.stamps;
    let mut dates = Vec::new();
    let mut year: Option<&Stamp> = None;
    for (index, stamp) in stamps.iter().enumerate() {
        match stamp.part {
            Part::Year => year = Some(stamp),
            Part::Month => {
                let own = year.filter(|year| year.span.end == stamp.span.start);
                let day = stamps
                    .get(index + 1)
                    .filter(|day| day.part == Part::Day && day.span.start == stamp.span.end);
                let begin = own.map_or(stamp.span.start, |year| year.span.start);
                let end = day.map_or(stamp.span.end, |day| day.span.end);
                dates.push(Written {
                    span: Span::new(begin, end),
                    year: own.map(|year| year.value),
                    month: stamp.value,
                    day: day.map(|day| day.value),
                });
            }
            Part::Day | Part::Quarter => {}
        }
    }
    dates
}

/// 2024-06-30, 2024.6.30, 2024/6/30.
fn in_digits(view: &View<'_>) -> Vec<Written> {
    let text = view.words();
    let mut dates = Vec::new();
    let mut from = 0;
    while let Some(at) = text[from..]
        .find(|c: char| c.is_ascii_digit())
        .map(|at| at + from)
    {
        let run = text[at..]
            .find(|c: char| !c.is_ascii_digit() && !"-./".contains(c))
            .unwrap_or(text.len() - at);
        let written = &text[at..at + run];
        dates.extend(parts(written).map(|(year, month, day)| Written {
            span: Span::new(
                view.sentence.span.start + at,
                view.sentence.span.start + at + run,
            ),
            year: Some(year),
            month,
            day: Some(day),
        }));
        from = at + run;
    }
    dates
}

fn parts(written: &str) -> Option<(i64, i64, i64)> {
    let sign = written.chars().find(|c| "-./".contains(*c))?;
    let mut numbers = written.split(sign);
    let year = numbers
        .next()
        .filter(|year| year.len() == 4)?
        .parse()
        .ok()?;
    let month = numbers
        .next()
        .filter(|month| (1..=2).contains(&month.len()))?
        .parse()
        .ok()?;
    let day = numbers
        .next()
        .filter(|day| (1..=2).contains(&day.len()))?
        .parse()
        .ok()?;
    (numbers.next().is_none() && (1900..2200).contains(&year)).then_some((year, month, day))
}

fn no_such_day(view: &View<'_>, date: &Written) -> Option<Remark> {
    let valid_month = (1..=12).contains(&date.month);
    let most = match (date.year, u8::try_from(date.month)) {
        (Some(year), Ok(month)) if valid_month => {
            i64::from(days_in_month(i32::try_from(year).ok()?, month))
        }
        (None, Ok(month)) if valid_month => i64::from(days_in_month(2024, month)),
        _ => 0,
    };
    let wrong = match date.day {
        Some(day) => !(1..=most).contains(&day),
        None => !valid_month && date.year.is_some(),
    };
    let text = date.span.of(view.text);
    wrong.then(|| {
        Remark::error(
            Kind::Date,
            date.span,
            format!("日历上没有{text}"),
            format!("the calendar has no such date: {text}"),
            if valid_month {
                format!("{}月最多{most}日", date.month)
            } else {
                format!("{}月", date.month)
            },
        )
    })
}

pub(super) fn day_of(date: &Written) -> Option<Day> {
    let (year, month) = (
        i32::try_from(date.year?).ok()?,
        u8::try_from(date.month).ok()?,
    );
    Day::from_ymd(year, month, u8::try_from(date.day?).ok()?)
}

const WEEKDAYS: &[(char, Weekday)] = &[
    ('一', Weekday::Monday),
    ('二', Weekday::Tuesday),
    ('三', Weekday::Wednesday),
    ('四', Weekday::Thursday),
    ('五', Weekday::Friday),
    ('六', Weekday::Saturday),
    ('日', Weekday::Sunday),
    ('天', Weekday::Sunday),
];

/// 6月22日（星期五） with the year named before it.
fn wrong_weekday(view: &View<'_>, date: &Written) -> Option<Remark> {
    let (said, span) = weekday_behind(view, date)?;
    let year = date.year.or_else(|| year_before(view, date))?;
    let day = day_of(&Written {
        year: Some(year),
        ..*date
    })?;
    (day.weekday() != said).then(|| other_weekday(date, day, span))?
}

/// Days whose weekday is wrong in every year that the document names, where nothing nearer dates them.
pub(crate) fn undated(document: &Document<'_>, remarks: &mut Remarks) {
    let sentences = || {
        document
            .paragraphs
            .iter()
            .flat_map(|paragraph| &paragraph.sentences)
    };
    let stamps = sentences().flat_map(|sentence| &sentence.stamps);
    let mut years: Vec<i64> = stamps
        .filter(|stamp| stamp.part == Part::Year)
        .map(|stamp| stamp.value)
        .collect();
    years.sort_unstable();
    years.dedup();
    if years.is_empty() || years.len() > MOST_YEARS {
        return;
    }
    for paragraph in &document.paragraphs {
        for index in 0..paragraph.sentences.len() {
            let view = View::of(document.text, paragraph, index);
            if view.words().contains(['期', '周']) {
                let dates = dates(&view);
                remarks.extend(
                    dates
                        .iter()
                        .filter_map(|date| wrong_in_all(&view, date, &years)),
                );
            }
        }
    }
}

/// Years of a document that are tried; one that names more tells nothing about its own.
const MOST_YEARS: usize = 6;

fn wrong_in_all(view: &View<'_>, date: &Written, years: &[i64]) -> Option<Remark> {
    let (said, span) = weekday_behind(view, date)?;
    let dated = date.year.or_else(|| year_before(view, date)).is_some();
    let days = years.iter().filter_map(|year| {
        day_of(&Written {
            year: Some(*year),
            ..*date
        })
    });
    let days: Vec<Day> = days.collect();
    let last = *days.last()?;
    (!dated && days.iter().all(|day| day.weekday() != said))
        .then(|| other_weekday(date, last, span))?
}

/// The weekday written behind a date, with the place of its last character.
fn weekday_behind(view: &View<'_>, date: &Written) -> Option<(Weekday, Span)> {
    let rest = Span::new(date.span.end, view.sentence.span.end.max(date.span.end)).of(view.text);
    let inner = rest.trim_start_matches(['（', '，']);
    let named = ["星期", "周", "礼拜"]
        .iter()
        .find_map(|word| inner.strip_prefix(word))?;
    let letter = named.chars().next()?;
    let (_, said) = WEEKDAYS.iter().find(|(word, _)| *word == letter)?;
    let begin = view.sentence.span.end - named.len();
    Some((*said, Span::new(begin, begin + letter.len_utf8())))
}

fn other_weekday(date: &Written, day: Day, said: Span) -> Option<Remark> {
    let actual = day.weekday();
    let (word, _) = WEEKDAYS.iter().find(|(_, weekday)| *weekday == actual)?;
    let remark = Remark::error(
        Kind::Date,
        date.span.to(said),
        format!("这一天是星期{word}"),
        format!("that day is a {actual:?}"),
        format!("{day} = 星期{word}"),
    );
    Some(remark.corrected(said, word.to_string()))
}

/// The year that the sentence or the paragraph last named.
pub(super) fn year_before(view: &View<'_>, date: &Written) -> Option<i64> {
    let stamps = view
        .paragraph
        .sentences
        .iter()
        .flat_map(|sentence| &sentence.stamps);
    let years =
        stamps.filter(|stamp| stamp.part == Part::Year && stamp.span.end <= date.span.start);
    years
        .max_by_key(|stamp| stamp.span.start)
        .map(|stamp| stamp.value)
}
