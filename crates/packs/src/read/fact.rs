//! Vocabularies, concepts and schemes.

use super::Known;
use crate::fault;
use crate::layout::Shelf;
use crate::reader::{Node, Table};
use benfu_domain::fact::{Bound, Concept, Level, Scheme, SubjectKind, Vocabulary, VocabularyEntry};
use benfu_domain::quantity::Unit;
use benfu_domain::written::MoneyUnit;
use benfu_rules::{NoneMeans, Period, Type};
use std::collections::BTreeSet;

/// A vocabulary. The codes of an ordered one rank by their place, unless an entry says its rank.
pub(crate) fn vocabulary(id: &str, table: &Table<'_>) -> Vocabulary {
    let ordered = table.flag("ordered");
    let mut seen = BTreeSet::new();
    let mut entries = Vec::new();
    for (place, row) in table.tables("code").iter().enumerate() {
        let entry = entry(row, if ordered { place } else { 0 });
        if !seen.insert(entry.code.clone()) {
            row.fault_at("id", fault::twice(("代码", "code"), &entry.code));
        }
        entries.push(entry);
    }
    if entries.is_empty() {
        table.fault(fault::key_missing("[[code]]"));
    }
    Vocabulary {
        id: id.to_owned(),
        label: table.label("label"),
        ordered,
        entries,
    }
}

fn entry(row: &Table<'_>, place: usize) -> VocabularyEntry {
    let stated = row
        .whole("rank", 0, 10_000)
        .and_then(|rank| u32::try_from(rank).ok());
    let entry = VocabularyEntry {
        code: row.text("id"),
        label: row.label("label"),
        rank: stated.unwrap_or_else(|| u32::try_from(place).unwrap_or(u32::MAX)),
        synonyms: row.texts("synonyms"),
    };
    row.finish();
    entry
}

/// How a concept's values are written in a pack.
#[derive(Debug, Clone, Copy)]
enum Form {
    Flag,
    Number,
    Money,
    Code,
    Codes,
    Text,
    Day,
}

const FORMS: &[Form] = &[
    Form::Flag,
    Form::Number,
    Form::Money,
    Form::Code,
    Form::Codes,
    Form::Text,
    Form::Day,
];

fn form_word(form: Form) -> &'static str {
    match form {
        Form::Flag => "flag",
        Form::Number => "number",
        Form::Money => "money",
        Form::Code => "code",
        Form::Codes => "codes",
        Form::Text => "text",
        Form::Day => "day",
    }
}

/// A concept.
pub(crate) fn concept(id: &str, table: &Table<'_>, known: &Known<'_>) -> Concept {
    let form = table.word("type", FORMS, form_word).unwrap_or(Form::Text);
    let kind = kind_of(form, table, known);
    Concept {
        id: id.to_owned(),
        label: table.label("label"),
        question: table.label("question"),
        display_unit: table.optional_text("unit"),
        period: table.word_or("period", PERIODS, period_word, Period::Timeless),
        none: none_means(table, &kind),
        kind,
        subject: table
            .word("subject", SubjectKind::ALL, SubjectKind::word)
            .unwrap_or(SubjectKind::Offer),
        level: table.word_or("level", Level::ALL, Level::word, Level::Public),
        demanded: demanded(table),
        synonyms: table.texts("synonyms"),
        spoken: table.texts("spoken"),
    }
}

fn demanded(table: &Table<'_>) -> Option<Bound> {
    table.node("demanded")?.word(Bound::ALL, Bound::word)
}

const PERIODS: &[Period] = &[Period::Timeless, Period::Yearly];

fn period_word(period: Period) -> &'static str {
    match period {
        Period::Timeless => "timeless",
        Period::Yearly => "yearly",
    }
}

const NONES: &[NoneMeans] = &[NoneMeans::Zero, NoneMeans::Nothing];

fn none_word(none: NoneMeans) -> &'static str {
    match none {
        NoneMeans::Zero => "zero",
        NoneMeans::Nothing => "nothing",
    }
}

fn none_means(table: &Table<'_>, kind: &Type) -> NoneMeans {
    let none = table.word_or("none", NONES, none_word, NoneMeans::Nothing);
    if none == NoneMeans::Zero && !kind.is_numeric() {
        table.fault_at(
            "none",
            fault::wrong_type(
                (
                    "nothing：只有数可以为零",
                    "nothing: only numbers can be zero",
                ),
                "zero",
            ),
        );
    }
    none
}

fn kind_of(form: Form, table: &Table<'_>, known: &Known<'_>) -> Type {
    match form {
        Form::Flag => Type::Flag,
        Form::Text => Type::Text,
        Form::Day => Type::Day,
        Form::Money => money(table.node("unit").as_ref()),
        Form::Number => number(table),
        Form::Code => {
            let vocabulary = vocabulary_of(table, known);
            let ordered = known
                .dictionary
                .vocabularies
                .get(&vocabulary)
                .is_some_and(|found| found.ordered);
            Type::Code {
                vocabulary,
                ordered,
            }
        }
        Form::Codes => Type::Codes {
            vocabulary: vocabulary_of(table, known),
        },
    }
}

fn vocabulary_of(table: &Table<'_>, known: &Known<'_>) -> String {
    table.required("vocabulary");
    // The vocabulary of regions stands in no file of its own: it is the list of regions.
    let written = table.optional_text("vocabulary");
    if known.dictionary.vocabularies.contains_key(&written) {
        return written;
    }
    known.reference(Shelf::Vocabularies, table, "vocabulary")
}

/// A number's type: without a unit it is plain.
fn number(table: &Table<'_>) -> Type {
    let decimals = table
        .whole("decimals", 0, 9)
        .and_then(|decimals| u8::try_from(decimals).ok());
    let unit = table.node("unit").and_then(|node| base_unit(&node));
    Type::Number {
        unit,
        decimals: decimals.unwrap_or(0),
    }
}

/// The base unit of a written unit.
pub(super) fn base_unit(node: &Node<'_>) -> Option<String> {
    let written = node.text()?;
    let unit = Unit::find(&written).map(|unit| unit.base().symbol().to_owned());
    if unit.is_none() {
        node.fault(fault::unit_unknown(&written));
    }
    unit
}

/// The type of money written in a unit such as 万元; yuan when none is stated.
pub(super) fn money(node: Option<&Node<'_>>) -> Type {
    let yuan = "CNY".to_owned();
    let Some(node) = node else {
        return Type::Money { currency: yuan };
    };
    let written = node.text().unwrap_or_default();
    let unit = MoneyUnit::from_text(&written);
    if unit.is_none() {
        node.fault(fault::unit_unknown(&written));
    }
    let stated = unit.and_then(|unit| unit.currency);
    Type::Money {
        currency: stated.map_or(yuan, |currency| currency.to_string()),
    }
}

/// A scheme of statuses with its levels from the lowest.
pub(crate) fn scheme(id: &str, table: &Table<'_>) -> Scheme {
    let mut seen = BTreeSet::new();
    let mut levels = Vec::new();
    for row in table.tables("level") {
        let level = (row.text("id"), row.label("label"));
        if !seen.insert(level.0.clone()) {
            row.fault_at("id", fault::twice(("级别", "level"), &level.0));
        }
        row.finish();
        levels.push(level);
    }
    Scheme {
        id: id.to_owned(),
        label: table.label("label"),
        levels,
        synonyms: table.texts("synonyms"),
    }
}
