//! Policies through the router: the library, one policy with a threshold tried, the firms behind a count.

use crate::town::Town;
use axum::http::StatusCode;
use benfu_app::fact::{About, FactDraft, RecordFacts, record_facts};
use benfu_app::setup::actor_by_login;
use benfu_domain::fact::Level;

const POLICY: &str = "/policies/industrial_design_centre";

/// A supplier with forty designers, where the policy asks for fifty.
async fn forty_designers(town: &Town) {
    let officer = actor_by_login(&town.app, "officer")
        .await
        .expect("the officer");
    let fact = |(concept, value): (&str, &str)| FactDraft {
        concept: concept.to_owned(),
        period: String::new(),
        value: value.to_owned(),
        level: Some(Level::Members),
        retract: false,
    };
    let facts = [
        ("designers", "40"),
        ("designers_qualified", "40"),
        ("design_rights_total", "600"),
    ];
    let command = RecordFacts {
        about: About::Party(town.firms[1]),
        facts: facts.map(fact).to_vec(),
        source: None,
    };
    record_facts(&town.app.cx(officer), command)
        .await
        .expect("facts");
}

#[tokio::test]
async fn an_officer_sees_who_is_one_condition_short_and_of_which() {
    let town = Town::build().await;
    forty_designers(&town).await;
    let officer = town.signed_in("officer").await;
    let library = officer.get("/policies").await;
    assert_eq!(library.status, StatusCode::OK);
    let near = format!("href=\"{POLICY}/firms?of=near\"");
    assert!(library.text.contains(&near), "{}", library.reasons());
    let rows = officer.get(&format!("{POLICY}/firms?of=near")).await;
    for words in ["蓝湾智能装备", "工业设计从业人员", "弄虚作假四年内"] {
        assert!(rows.text.contains(words), "{words}: {}", rows.reasons());
    }
    assert!(
        !rows.text.contains("沧澜检测技术"),
        "nothing is known of it"
    );
    let english = officer.get("/lang/en?back=/policies").await;
    assert_eq!(english.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_threshold_is_tried_in_the_page() {
    let town = Town::build().await;
    forty_designers(&town).await;
    let officer = town.signed_in("officer").await;
    let plain = officer.get(POLICY).await;
    assert!(plain.text.contains("name=\"design_centre.designers_min\""));
    assert!(!plain.text.contains("将有"), "nothing is tried yet");
    let tried = officer
        .get(&format!("{POLICY}?design_centre.designers_min=30"))
        .await;
    assert!(tried.text.contains("将有 0 家企业"), "{}", tried.reasons());
    let leaving = "of=leaving&amp;design_centre.designers_min=30";
    let plainly = leaving.replace("&amp;", "&#38;");
    assert!(tried.text.contains(leaving) || tried.text.contains(&plainly));
    let misread = officer
        .get(&format!("{POLICY}?design_centre.designers_min=x"))
        .await;
    assert!(
        misread.text.contains("数字无法识别"),
        "{}",
        misread.reasons()
    );
}

#[tokio::test]
async fn a_firm_reads_policies_without_the_counts_of_others() {
    let town = Town::build().await;
    forty_designers(&town).await;
    let supplier = town.signed_in("supplier").await;
    let library = supplier.get("/policies").await;
    assert_eq!(library.status, StatusCode::OK);
    assert!(
        !library.text.contains("/firms?of="),
        "{}",
        library.reasons()
    );
    let policy = supplier.get(POLICY).await;
    assert!(!policy.text.contains("name=\"design_centre.designers_min\""));
    for address in ["/firms", "/firms?of=near"] {
        let rows = supplier.get(&format!("{POLICY}{address}")).await;
        assert_eq!(rows.status, StatusCode::NOT_FOUND, "{address}");
    }
}

#[tokio::test]
async fn what_is_no_policy_and_no_list_is_not_found() {
    let town = Town::build().await;
    let officer = town.signed_in("officer").await;
    for address in ["/policies/none", "/policies/none/firms"] {
        assert_eq!(officer.get(address).await.status, StatusCode::NOT_FOUND);
    }
    let unknown = officer.get(&format!("{POLICY}/firms?of=others")).await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_officer_takes_near_firms_in_hand_after_a_preview() {
    let town = Town::build().await;
    forty_designers(&town).await;
    let officer = town.signed_in("officer").await;
    let list = officer.get(&format!("{POLICY}/firms?of=near")).await;
    let tick = format!("name=\"firm\" value=\"{}\"", town.firms[1]);
    assert!(list.text.contains(&tick), "{}", list.reasons());
    let push = format!("{POLICY}/acts/push?of=near&firm={}", town.firms[1]);
    let preview = officer.get(&push).await;
    assert!(
        preview.text.contains("将写入 1 家"),
        "{}",
        preview.reasons()
    );
    let ticked = town.firms[1].to_string();
    let fields = [("of", "near"), ("firm", ticked.as_str())];
    let sent = officer
        .submit(&preview, &format!("{POLICY}/acts/push"), &fields, None)
        .await;
    let before = town.app.store.newest_act().await.expect("a place");
    assert!(sent.moved().location.contains("of=near"));
    officer
        .submit(&preview, &format!("{POLICY}/acts/push"), &fields, None)
        .await
        .moved();
    assert_eq!(
        town.app.store.newest_act().await.expect("a place"),
        before,
        "no second effect"
    );
    let supplier = town.signed_in("supplier").await;
    let home = supplier.get("/").await;
    assert!(home.text.contains("收到的政策提示"), "{}", home.reasons());
    let refused = supplier.get(&push).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn coaching_a_target_and_the_matrix_are_shown_and_a_list_is_taken_out() {
    let town = Town::build().await;
    forty_designers(&town).await;
    let officer = town.signed_in("officer").await;
    let page = officer.get(&format!("{POLICY}/coaching")).await;
    assert!(page.text.contains("还没有登记目标"), "{}", page.reasons());
    let fields = [("year", "2025"), ("wanted", "3"), ("source", "工作要点")];
    officer
        .submit(&page, &format!("{POLICY}/acts/target"), &fields, None)
        .await
        .moved();
    let page = officer.get(&format!("{POLICY}/coaching")).await;
    assert!(page.text.contains("目标够不到"), "{}", page.reasons());
    let matrix = officer.get("/policies/matrix?of=near").await;
    assert_eq!(matrix.status, StatusCode::OK, "{}", matrix.reasons());
    assert!(matrix.text.contains(&format!("{POLICY}/firms?of=near")));
    let rows = format!("{POLICY}/firms?of=near&#38;region=");
    let region = matrix.text.split(&rows).nth(1).expect("a region");
    let region = region.split('"').next().unwrap_or_default();
    let one = officer
        .open(&format!("/policies/matrix?of=near&region={region}"))
        .await;
    assert!(one.text.contains(&format!("{rows}{region}")), "its rows");
    assert!(
        !one.text.contains("matrix-regions"),
        "one region is no picture"
    );
    let none = officer.open("/policies/matrix?of=near&region=999999").await;
    assert!(!none.text.contains(&rows));
    let gaps = officer
        .get(&format!("{POLICY}/firms?of=near&condition=designers"))
        .await;
    assert!(gaps.text.contains("离门槛还差多少"), "{}", gaps.reasons());
    let lapsing = officer
        .get(&format!("{POLICY}/firms?of=lapsing&months=12"))
        .await;
    assert_eq!(lapsing.status, StatusCode::OK);
}

#[tokio::test]
async fn a_list_is_taken_out_after_a_preview_that_writes_nothing() {
    let town = Town::build().await;
    forty_designers(&town).await;
    let officer = town.signed_in("officer").await;
    let newest = async || town.app.store.newest_act().await.expect("a place");
    let before = newest().await;
    let preview = officer.open(&format!("{POLICY}/acts/export?of=near")).await;
    for word in ["将写入 1 家", "要补充的数据", "写入文件，并记入台账"] {
        assert!(preview.text.contains(word), "{word}: {}", preview.reasons());
    }
    assert_eq!(newest().await, before, "a preview leaves no trace");
    let export = format!("{POLICY}/acts/export");
    let file = officer
        .submit(&preview, &export, &[("of", "near")], None)
        .await;
    assert_eq!(file.status, StatusCode::OK);
    assert!(file.bytes.starts_with(b"PK"), "a workbook");
    assert_eq!(newest().await, before + 1, "one entry for the firm");
    officer
        .submit(&preview, &export, &[("of", "near")], None)
        .await;
    assert_eq!(
        newest().await,
        before + 1,
        "a second click tells nothing twice"
    );
    let supplier = town.signed_in("supplier").await;
    let refused = supplier.get(&format!("{export}?of=near")).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
}
