//! Each kind of file goes in as what it is: parties, offers, needs, statuses, links, events, facts.

use super::{counts, csv, fact, import, named, only, yuan};
use benfu_app::import::{FileContent, ImportFile, ImportKind, Target, Unused, preview_import};
use benfu_app::need::read_need;
use benfu_app::offer::{OfferList, list_offers};
use benfu_app::party::read_party;
use benfu_app::store::Page;
use benfu_domain::id::NeedId;
use benfu_domain::need::{NeedState, PublicationPart};
use benfu_domain::party::RelationKind;
use benfu_testkit::World;

fn lines(name: &str, lines: &[&str]) -> ImportFile {
    ImportFile::new(name, FileContent::Bytes(lines.join("\n").into_bytes()))
}

#[tokio::test]
async fn json_lines_of_needs_arrive_collected_and_say_what_they_lack() {
    let world = World::new().await;
    let cx = world.cx("officer").await;
    let records = [
        r#"{"id": "n-1", "title": "防爆电池", "content": "需要防爆\\n的电池"}"#,
        r#"{"id": "n-2", "title": "只有标题", "content": ""}"#,
        r#"{"id": "n-3", "title": "", "content": "没有标题"}"#,
    ];
    let done = import(&cx, lines("needs.jsonl", &records)).await;
    assert_eq!(
        (done.kind, counts(&done)),
        (ImportKind::Need, [3, 2, 0, 1, 0])
    );
    let known = cx
        .store()
        .needs_known_as(cx.actor.organisation, &["n-1"])
        .await
        .expect("the need");
    let id: NeedId = known[0].id.parse().expect("an id");
    let page = read_need(&cx, id).await.expect("a page");
    assert_eq!(page.need.state, NeedState::Collected);
    assert_eq!(page.need.text, "需要防爆\n的电池");
    assert!(page.missing.contains(&PublicationPart::Metric));
}

#[tokio::test]
async fn a_need_that_comes_again_is_known_by_its_number() {
    let world = World::new().await;
    let cx = world.cx("officer").await;
    import(
        &cx,
        csv("a.csv", &["编号,需求名称,需求内容", "7,管网检测,满水检测"]),
    )
    .await;
    let rows = [
        "编号,需求名称,需求内容",
        "7,管网检测,满水检测与清淤",
        "7,另一条,别的内容",
        "8,巡检,无人机巡检",
    ];
    let done = import(&cx, csv("b.csv", &rows)).await;
    assert_eq!(counts(&done), [3, 1, 1, 1, 0]);
}

#[tokio::test]
async fn a_recognition_list_makes_parties_and_their_status() {
    let world = World::new().await;
    let cx = world.cx("officer").await;
    let rows = [
        "name\tdistrict",
        "云杉甲有限公司\t宝安区",
        "云杉乙有限公司\t南山区",
        "云杉甲有限公司\t宝安区",
    ];
    let mut file = csv("list.tsv", &rows);
    file.kind = Some(ImportKind::Status);
    file.defaults = [
        ("scheme", "innovative_sme"),
        ("from", "2023-07-01"),
        ("until", "2026-06"),
        ("batch", "2023年"),
    ]
    .map(|(field, value)| (field.to_owned(), value.to_owned()))
    .to_vec();
    let done = import(&cx, file).await;
    assert_eq!(counts(&done), [3, 2, 1, 0, 0]);
    let party = only(&cx, "云杉甲").await;
    let dossier = read_party(&cx, party.id).await.expect("a dossier");
    assert_eq!(dossier.statuses.len(), 1);
    let status = &dossier.statuses[0];
    assert_eq!(
        (status.scheme.as_str(), status.batch.as_str()),
        ("innovative_sme", "2023年")
    );
    assert_eq!(
        status.until.map(|day| day.to_string()).as_deref(),
        Some("2026-06-30")
    );
}

#[tokio::test]
async fn offers_carry_their_facts_and_make_their_party() {
    let world = World::new().await;
    let cx = world.cx("officer").await;
    let rows = [
        "产品名称,产品介绍,单位名称,防护等级",
        "管道机器人,能在满水管道内作业,云杉机器人有限公司,IP68",
        "管道机器人二,同上,云杉机器人有限公司,IP99",
        "没有单位的产品,内容,,IP68",
    ];
    let done = import(&cx, csv("offers.csv", &rows)).await;
    assert_eq!(
        (done.kind, counts(&done)),
        (ImportKind::Offer, [3, 2, 0, 1, 1])
    );
    let OfferList { cards, .. } = list_offers(&cx, false, &Page::first(10))
        .await
        .expect("offers");
    assert_eq!(cards.len(), 2);
    let facts = cx
        .store()
        .facts_of(&cards.iter().map(|card| card.0.key).collect::<Vec<_>>())
        .await
        .expect("facts");
    assert_eq!(facts.len(), 1);
}

#[tokio::test]
async fn relations_and_activities_are_known_when_they_come_again() {
    let world = World::new().await;
    let cx = world.cx("officer").await;
    let relations = |file: &str| {
        let mut file = csv(
            file,
            &[
                "起点,关系,终点",
                "云杉联盟,成员,云杉甲有限公司",
                "云杉甲有限公司,控股,云杉甲有限公司",
            ],
        );
        file.kind = Some(ImportKind::Relation);
        file.map = [("from_name", "起点"), ("kind", "关系"), ("to_name", "终点")]
            .map(|(field, header)| (field.to_owned(), header.to_owned()))
            .to_vec();
        file
    };
    let done = import(&cx, relations("a.csv")).await;
    assert_eq!(counts(&done), [2, 1, 0, 1, 0]);
    let party = only(&cx, "云杉联盟").await;
    let dossier = read_party(&cx, party.id).await.expect("a dossier");
    assert_eq!(dossier.relations[0].kind, RelationKind::BelongsTo);
    let kind = cx
        .pack()
        .activity_kinds
        .keys()
        .next()
        .expect("a kind")
        .clone();
    let rows = [
        "活动名称,活动类型,举办日期,数量".to_owned(),
        format!("云杉日,{kind},2025-03-01,3场"),
        format!("云杉日,{kind},2025-03,1"),
    ];
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let mapped = |name: &str| {
        let mut file = csv(name, &rows);
        file.kind = Some(ImportKind::Activity);
        file.map = [
            ("title", "活动名称"),
            ("kind", "活动类型"),
            ("on", "举办日期"),
            ("count", "数量"),
        ]
        .map(|(field, header)| (field.to_owned(), header.to_owned()))
        .to_vec();
        file
    };
    let done = import(&cx, mapped("b.csv")).await;
    assert_eq!(counts(&done), [2, 1, 0, 1, 0]);
    let mut again = mapped("c.csv");
    again.content = FileContent::Bytes(format!("{}\n\n{}\n", rows[0], rows[1]).into_bytes());
    assert_eq!(counts(&import(&cx, again).await), [1, 0, 1, 0, 0]);
}

#[tokio::test]
async fn facts_one_a_row_go_to_parties_that_are_known() {
    let world = World::new().await;
    let cx = world.cx("officer").await;
    let rows = [
        "企业名称,指标名称,年度,数值",
        "测试区水务有限公司,营业收入,2024,3000万元",
        "测试区水务有限公司,营业收入,2024,3000万元",
        "测试区水务有限公司,营业收入,,3000万元",
        "查无此人有限公司,营业收入,2024,1万元",
        "测试区水务有限公司,不存在的指标,2024,1",
    ];
    let done = import(&cx, csv("facts.csv", &rows)).await;
    assert_eq!(
        (done.kind, counts(&done)),
        (ImportKind::Fact, [5, 1, 1, 3, 0])
    );
    assert_eq!(
        fact(&cx, &only(&cx, "水务").await, "sales").await,
        Some(yuan(30_000_000))
    );
    assert!(named(&cx, "查无此人").await.is_empty());
}

#[tokio::test]
async fn a_preview_says_how_each_column_is_read_and_takes_nothing() {
    let world = World::new().await;
    let cx = world.cx("officer").await;
    let rows = [
        "公司名称,名称,营业收入,注册资金,心情",
        "云杉一号有限公司,云杉,1,五百万元,好",
        "云杉二号有限公司,云杉,1,很多,好",
    ];
    let preview = preview_import(&cx, csv("a.csv", &rows))
        .await
        .expect("a preview");
    assert_eq!(
        (preview.kind, preview.recognised),
        (ImportKind::Party, true)
    );
    let targets: Vec<&Target> = preview
        .columns
        .iter()
        .map(|column| &column.target)
        .collect();
    assert_eq!(*targets[0], Target::Field("name".to_owned()));
    assert!(matches!(targets[1], Target::Fact { concept, .. } if concept == "brand"));
    assert_eq!(*targets[2], Target::Unused(Unused::NoYear));
    assert_eq!(*targets[4], Target::Unused(Unused::Unknown));
    assert_eq!(
        (preview.looked_at, preview.rejected, preview.partial),
        (2, 0, 1)
    );
    assert!(
        preview.rows[0].values[3].contains("500"),
        "{:?}",
        preview.rows[0]
    );
    assert!(named(&cx, "云杉").await.is_empty());
}
