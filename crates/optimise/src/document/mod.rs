//! Reading a JSON document that somebody wrote by hand or by a program of their own.
//!
//! A reader is tolerant of what is missing and strict about what is wrong: an absent part has its
//! written default, a member that nobody asked for is told in a [`Remark`], and a wrong one is a
//! [`Fault`] with its place, the reason and what to do next, in both languages. It never stops at
//! the first. Main types: [`Reading`], [`Node`], [`Members`], [`Amount`]. What a document means
//! belongs to the module that reads it.

mod amount;
mod members;
mod node;

pub use amount::Amount;
pub(crate) use amount::decimal;
pub use members::Members;
pub use node::Node;

use benfu_domain::Label;
use std::cell::RefCell;
use std::fmt;

/// Something wrong in a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where: `units[3].area_m2`; empty for the document as a whole.
    pub at: String,
    /// What is wrong, and why that matters.
    pub what: Label,
    /// What to do next.
    pub next: Label,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Fault { at, what, next } = self;
        let place = if at.is_empty() { "(document)" } else { at };
        writeln!(f, "{place}: {} → {}", what.zh, next.zh)?;
        write!(f, "{place}: {} → {}", what.en, next.en)
    }
}

/// Something worth knowing that is not wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// Where, as in a [`Fault`].
    pub at: String,
    /// What was seen and how it was taken.
    pub what: Label,
}

/// Faults beyond these are counted and not told.
const FAULTS_TOLD: usize = 50;

/// What was found on the way through one document.
#[derive(Debug, Default)]
pub struct Reading {
    faults: RefCell<Vec<Fault>>,
    more: RefCell<usize>,
    remarks: RefCell<Vec<Remark>>,
}

impl Reading {
    /// Notes something wrong.
    pub fn fault(&self, at: impl fmt::Display, what: Label, next: Label) {
        let mut faults = self.faults.borrow_mut();
        if faults.len() < FAULTS_TOLD {
            let at = at.to_string();
            faults.push(Fault { at, what, next });
        } else {
            *self.more.borrow_mut() += 1;
        }
    }

    /// Notes something worth knowing; the same words about many places are told once.
    pub fn remark(&self, at: impl fmt::Display, what: Label) {
        let mut remarks = self.remarks.borrow_mut();
        if remarks.len() < FAULTS_TOLD && remarks.iter().all(|known| known.what != what) {
            let at = at.to_string();
            remarks.push(Remark { at, what });
        }
    }

    /// Whether nothing wrong was seen so far.
    pub fn is_clean(&self) -> bool {
        self.faults.borrow().is_empty()
    }

    /// What was read, with the remarks; or everything that was wrong.
    ///
    /// # Errors
    /// The faults, when there is one or nothing was read.
    pub fn finish<T>(self, read: Option<T>) -> Result<(T, Vec<Remark>), Vec<Fault>> {
        let (mut faults, more) = (self.faults.into_inner(), self.more.into_inner());
        if more > 0 {
            faults.push(Fault {
                at: String::new(),
                what: Label::new(
                    format!("另有 {more} 处错误未列出"),
                    format!("{more} more faults are not listed"),
                ),
                next: Label::new("先改正以上各处", "correct the ones above first"),
            });
        }
        match read {
            Some(read) if faults.is_empty() => Ok((read, self.remarks.into_inner())),
            _ => Err(faults),
        }
    }
}

/// Reads the text of a document as JSON.
///
/// # Errors
/// One fault with line and column when it is not JSON.
pub fn parse(text: &str) -> Result<serde_json::Value, Vec<Fault>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    serde_json::from_str(text).map_err(|error| {
        vec![Fault {
            at: format!("line {}, column {}", error.line(), error.column()),
            what: Label::new(
                format!("这不是合法的 JSON:{error}"),
                format!("this is not JSON: {error}"),
            ),
            next: Label::new(
                "检查该处的逗号、引号和括号",
                "check commas, quotes and brackets there",
            ),
        }]
    })
}
