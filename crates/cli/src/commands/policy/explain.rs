//! `benfu explain`: one policy, one firm, with every reason.

use super::found::Found;
use super::stated::Stated;
use super::{day, policy};
use crate::args::Explain;
use crate::installation::load_pack;
use crate::outcome::{Outcome, WrongUse};
use crate::say::say;
use benfu_app::packs::{Edition, Pack, Pinned, Policy};
use benfu_domain::Day;
use benfu_rules::{ChangedParameters, Language, Parameters};
use serde_json::json;

pub(crate) fn run(wanted: &Explain, as_json: bool) -> anyhow::Result<Outcome> {
    let on = day(&wanted.on)?;
    let pack = load_pack(&wanted.pack)?;
    let policy = policy(&pack, &wanted.policy)?;
    let (edition, began_on) = edition(policy, wanted.edition.as_deref(), on)?;
    let mut firm = Stated::read(&wanted.facts, &pack, on)?;
    for assumed in &wanted.set {
        firm.assume(&pack, assumed)?;
    }
    let book = firm.book();
    let pinned = Pinned {
        dictionary: &pack.dictionary,
        began_on,
    };
    let parameters = changed(&pack, &pinned, &wanted.param)?;
    let found = Found::of((&pack, policy, edition), &book, &parameters, on)?;
    if as_json {
        let mut told = found.json();
        told["policy"] = json!(policy.id);
        told["ignored"] = json!(firm.ignored);
        say!("{}", serde_json::to_string_pretty(&told)?);
    } else {
        let language = if wanted.english {
            Language::English
        } else {
            Language::Chinese
        };
        found.print(language);
    }
    Ok(Outcome::Done)
}

/// The edition of the day, or the one named with the last day on which a case could begin under it.
fn edition<'p>(
    policy: &'p Policy,
    id: Option<&str>,
    on: Day,
) -> anyhow::Result<(&'p Edition, Day)> {
    let found = match id {
        Some(id) => policy.edition(id),
        None => policy.edition_on(on),
    };
    let edition = found.ok_or_else(|| {
        let known: Vec<String> = policy
            .editions
            .iter()
            .map(|edition| format!("{}({}…)", edition.id, edition.from))
            .collect();
        let known = known.join(", ");
        WrongUse::error(
            format!("{on} 没有现行版本;已有:{known}"),
            format!("no edition is in force on {on}; known: {known}"),
        )
    })?;
    Ok((edition, edition.until.map_or(on, |until| until.min(on))))
}

fn changed<'p>(
    pack: &Pack,
    parameters: &'p dyn Parameters,
    changes: &[String],
) -> anyhow::Result<ChangedParameters<'p>> {
    let mut assumed = ChangedParameters::new(parameters);
    for change in changes {
        let wrong = || {
            WrongUse::error(
                format!("“{change}”应写成 参数=值"),
                format!("\"{change}\": write PARAMETER=VALUE"),
            )
        };
        let (id, text) = change.split_once('=').ok_or_else(wrong)?;
        let parameter = pack.dictionary.parameters.get(id).ok_or_else(wrong)?;
        let value = benfu_rules::Dictionary::parse_literal(&pack.dictionary, text, &parameter.kind)
            .map_err(|fault| {
                WrongUse::error(
                    format!("{id}:{}", fault.expected_zh),
                    format!("{id}: {}", fault.expected_en),
                )
            })?;
        assumed = assumed.with(id, value);
    }
    Ok(assumed)
}
