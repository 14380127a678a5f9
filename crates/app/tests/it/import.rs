//! Imports as the people who bring files: what is taken, what comes back, what another import or a withdrawal
//! does.

mod kinds;
mod long;
mod refused;

use benfu_app::Cx;
use benfu_app::import::{
    FileContent, ImportDone, ImportFile, import_file, read_import, rejected_file, withdraw_import,
};
use benfu_app::party::{PartyQuery, list_parties, read_party};
use benfu_app::store::Page;
use benfu_domain::fact::Observed;
use benfu_domain::party::{Identity, Party};
use benfu_office::limits::Limits;
use benfu_office::table::{Source, open};
use benfu_rules::{Exact, Value};
use benfu_testkit::World;

/// A delimited file with these lines.
fn csv(name: &str, lines: &[&str]) -> ImportFile {
    let text = lines
        .iter()
        .fold(String::new(), |text, line| text + line + "\n");
    ImportFile::new(name, FileContent::Bytes(text.into_bytes()))
}

async fn import(cx: &Cx, file: ImportFile) -> ImportDone {
    import_file(cx, file).await.expect("an import")
}

/// Read, taken, known, rejected, partial.
fn counts(done: &ImportDone) -> [i64; 5] {
    [
        done.rows_read,
        done.taken,
        done.known,
        done.rejected,
        done.partial,
    ]
}

async fn named(cx: &Cx, name: &str) -> Vec<Party> {
    let query = PartyQuery {
        name: name.to_owned(),
        ..PartyQuery::default()
    };
    list_parties(cx, &query, &Page::first(50))
        .await
        .expect("a list")
        .parties
}

async fn only(cx: &Cx, name: &str) -> Party {
    let parties = named(cx, name).await;
    assert_eq!(parties.len(), 1, "{name}");
    parties.into_iter().next().expect("one party")
}

/// The one value of a concept that a party has.
async fn fact(cx: &Cx, party: &Party, concept: &str) -> Option<Value> {
    let dossier = read_party(cx, party.id).await.expect("a dossier");
    let found = dossier
        .facts
        .into_iter()
        .find(|fact| fact.concept == concept)?;
    if let Observed::Value(value) = found.observed {
        Some(value)
    } else {
        None
    }
}

fn yuan(amount: i128) -> Value {
    Value::Number(Exact::whole(amount * 100))
}

/// The bytes of the workbook that came back.
async fn came_back(cx: &Cx, done: &ImportDone) -> Vec<u8> {
    rejected_file(cx, done.id).await.expect("a workbook").1
}

/// Header and rows of a workbook, as text.
fn table(bytes: Vec<u8>) -> Vec<Vec<String>> {
    let mut book =
        open(Source::bytes("rejected.xlsx", bytes), &Limits::default()).expect("a workbook");
    let mut sheet = book.sheet(0).expect("a sheet");
    let mut rows = vec![sheet.header.names.clone()];
    for row in &mut sheet.rows {
        rows.push(
            row.expect("a row")
                .cells()
                .map(|cell| cell.to_text())
                .collect(),
        );
    }
    rows
}

const FIRMS: [&str; 5] = [
    "企业名称,统一社会信用代码,所属区域,注册资金,2024年营业收入(万元),备注,联系人,联系电话",
    "云杉一号机器人有限公司,91440300MA5000000T,宝安区,500万元人民币,1200,好,张三,0755-1",
    "云杉二号传感有限公司,,宝安区,大约三百万,80,,,",
    ",91440300MA5000001R,宝安区,100万元,1,,,",
    "云杉三号精密有限公司,123456789012345,宝安区,50万元,,,,",
];

#[tokio::test]
async fn good_rows_go_in_and_bad_ones_come_back_with_their_reason() {
    let world = World::new().await;
    let cx = world.cx("officer").await;
    let done = import(&cx, csv("企业.csv", &FIRMS)).await;
    assert_eq!(counts(&done), [4, 3, 0, 1, 2]);
    let first = only(&cx, "云杉一号").await;
    assert_eq!(first.identity, Identity::CodeDoubtful);
    assert_eq!(
        fact(&cx, &first, "registered_capital").await,
        Some(yuan(5_000_000))
    );
    assert_eq!(fact(&cx, &first, "sales").await, Some(yuan(12_000_000)));
    let dossier = read_party(&cx, first.id).await.expect("a dossier");
    assert_eq!(dossier.history.contacts.len(), 1);
    let second = only(&cx, "云杉二号").await;
    assert_eq!(
        (second.identity, second.code.clone()),
        (Identity::Unconfirmed, None)
    );
    assert_eq!(
        fact(&cx, &second, "registered_capital").await,
        None,
        "a vague amount is no figure"
    );
    let rows = table(came_back(&cx, &done).await);
    assert_eq!(rows.len(), 4);
    assert!(
        rows[1].iter().any(|cell| cell.contains("注册资金")),
        "{:?}",
        rows[1]
    );
    assert!(
        done.remarks.iter().any(|remark| remark.zh.contains("备注")),
        "the unread column is told"
    );
    assert!(
        done.remarks
            .iter()
            .any(|remark| remark.row == Some(2) && remark.zh.contains("校验位"))
    );
}

#[tokio::test]
async fn of_a_corrected_file_only_the_corrected_rows_are_taken() {
    let world = World::new().await;
    let cx = world.cx("officer").await;
    let done = import(&cx, csv("企业.csv", &FIRMS)).await;
    let mut corrected = table(came_back(&cx, &done).await);
    for row in &mut corrected {
        for cell in row.iter_mut().filter(|cell| cell.as_str() == "大约三百万") {
            "300万元".clone_into(cell);
        }
    }
    let lines: Vec<String> = corrected
        .iter()
        .map(|row| row.join("\t").replace('\n', " "))
        .collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let again = import(&cx, csv("退回.tsv", &lines)).await;
    assert_eq!(counts(&again), [3, 1, 1, 1, 1], "{:?}", again.remarks);
    let second = only(&cx, "云杉二号").await;
    assert_eq!(
        fact(&cx, &second, "registered_capital").await,
        Some(yuan(3_000_000))
    );
}

#[tokio::test]
async fn the_same_file_twice_has_no_second_effect() {
    let world = World::new().await;
    let cx = world.cx("officer").await;
    let first = import(&cx, csv("企业.csv", &FIRMS)).await;
    let newest = cx.store().newest_act().await.expect("the ledger");
    let second = import(&cx, csv("另一个名字.csv", &FIRMS)).await;
    assert!(second.again && !first.again);
    assert_eq!(
        (second.id, second.taken, second.rejected),
        (first.id, first.taken, first.rejected)
    );
    assert_eq!(cx.store().newest_act().await.expect("the ledger"), newest);
}

#[tokio::test]
async fn a_code_decides_who_is_meant_and_new_facts_are_added() {
    let world = World::new().await;
    let cx = world.cx("officer").await;
    import(
        &cx,
        csv(
            "a.csv",
            &[
                "企业名称,信用代码,注册资金",
                "云杉一号有限公司,91440300MA5000000T,500万元",
            ],
        ),
    )
    .await;
    let lines = [
        "公司名称,统一信用代码,注册资金",
        "云杉新名有限公司,91440300MA5000000T,800万元",
        "云杉新名有限公司,91440300MA5000000T,800万元",
    ];
    let done = import(&cx, csv("b.csv", &lines)).await;
    assert_eq!(counts(&done), [2, 1, 1, 0, 0]);
    assert_eq!(done.parties_made, 0);
    assert!(
        named(&cx, "云杉新名").await.is_empty(),
        "an import renames nobody"
    );
    assert!(
        done.remarks
            .iter()
            .any(|remark| remark.zh.contains("名称未改动"))
    );
    let party = only(&cx, "云杉一号").await;
    assert_eq!(
        fact(&cx, &party, "registered_capital").await,
        Some(yuan(8_000_000))
    );
}

#[tokio::test]
async fn equal_names_are_proposed_for_merging_and_never_merged() {
    let world = World::new().await;
    let cx = world.cx("officer").await;
    import(
        &cx,
        csv(
            "a.csv",
            &[
                "企业名称,信用代码,区域",
                "云杉同名有限公司,91440300MA5000000T,宝安区",
            ],
        ),
    )
    .await;
    let lines = [
        "企业名称,区域",
        "云杉同名有限公司,宝安区",
        "云杉同名有限公司,宝安区",
        "云杉同名有限公司,南山区",
    ];
    let done = import(&cx, csv("b.csv", &lines)).await;
    assert_eq!(
        counts(&done),
        [3, 2, 1, 0, 0],
        "the second row is the first one's party"
    );
    assert_eq!(
        named(&cx, "云杉同名").await.len(),
        2,
        "the officer sees those of the district"
    );
    let merges = cx
        .store()
        .merge_proposals(&Page::first(10))
        .await
        .expect("proposals");
    assert_eq!(merges.len(), 3);
    assert_eq!(done.merges_proposed, 3);
}

#[tokio::test]
async fn a_withdrawn_import_leaves_what_was_before() {
    let world = World::new().await;
    let cx = world.cx("officer").await;
    import(
        &cx,
        csv(
            "a.csv",
            &[
                "企业名称,信用代码,注册资金",
                "云杉一号有限公司,91440300MA5000000T,500万元",
            ],
        ),
    )
    .await;
    let lines = [
        "企业名称,信用代码,注册资金",
        "云杉一号有限公司,91440300MA5000000T,800万元",
        "云杉二号有限公司,,20万元",
    ];
    let done = import(&cx, csv("b.csv", &lines)).await;
    assert!(
        read_import(&cx, done.id)
            .await
            .expect("the import")
            .may_withdraw
    );
    withdraw_import(&cx, done.id, "文件有误")
        .await
        .expect("withdrawn");
    assert!(named(&cx, "云杉二号").await.is_empty());
    let party = only(&cx, "云杉一号").await;
    assert_eq!(
        fact(&cx, &party, "registered_capital").await,
        Some(yuan(5_000_000))
    );
    let again = import(&cx, csv("b.csv", &lines)).await;
    assert_eq!(
        (again.again, again.taken),
        (false, 2),
        "a withdrawn file may come again"
    );
    let verified = cx.store().verify_ledger(&[]).await.expect("a verification");
    assert!(verified.findings.is_empty(), "{:?}", verified.findings);
}

#[tokio::test]
async fn a_fact_that_was_taken_back_may_come_again() {
    let world = World::new().await;
    let cx = world.cx("officer").await;
    let firm = ["企业名称,信用代码", "云杉一号有限公司,91440300MA5000000T"];
    import(&cx, csv("a.csv", &firm)).await;
    let lines = [
        "企业名称,信用代码,注册资金",
        "云杉一号有限公司,91440300MA5000000T,800万元",
    ];
    let done = import(&cx, csv("b.csv", &lines)).await;
    withdraw_import(&cx, done.id, "文件有误")
        .await
        .expect("withdrawn");
    let party = only(&cx, "云杉一号").await;
    assert_eq!(fact(&cx, &party, "registered_capital").await, None);
    let again = import(&cx, csv("b.csv", &lines)).await;
    assert_eq!(again.taken, 1);
    assert_eq!(
        fact(&cx, &party, "registered_capital").await,
        Some(yuan(8_000_000))
    );
}

#[tokio::test]
async fn an_import_that_later_records_lean_on_is_not_withdrawn() {
    let world = World::new().await;
    let cx = world.cx("officer").await;
    let firms = import(
        &cx,
        csv("a.csv", &["企业名称,区域", "云杉一号有限公司,宝安区"]),
    )
    .await;
    let offers = [
        "成果名称,内容,持有单位,区域",
        "管道机器人,在满水管道内作业,云杉一号有限公司,宝安区",
    ];
    let offers = import(&cx, csv("b.csv", &offers)).await;
    assert_eq!(offers.taken, 1);
    let refused = withdraw_import(&cx, firms.id, "有误")
        .await
        .expect_err("in use");
    assert!(refused.to_string().contains("lean on"), "{refused}");
    withdraw_import(&cx, offers.id, "有误")
        .await
        .expect("nothing leans on the offers");
    withdraw_import(&cx, firms.id, "有误")
        .await
        .expect("nothing leans on it any more");
}

#[tokio::test]
async fn a_list_without_places_says_nothing_about_where_its_firms_are() {
    let world = World::new().await;
    let cx = world.cx("officer").await;
    let silent = csv("名录.csv", &["企业名称", "云杉九号机器人有限公司"]);
    import(&cx, silent).await;
    let unplaced = only(&cx, "云杉九号机器人有限公司").await;
    assert_eq!(
        (unplaced.place(), &unplaced.region),
        (None, &cx.actor.region)
    );

    let telling = csv(
        "名录二.csv",
        &["企业名称,所属区域", "云杉十号机器人有限公司,宝安区"],
    );
    import(&cx, telling).await;
    assert!(only(&cx, "云杉十号机器人有限公司").await.place().is_some());
}
