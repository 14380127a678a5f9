//! The sample district: what it holds, that it repeats, and that its ledger verifies.

use benfu_app::access::{actor_of_account, sign_in};
use benfu_app::collection::{list_rounds, read_return, read_round, rounds_about, take_return};
use benfu_app::indicator::figure;
use benfu_app::packs::Pack;
use benfu_app::policy::{PipelineAsked, list_policies, read_pipeline};
use benfu_app::sample::{SIGN_INS, SampleOptions, SampleSummary, make_sample};
use benfu_app::setup::open_app;
use benfu_app::store::need::NeedFilter;
use benfu_app::store::programme::CaseFilter;
use benfu_app::store::{Page, Place};
use benfu_app::{App, Clock, Cx, Ids};
use benfu_domain::Day;
use benfu_domain::collection::{Return, ReturnState};
use benfu_domain::indicator::FigureValue;
use benfu_domain::need::NeedState;
use benfu_domain::period::Period;
use benfu_domain::policy::NoticeKind;
use benfu_domain::programme::{Case, CaseState};
use std::collections::BTreeSet;

struct Sample {
    app: App,
    made: SampleSummary,
    _directory: tempfile::TempDir,
}

fn today() -> Day {
    "2025-07-15".parse().expect("a day")
}

fn pack() -> Pack {
    benfu_app::packs::open("shenzhen")
        .expect("the pack loads")
        .0
}

async fn sample(seed: u64, firms: usize) -> Sample {
    let directory = tempfile::tempdir().expect("a directory");
    let place = Place::Directory(directory.path().to_owned());
    let clock = Clock::running_from(today()).expect("a clock");
    let app = open_app(&place, pack(), clock, Ids::seeded(seed))
        .await
        .expect("opens");
    let made = make_sample(
        &app,
        &SampleOptions {
            seed,
            today: today(),
            firms,
        },
    )
    .await
    .expect("a sample");
    Sample {
        app,
        made,
        _directory: directory,
    }
}

impl Sample {
    async fn cx(&self, login: &str) -> Cx {
        let account = self
            .app
            .store
            .account_by_login(login)
            .await
            .expect("reads")
            .expect("an account");
        let standing = actor_of_account(&self.app, account.id)
            .await
            .expect("reads")
            .expect("open");
        self.app.cx(standing.actor)
    }

    async fn cases(&self) -> Vec<Case> {
        self.app
            .store
            .cases(&CaseFilter::default(), &Page::first(1_000))
            .await
            .expect("cases")
    }
}

async fn whole(cx: &Cx, id: &str) -> i64 {
    let period = Period::half(2025, 1).expect("a half-year");
    match figure(cx, id, period).await.expect(id).figure.value {
        FigureValue::Whole(number) => number,
        other => panic!("{id}: {other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_seed_gives_the_same_ledger_head_and_another_seed_another() {
    let head = async |seed| {
        let sample = sample(seed, 120).await;
        sample.app.store.ledger_heads().await.expect("heads")
    };
    let first = head(11).await;
    assert_eq!(first, head(11).await);
    assert_ne!(first, head(12).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_small_sample_is_whole() {
    let sample = sample(7, 300).await;
    let made = &sample.made;
    assert_eq!((made.firms, made.offers, made.needs), (300, 400, 90));
    let report = sample.app.store.verify_ledger(&[]).await.expect("verifies");
    assert!(report.findings.is_empty(), "{:?}", report.findings);
    every_state_occurs(&sample).await;
    clocks_run(&sample).await;
    figures_of_the_half_year(&sample).await;
    policies_find_all_answers(&sample).await;
    coaching_runs_over_streets(&sample).await;
    firms_were_told(&sample).await;
    rounds_came_back(&sample).await;
    accounts_open(&sample).await;
}

async fn every_state_occurs(sample: &Sample) {
    let counts = sample
        .app
        .store
        .need_counts(&NeedFilter::default())
        .await
        .expect("counts");
    let states: BTreeSet<NeedState> = counts.iter().map(|(state, _)| *state).collect();
    assert_eq!(states.len(), NeedState::ALL.len(), "{counts:?}");
    assert_eq!(counts.iter().map(|(_, count)| count).sum::<i64>(), 90);
    let cases = sample.cases().await;
    assert_eq!(cases.len(), sample.made.cases);
    let states: BTreeSet<CaseState> = cases.iter().map(|case| case.state).collect();
    assert_eq!(states.len(), CaseState::ALL.len());
    let codes: BTreeSet<&str> = cases
        .iter()
        .filter_map(|case| case.end.as_ref())
        .map(|end| end.code.as_str())
        .collect();
    for code in [
        "adopted",
        "adopted_repeat",
        "not_selected",
        "trial_failed_blameless",
        "withdrawn",
        "budget_lost",
    ] {
        assert!(codes.contains(code), "{code} of {codes:?}");
    }
}

async fn clocks_run(sample: &Sample) {
    let cases = sample.cases().await;
    assert!(cases.iter().any(|case| case.overdue(today())));
    assert!(
        cases
            .iter()
            .any(|case| case.clock.paused_on.is_some() && case.end.is_none())
    );
    assert!(cases.iter().any(|case| {
        case.clock
            .due
            .is_some_and(|due| !due.provisional && due.on >= today())
    }));
}

async fn figures_of_the_half_year(sample: &Sample) {
    let cx = sample.cx("officer").await;
    let expected = [
        ("platforms_total", 805),
        ("platforms_city_up", 642),
        ("provincial_centres_new", 49),
        ("incubators_city_up", 37),
        ("maker_spaces", 50),
        ("alliances", 14),
        ("worry_free_projects", 16),
        ("talents_supported", 153),
        ("series_events", 72),
        ("party_first_agenda", 81),
        ("party_study_sessions", 7),
        ("opinions_gathered", 24),
        ("science_visitors", 78_000),
        ("joint_research", 7),
        ("investments_landed", 10),
    ];
    for (id, value) in expected {
        assert_eq!(whole(&cx, id).await, value, "{id}");
    }
    assert!(whole(&cx, "consortia").await > 50);
    // 7,397 of 12,000, for 300 firms.
    assert_eq!(whole(&cx, "hnte_valid").await, 185);
    assert!(whole(&cx, "repeat_purchase_amount").await > 0);
}

/// A policy that nobody meets, or that cannot be told of anybody, shows nothing.
async fn policies_find_all_answers(sample: &Sample) {
    let cx = sample.cx("officer").await;
    let lines = list_policies(&cx).await.expect("the library");
    for id in ["hnte", "tech_sme", "innovative_sme", "srdi_sme"] {
        let line = lines.iter().find(|line| line.id == id);
        let tally = line.and_then(|line| line.tally).expect(id);
        let counts = [tally.met, tally.near, tally.unknown, tally.idle];
        assert!(counts.iter().all(|count| *count > 0), "{id}: {tally:?}");
        assert!(tally.unknown * 2 < tally.firms, "{id}: {tally:?}");
    }
}

/// Coaching stands in every state that the programme has, in many streets, kept by offices and others.
async fn coaching_runs_over_streets(sample: &Sample) {
    let about_policy = |case: &Case| case.policy.is_some();
    let cases: Vec<Case> = sample
        .cases()
        .await
        .into_iter()
        .filter(about_policy)
        .collect();
    let states: BTreeSet<CaseState> = cases.iter().map(|case| case.state).collect();
    assert_eq!(states.len(), CaseState::ALL.len(), "{states:?}");
    let streets: BTreeSet<&str> = cases.iter().map(|case| case.region.as_str()).collect();
    assert!(streets.len() >= 4, "{streets:?}");
    let cx = sample.cx("officer").await;
    let pipeline = read_pipeline(&cx, "hnte", &PipelineAsked::default())
        .await
        .expect("hnte");
    assert!(pipeline.loads.len() >= 4, "{:?}", pipeline.loads);
    assert!(pipeline.stages.iter().any(|stage| stage.overdue > 0));
    assert!(pipeline.cohorts.iter().any(|cohort| cohort.rate.passed > 0));
    let target = pipeline.target.expect("a target");
    assert_eq!((target.target.year, target.target.wanted), (2025, 15));
    assert!(target.prospect.coached > 0 && target.prospect.submitted > 0);
}

async fn firms_were_told(sample: &Sample) {
    let mut told = 0;
    for kind in [NoticeKind::Push, NoticeKind::Remind] {
        let rows = sample
            .app
            .store
            .told_of_policy(("hnte", "2016"), kind)
            .await
            .expect("reads");
        assert!(!rows.is_empty(), "{kind:?}");
        told += rows.len();
    }
    assert!(told > 10);
}

/// One round is closed, one runs late with a conflict and a workbook that waits, one was just sent.
async fn rounds_came_back(sample: &Sample) {
    let cx = sample.cx("officer").await;
    let rounds = list_rounds(&cx, &Page::first(10))
        .await
        .expect("rounds")
        .rounds;
    let [new, late, closed] = rounds.as_slice() else {
        panic!("{} rounds", rounds.len());
    };
    assert!(closed.round.closed_on.is_some() && closed.progress.returned > 0);
    assert!(!closed.progress.is_complete() && !new.progress.is_late(&new.round, today()));
    assert!(late.progress.is_late(&late.round, today()));
    let page = read_round(&cx, late.round.id)
        .await
        .expect("the late round");
    assert_eq!(page.conflicts.values().sum::<i64>(), 1);
    let read = |back: &&Return| back.state == ReturnState::Read;
    let waiting = page
        .returns
        .iter()
        .find(read)
        .expect("a workbook that waits");
    take_return(&cx, waiting.id).await.expect("can be taken");
    let (given_in, _) = page
        .conflicts
        .iter()
        .find(|(_, count)| **count > 0)
        .expect("a conflict");
    let back = read_return(&cx, *given_in).await.expect("the return");
    assert_eq!(back.undecided(), 1);
    let party = sample
        .app
        .store
        .account_by_login("supplier")
        .await
        .expect("reads")
        .expect("an account");
    let supplier = actor_of_account(&sample.app, party.id)
        .await
        .expect("reads")
        .expect("open");
    let about = rounds_about(&cx, supplier.actor.party.expect("a firm"))
        .await
        .expect("reads");
    assert!(about.iter().any(|asked| asked.asked.round == new.round.id));
}

async fn accounts_open(sample: &Sample) {
    for known in SIGN_INS {
        sign_in(&sample.app, known.login, known.password)
            .await
            .expect(known.login);
        let account = sample
            .app
            .store
            .account_by_login(known.login)
            .await
            .expect("reads")
            .expect("an account");
        assert_eq!(account.roles, [known.role]);
    }
    let roles: BTreeSet<&str> = SIGN_INS.iter().map(|known| known.role).collect();
    assert!(
        sample
            .app
            .pack
            .roles
            .keys()
            .all(|role| roles.contains(role.as_str())),
        "an account for each role"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn refuses_to_write_a_sample_over_something() {
    let sample = sample(3, 120).await;
    let again = make_sample(
        &sample.app,
        &SampleOptions {
            seed: 3,
            today: today(),
            firms: 120,
        },
    )
    .await;
    assert!(again.is_err());
}
