//! Reading one TOML table key by key, noting every fault with its place.
//!
//! Main types: [`Table`], [`Node`]. A reader asks for each key it knows and then calls
//! [`Table::finish`], which reports the keys that nobody asked for. A fault never stops the reading:
//! the answer is then nothing, or an empty value that the pack is never made of, because faults are errors.

use crate::diagnostic::content_start;
use crate::fault::{self, Fault};
pub(crate) use crate::log::{Log, TextFile};
use crate::spelling::nearest;
use benfu_domain::Label;
use benfu_rules::Day;
use std::cell::RefCell;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A table of a file, and the keys asked for so far.
pub(crate) struct Table<'a> {
    pub(crate) file: &'a TextFile,
    pub(crate) log: &'a Log,
    keys: &'a DeTable<'a>,
    span: Range<usize>,
    asked: RefCell<Vec<&'static str>>,
}

/// A value with its place.
pub(crate) struct Node<'a> {
    pub(crate) file: &'a TextFile,
    log: &'a Log,
    value: &'a Spanned<DeValue<'a>>,
}

/// Parses a file and hands its table to a reader; what can be read is read even when something cannot.
pub(crate) fn with_table<T>(file: &TextFile, log: &Log, read: impl FnOnce(&Table<'_>) -> T) -> T {
    let (table, errors) = DeTable::parse_recoverable(&file.text);
    for error in &errors {
        let byte = error.span().map_or(0, |span| span.start);
        log.note(file, byte, fault::syntax(error.message()));
    }
    let (span, asked) = (table.span(), RefCell::default());
    read(&Table {
        file,
        log,
        keys: table.get_ref(),
        span,
        asked,
    })
}

impl<'a> Table<'a> {
    fn inner(node: &Node<'a>) -> Option<Table<'a>> {
        let table = node.value.get_ref().as_table()?;
        let (span, asked) = (node.value.span(), RefCell::default());
        Some(Table {
            file: node.file,
            log: node.log,
            keys: table,
            span,
            asked,
        })
    }

    /// The value of a key, if it is there.
    pub(crate) fn node(&self, key: &'static str) -> Option<Node<'a>> {
        self.asked.borrow_mut().push(key);
        let value = self.keys.get(key)?;
        Some(Node {
            file: self.file,
            log: self.log,
            value,
        })
    }

    /// The value of a key that must be there.
    pub(crate) fn required(&self, key: &'static str) -> Option<Node<'a>> {
        let node = self.node(key);
        if node.is_none() {
            self.fault(fault::key_missing(key));
        }
        node
    }

    /// Notes a fault of the table as a whole.
    pub(crate) fn fault(&self, fault: Fault) {
        self.log.note(self.file, self.span.start, fault);
    }

    /// Notes a fault at a key's value, or at the table when it has no such key.
    pub(crate) fn fault_at(&self, key: &str, fault: Fault) {
        let start = self
            .keys
            .get(key)
            .map_or(self.span.start, |value| value.span().start);
        self.log.note(self.file, start, fault);
    }

    /// A text that must be there and say something.
    pub(crate) fn text(&self, key: &'static str) -> String {
        let text = self.required(key).and_then(|node| node.text());
        if text.as_ref().is_some_and(|text| text.trim().is_empty()) {
            self.fault_at(key, fault::key_missing(key));
        }
        text.unwrap_or_default()
    }

    /// A text that may be missing.
    pub(crate) fn optional_text(&self, key: &'static str) -> String {
        self.node(key)
            .and_then(|node| node.text())
            .unwrap_or_default()
    }

    /// Yes or no; no when it is missing.
    pub(crate) fn flag(&self, key: &'static str) -> bool {
        self.node(key)
            .and_then(|node| node.flag())
            .unwrap_or_default()
    }

    /// A whole number within bounds, if it is there.
    pub(crate) fn whole(&self, key: &'static str, low: i64, high: i64) -> Option<i64> {
        self.node(key)?.whole(low, high)
    }

    /// A day, if it is there.
    pub(crate) fn day(&self, key: &'static str) -> Option<Day> {
        self.node(key)?.day()
    }

    /// A list of values; empty when it is missing.
    pub(crate) fn list(&self, key: &'static str) -> Vec<Node<'a>> {
        self.node(key).map(|node| node.list()).unwrap_or_default()
    }

    /// A list of texts; empty when it is missing.
    pub(crate) fn texts(&self, key: &'static str) -> Vec<String> {
        self.list(key).iter().filter_map(Node::text).collect()
    }

    /// A table that may be missing.
    pub(crate) fn table(&self, key: &'static str) -> Option<Table<'a>> {
        self.node(key)?.table()
    }

    /// A list of tables; empty when it is missing.
    pub(crate) fn tables(&self, key: &'static str) -> Vec<Table<'a>> {
        self.list(key).iter().filter_map(Node::table).collect()
    }

    /// A label that must be there in both languages.
    pub(crate) fn label(&self, key: &'static str) -> Label {
        self.required(key)
            .map(|node| node.label(key))
            .unwrap_or_default()
    }

    /// A label that may be missing, but not in one language.
    pub(crate) fn optional_label(&self, key: &'static str) -> Label {
        self.node(key)
            .map(|node| node.label(key))
            .unwrap_or_default()
    }

    /// One word of a fixed list that must be there.
    pub(crate) fn word<T: Copy>(
        &self,
        key: &'static str,
        all: &[T],
        word: fn(T) -> &'static str,
    ) -> Option<T> {
        self.required(key)?.word(all, word)
    }

    /// One word of a fixed list, or another value when it is missing.
    pub(crate) fn word_or<T: Copy>(
        &self,
        key: &'static str,
        all: &[T],
        word: fn(T) -> &'static str,
        or: T,
    ) -> T {
        match self.node(key) {
            Some(node) => node.word(all, word).unwrap_or(or),
            None => or,
        }
    }

    /// Every key with its value, for tables whose keys are names; the keys count as asked.
    pub(crate) fn entries(&self) -> Vec<(String, Node<'a>)> {
        let node = |value| Node {
            file: self.file,
            log: self.log,
            value,
        };
        self.keys
            .iter()
            .map(|(key, value)| (key.get_ref().to_string(), node(value)))
            .collect()
    }

    /// Reports the keys that nobody asked for.
    pub(crate) fn finish(&self) {
        let asked = self.asked.borrow();
        for key in self.keys.keys() {
            let name = key.get_ref().as_ref();
            if !asked.contains(&name) {
                let near = nearest(name, asked.iter().copied());
                self.log
                    .note(self.file, key.span().start, fault::key_unknown(name, near));
            }
        }
    }
}

impl<'a> Node<'a> {
    /// Notes a fault of this value.
    pub(crate) fn fault(&self, fault: Fault) {
        self.log.note(self.file, self.value.span().start, fault);
    }

    /// Notes a fault inside the content of this text, at a byte of the content.
    pub(crate) fn fault_inside(&self, content: &str, byte: usize, fault: Fault) {
        let start = content_start(&self.file.text, &self.value.span(), content);
        self.log.note(self.file, start + byte, fault);
    }

    fn wrong<T>(&self, expected: (&str, &str)) -> Option<T> {
        self.fault(fault::wrong_type(expected, self.value.get_ref().type_str()));
        None
    }

    /// A text.
    pub(crate) fn text(&self) -> Option<String> {
        let text = self.value.get_ref().as_str().map(str::to_owned);
        text.or_else(|| self.wrong(("加引号的文本", "a quoted text")))
    }

    fn flag(&self) -> Option<bool> {
        self.value
            .get_ref()
            .as_bool()
            .or_else(|| self.wrong(("true 或 false", "true or false")))
    }

    /// A whole number within bounds.
    pub(crate) fn whole(&self, low: i64, high: i64) -> Option<i64> {
        let Some(integer) = self.value.get_ref().as_integer() else {
            return self.wrong(("整数", "a whole number"));
        };
        let number = i64::from_str_radix(integer.as_str(), integer.radix()).ok();
        let within = number.filter(|number| (low..=high).contains(number));
        if within.is_none() {
            self.fault(fault::out_of_range(integer.as_str(), low, high));
        }
        within
    }

    /// A day, as a TOML date or as text.
    pub(crate) fn day(&self) -> Option<Day> {
        let written = match self.value.get_ref() {
            DeValue::Datetime(date) => date.to_string(),
            DeValue::String(text) => text.to_string(),
            DeValue::Integer(_)
            | DeValue::Float(_)
            | DeValue::Boolean(_)
            | DeValue::Array(_)
            | DeValue::Table(_) => {
                return self.wrong(("日期，如 2026-06-30", "a date such as 2026-06-30"));
            }
        };
        let day = written.parse().ok();
        // A date that the parser refused has been reported by it, and reads as nothing.
        if day.is_none() && !written.is_empty() {
            self.fault(fault::no_day(&written));
        }
        day
    }

    /// The values of a list.
    pub(crate) fn list(&self) -> Vec<Node<'a>> {
        let Some(array) = self.value.get_ref().as_array() else {
            return self
                .wrong(("列表 [ … ]", "a list [ … ]"))
                .unwrap_or_default();
        };
        array
            .iter()
            .map(|value| Node {
                file: self.file,
                log: self.log,
                value,
            })
            .collect()
    }

    /// The table that this value is.
    pub(crate) fn table(&self) -> Option<Table<'a>> {
        Table::inner(self).or_else(|| self.wrong(("表 { … }", "a table { … }")))
    }

    /// Is it a table? Where a value may be written in two ways.
    pub(crate) fn is_table(&self) -> bool {
        self.value.get_ref().is_table()
    }

    /// Is it a text? Where a value may be written in two ways.
    pub(crate) fn is_text(&self) -> bool {
        self.value.get_ref().is_str()
    }

    /// Is it a list? Where a value may be written in two ways.
    pub(crate) fn is_list(&self) -> bool {
        self.value.get_ref().is_array()
    }

    /// One word of a fixed list.
    pub(crate) fn word<T: Copy>(&self, all: &[T], word: fn(T) -> &'static str) -> Option<T> {
        let text = self.text()?;
        let found = all
            .iter()
            .copied()
            .find(|candidate| word(*candidate) == text);
        if found.is_none() {
            let known: Vec<&str> = all.iter().map(|candidate| word(*candidate)).collect();
            let near = nearest(&text, known.iter().copied());
            self.fault(fault::word_unknown(&text, &known, near));
        }
        found
    }

    fn label(&self, key: &str) -> Label {
        let Some(table) = self.table() else {
            return Label::default();
        };
        let text = |language: &'static str| {
            let text = table.optional_text(language);
            if text.trim().is_empty() {
                table.fault(fault::label_missing(key, language));
            }
            text
        };
        let label = Label::new(text("zh"), text("en"));
        table.finish();
        label
    }
}
