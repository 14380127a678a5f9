//! Mentions that point back: 这38个项目, 签约的38个项目, 这一总投资16.2亿元的项目.

use super::mention::Mention;
use super::{disjoint, noun_of, remark};
use crate::kind::Remark;
use crate::words::{ends, has, tail, without_tail};

const BACK: &[&str] = &[
    "这", "上述", "前述", "该", "这些", "这笔", "这批", "该笔", "该批", "这一",
];

/// 这38个项目 where only 36 were named.
pub(super) fn refers_back(earlier: &[Mention<'_>], mention: &Mention<'_>) -> Option<Remark> {
    let pointed = ends(mention.before, BACK) || mention.before == "以上";
    let act = mention
        .before
        .strip_suffix('的')
        .map(|words| crate::words::tail(words, 2))
        .filter(|act| {
            act.chars().count() == 2
                && !has(
                    act,
                    &[
                        "上年", "去年", "期", "总数", "内", "中", "年", "月", "目前", "当前",
                        "如今", "现在", "末", "底", "初", "增加", "减少", "新增", "下降", "净增",
                        "单位",
                    ],
                )
        });
    if !pointed && act.is_none()
        || !mention.quantity.is_plain()
        || !pointed && narrowed(mention.before)
    {
        return None;
    }
    // 专班所涉的14个部门: said of all that were named.
    let pointed = pointed
        || act.is_some_and(|act| {
            has(act, &["所涉", "涉及", "参与", "参加", "上述"])
                && noun_of(mention.after).chars().count() >= 3
        });
    let near = earlier.iter().rev().filter(|other| {
        let noun = first_two(noun_of(mention.after));
        let named = noun.is_empty()
            || other.after.is_empty()
            || other.after.contains(noun)
            || other.before.contains(noun)
            || first_two(other.after) == noun;
        other.quantity.matches(mention.quantity)
            && mention.paragraph <= other.paragraph + 3
            && named
    });
    let fitting: Vec<&Mention<'_>> = near
        .filter(|other| {
            pointed || act.is_some_and(|act| does(act, other)) && !other.before.ends_with('的')
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

/// Words that make a set another one: 正在整改的7个, 前七届签约的264个.
fn narrowed(words: &str) -> bool {
    has(
        words,
        &[
            "正在", "尚", "未", "拟", "待", "其余", "剩余", "另", "前", "历届", "往届", "上届",
            "首批", "其他",
        ],
    )
}

/// 项目总投资12.6亿元…。这一总投资16.2亿元的项目: a thing pointed at, with another value of what was told of it.
pub(super) fn attribute(earlier: &[Mention<'_>], mention: &Mention<'_>) -> Option<Remark> {
    let words = without_tail(mention.before, FILLING);
    let (at, pointer) = POINTERS
        .iter()
        .filter_map(|word| Some((words.rfind(word)?, *word)))
        .max()?;
    // 这片, 这座: the classifier belongs to the pointer.
    let classifier = words[at + pointer.len()..]
        .chars()
        .next()
        .filter(|_| pointer == "这")
        .map_or(0, char::len_utf8);
    let attribute = tail(&words[at + pointer.len() + classifier..], 3);
    let said = attribute.chars().count() == 3 && mention.quantity.is_plain();
    let other = earlier.iter().rev().find(|other| {
        other.quantity.unit.matches(&mention.quantity.unit)
            && other.paragraph == mention.paragraph
            && without_tail(other.before, FILLING).ends_with(attribute)
    })?;
    let again = earlier.iter().any(|any| {
        any.quantity.unit.matches(&mention.quantity.unit)
            && disjoint(any.quantity, mention.quantity) != Some(true)
    });
    let dated =
        mention.period != other.period && !mention.period.is_empty() && !other.period.is_empty();
    let wrong = said && !again && !dated && !apart(mention.before) && !apart(other.before);
    (wrong && other.quantity.is_plain() && disjoint(other.quantity, mention.quantity)?)
        .then(|| remark(other, mention))
}

/// Whether words tell of a part, another time or a change.
fn apart(words: &str) -> bool {
    has(
        words,
        &[
            "一期", "二期", "三期", "首期", "计划", "目标", "上年", "去年", "新增", "其中", "增至",
            "调整", "追加", "比", "较",
        ],
    )
}

/// 检测基地总投资32亿元…。总投资26亿元的检测基地: a thing named again behind another value of what was told of it.
pub(super) fn named(earlier: &[Mention<'_>], mention: &Mention<'_>) -> Option<Remark> {
    let attribute = tail(without_tail(mention.before, FILLING), 3);
    let name: String = mention.after.strip_prefix('的')?.chars().take(4).collect();
    let whole = attribute.chars().count() == 3 && name.chars().count() == 4;
    if !whole || !mention.quantity.is_plain() || apart(mention.before) {
        return None;
    }
    let alike = |other: &&Mention<'_>| other.quantity.unit.matches(&mention.quantity.unit);
    let other = earlier.iter().rev().filter(alike).find(|other| {
        let words = without_tail(other.before, FILLING);
        words.ends_with(attribute) && words.contains(&name) && !apart(words)
    })?;
    let again = earlier
        .iter()
        .filter(alike)
        .any(|any| disjoint(any.quantity, mention.quantity) != Some(true));
    let dated =
        mention.period != other.period && !mention.period.is_empty() && !other.period.is_empty();
    let wrong = other.quantity.is_plain() && !again && !dated;
    (wrong && disjoint(other.quantity, mention.quantity)?).then(|| remark(other, mention))
}

const POINTERS: &[&str] = &["这", "该", "上述", "此"];

/// Words between an attribute and its number.
const FILLING: &[&str] = &["达到", "达", "为", "约", "共", "是", "高达", "已", "有"];

/// Whether a mention is of the same deed, in this word or in one that means the same.
fn does(act: &str, other: &Mention<'_>) -> bool {
    const SAME: &[&[&str]] = &[
        &["签约", "签下", "签订", "签署"],
        &["引进", "引入"],
        &["认定", "评定", "获评"],
        &["建成", "建设", "建起"],
        &["发放", "发出", "下发"],
        &["受理", "收到", "接到"],
        &["参加", "参与", "参会"],
        &["举办", "开展", "举行", "组织"],
        &["培训", "参训"],
        &["立项", "获批"],
    ];
    let own: &[&str] = &[act];
    let alike = SAME
        .iter()
        .find(|group| group.contains(&act))
        .map_or(own, |group| *group);
    has(other.before, alike) || has(other.after, alike)
}

fn first_two(text: &str) -> &str {
    let end = text.char_indices().nth(2).map_or(text.len(), |(at, _)| at);
    &text[..end]
}
