//! `benfu match` and `benfu match-firm`: ranked, with reasons.

use super::Setting;
use super::read::{id, need_id};
use crate::args::{Match, MatchFirm};
use crate::outcome::Outcome;
use crate::say::say;
use benfu_app::Cx;
use benfu_app::matching::{
    Ranked, ShownConstraint, explain, explain_conditions, match_need, match_party, why_not,
};
use benfu_app::need::missing_parts;
use benfu_domain::Label;
use benfu_domain::need::{Need, PublicationPart};
use benfu_rules::Answer;
use serde_json::{Value, json};

pub(crate) async fn for_need(setting: &Setting, wanted: &Match) -> anyhow::Result<Outcome> {
    let cx = setting.cx().await?;
    let need = need_id(&cx, &wanted.need).await?;
    let matches = match &wanted.why_not {
        Some(offer) => why_not(&cx, need, id(offer)?).await?,
        None => match_need(&cx, need, wanted.top).await?,
    };
    let ranked: Vec<Value> = matches
        .ranked
        .iter()
        .map(|ranked| ranked_json(&cx, ranked))
        .collect();
    if setting.json {
        let body = json!({
            "need": need_json(&cx, &matches.need),
            "matches": ranked,
            "broken_constraints": matches.broken_constraints.iter().map(|broken| &broken.rule).collect::<Vec<_>>(),
        });
        say!("{}", serde_json::to_string_pretty(&body)?);
    } else {
        say!("{}", matches.need.title);
        ranked.iter().for_each(print_ranked);
    }
    Ok(Outcome::Done)
}

pub(crate) async fn for_firm(setting: &Setting, wanted: &MatchFirm) -> anyhow::Result<Outcome> {
    let cx = setting.cx().await?;
    let matches = match_party(&cx, id(&wanted.party)?, wanted.top).await?;
    let needs: Vec<Value> = matches
        .needs
        .iter()
        .map(|(need, ranked)| json!({ "need": need_json(&cx, need), "match": ranked_json(&cx, ranked) }))
        .collect();
    if setting.json {
        let body = json!({ "party": matches.party.id.to_string(), "name": matches.party.name, "needs": needs });
        say!("{}", serde_json::to_string_pretty(&body)?);
    } else {
        for found in &needs {
            say!(
                "{} {}",
                found["need"]["id"].as_str().unwrap_or_default(),
                found["need"]["title"].as_str().unwrap_or_default()
            );
            print_ranked(&found["match"]);
        }
    }
    Ok(Outcome::Done)
}

pub(crate) fn need_json(cx: &Cx, need: &Need) -> Value {
    let missing: Vec<&str> = missing_parts(cx, need)
        .into_iter()
        .map(PublicationPart::word)
        .collect();
    json!({ "id": need.id.to_string(), "title": need.title, "state": need.state.word(), "missing": missing })
}

fn label_json(label: &Label) -> Value {
    json!({ "zh": label.zh, "en": label.en })
}

fn answer_word(answer: Answer) -> &'static str {
    match answer {
        Answer::Met => "met",
        Answer::NotMet => "not_met",
        Answer::Unknown => "unknown",
    }
}

fn ranked_json(cx: &Cx, ranked: &Ranked) -> Value {
    let candidate = &ranked.candidate;
    let constraints = explain(cx, ranked);
    let conditions = explain_conditions(cx, ranked);
    let reasons: Vec<Value> = ranked
        .reasons
        .iter()
        .map(|reason| json!({ "for": reason.favours(), "text": label_json(&reason.label()) }))
        .collect();
    let parts: Vec<Value> = ranked
        .score
        .parts
        .iter()
        .map(
            |(part, value, given)| json!({ "part": part.word(), "permille": value, "adds": given }),
        )
        .collect();
    json!({
        "offer": candidate.offer.as_ref().map(|offer| offer.id.to_string()),
        "title": candidate.offer.as_ref().map_or(&candidate.party.name, |offer| &offer.title),
        "party": candidate.party.id.to_string(),
        "party_name": candidate.party.name,
        "answer": answer_word(ranked.answer()),
        "score": ranked.score.total_permille,
        "parts": parts,
        "constraints": constraints.iter().map(shown_json).collect::<Vec<_>>(),
        "conditions": conditions.iter().map(shown_json).collect::<Vec<_>>(),
        "reasons": reasons,
        "passages": ranked.passages.iter().map(|passage| &passage.text).collect::<Vec<_>>(),
    })
}

fn shown_json(shown: &ShownConstraint) -> Value {
    let asked = shown.missing.iter();
    let asked = asked.map(
        |(concept, _, question)| json!({ "concept": concept, "question": label_json(question) }),
    );
    json!({
        "label": shown.label,
        "rule": shown.rule,
        "answer": answer_word(shown.answer),
        "why": shown.why.iter().map(label_json).collect::<Vec<_>>(),
        "unseen": shown.unseen,
        "ask": asked.collect::<Vec<_>>(),
    })
}

fn print_ranked(ranked: &Value) {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    say!(
        "{:>4}‰ {:<8} {} · {}",
        ranked["score"],
        text(&ranked["answer"]),
        text(&ranked["title"]),
        text(&ranked["party_name"])
    );
    let both = ["constraints", "conditions"].into_iter();
    for constraint in both.filter_map(|side| ranked[side].as_array()).flatten() {
        for why in constraint["why"].as_array().into_iter().flatten() {
            say!(
                "        {} {}",
                text(&constraint["answer"]),
                text(&why["zh"])
            );
        }
    }
    for reason in ranked["reasons"].as_array().into_iter().flatten() {
        let sign = if reason["for"].as_bool().unwrap_or(false) {
            '+'
        } else {
            '-'
        };
        say!("        {sign} {}", text(&reason["text"]["zh"]));
    }
}
