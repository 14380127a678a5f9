//! How good the ranking is, held to what people have judged; for the command line.

use crate::setup::lexicon;
use benfu_packs::Pack;
use benfu_search::meaning::Embedder;
use benfu_search::quality::compare;

pub use benfu_search::quality::{
    Asked, Candidates, Collection, Comparison, Grades, Interval, Measure,
};
pub use benfu_search::{Kind, Profile, SearchError};

/// Measures the ranking under the words of a pack beside plain BM25; `None` when nothing answers any query.
///
/// # Errors
/// When the pack's words cannot be used, the index fails, or the embedder gives no vectors.
pub fn measure_ranking(
    pack: &Pack,
    collection: &Collection,
    embedder: Option<&dyn Embedder>,
) -> Result<Option<Comparison>, SearchError> {
    compare(&lexicon(pack), collection, embedder)
}
