//! `benfu explain`: one policy, one firm, with every reason.

use super::firm::Firm;
use super::tree::{Teller, citation, span};
use super::{day, name_of, policy};
use crate::args::Explain;
use crate::installation::load_pack;
use crate::outcome::{Outcome, WrongUse};
use benfu_app::packs::{Edition, Pack, Pinned, Policy};
use benfu_domain::Day;
use benfu_domain::fact::FactBook;
use benfu_rules::{
    Assessment, Catalogue, ChangedParameters, Explanation, Language, Parameters, Remedy,
};
use serde_json::{Value, json};
use std::collections::BTreeSet;

pub(crate) fn run(wanted: &Explain, as_json: bool) -> anyhow::Result<Outcome> {
    let on = day(&wanted.on)?;
    let pack = load_pack(&wanted.pack)?;
    let policy = policy(&pack, &wanted.policy)?;
    let (edition, began_on) = edition(policy, wanted.edition.as_deref(), on)?;
    let mut firm = Firm::read(&wanted.facts, &pack, on)?;
    for assumed in &wanted.set {
        firm.assume(&pack, assumed)?;
    }
    let book = firm.book();
    let pinned = Pinned {
        dictionary: &pack.dictionary,
        began_on,
    };
    let parameters = changed(&pack, &pinned, &wanted.param)?;
    let catalogue = Catalogue::new(on, [(&edition.criteria, &parameters as &dyn Parameters)]);
    let facts = catalogue.look_up(&book);
    let assessment = catalogue.only().assess(&facts)?;
    let remedies = catalogue.only().remedies(&facts)?;
    let found = Found {
        pack: &pack,
        policy,
        edition,
        book: &book,
        on,
        assessment,
        remedies,
    };
    if as_json {
        let mut told = found.json();
        told["ignored"] = json!(firm.ignored);
        println!("{}", serde_json::to_string_pretty(&told)?);
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

/// Everything that was found.
struct Found<'a> {
    pack: &'a Pack,
    policy: &'a Policy,
    edition: &'a Edition,
    book: &'a FactBook,
    on: Day,
    assessment: Assessment,
    remedies: Vec<Remedy>,
}

impl Found<'_> {
    fn teller(&self) -> Teller<'_> {
        Teller {
            pack: self.pack,
            edition: self.edition,
            book: self.book,
            closed_year: self.on.year() - 1,
        }
    }

    fn json(&self) -> Value {
        let teller = self.teller();
        let missing = self.assessment.missing();
        let names: BTreeSet<&str> = missing.iter().map(name_of).collect();
        let because = self.assessment.because();
        let label = &self.policy.label;
        json!({
            "policy": self.policy.id,
            "label": { "zh": label.zh, "en": label.en },
            "edition": self.edition.id,
            "source": citation(&self.edition.source),
            "unconfirmed": self.edition.is_unconfirmed(),
            "on": self.on.to_string(),
            "answer": self.assessment.answer().code(),
            "because": because.iter().map(|id| &**id).collect::<Vec<_>>(),
            "missing": names,
            "missing_facts": missing.iter().map(|one| teller.question(one)).collect::<Vec<_>>(),
            "judgement": self.assessment.open().judgement,
            "score": self.assessment.score().map(span),
            "nearest_changes": self.remedies.iter().map(|one| teller.remedy(one)).collect::<Vec<_>>(),
            "tree": teller.finding(&self.assessment.root),
        })
    }

    fn print(&self, language: Language) {
        let said: Explanation =
            self.assessment
                .explain(self.edition, &self.pack.dictionary, language);
        println!("{} {}", self.policy.label.zh, self.edition.source.text());
        said.to_lines().iter().for_each(|line| println!("{line}"));
        let teller = self.teller();
        for question in self.assessment.missing() {
            println!("? {}", teller.question(&question));
        }
        for remedy in &self.remedies {
            println!("→ {}", teller.remedy(remedy));
        }
    }
}
