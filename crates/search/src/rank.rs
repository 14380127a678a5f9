//! Ranks offers for needs without a database.
//!
//! Main function: [`rank`]. It is the search of [`Index`] over an index in memory, so that a
//! ranking of files and a match in the web page agree.

use std::io;

use crate::analysis::Lexicon;
use crate::error::SearchError;
use crate::index::Index;
use crate::meaning::{EmbedError, Embedder, Gathering, Vectors, ask};
use crate::profile::{Kind, Profile};
use crate::search::{Hit, Meaning, Query};

/// What a ranking took in and gave out.
#[derive(Debug, Default)]
pub struct Ranked {
    /// Needs read.
    pub needs: u64,
    /// Offers indexed.
    pub offers: u64,
    /// Pairs handed to the caller.
    pub pairs: u64,
    /// Why likeness of meaning was left out although it was asked for, if it was: of all needs from then on.
    pub without_meaning: Option<EmbedError>,
}

/// Hands over, for each need in its order, the `top` offers that fit it best.
///
/// Both sides are read as streams: the offers go into an index in memory (their text is not
/// kept), the needs are taken one at a time. Profiles are what they are passed as, whatever their
/// kind says. With an embedder, likeness of meaning counts too; when it fails, words and characters
/// go on alone, and the result says so.
///
/// # Errors
/// When the lexicon is not usable or `each` fails.
pub fn rank(
    lexicon: &Lexicon,
    needs: impl IntoIterator<Item = Profile>,
    offers: impl IntoIterator<Item = Profile>,
    top: usize,
    embedder: Option<&dyn Embedder>,
    mut each: impl FnMut(&Profile, &[Hit]) -> io::Result<()>,
) -> Result<Ranked, SearchError> {
    let index = Index::in_memory(lexicon)?;
    let mut gathering = embedder.map(Gathering::with);
    let offers = offers.into_iter().map(|offer| {
        if let Some(gathering) = &mut gathering {
            gathering.take(&offer);
        }
        Profile {
            kind: Kind::Offer,
            ..offer
        }
    });
    index.rebuild(offers, 0)?;
    let mut ranked = Ranked {
        offers: index.len(),
        ..Ranked::default()
    };
    let mut meaning = match gathering.map(Gathering::finish).transpose() {
        Ok(vectors) => embedder.zip(vectors),
        Err(error) => {
            ranked.without_meaning = Some(error);
            None
        }
    };
    for need in needs {
        let hits = match asked(&need, &mut meaning, &mut ranked) {
            None => index.search(&Query::matching(&need, &[], top))?,
            Some((vectors, vector)) => {
                let like = Meaning {
                    vectors,
                    asked: &vector,
                };
                index.search(&Query::matching(&need, &[], top).like(like))?
            }
        };
        each(&need, &hits).map_err(SearchError::Output)?;
        ranked.needs += 1;
        ranked.pairs += hits.len() as u64;
    }
    Ok(ranked)
}

/// The vector of a need. After the first failure no more is asked: a ranking that waits for each need would not end.
fn asked<'m>(
    need: &Profile,
    meaning: &'m mut Option<(&dyn Embedder, Vectors)>,
    ranked: &mut Ranked,
) -> Option<(&'m Vectors, Vec<f32>)> {
    let (embedder, vectors) = meaning.as_ref()?;
    match ask(*embedder, need, vectors) {
        Ok(vector) => meaning.as_ref().map(|(_, vectors)| (vectors, vector)),
        Err(error) => {
            ranked.without_meaning = Some(error);
            *meaning = None;
            None
        }
    }
}
