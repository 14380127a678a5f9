//! Policies asked of everybody: counts that follow the facts, thresholds that are tried, and who may ask.

use std::collections::{BTreeMap, BTreeSet};

use benfu_app::fact::{About, FactDraft, RecordFacts, record_facts};
use benfu_app::policy::{
    FirmRows, RowsAsked, RowsOf, Tally, list_policies, policy_firms, read_policy,
};
use benfu_app::{Cx, Failure};
use benfu_domain::fact::{Completeness, Level, Source, SourceKind};
use benfu_testkit::World;

pub(crate) const POLICY: &str = "industrial_design_centre";

/// The register of those who are barred is complete, so that no row in it means no.
async fn nobody_is_barred(cx: &Cx) {
    let source = Source {
        kind: SourceKind::Official,
        title: "失信记录".to_owned(),
        reference: None,
        dated: None,
    };
    let key = cx.store().next_source().await.expect("a key");
    let statement = Completeness {
        register: "application_bar".to_owned(),
        territory: "4403".to_owned(),
        as_of: cx.today(),
        source: source.clone(),
    };
    let mut write = cx
        .write("register_complete", "application_bar")
        .await
        .expect("a write");
    write
        .add_source(key, &source)
        .add_completeness(&statement, key);
    cx.save(write).await.expect("a statement");
}

async fn tell(cx: &Cx, world: &World, firm: &str, facts: &[(&str, &str)], level: Level) {
    let fact = |(concept, value): &(&str, &str)| FactDraft {
        concept: (*concept).to_owned(),
        period: String::new(),
        value: (*value).to_owned(),
        level: Some(level),
        retract: false,
    };
    let command = RecordFacts {
        about: About::Party(world.parties[firm]),
        facts: facts.iter().map(fact).collect(),
        source: None,
    };
    record_facts(cx, command).await.expect("facts");
}

/// A world in which one supplier meets the policy, and what it takes was told by an officer.
pub(crate) async fn one_qualifies() -> (World, Cx) {
    let world = World::new().await;
    let officer = world.cx("officer").await;
    nobody_is_barred(&officer).await;
    let facts = [
        ("designers", "60"),
        ("designers_qualified", "40"),
        ("design_rights_total", "600"),
    ];
    tell(&officer, &world, "supplier", &facts, Level::Members).await;
    (world, officer)
}

pub(crate) async fn tally(cx: &Cx) -> Option<Tally> {
    let lines = list_policies(cx).await.expect("the library");
    let line = lines.into_iter().find(|line| line.id == POLICY);
    line.expect("the policy").tally
}

async fn rows(cx: &Cx, of: RowsOf, assumed: BTreeMap<String, String>) -> Result<FirmRows, Failure> {
    let asked = RowsAsked {
        of,
        region: String::new(),
        assumed,
        only: BTreeSet::new(),
        after: 0,
        limit: 50,
    };
    policy_firms(cx, POLICY, &asked).await
}

fn names(found: &FirmRows) -> Vec<&str> {
    found.rows.iter().map(|row| row.name.as_str()).collect()
}

fn trying(value: &str) -> BTreeMap<String, String> {
    BTreeMap::from([("design_centre.designers_min".to_owned(), value.to_owned())])
}

#[tokio::test]
async fn counts_follow_the_facts_and_open_their_firms() {
    let (world, officer) = one_qualifies().await;
    let before = tally(&officer).await.expect("counts");
    assert_eq!(
        (before.firms, before.met, before.idle, before.unknown),
        (3, 1, 1, 2)
    );
    let idle = rows(&officer, RowsOf::Idle, BTreeMap::new())
        .await
        .expect("rows");
    assert_eq!(names(&idle), ["测试区灵动机器人有限公司"]);

    tell(
        &officer,
        &world,
        "supplier",
        &[("designers", "4"), ("designers_qualified", "4")],
        Level::Members,
    )
    .await;
    let after = tally(&officer).await.expect("counts");
    assert_eq!((after.met, after.near, after.unknown), (0, 1, 2));
    let near = rows(&officer, RowsOf::Near(None), BTreeMap::new())
        .await
        .expect("rows");
    assert_eq!(near.rows[0].missed.as_deref(), Some("designers"));
    let other = RowsOf::Near(Some("qualified".to_owned()));
    let other = rows(&officer, other, BTreeMap::new()).await.expect("rows");
    assert_eq!(other.total, 0);
}

#[tokio::test]
async fn a_threshold_is_tried_and_nothing_is_kept() {
    let (_world, officer) = one_qualifies().await;
    let tried = read_policy(&officer, POLICY, &trying("80"))
        .await
        .expect("the policy");
    let moved = tried.moved.expect("somebody moves");
    assert_eq!((moved.met, moved.entering, moved.leaving), (0, 0, 1));
    let leaving = rows(&officer, RowsOf::Leaving, trying("80"))
        .await
        .expect("rows");
    assert_eq!(names(&leaving), ["测试区灵动机器人有限公司"]);
    let entering = rows(&officer, RowsOf::Entering, trying("80"))
        .await
        .expect("rows");
    assert_eq!(entering.total, 0);

    let plain = read_policy(&officer, POLICY, &BTreeMap::new())
        .await
        .expect("the policy");
    assert_eq!(
        (plain.moved, plain.tally.map(|tally| tally.met)),
        (None, Some(1))
    );
    let misread = read_policy(&officer, POLICY, &trying("许多"))
        .await
        .expect("the policy");
    assert_eq!(misread.assumed.problems.len(), 1);
    assert_eq!(misread.moved, None);
}

#[tokio::test]
async fn a_match_only_fact_takes_no_part() {
    let (world, officer) = one_qualifies().await;
    let rival = world.cx("rival").await;
    let facts = [
        ("designers", "60"),
        ("designers_qualified", "40"),
        ("design_rights_total", "600"),
    ];
    tell(&rival, &world, "rival", &facts, Level::MatchOnly).await;
    let counts = tally(&officer).await.expect("counts");
    assert_eq!((counts.met, counts.unknown), (1, 2));
}

#[tokio::test]
async fn nobody_asks_policies_of_firms_whose_facts_they_may_not_see() {
    let (world, _officer) = one_qualifies().await;
    let supplier = world.cx("supplier").await;
    assert_eq!(tally(&supplier).await, None);
    let page = read_policy(&supplier, POLICY, &BTreeMap::new())
        .await
        .expect("the policy");
    assert_eq!((page.tally, page.conditions.len()), (None, 0));
    let refused = rows(&supplier, RowsOf::Idle, BTreeMap::new()).await;
    assert!(matches!(refused, Err(Failure::NotFound)));
    let unknown = read_policy(&supplier, "no_such_policy", &BTreeMap::new()).await;
    assert!(matches!(unknown, Err(Failure::NotFound)));
}
