//! What is to be reached: a measured thing with its value today and the value wanted, how it is tested, what follows, and
//! which post answers for it.

use super::demand::Demands;
use super::text::Sentence;
use super::value::{leading_comparison, milli, number_length, trailing_comparison, unit};
use super::{Found, Measured, Proposed};
use std::ops::Range;

/// A change from one value to another, and between them the second value.
const FROM: &[&str] = &["由", "从"];
const TO: &[&str] = &[
    "提高到",
    "提升到",
    "提升至",
    "提高至",
    "增加到",
    "增加至",
    "增至",
    "升至",
    "扩大到",
    "延长到",
    "延长至",
    "降低到",
    "降低至",
    "下降到",
    "下降至",
    "降至",
    "降到",
    "减少到",
    "减少至",
    "减至",
    "缩短到",
    "缩短至",
    "缩减到",
    "缩减至",
    "压缩到",
    "压缩至",
    "压降至",
    "压减至",
    "控制到",
    "优化到",
    "改善到",
    "变为",
    "到",
    "至",
];
/// Changes by a share of what is.
const BY: &[&str] = &[
    "提高", "提升", "增加", "增长", "降低", "下降", "减少", "缩短", "节约", "节省", "压降",
];
/// Words that lead to what is measured and do not belong to it.
const LEADING: &[&str] = &[
    "计划",
    "拟",
    "预计",
    "预期目标",
    "技术指标",
    "主要指标",
    "目标",
    "指标",
    "力争",
    "实现",
    "要求",
    "希望",
    "需要",
    "达到",
    "确保",
    "保证",
    "使得",
    "使",
    "将",
    "把",
    "其",
    "且",
    "并",
    "的",
    ":",
    " ",
];
/// Endings of a measured thing that belong to the comparison.
const TRAILING: &[&str] = &[
    "需要", "要求", "必须", "严禁", "不得", "应", "须", "需", "要", "能够", "可", "为", "在", "约",
    ":", " ",
];
/// What is left of a name that names nothing.
const EMPTY: &[&str] = &[
    "以及", "目前", "现在", "局部", "最高", "最低", "一般", "大约", "同时",
];
/// Words before a comparison with which it tells of several things, or of what is.
const PASSING: &[&str] = &["分别", "已", "已经"];
/// A measured thing has so many characters.
const METRIC_LENGTH: std::ops::RangeInclusive<usize> = 2..=18;

/// Words of a sentence on how the result is tested.
const TESTED: &[&str] = &[
    "验收办法",
    "验收方式",
    "验收方法",
    "验收标准",
    "验收要求",
    "验收条件",
    "验收:",
    "为验收",
    "测试方法",
    "检验方法",
    "考核方式",
    "考核办法",
];
/// Words on what happens when it works, and on what then.
const WORKS: &[&str] = &[
    "成功后",
    "通过后",
    "合格后",
    "达标后",
    "验证后",
    "见效后",
    "有效后",
    "满意后",
];
const THEN: &[&str] = &[
    "采购", "推广", "复制", "批量", "扩大", "签订", "订购", "应用", "纳入",
];
/// What stands before a post, and how a post ends.
const ANSWERS: &[&str] = &[
    "责任部门",
    "责任岗位",
    "责任单位",
    "牵头部门",
    "牵头单位",
    "负责部门",
    "归口部门",
    "联系部门",
];
const POSTS: &[&str] = &[
    "部",
    "处",
    "科",
    "室",
    "中心",
    "办",
    "组",
    "局",
    "站",
    "岗",
    "厂",
    "所",
    "队",
    "公司",
    "主任",
    "经理",
    "科长",
    "处长",
    "部长",
    "负责人",
    "工程师",
];

/// Adds what a sentence says of aims.
pub(super) fn read(sentence: &Sentence<'_>, demands: &Demands<'_>, found: &mut Found<'_>) {
    for clause in sentence.clauses() {
        metric(&clause, demands, found);
        post(&clause, found);
    }
    let then = sentence.as_str();
    if let Some(said) =
        from_clause(sentence, WORKS).filter(|_| THEN.iter().any(|word| then.contains(word)))
    {
        found.add(
            Proposed::IfItWorks(found.text.written(&said).to_owned()),
            said,
        );
    } else if let Some(said) = from_clause(sentence, TESTED) {
        found.add(
            Proposed::AcceptanceTest(found.text.written(&said).to_owned()),
            said,
        );
    }
}

/// The sentence from the first clause on that has one of some words.
fn from_clause(sentence: &Sentence<'_>, words: &[&str]) -> Option<Range<usize>> {
    let has = |clause: &Sentence<'_>| words.iter().any(|word| clause.as_str().contains(word));
    let clause = sentence.clauses().find(has)?;
    Some(clause.at.start..sentence.at.end)
}

fn metric(clause: &Sentence<'_>, demands: &Demands<'_>, found: &mut Found<'_>) {
    let text = clause.as_str();
    if let Some((measured, quote)) = changed(text).or_else(|| changed_by(text)) {
        found.add(Proposed::Metric(measured), clause.range(quote));
        return;
    }
    // What the dictionary knows is a hard constraint.
    if let Some((measured, quote)) = wanted(text).filter(|_| !demands.names_one(text)) {
        found.add(Proposed::Metric(measured), clause.range(quote));
    }
}

/// `漏损率由18%降至9%`: from one value to another.
fn changed(text: &str) -> Option<(Measured, Range<usize>)> {
    let (from, sign) = first_of(text, FROM)?;
    let (before, behind) = (&text[..from], &text[from + sign..]);
    let number = number_length(behind)?;
    let first_unit = unit(&behind[number..]);
    let rest_at = from + sign + number + first_unit.len() + blank(&behind[number..]);
    let rest = &text[rest_at..];
    let word = TO.iter().find(|word| rest.starts_with(**word))?;
    let second_at = rest_at + word.len() + comparison_length(&rest[word.len()..]);
    let second = number_length(&text[second_at..])?;
    let second_unit = unit(&text[second_at + second..]);
    let end = second_at + second + second_unit.len() + blank(&text[second_at + second..]);
    let measured = Measured {
        metric: name(before)?,
        unit: [second_unit, first_unit]
            .into_iter()
            .find(|unit| !unit.is_empty())
            .unwrap_or("")
            .to_owned(),
        baseline_milli: Some(milli(&behind[..number])?),
        target_milli: Some(milli(&text[second_at..second_at + second])?),
    };
    let same = first_unit.is_empty() || second_unit.is_empty() || first_unit == second_unit;
    same.then_some((measured, 0..end))
}

/// `能耗降低20%以上`: by a share of what it is today.
fn changed_by(text: &str) -> Option<(Measured, Range<usize>)> {
    let (place, word) = first_of(text, BY)?;
    let behind = place + word;
    let start = behind + comparison_length(&text[behind..]);
    let number = number_length(&text[start..])?;
    let unit = unit(&text[start + number..]);
    (unit == "%").then_some(())?;
    let end = start + number + unit.len() + blank(&text[start + number..]);
    let measured = Measured {
        metric: format!("{}{}", name(&text[..place])?, &text[place..behind]),
        unit: unit.to_owned(),
        baseline_milli: None,
        target_milli: Some(milli(&text[start..start + number])?),
    };
    Some((
        measured,
        0..end + trailing_comparison(&text[end..]).map_or(0, |(_, length)| length),
    ))
}

/// `抗冲击韧性≥67%`: what is wanted, without what is.
fn wanted(text: &str) -> Option<(Measured, Range<usize>)> {
    let places = text.char_indices().map(|(place, _)| place).skip(2);
    let mut compared = places.filter_map(|place| {
        let (_, length) = leading_comparison(&text[place..])?;
        let reaches = text[place..].starts_with('达') && !text[place..].starts_with("达到");
        let passing = reaches || PASSING.iter().any(|word| text[..place].ends_with(word));
        (!passing).then_some(())?;
        let start = place + length + blank(&text[place + length..]);
        let number = number_length(&text[start..])?;
        // 1×10^17 is no plain number.
        let power = text[start + number..].starts_with(['×', '*', '^']);
        (!power).then_some((place, start, number))
    });
    let (place, start, number) = compared.next()?;
    let unit = unit(&text[start + number..]);
    let measured = Measured {
        metric: name(&text[..place])?,
        unit: unit.to_owned(),
        baseline_milli: None,
        target_milli: Some(milli(&text[start..start + number])?),
    };
    Some((
        measured,
        0..start + number + blank(&text[start + number..]) + unit.len(),
    ))
}

/// The measured thing at the end of a text, without the words that lead to it.
fn name(before: &str) -> Option<String> {
    let mut name = before.trim();
    while let Some(word) = TRAILING.iter().find(|word| name.ends_with(**word)) {
        name = &name[..name.len() - word.len()];
    }
    // Of a longer phrase the end is what is measured.
    let ends = [":", ")", "将", "把", "使得"].into_iter();
    let ends = ends.filter_map(|end| Some(name.rfind(end)? + end.len()));
    let list = name[ends.max().unwrap_or(0)..]
        .trim_start_matches(|char: char| matches!(char, '0'..='9' | '①'..='⑳' | '.' | '(' | ' '));
    let mut name = list;
    while let Some(word) = LEADING.iter().find(|word| name.starts_with(**word)) {
        name = &name[word.len()..];
    }
    let words =
        !name.contains(|char: char| char.is_ascii_digit() || matches!(char, '"' | '“' | '('));
    let telling = words && !EMPTY.contains(&name) && !TO.contains(&name);
    (telling && METRIC_LENGTH.contains(&name.chars().count())).then(|| name.to_owned())
}

/// The first of some words in a text, and its length.
fn first_of(text: &str, words: &[&str]) -> Option<(usize, usize)> {
    let places = words
        .iter()
        .filter_map(|word| Some((text.find(word)?, word.len())));
    places.min()
}

/// The length of the words and blanks of comparison that a text begins with.
fn comparison_length(text: &str) -> usize {
    let length = leading_comparison(text).map_or(0, |(_, length)| length);
    length + blank(&text[length..])
}

fn blank(text: &str) -> usize {
    text.len() - text.trim_start_matches(' ').len()
}

fn post(clause: &Sentence<'_>, found: &mut Found<'_>) {
    let text = clause.as_str();
    let Some((place, length)) = first_of(text, ANSWERS) else {
        return;
    };
    let said = text[place + length..]
        .trim_start_matches([':', '为', '是', ' '])
        .trim_end();
    let short = (2..=20).contains(&said.chars().count());
    if short && POSTS.iter().any(|end| said.ends_with(end)) {
        found.add(
            Proposed::OwnerPost(said.to_owned()),
            clause.range(place..text.len()),
        );
    }
}
