//! All words of explanations, in both languages; the only file with them.
//!
//! Main function: [`statement`]. Each function says one thing; labels and values come from the
//! host.

use super::Language;
use crate::plan::TimeUnit;
use crate::syntax::Comparison;
use crate::{Answer, Exact};

/// A demand on a value, as it is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bound {
    AtLeast,
    Above,
    AtMost,
    Below,
    Equal,
    Other,
    NotBefore,
    After,
    NotAfter,
    Before,
}

impl Bound {
    /// The demand a comparison makes on its left side.
    pub(crate) fn of(operator: Comparison, on_days: bool) -> Self {
        match (operator, on_days) {
            (Comparison::AtLeast, false) => Self::AtLeast,
            (Comparison::AtLeast, true) => Self::NotBefore,
            (Comparison::Greater, false) => Self::Above,
            (Comparison::Greater, true) => Self::After,
            (Comparison::AtMost, false) => Self::AtMost,
            (Comparison::AtMost, true) => Self::NotAfter,
            (Comparison::Less, false) => Self::Below,
            (Comparison::Less, true) => Self::Before,
            (Comparison::Equal, _) => Self::Equal,
            (Comparison::NotEqual, _) => Self::Other,
        }
    }
}

/// A demand with its value: `不低于 IP68`, `at least IP68`.
pub(crate) fn bound(language: Language, bound: Bound, value: &str) -> String {
    let word = match (language, bound) {
        (Language::Chinese, Bound::AtLeast) => "不低于",
        (Language::Chinese, Bound::Above) => "高于",
        (Language::Chinese, Bound::AtMost) => "不高于",
        (Language::Chinese, Bound::Below) => "低于",
        (Language::Chinese, Bound::Equal) => "为",
        (Language::Chinese, Bound::Other) => "不为",
        (Language::Chinese, Bound::NotBefore) => "不早于",
        (Language::Chinese, Bound::After) => "晚于",
        (Language::Chinese, Bound::NotAfter) => "不晚于",
        (Language::Chinese, Bound::Before) => "早于",
        (Language::English, Bound::AtLeast) => "at least",
        (Language::English, Bound::Above) => "more than",
        (Language::English, Bound::AtMost) => "at most",
        (Language::English, Bound::Below) => "less than",
        (Language::English, Bound::Equal) => "to be",
        (Language::English, Bound::Other) => "other than",
        (Language::English, Bound::NotBefore) => "not before",
        (Language::English, Bound::After) => "after",
        (Language::English, Bound::NotAfter) => "not after",
        (Language::English, Bound::Before) => "before",
    };
    format!("{word} {value}")
}

/// The demand of a comparison.
pub(crate) fn required(language: Language, demand: Bound, value: &str) -> String {
    let demand = bound(language, demand, value);
    match language {
        Language::Chinese => format!("要求{demand}"),
        Language::English => format!("required {demand}"),
    }
}

/// The demand of membership in a list.
pub(crate) fn one_of(language: Language, list: &[String]) -> String {
    match language {
        Language::Chinese => format!("要求为 {} 之一", list.join("、")),
        Language::English => format!("required one of {}", list.join(", ")),
    }
}

/// The demand that several codes include one.
pub(crate) fn including(language: Language, item: &str) -> String {
    match language {
        Language::Chinese => format!("要求包含 {item}"),
        Language::English => format!("required to include {item}"),
    }
}

/// The demand that a register holds a row.
pub(crate) fn holding(language: Language) -> String {
    match language {
        Language::Chinese => "要求至少 1 项".to_owned(),
        Language::English => "required at least 1".to_owned(),
    }
}

/// A share in per cent, to four decimals of a per cent.
pub(crate) fn percent(language: Language, share: &Exact) -> String {
    let percent = share.checked_mul(&Exact::whole(100));
    let near = percent.and_then(|percent| Ok((percent, percent.rounded(4)?)));
    let Ok((percent, near)) = near else {
        return share.to_string();
    };
    let about = match language {
        _ if near == percent => "",
        Language::Chinese => "约",
        Language::English => "about ",
    };
    match language {
        Language::Chinese => format!("{about}{near}%"),
        Language::English => format!("{about}{near} %"),
    }
}

/// A register that must hold no row; the rows are none while nobody knows.
pub(crate) fn refused(language: Language, label: &str, rows: Option<&str>, held: Answer) -> String {
    match (language, held, rows) {
        (Language::Chinese, Answer::Met, Some(rows)) => {
            format!("{label}出现 {rows} 项，不得出现")
        }
        (Language::English, Answer::Met, Some(rows)) => {
            format!("{label}: {rows} on record, none allowed")
        }
        (Language::Chinese, Answer::NotMet, _) => format!("{label}未出现，符合不得出现的要求"),
        (Language::English, Answer::NotMet, _) => {
            format!("{label}: none on record, none allowed")
        }
        (Language::Chinese, _, _) => format!("{label}是否出现未知，不得出现，无法判断"),
        (Language::English, _, _) => format!("{label}: unknown, none allowed: cannot tell"),
    }
}

/// The demand that a fact is recorded as none.
pub(crate) fn recorded_none(language: Language) -> String {
    match language {
        Language::Chinese => "要求登记为无或不适用".to_owned(),
        Language::English => "required to be recorded as none or not applicable".to_owned(),
    }
}

/// Subject, demand and answer.
pub(crate) fn statement(language: Language, subject: &str, asked: &str, answer: Answer) -> String {
    let verdict = verdict(language, answer);
    match language {
        Language::Chinese => format!("{subject}，{asked}，{verdict}"),
        Language::English => format!("{subject}, {asked}: {verdict}"),
    }
}

/// An answer in words.
pub(crate) fn verdict(language: Language, answer: Answer) -> &'static str {
    match (language, answer) {
        (Language::Chinese, Answer::Met) => "已达到",
        (Language::Chinese, Answer::NotMet) => "未达到",
        (Language::Chinese, Answer::Unknown) => "无法判断",
        (Language::English, Answer::Met) => "met",
        (Language::English, Answer::NotMet) => "not met",
        (Language::English, Answer::Unknown) => "cannot tell",
    }
}

fn headed(language: Language, zh: &str, en: &str, answer: Answer) -> String {
    let verdict = verdict(language, answer);
    match language {
        Language::Chinese => format!("{zh}：{verdict}"),
        Language::English => format!("{en}: {verdict}"),
    }
}

/// A condition written as `true` or `false`.
pub(crate) fn constant(language: Language, answer: Answer) -> String {
    headed(language, "固定条件", "A fixed condition", answer)
}

/// A conjunction.
pub(crate) fn all(language: Language, answer: Answer) -> String {
    headed(
        language,
        "以下条件须全部达到",
        "All of the following",
        answer,
    )
}

/// A disjunction.
pub(crate) fn any(language: Language, answer: Answer) -> String {
    headed(
        language,
        "以下条件须至少达到一项",
        "At least one of the following",
        answer,
    )
}

/// A negation.
pub(crate) fn negation(language: Language, answer: Answer) -> String {
    headed(
        language,
        "以下条件须不成立",
        "The following must not hold",
        answer,
    )
}

/// A choice.
pub(crate) fn choice(language: Language, answer: Answer) -> String {
    headed(
        language,
        "按前提选择适用条件",
        "The condition that applies by a test",
        answer,
    )
}

/// The roles of a choice's test and branches.
pub(crate) fn choice_roles(language: Language) -> [&'static str; 3] {
    match language {
        Language::Chinese => ["前提：", "前提成立时：", "前提不成立时："],
        Language::English => ["Test: ", "If it holds: ", "If it does not hold: "],
    }
}

/// By how much a comparison is missed; the distance is none when it is zero.
pub(crate) fn shortfall(
    language: Language,
    operator: Comparison,
    distance: Option<&str>,
) -> String {
    let Some(distance) = distance else {
        return match language {
            Language::Chinese => "，恰好相等".to_owned(),
            Language::English => ", exactly equal".to_owned(),
        };
    };
    let (zh, en) = match operator {
        Comparison::AtLeast | Comparison::Greater => ("差", "short by"),
        Comparison::AtMost | Comparison::Less => ("超出", "over by"),
        Comparison::Equal | Comparison::NotEqual => ("相差", "off by"),
    };
    match language {
        Language::Chinese => format!("，{zh} {distance}"),
        Language::English => format!(", {en} {distance}"),
    }
}

/// What is to be brought so that an open condition can be judged.
pub(crate) fn bring(language: Language, open: &[String]) -> String {
    match language {
        _ if open.is_empty() => String::new(),
        Language::Chinese => format!("，请补充：{}", open.join("、")),
        Language::English => format!("; please provide: {}", open.join(", ")),
    }
}

/// A label and its value.
pub(crate) fn labelled(language: Language, label: &str, value: &str) -> String {
    match language {
        Language::Chinese | Language::English => format!("{label} {value}"),
    }
}

/// A demand that is worked out: its formula and what it comes to.
pub(crate) fn computed(language: Language, label: &str, value: &str) -> String {
    match language {
        Language::Chinese => format!("{label}（{value}）"),
        Language::English => format!("{label} ({value})"),
    }
}

/// A value that is recorded as absent.
pub(crate) fn nothing(language: Language) -> &'static str {
    match language {
        Language::Chinese => "无",
        Language::English => "none",
    }
}

/// A fact that does not apply.
pub(crate) fn not_applicable(language: Language) -> &'static str {
    match language {
        Language::Chinese => "不适用",
        Language::English => "not applicable",
    }
}

/// A value that is not known.
pub(crate) fn unknown(language: Language) -> &'static str {
    match language {
        Language::Chinese => "未知",
        Language::English => "unknown",
    }
}

/// A concept in a year before the latest closed one.
pub(crate) fn in_year(language: Language, label: &str, years_back: u8) -> String {
    match (language, years_back) {
        (_, 0) => label.to_owned(),
        (Language::Chinese, 1) => format!("{label}（上一年）"),
        (Language::Chinese, years) => format!("{label}（前 {years} 年）"),
        (Language::English, 1) => format!("{label} (1 year earlier)"),
        (Language::English, years) => format!("{label} ({years} years earlier)"),
    }
}

/// A number of days.
pub(crate) fn days(language: Language, days: u32) -> String {
    match (language, days) {
        (Language::Chinese, days) => format!("{days} 天"),
        (Language::English, 1) => "1 day".to_owned(),
        (Language::English, days) => format!("{days} days"),
    }
}

/// The evaluation date.
pub(crate) fn today(language: Language) -> &'static str {
    match language {
        Language::Chinese => "评估日",
        Language::English => "the evaluation date",
    }
}

/// The months or days between two days.
pub(crate) fn elapsed(language: Language, unit: TimeUnit, from: &str, to: &str) -> String {
    match (language, unit) {
        (Language::Chinese, TimeUnit::Months) => format!("{from}至{to}的整月数"),
        (Language::Chinese, TimeUnit::Days) => format!("{from}至{to}的天数"),
        (Language::English, TimeUnit::Months) => format!("whole months from {from} to {to}"),
        (Language::English, TimeUnit::Days) => format!("days from {from} to {to}"),
    }
}

/// The number of rows of a register.
pub(crate) fn count(language: Language, register: &str) -> String {
    match language {
        Language::Chinese => format!("{register}的项数"),
        Language::English => format!("number of {register}"),
    }
}

/// One of two values, by a test.
pub(crate) fn either(language: Language, yes: &str, no: &str) -> String {
    match language {
        Language::Chinese => format!("{yes}或{no}（视前提而定）"),
        Language::English => format!("{yes} or {no} (depending on a test)"),
    }
}
