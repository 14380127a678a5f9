//! A match-only value takes part in matching and is never shown to anybody but its owner.

use crate::thread::{open_offer, published_need};
use crate::town::Town;
use axum::body::Body;
use axum::http::Request;

/// Written so that no other number on a page looks like it.
const SECRET: &str = "7391";

#[tokio::test]
async fn a_match_only_value_is_in_no_page_and_no_json_of_others() {
    let town = Town::build().await;
    let (owner, officer) = (
        town.signed_in("owner").await,
        town.signed_in("officer").await,
    );
    let supplier = town.signed_in("supplier").await;
    let need = published_need(&owner, &officer).await;
    let offer = open_offer(&supplier, "浑水巡检机器人", "8").await;
    let facts = format!("/offers/{offer}/facts");
    let secret = [
        ("delivery_days", SECRET),
        ("level-delivery_days", "match_only"),
    ];
    supplier.fill(&facts, &facts, &secret).await.moved();
    let edit = format!("/needs/{need}/edit");
    let page = owner.open(&edit).await;
    let mut fields = crate::thread::TERMS.to_vec();
    fields.extend([
        ("label-2", "交付不超过90天"),
        ("constraints.2", "delivery_days <= 90 day"),
    ]);
    let saved = owner
        .submit(&page, &format!("/needs/{need}/acts/save"), &fields, None)
        .await;
    let rule = if saved.status == axum::http::StatusCode::SEE_OTHER {
        "ok"
    } else {
        "\"90天\""
    };
    if rule != "ok" {
        let place = fields.len() - 1;
        fields[place] = ("constraints.2", "delivery_days <= \"90天\"");
        owner
            .submit(&page, &format!("/needs/{need}/acts/save"), &fields, None)
            .await
            .moved();
    }
    let matches = owner.open(&format!("/needs/{need}/matches")).await;
    assert!(
        matches.text.contains("由仅供匹配的数据判断"),
        "it answers the constraint"
    );
    let own = supplier.open(&format!("/offers/{offer}")).await;
    assert!(
        own.text.contains(SECRET) || own.text.contains("7,391"),
        "its owner sees it"
    );
    let uses = supplier.open(&format!("/firms/{}", town.firms[1])).await;
    assert!(
        uses.text.contains("交付周期"),
        "and sees which need it answered"
    );
    let auditor = town.signed_in("auditor").await;
    for (browser, who) in [
        (&owner, "owner"),
        (&officer, "officer"),
        (&auditor, "auditor"),
    ] {
        for path in [
            format!("/needs/{need}/matches"),
            format!("/needs/{need}/matches?offer={offer}"),
            format!("/offers/{offer}"),
            format!("/firms/{}", town.firms[1]),
            format!("/firms/{}/matches", town.firms[1]),
            format!("/ledger/offer/{offer}"),
            format!("/search?q=%E5%B7%A1%E6%A3%80"),
        ] {
            let page = browser.get(&path).await;
            let shown = page.text.contains(SECRET) || page.text.contains("7,391");
            assert!(!shown, "{who} sees it on {path}");
        }
        for path in [
            format!("/api/v1/needs/{need}/matches"),
            format!("/api/v1/offers/{offer}"),
            format!("/api/v1/parties/{}", town.firms[1]),
        ] {
            let request = Request::get(&path)
                .header("cookie", browser.cookie())
                .body(Body::empty());
            let answer = town.send(request.expect("a request")).await;
            assert!(!answer.text.contains(SECRET), "{who} gets it from {path}");
        }
    }
}
