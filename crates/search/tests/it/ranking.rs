//! Ranking two streams without a database.

use std::io;

use benfu_search::{Kind, Lexicon, Ranked, SearchError, rank};

use crate::{keys, offer, profile};

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
    let ranked = rank(&Lexicon::default(), needs, offers, 2, |need, hits| {
        lines.push((need.key, keys(hits)));
        Ok(())
    });
    assert_eq!(
        ranked.unwrap(),
        Ranked {
            needs: 2,
            offers: 3,
            pairs: 3
        }
    );
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
        |_, _| {
            calls += 1;
            Err(io::Error::other("closed"))
        },
    );
    assert!(matches!(ended, Err(SearchError::Output(_))));
    assert_eq!(calls, 1);
}
