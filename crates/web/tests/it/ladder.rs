//! Where a firm stands: who sees it, what a recorded fact changes, what an explanation names.

use crate::town::{Browser, Town};
use axum::http::StatusCode;

/// Records facts on the form of a firm.
async fn record(browser: &Browser<'_>, firm: &str, facts: &[(&str, &str)]) {
    let page = format!("{firm}/facts");
    browser.fill(&page, &page, facts).await.moved();
}

/// The row of a list that leads to a policy.
fn row<'p>(page: &'p str, policy: &str) -> &'p str {
    let link = format!("/policies/{policy}\">");
    let rows = page.split("<tr>").filter(|row| row.contains(&link));
    let row = rows.last().unwrap_or_default();
    row.split("</tr>").next().unwrap_or_default()
}

#[tokio::test]
async fn an_officer_sees_where_a_firm_stands_in_both_languages() {
    let town = Town::build().await;
    let officer = town.signed_in("officer").await;
    let ladder = format!("/firms/{}/ladder", town.firms[1]);
    let page = officer.open(&ladder).await.text;
    for word in [
        "企业梯度",
        "高新技术企业认定",
        "没有持有的资质",
        "要补充的数据",
        "class=\"chart ladder\"",
    ] {
        assert!(page.contains(word), "{word}");
    }
    let english = officer.open(&format!("{ladder}?lang=en")).await.text;
    assert!(english.contains("National high-tech enterprise (HNTE)"));
    assert!(english.contains("No title is held.") && english.contains("Facts to bring"));
    let dossier = officer.open(&format!("/firms/{}", town.firms[1])).await;
    assert!(dossier.text.contains(&ladder), "the dossier leads to it");
}

#[tokio::test]
async fn a_firm_sees_its_own_ladder_and_no_other() {
    let town = Town::build().await;
    let (own, rival) = (
        town.signed_in("supplier").await,
        town.signed_in("rival").await,
    );
    let firm = format!("/firms/{}", town.firms[1]);
    let home = own.open("/").await.text;
    assert!(home.contains(&format!("{firm}/ladder")), "home leads to it");
    for page in [format!("{firm}/ladder"), format!("{firm}/policies/hnte")] {
        let seen = own.open(&page).await.text;
        assert!(seen.contains(&format!("{firm}/facts")), "{page}");
        let refused = rival.get(&page).await;
        assert_eq!(refused.status, StatusCode::NOT_FOUND, "{page}");
    }
    let unknown = own.get(&format!("{firm}/policies/no_such_policy")).await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn recorded_facts_turn_cannot_tell_into_met() {
    let town = Town::build().await;
    let own = town.signed_in("supplier").await;
    let firm = format!("/firms/{}", town.firms[1]);
    let (ladder, policy) = (
        format!("{firm}/ladder"),
        format!("{firm}/policies/open_challenge"),
    );
    let before = own.open(&ladder).await.text;
    assert!(row(&before, "open_challenge").contains("缺 3 项数据"));
    let asked = own.open(&policy).await.text;
    assert!(
        asked.contains("要补充的数据（3 项）"),
        "the facts are named"
    );
    let facts = [
        ("resident", "是"),
        ("consortium_partners", "3"),
        ("commits_in_time", "是"),
    ];
    record(&own, &firm, &facts).await;
    let after = own.open(&ladder).await.text;
    assert!(row(&after, "open_challenge").contains("条件已满足"));
    let met = own.open(&policy).await.text;
    assert!(met.contains("条件已满足") && !met.contains("要补充的数据"));
    assert!(!met.contains("怎样才能满足"), "nothing has to change");
}

#[tokio::test]
async fn an_explanation_names_the_condition_the_shortfall_the_source_and_the_remedy() {
    let town = Town::build().await;
    let (own, officer) = (
        town.signed_in("supplier").await,
        town.signed_in("officer").await,
    );
    let firm = format!("/firms/{}", town.firms[1]);
    let facts = [
        ("employees", "100"),
        ("period-employees", "2024"),
        ("rd_staff", "8"),
        ("period-rd_staff", "2024"),
    ];
    record(&own, &firm, &facts).await;
    let policy = format!("{firm}/policies/hnte");
    let page = officer.open(&policy).await.text;
    for word in [
        "科技人员占比达标",
        "差 1 项条件",
        "未达到",
        "第十一条（四）",
        "国科发火〔2016〕32号",
        "增至",
        "最早 2026-01-01",
    ] {
        assert!(page.contains(word), "{word}");
    }
    let english = officer.open(&format!("{policy}?lang=en")).await.text;
    for word in [
        "Share of R&#38;D staff",
        "1 condition short",
        "not met",
        "rises from",
        "from 1 Jan 2026",
    ] {
        assert!(english.contains(word), "{word}");
    }
}
