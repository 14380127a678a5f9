//! One quantity with two values in one text.
//!
//! Two mentions are of one quantity when one refers back (这38个项目, 签约的38个项目) or when both name the same thing in
//! the same words for the same time and place. Names that are merely similar are left alone.

use super::{Remark, Remarks, View};
use crate::finding::Kind;
use crate::read::{Dimension, Document, Quantity, Span};
use crate::words::{ends, has, printed};

/// Looks at every pair of mentions in the document.
pub(crate) fn check(document: &Document<'_>, remarks: &mut Remarks) {
    let mentions = mentions(document);
    for (index, mention) in mentions.iter().enumerate() {
        let near = index.saturating_sub(REACH);
        remarks.extend(refers_back(&mentions[near..index], mention));
    }
    restated(&mentions, remarks);
}

/// How many mentions back 这38个 can point; without a bound a long text would cost its square.
const REACH: usize = 120;

/// A quantity with what it is of.
struct Mention<'d> {
    quantity: &'d Quantity,
    before: &'d str,
    after: &'d str,
    key: String,
    scope: Option<&'static str>,
    period: String,
    among: bool,
    paragraph: usize,
    entity: String,
}

fn mentions<'d>(document: &'d Document<'_>) -> Vec<Mention<'d>> {
    let mut found = Vec::new();
    for (place, paragraph) in document.paragraphs.iter().enumerate() {
        for index in 0..paragraph.sentences.len() {
            let view = View::of(document.text, paragraph, index);
            let counted = paragraph.sentences[index]
                .quantities
                .iter()
                .filter(|quantity| {
                    quantity.unit.dimension != Dimension::Bare && quantity.is_amount()
                });
            found.extend(counted.map(|quantity| mention(document, &view, quantity, place)));
        }
    }
    found
}

fn mention<'d>(
    document: &'d Document<'_>,
    view: &View<'_>,
    quantity: &'d Quantity,
    paragraph: usize,
) -> Mention<'d> {
    let (before, after) = (
        quantity.before.of(document.text),
        quantity.after.of(document.text),
    );
    let lead = view.lead(quantity);
    Mention {
        quantity,
        before,
        after,
        key: key(before, noun_of(after)),
        scope: SCOPES
            .iter()
            .find(|scope| before.contains(**scope))
            .copied(),
        period: period(lead),
        among: has(view.clause(quantity), &["其中"]) || lead.contains("其中"),
        paragraph,
        entity: entity(lead),
    }
}

const SCOPES: &[&str] = &[
    "全国",
    "全省",
    "全市",
    "全区",
    "全县",
    "全集团",
    "全园",
    "我市",
    "我区",
    "全街道",
];

const IDLE: &[&str] = &[
    "截至目前",
    "依托",
    "面向",
    "发挥",
    "围绕",
    "截至",
    "目前",
    "已经",
    "总数",
    "总量",
    "总额",
    "达到",
    "共有",
    "现有",
    "拥有",
    "累计",
    "合计",
    "共计",
    "一共",
    "全年",
    "上半年",
    "前三季度",
    "今年以来",
    "今年",
    "年底",
    "月底",
    "年末",
    "实现",
    "完成",
    "共",
    "达",
    "为",
    "约",
    "有",
    "已",
    "的",
    "总",
    "数",
    "全区",
    "全市",
    "全省",
    "全县",
    "全国",
    "全集团",
    "我区",
    "我市",
    "年",
    "月",
    "日",
    "数量",
    "规模",
    "大关",
    "中",
    "和",
    "，",
    "了",
    "是",
    "其",
];

/// The words that name the thing, without those that say only that there is a number.
fn key(before: &str, after: &str) -> String {
    let mut words = format!("{before}{after}");
    words.retain(|c| !c.is_ascii_digit() && !"—-~（）“”".contains(c));
    for idle in IDLE {
        words = words.replace(idle, "");
    }
    words
}

/// Everything in the sentence so far that dates the number or makes it a plan.
fn period(lead: &str) -> String {
    const TIMES: &[&str] = &[
        "上半年",
        "下半年",
        "前三季度",
        "一季度",
        "二季度",
        "三季度",
        "四季度",
        "上年",
        "去年",
        "同期",
        "今年",
        "明年",
        "全年",
        "目标",
        "计划",
        "力争",
        "预计",
        "规划",
        "到20",
        "年底",
        "年初",
        "月底",
        "月",
    ];
    let mut found: String = TIMES
        .iter()
        .filter(|time| lead.contains(**time))
        .copied()
        .collect();
    found.extend(
        lead.split(|c: char| !c.is_ascii_digit())
            .filter(|digits| digits.len() == 4),
    );
    found
}

/// The last place, body or phase that the sentence names before the number.
fn entity(lead: &str) -> String {
    const ENDINGS: &[&str] = &[
        "园区", "街道", "公司", "集团", "中心", "基地", "园", "区", "镇", "县", "期", "批", "院",
        "类", "产业", "局", "片区",
    ];
    let mut lead = lead.to_owned();
    for scope in SCOPES {
        lead = lead.replace(scope, "");
    }
    let last = ENDINGS
        .iter()
        .filter_map(|ending| lead.rfind(ending).map(|at| at + ending.len()))
        .max();
    last.map_or_else(String::new, |end| {
        let name = crate::words::tail(&lead[..end], 4);
        name.rsplit(['，', '。', '：', '、', '年', '月', '底', '末'])
            .next()
            .unwrap_or(name)
            .to_owned()
    })
}

const BACK: &[&str] = &["这", "上述", "前述", "该", "这些"];

/// 这38个项目 where only 36 were named.
fn refers_back(earlier: &[Mention<'_>], mention: &Mention<'_>) -> Option<Remark> {
    let pointed = ends(mention.before, BACK) || mention.before == "以上";
    let act = mention
        .before
        .strip_suffix('的')
        .map(|words| crate::words::tail(words, 2))
        .filter(|act| {
            act.chars().count() == 2
                && !has(act, &["上年", "去年", "期", "总数", "内", "中", "年", "月"])
        });
    if !pointed && act.is_none() || !mention.quantity.is_plain() {
        return None;
    }
    let near = earlier.iter().rev().filter(|other| {
        let noun = first_two(noun_of(mention.after));
        let named = noun.is_empty()
            || other.after.is_empty()
            || other.after.contains(noun)
            || other.before.contains(noun)
            || first_two(other.after) == noun;
        other.quantity.unit == mention.quantity.unit
            && mention.paragraph <= other.paragraph + 3
            && named
    });
    let fitting: Vec<&Mention<'_>> = near
        .filter(|other| {
            pointed
                || act.is_some_and(|act| other.before.contains(act) || other.after.contains(act))
        })
        .collect();
    let meets = |other: &Mention<'_>| disjoint(other.quantity, mention.quantity) != Some(true);
    let any = earlier
        .iter()
        .any(|other| other.quantity.unit == mention.quantity.unit && meets(other));
    if any {
        return None;
    }
    let other = fitting.first()?;
    let partial = pointed && mention.paragraph != other.paragraph
        || mention.period != other.period
            && !mention.period.is_empty()
            && !other.period.is_empty()
            && !pointed;
    (!partial).then(|| remark(other, mention))
}

fn first_two(text: &str) -> &str {
    let end = text.char_indices().nth(2).map_or(text.len(), |(at, _)| at);
    &text[..end]
}

fn noun_of(after: &str) -> &str {
    after
        .split(['中', '的', '均', '已', '全', '里'])
        .next()
        .unwrap_or("")
}

fn disjoint(left: &Quantity, right: &Quantity) -> Option<bool> {
    Some(!left.band()?.meets(&right.band()?))
}

fn remark(first: &Mention<'_>, second: &Mention<'_>) -> Remark {
    let (left, right) = (printed(first.quantity), printed(second.quantity));
    let end = second.quantity.span.end + noun_of(second.after).len();
    Remark::error(
        Kind::Conflict,
        Span::new(second.quantity.before.start, end),
        format!("同一数量前文写作{left},此处写作{right}"),
        format!("one quantity is {left} earlier and {right} here"),
        format!("{left} ≠ {right}"),
    )
}

/// The same words with two values.
fn restated(mentions: &[Mention<'_>], remarks: &mut Remarks) {
    let mut order: Vec<usize> = (0..mentions.len())
        .filter(|&index| usable(&mentions[index]))
        .collect();
    order.sort_by(|&left, &right| {
        mentions[left]
            .key
            .cmp(&mentions[right].key)
            .then(left.cmp(&right))
    });
    for group in order.chunk_by(|&left, &right| {
        mentions[left].key == mentions[right].key
            && mentions[left].quantity.unit == mentions[right].quantity.unit
    }) {
        if let [first, rest @ ..] = group
            && (1..=3).contains(&rest.len())
        {
            let first = &mentions[*first];
            let found = rest
                .iter()
                .map(|&other| &mentions[other])
                .find(|other| contradict(first, other));
            remarks.extend(found.map(|other| remark(first, other)));
        }
    }
}

fn usable(mention: &Mention<'_>) -> bool {
    let before = mention.before.replace("截至", "").replace("至今", "");
    let changes = has(
        &before,
        &[
            "增加", "减少", "比", "较", "均", "每", "超过", "最", "同比", "增至", "降至", "另",
            "分别", "由", "从", "至", "追加", "调整",
        ],
    );
    mention.key.chars().count() >= 4 && !mention.among && !changes
}

fn contradict(first: &Mention<'_>, second: &Mention<'_>) -> bool {
    let scoped = first
        .scope
        .zip(second.scope)
        .is_none_or(|(left, right)| left == right);
    let same_time = first.period == second.period
        || first.period.is_empty() != second.period.is_empty()
            && !has(
                &format!("{}{}", first.period, second.period),
                &[
                    "上年", "去年", "目标", "计划", "力争", "预计", "规划", "明年", "到20",
                ],
            );
    let same_entity =
        first.entity.is_empty() || second.entity.is_empty() || first.entity == second.entity;
    // 1.5亿元的首期基金已投出0.8亿元: the words between two numbers are not said of both.
    let apart = first.quantity.after.end <= second.quantity.before.start;
    apart
        && scoped
        && same_time
        && same_entity
        && disjoint(first.quantity, second.quantity) == Some(true)
}
