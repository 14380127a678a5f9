//! The words of criteria and scores, in both languages.
//!
//! Main function: [`criterion`]. The words of single conditions are in `words.rs`.

use super::Language;
use super::words::verdict;
use crate::Answer;

fn either(language: Language, zh: &'static str, en: &'static str) -> &'static str {
    match language {
        Language::Chinese => zh,
        Language::English => en,
    }
}

/// A criterion: its name, what it demands, the verdict, and a remark.
pub(crate) fn criterion(
    language: Language,
    name: &str,
    demand: &str,
    verdict: &str,
    remark: &str,
) -> String {
    match (language, demand.is_empty()) {
        (Language::Chinese, true) => format!("{name}：{verdict}{remark}"),
        (Language::Chinese, false) => format!("{name}（{demand}）：{verdict}{remark}"),
        (Language::English, true) => format!("{name}: {verdict}{remark}"),
        (Language::English, false) => format!("{name} ({demand}): {verdict}{remark}"),
    }
}

/// The demand of a group that needs all.
pub(crate) fn all_of(language: Language) -> String {
    either(language, "须全部达到", "all of them").to_owned()
}

/// The demand of a group that needs so many.
pub(crate) fn at_least(language: Language, least: usize) -> String {
    match language {
        Language::Chinese => format!("须至少达到 {least} 项"),
        Language::English => format!("at least {least} of them"),
    }
}

/// The demand that something does not hold.
pub(crate) fn none_of(language: Language) -> String {
    either(language, "须不成立", "must not hold").to_owned()
}

/// A criterion that decides nothing.
pub(crate) fn advisory(language: Language) -> &'static str {
    either(language, "（仅供参考）", " (for guidance only)")
}

/// Only a reviewer can say.
pub(crate) fn for_a_reviewer(language: Language) -> &'static str {
    either(
        language,
        "无法判断，须专家评审",
        "cannot tell: expert judgement",
    )
}

/// Facts are missing, and a reviewer may have to say.
pub(crate) fn for_facts_and_a_reviewer(language: Language) -> &'static str {
    either(
        language,
        "无法判断，缺数据且须专家评审",
        "cannot tell: facts are missing, and expert judgement",
    )
}

/// Points as one number or as a span.
pub(crate) fn points(language: Language, low: i64, high: i64) -> String {
    match language {
        Language::Chinese if low == high => format!("{low} 分"),
        Language::Chinese => format!("{low}～{high} 分"),
        Language::English if low == high => format!("{low} points"),
        Language::English => format!("{low} to {high} points"),
    }
}

/// Points against a mark.
pub(crate) fn mark(language: Language, points: &str, mark: &str, above: bool) -> String {
    match (language, above) {
        (Language::Chinese, true) => format!("{points}，须高于 {mark} 分"),
        (Language::Chinese, false) => format!("{points}，须不低于 {mark} 分"),
        (Language::English, true) => format!("{points}, more than {mark} required"),
        (Language::English, false) => format!("{points}, at least {mark} required"),
    }
}

/// A block or an item with its points and the most it can earn.
pub(crate) fn counted(language: Language, name: &str, points: &str, max: Option<i64>) -> String {
    match (language, max) {
        (Language::Chinese, Some(max)) => format!("{name} {points}（满分 {max}）"),
        (Language::English, Some(max)) => format!("{name} {points} of {max}"),
        (Language::Chinese | Language::English, None) => format!("{name} {points}"),
    }
}

/// The mark of a block or an item itself.
pub(crate) fn own_mark(language: Language, mark: &str, answer: Answer) -> String {
    let verdict = verdict(language, answer);
    match language {
        Language::Chinese => format!("，单项须不低于 {mark} 分，{verdict}"),
        Language::English => format!(", at least {mark} of its own: {verdict}"),
    }
}

/// A band's points and its condition.
pub(crate) fn band(language: Language, points: &str, condition: &str) -> String {
    match language {
        Language::Chinese => format!("{points}：{condition}"),
        Language::English => format!("{points}: {condition}"),
    }
}
