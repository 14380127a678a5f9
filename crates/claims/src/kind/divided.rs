//! A total and the parts it divides into: 共37项:甲12项、乙15项; 其中 with a list that exceeds its whole.
//!
//! Parts followed by their total are judged in `sum`.

use super::sum::{adds_up, closes, compares, open_list, remark, sum_of};
use super::{Remark, Remarks, View, whole};
use crate::read::{Dimension, Quantity};
use crate::words::has;

/// Looks at every total of a sentence, and at the one that ended the sentence before.
pub(crate) fn check(view: &View<'_>, remarks: &mut Remarks) {
    for (index, total) in view.quantities().iter().enumerate() {
        if total.is_amount() {
            remarks.extend(total_then_parts(view, index));
        }
    }
    remarks.extend(of_sentence_before(view));
}

/// 授权专利256件。其中发明专利92件、实用新型148件、外观设计16件: the total ends the sentence before.
fn of_sentence_before(view: &View<'_>) -> Option<Remark> {
    let total = whole::in_previous(view, 0)?;
    let first = view.quantities().first()?;
    if let Some(found) = of_sectors(view, &total) {
        return Some(found);
    }
    let parts: Vec<&Quantity> = view
        .quantities()
        .iter()
        .take_while(|part| part.unit == total.unit && part.stretch == first.stretch)
        .filter(|part| !compares(view, part))
        .collect();
    let names: Vec<&str> = parts.iter().map(|part| view.before(part)).collect();
    if parts.len() < 2 || !total.is_plain() || open_list(view, first, parts.last()?) {
        return None;
    }
    if let Some(parts) = beyond(view, &parts, &total) {
        return remark(view, parts, &total);
    }
    (divides(&names) && !adds_up(&parts, &total)?).then(|| remark(view, &parts, &total))?
}

/// 分产业看,第一产业152亿元,增长3.8%；第二产业1034亿元；第三产业1277亿元: classes that leave nothing over, rates between.
fn of_sectors(view: &View<'_>, total: &Quantity) -> Option<Remark> {
    let classes = |part: &&Quantity| part.unit == total.unit && divides_with(&[view.before(part)]);
    let parts: Vec<&Quantity> = view.quantities().iter().filter(classes).collect();
    let names: Vec<&str> = parts.iter().map(|part| view.before(part)).collect();
    (divides(&names) && !adds_up(&parts, total)?).then(|| remark(view, &parts, total))?
}

const OPENS: &[&str] = &[
    "：",
    "（",
    "包括",
    "分别为",
    "分别是",
    "分为",
    "其余",
    "构成",
    "组成",
    "——",
];

/// 共37项:甲12项、乙15项、丙9项.
fn total_then_parts(view: &View<'_>, index: usize) -> Option<Remark> {
    let all = view.quantities();
    let total = &all[index];
    let parts = run_behind(view, index);
    let called: Vec<&str> = parts.iter().map(|part| view.before(part)).collect();
    let classes = divides(&called) && !has(view.before(total), &["分别", "依次", "均", "每"]);
    if parts.len() < 2 || !total.is_plain() || !classes && !is_total(view, total, parts[0]) {
        return None;
    }
    let last = parts.last()?;
    if open_list(view, total, last) {
        return None;
    }
    if let Some(parts) = beyond(view, &parts, total) {
        return remark(view, parts, total);
    }
    if adds_up(&parts, total)? {
        return None;
    }
    let gap = view.between(total, parts[0]);
    let names: Vec<&str> = parts.iter().map(|part| view.before(part)).collect();
    let listed = (has(gap, OPENS) || divided_by_kind(gap)) && !has(gap, &["其中"]);
    let exhaustive = listed
        || names
            .iter()
            .any(|name| has(name, &["其余", "另外", "剩余"]))
        || divides(&names);
    let one_unit = parts
        .iter()
        .all(|part| part.unit.word == total.unit.word || part.unit.dimension == Dimension::Count);
    if !one_unit {
        return None;
    }
    let plain = parts.len() >= 3 && !has(gap, &["其中"]) && says_total(view.before(total));
    (exhaustive || plain).then(|| remark(view, &parts, total))?
}

/// Whether the number is given as a total of what follows.
fn is_total(view: &View<'_>, total: &Quantity, first: &Quantity) -> bool {
    let gap = view.between(total, first);
    let near = gap.chars().count() <= 40 && !gap.contains(['；', '。']);
    near && !compares(view, total)
        && !has(view.before(total), &["分别", "依次"])
        && (divided_by_kind(gap)
            || has(gap, OPENS)
            || has(gap, &["其中", "中，"])
            || says_total(view.before(total)))
}

/// Whether words say that their number is a total: 共, 总, 合计; not 公共.
fn says_total(words: &str) -> bool {
    has(
        &words.replace("公共", "").replace("共同", ""),
        &["共", "总", "合计"],
    )
}

/// 128个,按类别分,产业类71个: the words between say that all of it is divided.
fn divided_by_kind(gap: &str) -> bool {
    gap.split('，').any(|clause| {
        clause.starts_with(['按', '从', '分']) && clause.ends_with(['分', '看', '计'])
            || clause.starts_with("按") && has(clause, &["划分", "统计", "分类"])
    })
}

fn run_behind<'v>(view: &View<'v>, index: usize) -> Vec<&'v Quantity> {
    let all = view.quantities();
    let total = &all[index];
    let mut parts = Vec::new();
    for part in &all[index + 1..] {
        if !part.is_amount() {
            continue;
        }
        let again =
            part.value == total.value && has(view.before(part), &["即", "折合", "约合", "合"]);
        if part.in_words && !part.matches(total) || again {
            continue;
        }
        if !part.matches(total)
            || part.stretch != total.stretch
            || closes(view.before(part))
            || compares(view, part)
            || has(view.before(part), &["总投资", "调整"])
            || part.bracket < total.bracket
        {
            break;
        }
        let outside = parts
            .first()
            .is_some_and(|first: &&Quantity| part.bracket != first.bracket);
        if outside {
            break;
        }
        parts.push(part);
    }
    parts
}

/// The list behind 其中 that exceeds its whole, when its members exclude each other.
fn beyond<'p, 'v>(
    view: &View<'_>,
    parts: &'p [&'v Quantity],
    total: &Quantity,
) -> Option<&'p [&'v Quantity]> {
    let spent = total.unit.dimension == Dimension::Money
        && has(
            &view.around(total),
            &["预算", "概算", "资金", "经费", "支出", "融资", "总投资"],
        );
    // 自主招引的45家,机构推荐的18家,老企业介绍的19家: each came by one way.
    let by_source = parts.len() >= 3
        && parts
            .iter()
            .all(|part| view.before(part).ends_with('的') && has(view.before(part), SOURCES));
    let listed = |pair: &[&Quantity]| excludes(view, pair[0], pair[1], spent || by_source);
    let length = 1 + parts.windows(2).take_while(|pair| listed(pair)).count();
    let list = &parts[..length];
    let named = list
        .iter()
        .all(|part| !view.before(part).is_empty() && !has(&view.around(part), QUALITIES));
    let gap = view.between(total, list[0]);
    let opened = has(gap, &["其中", "包括", "：", "（", "用于", "中，"])
        && !has(gap, &["完成", "实际", "累计"]);
    let sum = sum_of(list)?;
    (opened && length >= 2 && named && sum.low > total.rounding()?.high).then_some(list)
}

/// How things came, each of them by one way only.
const SOURCES: &[&str] = &[
    "招引", "推荐", "介绍", "引荐", "自荐", "来自", "承担", "牵头", "申报", "投诉", "反映",
];

/// What a thing can be besides: a firm is 规上 and 高新 at once, so such counts overlap.
const QUALITIES: &[&str] = &[
    "高新",
    "国高",
    "专精特新",
    "小巨人",
    "瞪羚",
    "独角兽",
    "单项冠军",
    "规上",
    "规模以上",
    "上市",
    "科技型",
    "外资",
    "民营",
    "党员",
    "女",
    "海归",
    "留学",
    "职称",
    "高层次",
    "领军",
    "骨干",
    "青年",
    "以上",
    "以下",
    "有",
    "获",
    "出口",
    "过亿",
    "超",
    "同时",
    "创新型",
    "联合",
    "参与",
    "重点",
    "累计",
    "优质",
    "新增",
    "示范",
    "达",
    "已",
    "用于",
    "撬动",
    "带动",
    "吸引",
    "引导",
];

/// Neighbours in a list with 、; or uses of one sum of money, which nobody spends twice.
fn excludes(view: &View<'_>, left: &Quantity, right: &Quantity, spent: bool) -> bool {
    let gap = view.between(left, right);
    !gap.contains('；') && (gap.contains('、') && !gap.contains('，') || spent)
}

/// Classes that leave nothing over.
const COMPLETE: &[&[&str]] = &[
    &["第一产业", "第二产业", "第三产业"],
    &["一产", "二产", "三产"],
    &["男", "女"],
    &["一季度", "二季度", "三季度", "四季度"],
    &["上半年", "下半年"],
    &["发明", "实用新型", "外观"],
    &["内资", "外资"],
    &["大型", "中型", "小型", "微型"],
    &["城镇", "农村"],
    &["城镇", "乡村"],
    &["出口", "进口"],
    &["中央", "省", "市", "县"],
    &["优秀", "良好", "合格", "不合格"],
    &["优秀", "合格", "不合格"],
    &["优秀", "良好", "一般", "较差"],
    &["一等奖", "二等奖", "三等奖"],
];

/// Whether the names are those of all classes of one division.
fn divides(names: &[&str]) -> bool {
    // 城镇与农村居民人均收入 are means, which do not add up.
    let mean = names.iter().any(|name| has(name, &["均", "每"]));
    let covers = |class: &&[&str]| {
        !mean
            && class.len() == names.len()
            && class
                .iter()
                .all(|word| names.iter().any(|name| name.contains(word)))
    };
    COMPLETE.iter().any(covers)
}

/// Whether each of the names is that of a class of some division.
fn divides_with(names: &[&str]) -> bool {
    names
        .iter()
        .all(|name| COMPLETE.iter().any(|class| has(name, class)))
}
