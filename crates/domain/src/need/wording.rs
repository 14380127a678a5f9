//! Plain words for plain constraints: `技术成熟度 不低于 7` is `maturity_level >= 7`.
//!
//! [`rule_of_words`] reads what a person writes, [`words_of_rule`] says a rule of one comparison back. Both know
//! only a concept, a comparison and a value; everything else stays rule text. What a value means is for the rule
//! compiler to check.

use crate::fact::{Concept, Dictionary};
use crate::label::Lang;
use benfu_rules::Type;

/// Comparisons: the sign, the words said back, and all the ways people write them. Longer ways come before those
/// that begin like them.
const COMPARISONS: [(&str, [&str; 2], &[&str]); 6] = [
    (
        ">=",
        ["不低于", "at least"],
        &[
            ">=",
            "≥",
            "不低于",
            "不少于",
            "不小于",
            "至少",
            "大于等于",
            "at least",
        ],
    ),
    (
        "<=",
        ["不高于", "at most"],
        &[
            "<=",
            "≤",
            "不高于",
            "不超过",
            "不多于",
            "不大于",
            "至多",
            "最多",
            "小于等于",
            "at most",
        ],
    ),
    ("!=", ["不是", "is not"], &["!=", "≠", "不是", "is not"]),
    ("==", ["为", "is"], &["==", "=", "等于", "为", "是", "is"]),
    (
        ">",
        ["高于", "above"],
        &[
            ">",
            "＞",
            "高于",
            "多于",
            "大于",
            "超过",
            "above",
            "more than",
        ],
    ),
    (
        "<",
        ["低于", "below"],
        &["<", "＜", "低于", "少于", "小于", "below", "less than"],
    ),
];

/// Ways to ask for one of several codes.
const CONTAINS: &[&str] = &["包含", "包括", "具有", "有", "contains", "includes"];

/// The rule that plain words mean; `None` when they are no such words, for example a rule already.
///
/// ```
/// use benfu_domain::fact::Dictionary;
/// use benfu_domain::need::rule_of_words;
/// assert_eq!(rule_of_words("a >= 1 && b", &Dictionary::default()), None);
/// ```
pub fn rule_of_words(text: &str, dictionary: &Dictionary) -> Option<String> {
    let text = text.trim();
    let (concept, rest) = leading_concept(text, dictionary)?;
    let id = &concept.id;
    if rest.is_empty() {
        return matches!(concept.kind, Type::Flag).then(|| format!("{id} == true"));
    }
    if matches!(concept.kind, Type::Codes { .. }) {
        let value = CONTAINS.iter().find_map(|word| rest.strip_prefix(word))?;
        return plain_value(value).map(|value| format!("\"{value}\" in {id}"));
    }
    let (sign, length) = comparison(rest)?;
    let value = literal(plain_value(&rest[length..])?, &concept.kind);
    Some(format!("{id} {sign} {value}"))
}

/// The comparison that a text begins with, as a sign of the rule language, and its length in bytes.
pub(super) fn comparison(text: &str) -> Option<(&'static str, usize)> {
    COMPARISONS.iter().find_map(|(sign, _, ways)| {
        let way = ways.iter().find(|way| text.starts_with(**way))?;
        Some((*sign, way.len()))
    })
}

/// The concept with whose name, synonym or identifier a text begins, the longest of them, and what follows.
fn leading_concept<'d, 't>(
    text: &'t str,
    dictionary: &'d Dictionary,
) -> Option<(&'d Concept, &'t str)> {
    let names = |concept: &'d Concept| {
        let own = [&concept.label.zh, &concept.label.en, &concept.id];
        own.into_iter().chain(&concept.synonyms)
    };
    let found = dictionary.concepts.values().flat_map(|concept| {
        let starts =
            names(concept).filter_map(|name| Some((name.len(), text.strip_prefix(name.as_str())?)));
        starts.map(move |(length, rest)| (length, concept, rest.trim_start()))
    });
    let (_, concept, rest) = found.max_by_key(|(length, ..)| *length)?;
    Some((concept, rest))
}

/// A value without anything that belongs to a rule.
fn plain_value(text: &str) -> Option<&str> {
    let text = text.trim().trim_matches('"').trim();
    let plain = !text.is_empty() && !text.contains(['"', '&', '|', '(', ')', '?', '\n']);
    plain.then_some(text)
}

/// Plain numbers and flags stand bare, everything with a unit or a code in quotes.
fn literal(value: &str, kind: &Type) -> String {
    match (kind, value) {
        (Type::Flag, "true" | "是" | "yes") => "true".to_owned(),
        (Type::Flag, "false" | "否" | "no") => "false".to_owned(),
        (Type::Number { unit: None, .. }, _) => {
            value.trim_end_matches(['级', '个', '项']).trim().to_owned()
        }
        _ => format!("\"{value}\""),
    }
}

/// A rule of one comparison in words; `None` for any other.
pub fn words_of_rule(rule: &str, dictionary: &Dictionary, lang: Lang) -> Option<String> {
    let (left, right) = rule.trim().split_once(' ')?;
    if let Some(id) = right.trim().strip_prefix("in ") {
        let concept = dictionary.concepts.get(id.trim())?;
        let word = match lang {
            Lang::Zh => "包含",
            Lang::En => "includes",
        };
        let value = plain_value(left)?;
        return Some(format!("{} {word} {value}", concept.label.text(lang)));
    }
    let concept = dictionary.concepts.get(left)?;
    let (sign, value) = right.trim().split_once(' ')?;
    let (_, [zh, en], _) = COMPARISONS.iter().find(|(known, ..)| *known == sign)?;
    let value = plain_value(value)?;
    let name = concept.label.text(lang);
    Some(match (lang, &concept.kind, value) {
        (_, Type::Flag, "true") if sign == "==" => name.to_owned(),
        (Lang::Zh, ..) => format!("{name} {zh} {value}"),
        (Lang::En, ..) => format!("{name} {en} {value}"),
    })
}
