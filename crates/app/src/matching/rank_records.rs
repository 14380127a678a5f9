//! Ranking in memory, for the command line: no database is opened.

use crate::Failure;
use crate::setup::lexicon;
use benfu_packs::Pack;
use benfu_search::{Kind, Profile, SearchError, rank};
use std::io;

/// A record as it stands in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RankRecord {
    /// Its id in the file.
    pub id: String,
    /// Title; may be empty.
    pub title: String,
    /// Text.
    pub text: String,
}

impl RankRecord {
    fn profile(&self, key: i64, kind: Kind) -> Profile {
        Profile {
            key,
            kind,
            title: self.title.clone(),
            text: self.text.clone(),
            keywords: Vec::new(),
        }
    }
}

fn keyed(records: &[RankRecord], kind: Kind) -> impl Iterator<Item = Profile> {
    (0_i64..)
        .zip(records)
        .map(move |(key, record)| record.profile(key, kind))
}

/// Ranks offers for each need and tells `line` the need, the offer and the score in thousandths, the best first.
///
/// # Errors
/// [`Failure::Bug`] when the pack's words cannot be used or `line` cannot write.
pub fn rank_records(
    pack: &Pack,
    needs: &[RankRecord],
    offers: &[RankRecord],
    top: usize,
    mut line: impl FnMut(&str, &str, i64) -> io::Result<()>,
) -> Result<(), Failure> {
    let place = |key: i64| usize::try_from(key).unwrap_or(usize::MAX);
    let told = rank(
        &lexicon(pack),
        keyed(needs, Kind::Need),
        keyed(offers, Kind::Offer),
        top,
        |need, hits| {
            let Some(need) = needs.get(place(need.key)) else {
                return Ok(());
            };
            for hit in hits {
                if let Some(offer) = offers.get(place(hit.key)) {
                    line(&need.id, &offer.id, hit.score_milli)?;
                }
            }
            Ok(())
        },
    );
    told.map(drop)
        .map_err(|error: SearchError| Failure::Bug(error.to_string()))
}
