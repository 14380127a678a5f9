//! An outcome as sentences in Chinese or English, made from the trace.
//!
//! Main items: [`Outcome::explain`], [`Explanation`], and [`Labels`], by which the host names
//! concepts and writes values with their units. The words themselves are in `words.rs`.

pub(crate) mod criterion_words;
mod formula;
pub(crate) mod words;

use crate::syntax::Comparison;
use crate::trace::{Condition, ConditionKind, Found, Outcome, Shortfall, Side, SideValue, Use};
use crate::{Answer, Exact, Question, Type, Value};
use words::Bound;

/// A language for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Language {
    /// 中文
    Chinese,
    /// English
    English,
}

/// How the host names things and writes values.
pub trait Labels {
    /// The label of a concept, without a year.
    fn concept(&self, concept: &str, language: Language) -> String;

    /// A value with its unit or code label, as a person writes it.
    fn value(&self, value: &Value, kind: &Type, language: Language) -> String;

    /// The label of a register, with the level when one is asked.
    fn register(&self, register: &str, level: Option<&str>, language: Language) -> String;

    /// The label of a parameter.
    fn parameter(&self, id: &str, language: Language) -> String;
}

/// A sentence on one condition and the sentences on its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// The condition's answer.
    pub answer: Answer,
    /// The sentence, without a full stop.
    pub text: String,
    /// The parts the answer follows from, in the order of the rule's text.
    pub parts: Vec<Explanation>,
}

impl Explanation {
    /// The sentences as lines, parts indented by two spaces.
    pub fn to_lines(&self) -> Vec<String> {
        let parts = self.parts.iter().flat_map(Self::to_lines);
        let indented = parts.map(|line| format!("  {line}"));
        std::iter::once(self.text.clone()).chain(indented).collect()
    }
}

impl Outcome {
    /// The outcome in sentences.
    pub fn explain(&self, labels: &dyn Labels, language: Language) -> Explanation {
        self.explain_as(labels, language, false)
    }

    /// The outcome in sentences; `refused` when it must not be met.
    pub(crate) fn explain_as(
        &self,
        labels: &dyn Labels,
        language: Language,
        refused: bool,
    ) -> Explanation {
        let speaker = Speaker {
            labels,
            language,
            refused,
            share: false,
        };
        speaker.condition(&self.trace)
    }

    /// What is missing, one label per fact, in the order of [`Outcome::missing`].
    pub fn missing_labels(&self, labels: &dyn Labels, language: Language) -> Vec<String> {
        let speaker = Speaker {
            labels,
            language,
            refused: false,
            share: false,
        };
        let missing = self.missing();
        missing
            .iter()
            .map(|question| speaker.question(question))
            .collect()
    }
}

/// Says things in one language with the host's labels.
#[derive(Clone, Copy)]
struct Speaker<'l> {
    labels: &'l dyn Labels,
    language: Language,
    /// Whether what is told of must not hold.
    refused: bool,
    /// Whether plain numbers are shares, which people read in per cent.
    share: bool,
}

impl Speaker<'_> {
    fn condition(self, condition: &Condition) -> Explanation {
        let parts = self.parts(condition);
        let text = self.sentence(condition);
        Explanation {
            answer: condition.answer,
            text,
            parts,
        }
    }

    fn parts(self, condition: &Condition) -> Vec<Explanation> {
        match &condition.kind {
            ConditionKind::All(parts) => self.all(parts, self.refused && parts.len() == 1),
            // When one of several must not hold, none of them may.
            ConditionKind::Any(parts) => self.all(parts, self.refused),
            ConditionKind::Not(inner) => self.all(std::slice::from_ref(inner), !self.refused),
            ConditionKind::Choice { test, yes, no } => {
                let roles = [Some(test), yes.as_ref(), no.as_ref()];
                let named = roles.into_iter().zip(words::choice_roles(self.language));
                let parts = named.filter_map(|(part, role)| Some((part?, role)));
                parts.map(|(part, role)| self.in_role(part, role)).collect()
            }
            ConditionKind::Constant(_)
            | ConditionKind::Comparison { .. }
            | ConditionKind::Flag(_)
            | ConditionKind::OneOf { .. }
            | ConditionKind::Among { .. }
            | ConditionKind::Held(_)
            | ConditionKind::RecordedAsNone { .. } => Vec::new(),
        }
    }

    fn all(self, parts: &[Condition], refused: bool) -> Vec<Explanation> {
        let speaker = Self { refused, ..self };
        parts.iter().map(|part| speaker.condition(part)).collect()
    }

    fn in_role(self, part: &Condition, role: &str) -> Explanation {
        let speaker = Self {
            refused: false,
            ..self
        };
        let mut explanation = speaker.condition(part);
        explanation.text.insert_str(0, role);
        explanation
    }

    fn sentence(self, condition: &Condition) -> String {
        let language = self.language;
        let answer = condition.answer;
        match &condition.kind {
            ConditionKind::Constant(_) => words::constant(language, answer),
            ConditionKind::All(_) => words::all(language, answer),
            ConditionKind::Any(_) => words::any(language, answer),
            ConditionKind::Not(_) => words::negation(language, answer),
            ConditionKind::Choice { .. } => words::choice(language, answer),
            ConditionKind::Comparison {
                left,
                operator,
                right,
            } => self.comparison(condition, [left, right], *operator),
            ConditionKind::Flag(side) => {
                let wanted = self.labels.value(&Value::Flag(true), &Type::Flag, language);
                let asked = words::required(language, Bound::Equal, &wanted);
                self.stated(&self.subject(side), &asked, condition)
            }
            ConditionKind::OneOf { item, list } => {
                let list: Vec<_> = list
                    .iter()
                    .map(|value| self.value(value, item.kind()))
                    .collect();
                let asked = words::one_of(language, &list);
                self.stated(&self.subject(item), &asked, condition)
            }
            ConditionKind::Among { item, codes } => {
                let asked = words::including(language, &self.required(item));
                self.stated(&self.subject(codes), &asked, condition)
            }
            ConditionKind::Held(found) if self.refused => self.held_although(found, condition),
            ConditionKind::Held(found) => {
                let asked = words::holding(language);
                self.stated(&self.found(found, &Type::PLAIN), &asked, condition)
            }
            ConditionKind::RecordedAsNone { found, kind } => {
                let asked = words::recorded_none(language);
                self.stated(&self.found(found, kind), &asked, condition)
            }
        }
    }

    fn comparison(
        self,
        condition: &Condition,
        [left, right]: [&Side; 2],
        operator: Comparison,
    ) -> String {
        let shares = left.formula().is_share() || right.formula().is_share();
        let speaker = Self {
            share: shares,
            ..self
        };
        // The side that rests on facts is the subject of the sentence.
        let swap = left.is_written() && !right.is_written();
        let (subject, bound, operator) = if swap {
            (right, left, operator.mirrored())
        } else {
            (left, right, operator)
        };
        let on_days = *subject.kind() == Type::Day;
        let bound_word = Bound::of(operator, on_days);
        let asked = words::required(self.language, bound_word, &speaker.required(bound));
        let mut text = self.stated(&speaker.subject(subject), &asked, condition);
        if let Some(distance) = condition.shortfall() {
            let distance = speaker.distance(&distance, subject.kind());
            text += &words::shortfall(self.language, operator, distance.as_deref());
        }
        text
    }

    /// The distance in words; none when it is zero.
    fn distance(self, distance: &Shortfall, kind: &Type) -> Option<String> {
        match distance {
            Shortfall::Amount(amount) => {
                let value = self.value(&Value::Number(*amount), kind);
                (!amount.is_zero()).then_some(value)
            }
            Shortfall::Days(days) => (*days > 0).then(|| words::days(self.language, *days)),
        }
    }

    /// A register that must hold no row.
    fn held_although(self, found: &Use, condition: &Condition) -> String {
        let label = found.question().map(|question| self.question(question));
        let rows = match found {
            Use::Fact {
                found: Found::Known { value, .. },
                ..
            } => Some(self.value(value, &Type::PLAIN)),
            Use::Fact {
                found: Found::AtLeast { count, .. },
                ..
            } => Some(count.to_string()),
            Use::Fact { .. } | Use::Parameter { .. } | Use::ParameterNotRead { .. } => None,
        };
        let open = condition.open_questions();
        let open: Vec<_> = open
            .iter()
            .map(|question| self.question(question))
            .collect();
        words::refused(
            self.language,
            &label.unwrap_or_default(),
            rows.as_deref(),
            condition.answer,
        ) + &words::bring(self.language, &open)
    }

    /// Subject, demand and answer in one sentence, with what is to be brought when it is open.
    fn stated(self, subject: &str, asked: &str, condition: &Condition) -> String {
        let open = condition.open_questions();
        let open: Vec<_> = open
            .iter()
            .map(|question| self.question(question))
            .collect();
        words::statement(self.language, subject, asked, condition.answer)
            + &words::bring(self.language, &open)
    }

    /// The label of a side and what it came to.
    fn subject(self, side: &Side) -> String {
        let label = self.formula(&side.formula().term);
        let value = self.side_value(side);
        words::labelled(self.language, &label, &value)
    }

    /// A side as a demand: the value alone when it is written in the rule, else with its label.
    fn required(self, side: &Side) -> String {
        let value = self.side_value(side);
        if side.is_written() {
            return value;
        }
        words::computed(self.language, &self.formula(&side.formula().term), &value)
    }

    fn side_value(self, side: &Side) -> String {
        match &side.value {
            SideValue::Known(value) => self.value(value, side.kind()),
            SideValue::Nothing => words::nothing(self.language).to_owned(),
            SideValue::Unknown => words::unknown(self.language).to_owned(),
        }
    }

    fn value(self, value: &Value, kind: &Type) -> String {
        match value {
            Value::Number(share) if self.share && kind.is_plain() => {
                words::percent(self.language, share)
            }
            Value::Number(_)
            | Value::Flag(_)
            | Value::Code(_)
            | Value::Codes(_)
            | Value::Text(_)
            | Value::Day(_) => self.labels.value(value, kind, self.language),
        }
    }

    /// A fact's label and what was found.
    fn found(self, found: &Use, kind: &Type) -> String {
        let (label, found) = match found {
            Use::Fact { question, found } => (self.question(question), Some(found)),
            Use::Parameter { id, .. } | Use::ParameterNotRead { id } => {
                (self.labels.parameter(id, self.language), None)
            }
        };
        let value = match found {
            Some(Found::Known { value, .. }) => self.value(value, kind),
            Some(Found::AtLeast { count, .. }) => {
                let count = Exact::from(*count).to_string();
                words::bound(self.language, Bound::AtLeast, &count)
            }
            Some(Found::RecordedNone { .. }) => words::nothing(self.language).to_owned(),
            Some(Found::NotApplicable { .. }) => words::not_applicable(self.language).to_owned(),
            Some(Found::Unknown) | None => words::unknown(self.language).to_owned(),
        };
        words::labelled(self.language, &label, &value)
    }

    /// The label of a fact that may be asked for.
    fn question(self, question: &Question) -> String {
        match question {
            Question::Concept {
                concept,
                years_back,
            } => self.concept(concept, *years_back),
            Question::Register { register, level } => {
                self.labels
                    .register(register, level.as_deref(), self.language)
            }
        }
    }

    fn concept(self, concept: &str, years_back: u8) -> String {
        let label = self.labels.concept(concept, self.language);
        words::in_year(self.language, &label, years_back)
    }
}
