//! Forms as data: fields with label, hint, value and problem, so that every form is drawn by the same
//! macros and none lacks a label.
//!
//! Main types: [`Field`], [`Fields`] (a titled group) and [`ActForm`] (an act with its button). What
//! does not belong here: checking values, which is the use case's business; it reports problems by
//! field name.

use crate::locale::Lang;
use std::fmt::Display;

/// One choice of a field.
#[derive(Clone, Debug)]
pub struct Choice {
    /// The value sent.
    pub value: String,
    /// The words shown.
    pub label: String,
}

impl Choice {
    /// A choice.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
        }
    }
}

/// How a field is filled in.
#[derive(Clone, Debug)]
pub enum Control {
    /// One line of text.
    Line,
    /// One line of text, with beginnings that people often write.
    Suggested(Vec<String>),
    /// A password.
    Password,
    /// Several lines; the number is the height in lines.
    Text(u8),
    /// A whole or decimal number, with its unit shown behind.
    Number(String),
    /// A day.
    Day,
    /// One of a list.
    Select(Vec<Choice>),
    /// One of a few, all visible.
    Radio(Vec<Choice>),
    /// A file; the list of endings it may have, such as `.xlsx,.csv`.
    File(String),
    /// Yes or no.
    Tick,
    /// Sent along unseen.
    Hidden,
}

/// One field of a form.
#[derive(Clone, Debug)]
pub struct Field {
    /// The name sent, unique in the page.
    pub name: String,
    /// The label.
    pub label: String,
    /// How it is filled in.
    pub control: Control,
    /// The value now.
    pub value: String,
    /// A sentence of help below the label.
    pub hint: Option<String>,
    /// What is wrong with the value.
    pub problem: Option<String>,
    /// Whether the form cannot be sent without it.
    pub required: bool,
}

impl Field {
    /// An empty optional field.
    pub fn new(name: impl Into<String>, label: impl Into<String>, control: Control) -> Self {
        Self {
            name: name.into(),
            label: label.into(),
            control,
            value: String::new(),
            hint: None,
            problem: None,
            required: false,
        }
    }

    /// With a value.
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = value.into();
        self
    }

    /// With a sentence of help.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// With a problem.
    #[must_use]
    pub fn problem(mut self, problem: impl Into<String>) -> Self {
        self.problem = Some(problem.into());
        self
    }

    /// Required.
    #[must_use]
    pub fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// The ids of hint and problem, for `aria-describedby`.
    pub fn described_by(&self) -> String {
        let hint = self.hint.as_ref().map(|_| format!("{}-hint", self.name));
        let problem = self
            .problem
            .as_ref()
            .map(|_| format!("{}-problem", self.name));
        [hint, problem]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" ")
    }
}

/// A titled group of fields.
#[derive(Clone, Debug)]
pub struct Fields {
    /// The title of the group.
    pub title: String,
    /// A sentence below it.
    pub lead: Option<String>,
    /// The fields.
    pub fields: Vec<Field>,
}

/// How much weight the button of an act has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// What one comes here to do; at most one in a page.
    Main,
    /// Anything else.
    Other,
    /// It ends or withdraws something.
    Grave,
}

impl Weight {
    /// The class of the button.
    pub fn class(self) -> &'static str {
        match self {
            Self::Main => "main",
            Self::Other => "other",
            Self::Grave => "grave",
        }
    }
}

/// An act a person may do here, with the fields it asks for.
#[derive(Clone, Debug)]
pub struct ActForm {
    /// Where it is sent.
    pub href: String,
    /// The words of the button.
    pub label: String,
    /// What it does, in one sentence.
    pub effect: String,
    /// Its weight.
    pub weight: Weight,
    /// The version of the record seen; a newer one is a conflict.
    pub version: i64,
    /// What it asks for; names are made unique in the page by the caller.
    pub fields: Vec<Field>,
}

impl ActForm {
    /// An act sent to `href` that asks for nothing and names no version; `keys` are those of its button and of its effect.
    pub fn new(lang: Lang, href: impl Display, keys: (&str, &str)) -> Self {
        Self {
            href: href.to_string(),
            label: lang.t(keys.0).into_owned(),
            effect: lang.t(keys.1).into_owned(),
            weight: Weight::Other,
            version: 0,
            fields: Vec::new(),
        }
    }

    /// With another weight.
    #[must_use]
    pub fn weight(self, weight: Weight) -> Self {
        Self { weight, ..self }
    }

    /// On the version of the record that was seen.
    #[must_use]
    pub fn version(self, version: i64) -> Self {
        Self { version, ..self }
    }

    /// Asking for these fields.
    #[must_use]
    pub fn fields(self, fields: Vec<Field>) -> Self {
        Self { fields, ..self }
    }
}

/// Problems of a form, as the list at its top: field name and text.
pub fn problems(groups: &[Fields]) -> Vec<(&str, &str)> {
    groups
        .iter()
        .flat_map(|group| &group.fields)
        .filter_map(|field| Some((field.name.as_str(), field.problem.as_deref()?)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_described_by_what_stands_beside_it() {
        let field = Field::new("metric", "指标", Control::Line);
        assert_eq!(field.described_by(), "");
        assert_eq!(
            field.hint("h").problem("p").described_by(),
            "metric-hint metric-problem"
        );
    }

    #[test]
    fn problems_are_listed_in_the_order_of_the_form() {
        let fields = vec![
            Field::new("a", "A", Control::Line).problem("first"),
            Field::new("b", "B", Control::Line),
            Field::new("c", "C", Control::Tick).problem("second"),
        ];
        let groups = [Fields {
            title: String::new(),
            lead: None,
            fields,
        }];
        assert_eq!(problems(&groups), [("a", "first"), ("c", "second")]);
    }
}
