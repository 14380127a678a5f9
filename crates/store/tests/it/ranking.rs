//! Learned rankings, and what suppliers had brought to an end before a day.

use crate::bench::{Bench, on_both_engines};
use crate::sample::{case, day, party_id};
use benfu_domain::matching::{Advice, Concordance, RankingModel, RankingState, Trial, Weights};
use benfu_domain::programme::{CaseState, End};

on_both_engines!(
    one_ranking_is_in_force_at_a_time,
    a_record_before_a_day_leaves_later_ends_out,
);

fn model(number: i64) -> RankingModel {
    let concordance = |before, equal| Concordance {
        before,
        equal,
        pairs: 40,
    };
    let trial = Trial {
        weights: Weights {
            permille: [600, 150, 100, 120, 30],
        },
        needs: [20, 10],
        learned_on: [concordance(30, 1), concordance(36, 0)],
        kept_apart: [concordance(21, 2), concordance(33, 1)],
        votes: [8, 1],
        advice: Advice::Better,
    };
    RankingModel::learned(number, &trial, day("2025-06-01"))
}

async fn one_ranking_is_in_force_at_a_time(bench: &Bench) {
    bench
        .save(|write| {
            write.save_ranking(&model(1)).save_ranking(&model(2));
        })
        .await;
    assert_eq!(bench.store.ranking_in_force().await.unwrap(), None);
    let used = model(1).moved(RankingState::InForce, "两个季度一致");
    bench
        .save(|write| {
            write.save_ranking(&used);
        })
        .await;
    let found = bench.store.ranking_in_force().await.unwrap();
    assert_eq!(found, Some(used.clone()));
    let all = bench.store.rankings().await.unwrap();
    assert_eq!(all, [model(2), used]);
}

async fn a_record_before_a_day_leaves_later_ends_out(bench: &Bench) {
    bench.with_parties(&[1, 2]).await;
    let ended = |number, on: &str, farthest| {
        let mut ended = case(number, party_id(1), party_id(2));
        ended.state = CaseState::Ended;
        ended.farthest = farthest;
        ended.end = Some(End {
            code: "adopted".to_owned(),
            reason: String::new(),
            on: day(on),
        });
        ended
    };
    let early = ended(1, "2025-03-01", CaseState::Adopted);
    let late = ended(2, "2025-06-01", CaseState::Proposed);
    bench
        .save(|write| {
            write.save_case(&early);
            write.save_case(&late);
        })
        .await;
    let before = async |on: &str| {
        let own = [party_id(2)];
        let found = bench.store.track_records_before(&own, day(on));
        found.await.unwrap()
    };
    assert_eq!(before("2025-03-01").await, []);
    assert_eq!(before("2025-03-02").await, [(party_id(2), 1, 0)]);
    assert_eq!(before("2025-06-02").await, [(party_id(2), 1, 1)]);
}
