//! Thresholds of a policy, as they are and as somebody assumes them to be.
//!
//! Main types: [`Threshold`], [`Assumed`]. Nothing assumed is ever saved.

use crate::{Cx, Problem, ProblemCode};
use benfu_domain::Day;
use benfu_packs::Edition;
use benfu_rules::{ChangedParameters, Dictionary as _, Exact, Parameters, Tier, Type, Value};
use std::collections::BTreeMap;

/// One number that a policy demands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Threshold {
    /// The parameter, followed by `@` and the place of the row when it is a table.
    pub id: String,
    /// The parameter.
    pub parameter: String,
    /// Up to which value of what selects the row; `None` for a single value and for the last row.
    pub up_to: Option<Value>,
    /// Its type.
    pub kind: Type,
    /// The type of what selects the row.
    pub by: Option<Type>,
    /// The value in force.
    pub value: Exact,
    /// What is assumed instead.
    pub assumed: Option<Exact>,
}

/// The thresholds of an edition, with what is assumed about them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Assumed {
    /// In the order of their ids.
    pub thresholds: Vec<Threshold>,
    /// What could not be read.
    pub problems: Vec<Problem>,
}

impl Assumed {
    /// The thresholds of an edition on a day; `texts` holds assumed values by the id of the threshold, as a person
    /// writes them. What cannot be read is told as a problem and assumed to be as it is.
    pub(super) fn of(
        cx: &Cx,
        edition: &Edition,
        on: Day,
        texts: &BTreeMap<String, String>,
    ) -> Assumed {
        let mut assumed = Assumed::default();
        for parameter in edition.criteria.parameters() {
            for threshold in thresholds(cx, parameter, on) {
                assumed.read(cx, threshold, texts);
            }
        }
        assumed
    }

    fn read(&mut self, cx: &Cx, mut threshold: Threshold, texts: &BTreeMap<String, String>) {
        let text = texts.get(&threshold.id).map(|text| text.trim());
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            let read = cx.pack().dictionary.parse_literal(text, &threshold.kind);
            if let Ok(Value::Number(number)) = read {
                threshold.assumed = Some(number).filter(|number| *number != threshold.value);
            } else {
                let code = ProblemCode::NumberUnreadable;
                self.problems.push(Problem::with_field(code, &threshold.id));
            }
        }
        self.thresholds.push(threshold);
    }

    /// Whether anything is assumed.
    pub fn is_any(&self) -> bool {
        self.thresholds.iter().any(|one| one.assumed.is_some())
    }

    /// The parameters with what is assumed laid over them.
    pub(super) fn parameters<'c>(&self, cx: &'c Cx) -> ChangedParameters<'c> {
        let mut changed = ChangedParameters::new(&cx.pack().dictionary);
        let mut tables: BTreeMap<&str, Vec<Tier>> = BTreeMap::new();
        for threshold in &self.thresholds {
            let is = threshold.assumed.unwrap_or(threshold.value);
            if threshold.by.is_some() {
                let up_to = match threshold.up_to {
                    Some(Value::Number(limit)) => Some(limit),
                    _ => None,
                };
                let rows = tables.entry(&threshold.parameter).or_default();
                rows.push(Tier { up_to, is });
            } else if threshold.assumed.is_some() {
                changed = changed.with(&threshold.parameter, Value::Number(is));
            }
        }
        let is_assumed = |id: &str| {
            let mut rows = self.thresholds.iter();
            rows.any(|one| one.parameter == id && one.assumed.is_some())
        };
        for (id, tiers) in tables.into_iter().filter(|(id, _)| is_assumed(id)) {
            changed = changed.with_tiers(id, tiers);
        }
        changed
    }
}

/// The numbers of one parameter on a day; lists of codes are no thresholds.
fn thresholds(cx: &Cx, id: &str, on: Day) -> Vec<Threshold> {
    let dictionary = &cx.pack().dictionary;
    let Some(parameter) = dictionary.parameters.get(id) else {
        return Vec::new();
    };
    let row = |id: String, up_to: Option<Exact>, value: Exact| Threshold {
        id,
        parameter: parameter.id.clone(),
        up_to: up_to.map(Value::Number),
        kind: parameter.kind.clone(),
        by: parameter.by.clone(),
        value,
        assumed: None,
    };
    if parameter.by.is_some() {
        let tiers = Parameters::tiers(dictionary, id, on).unwrap_or_default();
        let rows = tiers.into_iter().enumerate();
        return rows
            .map(|(place, tier)| row(format!("{id}@{place}"), tier.up_to, tier.is))
            .collect();
    }
    match Parameters::parameter(dictionary, id, None, on).map(|read| read.value) {
        Ok(Value::Number(value)) => vec![row(id.to_owned(), None, value)],
        Ok(_) | Err(_) => Vec::new(),
    }
}
