//! Ranking two streams without a database.

use std::io;

use benfu_search::{
    Change, Coverage, Index, Kind, Lexicon, Profile, Query, Ranked, SearchError, rank,
};
use proptest::prelude::*;

use crate::{index_of, keys, offer, profile};

/// A text of some of these words; few words, so that scores are often equal.
fn text() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec!["激光", "雷达", "电机", "高新区", "泵", "IP68", "厂房"]);
    prop::collection::vec(word, 0..12).prop_map(|words| words.join("、"))
}

fn offers() -> impl Strategy<Value = Vec<Profile>> {
    let number = |texts: Vec<(String, String)>| {
        (1..)
            .zip(texts)
            .map(|(key, (title, text))| offer(key, &title, &text))
            .collect()
    };
    prop::collection::vec((text(), text()), 1..120).prop_map(number)
}

/// The same profiles in several files of the engine, put in one after another.
fn in_pieces(offers: &[Profile]) -> Index {
    let index = index_of([]);
    for (stamp, piece) in (2..).zip(offers.chunks(40)) {
        index
            .apply(piece.iter().cloned().map(Change::Put), stamp)
            .unwrap();
    }
    index
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn a_smaller_limit_gives_the_first_of_a_larger_one(
        offers in offers(), words in text(), limit in 1_usize..20, most in any::<bool>(),
    ) {
        let index = in_pieces(&offers);
        let coverage = if most { Coverage::Most } else { Coverage::Any };
        let query = Query { coverage, ..Query::words(&words, 1_000) };
        let all = index.search(&query).unwrap();
        let first = index.search(&Query { limit, ..query }).unwrap();
        prop_assert_eq!(&first[..], &all[..all.len().min(limit)]);
    }

    #[test]
    fn what_is_found_does_not_depend_on_how_it_was_put_in(offers in offers(), words in text()) {
        let query = Query { coverage: Coverage::Any, ..Query::words(&words, 1_000) };
        let at_once = index_of(offers.iter().rev().cloned()).search(&query).unwrap();
        prop_assert_eq!(in_pieces(&offers).search(&query).unwrap(), at_once);
    }
}

#[test]
fn each_need_gets_its_best_offers_in_order() {
    let needs = [
        profile(10, Kind::Need, "隧道巡检机器人", ""),
        profile(11, Kind::Need, "泵", ""),
    ];
    let offers = [
        offer(1, "泵", ""),
        offer(2, "巡检机器人", "隧道"),
        offer(3, "巡检机器人", ""),
    ];
    let mut lines = Vec::new();
    let ranked = rank(&Lexicon::default(), needs, offers, 2, None, |need, hits| {
        lines.push((need.key, keys(hits)));
        Ok(())
    });
    let Ranked {
        needs,
        offers,
        pairs,
        without_meaning,
    } = ranked.unwrap();
    assert_eq!((needs, offers, pairs), (2, 3, 3));
    assert!(without_meaning.is_none());
    assert_eq!(lines, [(10, vec![2, 3]), (11, vec![1])]);
}

#[test]
fn a_failing_output_ends_the_ranking() {
    let needs = [
        profile(10, Kind::Need, "泵", ""),
        profile(11, Kind::Need, "泵", ""),
    ];
    let mut calls = 0;
    let ended = rank(
        &Lexicon::default(),
        needs,
        [offer(1, "泵", "")],
        2,
        None,
        |_, _| {
            calls += 1;
            Err(io::Error::other("closed"))
        },
    );
    assert!(matches!(ended, Err(SearchError::Output(_))));
    assert_eq!(calls, 1);
}
