//! Matching: ranked offers for a need and needs for a firm, each with reasons for and against.
//!
//! [`match_need`] and [`match_party`] are the two directions; [`why_not`] answers for one named offer. All go
//! through [`judging`]: hard constraints first, text second, fused into one score whose parts are shown.
//! [`Finder`] is the full-text index, a cache of the store.

mod ahead;
mod conditions;
mod find_text;
mod finder;
mod judging;
mod learning;
mod match_need;
mod match_party;
mod meanings;
mod profile;
pub mod quality;
mod rank_records;
mod ranking;
mod shown;

pub(crate) use ahead::Ahead;
pub use benfu_search::meaning;
pub use find_text::{FoundText, find_text};
pub use finder::Finder;
pub use judging::{Candidate, Ranked};
pub use learning::{Learned, learn_ranking, try_learning};
pub use match_need::{NeedMatches, match_need, why_not};
pub use match_party::{PartyMatches, match_offer, match_party};
pub use meanings::{Meanings, WithoutMeaning};
pub use rank_records::{RankRecord, rank_records};
pub use ranking::{RankingPage, put_ranking_in_force, read_rankings, take_ranking_back};
pub use shown::{ShownConstraint, explain, explain_conditions};
