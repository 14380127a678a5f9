//! Dates: days that do not exist, wrong weekdays, an end before its start, a span that is not as long as said.

use super::{Remark, Remarks, View};
use crate::finding::Kind;
use crate::read::{Part, Span, Stamp};
use crate::words::{ends, has, printed};
use benfu_rules::{Day, Weekday, days_in_month};

/// A day or month as written.
#[derive(Debug, Clone, Copy)]
struct Written {
    span: Span,
    year: Option<i64>,
    month: i64,
    day: Option<i64>,
}

/// Looks at every date of a sentence.
pub(crate) fn check(view: &View<'_>, remarks: &mut Remarks) {
    let mut dates = in_words(view);
    dates.extend(in_digits(view));
    dates.sort_by_key(|date| date.span.start);
    for date in &dates {
        remarks.extend(no_such_day(view, date));
        remarks.extend(wrong_weekday(view, date));
    }
    for pair in dates.windows(2) {
        if let [start, end] = pair {
            remarks.extend(end_before_start(view, start, end));
            remarks.extend(length(view, start, end));
        }
    }
    remarks.extend(years(view));
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

fn day_of(date: &Written) -> Option<Day> {
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

fn wrong_weekday(view: &View<'_>, date: &Written) -> Option<Remark> {
    let rest = Span::new(date.span.end, view.sentence.span.end.max(date.span.end)).of(view.text);
    let inner = rest.trim_start_matches(['（', '，']);
    let named = ["星期", "周", "礼拜"]
        .iter()
        .find_map(|word| inner.strip_prefix(word))?;
    let letter = named.chars().next()?;
    let (_, said) = WEEKDAYS.iter().find(|(word, _)| *word == letter)?;
    let year = date.year.or_else(|| year_before(view, date));
    let day = day_of(&Written { year, ..*date })?;
    let actual = day.weekday();
    if actual == *said {
        return None;
    }
    let (word, _) = WEEKDAYS.iter().find(|(_, weekday)| *weekday == actual)?;
    let end = view.sentence.span.end - named.len() + letter.len_utf8();
    let said = Span::new(end - letter.len_utf8(), end);
    Some(
        Remark::error(
            Kind::Date,
            Span::new(date.span.start, end),
            format!("这一天是星期{word}"),
            format!("that day is a {actual:?}"),
            format!("{day} = 星期{word}"),
        )
        .corrected(said, word.to_string()),
    )
}

/// The year that the sentence or the paragraph last named.
fn year_before(view: &View<'_>, date: &Written) -> Option<i64> {
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

fn joined(view: &View<'_>, start: &Written, end: &Written) -> bool {
    let gap = Span::new(start.span.end, end.span.start.max(start.span.end)).of(view.text);
    let short = gap.chars().count() <= 10 && !gap.contains(['。', '；']);
    short
        && (has(gap, &["至", "到", "—", "~", "-"])
            || has(gap, &["开始", "起", "启动"]) && has(gap, &["，"]))
        || has(gap, &["结束", "截止"]) && short
}

fn end_before_start(view: &View<'_>, start: &Written, end: &Written) -> Option<Remark> {
    if !joined(view, start, end) {
        return None;
    }
    let same_year = Written {
        year: end.year.or(start.year),
        ..*end
    };
    let order = |date: &Written| (date.year, date.month, date.day.unwrap_or(0));
    let comparable = start.day.is_some() == end.day.is_some();
    let crossing = end.year.is_none() && start.month != end.month && end.month < start.month;
    let wrong = comparable
        && !crossing
        && (start.year.is_some() || same_year.year.is_none())
        && order(&same_year) < order(start);
    wrong.then(|| {
        Remark::error(
            Kind::Date,
            Span::new(start.span.start, end.span.end),
            "结束日期早于开始日期".to_owned(),
            "the end is before the start".to_owned(),
            format!("{} > {}", start.span.of(view.text), end.span.of(view.text)),
        )
    })
}

const LASTS: &[&str] = &[
    "为期",
    "历时",
    "持续",
    "工期",
    "期限",
    "周期",
    "建设期",
    "有效期",
    "任期",
    "服务期",
    "租期",
    "合同期",
    "共",
    "执行期",
    "试点期",
    "公示期",
    "展期",
    "会期",
    "实施期",
    "期限为",
    "总工期",
];

/// 6月1日至6月10日,为期7天.
fn length(view: &View<'_>, start: &Written, end: &Written) -> Option<Remark> {
    if !joined(view, start, end) {
        return None;
    }
    let year = start
        .year
        .or(end.year)
        .or_else(|| year_before(view, start))
        .unwrap_or(2023);
    let from = Written {
        year: Some(start.year.unwrap_or(year)),
        ..*start
    };
    let until = Written {
        year: Some(end.year.unwrap_or(from.year?)),
        ..*end
    };
    let claim = view.quantities().iter().find(|claim| {
        has(claim.unit.word, &["年", "个月", "天", "日"])
            && claim.is_plain()
            && has(view.before(claim), LASTS)
            && claim.unit.word != "个工作日"
            && claim.unit.word != "工作日"
            || has(claim.unit.word, &["天"])
                && claim.is_plain()
                && view.before(claim).is_empty()
                && claim.bracket > 0
    })?;
    let said = i64::try_from(claim.value.to_whole()?).ok()?;
    let months = (until.year? - from.year?) * 12 + until.month - from.month;
    let actual = match claim.unit.word {
        "天" | "日" => i64::from(day_of(&from)?.days_until(day_of(&until)?)),
        _ => months,
    };
    let said_months = if claim.unit.word == "年" {
        said * 12
    } else {
        said
    };
    let near = (said_months - actual).abs() <= 1
        || claim.unit.word == "年" && (actual + 11) / 12 == said && actual > 0;
    let fits = if matches!(claim.unit.word, "天" | "日") {
        said == actual || said == actual + 1
    } else {
        near
    };
    if fits || actual < 0 {
        return None;
    }
    let place = Span::new(start.span.start, end.span.end).to(claim.span);
    Some(Remark::error(
        Kind::Date,
        place,
        format!("起止日期之间不是{}", printed(claim)),
        format!("the dates are not {} apart", printed(claim)),
        format!("{} → {}", start.span.of(view.text), end.span.of(view.text)),
    ))
}

/// 2025—2021年; 三年（2021—2025年）.
fn years(view: &View<'_>) -> Option<Remark> {
    let (from, until, span) = year_range(view)?;
    if until < from {
        return Some(Remark::error(
            Kind::Date,
            span,
            "结束年份早于开始年份".to_owned(),
            "the last year is before the first".to_owned(),
            format!("{from} > {until}"),
        ));
    }
    let claim = view.quantities().iter().find(|claim| {
        let near =
            claim.span.start.abs_diff(span.end) <= 24 || span.start.abs_diff(claim.span.end) <= 48;
        claim.unit.word == "年"
            && claim.is_plain()
            && near
            && !has(
                view.before(claim),
                &["连续", "近", "第", "每", "前", "后", "未来"],
            )
    })?;
    let said = i64::try_from(claim.value.to_whole()?).ok()?;
    let apart = until - from;
    if said == apart || said == apart + 1 || apart == 0 {
        return None;
    }
    Some(Remark::error(
        Kind::Date,
        span.to(claim.span),
        format!("{from}年至{until}年不是{}", printed(claim)),
        format!("{from} to {until} is not {}", printed(claim)),
        format!("{until} - {from} = {apart}"),
    ))
}

/// The one range of years of a sentence.
fn year_range(view: &View<'_>) -> Option<(i64, i64, Span)> {
    let stamps: Vec<&Stamp> = view
        .sentence
        .stamps
        .iter()
        .filter(|stamp| stamp.part == Part::Year)
        .collect();
    let ranged: Vec<(i64, i64, Span)> = stamps
        .iter()
        .filter_map(|stamp| {
            Some((
                stamp.from.filter(|from| *from >= 1900)?,
                stamp.value,
                stamp.span,
            ))
        })
        .collect();
    if let [only] = ranged.as_slice() {
        return Some(*only);
    }
    let [first, second] = stamps.as_slice() else {
        return None;
    };
    let gap = Span::new(first.span.end, second.span.start.max(first.span.end)).of(view.text);
    let joined = matches!(gap, "至" | "到" | "—" | "-" | "~" | "——")
        || gap.starts_with('至') && ends(gap, &["至"]);
    joined.then_some((first.value, second.value, first.span.to(second.span)))
}
