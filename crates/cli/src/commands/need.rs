//! `benfu need`: a need from its first words to the closing of its selection.

use super::Setting;
use super::matching::need_json;
use super::read::{day, fen, id, milli, need_id, optional_id, region, word};
use crate::args::{NeedAct, NeedFields};
use crate::outcome::Outcome;
use crate::say::say;
use benfu_app::Cx;
use benfu_app::fact::{AskFact, ask_fact};
use benfu_app::need::{MoveNeed, NeedDraft, list_needs, move_need, read_need, save_need};
use benfu_app::programme::{CloseSelection, close_selection};
use benfu_app::store::Page;
use benfu_domain::need::{Constraint, NeedAction, NeedState, Terms};
use serde_json::{Value, json};

/// The programme of a need for which none is named.
const PROGRAMME: &str = "scenario";

pub(crate) async fn run(setting: &Setting, act: NeedAct) -> anyhow::Result<Outcome> {
    let cx = setting.cx().await?;
    match act {
        NeedAct::Add(fields) => add(setting, &cx, &fields).await,
        NeedAct::Edit { id, fields } => edit(setting, &cx, &id, &fields).await,
        NeedAct::List { state } => list(setting, &cx, state.as_deref()).await,
        NeedAct::Show { id } => show(setting, &cx, &id).await,
        NeedAct::Step {
            id,
            step,
            reason,
            code,
        } => {
            let words: Vec<&str> = NeedAction::ALL.iter().map(|action| action.word()).collect();
            let action = word(&step, NeedAction::from_word, &words)?;
            let id = need_id(&cx, &id).await?;
            let need = move_need(
                &cx,
                MoveNeed {
                    id,
                    action,
                    reason,
                    code,
                },
            )
            .await?;
            print(setting, &need_json(&cx, &need))
        }
        NeedAct::Ask {
            id: need,
            party,
            offer,
            concepts,
        } => {
            let need = need_id(&cx, &need).await?;
            let command = AskFact {
                need,
                party: id(&party)?,
                offer: optional_id(offer.as_deref())?,
                concepts,
            };
            let asked = ask_fact(&cx, command).await?;
            print(setting, &json!({ "asked": asked }))
        }
        NeedAct::Select {
            id: need,
            cases,
            answer,
        } => {
            let need = need_id(&cx, &need).await?;
            let selected = cases
                .iter()
                .map(|case| id(case))
                .collect::<anyhow::Result<Vec<_>>>()?;
            let ended = close_selection(
                &cx,
                CloseSelection {
                    need,
                    selected,
                    answer,
                },
            )
            .await?;
            print(setting, &json!({ "ended": ended }))
        }
    }
}

/// Prints a result: as JSON, or one `key: value` a line.
pub(crate) fn print(setting: &Setting, value: &Value) -> anyhow::Result<Outcome> {
    match value.as_object().filter(|_| !setting.json) {
        None => say!("{}", serde_json::to_string_pretty(value)?),
        Some(object) => object.iter().for_each(|(key, value)| match value {
            Value::String(text) => say!("{key}: {text}"),
            other => say!("{key}: {other}"),
        }),
    }
    Ok(Outcome::Done)
}

async fn add(setting: &Setting, cx: &Cx, fields: &NeedFields) -> anyhow::Result<Outcome> {
    let mut draft = NeedDraft {
        programme: PROGRAMME.to_owned(),
        ..NeedDraft::default()
    };
    apply(&mut draft, fields)?;
    let id = save_need(cx, draft).await?;
    print(setting, &need_json(cx, &read_need(cx, id).await?.need))
}

async fn edit(
    setting: &Setting,
    cx: &Cx,
    id: &str,
    fields: &NeedFields,
) -> anyhow::Result<Outcome> {
    let need = read_need(cx, need_id(cx, id).await?).await?.need;
    let mut draft = NeedDraft {
        id: Some(need.id),
        version: need.version,
        programme: need.programme,
        title: need.title,
        text: need.text,
        party: need.party,
        terms: need.terms,
    };
    apply(&mut draft, fields)?;
    let id = save_need(cx, draft).await?;
    print(setting, &need_json(cx, &read_need(cx, id).await?.need))
}

fn apply(draft: &mut NeedDraft, fields: &NeedFields) -> anyhow::Result<()> {
    let set = |target: &mut String, given: &Option<String>| {
        if let Some(text) = given {
            target.clone_from(text);
        }
    };
    set(&mut draft.title, &fields.title);
    set(&mut draft.text, &fields.text);
    set(&mut draft.programme, &fields.programme);
    if let Some(party) = &fields.party {
        draft.party = Some(id(party)?);
    }
    apply_terms(&mut draft.terms, fields)
}

fn apply_terms(terms: &mut Terms, fields: &NeedFields) -> anyhow::Result<()> {
    let texts = [
        (&mut terms.metric, &fields.metric),
        (&mut terms.metric_unit, &fields.metric_unit),
        (&mut terms.owner_post, &fields.owner_post),
        (&mut terms.budget_path, &fields.budget_path),
        (&mut terms.acceptance_test, &fields.acceptance_test),
        (&mut terms.if_it_works, &fields.if_it_works),
    ];
    for (target, given) in texts {
        if let Some(text) = given {
            target.clone_from(text);
        }
    }
    terms.baseline_milli = fields
        .baseline
        .as_deref()
        .map(milli)
        .transpose()?
        .or(terms.baseline_milli);
    terms.target_milli = fields
        .target
        .as_deref()
        .map(milli)
        .transpose()?
        .or(terms.target_milli);
    terms.budget_fen = fields
        .budget
        .as_deref()
        .map(fen)
        .transpose()?
        .or(terms.budget_fen);
    terms.starts_on = fields
        .starts_on
        .as_deref()
        .map(day)
        .transpose()?
        .or(terms.starts_on);
    terms.ends_on = fields
        .ends_on
        .as_deref()
        .map(day)
        .transpose()?
        .or(terms.ends_on);
    if let Some(place) = &fields.place {
        terms.place = Some(region(place)?);
    }
    terms.unconstrained |= fields.unconstrained;
    if !fields.constraints.is_empty() {
        let constraint = |rule: &String| Constraint {
            label: String::new(),
            rule: rule.clone(),
        };
        terms.constraints = fields.constraints.iter().map(constraint).collect();
    }
    Ok(())
}

async fn list(setting: &Setting, cx: &Cx, state: Option<&str>) -> anyhow::Result<Outcome> {
    let words: Vec<&str> = NeedState::ALL.iter().map(|state| state.word()).collect();
    let states = state
        .map(|state| word(state, NeedState::from_word, &words))
        .transpose()?;
    let states: Vec<NeedState> = states.into_iter().collect();
    let mut page = Page::first(500);
    let mut listed = Vec::new();
    loop {
        let found = list_needs(cx, &states, &page).await?;
        listed.extend(found.cards.iter().map(|card| need_json(cx, &card.need)));
        match found.next {
            Some(next) => page.after = next,
            None => break,
        }
    }
    if setting.json {
        say!("{}", serde_json::to_string_pretty(&listed)?);
    } else {
        for need in &listed {
            let text = |key: &str| need[key].as_str().unwrap_or_default().to_owned();
            say!("{} {:<10} {}", text("id"), text("state"), text("title"));
        }
    }
    Ok(Outcome::Done)
}

async fn show(setting: &Setting, cx: &Cx, id: &str) -> anyhow::Result<Outcome> {
    let page = read_need(cx, need_id(cx, id).await?).await?;
    let steps: Vec<Value> = page
        .steps
        .iter()
        .map(|step| json!({ "on": step.on.to_string(), "action": step.action.word(), "state": step.state.word(), "reason": step.reason }))
        .collect();
    let rules: Vec<&str> = page
        .need
        .terms
        .constraints
        .iter()
        .map(|constraint| constraint.rule.as_str())
        .collect();
    let mut body = need_json(cx, &page.need);
    body["text"] = json!(page.need.text);
    body["owner"] = json!(page.party.map(|party| party.name));
    body["constraints"] = json!(rules);
    body["cases"] = json!(
        page.cases
            .iter()
            .map(|case| case.id.to_string())
            .collect::<Vec<_>>()
    );
    body["steps"] = json!(steps);
    print(setting, &body)
}
