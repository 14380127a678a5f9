//! `benfu describe`: what a description in prose proposes for a need. No database is opened.

use super::check::bytes_of;
use crate::args::Describe;
use crate::installation::load_pack;
use crate::outcome::Outcome;
use crate::say::say;
use benfu_app::need::{Description, Measured, Proposed, describe_file};
use benfu_app::office::message::Explain as _;
use benfu_domain::money::Money;
use serde_json::{Value, json};

/// Reads each file in turn; a file that cannot be read stops the rest.
pub(crate) fn run(wanted: &Describe, as_json: bool) -> anyhow::Result<Outcome> {
    let pack = load_pack(&wanted.pack)?;
    for path in &wanted.files {
        let name = path.display().to_string();
        let read = describe_file(&name, bytes_of(path)?, &pack);
        let described = read.map_err(|error| {
            let message = error.message();
            anyhow::anyhow!("{name}: {}\n{}", message.zh, message.en)
        })?;
        if as_json {
            say!("{}", line(&name, &described));
        } else {
            print(&name, &described);
        }
    }
    Ok(Outcome::Done)
}

fn line(name: &str, described: &Description) -> Value {
    let proposals = described.proposals.iter().map(|proposal| {
        let [part, value] = told(&proposal.what);
        json!({
            "part": part,
            "value": value,
            "quote": &described.text[proposal.quote.clone()],
            "start": proposal.quote.start,
            "first": proposal.first,
        })
    });
    json!({ "file": name, "proposals": proposals.collect::<Vec<_>>() })
}

fn print(name: &str, described: &Description) {
    say!("{name}");
    for proposal in &described.proposals {
        let [part, value] = told(&proposal.what);
        let value = value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned);
        say!("  {part}: {value}");
        say!("      「{}」", &described.text[proposal.quote.clone()]);
    }
}

/// The part of the need, and what is proposed for it.
fn told(what: &Proposed) -> [Value; 2] {
    let (part, value) = match what {
        Proposed::Title(text) => ("title", json!(text)),
        Proposed::Metric(measured) => ("metric", metric(measured)),
        Proposed::Constraint(constraint) => ("constraint", json!(constraint.rule)),
        Proposed::Budget(fen) => ("budget", json!(Money::fen(*fen).zh())),
        Proposed::BudgetPath(text) => ("budget_path", json!(text)),
        Proposed::AcceptanceTest(text) => ("acceptance_test", json!(text)),
        Proposed::OwnerPost(text) => ("owner_post", json!(text)),
        Proposed::StartsOn(day) => ("starts_on", json!(day.to_string())),
        Proposed::EndsOn(day) => ("ends_on", json!(day.to_string())),
        Proposed::Place(code) => ("place", json!(code.as_str())),
        Proposed::IfItWorks(text) => ("if_it_works", json!(text)),
    };
    [json!(part), value]
}

fn metric(measured: &Measured) -> Value {
    json!({
        "metric": measured.metric,
        "unit": measured.unit,
        "baseline_milli": measured.baseline_milli,
        "target_milli": measured.target_milli,
    })
}
