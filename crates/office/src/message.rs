//! How a refusal speaks to a person.
//!
//! [`Message`] is what, where, why and what to do next, in Chinese and in English, with a stable
//! code. Every error of this crate that a person may see implements [`Explain`].

use std::fmt;

/// One refusal in two languages. Both texts say what happened, where, why, and what to do next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Stable identifier, for the table of codes and for scripts.
    pub code: &'static str,
    /// Chinese text.
    pub zh: String,
    /// English text.
    pub en: String,
}

impl Message {
    pub(crate) fn new(code: &'static str, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            code,
            zh: zh.into(),
            en: en.into(),
        }
    }
}

impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.en)
    }
}

/// An error that can say itself to a person.
pub trait Explain {
    /// The refusal in both languages.
    fn message(&self) -> Message;
}
