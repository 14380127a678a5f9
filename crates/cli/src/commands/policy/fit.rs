//! `benfu fit`: does a process fit a floor, clause by clause.
//!
//! What the process needs and what the floor has are one set of facts; the guides of the pack answer it. A file may
//! hold several processes or floors; then each process is answered for each floor.

use super::found::Found;
use super::stated::{Stated, no_facts, read_json};
use super::{day, name_of};
use crate::args::Fit;
use crate::installation::load_pack;
use crate::outcome::{Outcome, WrongUse};
use crate::say::say;
use benfu_app::Clock;
use benfu_app::packs::{Edition, Pack, Policy};
use benfu_domain::Day;
use benfu_rules::{Answer, Condition, ConditionKind, Finding, FindingKind, Language, Question};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::path::Path;

/// Members of a record that name it and say nothing about it.
const NAMES: [&str; 2] = ["id", "name"];

pub(crate) fn run(wanted: &Fit, as_json: bool) -> anyhow::Result<Outcome> {
    let on = match &wanted.on {
        Some(on) => day(on)?,
        None => Clock::System.today(),
    };
    let pack = load_pack(&wanted.pack)?;
    let guides = guides(&pack, &wanted.guides, on)?;
    let (processes, units) = (records(&wanted.process)?, records(&wanted.unit)?);
    let single = processes.len() == 1 && units.len() == 1;
    let mut told = Vec::new();
    for process in &processes {
        for unit in &units {
            let stated = together(&pack, on, [process, unit])?;
            let book = stated.book();
            let found: Vec<Clauses<'_>> = guides
                .iter()
                .map(|guide| Clauses::of(&pack, *guide, &book, on))
                .collect::<anyhow::Result<_>>()?;
            let pairing = Pairing {
                pack: &pack,
                sides: [&process.name, &unit.name],
                found,
            };
            if as_json {
                let mut pair = pairing.json();
                pair["ignored"] = json!(stated.ignored);
                told.push(pair);
            } else {
                pairing.print(wanted.english);
            }
        }
    }
    if as_json {
        let told = match told.pop() {
            Some(only) if single => only,
            last => json!({ "pairs": told.into_iter().chain(last).collect::<Vec<_>>() }),
        };
        say!("{}", serde_json::to_string_pretty(&told)?);
    }
    Ok(Outcome::Done)
}

/// A process or a floor of a file.
struct Record {
    name: String,
    title: String,
    facts: Map<String, Value>,
}

/// One record, or a list of them.
fn records(path: &Path) -> anyhow::Result<Vec<Record>> {
    let title = path.display().to_string();
    let rows = match read_json(path)? {
        Value::Array(rows) => rows,
        one => vec![one],
    };
    if rows.is_empty() {
        return Err(no_facts(&title));
    }
    rows.into_iter().map(|row| record(&title, row)).collect()
}

fn record(title: &str, row: Value) -> anyhow::Result<Record> {
    let Value::Object(mut facts) = row else {
        return Err(no_facts(title));
    };
    let names = NAMES.map(|key| facts.remove(key));
    let mut names = names.iter().flatten().filter_map(Value::as_str);
    Ok(Record {
        name: names.next_back().unwrap_or(title).to_owned(),
        title: title.to_owned(),
        facts,
    })
}

fn together(pack: &Pack, on: Day, records: [&Record; 2]) -> anyhow::Result<Stated> {
    let mut stated = Stated::new(on);
    for record in records {
        stated.add(pack, &record.title, &record.facts)?;
    }
    Ok(stated)
}

/// The guides that were named, or all, in their editions of the day.
fn guides<'p>(
    pack: &'p Pack,
    wanted: &str,
    on: Day,
) -> anyhow::Result<Vec<(&'p Policy, &'p Edition)>> {
    let named = |id: &str| {
        pack.guides.get(id).ok_or_else(|| {
            let known: Vec<&str> = pack.guides.keys().map(String::as_str).collect();
            let known = known.join(", ");
            WrongUse::error(
                format!("没有指引“{id}”;可用:{known}"),
                format!("there is no guide {id}; known: {known}"),
            )
        })
    };
    let chosen: Vec<&Policy> = match wanted {
        "all" => pack.guides.values().collect(),
        ids => ids.split(',').map(named).collect::<anyhow::Result<_>>()?,
    };
    let in_force = chosen
        .into_iter()
        .filter_map(|guide| Some((guide, guide.edition_on(on)?)));
    let in_force: Vec<_> = in_force.collect();
    if in_force.is_empty() {
        return Err(WrongUse::error(
            format!("{on} 没有现行的指引"),
            format!("no guide is in force on {on}"),
        ));
    }
    Ok(in_force)
}

/// What one guide found.
struct Clauses<'a> {
    guide: &'a Policy,
    found: Found<'a>,
}

impl<'a> Clauses<'a> {
    fn of(
        pack: &'a Pack,
        (guide, edition): (&'a Policy, &'a Edition),
        book: &'a benfu_domain::fact::FactBook,
        on: Day,
    ) -> anyhow::Result<Clauses<'a>> {
        let found = Found::of((pack, guide, edition), book, &pack.dictionary, on)?;
        Ok(Clauses { guide, found })
    }

    fn answer(&self) -> Answer {
        self.found.assessment.answer()
    }

    fn json(&self) -> Value {
        let clause = |part: &Finding| {
            let mut told = self.found.clause(part);
            told["applies"] = json!(applies(part));
            told
        };
        let mut told = self.found.json();
        told["guide"] = json!(self.guide.id);
        told["clauses"] = self.found.parts().iter().map(clause).collect();
        told
    }

    /// The clauses that concern this pairing; reasons only where a clause is not simply met.
    fn print(&self, language: Language) {
        let parts = self.found.parts();
        let concerned = || parts.iter().filter(|part| applies(part) != Some(false));
        let (guide, source) = (&self.guide.label, self.found.edition.source.text());
        let (name, clauses) = match language {
            Language::Chinese => (&guide.zh, "条适用"),
            Language::English => (&guide.en, "clauses apply"),
        };
        say!(
            "{name} {source} · {}/{} {clauses}",
            concerned().count(),
            parts.len()
        );
        for part in concerned() {
            let said = self.found.said(part, language);
            let lines = said.to_lines();
            let shown = if part.answer == Answer::Met {
                1
            } else {
                lines.len()
            };
            lines.iter().take(shown).for_each(|line| say!("  {line}"));
        }
    }
}

/// Whether a clause concerns this process on this floor: of a clause `premise ? demand : true`, or the other way round, one
/// side demands nothing; nothing when it cannot be told which side counts.
fn applies(clause: &Finding) -> Option<bool> {
    let FindingKind::Rule(outcome) = &clause.kind else {
        return Some(true);
    };
    let ConditionKind::Choice { test, yes, no } = &outcome.trace.kind else {
        return Some(true);
    };
    let counts = match test.answer {
        Answer::Met => yes,
        Answer::NotMet => no,
        Answer::Unknown => return None,
    };
    let demands = |side: &Condition| !matches!(side.kind, ConditionKind::Constant(_));
    Some(counts.as_deref().is_none_or(demands))
}

/// A process on a floor.
struct Pairing<'a> {
    pack: &'a Pack,
    sides: [&'a str; 2],
    found: Vec<Clauses<'a>>,
}

impl Pairing<'_> {
    /// It fits when every guide is met; one that is not met is enough against it, whatever else is unknown.
    fn answer(&self) -> Answer {
        let answers = self.found.iter().map(Clauses::answer);
        answers.fold(Answer::Met, Answer::and)
    }

    /// What is still to be stated or measured, each once; nothing once it certainly does not fit.
    fn missing(&self) -> Vec<Question> {
        if self.answer() != Answer::Unknown {
            return Vec::new();
        }
        let open = self.found.iter();
        let open = open.flat_map(|clauses| clauses.found.assessment.missing());
        open.collect::<BTreeSet<_>>().into_iter().collect()
    }

    fn json(&self) -> Value {
        let answer = self.answer();
        let because = self.found.iter().flat_map(|clauses| {
            let ids = clauses.found.assessment.because();
            let decides = clauses.answer() == answer;
            let named = ids.into_iter().filter(move |_| decides);
            named.map(|id| format!("{}/{id}", clauses.guide.id))
        });
        let missing = self.missing();
        let measure = missing.iter().map(|question| self.measure(question));
        json!({
            "process": self.sides[0],
            "unit": self.sides[1],
            "answer": answer.code(),
            "fits": match answer {
                Answer::Met => Some(true),
                Answer::NotMet => Some(false),
                Answer::Unknown => None,
            },
            "because": because.collect::<Vec<_>>(),
            "missing": missing.iter().map(name_of).collect::<Vec<_>>(),
            "measure": measure.collect::<Vec<_>>(),
            "guides": self.found.iter().map(Clauses::json).collect::<Vec<_>>(),
        })
    }

    /// What is asked, of whom, and in which words.
    fn measure(&self, question: &Question) -> Value {
        let concept = self.pack.dictionary.concepts.get(name_of(question));
        json!({
            "concept": name_of(question),
            "of": concept.map(|concept| concept.subject.word()),
            "question": concept.map(|concept| json!({
                "zh": concept.question.zh, "en": concept.question.en,
            })),
        })
    }

    fn print(&self, english: bool) {
        let (zh, en) = match self.answer() {
            Answer::Met => ("适配", "fits"),
            Answer::NotMet => ("不适配", "does not fit"),
            Answer::Unknown => ("无法判断", "cannot tell"),
        };
        let [process, unit] = self.sides;
        let said = if english { en } else { zh };
        say!("{process} → {unit}: {said}");
        let language = if english {
            Language::English
        } else {
            Language::Chinese
        };
        self.found
            .iter()
            .for_each(|clauses| clauses.print(language));
    }
}
