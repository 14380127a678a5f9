//! Shares of one whole that do not make one hundred per cent.

use super::{Remark, Remarks, View};
use crate::band::Band;
use crate::finding::Kind;
use crate::read::{Dimension, Quantity, Unit};
use crate::words::{and_so_on, begins, ends, has, percent, printed, without, without_tail};
use benfu_rules::Exact;

/// Looks at every list of shares of a sentence.
pub(crate) fn check(view: &View<'_>, remarks: &mut Remarks) {
    let shares: Vec<&Quantity> = view
        .quantities()
        .iter()
        .filter(|share| share.is_share())
        .collect();
    for run in runs(view, &shares) {
        let found = opposites(view, run)
            .or_else(|| tenths(view, run))
            .or_else(|| judge(view, run));
        remarks.extend(found);
    }
}

/// 煤炭占六成,天然气占二成,剩下二成为电力: tenths of which the last is what remains.
fn tenths(view: &View<'_>, run: &[&Quantity]) -> Option<Remark> {
    let last = run.last()?;
    let remains = has(view.before(last), &["剩下", "其余", "余下", "剩余"]);
    let plain = run.iter().all(|share| {
        share.coarse
            && share.is_plain()
            && share.stretch == last.stretch
            && !has(view.before(share), APART)
    });
    let mut sum = Exact::ZERO;
    for share in run {
        sum = sum.checked_add(&share.value).ok()?;
    }
    (remains && plain && run.len() >= 2 && sum != Exact::ONE).then(|| wrong(view, run))?
}

/// 本市户籍的占62.4%,非本市户籍的占39.6%: what is so and what is not so make the whole.
fn opposites(view: &View<'_>, run: &[&Quantity]) -> Option<Remark> {
    let [first, second] = run else { return None };
    let name = |share: &Quantity| {
        let words = without_tail(
            view.before(share),
            &["占比", "占", "为", "比例", "约", "的", "达"],
        );
        words.trim_start_matches("其中").to_owned()
    };
    let (left, right) = (name(first), name(second));
    let bare = ["非", "未", "不", "无", "没有"]
        .iter()
        .find_map(|no| right.strip_prefix(no))?;
    let bare = bare.trim_start_matches('在');
    let same = bare.chars().count() >= 2
        && (left.ends_with(bare) || left.trim_start_matches(['已', '有']).ends_with(bare));
    let sum = first.rounding()?.plus(&second.rounding()?)?;
    let shares = first.is_plain() && second.is_plain() && view.before(first).contains('占');
    (same && shares && !sum.meets(&Band::exactly(Exact::ONE))).then(|| wrong(view, run))?
}

/// Stretches of shares that belong to one list.
fn runs<'s, 'v>(view: &View<'_>, shares: &'s [&'v Quantity]) -> Vec<&'s [&'v Quantity]> {
    shares
        .chunk_by(|left, right| {
            let gap = view.between(left, right);
            gap.chars().count() <= 26 && !gap.contains('。') && left.bracket == right.bracket
        })
        .filter(|run| run.len() >= 2)
        .collect()
}

/// Words of shares that may overlap or belong to different wholes.
const APART: &[&str] = &[
    "多选",
    "可多",
    "重复",
    "交叉",
    "同时",
    "增长",
    "下降",
    "提高",
    "同比",
    "率",
    "完成",
    "以上",
    "岁",
    "党员",
    "女性",
    "本科",
    "其中",
    "提升",
    "上升",
    "回落",
    "降低",
    "分别比",
    "超",
    "目标",
    "增幅",
    "达标",
    "不低于",
    "不少于",
    "高于",
    "低于",
    "增加",
    "减少",
    "高新",
    "满意",
    "贡献",
];

const OF_ONE: &[&str] = &[
    "比例",
    "分别占",
    "构成",
    "结构",
    "出资",
    "持股",
    "股权",
    "分担",
    "承担",
    "拨付",
    "支付",
    "权重",
    "占比分别",
    "按",
    "用于",
    "预算",
    "资金",
    "经费",
    "三期",
    "两期",
    "分期",
    "分配",
    "投资",
    "支出",
    "来源",
    "占",
    "其余",
    "配比",
    "组成",
    "计入",
    "考核",
];

/// Words after which the list is the whole.
const COMPLETE: &[&str] = &[
    "分别占",
    "出资比例",
    "出资",
    "持股",
    "股权",
    "分担",
    "承担",
    "拨付",
    "权重",
    "占比分别",
    "三期",
    "两期",
    "分期",
    "其余",
    "剩余",
    "余下",
    "，其他占",
    "、其他占",
    "，其他为",
    "构成",
    "配比",
    "比例分",
    "比例拨",
    "比例由",
    "比例支",
    "按比例",
    "的比例",
    "支付",
    "来源",
    "三部分",
    "两部分",
    "四部分",
    "分三",
    "分两",
    "分四",
    "组成",
    "资金用于",
    "结构为",
    "占比为",
    "分配",
];

fn judge(view: &View<'_>, run: &[&Quantity]) -> Option<Remark> {
    // 合计为99.9% is no member.
    let sums = |share: &&Quantity| has(view.before(share), &["合计", "总计", "共计"]);
    let run = if run.last().is_some_and(sums) {
        &run[..run.len() - 1]
    } else {
        run
    };
    let (first, last) = run.first().zip(run.last())?;
    let start = view
        .lead(first)
        .len()
        .saturating_sub(first.before.end - first.before.start);
    let words = view.words();
    let lead = &words[..start.min(words.len())];
    let stretch = crate::read::Span::new(first.before.start, last.after.end).of(view.text);
    if let Some(found) = uses_of_money(view, run) {
        return Some(found);
    }
    let stretch = &without_classes(stretch, run.len());
    let predicate = |share: &&Quantity| {
        let name = view.before(share).trim_start_matches("其中");
        begins(name, &["有", "具有", "拥有", "已", "认为", "选择", "建有"])
            || has(name, &["的占", "过的"])
    };
    let apart = has(stretch, APART)
        || run.iter().any(predicate)
        || and_so_on(view.rest(last))
        || and_so_on(stretch)
        || has(
            words,
            &["多选", "重复计", "交叉", "可同时", "不重复", "重叠"],
        );
    let plain = run.iter().all(|share| {
        share.is_plain()
            && !share.coarse
            && share.unit == Unit::PERCENT
            && share.stretch == first.stretch
    });
    if apart || !plain || !has(words, OF_ONE) {
        return None;
    }
    let mut sum = Band::exactly(Exact::ZERO);
    for share in run {
        sum = sum.plus(&share.rounding()?)?;
    }
    let amounts = view
        .quantities()
        .iter()
        .filter(|other| {
            other.is_amount()
                && other.span.start > first.span.start
                && other.span.end < last.span.start
        })
        .count();
    // 药占比为24.6%,耗占比为19.8% are two rates.
    let rates = run.len() == 2
        && run
            .iter()
            .all(|share| has(view.before(share), &["占比为", "占比达", "占比"]));
    let complete = (has(words, COMPLETE) || has(lead, COMPLETE)) && !rates;
    let over = sum.low > Exact::ONE
        && (run.len() >= 3 || complete)
        && (amounts == 0 || amounts + 1 >= run.len());
    let named = respectively(view, run);
    if named {
        return None;
    }
    let partial = lead.contains("其中") || run.len() == 2 && words.contains("分别占");
    let under = sum.high < Exact::ONE && complete && amounts == 0 && !partial;
    (over || under).then(|| wrong(view, run))?
}

/// A list without the words of classes that leave nothing over: 一年以内…三年以上, “满意”…“不满意”.
fn without_classes(stretch: &str, members: usize) -> String {
    let ranges = stretch.contains("以上") && has(stretch, &["以内", "以下", "不足"]);
    let verdicts = stretch.contains("“不满意”");
    let words: &[&str] = match (members >= 3, ranges, verdicts) {
        (true, true, _) => &["以上"],
        (true, false, true) => &["满意"],
        _ => &[],
    };
    without(stretch, words)
}

/// 开工35个,投产38个,分别占签约数的58%和63%: shares of amounts told before are judged one by one.
fn respectively(view: &View<'_>, run: &[&Quantity]) -> bool {
    let Some(first) = run.first() else {
        return false;
    };
    let parts = view.quantities().iter().filter(|part| {
        part.is_amount()
            && part.span.end <= first.span.start
            && part.clause + run.len() >= first.clause
    });
    view.before(first).contains("分别占") && parts.count() >= run.len()
}

/// 预算5000万元,其中人工占40%,材料占30%,外委占40%: uses of one sum of money do not overlap.
fn uses_of_money(view: &View<'_>, run: &[&Quantity]) -> Option<Remark> {
    let first = run.first()?;
    let before = view
        .quantities()
        .iter()
        .rev()
        .find(|other| other.span.end <= first.span.start)?;
    let money = before.unit.dimension == Dimension::Money
        && has(
            view.lead(before),
            &["预算", "资金", "经费", "概算", "支出", "投入", "投资"],
        );
    let listed = |share: &&Quantity| {
        share.is_plain()
            && !share.coarse
            && share.stretch == first.stretch
            && ends(view.before(share), &["占", "占比"])
            && !has(view.before(share), &["用于", "企业", "同比", "率"])
    };
    let mut sum = Band::exactly(Exact::ZERO);
    for share in run {
        sum = sum.plus(&share.rounding()?)?;
    }
    let apart = run[1..]
        .iter()
        .any(|share| view.before(share).contains("其中"));
    (money && !apart && run.iter().all(listed) && sum.low > Exact::ONE).then(|| wrong(view, run))?
}

fn wrong(view: &View<'_>, run: &[&Quantity]) -> Option<Remark> {
    let mut total = Exact::ZERO;
    for share in run {
        total = total.checked_add(&share.value).ok()?;
    }
    let terms: Vec<String> = run.iter().map(|share| printed(share)).collect();
    Some(Remark::error(
        Kind::Budget,
        view.place(run.first()?, run.last()?),
        format!("各项比例合计{},不是100%", percent(&total, 2)),
        format!("the shares make {}, not 100%", percent(&total, 2)),
        format!("{} = {}", terms.join(" + "), percent(&total, 2)),
    ))
}
