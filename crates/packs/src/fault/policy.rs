//! Faults of policies and of what they cite.

use super::{Fault, error, suggestion};
use benfu_domain::Day;
use benfu_domain::Label;

/// A condition or benefit without its clause.
pub(crate) fn clause_missing() -> Fault {
    error(
        "pack-reference-missing",
        (
            "没有写出条款 clause 或出处 source：无出处的条件不得载入",
            "no clause and no source: a condition without a citation does not load",
        ),
        (
            "补上 clause = \"第几条\"（本版本文件的条款）或 source = { … }",
            "add clause = \"article …\" of the edition's document, or source = { … }",
        ),
    )
}

/// A citation of a document that the pack does not list.
pub(crate) fn citation_unknown(number: &str, near: Option<&str>) -> Fault {
    let fault = error(
        "pack-citation",
        (
            &format!("documents.toml 中没有文号“{number}”"),
            &format!("documents.toml lists no document {number}"),
        ),
        ("", ""),
    );
    let otherwise = (
        "核对文号；确有此文件时在 documents.toml 中补上一行",
        "check the number; when the document exists, add a line to documents.toml",
    );
    Fault {
        help: suggestion(near, otherwise),
        ..fault
    }
}

/// A citation whose title is not that of the document.
pub(crate) fn citation_title(number: &str, title: &str) -> Fault {
    error(
        "pack-citation",
        (
            &format!("{number} 的标题是《{title}》"),
            &format!("the title of {number} is {title}"),
        ),
        (
            &format!("写 title = \"{title} 第几条\"，或改正文号"),
            &format!("write title = \"{title} …\", or correct the number"),
        ),
    )
}

/// A citation of a document that does not hold on the edition's first day.
pub(crate) fn not_in_force(number: &str, on: Day) -> Fault {
    error(
        "pack-citation",
        (
            &format!("{number} 在 {on} 不是现行文件"),
            &format!("{number} was not in force on {on}"),
        ),
        (
            "核对版本的开始日期和 documents.toml 中的施行、废止日期",
            "check the edition's first day and the document's days in documents.toml",
        ),
    )
}

/// Two editions for one day.
pub(crate) fn editions_overlap(before: &str, after: &str) -> Fault {
    error(
        "pack-dates",
        (
            &format!("版本 {after} 开始时版本 {before} 还没有结束"),
            &format!("edition {after} starts before edition {before} has ended"),
        ),
        (
            "给前一个版本写 until，且早于后一个版本的 from；由早到晚排列",
            "give the earlier edition an until before the later one's from; order them by time",
        ),
    )
}

/// A parameter without a value on a day on which it is needed.
pub(crate) fn parameter_gap(id: &str, on: Day) -> Fault {
    error(
        "pack-parameter-gap",
        (
            &format!("参数 {id} 在 {on} 没有值，而这个版本当日有效"),
            &format!("the parameter {id} has no value on {on}, a day of this edition"),
        ),
        (
            "在参数文件中补上该日的值，或改正版本的日期",
            "give the parameter a value for that day, or correct the edition's days",
        ),
    )
}

/// A rule that is not in force with the edition.
pub(crate) fn rule_not_in_force(id: &str) -> Fault {
    error(
        "pack-dates",
        (
            &format!("规则 {id} 没有覆盖这个版本的全部日期"),
            &format!("the rule {id} is not in force on every day of this edition"),
        ),
        (
            "核对规则的 from、until 与版本的日期",
            "check the rule's from and until against the edition's days",
        ),
    )
}

/// A guideline that is asked to decide.
pub(crate) fn guideline_decides(id: &str) -> Fault {
    error(
        "pack-confidence",
        (
            &format!("规则 {id} 仅供参考，不能作为门槛"),
            &format!("the rule {id} is a guideline and cannot decide"),
        ),
        (
            "在此写 use = \"guideline\"",
            "write use = \"guideline\" here",
        ),
    )
}

/// A criterion, item or clock that is written in no way, or in two.
pub(crate) fn one_way(ways: &[&str]) -> Fault {
    let list = ways.join(", ");
    error(
        "pack-one-way",
        (
            &format!("须写且只写一种：{list}"),
            &format!("exactly one of these is needed: {list}"),
        ),
        ("留下一种", "keep one of them"),
    )
}

/// A mark that cannot be reached.
pub(crate) fn out_of_reach(most: i64) -> Fault {
    error(
        "pack-score",
        (
            &format!("达不到：最多只有 {most} 分"),
            &format!("it cannot be reached: there are at most {most} points"),
        ),
        ("改正分数线或满分", "correct the mark or the points"),
    )
}

/// A mark that is no plain number.
pub(crate) fn mark_not_plain(id: &str) -> Fault {
    error(
        "pack-unit",
        (
            &format!("{id} 须为不带单位、不查表的数"),
            &format!("{id} must be a number without unit and without tiers"),
        ),
        (
            "参数写 unit = \"count\"，数据项写 type = \"number\" 且不写 unit",
            "give a parameter unit = \"count\", a concept type = \"number\" without unit",
        ),
    )
}

/// A band that an earlier one covers.
pub(crate) fn band_unreachable() -> Fault {
    error(
        "pack-band",
        (
            "这一档永远轮不到：前面的档已经包含它",
            "this band is never reached: one before it covers it",
        ),
        (
            "由高到低（at_least、above）或由低到高（at_most、below）排列",
            "order them from the highest (at_least, above) or from the lowest (at_most, below)",
        ),
    )
}

/// A fact that a case expects to be missing and that is written wrongly.
pub(crate) fn question_unknown(text: &str) -> Fault {
    let fault = error(
        "pack-question",
        (
            &format!("“{text}”不是数据项或称号目录"),
            &format!("\"{text}\" is neither a concept nor a scheme"),
        ),
        ("", ""),
    );
    Fault {
        help: Label::new(
            "写数据项，如 \"sales\"、\"sales.y1\"，或称号目录，如 \"hnte\"",
            "write a concept such as \"sales\" or \"sales.y1\", or a scheme such as \"hnte\"",
        ),
        ..fault
    }
}
