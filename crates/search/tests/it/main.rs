//! Tests of the search crate through its public interface.
#![expect(
    clippy::unwrap_used,
    reason = "a test ends where its ground is missing"
)]

mod analysing;
mod changing;
mod characters;
mod finding;
mod hostile_text;
mod meaning;
mod passages;
mod quality;
mod ranking;
mod reopening;

use benfu_search::{Hit, Index, Kind, Lexicon, Profile};

/// An offer with the given words.
fn offer(key: i64, title: &str, text: &str) -> Profile {
    profile(key, Kind::Offer, title, text)
}

fn profile(key: i64, kind: Kind, title: &str, text: &str) -> Profile {
    let (title, text, keywords) = (title.to_owned(), text.to_owned(), Vec::new());
    Profile {
        key,
        kind,
        title,
        text,
        keywords,
    }
}

/// An index in memory over the given profiles.
fn index_of(profiles: impl IntoIterator<Item = Profile>) -> Index {
    let index = Index::in_memory(&Lexicon::default()).unwrap();
    index.rebuild(profiles, 1).unwrap();
    index
}

fn keys(hits: &[Hit]) -> Vec<i64> {
    hits.iter().map(|hit| hit.key).collect()
}
