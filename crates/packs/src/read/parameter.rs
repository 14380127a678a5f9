//! Dated parameters: values by start date, each with its clause.

use super::Known;
use super::fact::{base_unit, money};
use crate::fault;
use crate::pack::Confidence;
use crate::reader::{Node, Table};
use benfu_domain::fact::{Parameter, ParameterTier};
use benfu_domain::quantity::Unit;
use benfu_domain::written::MoneyUnit;
use benfu_rules::{Day, Dictionary as _, Exact, Type, Value};
use std::collections::BTreeMap;

/// A parameter with what the dictionary has no place for.
#[derive(Debug)]
pub(crate) struct ReadParameter {
    pub(crate) parameter: Parameter,
    /// The lowest confidence among its values.
    pub(crate) confidence: Confidence,
    pub(crate) reviewed_on: Option<Day>,
}

/// Reads a parameter.
pub(crate) fn parameter(id: &str, table: &Table<'_>, known: &Known<'_>) -> ReadParameter {
    let kind = kind_of(table);
    let by = by_of(table, known);
    let mut read = Timeline {
        kind: &kind,
        by: by.as_ref(),
        known,
        values: BTreeMap::new(),
        ends: None,
    };
    let rows = table.tables("value");
    let confidence = rows
        .iter()
        .map(|row| read.row(row))
        .max()
        .unwrap_or(Confidence::Low);
    if rows.is_empty() {
        table.fault(fault::key_missing("[[value]]"));
    }
    let (values, ends) = (read.values, read.ends);
    let label = table.label("label");
    let parameter = Parameter {
        id: id.to_owned(),
        label,
        kind: kind.clone(),
        by,
        values,
        ends,
    };
    ReadParameter {
        parameter,
        confidence,
        reviewed_on: table.day("reviewed_on"),
    }
}

fn kind_of(table: &Table<'_>) -> Type {
    let Some(node) = table.required("unit") else {
        return Type::PLAIN;
    };
    let written = node.text().unwrap_or_default();
    match written.as_str() {
        "ratio" => Type::Number {
            unit: None,
            decimals: 6,
        },
        "count" => Type::PLAIN,
        "flag" => Type::Flag,
        "date" => Type::Day,
        // "m" is a metre here, though people also write it for a million.
        _ if Unit::find(&written).is_none() && MoneyUnit::from_text(&written).is_some() => {
            money(Some(&node))
        }
        _ => Type::Number {
            unit: base_unit(&node),
            decimals: 0,
        },
    }
}

/// The type of the concept that selects a row.
fn by_of(table: &Table<'_>, known: &Known<'_>) -> Option<Type> {
    let node = table.node("by")?;
    let id = node.text()?;
    let found = known.dictionary.concepts.get(&id);
    if found.is_none() {
        let near =
            crate::spelling::nearest(&id, known.dictionary.concepts.keys().map(String::as_str));
        node.fault(fault::no_such(("数据项", "concept"), &id, near));
    }
    found.map(|concept| concept.kind.clone())
}

/// The values read so far, which the next must follow.
struct Timeline<'a> {
    kind: &'a Type,
    by: Option<&'a Type>,
    known: &'a Known<'a>,
    values: BTreeMap<Day, (Vec<ParameterTier>, String)>,
    ends: Option<Day>,
}

impl Timeline<'_> {
    fn row(&mut self, row: &Table<'_>) -> Confidence {
        row.required("from");
        let (from, until) = (row.day("from"), row.day("until"));
        let tiers = self.tiers(row);
        let source = self.known.documents.required(row);
        if let Some(from) = from {
            self.check_dates(row, from, until);
            self.values.insert(from, (tiers, source.text()));
            self.ends = until;
        }
        row.finish();
        source.confidence
    }

    /// The days follow one another: a value that ends may be followed only by one that starts the next day.
    fn check_dates(&self, row: &Table<'_>, from: Day, until: Option<Day>) {
        let last = self.values.last_key_value().map(|(day, _)| *day);
        if last.is_some_and(|last| from <= last) {
            let words = (
                "开始日期没有晚于上一个值",
                "this value does not start after the one before",
            );
            row.fault_at("from", fault::dates(words.0, words.1));
        }
        if self
            .ends
            .is_some_and(|ends| ends.plus_days(1) != Some(from))
        {
            let words = (
                "上一个值的结束日期与此开始日期不衔接",
                "the value before does not end on the day before this one starts",
            );
            row.fault_at("from", fault::dates(words.0, words.1));
        }
        if until.is_some_and(|until| until < from) {
            row.fault_at(
                "until",
                fault::dates("结束早于开始", "it ends before it starts"),
            );
        }
    }

    fn tiers(&self, row: &Table<'_>) -> Vec<ParameterTier> {
        let (single, rows) = (row.node("is"), row.tables("tiers"));
        match (single, self.by) {
            (Some(node), None) if rows.is_empty() => self
                .value(&node, self.kind)
                .map(|is| ParameterTier { up_to: None, is })
                .into_iter()
                .collect(),
            (None, Some(by)) if !rows.is_empty() => self.table(row, &rows, by),
            (Some(_), _) => {
                row.fault_at(
                    "is",
                    fault::tiers(
                        "有 by 的参数要写 tiers",
                        "a parameter with by has tiers, not is",
                    ),
                );
                Vec::new()
            }
            (None, _) if !rows.is_empty() => {
                row.fault_at(
                    "tiers",
                    fault::tiers("没有 by，不能查表", "tiers without by cannot be looked up"),
                );
                Vec::new()
            }
            (None, _) => {
                row.fault(fault::key_missing("is"));
                Vec::new()
            }
        }
    }

    fn table(&self, row: &Table<'_>, rows: &[Table<'_>], by: &Type) -> Vec<ParameterTier> {
        let mut tiers: Vec<ParameterTier> = Vec::new();
        for tier in rows {
            let up_to = tier
                .node("up_to")
                .and_then(|node| self.value(&node, by))
                .and_then(|value| number(&value));
            let is = tier
                .required("is")
                .and_then(|node| self.value(&node, self.kind));
            tier.finish();
            let before = tiers.last().map(|tier| tier.up_to);
            if before.is_some_and(|before| before.is_none() || up_to.is_some() && up_to <= before) {
                tier.fault(fault::tiers("这一行查不到", "this row is never reached"));
            }
            tiers.extend(is.map(|is| ParameterTier { up_to, is }));
        }
        if tiers.last().is_some_and(|last| last.up_to.is_some()) {
            row.fault_at(
                "tiers",
                fault::tiers("最后一行仍有上限", "the last row still has a limit"),
            );
        }
        tiers
    }

    fn value(&self, node: &Node<'_>, kind: &Type) -> Option<Value> {
        let text = node.text()?;
        let read = match kind {
            Type::Day => text.parse().map(Value::Day).ok(),
            Type::Flag => {
                matches!(text.as_str(), "true" | "false").then(|| Value::Flag(text == "true"))
            }
            Type::Number { .. }
            | Type::Money { .. }
            | Type::Code { .. }
            | Type::Codes { .. }
            | Type::Text => match self.known.dictionary.parse_literal(&text, kind) {
                Ok(value) => Some(value),
                Err(unfit) => {
                    let unfit = benfu_domain::fact::Unfit {
                        zh: unfit.expected_zh,
                        en: unfit.expected_en,
                    };
                    node.fault(fault::unfit(&unfit));
                    return None;
                }
            },
        };
        if read.is_none() {
            node.fault(fault::wrong_type(
                ("日期或 true/false", "a date, or true or false"),
                "text",
            ));
        }
        read
    }
}

fn number(value: &Value) -> Option<Exact> {
    match value {
        Value::Number(number) => Some(*number),
        Value::Flag(_) | Value::Code(_) | Value::Codes(_) | Value::Text(_) | Value::Day(_) => None,
    }
}

/// The letter of a confidence.
pub(crate) fn confidence_word(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::High => "H",
        Confidence::Medium => "M",
        Confidence::Low => "L",
    }
}
