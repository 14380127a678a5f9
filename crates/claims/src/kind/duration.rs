//! Spans between dates: an end before its start, a span that is not as long as said.

use super::date::{Written, dates, day_of, year_before};
use super::{Remark, Remarks, View};
use crate::finding::Kind;
use crate::read::{Part, Span, Stamp};
use crate::words::{begins, ends, has, printed};

/// Looks at every two neighbouring dates of a sentence, and at its years.
pub(crate) fn check(view: &View<'_>, remarks: &mut Remarks) {
    if view.sentence.stamps.is_empty() && !view.words().contains("20") {
        return;
    }
    for pair in dates(view).windows(2) {
        if let [start, end] = pair {
            remarks.extend(end_before_start(view, start, end));
            remarks.extend(length(view, start, end));
        }
    }
    remarks.extend(years(view));
}

fn joined(view: &View<'_>, start: &Written, end: &Written) -> bool {
    let gap = Span::new(start.span.end, end.span.start.max(start.span.end)).of(view.text);
    let short = gap.chars().count() <= 10 && !gap.contains(['。', '；']);
    short
        && (has(gap, &["至", "到", "—", "~", "-"])
            || has(gap, &["开始", "起", "启动"]) && has(gap, &["，"]))
        || has(gap, &["结束", "截止"]) && short
        || short
            && has(gap, BEGINS)
            && begins(
                Span::new(end.span.end, view.sentence.span.end.max(end.span.end)).of(view.text),
                ENDS,
            )
}

/// What begins on the first of two days, and what ends on the second.
const BEGINS: &[&str] = &[
    "开幕", "开始", "启动", "开工", "开赛", "开考", "开放", "开馆", "开展",
];
const ENDS: &[&str] = &[
    "闭幕", "结束", "完成", "完工", "竣工", "收官", "闭馆", "截止", "落幕",
];

/// 2018年3月开工,2023年3月开通,历时五年: two days in neighbouring clauses, and how long it took in the next.
fn lasting(view: &View<'_>, start: &Written, end: &Written) -> bool {
    let gap = Span::new(start.span.end, end.span.start.max(start.span.end)).of(view.text);
    let behind = Span::new(end.span.end, view.sentence.span.end.max(end.span.end)).of(view.text);
    let next = behind.split(['，', '。', '；']).nth(1).unwrap_or("");
    let short = gap.chars().count() <= 24
        && !gap.contains(['；', '。'])
        && behind.find('，').is_some_and(|at| at <= 60);
    short
        && begins(
            next.trim_start_matches(['前', '后', '共', '总']),
            &["历时", "为期", "耗时", "用时", "持续"],
        )
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
    if !joined(view, start, end) && !lasting(view, start, end) {
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
            || matches!(claim.unit.word, "周年" | "个年头")
                && claim.is_plain()
                && !view.before(claim).ends_with('第')
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
    let said_months = if claim.unit.word.contains('年') {
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
