//! What changed between two packs, for somebody who reviews a change of policy.
//!
//! Main items: [`differences`], [`statements`], [`demands`]. A pack is told as statements, one per definition, value
//! by value; two packs differ where their statements do.

use crate::case::{CaseResult, test};
use crate::crosswalk::{CodeIn, Crosswalk};
use crate::pack::Pack;
use crate::policy::{Edition, Policy};
use benfu_domain::fact::{Concept, Dictionary, Parameter, ParameterTier};
use benfu_rules::{Band, Criterion, CriterionKind, Labels, Language, Points, Threshold, Value};
use std::collections::{BTreeMap, BTreeSet};

/// What a definition says: its kind and id, and the words.
type Statements = BTreeMap<(&'static str, String), String>;

/// One thing that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// What it is: `concept`, `vocabulary`, `crosswalk`, `scheme`, `parameter`, `rule`, `policy`, `edition`, `criterion`, `document`.
    pub kind: &'static str,
    /// Its id; of a criterion `policy@edition/criterion`.
    pub id: String,
    /// What was said; none when it is new.
    pub before: Option<String>,
    /// What is said; none when it is gone.
    pub after: Option<String>,
}

/// Everything that differs, by kind and id.
pub fn differences(before: &Pack, after: &Pack) -> Vec<Difference> {
    let (old, new) = (statements(before), statements(after));
    let keys: BTreeSet<_> = old.keys().chain(new.keys()).collect();
    let differing = keys
        .into_iter()
        .filter(|key| old.get(*key) != new.get(*key));
    let difference = |key: &(&'static str, String)| Difference {
        kind: key.0,
        id: key.1.clone(),
        before: old.get(key).cloned(),
        after: new.get(key).cloned(),
    };
    differing.map(difference).collect()
}

/// The cases of the pack before that the pack after answers in another way.
pub fn changed_answers(before: &Pack, after: &Pack) -> Vec<CaseResult> {
    let asked = Pack {
        cases: before.cases.clone(),
        ..after.clone()
    };
    let results = test(&asked);
    results
        .into_iter()
        .filter(|result| !result.passed())
        .collect()
}

/// What a pack says, statement by statement.
pub fn statements(pack: &Pack) -> Statements {
    let dictionary = &pack.dictionary;
    let mut said = Statements::new();
    for (id, concept) in &dictionary.concepts {
        said.insert(("concept", id.clone()), of_concept(concept));
    }
    for (id, vocabulary) in &dictionary.vocabularies {
        let codes: Vec<&str> = vocabulary
            .entries
            .iter()
            .map(|entry| &*entry.code)
            .collect();
        said.insert(("vocabulary", id.clone()), codes.join(" "));
    }
    for (id, scheme) in &dictionary.schemes {
        let levels: Vec<&str> = scheme.levels.iter().map(|(level, _)| &**level).collect();
        said.insert(("scheme", id.clone()), levels.join(" "));
    }
    for (id, parameter) in &dictionary.parameters {
        said.insert(
            ("parameter", id.clone()),
            of_parameter(parameter, dictionary),
        );
    }
    for (id, crosswalk) in &pack.crosswalks {
        said.insert(("crosswalk", id.clone()), of_crosswalk(crosswalk));
    }
    for (id, rule) in &pack.rules {
        let text = format!("{} | {}", rule.rule, rule.source.text());
        said.insert(("rule", id.clone()), text);
    }
    for document in pack.documents.values() {
        said.insert(
            ("document", document.number.clone()),
            document.title.clone(),
        );
    }
    let in_editions = pack.policies.values().chain(pack.guides.values());
    in_editions.for_each(|policy| of_policy(policy, &mut said));
    said
}

fn of_crosswalk(crosswalk: &Crosswalk) -> String {
    let target = |target: &CodeIn| format!("{}/{}", target.vocabulary, target.code);
    let row = |(code, becomes): (&String, &Vec<CodeIn>)| {
        let becomes: Vec<String> = becomes.iter().map(target).collect();
        format!("{code}: {}", becomes.join(" "))
    };
    let rows: Vec<String> = crosswalk.rows.iter().map(row).collect();
    rows.join("\n")
}

fn of_concept(concept: &Concept) -> String {
    let yearly = match concept.period {
        benfu_rules::Period::Yearly => "yearly",
        benfu_rules::Period::Timeless => "timeless",
    };
    format!("{} {} {yearly}", concept.kind, concept.display_unit)
}

fn of_parameter(parameter: &Parameter, dictionary: &Dictionary) -> String {
    let shown =
        |value: &Value| Labels::value(dictionary, value, &parameter.kind, Language::Chinese);
    let tier = |tier: &ParameterTier| match (&tier.up_to, &parameter.by) {
        (Some(limit), Some(by)) => {
            let limit = Value::Number(*limit);
            let limit = Labels::value(dictionary, &limit, by, Language::Chinese);
            format!("≤ {limit}: {}", shown(&tier.is))
        }
        _ => shown(&tier.is),
    };
    let value = |(from, (tiers, source)): (_, &(Vec<ParameterTier>, String))| {
        let tiers: Vec<String> = tiers.iter().map(tier).collect();
        format!("{from}…: {} | {source}", tiers.join("; "))
    };
    let mut values: Vec<String> = parameter.values.iter().map(value).collect();
    values.extend(parameter.ends.map(|ends| format!("…{ends}")));
    values.join("\n")
}

fn of_policy(policy: &Policy, said: &mut Statements) {
    let regions = |codes: &[benfu_domain::region::RegionCode]| -> String {
        let codes: Vec<&str> = codes
            .iter()
            .map(benfu_domain::region::RegionCode::as_str)
            .collect();
        codes.join(" ")
    };
    let territory = &policy.territory;
    let text = format!(
        "{} | {} | {} − {}",
        policy.kind.word(),
        policy.authority.zh,
        regions(&territory.regions),
        regions(&territory.excludes),
    );
    said.insert(("policy", policy.id.clone()), text);
    for edition in &policy.editions {
        let name = format!("{}@{}", policy.id, edition.id);
        said.insert(("edition", name.clone()), of_edition(edition));
        for (id, text) in demands(edition) {
            said.insert(("criterion", format!("{name}/{id}")), text);
        }
    }
}

fn of_edition(edition: &Edition) -> String {
    let until = edition.until.map(|until| until.to_string());
    let validity = edition.validity.as_ref();
    let months = validity.map(|validity| format!(" | {} months", validity.months));
    let benefit = edition.benefit.as_ref();
    let benefit = benefit.map(|benefit| format!(" | {}", benefit.text.zh));
    format!(
        "{}…{} | {}{}{}",
        edition.from,
        until.unwrap_or_default(),
        edition.source.text(),
        months.unwrap_or_default(),
        benefit.unwrap_or_default(),
    )
}

/// What an edition demands, criterion by criterion in its order: id and words.
pub fn demands(edition: &Edition) -> Vec<(String, String)> {
    let mut said = Vec::new();
    of_criterion(&edition.criteria.root, edition, &mut said);
    said
}

fn of_criterion(criterion: &Criterion, edition: &Edition, said: &mut Vec<(String, String)>) {
    let ids: Vec<&str> = criterion.parts().iter().map(|part| &*part.id).collect();
    let demand = match &criterion.kind {
        CriterionKind::Rule(rule) => rule.to_string(),
        CriterionKind::All(_) => format!("all of {}", ids.join(", ")),
        CriterionKind::AtLeast { least, .. } => format!("at least {least} of {}", ids.join(", ")),
        CriterionKind::Not(_) => "must not hold".to_owned(),
        CriterionKind::Score(score) => {
            let sign = if score.pass.above { ">" } else { ">=" };
            format!("points {sign} {}", mark(&score.pass.threshold))
        }
        CriterionKind::Judged => "expert judgement".to_owned(),
    };
    let advice = if criterion.advisory {
        "guideline: "
    } else {
        ""
    };
    let source = edition.sources.get(&*criterion.id);
    let source = source
        .map(|source| format!(" | {}", source.text()))
        .unwrap_or_default();
    said.push((
        criterion.id.to_string(),
        format!("{advice}{demand}{source}"),
    ));
    if let CriterionKind::Score(score) = &criterion.kind {
        of_items(score, said);
    }
    // What stands inside a veto has its name.
    if let CriterionKind::Not(inner) = &criterion.kind {
        let mut inside = Vec::new();
        of_criterion(inner, edition, &mut inside);
        if let (Some((_, outer)), Some((_, demand))) = (said.last_mut(), inside.first()) {
            *outer = format!("must not hold: {demand}");
        }
        said.extend(inside.into_iter().skip(1));
    } else {
        for part in criterion.parts() {
            of_criterion(part, edition, said);
        }
    }
}

fn of_items(score: &benfu_rules::Score, said: &mut Vec<(String, String)>) {
    for block in &score.blocks {
        let most = block.max.map(|max| format!("at most {max}"));
        let least = block
            .least
            .as_ref()
            .map(|least| format!(" at least {}", mark(least)));
        let text = format!("{}{}", most.unwrap_or_default(), least.unwrap_or_default());
        said.push((block.id.to_string(), text));
        for item in &block.items {
            let points = match &item.points {
                Points::Judged { .. } => format!("0–{} by expert judgement", item.max),
                Points::Bands(bands) => of_bands(bands),
                Points::BestOf(ways) => {
                    let ways: Vec<String> = ways.iter().map(|(_, bands)| of_bands(bands)).collect();
                    ways.join(" or ")
                }
            };
            said.push((item.id.to_string(), points));
        }
    }
}

fn of_bands(bands: &[Band]) -> String {
    let band = |band: &Band| {
        let (low, high) = (band.points.low, band.points.high);
        let points = if low == high {
            low.to_string()
        } else {
            format!("{low}–{high}")
        };
        format!("{points}: {}", band.when)
    };
    let bands: Vec<String> = bands.iter().map(band).collect();
    bands.join("; ")
}

fn mark(threshold: &Threshold) -> String {
    match threshold {
        Threshold::Fixed(points) => points.to_string(),
        Threshold::Parameter(id) => format!("param(\"{id}\")"),
    }
}
