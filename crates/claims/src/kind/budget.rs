//! Shares of one whole that do not make one hundred per cent.

use super::{Remark, Remarks, View};
use crate::band::Band;
use crate::finding::Kind;
use crate::read::{Dimension, Quantity, Unit};
use crate::words::{begins, ends, has, percent, printed};
use benfu_rules::Exact;

/// Looks at every list of shares of a sentence.
pub(crate) fn check(view: &View<'_>, remarks: &mut Remarks) {
    let shares: Vec<&Quantity> = view
        .quantities()
        .iter()
        .filter(|share| share.is_share())
        .collect();
    for run in runs(view, &shares) {
        remarks.extend(judge(view, run));
    }
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
    "等",
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
    let predicate = |share: &&Quantity| {
        let name = view.before(share).trim_start_matches("其中");
        begins(name, &["有", "具有", "拥有", "已", "认为", "选择", "建有"])
            || has(name, &["的占", "过的"])
    };
    let apart = has(stretch, APART)
        || run.iter().any(predicate)
        || has(view.rest(last), &["等"])
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
    let complete = has(words, COMPLETE) || has(lead, COMPLETE);
    let over = sum.low > Exact::ONE
        && (run.len() >= 3 || complete)
        && (amounts == 0 || amounts + 1 >= run.len());
    let partial = lead.contains("其中") || run.len() == 2 && words.contains("分别占");
    let under = sum.high < Exact::ONE && complete && amounts == 0 && !partial;
    (over || under).then(|| wrong(view, run))?
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
            view.before(before),
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
