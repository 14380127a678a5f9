//! An assessment as JSON: criteria, conditions, facts with their sources, both sides, shortfalls.
//!
//! Main type: [`Teller`].

use benfu_app::packs::{Citation, Confidence, Edition, Pack};
use benfu_domain::fact::FactBook;
use benfu_rules::{
    Answer, BlockTally, Changed, Condition, ConditionKind, Exact, Finding, FindingKind, Found,
    ItemTally, Labels, Language, Open, PointSpan, Possible, Question, Remedy, Shortfall, Side,
    SideValue, Step, Tally, Type, Use, Value as RuleValue,
};
use serde_json::{Value, json};

/// Tells what was found under one edition of a policy.
pub(super) struct Teller<'a> {
    pub(super) pack: &'a Pack,
    pub(super) edition: &'a Edition,
    pub(super) book: &'a FactBook,
    pub(super) closed_year: i32,
}

impl Teller<'_> {
    /// A criterion and everything under it.
    pub(super) fn finding(&self, finding: &Finding) -> Value {
        let (kind, detail) = match &finding.kind {
            FindingKind::Rule(outcome) => (
                "rule",
                json!({ "condition": self.condition(&outcome.trace) }),
            ),
            FindingKind::All(parts) => ("all_of", json!({ "parts": self.findings(parts) })),
            FindingKind::AtLeast { least, of } => (
                "any_of",
                json!({ "least": least, "parts": self.findings(of) }),
            ),
            FindingKind::Not(inner) => ("none_of", json!({ "parts": [self.finding(inner)] })),
            FindingKind::Score(tally) => ("score", self.score(tally)),
            FindingKind::Judged => ("judged", json!({})),
        };
        let said = |language| {
            let said = finding.explain(self.edition, &self.pack.dictionary, language);
            said.text
        };
        let mut told = json!({
            "id": &*finding.id,
            "label": self.label(&finding.id),
            "answer": finding.answer.code(),
            "waits_for": waits_for(finding.open),
            "advisory": finding.advisory,
            "text": { "zh": said(Language::Chinese), "en": said(Language::English) },
            "source": self.edition.sources.get(&*finding.id).map(citation),
            "kind": kind,
        });
        join(&mut told, detail);
        told
    }

    fn findings(&self, parts: &[Finding]) -> Vec<Value> {
        parts.iter().map(|part| self.finding(part)).collect()
    }

    /// The names of a criterion, a block or an item.
    pub(super) fn label(&self, id: &str) -> Value {
        let label = self.edition.labels.get(id);
        label.map_or(
            Value::Null,
            |label| json!({ "zh": label.zh, "en": label.en }),
        )
    }

    fn score(&self, tally: &Tally) -> Value {
        json!({
            "score": span(tally.total),
            "pass": tally.pass.to_string(),
            "above": tally.above,
            "marked": tally.marked,
            "blocks": tally.blocks.iter().map(|block| self.block(block)).collect::<Vec<_>>(),
        })
    }

    fn block(&self, block: &BlockTally) -> Value {
        json!({
            "id": &*block.id,
            "label": self.label(&block.id),
            "points": span(block.points),
            "max": block.max,
            "least": least(block.least.as_ref()),
            "items": block.items.iter().map(|item| self.item(item)).collect::<Vec<_>>(),
        })
    }

    fn item(&self, item: &ItemTally) -> Value {
        let bands = item.ways.iter().flat_map(|way| &way.bands);
        let bands = bands.map(|band| {
            json!({ "points": span(band.points), "condition": self.condition(&band.outcome.trace) })
        });
        json!({
            "id": &*item.id,
            "label": self.label(&item.id),
            "points": span(item.points),
            "max": item.max,
            "least": least(item.least.as_ref()),
            "bands": bands.collect::<Vec<_>>(),
        })
    }

    fn condition(&self, condition: &Condition) -> Value {
        let parts = |parts: &[Condition]| -> Vec<Value> {
            parts.iter().map(|part| self.condition(part)).collect()
        };
        let branch = |part: &Option<Box<Condition>>| part.as_ref().map(|part| self.condition(part));
        let (kind, detail) = match &condition.kind {
            ConditionKind::Constant(value) => ("constant", json!({ "value": value })),
            ConditionKind::All(all) => ("all", json!({ "parts": parts(all) })),
            ConditionKind::Any(any) => ("any", json!({ "parts": parts(any) })),
            ConditionKind::Not(inner) => ("not", json!({ "parts": [self.condition(inner)] })),
            ConditionKind::Choice { test, yes, no } => (
                "choice",
                json!({ "test": self.condition(test), "yes": branch(yes), "no": branch(no) }),
            ),
            ConditionKind::Comparison {
                left,
                operator,
                right,
            } => (
                "comparison",
                json!({
                    "left": self.side(left),
                    "operator": operator.symbol(),
                    "right": self.side(right),
                    "shortfall": condition.shortfall().map(|gap| self.shortfall(&gap, left.kind())),
                }),
            ),
            ConditionKind::Flag(side) => ("flag", json!({ "left": self.side(side) })),
            ConditionKind::OneOf { item, list } => {
                let list: Vec<String> = list.iter().map(ToString::to_string).collect();
                ("one_of", json!({ "left": self.side(item), "list": list }))
            }
            ConditionKind::Among { item, codes } => (
                "among",
                json!({ "left": self.side(item), "right": self.side(codes) }),
            ),
            ConditionKind::Held(found) => ("held", json!({ "facts": [self.used(found)] })),
            ConditionKind::RecordedAsNone { found, .. } => {
                ("recorded_as_none", json!({ "facts": [self.used(found)] }))
            }
        };
        let mut told = json!({ "answer": condition.answer.code(), "kind": kind });
        join(&mut told, detail);
        told
    }

    fn side(&self, side: &Side) -> Value {
        let (value, shown) = match &side.value {
            SideValue::Known(value) => (plain(value), self.shown(value, side.kind())),
            SideValue::Nothing => (json!("none"), "无".to_owned()),
            SideValue::Unknown => (Value::Null, "未知".to_owned()),
        };
        let facts: Vec<Value> = side.uses().iter().map(|used| self.used(used)).collect();
        json!({ "value": value, "shown": shown, "facts": facts })
    }

    fn shown(&self, value: &RuleValue, kind: &Type) -> String {
        Labels::value(&self.pack.dictionary, value, kind, Language::Chinese)
    }

    fn shortfall(&self, gap: &Shortfall, kind: &Type) -> Value {
        match gap {
            Shortfall::Amount(amount) => {
                let shown = self.shown(&RuleValue::Number(*amount), kind);
                json!({ "value": amount.to_string(), "shown": shown })
            }
            Shortfall::Days(days) => {
                json!({ "value": days.to_string(), "shown": format!("{days} 天") })
            }
        }
    }

    fn used(&self, used: &Use) -> Value {
        match used {
            Use::Parameter { id, value, source } => {
                json!({ "parameter": &**id, "value": plain(value), "source": source.as_str() })
            }
            Use::ParameterNotRead { id } => json!({ "parameter": &**id, "value": null }),
            Use::Fact { question, found } => {
                let (value, source) = match found {
                    Found::Known { value, source } => (plain(value), Some(source)),
                    Found::RecordedNone { source } => (json!("none"), Some(source)),
                    Found::NotApplicable { source } => (json!("not_applicable"), Some(source)),
                    Found::AtLeast { count, source } => {
                        (json!({ "at_least": count }), Some(source))
                    }
                    Found::Unknown => (Value::Null, None),
                };
                let mut told = self.question(question);
                let title = source.map(|source| {
                    let held = self.book.held(source.as_str());
                    held.map_or_else(
                        || source.as_str().to_owned(),
                        |held| held.source.title.clone(),
                    )
                });
                join(&mut told, json!({ "value": value, "source": title }));
                told
            }
        }
    }

    /// A fact that may be asked for, with its year when it has one.
    pub(super) fn question(&self, question: &Question) -> Value {
        let dictionary = &self.pack.dictionary;
        match question {
            Question::Concept {
                concept,
                years_back,
            } => {
                let known = dictionary.concepts.get(&**concept);
                let yearly = known.is_some_and(|known| known.period == benfu_rules::Period::Yearly);
                let label =
                    known.map(|known| json!({ "zh": known.label.zh, "en": known.label.en }));
                json!({
                    "concept": &**concept,
                    "year": yearly.then(|| self.closed_year - i32::from(*years_back)),
                    "label": label,
                })
            }
            Question::Register { register, level } => {
                let label =
                    |language| Labels::register(dictionary, register, level.as_deref(), language);
                json!({
                    "scheme": &**register,
                    "level": level.as_deref(),
                    "label": { "zh": label(Language::Chinese), "en": label(Language::English) },
                })
            }
        }
    }

    /// Changes that would help.
    pub(super) fn remedy(&self, remedy: &Remedy) -> Value {
        let changes = remedy.changes.iter().map(|change| {
            let mut told = match &change.step {
                Step::Wait { until } => json!({ "wait_until": until.to_string() }),
                Step::Fact { asked, to } => {
                    let mut told = self.question(&asked.question);
                    let to = match to {
                        Changed::Value(value) => {
                            json!({ "to": plain(value), "shown": self.shown(value, &asked.kind) })
                        }
                        Changed::Rows(rows) => json!({ "to": rows }),
                    };
                    join(&mut told, to);
                    told
                }
            };
            join(&mut told, possible(change.possible));
            told
        });
        let mut told = json!({
            "changes": changes.collect::<Vec<_>>(),
            "gives": remedy.gives.code(),
            "waits_for": waits_for(remedy.open),
            "effort": remedy.effort,
        });
        join(&mut told, possible(remedy.possible()));
        told
    }
}

fn possible(possible: Possible) -> Value {
    match possible {
        Possible::Now => json!({ "possible": "now" }),
        Possible::From(day) => json!({ "possible": "later", "from": day.to_string() }),
        Possible::Unforeseeable => json!({ "possible": "unforeseeable" }),
    }
}

fn waits_for(open: Open) -> Value {
    let facts = open.facts().then_some("facts");
    let judgement = open.judgement.then_some("judgement");
    json!(facts.into_iter().chain(judgement).collect::<Vec<_>>())
}

fn least(least: Option<&(Exact, Answer)>) -> Value {
    least.map_or(
        Value::Null,
        |(mark, answer)| json!({ "mark": mark.to_string(), "answer": answer.code() }),
    )
}

/// Points as `[least, most]`.
pub(super) fn span(span: PointSpan) -> Value {
    json!([span.low, span.high])
}

/// A citation with its confidence.
pub(super) fn citation(citation: &Citation) -> Value {
    let confidence = match citation.confidence {
        Confidence::High => "H",
        Confidence::Medium => "M",
        Confidence::Low => "L",
    };
    json!({ "title": citation.title, "document": citation.document, "confidence": confidence })
}

/// A value in base units: numbers as exact text, so that nothing is rounded.
fn plain(value: &RuleValue) -> Value {
    match value {
        RuleValue::Flag(flag) => json!(flag),
        RuleValue::Codes(codes) => json!(codes),
        RuleValue::Number(_) | RuleValue::Code(_) | RuleValue::Text(_) | RuleValue::Day(_) => {
            json!(value.to_string())
        }
    }
}

fn join(into: &mut Value, more: Value) {
    if let (Some(into), Value::Object(more)) = (into.as_object_mut(), more) {
        into.extend(more);
    }
}
