//! Learning the ranking from ends, driven on the sample district: nothing is silent, nothing is in force without a person.

use benfu_app::matching::{
    learn_ranking, match_need, put_ranking_in_force, read_rankings, take_ranking_back, try_learning,
};
use benfu_app::sample::{SampleOptions, make_sample};
use benfu_app::setup::{actor_by_login, open_app};
use benfu_app::store::Place;
use benfu_app::{App, Clock, Cx, Failure, Ids, ProblemCode, packs};
use benfu_domain::Day;
use benfu_domain::matching::{Advice, Concordance, RankingModel, RankingState, Trial, Weights};
use benfu_testkit::World;
use tempfile::TempDir;

use crate::steps::{has_code, offer, published};

async fn district() -> (App, TempDir) {
    let directory = TempDir::new().expect("a directory");
    let (pack, _) = packs::open("shenzhen").expect("the pack");
    let today = Day::from_ymd(2025, 7, 15).expect("a day");
    let clock = Clock::standing_on(today).expect("a clock");
    let place = Place::Directory(directory.path().to_owned());
    let app = open_app(&place, pack, clock, Ids::seeded(7))
        .await
        .expect("an app");
    let options = SampleOptions {
        seed: 7,
        today,
        firms: 300,
    };
    make_sample(&app, &options).await.expect("a sample");
    (app, directory)
}

async fn cx(app: &App, login: &str) -> Cx {
    app.cx(actor_by_login(app, login).await.expect("a sign-in"))
}

#[tokio::test]
async fn ends_are_learned_from_as_they_were_known_and_change_nothing_by_themselves() {
    let (app, _directory) = district().await;
    let officer = cx(&app, "officer").await;
    let learned = try_learning(&officer).await.expect("a trial");
    assert!(learned.cases > 40, "{} ends", learned.cases);
    assert!(learned.trial.needs[0] > 0);
    assert!(
        read_rankings(&officer).await.unwrap().models.is_empty(),
        "a trial keeps nothing"
    );
    let again = try_learning(&officer).await.expect("a trial");
    assert_eq!(again.trial, learned.trial, "equal ends, equal weights");
    let kept = learn_ranking(&officer).await.expect("learned");
    let page = read_rankings(&officer).await.unwrap();
    assert_eq!(
        page.models.len(),
        usize::from(kept.trial.advice != Advice::TooFew)
    );
    assert!(page.in_force().is_none(), "a person puts it in force");
}

fn model(number: i64, better: bool, permille: [u16; 5]) -> RankingModel {
    let concordance = |before| Concordance {
        before,
        equal: 0,
        pairs: 40,
    };
    let trial = Trial {
        weights: Weights { permille },
        needs: [20, 10],
        learned_on: [concordance(40), concordance(60)],
        kept_apart: [concordance(20), concordance(35)],
        votes: [9, 1],
        advice: if better {
            Advice::Better
        } else {
            Advice::NoBetter
        },
    };
    RankingModel::learned(number, &trial, "2025-06-01".parse().expect("a day"))
}

#[tokio::test]
async fn a_ranking_ranks_from_when_a_person_puts_it_in_force_until_it_is_taken_back() {
    let world = World::new().await;
    let need = published(&world).await;
    offer(&world, "supplier", "满水管道检测机器人").await;
    let (officer, owner) = (world.cx("officer").await, world.cx("owner").await);
    let mut write = officer.write("ranking_learned", "ranking 1").await.unwrap();
    write
        .save_ranking(&model(1, true, [0, 0, 0, 0, 1_000]))
        .save_ranking(&model(2, false, [500, 500, 0, 0, 0]));
    officer.save(write).await.unwrap();
    let score = async || {
        let found = match_need(&owner, need, 10).await.expect("matches");
        (found.ranking, found.ranked[0].score.total_permille)
    };
    let (none, before) = score().await;
    assert_eq!(none, None);
    let unproven = put_ranking_in_force(&officer, 2, "试试").await;
    assert!(has_code(unproven, ProblemCode::RankingNotBetter));
    let silent = put_ranking_in_force(&officer, 1, " ").await;
    assert!(has_code(silent, ProblemCode::ReasonMissing));
    let foreign = put_ranking_in_force(&owner, 1, "想用").await;
    assert!(matches!(
        foreign,
        Err(Failure::NotFound | Failure::Forbidden)
    ));
    put_ranking_in_force(&officer, 1, "两个季度一致")
        .await
        .expect("in force");
    let (number, after) = score().await;
    assert_eq!(number, Some(1));
    assert_ne!(after, before, "place alone counts now");
    take_ranking_back(&officer, "反映排序偏本区")
        .await
        .expect("taken back");
    assert_eq!(score().await, (None, before));
    let page = read_rankings(&officer).await.unwrap();
    assert_eq!(page.models[1].state, RankingState::Retired);
    assert_eq!(page.models[1].reason, "反映排序偏本区");
}
