//! The concept dictionary: names, types, units, vocabularies, parameters and schemes that rules may use.
//!
//! [`Dictionary`] is filled by packs and answers the rule compiler and the evaluator.

use super::Concept;
use crate::label::Label;
use crate::written::half_width;
use benfu_rules::{
    Day, Exact, LiteralFault, ParameterEntry, ParameterGap, ParameterValue, Parameters, RankedCode,
    RegisterEntry, Tier, Type, Value,
};
use std::collections::BTreeMap;

/// One entry of a vocabulary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VocabularyEntry {
    /// The code as facts record it.
    pub code: String,
    /// Name for people.
    pub label: Label,
    /// Its rank in an ordered vocabulary; a higher one satisfies a demand for a lower one.
    pub rank: u32,
    /// Other ways to write it.
    pub synonyms: Vec<String>,
}

/// A list of codes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vocabulary {
    /// Identifier.
    pub id: String,
    /// Name for people.
    pub label: Label,
    /// Do the codes have ranks?
    pub ordered: bool,
    /// The codes, in order.
    pub entries: Vec<VocabularyEntry>,
}

/// A row of a parameter: up to a value of `by`, the parameter is this.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParameterTier {
    /// Up to and including this value of `by`; `None` for the last row, or when there is no `by`.
    pub up_to: Option<Exact>,
    /// The value.
    pub is: Value,
}

/// A dated parameter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameter {
    /// Identifier.
    pub id: String,
    /// Name for people.
    pub label: Label,
    /// Type of its values.
    pub kind: Type,
    /// Type of the value that selects a row.
    pub by: Option<Type>,
    /// Rows by start day, each with the clause it comes from; the first day of the next ends the one before.
    pub values: BTreeMap<Day, (Vec<ParameterTier>, String)>,
    /// Days on which a value ends without a successor.
    pub ends: Option<Day>,
}

impl Parameter {
    /// The rows in force on a day, with the clause they come from.
    fn in_force(&self, on: Day) -> Option<&(Vec<ParameterTier>, String)> {
        if self.ends.is_some_and(|end| on > end) {
            return None;
        }
        let (_, rows) = self.values.range(..=on).next_back()?;
        Some(rows)
    }
}

/// A scheme of statuses: a recognition, a platform register, a pool.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scheme {
    /// Identifier, for example `hnte`.
    pub id: String,
    /// Name for people.
    pub label: Label,
    /// Its levels from the lowest, with their names; empty when it has none.
    pub levels: Vec<(String, Label)>,
    /// Headers or titles by which an imported list is recognised as this scheme.
    pub synonyms: Vec<String>,
}

/// Everything a rule may name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Dictionary {
    /// Concepts by id.
    pub concepts: BTreeMap<String, Concept>,
    /// Vocabularies by id.
    pub vocabularies: BTreeMap<String, Vocabulary>,
    /// Parameters by id.
    pub parameters: BTreeMap<String, Parameter>,
    /// Schemes by id.
    pub schemes: BTreeMap<String, Scheme>,
}

impl Dictionary {
    /// The vocabulary entry that a person means by `text`: its code, name or a synonym.
    pub fn code(&self, vocabulary: &str, text: &str) -> Option<&VocabularyEntry> {
        let folded = |text: &str| {
            text.trim()
                .chars()
                .map(half_width)
                .collect::<String>()
                .to_lowercase()
        };
        let entries = &self.vocabularies.get(vocabulary)?.entries;
        // Rules name codes as they are, by the hundred in a list of regions: those are found without folding.
        if let Some(entry) = entries.iter().find(|entry| entry.code == text) {
            return Some(entry);
        }
        let wanted = folded(text);
        let same = |candidate: &str| folded(candidate) == wanted;
        entries.iter().find(|entry| {
            same(&entry.code)
                || same(&entry.label.zh)
                || same(&entry.label.en)
                || entry.synonyms.iter().any(|synonym| same(synonym))
        })
    }
}

impl benfu_rules::Dictionary for Dictionary {
    fn concept(&self, id: &str) -> Option<benfu_rules::Concept> {
        let concept = self.concepts.get(id)?;
        Some(benfu_rules::Concept {
            kind: concept.kind.clone(),
            period: concept.period,
            none: concept.none,
        })
    }

    fn parameter(&self, id: &str) -> Option<ParameterEntry> {
        let parameter = self.parameters.get(id)?;
        Some(ParameterEntry {
            kind: parameter.kind.clone(),
            by: parameter.by.clone(),
        })
    }

    fn register(&self, id: &str) -> Option<RegisterEntry> {
        let scheme = self.schemes.get(id)?;
        Some(RegisterEntry {
            levels: scheme
                .levels
                .iter()
                .map(|(level, _)| level.clone())
                .collect(),
        })
    }

    fn codes(&self, vocabulary: &str) -> Vec<RankedCode> {
        let entries = self
            .vocabularies
            .get(vocabulary)
            .map(|known| known.entries.as_slice())
            .unwrap_or_default();
        entries
            .iter()
            .map(|entry| RankedCode {
                code: entry.code.clone(),
                rank: entry.rank,
            })
            .collect()
    }

    fn parse_literal(&self, text: &str, expected: &Type) -> Result<Value, LiteralFault> {
        self.literal(text, expected).map_err(|unfit| LiteralFault {
            expected_zh: unfit.zh,
            expected_en: unfit.en,
        })
    }

    fn example(&self, expected: &Type) -> Option<String> {
        match expected {
            Type::Money { .. } => Some("500万元".to_owned()),
            Type::Number {
                unit: Some(unit), ..
            } => Some(format!("20{unit}")),
            Type::Code { vocabulary, .. } | Type::Codes { vocabulary } => self
                .vocabularies
                .get(vocabulary)?
                .entries
                .first()
                .map(|entry| entry.code.clone()),
            Type::Number { unit: None, .. } => Some("20".to_owned()),
            Type::Day => Some("2025-06-30".to_owned()),
            Type::Flag | Type::Text => None,
        }
    }

    fn similar_concepts(&self, id: &str) -> Vec<String> {
        let near = |known: &&String| {
            known.contains(id) || id.contains(known.as_str()) || distance(known, id) <= 3
        };
        let mut found: Vec<String> = self.concepts.keys().filter(near).cloned().collect();
        found.sort_by_key(|known| distance(known, id));
        found.truncate(3);
        found
    }
}

impl Parameters for Dictionary {
    fn tiers(&self, id: &str, on: Day) -> Option<Vec<Tier>> {
        let (tiers, _) = self.parameters.get(id)?.in_force(on)?;
        let tier = |tier: &ParameterTier| match &tier.is {
            Value::Number(is) => Some(Tier {
                up_to: tier.up_to,
                is: *is,
            }),
            Value::Flag(_) | Value::Code(_) | Value::Codes(_) | Value::Text(_) | Value::Day(_) => {
                None
            }
        };
        tiers.iter().map(tier).collect()
    }

    fn parameter(
        &self,
        id: &str,
        by: Option<&Value>,
        on: Day,
    ) -> Result<ParameterValue, ParameterGap> {
        let parameter = self
            .parameters
            .get(id)
            .ok_or(ParameterGap::NoSuchParameter)?;
        let (tiers, source) = parameter.in_force(on).ok_or(ParameterGap::NoValueOnDay)?;
        let tier = tiers
            .iter()
            .find(|tier| covers(tier, by))
            .ok_or(ParameterGap::NoRow)?;
        Ok(ParameterValue {
            value: tier.is.clone(),
            source: benfu_rules::Source::new(source),
        })
    }
}

fn covers(tier: &ParameterTier, by: Option<&Value>) -> bool {
    match (&tier.up_to, by) {
        (None, _) => true,
        (Some(limit), Some(Value::Number(number))) => number <= limit,
        (Some(_), _) => false,
    }
}

/// Letters that differ, by Levenshtein's count.
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (line, letter) in left.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = line + 1;
        for column in 0..right.len() {
            let changed = diagonal + usize::from(letter != right[column]);
            diagonal = row[column + 1];
            row[column + 1] = changed.min(row[column] + 1).min(diagonal + 1);
        }
    }
    row[right.len()]
}
