//! `benfu fact`: values of a party or an offer.

use super::Setting;
use super::need::print;
use super::read::{id, word};
use crate::args::FactCommand;
use crate::outcome::{Outcome, WrongUse};
use benfu_app::fact::{About, FactDraft, RecordFacts, record_facts};
use benfu_domain::fact::Level;
use benfu_domain::id::OfferId;
use serde_json::json;

pub(crate) async fn run(setting: &Setting, command: &FactCommand) -> anyhow::Result<Outcome> {
    let cx = setting.cx().await?;
    let about = if command.about.starts_with(OfferId::PREFIX) {
        About::Offer(id(&command.about)?)
    } else {
        About::Party(id(&command.about)?)
    };
    let words: Vec<&str> = Level::ALL.iter().map(|level| level.word()).collect();
    let level = command
        .level
        .as_deref()
        .map(|level| word(level, Level::from_word, &words))
        .transpose()?;
    let facts = command
        .values
        .iter()
        .map(|value| draft(value, level))
        .collect::<anyhow::Result<Vec<_>>>()?;
    let recorded = record_facts(
        &cx,
        RecordFacts {
            about,
            facts,
            source: None,
        },
    )
    .await?;
    print(setting, &json!({ "recorded": recorded }))
}

/// `CONCEPT=VALUE` or `CONCEPT@PERIOD=VALUE`.
fn draft(text: &str, level: Option<Level>) -> anyhow::Result<FactDraft> {
    let (name, value) = text.split_once('=').ok_or_else(|| {
        WrongUse::error(
            format!("请写成 数据项=值:{text}"),
            format!("write CONCEPT=VALUE: {text}"),
        )
    })?;
    let (concept, period) = name.split_once('@').unwrap_or((name, ""));
    let (concept, period, value) = (concept.to_owned(), period.to_owned(), value.to_owned());
    Ok(FactDraft {
        concept,
        period,
        value,
        level,
        retract: false,
    })
}
