//! `benfu offer`: writing, listing and showing offers.

use super::Setting;
use super::need::print;
use super::read::{id, optional_id};
use crate::args::OfferAct;
use crate::outcome::Outcome;
use benfu_app::offer::{OfferDraft, list_offers, read_offer, save_offer};
use benfu_app::store::Page;
use benfu_domain::fact::Observed;
use benfu_domain::need::Constraint;
use benfu_rules::{Labels as _, Language};
use serde_json::{Value, json};

pub(crate) async fn run(setting: &Setting, act: OfferAct) -> anyhow::Result<Outcome> {
    let cx = setting.cx().await?;
    match act {
        OfferAct::Add {
            title,
            text,
            kind,
            party,
            conditions,
        } => {
            let condition = |rule| Constraint {
                label: String::new(),
                rule,
            };
            let party = optional_id(party.as_deref())?;
            let draft = OfferDraft {
                title,
                text,
                kind,
                party,
                open: true,
                conditions: conditions.into_iter().map(condition).collect(),
                ..OfferDraft::default()
            };
            let offer = save_offer(&cx, draft).await?;
            print(setting, &json!({ "id": offer.to_string() }))
        }
        OfferAct::List => {
            let mut page = Page::first(500);
            let mut listed: Vec<Value> = Vec::new();
            loop {
                let found = list_offers(&cx, false, &page).await?;
                listed.extend(found.cards.iter().map(|(offer, name)| json!({ "id": offer.id.to_string(), "title": offer.title, "party": name })));
                match found.next {
                    Some(next) => page.after = next,
                    None => break,
                }
            }
            print(setting, &json!(listed))
        }
        OfferAct::Show { id: offer } => {
            let page = read_offer(&cx, id(&offer)?).await?;
            let dictionary = &cx.pack().dictionary;
            let facts: Vec<Value> = page
                .facts
                .iter()
                .map(|fact| {
                    let kind = dictionary.concepts.get(&fact.concept).map(|concept| &concept.kind);
                    let value = match (&fact.observed, kind) {
                        (Observed::Value(value), Some(kind)) => dictionary.value(value, kind, Language::Chinese),
                        (Observed::Value(value), None) => value.to_string(),
                        (Observed::None, _) => "无 / none".to_owned(),
                        (Observed::NotApplicable, _) => "不适用 / not applicable".to_owned(),
                    };
                    json!({ "concept": fact.concept, "period": fact.period.to_string(), "value": value, "level": fact.level.word() })
                })
                .collect();
            print(
                setting,
                &json!({ "id": offer, "title": page.offer.title, "state": page.offer.state.word(), "text": page.offer.text, "facts": facts }),
            )
        }
    }
}
