//! `benfu pack diff` and `benfu pack explain`: for those who review policy. Opens no database.

use crate::installation::load_pack;
use crate::outcome::{Outcome, WrongUse};
use crate::say::say;
use benfu_app::packs::{self, CaseResult, Difference, Edition, Pack, Policy};
use serde_json::{Value, json};

/// What differs between two packs, and which cases of the first the second answers in another way.
pub(crate) fn diff(before: &str, after: &str, as_json: bool) -> anyhow::Result<Outcome> {
    let (before, after) = (load_pack(before)?, load_pack(after)?);
    let differences = packs::differences(&before, &after);
    let answers = packs::changed_answers(&before, &after);
    if as_json {
        let told = json!({
            "before": before.version,
            "after": after.version,
            "differences": differences.iter().map(difference_json).collect::<Vec<_>>(),
            "cases": answers.iter().map(answer_json).collect::<Vec<_>>(),
        });
        say!("{}", serde_json::to_string_pretty(&told)?);
        return Ok(Outcome::Done);
    }
    for one in &differences {
        say!("{} {} {}", sign(one), one.kind, one.id);
        let lines = |text: &Option<String>, sign: &str| {
            let lines = text.iter().flat_map(|text| text.lines());
            lines.for_each(|line| say!("    {sign} {line}"));
        };
        lines(&one.before, "-");
        lines(&one.after, "+");
    }
    for answer in &answers {
        say!("! {} “{}”: {}", answer.file, answer.case, answer.rule);
    }
    say!(
        "{} 处不同,{} 个用例的答案改变 / differences, answers changed",
        differences.len(),
        answers.len()
    );
    Ok(Outcome::Done)
}

fn sign(difference: &Difference) -> &'static str {
    match (&difference.before, &difference.after) {
        (None, _) => "+",
        (_, None) => "-",
        (Some(_), Some(_)) => "~",
    }
}

fn difference_json(one: &Difference) -> Value {
    let change = match sign(one) {
        "+" => "added",
        "-" => "removed",
        _ => "changed",
    };
    json!({ "kind": one.kind, "id": one.id, "change": change, "before": one.before, "after": one.after })
}

fn answer_json(result: &CaseResult) -> Value {
    json!({
        "file": result.file,
        "case": result.case,
        "rule": result.rule,
        "before": result.expected.code(),
        "after": result.found.as_ref().map(|answer| answer.code()).ok(),
        "differences": result.differences,
    })
}

/// What a policy, a rule or a parameter says.
pub(crate) fn explain(id: &str, pack: &str, as_json: bool) -> anyhow::Result<Outcome> {
    let pack = load_pack(pack)?;
    if let Some(policy) = pack.policies.get(id) {
        if as_json {
            say!("{}", serde_json::to_string_pretty(&policy_json(policy))?);
        } else {
            print_policy(policy);
        }
        return Ok(Outcome::Done);
    }
    let said = definitions(&pack, id);
    if said.is_empty() {
        return Err(WrongUse::error(
            format!("政策包中没有“{id}”(政策、规则、参数、数据项、称号目录)"),
            format!("the pack has no {id} (policy, rule, parameter, concept, scheme)"),
        ));
    }
    if as_json {
        let told: Vec<Value> = said
            .iter()
            .map(|(kind, text)| json!({ "kind": kind, "id": id, "text": text }))
            .collect();
        say!("{}", serde_json::to_string_pretty(&told)?);
    } else {
        for (kind, text) in &said {
            say!("{kind} {id}\n{text}");
        }
    }
    Ok(Outcome::Done)
}

fn definitions(pack: &Pack, id: &str) -> Vec<(&'static str, String)> {
    let all = packs::statements(pack).into_iter();
    let named = all.filter(|((_, known), _)| known == id);
    named.map(|((kind, _), text)| (kind, text)).collect()
}

fn policy_json(policy: &Policy) -> Value {
    json!({
        "id": policy.id,
        "kind": policy.kind.word(),
        "label": { "zh": policy.label.zh, "en": policy.label.en },
        "authority": { "zh": policy.authority.zh, "en": policy.authority.en },
        "editions": policy.editions.iter().map(edition_json).collect::<Vec<_>>(),
    })
}

fn edition_json(edition: &Edition) -> Value {
    let questions: Vec<String> = edition
        .criteria
        .questions()
        .into_iter()
        .map(|question| super::policy::name_of(question).to_owned())
        .collect();
    let criteria = packs::demands(edition).into_iter().map(|(id, text)| {
        let label = edition.labels.get(&id);
        let label = label.map(|label| json!({ "zh": label.zh, "en": label.en }));
        json!({ "id": id, "label": label, "demand": text })
    });
    json!({
        "id": edition.id,
        "from": edition.from.to_string(),
        "until": edition.until.map(|until| until.to_string()),
        "source": edition.source.text(),
        "unconfirmed": edition.is_unconfirmed(),
        "validity_months": edition.validity.as_ref().map(|validity| validity.months),
        "benefit": edition.benefit.as_ref().map(|benefit| json!({ "zh": benefit.text.zh, "en": benefit.text.en })),
        "facts": questions,
        "criteria": criteria.collect::<Vec<_>>(),
    })
}

fn print_policy(policy: &Policy) {
    say!("{} / {}", policy.label.zh, policy.label.en);
    say!("{} / {}", policy.authority.zh, policy.authority.en);
    for edition in &policy.editions {
        let until = edition
            .until
            .map(|until| until.to_string())
            .unwrap_or_default();
        say!(
            "\n[{}] {}…{until} {}",
            edition.id,
            edition.from,
            edition.source.text()
        );
        if let Some(benefit) = &edition.benefit {
            say!("  {} / {}", benefit.text.zh, benefit.text.en);
        }
        for (id, text) in packs::demands(edition) {
            let label = edition.label(&id, benfu_domain::Lang::Zh);
            say!("  {id} {label}: {text}");
        }
    }
}
