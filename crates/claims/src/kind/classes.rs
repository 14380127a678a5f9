//! A whole and its classes where rates or commas stand between: 进出口511.6亿元,其中出口384.1亿元,增长7%；进口127.5亿元.
//!
//! Plain lists are judged in `divided`; here the classes are known by their names.

use super::change::is_difference;
use super::sum::{compares, open_list, remark};
use super::{Remark, Remarks, View, whole};
use crate::band::Band;
use crate::read::{Quantity, agrees};
use crate::words::{has, present};
use benfu_rules::Exact;

/// Classes of one division: nothing is in two of them.
struct Division {
    classes: &'static [&'static str],
    /// Nothing is left over.
    complete: bool,
}

const fn complete(classes: &'static [&'static str]) -> Division {
    Division {
        classes,
        complete: true,
    }
}

const fn partial(classes: &'static [&'static str]) -> Division {
    Division {
        classes,
        complete: false,
    }
}

const DIVISIONS: &[Division] = &[
    complete(&["境外", "境内"]),
    complete(&["省外", "省内"]),
    complete(&["市外", "市内"]),
    complete(&["公办", "民办"]),
    complete(&["线上", "线下"]),
    complete(&["税收收入", "非税收入"]),
    complete(&["住宅", "非住宅"]),
    complete(&["新建", "续建"]),
    complete(&["出口", "进口"]),
    complete(&["男", "女"]),
    complete(&["城镇", "农村"]),
    complete(&["城镇", "乡村"]),
    complete(&["一产", "二产", "三产"]),
    complete(&["第一产业", "第二产业", "第三产业"]),
    complete(&["中央", "地方"]),
    complete(&["国内", "入境"]),
    partial(&["企业", "个体", "专业合作社"]),
    partial(&["企业", "个体"]),
    partial(&["住户", "非金融企业"]),
    partial(&["博士", "硕士"]),
    partial(&["国有", "民营"]),
    partial(&["铁路", "公路", "水路"]),
    partial(&["公路", "水路"]),
    partial(&["工业", "服务业"]),
    partial(&["中长期", "短期"]),
];

/// Words of a class beside those that are thought to be all.
const THIRD: &[&str] = &[
    "其他", "其余", "另有", "另外", "海外", "境外", "国外", "港澳", "此外", "合资", "混合",
];

/// Looks at every division whose classes a sentence names.
pub(crate) fn check(view: &View<'_>, remarks: &mut Remarks) {
    let named = |division: &&Division| {
        present(view.words(), division.classes).count() == division.classes.len()
    };
    let found = DIVISIONS.iter().filter(named);
    remarks.extend(found.filter_map(|division| judge(view, division)).take(1));
}

fn judge(view: &View<'_>, division: &Division) -> Option<Remark> {
    let at: Vec<usize> = division
        .classes
        .iter()
        .map(|class| member(view, division, class))
        .collect::<Option<_>>()?;
    let first = *at.iter().min()?;
    let parts: Vec<&Quantity> = at.iter().map(|&at| &view.quantities()[at]).collect();
    let total = whole::before_among(view, first).or_else(|| whole::in_previous(view, first))?;
    let last = parts.iter().max_by_key(|part| part.span)?;
    let alike = parts.iter().all(|part| part.unit == total.unit);
    let open = open_list(view, &view.quantities()[first], last);
    if !alike || open || is_difference(view, &total) || has(view.before(&total), &["均", "每"]) {
        return None;
    }
    let mut sum = Band::exactly(Exact::ZERO);
    for part in &parts {
        sum = sum.plus(&part.band()?)?;
    }
    let more = THIRD
        .iter()
        .any(|third| view.words().contains(third) && !division.classes.contains(third));
    let wrong = if division.complete && !more {
        !agrees(&total, &sum)?
    } else {
        sum.low > total.band()?.high
    };
    wrong.then(|| remark(view, &parts, &total))?
}

/// The place of the only amount that bears the name of a class and of no other.
fn member(view: &View<'_>, division: &Division, class: &str) -> Option<usize> {
    let others = division.classes.iter().filter(|other| **other != class);
    let longer: Vec<&str> = others
        .copied()
        .filter(|other| other.contains(class))
        .collect();
    let bears = |part: &Quantity| {
        let words = view.before(part);
        part.is_amount()
            && part.is_plain()
            && words.contains(class)
            && !has(words, &longer)
            && (class != "企业" || !has(words, &["个体", "小微", "规上", "外资", "科技"]))
            && !words.contains("进出口")
    };
    let mut found = view
        .quantities()
        .iter()
        .enumerate()
        .filter(|(_, part)| bears(part));
    let (at, part) = found.next()?;
    let own = !compares(view, part) && !is_difference(view, part);
    (found.next().is_none() && own).then_some(at)
}
