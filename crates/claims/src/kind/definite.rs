//! A number used as the name of a set that was counted before: 现有企业46家 … 园区52家企业 ….
//!
//! The second number only names what the first one counted when everything said with it was said of the first, and
//! nothing is done to it that would make it a part.

use super::{Remark, Remarks, View};
use crate::finding::Kind;
use crate::read::{Dimension, Quantity, Span};
use crate::words::{begins, has, printed};

/// Looks at every number at the head of a sentence or clause.
pub(crate) fn check(view: &View<'_>, remarks: &mut Remarks) {
    for again in view.quantities() {
        remarks.extend(renamed(view, again));
    }
}

/// Sentences back that a set may have been counted.
const REACH: usize = 3;

fn renamed(view: &View<'_>, again: &Quantity) -> Option<Remark> {
    let noun = noun(view.after(again));
    let countable = again.unit.dimension == Dimension::Count && again.is_plain();
    if !countable || noun.chars().count() < 2 || !heads(view, again) {
        return None;
    }
    let tail = &view.after(again)[noun.len()..];
    let earlier: Vec<View<'_>> = view.earlier(REACH).collect();
    let (place, first) = earlier.iter().find_map(|place| {
        let counted = |first: &&Quantity| is_counted(place, first, again, noun);
        place
            .quantities()
            .iter()
            .find(counted)
            .map(|first| (place, first))
    })?;
    let once = earlier
        .iter()
        .flat_map(View::quantities)
        .all(|other| other.unit != again.unit || other.value != again.value);
    let whole = begins(tail, &["中", "全", "均", "已全"]) && !view.before(again).is_empty();
    let differs = again.value > first.value || again.value < first.value && whole;
    let qualified = place.words().contains(qualifier(view, again));
    (once && differs && qualified).then(|| remark(view, first, again, noun))
}

/// The thing counted: the words behind the number up to what is said of it.
fn noun(after: &str) -> &str {
    const SAID: &[&str] = &[
        "中", "的", "均", "已", "全", "里", "完成", "实现", "获", "当年", "今年", "累计", "合计",
        "共", "将",
    ];
    let begun = |at: &usize| *at >= 2 * '的'.len_utf8();
    let stop = SAID
        .iter()
        .filter_map(|word| after.find(word).filter(begun))
        .min();
    &after[..stop.unwrap_or(after.len())]
}

/// Whether the number begins its clause, with at most a qualifier before it.
fn heads(view: &View<'_>, again: &Quantity) -> bool {
    let words = qualifier(view, again);
    let clause = view.clause(again);
    clause == view.before(again)
        && words.chars().count() <= 6
        && !has(
            words,
            &[
                "另", "其他", "其余", "近", "前", "每", "各", "共", "有", "新增", "新认", "新引",
                "新入",
            ],
        )
}

fn qualifier<'v>(view: &View<'v>, again: &Quantity) -> &'v str {
    view.before(again)
        .trim_start_matches(['这', '该', '\n', ' '])
}

/// Whether the earlier number counts all of the noun, rather than a part, a plan or another year.
fn is_counted(place: &View<'_>, first: &Quantity, again: &Quantity, noun: &str) -> bool {
    let words = place.before(first);
    let named = words.contains(noun) || place.after(first).starts_with(noun);
    let apart = has(
        place.lead(first),
        &[
            "其中", "上年", "去年", "目标", "计划", "力争", "比", "较", "申报", "推荐",
        ],
    );
    let whole = has(
        words,
        &[
            "共", "通过", "现有", "总", "实施", "拥有", "发布", "建成", "全部", "入驻",
        ],
    ) && !has(
        words,
        &[
            "新增", "新认", "新引", "新入", "新签", "新设", "新建", "净增",
        ],
    );
    first.unit == again.unit && first.is_plain() && named && whole && !apart
}

fn remark(view: &View<'_>, first: &Quantity, again: &Quantity, noun: &str) -> Remark {
    let (left, right) = (printed(first), printed(again));
    let start = view.place(again, again).start;
    Remark::error(
        Kind::Conflict,
        Span::new(start, again.span.end + noun.len()),
        format!("前文计为{left},此处写作{right}"),
        format!("counted as {left} earlier, named as {right} here"),
        format!("{left} ≠ {right}"),
    )
}
