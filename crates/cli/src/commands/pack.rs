//! `benfu pack`: for those who write policy as data. Opens no database.

use super::pack_review;
use crate::args::PackAct;
use crate::outcome::Outcome;
use crate::say::say;
use benfu_app::packs;
use benfu_domain::fact::Concept;
use serde_json::{Value, json};

pub(crate) fn run(act: &PackAct, json: bool) -> anyhow::Result<Outcome> {
    match act {
        PackAct::Check { pack } => Ok(check(pack)),
        PackAct::Test { pack } => test(pack, json),
        PackAct::Diff { before, after } => pack_review::diff(before, after, json),
        PackAct::Explain { id, pack } => pack_review::explain(id, pack, json),
        PackAct::Concepts { pack } => concepts(pack, json),
    }
}

fn check(pack: &str) -> Outcome {
    let (remarks, loaded) = match packs::open(pack) {
        Ok((_, remarks)) => (remarks, true),
        Err(diagnostics) => (diagnostics, false),
    };
    for remark in &remarks {
        say!("{}", packs::render(remark));
    }
    say!(
        "{pack}: {}",
        if loaded {
            "可以使用 / loads"
        } else {
            "不能使用 / does not load"
        }
    );
    if loaded {
        Outcome::Done
    } else {
        Outcome::Findings
    }
}

fn test(pack: &str, json: bool) -> anyhow::Result<Outcome> {
    let pack = crate::installation::load_pack(pack)?;
    let results = packs::test(&pack);
    let failed = results.iter().filter(|result| !result.passed()).count();
    if json {
        let cases: Vec<Value> = results.iter().map(case_json).collect();
        say!(
            "{}",
            serde_json::to_string_pretty(&json!({ "cases": cases, "failed": failed }))?
        );
    } else {
        results
            .iter()
            .filter(|result| !result.passed())
            .for_each(|result| {
                say!(
                    "✗ {} “{}”: {} {:?} ≠ {:?}",
                    result.file,
                    result.case,
                    result.rule,
                    result.found,
                    result.expected
                );
                for difference in &result.differences {
                    say!("    {difference}");
                }
            });
        say!("{} 个用例,{failed} 个未通过 / cases, failed", results.len());
    }
    Ok(if failed == 0 {
        Outcome::Done
    } else {
        Outcome::Findings
    })
}

fn case_json(result: &packs::CaseResult) -> Value {
    json!({
        "file": result.file,
        "case": result.case,
        "rule": result.rule,
        "expected": format!("{:?}", result.expected),
        "found": format!("{:?}", result.found),
        "differences": result.differences,
        "passed": result.passed(),
    })
}

fn concepts(pack: &str, json: bool) -> anyhow::Result<Outcome> {
    let pack = crate::installation::load_pack(pack)?;
    let listed: Vec<Value> = pack
        .dictionary
        .concepts
        .values()
        .map(concept_json)
        .collect();
    if json {
        say!("{}", serde_json::to_string_pretty(&listed)?);
    } else {
        for concept in pack.dictionary.concepts.values() {
            say!(
                "{:<32} {:<10} {} / {}",
                concept.id,
                concept.display_unit,
                concept.label.zh,
                concept.label.en
            );
        }
    }
    Ok(Outcome::Done)
}

fn concept_json(concept: &Concept) -> Value {
    let yearly = concept.period == benfu_rules::Period::Yearly;
    json!({
        "id": concept.id,
        "label": { "zh": concept.label.zh, "en": concept.label.en },
        "type": concept.kind.to_string(),
        "unit": concept.display_unit,
        "period": if yearly { "year" } else { "" },
        "subject": concept.subject.word(),
        "level": concept.level.word(),
        "none": if concept.none == benfu_rules::NoneMeans::Zero { "zero" } else { "" },
    })
}
