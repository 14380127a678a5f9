//! Needs (需求): scenarios, technical needs, open challenges.
//!
//! A [`Need`] is saved and matched with only a title and a text; [`Need::missing`] lists what publication still
//! lacks; [`Need::decide`] moves it along its life. A change of constraints after publication is a new version.
//!
//! Does not belong here: finding offers (matching), cases (programme).

mod life;
pub mod prose;
mod publication;
mod wording;

use crate::id::{ImportId, NeedId, OrganisationId, PartyId, SubjectKey};
use crate::region::RegionCode;
use benfu_rules::Day;

pub use life::{LIFE, NeedAction, NeedRefusal, NeedState, NeedStep};
pub use publication::PublicationPart;
pub use wording::{rule_of_words, words_of_rule};

/// A hard condition on the offer or its owner, in the rule language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Constraint {
    /// What it asks for, in the owner's words; may be empty.
    pub label: String,
    /// Rule text over concepts of the dictionary.
    pub rule: String,
}

/// What publication asks for beside title and text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Terms {
    /// What is measured, in words ("leak points found per km").
    pub metric: String,
    /// Unit of the metric as written.
    pub metric_unit: String,
    /// The value today, in thousandths of the unit.
    pub baseline_milli: Option<i64>,
    /// The value wanted, in thousandths of the unit.
    pub target_milli: Option<i64>,
    /// Hard conditions.
    pub constraints: Vec<Constraint>,
    /// Said on purpose: there are no hard conditions.
    pub unconstrained: bool,
    /// The post that answers for the need inside the owner.
    pub owner_post: String,
    /// Where the money comes from, in words.
    pub budget_path: String,
    /// How much, in fen.
    pub budget_fen: Option<i64>,
    /// How the result will be tested.
    pub acceptance_test: String,
    /// First day of the trial.
    pub starts_on: Option<Day>,
    /// Last day of the trial.
    pub ends_on: Option<Day>,
    /// Where it is to be done, when that is not where its owner is.
    pub place: Option<RegionCode>,
    /// What happens if it works.
    pub if_it_works: String,
}

/// One need.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Need {
    /// Identifier.
    pub id: NeedId,
    /// Its key in the fact journal.
    pub key: SubjectKey,
    /// The programme it belongs to, a pack id such as `scenario`.
    pub programme: String,
    /// Title.
    pub title: String,
    /// What is the matter, in words.
    pub text: String,
    /// The party that has the need.
    pub party: Option<PartyId>,
    /// The organisation that keeps the row.
    pub organisation: OrganisationId,
    /// Where it belongs.
    pub region: RegionCode,
    /// Where in its life it stands.
    pub state: NeedState,
    /// The code with which it closed.
    pub close_code: String,
    /// What publication asks for.
    pub terms: Terms,
    /// Which published version this is; 0 before the first publication.
    pub published_version: i64,
    /// After this day it expires unless renewed.
    pub expires_on: Option<Day>,
    /// The import it came with.
    pub import: Option<ImportId>,
    /// When it was handed in or drafted.
    pub opened_on: Day,
    /// Counts up with each write.
    pub version: i64,
}
