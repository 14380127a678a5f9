//! Matching (匹配): hard constraints first, similarity second, reasons both ways.
//!
//! [`judge`] answers the constraints of a need for one candidate; [`Weights::score`] fuses the parts of a score
//! into one whole number whose parts are shown; [`tried`] learns weights from how cases ended; [`Reason`] is data that faces render in both languages.
//!
//! Does not belong here: the text index (search), loading of candidates (application).

mod judgement;
mod learning;
mod model;
mod score;

pub use judgement::{Compiled, ConstraintVerdict, Judgement, judge};
pub use learning::{Advice, Concordance, Example, FEWEST_NEEDS, Trial, tried};
pub use model::{RankingModel, RankingState};
pub use score::{Evidence, Nearness, Reason, Score, ScorePart, Weights};
