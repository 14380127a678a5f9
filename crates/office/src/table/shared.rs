//! The texts that a workbook keeps once and its cells refer to.
//!
//! [`SharedStrings`] holds them in one buffer: four bytes beside each text, no allocation for it.

use super::error::Refusal;
use crate::limits::Limits;

#[derive(Debug, Default)]
pub(crate) struct SharedStrings {
    text: String,
    ends: Vec<u32>,
}

impl SharedStrings {
    /// Appends a text; refuses it once a limit is passed.
    pub(crate) fn push(&mut self, text: &str, limits: &Limits) -> Result<(), Refusal> {
        if self.ends.len() >= limits.shared_strings {
            return Err(Refusal::SharedStrings {
                limit: limits.shared_strings,
            });
        }
        self.text.push_str(text);
        let end = u32::try_from(self.text.len()).ok();
        let end = end.filter(|_| self.text.len() <= limits.shared_string_bytes);
        self.ends.push(end.ok_or(Refusal::SharedStrings {
            limit: limits.shared_string_bytes,
        })?);
        Ok(())
    }

    /// The text with this number, counted from 0.
    pub(crate) fn get(&self, index: usize) -> Option<&str> {
        let to = *self.ends.get(index)? as usize;
        let from = index
            .checked_sub(1)
            .map_or(0, |before| self.ends[before] as usize);
        self.text.get(from..to)
    }
}
