//! A match-only value takes part in matching and is never shown to anybody but its owner.

use crate::thread::{TERMS, open_offer, published_need};
use crate::town::{Browser, Town};
use axum::body::Body;
use axum::http::Request;

/// Written so that no other number on a page looks like it.
const SECRET: &str = "7391";

fn shows(text: &str) -> bool {
    text.contains(SECRET) || text.contains("7,391")
}

/// The supplier records a delivery time that nobody may see.
async fn secret_offer(supplier: &Browser<'_>) -> String {
    let offer = open_offer(supplier, "浑水巡检机器人", "8").await;
    let facts = format!("/offers/{offer}/facts");
    let secret = [
        ("delivery_days", SECRET),
        ("level-delivery_days", "match_only"),
    ];
    supplier.fill(&facts, &facts, &secret).await.moved();
    offer
}

/// The owner adds a constraint on it to the published need.
async fn constrain(owner: &Browser<'_>, need: &str) {
    let mut fields = TERMS.to_vec();
    fields.extend([
        ("label-2", "交付不超过90天"),
        ("constraints.2", "delivery_days <= \"90天\""),
    ]);
    owner
        .fill(
            &format!("/needs/{need}/edit"),
            &format!("/needs/{need}/acts/save"),
            &fields,
        )
        .await
        .moved();
}

fn pages(need: &str, offer: &str, firm: &str) -> Vec<String> {
    vec![
        format!("/needs/{need}/matches"),
        format!("/needs/{need}/matches?offer={offer}"),
        format!("/offers/{offer}"),
        format!("/firms/{firm}"),
        format!("/firms/{firm}/matches"),
        format!("/ledger/offer/{offer}"),
        "/search?q=%E5%B7%A1%E6%A3%80".to_owned(),
        format!("/api/v1/needs/{need}/matches"),
        format!("/api/v1/offers/{offer}"),
        format!("/api/v1/parties/{firm}"),
    ]
}

#[tokio::test]
async fn a_match_only_value_is_in_no_page_and_no_json_of_others() {
    let town = Town::build().await;
    let (owner, officer) = (
        town.signed_in("owner").await,
        town.signed_in("officer").await,
    );
    let (supplier, auditor) = (
        town.signed_in("supplier").await,
        town.signed_in("auditor").await,
    );
    let need = published_need(&owner, &officer).await;
    let offer = secret_offer(&supplier).await;
    constrain(&owner, &need).await;
    let matches = owner.open(&format!("/needs/{need}/matches")).await;
    assert!(
        matches.text.contains("由仅供匹配的数据判断"),
        "it answers the constraint"
    );
    assert!(
        shows(&supplier.open(&format!("/offers/{offer}")).await.text),
        "its owner sees it"
    );
    let firm = town.firms[1].to_string();
    let dossier = supplier.open(&format!("/firms/{firm}")).await;
    assert!(
        dossier.text.contains("交付周期"),
        "and which need it answered"
    );
    for (browser, who) in [
        (&owner, "owner"),
        (&officer, "officer"),
        (&auditor, "auditor"),
    ] {
        for path in pages(&need, &offer, &firm) {
            let request = Request::get(&path)
                .header("cookie", browser.cookie())
                .body(Body::empty());
            let page = town.send(request.expect("a request")).await;
            assert!(!shows(&page.text), "{who} sees it on {path}");
        }
    }
}
