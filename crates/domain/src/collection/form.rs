//! What a form asks for.

use crate::fact::{Concept, Dictionary, Level, SubjectKind};
use crate::id::{FormId, OrganisationId};
use crate::period::Period;
use crate::region::RegionCode;
use benfu_rules::Day;
use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

/// The most concepts that a form asks for; a longer one is not filled in.
pub const MOST_ITEMS: usize = 60;

/// For which time a concept is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Asked {
    /// The value that holds now.
    Latest,
    /// The closed year before the round opens, or so many years earlier.
    ClosedYear(u8),
    /// A period named when the form was made.
    During(Period),
}

/// A text says no time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadAsked;

impl Asked {
    /// The usual time of a concept: the last closed year of a yearly one, the latest value of any other.
    pub fn usual(concept: &Concept) -> Asked {
        match concept.period {
            benfu_rules::Period::Yearly => Asked::ClosedYear(0),
            benfu_rules::Period::Timeless => Asked::Latest,
        }
    }

    /// The period that is meant in a round opened on a day; [`Period::Always`] for the latest value.
    pub fn period(self, opened_on: Day) -> Period {
        match self {
            Asked::Latest => Period::Always,
            Asked::ClosedYear(back) => Period::Year(opened_on.year() - 1 - i32::from(back)),
            Asked::During(period) => period,
        }
    }

    /// Can a concept be asked for this time? A yearly one needs a year, any other has only its latest value.
    fn fits(self, concept: &Concept) -> bool {
        let yearly = matches!(self, Asked::ClosedYear(_) | Asked::During(Period::Year(_)));
        yearly == (concept.period == benfu_rules::Period::Yearly)
    }
}

impl fmt::Display for Asked {
    /// The text form: `latest`, `closed`, `closed.1` or a period such as `2024`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Asked::Latest => f.write_str("latest"),
            Asked::ClosedYear(0) => f.write_str("closed"),
            Asked::ClosedYear(back) => write!(f, "closed.{back}"),
            Asked::During(period) => write!(f, "{period}"),
        }
    }
}

impl FromStr for Asked {
    type Err = BadAsked;

    fn from_str(text: &str) -> Result<Asked, BadAsked> {
        match text {
            "latest" => Ok(Asked::Latest),
            "closed" => Ok(Asked::ClosedYear(0)),
            "" => Err(BadAsked),
            text => match text.strip_prefix("closed.") {
                Some(back) => back.parse().map(Asked::ClosedYear).map_err(|_| BadAsked),
                None => text.parse().map(Asked::During).map_err(|_| BadAsked),
            },
        }
    }
}

/// One line of a form.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Item {
    /// What is asked for.
    pub concept: String,
    /// For which time.
    pub asked: Asked,
}

/// A form in its newest edition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// Identifier.
    pub id: FormId,
    /// Its name.
    pub title: String,
    /// Why it is asked and how to fill it in; may be empty.
    pub explanation: String,
    /// The policy it serves: then an unknown that cannot change that policy's answer is not asked.
    pub policy: Option<String>,
    /// A value without a period that is dated within so many months needs no confirmation.
    pub fresh_months: u32,
    /// Counts up with each change; rounds name the edition that they sent.
    pub edition: i64,
    /// What it asks for, in order.
    pub items: Vec<Item>,
    /// Whose form it is.
    pub organisation: OrganisationId,
    /// Where it belongs.
    pub region: RegionCode,
    /// Counts up with each write.
    pub version: i64,
}

/// Why a form cannot be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FormFault {
    /// It has no title.
    NoTitle,
    /// It asks for nothing.
    NothingAsked,
    /// It asks for more than [`MOST_ITEMS`].
    TooMuch,
    /// The dictionary has no such concept, or it is not about firms.
    UnknownConcept(String),
    /// Nobody but its owner may see the concept, so it is never collected.
    Confidential(String),
    /// The concept cannot be asked for this time.
    WrongTime(String),
    /// It is asked twice.
    Twice(String),
}

impl Form {
    /// Everything that keeps the form from being sent.
    pub fn faults(&self, dictionary: &Dictionary) -> Vec<FormFault> {
        let mut faults = Vec::new();
        if self.title.trim().is_empty() {
            faults.push(FormFault::NoTitle);
        }
        match self.items.len() {
            0 => faults.push(FormFault::NothingAsked),
            count if count > MOST_ITEMS => faults.push(FormFault::TooMuch),
            _ => {}
        }
        let mut seen = BTreeSet::new();
        for item in &self.items {
            faults.extend(item.fault(dictionary));
            if !seen.insert(item) {
                faults.push(FormFault::Twice(item.concept.clone()));
            }
        }
        faults
    }
}

impl Item {
    fn fault(&self, dictionary: &Dictionary) -> Option<FormFault> {
        let id = || self.concept.clone();
        match dictionary.concepts.get(&self.concept) {
            None => Some(FormFault::UnknownConcept(id())),
            Some(concept) if concept.subject != SubjectKind::Party => {
                Some(FormFault::UnknownConcept(id()))
            }
            Some(concept) if concept.level == Level::MatchOnly => {
                Some(FormFault::Confidential(id()))
            }
            Some(concept) if !self.asked.fits(concept) => Some(FormFault::WrongTime(id())),
            Some(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_of_an_item_reads_back_what_it_wrote() {
        let all = [
            Asked::Latest,
            Asked::ClosedYear(0),
            Asked::ClosedYear(2),
            Asked::During(Period::Year(2023)),
        ];
        for asked in all {
            assert_eq!(asked.to_string().parse(), Ok(asked));
        }
        for text in ["", "closed.", "closed.x", "last year", "closed.300"] {
            assert_eq!(text.parse::<Asked>(), Err(BadAsked), "{text}");
        }
    }

    #[test]
    fn a_closed_year_is_counted_from_the_opening_day() {
        let opened: Day = "2025-03-10".parse().expect("a day");
        assert_eq!(Asked::ClosedYear(0).period(opened), Period::Year(2024));
        assert_eq!(Asked::ClosedYear(2).period(opened), Period::Year(2022));
        assert_eq!(Asked::Latest.period(opened), Period::Always);
    }
}
