//! What stands before a long sentence: the facts it lacks, or both sides of its comparison.
//!
//! Main type: [`Brief`]. The sentences themselves are made by the rules.

use std::collections::BTreeSet;

use benfu_app::Cx;
use benfu_domain::fact::language;
use benfu_rules::{
    Comparison, ConditionKind, Labels as _, Outcome, Question, Shortfall, Side, SideValue, Type,
    Value,
};

use crate::locale::Lang;
use crate::words;

/// Sentences longer than this many characters are folded: they reckon with many facts.
fn long(lang: Lang) -> usize {
    match lang {
        Lang::Zh => 80,
        Lang::En => 160,
    }
}

/// Who speaks.
#[derive(Clone, Copy)]
pub(super) struct Brief<'a> {
    pub(super) cx: &'a Cx,
    pub(super) lang: Lang,
}

impl Brief<'_> {
    /// What stands before a sentence about an outcome; empty when the sentence is short enough to stand alone.
    pub(super) fn before(self, sentence: &str, outcome: &Outcome) -> String {
        if sentence.chars().count() <= long(self.lang) {
            return String::new();
        }
        let lacking = self.lacking([outcome]);
        if lacking.is_empty() {
            self.compared(outcome)
                .unwrap_or_else(|| self.lang.t("reckoning").into_owned())
        } else {
            lacking
        }
    }

    /// The facts that can still change outcomes, in a sentence; empty when there is none.
    pub(super) fn lacking<'o>(self, outcomes: impl IntoIterator<Item = &'o Outcome>) -> String {
        let open = outcomes.into_iter().flat_map(Outcome::undecided);
        let open: BTreeSet<Question> = open.collect();
        let named = open
            .iter()
            .map(|question| words::question(self.cx, self.lang, question));
        let named: Vec<String> = named.collect();
        if named.is_empty() {
            return String::new();
        }
        let named = self.lang.listed(&named);
        self.lang.tv("facts-lacking", named).into_owned()
    }

    /// Both sides of a comparison as they came to, and by how much it is missed; of a list the value alone.
    fn compared(self, outcome: &Outcome) -> Option<String> {
        let (left, operator, right) = match &outcome.trace.kind {
            ConditionKind::Comparison {
                left,
                operator,
                right,
            } => (left, operator, right),
            ConditionKind::OneOf { item, .. } => return self.side(item),
            _ => return None,
        };
        let (reached, asked) = (self.side(left)?, self.side(right)?);
        let gap = outcome.trace.shortfall();
        let gap = gap.map(|gap| self.gap(&gap, left.kind()));
        let key = if gap.is_some() {
            "compared-short"
        } else {
            "compared"
        };
        let values = [
            ("left", reached.as_str()),
            ("sign", sign(*operator)),
            ("right", &asked),
            ("gap", gap.as_deref().unwrap_or_default()),
        ];
        Some(self.lang.tw(key, &values).into_owned())
    }

    fn side(self, side: &Side) -> Option<String> {
        match &side.value {
            SideValue::Known(value) => Some(self.written(value, side.kind())),
            SideValue::Nothing | SideValue::Unknown => None,
        }
    }

    fn gap(self, gap: &Shortfall, kind: &Type) -> String {
        match gap {
            Shortfall::Amount(amount) => self.written(&Value::Number(*amount), kind),
            Shortfall::Days(days) => self.lang.tn("days", i64::from(*days)).into_owned(),
        }
    }

    /// A value; a fraction without an end is rounded and says so.
    fn written(self, value: &Value, kind: &Type) -> String {
        let dictionary = &self.cx.pack().dictionary;
        let text = |value: &Value| dictionary.value(value, kind, language(self.lang.into()));
        let Value::Number(number) = value else {
            return text(value);
        };
        let decimals = if matches!(kind, Type::Money { .. }) {
            0
        } else {
            4
        };
        match (number.to_decimal(), number.rounded(decimals)) {
            (None, Ok(rounded)) => format!("≈ {}", text(&Value::Number(rounded))),
            _ => text(value),
        }
    }
}

/// The sign of a comparison.
fn sign(operator: Comparison) -> &'static str {
    match operator {
        Comparison::AtLeast => "≥",
        Comparison::Greater => ">",
        Comparison::AtMost => "≤",
        Comparison::Less => "<",
        Comparison::Equal => "=",
        Comparison::NotEqual => "≠",
    }
}
