//! Policies: what a firm applies for, in dated editions.
//!
//! Main types: [`Policy`], [`Edition`]. What an edition demands is a [`Criteria`] of the rules crate; names, sources
//! and everything that is for people stand here. How a policy is written is in `packs/README.md`.

use crate::pack::{Citation, Confidence};
use benfu_domain::fact::Dictionary;
use benfu_domain::ladder::SharedLimit;
use benfu_domain::region::RegionCode;
use benfu_domain::{Day, Label, Lang};
use benfu_rules::{
    Criteria, CriterionLabels, Language, ParameterGap, ParameterValue, Parameters, Value,
};
use std::collections::BTreeMap;

/// What a policy is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PolicyKind {
    /// A title.
    Recognition,
    /// Money.
    Subsidy,
    /// A place, such as a floor.
    Admission,
    /// A title of a technology platform.
    Platform,
    /// A class that follows from figures alone.
    Classification,
    /// What a floor must be for a process: nobody applies for it.
    Guide,
}

/// A title that a policy leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// The scheme.
    pub scheme: String,
    /// Its level; empty when it has none.
    pub level: String,
}

/// The id of the condition that a policy's territory becomes.
pub const TERRITORY: &str = "territory";

/// Where a policy holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Territory {
    /// The regions, with all that lies inside; everywhere when empty.
    pub regions: Vec<RegionCode>,
    /// Regions inside that are left out.
    pub excludes: Vec<RegionCode>,
}

/// What a firm applies for.
#[derive(Debug, Clone, PartialEq)]
pub struct Policy {
    /// Identifier, the path of its file with dots.
    pub id: String,
    /// Name for people.
    pub label: Label,
    /// What it is.
    pub kind: PolicyKind,
    /// Who decides.
    pub authority: Label,
    /// The title it leads to.
    pub grants: Option<Grant>,
    /// Where it holds.
    pub territory: Territory,
    /// With which others it is limited.
    pub group: Option<SharedLimit>,
    /// Its editions, the earliest first; they do not overlap.
    pub editions: Vec<Edition>,
}

/// A policy as one document has it, for cases that begin between two days.
#[derive(Debug, Clone, PartialEq)]
pub struct Edition {
    /// Identifier inside the policy.
    pub id: String,
    /// First day on which a case may begin under it.
    pub from: Day,
    /// Last such day, if it ended.
    pub until: Option<Day>,
    /// The document.
    pub source: Citation,
    /// What it gives.
    pub benefit: Option<Benefit>,
    /// When applications are taken.
    pub windows: Vec<Window>,
    /// How long what it gives holds.
    pub validity: Option<Validity>,
    /// What is due when.
    pub clocks: Vec<Clock>,
    /// What it demands.
    pub criteria: Criteria,
    /// Names of criteria, blocks, items and ways, by their ids.
    pub labels: BTreeMap<String, Label>,
    /// Where each criterion comes from, by its id.
    pub sources: BTreeMap<String, Citation>,
}

/// What a policy gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Benefit {
    /// In words.
    pub text: Label,
    /// Parameter with the amount; empty when there is none.
    pub amount: String,
    /// Parameter with the share of what the firm spent.
    pub ratio: String,
    /// Parameter with the most it gives.
    pub cap: String,
    /// The clause.
    pub source: Citation,
}

/// Days on which applications are taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Window {
    /// Which round it is.
    pub label: Label,
    /// First day.
    pub from: Day,
    /// Last day.
    pub until: Day,
    /// The notice.
    pub source: Citation,
}

/// How long a title holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Validity {
    /// In months.
    pub months: i64,
    /// The clause.
    pub source: Citation,
}

/// Something that is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clock {
    /// Identifier inside the edition.
    pub id: String,
    /// What is due.
    pub label: Label,
    /// When.
    pub due: Due,
    /// The clause.
    pub source: Citation,
}

/// When something is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Due {
    /// Each year by a day: month (1 to 12) and day.
    Yearly {
        /// The month.
        month: u8,
        /// The day of the month.
        day: u8,
    },
    /// Within so many months of what sets it off.
    WithinMonths(i64),
    /// Again after so many months.
    EveryMonths(i64),
    /// Within so many working days.
    WorkingDays(i64),
}

impl Policy {
    /// The edition under which a case begins on a day.
    pub fn edition_on(&self, day: Day) -> Option<&Edition> {
        let covers = |edition: &&Edition| {
            edition.from <= day && edition.until.is_none_or(|until| day <= until)
        };
        self.editions.iter().find(covers)
    }

    /// The edition of this id: the one a case is pinned to.
    pub fn edition(&self, id: &str) -> Option<&Edition> {
        self.editions.iter().find(|edition| edition.id == id)
    }
}

impl Edition {
    /// Whether anything it demands rests on a source that nobody compared with the text.
    pub fn is_unconfirmed(&self) -> bool {
        let sources = self.sources.values().chain([&self.source]);
        sources
            .into_iter()
            .any(|source| source.confidence == Confidence::Medium)
    }

    /// The name of a criterion, block, item or way; the id when it has none.
    pub fn label(&self, id: &str, lang: Lang) -> String {
        self.labels
            .get(id)
            .map_or_else(|| id.to_owned(), |label| label.text(lang).to_owned())
    }
}

impl CriterionLabels for Edition {
    fn criterion(&self, id: &str, language: Language) -> String {
        let lang = match language {
            Language::Chinese => Lang::Zh,
            Language::English => Lang::En,
        };
        self.label(id, lang)
    }
}

/// The parameters as they were on the day a case began, whatever day it is judged on.
#[derive(Debug, Clone, Copy)]
pub struct Pinned<'a> {
    /// The parameters.
    pub dictionary: &'a Dictionary,
    /// The day the case began.
    pub began_on: Day,
}

impl Parameters for Pinned<'_> {
    fn tiers(&self, id: &str, _on: Day) -> Option<Vec<benfu_rules::Tier>> {
        Parameters::tiers(self.dictionary, id, self.began_on)
    }

    fn parameter(
        &self,
        id: &str,
        by: Option<&Value>,
        _on: Day,
    ) -> Result<ParameterValue, ParameterGap> {
        Parameters::parameter(self.dictionary, id, by, self.began_on)
    }
}
