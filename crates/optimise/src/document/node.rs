//! One place in a document, which knows where it stands.
//!
//! Main type: [`Node`]. Each reader of a kind returns nothing after it noted why.

use super::{Amount, Members, Reading};
use benfu_domain::{Day, Label};
use serde_json::Value;
use std::fmt;

/// How one gets to a place from the one that holds it.
#[derive(Debug, Clone, Copy)]
enum Step<'d> {
    Root,
    Member(&'d str),
    Item(usize),
}

/// A value with its place. Its way to the root is only written out when something is told of it.
#[derive(Debug, Clone, Copy)]
pub struct Node<'d, 'p> {
    /// What stands there.
    pub value: &'d Value,
    reading: &'p Reading,
    parent: Option<&'p Node<'d, 'p>>,
    step: Step<'d>,
}

impl<'d, 'p> Node<'d, 'p> {
    /// The document itself.
    pub fn root(value: &'d Value, reading: &'p Reading) -> Node<'d, 'p> {
        Node {
            value,
            reading,
            parent: None,
            step: Step::Root,
        }
    }

    /// A member of this object.
    pub(super) fn member<'q>(&'q self, name: &'d str, value: &'d Value) -> Node<'d, 'q>
    where
        'p: 'q,
    {
        Node {
            value,
            reading: self.reading,
            parent: Some(self),
            step: Step::Member(name),
        }
    }

    /// The items of a list; none, with a fault, when it is no list.
    pub fn items<'q>(&'q self) -> impl Iterator<Item = Node<'d, 'q>>
    where
        'p: 'q,
    {
        let list = self.value.as_array();
        if list.is_none() {
            self.wrong("一个列表 […]", "a list […]");
        }
        list.into_iter()
            .flatten()
            .enumerate()
            .map(|(at, value)| Node {
                value,
                reading: self.reading,
                parent: Some(self),
                step: Step::Item(at),
            })
    }

    /// The members of an object; nothing, with a fault, when it is none.
    pub fn members<'q>(&'q self) -> Option<Members<'d, 'q>>
    where
        'p: 'q,
    {
        let map = self.value.as_object();
        if map.is_none() {
            self.wrong("一个对象 {…}", "an object {…}");
        }
        map.map(|map| Members::new(self, map))
    }

    /// A name: text that is not blank, or a whole number taken as text.
    pub fn name(&self) -> Option<String> {
        match self.value {
            Value::String(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
            Value::Number(number) => Some(number.to_string()),
            _ => {
                self.wrong("非空的文字", "text that is not blank");
                None
            }
        }
    }

    /// A number of at most three decimals.
    pub fn amount(&self) -> Option<Amount> {
        let read = match self.value {
            Value::Number(number) => Amount::read(&number.to_string()),
            _ => None,
        };
        if read.is_none() {
            self.wrong(
                "不超过 10¹² 且至多三位小数的数",
                "a number up to 10¹² with at most three decimals",
            );
        }
        read
    }

    /// A number of at most three decimals that is not negative.
    pub fn quantity(&self) -> Option<Amount> {
        let amount = self.amount()?;
        if amount < Amount::ZERO {
            self.wrong("不小于 0 的数", "a number that is not negative");
            return None;
        }
        Some(amount)
    }

    /// A whole number from 0 to `most`.
    pub fn count(&self, most: usize) -> Option<usize> {
        let read = self.value.as_u64().and_then(|n| usize::try_from(n).ok());
        let read = read.filter(|number| *number <= most);
        if read.is_none() {
            self.wrong(
                &format!("0 到 {most} 的整数"),
                &format!("a whole number from 0 to {most}"),
            );
        }
        read
    }

    /// `true` or `false`.
    pub fn flag(&self) -> Option<bool> {
        let read = self.value.as_bool();
        if read.is_none() {
            self.wrong("true 或 false", "true or false");
        }
        read
    }

    /// A day such as `2027-01-31`.
    pub fn day(&self) -> Option<Day> {
        let read = self.value.as_str().and_then(|text| text.parse().ok());
        if read.is_none() {
            self.wrong("日期,如 \"2027-01-31\"", "a day such as \"2027-01-31\"");
        }
        read
    }

    /// Notes that something else was expected here.
    pub fn wrong(&self, zh: &str, en: &str) {
        let seen = shown(self.value);
        self.fault(
            Label::new(
                format!("此处应为{zh},实为 {seen}"),
                format!("{en} is expected here, found {seen}"),
            ),
            Label::new("改正后再运行", "correct it and run again"),
        );
    }

    /// Notes something wrong here.
    pub fn fault(&self, what: Label, next: Label) {
        self.reading.fault(self, what, next);
    }

    /// Notes something worth knowing here.
    pub fn remark(&self, what: Label) {
        self.reading.remark(self, what);
    }
}

/// A value as far as a line has room for it.
fn shown(value: &Value) -> String {
    let text = match value {
        Value::Object(_) => "{…}".to_owned(),
        Value::Array(_) => "[…]".to_owned(),
        other => other.to_string(),
    };
    match text.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}

impl fmt::Display for Node<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(parent) = self.parent {
            write!(f, "{parent}")?;
        }
        let below_root = self.parent.is_some_and(|parent| parent.parent.is_some());
        match self.step {
            Step::Root => Ok(()),
            Step::Member(name) if below_root => write!(f, ".{name}"),
            Step::Member(name) => write!(f, "{name}"),
            Step::Item(at) => write!(f, "[{at}]"),
        }
    }
}
