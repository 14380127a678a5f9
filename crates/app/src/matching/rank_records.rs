//! Ranking in memory, for the command line: no database is opened.

use crate::Failure;
use crate::setup::lexicon;
use benfu_packs::Pack;
use benfu_search::meaning::{EmbedError, Embedder};
use benfu_search::{Kind, Profile, rank};
use std::cell::RefCell;
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

/// The ids of one side by key. Texts are not kept.
#[derive(Default)]
struct Ids(Vec<String>);

impl Ids {
    fn profile(&mut self, record: RankRecord, kind: Kind) -> Profile {
        let key = i64::try_from(self.0.len()).unwrap_or(i64::MAX);
        self.0.push(record.id);
        Profile {
            key,
            kind,
            title: record.title,
            text: record.text,
            keywords: Vec::new(),
        }
    }

    fn of(&self, key: i64) -> &str {
        let place = usize::try_from(key).unwrap_or(usize::MAX);
        self.0.get(place).map_or("", String::as_str)
    }
}

/// Ranks offers for each need and tells `line` the need, the offer and the score in thousandths, the best first. Both
/// sides are read as streams, the offers first. With an embedder, likeness of meaning counts too; why it had to be left
/// out is the result.
///
/// # Errors
/// [`Failure::Bug`] when the pack's words cannot be used or `line` cannot write.
pub fn rank_records(
    pack: &Pack,
    needs: impl Iterator<Item = RankRecord>,
    offers: impl Iterator<Item = RankRecord>,
    top: usize,
    embedder: Option<&dyn Embedder>,
    mut line: impl FnMut(&str, &str, i64) -> io::Result<()>,
) -> Result<Option<EmbedError>, Failure> {
    let (need_ids, offer_ids) = (RefCell::default(), RefCell::default());
    let keyed = |ids: &RefCell<Ids>, record, kind| ids.borrow_mut().profile(record, kind);
    let told = rank(
        &lexicon(pack),
        needs.map(|record| keyed(&need_ids, record, Kind::Need)),
        offers.map(|record| keyed(&offer_ids, record, Kind::Offer)),
        top,
        embedder,
        |need, hits| {
            let (needs, offers) = (need_ids.borrow(), offer_ids.borrow());
            let mut hits = hits.iter();
            hits.try_for_each(|hit| line(needs.of(need.key), offers.of(hit.key), hit.score_milli))
        },
    );
    told.map(|ranked| ranked.without_meaning)
        .map_err(|error| Failure::Bug(error.to_string()))
}
