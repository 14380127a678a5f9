//! Parts and wholes: 其中 larger than its whole, a later stage larger than the one it comes from.

use super::{Remark, Remarks, View, named, whole};
use crate::finding::Kind;
use crate::read::{Dimension, Mark, Quantity, Span};
use crate::words::{begins, has, printed};

/// Looks at every part of a sentence.
pub(crate) fn check(view: &View<'_>, remarks: &mut Remarks) {
    among(view, remarks);
    for index in 0..view.quantities().len() {
        remarks.extend(
            of_number(view, index)
                .or_else(|| of_set(view, index))
                .or_else(|| of_named_set(view, index)),
        );
    }
    stages(view, remarks);
}

fn among(view: &View<'_>, remarks: &mut Remarks) {
    let all = view.quantities();
    for (index, part) in all.iter().enumerate() {
        if !part.is_amount() || !is_part(view, index) || !beside_first(view, index) {
            continue;
        }
        let Some(whole) =
            whole::before_among(view, index).or_else(|| whole::in_previous(view, index))
        else {
            continue;
        };
        remarks.extend(larger(view, part, &whole));
    }
}

/// 乡村医生416人,…,这些村医当中有资格的431人: the set is pointed at, and the nearest amount of its unit counts it.
fn of_set(view: &View<'_>, index: usize) -> Option<Remark> {
    let part = &view.quantities()[index];
    let from = index
        .checked_sub(1)
        .map_or(view.sentence.span.start, |before| {
            view.quantities()[before].span.end
        });
    let words = Span::new(from, part.span.start.max(from)).of(view.text);
    let pointed = ["这些", "这批", "上述", "该批"]
        .iter()
        .find_map(|word| words.find(word))?;
    let inside = has(
        &words[pointed..],
        &["当中", "之中", "中有", "里有", "中，", "里，", "中"],
    );
    let mut told = view
        .window(1)
        .flat_map(|near| near.quantities().iter().rev());
    let whole = told.find(|whole| whole.span.end <= part.span.start && whole.unit == part.unit)?;
    let level = part.is_amount() && !has(words, &["累计", "带动", "共", "每", "均"]);
    (inside && level).then(|| larger(view, part, whole))?
}

/// 企业186户,这186户里,有215户: the set is pointed at by its number.
fn of_number(view: &View<'_>, index: usize) -> Option<Remark> {
    let all = view.quantities();
    let (whole, part) = (&all[index.checked_sub(1)?], &all[index]);
    let gap = view.between(whole, part);
    let inside = gap
        .split('，')
        .next()
        .is_some_and(|set| set.ends_with(['里', '中']) || set.ends_with("当中"));
    let pointed = has(view.before(whole), &["这", "上述"]) && inside && gap.chars().count() <= 24;
    let counted = whole.unit == part.unit
        && part.is_amount()
        && !has(view.before(part), &["累计", "带动", "每", "均"]);
    (pointed && counted).then(|| larger(view, part, whole))?
}

/// 检出不合格样品17批次；不合格样品中,农药超标的21批次: the set is called by its name.
fn of_named_set(view: &View<'_>, index: usize) -> Option<Remark> {
    let part = &view.quantities()[index];
    let words = view.before(part);
    let level =
        part.is_amount() && !has(words, &["累计", "带动", "共", "每", "均", "上年", "去年"]);
    let whole = named::set(view, part)?;
    level.then(|| larger(view, part, whole))?
}

/// A later item belongs to 其中 only when it is listed with 、; after a comma another thing may begin.
fn beside_first(view: &View<'_>, index: usize) -> bool {
    let all = view.quantities();
    (1..=index)
        .rev()
        .map(|at| view.between(&all[at - 1], &all[at]))
        .take_while(|gap| !gap.contains("其中"))
        .all(|gap| !gap.contains(['，', '；']))
}

/// Whether the quantity is counted out of the one before 其中: same stretch, no total or comparison of its own.
fn is_part(view: &View<'_>, index: usize) -> bool {
    let all = view.quantities();
    let own = view.before(&all[index]);
    let clause = view.clause(&all[index]);
    let since = (1..=index)
        .rev()
        .find(|&at| has(view.between(&all[at - 1], &all[at]), &["其中"]));
    let same_stretch = since.is_none_or(|at| all[at].stretch == all[index].stretch);
    let apart = has(
        own,
        &[
            "共", "总", "累计", "合计", "上年", "去年", "同期", "比", "较", "每", "均", "带动",
            "超过", "最高", "拉动", "服务", "覆盖", "撬动", "引导", "吸引", "促成", "集聚", "辐射",
            "惠及",
        ],
    );
    let new = own.contains("新增") && !own.starts_with("其中");
    same_stretch && !apart && !new && !has(clause, &["占", "上年", "去年", "带动"])
}

fn larger(view: &View<'_>, part: &Quantity, whole: &Quantity) -> Option<Remark> {
    if !whole.matches(part) || matches!(whole.unit.dimension, Dimension::Bare | Dimension::Score) {
        return None;
    }
    // 平均投资2.8亿元,其中超10亿元的12个: a mean is no whole, and a mark is no part.
    let mean = has(view.before(whole), &["均", "每", "单个", "单位", "单户"]);
    let mark = part.mark != Mark::Plain
        && (view.after(part).starts_with('的') || view.rest(part).starts_with("项目"));
    if mean || mark {
        return None;
    }
    let (small, large) = (whole.band()?, part.band()?);
    (large.low > small.high).then(|| remark(view, part, whole))
}

fn remark(view: &View<'_>, part: &Quantity, whole: &Quantity) -> Remark {
    let (part_text, whole_text) = (printed(part), printed(whole));
    let span = view.place(whole, part);
    Remark::error(
        Kind::PartWhole,
        span,
        format!("部分({part_text})大于其整体({whole_text})"),
        format!("the part ({part_text}) is larger than its whole ({whole_text})"),
        format!("{part_text} > {whole_text}"),
    )
}

/// What comes out of what: the words of the first, the words of the second.
const STAGES: &[(&[&str], &[&str])] = &[
    (
        &["培训", "参训", "参加考试", "报名", "应考"],
        &[
            "取得证书",
            "获得证书",
            "取证",
            "结业",
            "考核合格",
            "拿到证书",
            "持证",
            "获证",
            "通过考核",
            "考试合格",
            "取得资格",
            "获得资格",
        ],
    ),
    (
        &["申报", "申请", "推荐", "受理申报", "报送", "参评", "征集"],
        &[
            "获批",
            "入选",
            "立项",
            "获评",
            "通过评审",
            "认定",
            "获认定",
            "通过认定",
            "获奖",
            "通过初审",
            "入围",
        ],
    ),
    (
        &["发放问卷", "发放", "发出问卷", "发出", "印发问卷"],
        &["回收", "收回"],
    ),
    (&["回收", "收回"], &["有效问卷", "有效"]),
    (&["应到", "应参会", "应出席"], &["实到", "出席", "到会"]),
    (
        &["抽检", "抽查", "检查", "检测", "送检", "抽样", "检验"],
        &["合格", "不合格", "达标", "发现问题企业"],
    ),
    (
        &["受理", "交办", "收到", "接到", "接收", "转办"],
        &["办结", "办理完毕", "答复", "结案"],
    ),
    (
        &["排查", "发现", "查出", "摸排"],
        &["整改", "完成整改", "整改完成", "销号"],
    ),
    (&["面试", "参加面试", "应聘"], &["录用", "聘用", "入职"]),
    (
        &["可出租", "可租", "可供出租", "建成"],
        &["已出租", "出租", "已租"],
    ),
    (
        &["组织验收", "验收项目", "参评", "评估", "参加考核", "考核"],
        &["合格", "通过", "达标", "评为优秀"],
    ),
    (&["签约"], &["开工", "落地", "投产"]),
    (&["开工"], &["竣工", "完工"]),
    (&["洽谈", "在谈", "对接", "接触"], &["签约", "落地"]),
    (&["合同", "认缴"], &["实缴"]),
    (&["到期"], &["续租", "续签", "续约"]),
];

/// Words that explain why more can come out than went in.
const CARRIED: &[&str] = &[
    "结转", "上年", "往年", "历年", "去年", "存量", "含", "跨年", "此前", "遗留", "累计", "新增",
    "另",
];

fn stages(view: &View<'_>, remarks: &mut Remarks) {
    let all = view.quantities();
    for pair in all.windows(2) {
        let [first, second] = pair else { continue };
        let comparable = first.is_amount()
            && first.unit == second.unit
            && first.unit.dimension == Dimension::Count;
        if !comparable || second.clause > first.clause + 2 || has(view.words(), CARRIED) {
            continue;
        }
        let (from, to) = (view.around(first), view.before(second));
        let staged = STAGES
            .iter()
            .any(|(source, outcome)| has(&from, source) && has(to, outcome));
        if staged && same_things(view, first, second) {
            remarks.extend(larger(view, second, first));
        }
    }
}

/// Things named behind both numbers must be the same things.
fn same_things(view: &View<'_>, first: &Quantity, second: &Quantity) -> bool {
    let (left, right) = (view.after(first), view.after(second));
    left.is_empty()
        || right.is_empty()
        || left == right
        || begins(right, &["的", "证书"])
        || left.ends_with(right)
}

/// What a sentence before this one says the outcome came out of: 申报 for 通过, named once among the same units.
pub(super) fn source<'v>(view: &View<'v>, outcome: &Quantity, stem: &str) -> Option<&'v Quantity> {
    let sources: Vec<&str> = STAGES
        .iter()
        .filter(|(_, outcomes)| outcomes.iter().any(|word| word.contains(stem)))
        .flat_map(|(sources, _)| sources.iter().copied())
        .collect();
    let before = view.earlier(2).find_map(|earlier| {
        let named: Vec<&Quantity> = earlier
            .quantities()
            .iter()
            .filter(|whole| whole.unit == outcome.unit)
            .collect();
        (!named.is_empty()).then_some((earlier, named))
    });
    let (earlier, named) = before?;
    let total = |whole: &&&Quantity| has(earlier.before(whole), &["合计", "共", "总"]);
    let mut wholes: Vec<&Quantity> = named.iter().filter(total).copied().collect();
    if wholes.is_empty() {
        wholes = named;
    }
    match wholes.as_slice() {
        [whole] if has(earlier.words(), &sources) => Some(whole),
        _ => None,
    }
}
