//! Every amount of a document with what it is of: its words, its time, its place.
//!
//! Main items: [`Mention`] and [`mentions`].

use super::noun_of;
use crate::kind::View;
use crate::read::{Dimension, Document, Quantity};
use crate::words::{has, present, without};

/// A quantity with what it is of.
pub(super) struct Mention<'d> {
    pub(super) quantity: &'d Quantity,
    pub(super) before: &'d str,
    pub(super) after: &'d str,
    pub(super) key: String,
    pub(super) scope: Option<&'static str>,
    pub(super) period: String,
    pub(super) among: bool,
    pub(super) paragraph: usize,
    pub(super) entity: String,
    /// No other number stands before it in its part of the sentence, so nothing but its own words says what it is of.
    pub(super) leads: bool,
    /// It stands where the text tells of the time to come.
    pub(super) planned: bool,
}

pub(super) fn mentions<'d>(document: &'d Document<'_>) -> Vec<Mention<'d>> {
    let mut found = Vec::new();
    let mut planned = false;
    for (place, paragraph) in document.paragraphs.iter().enumerate() {
        planned = in_plan(paragraph.span.of(document.text), planned);
        for index in 0..paragraph.sentences.len() {
            let view = View::of(document.text, paragraph, index);
            let counted = paragraph.sentences[index]
                .quantities
                .iter()
                .filter(|quantity| {
                    quantity.unit.dimension != Dimension::Bare && quantity.is_amount()
                });
            found.extend(
                counted.map(|quantity| mention(document, &view, quantity, (place, planned))),
            );
        }
    }
    found
}

fn mention<'d>(
    document: &'d Document<'_>,
    view: &View<'_>,
    quantity: &'d Quantity,
    (paragraph, planned): (usize, bool),
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
        among: has(view.clause(quantity), &["其中"])
            || lead.contains("其中")
            || before.starts_with('中'),
        paragraph,
        entity: entity(lead),
        leads: leads(view, quantity),
        planned,
    }
}

/// Whether a paragraph tells of the time to come: the heading above it, or its own beginning, says so.
fn in_plan(paragraph: &str, before: bool) -> bool {
    const COMING: &[&str] = &[
        "下一步",
        "打算",
        "工作安排",
        "主要任务",
        "目标任务",
        "工作思路",
        "工作计划",
        "展望",
        "建议",
        "下半年",
        "明年",
        "奋斗目标",
        "重点工作",
        "主要目标",
        "预期目标",
    ];
    let heading = paragraph.chars().count() <= 30 && !paragraph.contains('。');
    let opening: String = paragraph.chars().take(40).collect();
    let top = paragraph
        .trim_start_matches('#')
        .trim_start()
        .starts_with(|sign| "一二三四五六七八九十".contains(sign));
    match (heading, has(&opening, COMING)) {
        (true, coming) if top || coming => coming,
        (_, true) => true,
        _ => before,
    }
}

fn leads(view: &View<'_>, quantity: &Quantity) -> bool {
    let mut before = view
        .quantities()
        .iter()
        .filter(|other| other.span.start < quantity.span.start);
    before
        .next_back()
        .is_none_or(|last| last.stretch != quantity.stretch)
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
    without(&words, IDLE)
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
    let mut found: String = present(lead, TIMES).collect();
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
    let lead = without(lead, SCOPES);
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
