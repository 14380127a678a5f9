//! What would have to change, in words.
//!
//! Main function: [`remedy_rows`].

use std::collections::BTreeMap;

use benfu_app::Cx;
use benfu_app::policy::Explained;
use benfu_domain::fact::language;
use benfu_rules::{
    Answer, Change, Changed, Labels as _, Possible, Question, Remedy, Step, Type, Value,
};

use super::{ChangeLine, RemedyRow};
use crate::locale::Lang;
use crate::view::{Mark, Tone};
use crate::words;

/// Who speaks, and what is on record.
struct Teller<'a> {
    cx: &'a Cx,
    lang: Lang,
    recorded: &'a BTreeMap<Question, Value>,
}

/// The remedies of an explanation; `None` when the policy does not fail.
pub(super) fn remedy_rows(cx: &Cx, lang: Lang, explained: &Explained) -> Option<Vec<RemedyRow>> {
    let teller = Teller {
        cx,
        lang,
        recorded: &explained.recorded,
    };
    let fails = explained.rung.answer == Answer::NotMet;
    fails.then(|| {
        let remedies = explained.remedies.iter();
        remedies.map(|remedy| teller.row(remedy)).collect()
    })
}

impl Teller<'_> {
    fn row(&self, remedy: &Remedy) -> RemedyRow {
        let changes = remedy.changes.iter().map(|change| self.line(change));
        RemedyRow {
            changes: changes.collect(),
            gives: self.gives(remedy),
        }
    }

    /// What the policy answers then.
    fn gives(&self, remedy: &Remedy) -> Mark {
        let (key, tone) = match (remedy.gives, remedy.open.facts(), remedy.open.judgement) {
            (Answer::Met, _, _) => ("then-met", Tone::Good),
            (Answer::Unknown, true, true) => ("then-facts-and-reviewers", Tone::Open),
            (Answer::Unknown, false, true) => ("then-reviewers", Tone::Busy),
            (Answer::Unknown, _, false) => ("then-facts", Tone::Open),
            (Answer::NotMet, _, _) => ("answer-not-met", Tone::Bad),
        };
        Mark::new(self.lang.t(key), tone)
    }

    fn line(&self, change: &Change) -> ChangeLine {
        let text = match &change.step {
            Step::Fact { asked, to } => self.changed(&asked.question, to, &asked.kind),
            Step::Wait { until } => self.lang.tv("change-wait", self.day(*until)).into_owned(),
        };
        let when = match change.possible {
            Possible::Now => self.lang.t("possible-now").into_owned(),
            Possible::From(day) => self.lang.tv("possible-from", self.day(day)).into_owned(),
            Possible::Unforeseeable => self.lang.t("possible-unforeseeable").into_owned(),
        };
        ChangeLine { text, when }
    }

    fn day(&self, day: benfu_domain::Day) -> String {
        words::date_of(day).map_or_else(|| day.to_string(), |date| self.lang.date(date))
    }

    /// A fact with what is on record and what it would be.
    fn changed(&self, question: &Question, to: &Changed, kind: &Type) -> String {
        let fact = words::question(self.cx, self.lang, question);
        let to = match to {
            Changed::Value(to) => to,
            Changed::Rows(0) => return self.lang.tv("change-title-gone", fact).into_owned(),
            Changed::Rows(_) => return self.lang.tv("change-title", fact).into_owned(),
        };
        let from = self.recorded.get(question);
        let key = match (from, to) {
            (None, _) => "change-reach",
            (Some(Value::Number(from)), Value::Number(to)) if from < to => "change-rise",
            (Some(Value::Number(_)), Value::Number(_)) => "change-fall",
            (Some(_), _) => "change-turn",
        };
        let from = from.map_or_else(String::new, |from| self.written(from, kind));
        let to = self.written(to, kind);
        let values = [("fact", fact.as_str()), ("from", &from), ("to", &to)];
        self.lang.tw(key, &values).into_owned()
    }

    fn written(&self, value: &Value, kind: &Type) -> String {
        let dictionary = &self.cx.pack().dictionary;
        dictionary.value(value, kind, language(self.lang.into()))
    }
}
