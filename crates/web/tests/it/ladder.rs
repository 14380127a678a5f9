//! Where a firm stands: who sees it, what a recorded fact changes, what an explanation names.

use crate::town::{Browser, Town};
use axum::http::StatusCode;
use benfu_app::import::{FileContent, ImportFile, ImportKind, import_file};
use benfu_app::setup::actor_by_login;

/// Records facts on the form of a firm.
async fn record(browser: &Browser<'_>, firm: &str, facts: &[(&str, &str)]) {
    let page = format!("{firm}/facts");
    browser.fill(&page, &page, facts).await.moved();
}

/// The row of a list that leads to a policy.
fn row<'p>(page: &'p str, policy: &str) -> &'p str {
    let link = format!("/policies/{policy}\">");
    let rows = page.split("<tr>").skip(1);
    let mut rows = rows.filter_map(|row| row.split("</tr>").next());
    rows.find(|row| row.contains(&link)).unwrap_or_default()
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
async fn a_firm_sees_who_asked_where_it_stands_and_its_own_people_leave_no_trace() {
    let town = Town::build().await;
    let (own, officer) = (
        town.signed_in("supplier").await,
        town.signed_in("officer").await,
    );
    let firm = format!("/firms/{}", town.firms[1]);
    let policy = format!("{firm}/policies/hnte");
    own.open(&policy).await;
    let heading = "谁查看过本企业的政策匹配";
    assert!(
        !own.open(&firm).await.text.contains(heading),
        "only its own people"
    );
    let before = town.app.store.newest_act().await.unwrap();
    for page in [&policy, &policy, &format!("{firm}/ladder")] {
        officer.open(page).await;
    }
    let after = town.app.store.newest_act().await.unwrap();
    assert_eq!(
        after - before,
        2,
        "once a day for each policy, once for the ladder"
    );
    let page = own.open(&firm).await.text;
    let readings = page.split(heading).nth(1).unwrap_or_default();
    assert!(readings.contains(&format!("href=\"{policy}\"")));
    assert!(readings.contains("全部现行政策"));
    assert!(
        !officer.open(&firm).await.text.contains(heading),
        "only the firm is told"
    );
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
    let field = format!("href=\"{firm}/facts#consortium_partners\"");
    assert!(asked.contains(&field), "and lead to their fields");
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

/// Takes a list of high-tech enterprises with one name on it.
async fn list_as_high_tech(town: &Town, name: &str) {
    let officer = actor_by_login(&town.app, "officer").await;
    let rows = format!("name\tdistrict\n{name}\t南山区\n");
    let mut file = ImportFile::new("list.tsv", FileContent::Bytes(rows.into_bytes()));
    file.kind = Some(ImportKind::Status);
    let defaults = [
        ("scheme", "hnte"),
        ("from", "2024-12-03"),
        ("until", "2027-12-02"),
    ];
    file.defaults = defaults
        .map(|(field, value)| (field.to_owned(), value.to_owned()))
        .to_vec();
    let cx = town.app.cx(officer.expect("the officer"));
    let done = import_file(&cx, file).await.expect("an import");
    assert_eq!((done.rows_read, done.rejected), (1, 0));
}

#[tokio::test]
async fn a_title_held_tells_its_last_day_and_what_is_due_before() {
    let town = Town::build().await;
    list_as_high_tech(&town, "蓝湾智能装备").await;
    let own = town.signed_in("supplier").await;
    let ladder = format!("/firms/{}/ladder", town.firms[1]);
    let page = own.open(&ladder).await.text;
    assert!(page.contains("持有至 2027-12-02"), "the rung says it");
    let held = row(&page, "hnte");
    for word in [
        "2027-12-02",
        "填报年度发展情况报表",
        "2026-05-31",
        "发生后 3 个月内",
    ] {
        assert!(held.contains(word), "{word}");
    }
    let calendar = page.split("id=\"calendar-title\"").nth(1);
    let calendar = calendar.unwrap_or_default();
    let (report, end) = (calendar.find("2026-05-31"), calendar.find("2027-12-02"));
    assert!(report.is_some() && report < end, "in the order of the days");
}
