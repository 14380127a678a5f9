//! A value as the cell of a workbook, in the unit in which people write it; read back, it is the same value.

use benfu_domain::fact::{Concept, Dictionary, Heading, Observed, VocabularyEntry};
use benfu_domain::period::Period;
use benfu_office::workbook::{Column, Value as Cell};
use benfu_rules::{Exact, Labels as _, Language, Type, Value};

/// The header of a column: name, period, and the unit of bare numbers in brackets.
pub(super) fn header(concept: &Concept, period: Period) -> String {
    let period = match period {
        Period::Always => String::new(),
        period => format!(" {}", period.zh()),
    };
    let unit = match concept.display_unit.as_str() {
        "" => String::new(),
        unit => format!("（{unit}）"),
    };
    format!("{}{period}{unit}", concept.label.zh)
}

/// The column of a concept, with its question, how to fill it in, and what can be chosen.
pub(super) fn column(dictionary: &Dictionary, concept: &Concept, header: String) -> Column {
    let note = format!(
        "{}\n没有的填“无”，不涉及的填“不适用”，不便提供的填“不公开”；不填即未答复，不会当作零。",
        concept.question.zh
    );
    Column::new(header)
        .with_note(note)
        .with_choices(choices(dictionary, concept))
}

fn choices(dictionary: &Dictionary, concept: &Concept) -> Vec<String> {
    match &concept.kind {
        Type::Flag => vec!["是".to_owned(), "否".to_owned()],
        Type::Code { vocabulary, .. } => labels(dictionary, vocabulary),
        Type::Codes { .. } | Type::Number { .. } | Type::Money { .. } | Type::Text | Type::Day => {
            Vec::new()
        }
    }
}

fn labels(dictionary: &Dictionary, vocabulary: &str) -> Vec<String> {
    let entries = dictionary.vocabularies.get(vocabulary);
    let entries = entries.into_iter().flat_map(|known| &known.entries);
    entries.map(|entry| entry.label.zh.clone()).collect()
}

/// The cell of a value.
pub(super) fn cell(
    dictionary: &Dictionary,
    concept: &Concept,
    observed: &Observed,
) -> Cell<'static> {
    let value = match observed {
        Observed::None => return Cell::Text("无".into()),
        Observed::NotApplicable => return Cell::Text("不适用".into()),
        Observed::Value(value) => value,
    };
    match value {
        Value::Number(number) => match in_unit(dictionary, concept, number) {
            Some(text) => Cell::Number(text.into()),
            None => Cell::Text(
                dictionary
                    .value(value, &concept.kind, Language::Chinese)
                    .into(),
            ),
        },
        Value::Flag(flag) => Cell::Text(if *flag { "是" } else { "否" }.into()),
        Value::Code(code) => Cell::Verbatim(code_label(dictionary, concept, code).into()),
        Value::Codes(codes) => {
            let labels = codes
                .iter()
                .map(|code| code_label(dictionary, concept, code));
            Cell::Verbatim(labels.collect::<Vec<_>>().join("、").into())
        }
        Value::Text(text) => Cell::Verbatim(text.clone().into()),
        Value::Day(day) => Cell::Text(day.to_string().into()),
    }
}

/// The number in the unit of the concept, when it is a finite decimal there.
fn in_unit(dictionary: &Dictionary, concept: &Concept, number: &Exact) -> Option<String> {
    let heading = Heading::of(concept, "");
    let one = dictionary.read_under(concept, "1", &heading).ok()??;
    let Observed::Value(Value::Number(one)) = one else {
        return None;
    };
    number.checked_div(&one).ok()?.to_decimal()
}

/// The label of a code when it leads back to it, else the code itself.
fn code_label(dictionary: &Dictionary, concept: &Concept, code: &str) -> String {
    let vocabulary = match &concept.kind {
        Type::Code { vocabulary, .. } | Type::Codes { vocabulary } => vocabulary,
        Type::Flag | Type::Number { .. } | Type::Money { .. } | Type::Text | Type::Day => {
            return code.to_owned();
        }
    };
    let label = |entry: &VocabularyEntry| entry.label.zh.clone();
    let own = dictionary.code(vocabulary, code).map(label);
    let leads_back = |label: &String| {
        let found = dictionary.code(vocabulary, label);
        !label.contains('、') && found.is_some_and(|entry| entry.code == code)
    };
    own.filter(leads_back).unwrap_or_else(|| code.to_owned())
}
