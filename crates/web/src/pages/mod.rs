//! The pages, one room per area. Each page is a typed view model joined with its template; handlers
//! fill the models from use cases.
//!
//! What does not belong here: words (see `locales/`), drawings (see [`crate::chart`]).

pub mod access;
pub mod case;
pub mod home;
pub mod import;
pub mod ledger;
pub mod need;
pub mod offer;
pub mod party;
pub mod report;

use crate::form::Fields;
use crate::view::{FilterChoice, Link};

/// A group of filter choices, such as all states.
#[derive(Clone, Debug)]
pub struct FilterGroup {
    /// What the group filters by.
    pub label: String,
    /// The choices, "all" first.
    pub choices: Vec<FilterChoice>,
}

/// What every list page has above its rows.
#[derive(Clone, Debug, Default)]
pub struct ListHead {
    /// The words searched for.
    pub words: String,
    /// Filters in force that the search form must carry on, as name and value.
    pub carried: Vec<(String, String)>,
    /// The filters.
    pub filters: Vec<FilterGroup>,
    /// True when words or a filter narrow the list: an empty list then has another reason.
    pub narrowed: bool,
    /// The link that makes a new record, when the reader may.
    pub create: Option<Link>,
}

/// A form that makes or changes a record.
#[derive(Clone, Debug)]
pub struct RecordForm {
    /// Where it is sent.
    pub action: String,
    /// Where giving up leads.
    pub back: Link,
    /// The version of the record seen; 0 for a new one.
    pub version: i64,
    /// What is enough to save, in a sentence.
    pub lead: String,
    /// The fields.
    pub groups: Vec<Fields>,
}

impl RecordForm {
    /// The problems for the list at the top.
    pub fn problems(&self) -> Vec<(&str, &str)> {
        crate::form::problems(&self.groups)
    }
}

#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;
