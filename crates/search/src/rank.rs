//! Ranks offers for needs without a database.
//!
//! Main function: [`rank`]. It is the search of [`Index`] over an index in memory, so that a
//! ranking of files and a match in the web page agree.

use std::io;

use crate::analysis::Lexicon;
use crate::error::SearchError;
use crate::index::Index;
use crate::profile::{Kind, Profile};
use crate::search::{Hit, Query};

/// What a ranking took in and gave out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Ranked {
    /// Needs read.
    pub needs: u64,
    /// Offers indexed.
    pub offers: u64,
    /// Pairs handed to the caller.
    pub pairs: u64,
}

/// Hands over, for each need in its order, the `top` offers that fit it best.
///
/// Both sides are read as streams: the offers go into an index in memory (their text is not
/// kept), the needs are taken one at a time. Profiles are what they are passed as, whatever their
/// kind says.
///
/// # Errors
/// When the lexicon is not usable or `each` fails.
pub fn rank(
    lexicon: &Lexicon,
    needs: impl IntoIterator<Item = Profile>,
    offers: impl IntoIterator<Item = Profile>,
    top: usize,
    mut each: impl FnMut(&Profile, &[Hit]) -> io::Result<()>,
) -> Result<Ranked, SearchError> {
    let index = Index::in_memory(lexicon)?;
    let offers = offers.into_iter().map(|offer| Profile {
        kind: Kind::Offer,
        ..offer
    });
    index.rebuild(offers, 0)?;
    let mut ranked = Ranked {
        offers: index.len(),
        ..Ranked::default()
    };
    for need in needs {
        let hits = index.search(&Query::matching(&need, &[], top))?;
        each(&need, &hits).map_err(SearchError::Output)?;
        ranked.needs += 1;
        ranked.pairs += hits.len() as u64;
    }
    Ok(ranked)
}
