//! The brokers' ledger, driven as an officer: the register, a lead that becomes a need, shared credit, an interest.

use crate::thread::act;
use crate::town::{Browser, Town};
use axum::http::StatusCode;

/// Two brokers; the certificate of the second ends soon.
async fn registered(officer: &Browser<'_>) -> Vec<String> {
    let mut brokers = Vec::new();
    for (name, until) in [("甲经理", "2027-01-31"), ("乙经理", "2025-08-01")] {
        let fields = [
            ("name", name),
            ("fields", "智能装备"),
            ("level", "senior"),
            ("number", "JL-1"),
            ("until", until),
        ];
        let new = "/brokers/new";
        brokers.push(officer.fill(new, new, &fields).await.moved().id());
    }
    brokers
}

#[tokio::test]
async fn a_lead_becomes_a_need_with_shared_credit_and_an_interest_in_the_open() {
    let town = Town::build().await;
    let officer = town.signed_in("officer").await;
    let brokers = registered(&officer).await;
    let fields = [
        ("title", "汛期前普查管网"),
        ("text", "走访时了解到"),
        ("party", "滨海水务集团"),
        ("found_by", brokers[0].as_str()),
        ("next", "约现场踏勘"),
        ("next_on", "2025-07-20"),
    ];
    let id = officer
        .fill("/leads/new", "/leads/new", &fields)
        .await
        .moved()
        .id();
    let page = format!("/leads/{id}");
    let shaped = [("programme", "scenario"), ("shaper", brokers[1].as_str())];
    act(&officer, &page, "shape", &shaped).await;
    let seen = officer.get(&page).await;
    for text in ["已成需求", "/needs/ned_", "乙经理", "100%"] {
        assert!(seen.text.contains(text), "{text}: {}", seen.reasons());
    }
    let too_much = [
        ("broker", brokers[0].as_str()),
        ("part", "shaped"),
        ("percent", "20"),
    ];
    let refused = officer
        .fill(&page, &format!("{page}/acts/credit"), &too_much)
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);

    let broker = format!("/brokers/{}", brokers[0]);
    let tie = [
        ("party", "滨海水务集团"),
        ("kind", "adviser"),
        ("note", "兼任顾问"),
    ];
    act(&officer, &broker, "interest", &tie).await;
    let silent = [
        ("broker", brokers[0].as_str()),
        ("part", "closed"),
        ("percent", "50"),
        ("fee", "1.2万元"),
    ];
    let refused = officer
        .fill(&page, &format!("{page}/acts/credit"), &silent)
        .await;
    assert!(refused.text.contains("利益关系"), "{}", refused.reasons());
    let told = [&silent[..], &[("disclosed", "已书面告知双方")]].concat();
    act(&officer, &page, "credit", &told).await;
    let seen = officer.get(&page).await;
    assert!(seen.text.contains("已书面告知双方") && seen.text.contains("50%"));
    let register = officer.get("/brokers").await;
    assert!(register.text.contains("即将到期"), "{}", register.reasons());
    let list = officer.get("/leads?of=shaped").await;
    assert!(list.text.contains("汛期前普查管网"));
    for path in ["/leads", "/brokers", page.as_str(), broker.as_str()] {
        let firm = town.signed_in("owner").await.get(path).await;
        assert_eq!(firm.status, StatusCode::NOT_FOUND, "{path}");
    }
}
