//! Facts from JSON files: `{concept: value}`, `{concept: {"2024": value}}`.
//!
//! Main type: [`Stated`]. A scheme may stand in the place of a concept: `true` or a level is a title held on the day,
//! `false` says that there is none. `null` is unknown, as is what is not there.

use crate::outcome::WrongUse;
use benfu_app::packs::Pack;
use benfu_domain::Day;
use benfu_domain::fact::{
    Completeness, Concept, FactBook, Held, Level, Observed, Source, SourceKind,
};
use benfu_domain::id::{PartyId, SubjectKey};
use benfu_domain::party::Status;
use benfu_domain::period::Period;
use benfu_rules::{Type, Value as RuleValue};
use serde_json::{Map, Value};
use std::path::Path;

const SUBJECT: SubjectKey = SubjectKey(1);

/// A file as JSON.
pub(super) fn read_json(path: &Path) -> anyhow::Result<Value> {
    let title = path.display();
    let text = std::fs::read_to_string(path).map_err(|error| {
        WrongUse::error(
            format!("读不到 {title}:{error}"),
            format!("cannot read {title}: {error}"),
        )
    })?;
    serde_json::from_str(&text).map_err(|error| {
        WrongUse::error(
            format!("{title} 不是 JSON:{error}"),
            format!("{title} is no JSON: {error}"),
        )
    })
}

/// What stands in a file in the place of facts is something else.
pub(super) fn no_facts(title: &str) -> anyhow::Error {
    WrongUse::error(
        format!("{title} 应为 {{\"数据项\": 值}}"),
        format!("{title} should be {{\"concept\": value}}"),
    )
}

/// What files say of one firm, or of a process and a floor together.
pub(super) struct Stated {
    facts: Vec<Held>,
    statuses: Vec<Status>,
    complete: Vec<Completeness>,
    /// Names in the file that the pack does not know.
    pub(super) ignored: Vec<String>,
    on: Day,
    title: String,
}

impl Stated {
    /// Reads a file about one firm.
    pub(super) fn read(path: &Path, pack: &Pack, on: Day) -> anyhow::Result<Stated> {
        let title = path.display().to_string();
        let json = read_json(path)?;
        let Some(facts) = json.as_object() else {
            return Err(no_facts(&title));
        };
        let mut stated = Stated::new(on);
        stated.add(pack, &title, facts)?;
        Ok(stated)
    }

    /// Nothing yet.
    pub(super) fn new(on: Day) -> Stated {
        Stated {
            facts: Vec::new(),
            statuses: Vec::new(),
            complete: Vec::new(),
            ignored: Vec::new(),
            on,
            title: String::new(),
        }
    }

    /// Takes in what a file says; `title` is its name.
    pub(super) fn add(
        &mut self,
        pack: &Pack,
        title: &str,
        facts: &Map<String, Value>,
    ) -> anyhow::Result<()> {
        title.clone_into(&mut self.title);
        facts
            .iter()
            .try_for_each(|(name, value)| self.say(pack, name, value))
    }

    /// Takes a fact in: of a concept, or of a scheme.
    fn say(&mut self, pack: &Pack, name: &str, value: &Value) -> anyhow::Result<()> {
        if let Some(concept) = pack.dictionary.concepts.get(name) {
            return match value.as_object() {
                Some(years) => years.iter().try_for_each(|(year, value)| {
                    self.put(pack, concept, period(name, year)?, value)
                }),
                None => self.put(pack, concept, Period::Always, value),
            };
        }
        if pack.dictionary.schemes.contains_key(name) {
            self.title(name, value);
        } else {
            self.ignored.push(name.to_owned());
        }
        Ok(())
    }

    /// Takes `CONCEPT=VALUE` or `CONCEPT@YEAR=VALUE` in, over what the file says.
    pub(super) fn assume(&mut self, pack: &Pack, text: &str) -> anyhow::Result<()> {
        let wrong = || {
            WrongUse::error(
                format!("“{text}”应写成 数据项=值 或 数据项@年份=值"),
                format!("\"{text}\": write CONCEPT=VALUE or CONCEPT@YEAR=VALUE"),
            )
        };
        let (name, value) = text.split_once('=').ok_or_else(wrong)?;
        let (name, year) = name
            .split_once('@')
            .map_or((name, None), |(name, year)| (name, Some(year)));
        let value = Value::String(value.to_owned());
        let Some(concept) = pack.dictionary.concepts.get(name) else {
            if !pack.dictionary.schemes.contains_key(name) {
                return Err(wrong());
            }
            self.statuses.retain(|status| status.scheme != name);
            self.complete.retain(|statement| statement.register != name);
            self.title(name, &flag_or_text(&value));
            return Ok(());
        };
        let when = match year {
            Some(year) => period(name, year)?,
            None if concept.period == benfu_rules::Period::Yearly => {
                Period::year(self.on.year() - 1).ok_or_else(wrong)?
            }
            None => Period::Always,
        };
        self.facts
            .retain(|fact| fact.concept != name || fact.period != when);
        self.put(pack, concept, when, &value)
    }

    fn put(
        &mut self,
        pack: &Pack,
        concept: &Concept,
        period: Period,
        value: &Value,
    ) -> anyhow::Result<()> {
        let Some(observed) = observed(pack, concept, value)? else {
            return Ok(());
        };
        self.facts.push(Held {
            subject: SUBJECT,
            concept: concept.id.clone(),
            period,
            observed,
            level: Level::Public,
            source: self.source(),
        });
        Ok(())
    }

    /// A scheme: held at a level, held, or certainly not held.
    fn title(&mut self, scheme: &str, value: &Value) {
        let levels: Vec<String> = match value {
            Value::Bool(true) => vec![String::new()],
            Value::String(level) => vec![level.clone()],
            Value::Array(levels) => {
                let texts = levels.iter().filter_map(Value::as_str);
                texts.map(str::to_owned).collect()
            }
            Value::Null => return,
            Value::Bool(false) | Value::Number(_) | Value::Object(_) => Vec::new(),
        };
        self.statuses.extend(levels.into_iter().map(|level| Status {
            party: PartyId::from_bits(1),
            scheme: scheme.to_owned(),
            level,
            subject: String::new(),
            batch: String::new(),
            from: self.on,
            until: None,
            document: String::new(),
        }));
        self.complete.push(Completeness {
            register: scheme.to_owned(),
            territory: String::new(),
            as_of: self.on,
            source: self.source(),
        });
    }

    fn source(&self) -> Source {
        Source {
            kind: SourceKind::Declared,
            title: self.title.clone(),
            reference: None,
            dated: None,
        }
    }

    /// The facts, ready for an evaluation.
    pub(super) fn book(&self) -> FactBook {
        FactBook::new(self.on, vec![SUBJECT])
            .with_facts(self.facts.iter().cloned())
            .with_statuses(None, self.statuses.clone())
            .with_completeness(self.complete.clone())
    }
}

fn flag_or_text(value: &Value) -> Value {
    match value.as_str() {
        Some("true" | "yes" | "是") => Value::Bool(true),
        Some("false" | "no" | "否" | "无") => Value::Bool(false),
        _ => value.clone(),
    }
}

fn period(name: &str, year: &str) -> anyhow::Result<Period> {
    let period = year.parse().ok().and_then(Period::year);
    period.ok_or_else(|| {
        WrongUse::error(
            format!("{name}:“{year}”不是年份"),
            format!("{name}: \"{year}\" is no year"),
        )
    })
}

/// What a JSON value says of a concept; nothing when it is null.
pub(super) fn observed(
    pack: &Pack,
    concept: &Concept,
    value: &Value,
) -> anyhow::Result<Option<Observed>> {
    let text = match value {
        Value::Null => return Ok(None),
        Value::Bool(flag) if concept.kind == Type::Flag => {
            return Ok(Some(Observed::Value(RuleValue::Flag(*flag))));
        }
        Value::Bool(flag) => flag.to_string(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.clone(),
        Value::Array(items) => {
            let texts: Vec<&str> = items.iter().filter_map(Value::as_str).collect();
            texts.join("、")
        }
        Value::Object(_) => value.to_string(),
    };
    pack.dictionary.read(concept, &text, "").map_err(|unfit| {
        let id = &concept.id;
        WrongUse::error(format!("{id}:{}", unfit.zh), format!("{id}: {}", unfit.en))
    })
}
