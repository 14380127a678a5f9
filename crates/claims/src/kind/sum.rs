//! Sums in prose: parts then 共, a total then its parts, what remains.

use super::{Remark, Remarks, View};
use crate::band::Band;
use crate::finding::Kind;
use crate::read::{Dimension, Quantity, Span, agrees};
use crate::words::{begins, ends, has, like, printed, suggested};

/// Looks at every total of a sentence.
pub(crate) fn check(view: &View<'_>, remarks: &mut Remarks) {
    let all = view.quantities();
    for (index, total) in all.iter().enumerate() {
        if !total.is_amount() {
            continue;
        }
        let found = parts_then_total(view, index)
            .or_else(|| total_then_parts(view, index))
            .or_else(|| remainder(view, index));
        remarks.extend(found);
    }
}

const CLOSES: &[&str] = &[
    "共",
    "共计",
    "合计",
    "总计",
    "总共",
    "一共",
    "合共",
    "总数",
    "总数为",
    "总数达",
    "总和为",
    "之和为",
    "合计为",
    "合计达",
    "共有",
    "共计为",
    "总额为",
    "总额达",
    "三项合计",
    "两项合计",
    "共达",
    "合计共",
    "加起来",
    "加起来共",
    "加起来是",
    "相加为",
    "相加共",
    "三者合计",
    "两者合计",
    "总量为",
    "累计共",
    "共建成",
    "共引进",
    "共实施",
    "共签约",
    "共举办",
    "共开展",
    "共完成",
    "共投入",
    "共安排",
    "共获得",
    "共获",
    "共新增",
    "共认定",
    "共培育",
    "共支持",
    "共落地",
    "合计为",
    "合计是",
    "总计为",
    "总计达",
];

/// Whether the words before a number close a list of parts.
fn closes(before: &str) -> bool {
    ends(before, CLOSES)
        || before.ends_with("合计完成")
        || has(before, &["合计", "总计", "共计", "相加", "之和"]) && before.chars().count() <= 14
}

fn parts_then_total(view: &View<'_>, index: usize) -> Option<Remark> {
    let all = view.quantities();
    let total = &all[index];
    let composed = view.before(total).starts_with('共') && view.lead(total).contains("组成，共");
    if !closes(view.before(total)) && !composed || !total.is_plain() {
        return None;
    }
    let parts = run_before(view, index);
    if parts.len() < 2 || open_list(view, parts[0], total) {
        return None;
    }
    // A shorter list just before the total may be what is summed.
    let fits = (0..parts.len() - 1).any(|from| adds_up(&parts[from..], total) != Some(false));
    if fits {
        return None;
    }
    remark(view, &parts, total)
}

/// The fitting amounts directly before a total, shares and rates between them left out.
fn run_before<'v>(view: &View<'v>, index: usize) -> Vec<&'v Quantity> {
    let all = view.quantities();
    let total = &all[index];
    let mut parts = Vec::new();
    for at in (0..index).rev() {
        let part = &all[at];
        if !part.is_amount() {
            continue;
        }
        let stops = !fits(view, part, total)
            || closes(view.before(part))
            || is_whole(view, part)
            || compares(view, part);
        if stops {
            if part.in_words && !part.matches(total) {
                continue;
            }
            break;
        }
        parts.push(part);
        if has(view.before(part), &["其中"]) {
            break;
        }
    }
    parts.reverse();
    parts
}

/// Things counted in different words (9个、3所) add up when the total is just 共 … 个.
fn fits(view: &View<'_>, part: &Quantity, total: &Quantity) -> bool {
    let counted =
        part.unit.dimension == Dimension::Count && matches!(total.unit.word, "个" | "家" | "项");
    part.matches(total)
        || counted
            && CLOSES.contains(&view.before(total))
            && view.rest(part).starts_with(['、', '，'])
            && part.clause + 1 >= total.clause
}

fn is_whole(view: &View<'_>, part: &Quantity) -> bool {
    has(
        view.before(part),
        &["共", "总投", "总数", "总额", "总面积", "目标", "计划"],
    ) || view.rest(part).starts_with("，其中")
}

fn compares(view: &View<'_>, part: &Quantity) -> bool {
    has(
        view.before(part),
        &[
            "上年",
            "去年",
            "同期",
            "比",
            "较",
            "增至",
            "增加到",
            "均",
            "每",
            "年初",
            "净增",
            "目标",
        ],
    )
}

/// A list that says it is not complete, or whose members overlap.
fn open_list(view: &View<'_>, first: &Quantity, last: &Quantity) -> bool {
    let words = Span::new(first.before.start, last.span.start).of(view.text);
    let more = view.rest(last);
    if has(view.lead(first), &["剔除", "去重", "重复计", "扣除"]) {
        return true;
    }
    has(
        words,
        &["等", "重复", "交叉", "重叠", "去重", "剔除", "扣除", "兼"],
    ) || begins(more, &["等", "以上", "（剔除", "（去重", "（扣除", "（含"])
        || has(more, &["重复", "交叉", "去重", "剔除", "扣除"])
}

fn adds_up(parts: &[&Quantity], total: &Quantity) -> Option<bool> {
    agrees(total, &sum_of(parts)?)
}

fn sum_of(parts: &[&Quantity]) -> Option<Band> {
    let mut sum = Band::exactly(benfu_rules::Exact::ZERO);
    for part in parts {
        sum = sum.plus(&part.band()?)?;
    }
    Some(sum)
}

fn remark(view: &View<'_>, parts: &[&Quantity], total: &Quantity) -> Option<Remark> {
    let sum = sum_of(parts)?.middle()?;
    let terms: Vec<String> = parts.iter().map(|part| printed(part)).collect();
    let (written, right) = (printed(total), suggested(&sum, total));
    let (first, last) = (parts.first()?, parts.last()?);
    Some(Remark::error(
        Kind::Sum,
        view.place(first, last).to(view.place(total, total)),
        format!("各项相加与总数{written}不符,应为{right}"),
        format!("the parts do not add up to {written}; they make {right}"),
        format!("{} = {}", terms.join(" + "), like(&sum, total)),
    ))
}

const OPENS: &[&str] = &[
    "：",
    "（",
    "包括",
    "分别为",
    "分别是",
    "分为",
    "其余",
    "即",
    "构成",
    "组成",
    "——",
];

/// 共37项:甲12项、乙15项、丙9项.
fn total_then_parts(view: &View<'_>, index: usize) -> Option<Remark> {
    let all = view.quantities();
    let total = &all[index];
    let parts = run_behind(view, index);
    if parts.len() < 2 || !total.is_plain() || !is_total(view, total, parts[0]) {
        return None;
    }
    let last = parts.last()?;
    if open_list(view, total, last) || adds_up(&parts, total)? {
        return None;
    }
    let gap = view.between(total, parts[0]);
    let names: Vec<&str> = parts.iter().map(|part| view.before(part)).collect();
    let sum = sum_of(&parts)?;
    let above = sum.low > total.rounding()?.high;
    let listed = has(gap, OPENS) && !has(gap, &["其中"]);
    let exhaustive = listed
        || names
            .iter()
            .any(|name| has(name, &["其余", "另外", "剩余"]))
        || divides(&names);
    let plain =
        parts.len() >= 3 && !has(gap, &["其中"]) && has(view.before(total), &["共", "总", "合计"]);
    let certain = exhaustive || plain || above && disjoint(&names);
    certain.then(|| remark(view, &parts, total))?
}

/// Whether the number is given as a total of what follows.
fn is_total(view: &View<'_>, total: &Quantity, first: &Quantity) -> bool {
    let gap = view.between(total, first);
    let near = gap.chars().count() <= 40 && !gap.contains(['；', '。']);
    near && !compares(view, total)
        && (has(gap, OPENS)
            || has(gap, &["其中"])
            || has(view.before(total), &["共", "总", "合计"]))
}

fn run_behind<'v>(view: &View<'v>, index: usize) -> Vec<&'v Quantity> {
    let all = view.quantities();
    let total = &all[index];
    let mut parts = Vec::new();
    for part in &all[index + 1..] {
        if !part.is_amount() {
            continue;
        }
        if part.in_words && !part.matches(total) {
            continue;
        }
        if !part.matches(total)
            || part.stretch != total.stretch
            || closes(view.before(part))
            || compares(view, part)
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

/// Classes that exclude each other.
const CLASSES: &[&[&str]] = &[
    &["国家级", "省级", "市级", "区级", "县级"],
    &["第一产业", "第二产业", "第三产业"],
    &["一等奖", "二等奖", "三等奖", "特等奖"],
    &["男", "女"],
    &["大型", "中型", "小型", "微型"],
    &["一期", "二期", "三期"],
    &["一季度", "二季度", "三季度", "四季度"],
    &["发明", "实用新型", "外观"],
    &["制造业", "服务业", "农业", "建筑业"],
    &["街道", "街道", "街道"],
    &["园区", "园区"],
    &["财政", "自筹", "社会资本"],
    &["优秀", "良好", "合格", "不合格"],
];

fn classified(names: &[&str]) -> Option<usize> {
    let class = CLASSES
        .iter()
        .find(|class| names.iter().all(|name| has(name, class)))?;
    Some(class.len())
}

fn disjoint(names: &[&str]) -> bool {
    classified(names).is_some()
        && !names
            .iter()
            .any(|name| has(name, &["以上", "以下", "同时"]))
}

/// Classes that leave nothing over.
fn divides(names: &[&str]) -> bool {
    const COMPLETE: &[&[&str]] = &[
        &["第一产业", "第二产业", "第三产业"],
        &["男", "女"],
        &["一季度", "二季度", "三季度", "四季度"],
        &["发明", "实用新型", "外观"],
        &["大型", "中型", "小型", "微型"],
    ];
    let covers = |class: &&[&str]| {
        class.len() == names.len()
            && class
                .iter()
                .all(|word| names.iter().any(|name| name.contains(word)))
    };
    COMPLETE.iter().any(covers)
}

/// 总预算100万元,已支出60万元,剩余50万元.
fn remainder(view: &View<'_>, index: usize) -> Option<Remark> {
    let all = view.quantities();
    let rest = &all[index];
    let cue = &[
        "剩余", "结余", "尚余", "还剩", "余下", "其余", "尚有", "剩下", "还余",
    ];
    if !has(view.before(rest), cue) || has(view.words(), &["等", "新增", "追加", "结转"]) {
        return None;
    }
    let fitting: Vec<&Quantity> = all[..index]
        .iter()
        .filter(|other| other.is_amount())
        .collect();
    let from = fitting
        .iter()
        .rposition(|other| !other.matches(rest))
        .map_or(0, |at| at + 1);
    let [whole, parts @ ..] = fitting.get(from..)? else {
        return None;
    };
    if parts.is_empty()
        || parts.iter().any(|part| compares(view, part))
        || has(view.between(whole, parts[0]), &["；"])
    {
        return None;
    }
    let left = whole.band()?.minus(&sum_of(parts)?)?;
    if agrees(rest, &left)? {
        return None;
    }
    let right = left.middle()?;
    let (whole_text, written) = (printed(whole), printed(rest));
    let terms: Vec<String> = parts.iter().map(|part| printed(part)).collect();
    Some(Remark::error(
        Kind::Sum,
        view.place(whole, rest),
        format!("剩余{written}与前文不符,应为{}", suggested(&right, rest)),
        format!(
            "what remains is not {written} but {}",
            suggested(&right, rest)
        ),
        format!(
            "{whole_text} - {} = {}",
            terms.join(" - "),
            like(&right, rest)
        ),
    ))
}
