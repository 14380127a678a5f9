//! An offer's conditions are written in plain words, shown on its page, and answered on the page of matches.

use crate::thread::{open_offer, published_need};
use crate::town::Town;
use axum::http::StatusCode;

#[tokio::test]
async fn a_condition_is_written_in_words_and_answered_for_the_asker() {
    let town = Town::build().await;
    let (owner, officer) = (
        town.signed_in("owner").await,
        town.signed_in("officer").await,
    );
    let supplier = town.signed_in("supplier").await;
    let need = published_need(&owner, &officer).await;
    let offer = open_offer(&supplier, "浑水巡检机器人", "8").await;
    let edit = format!("/offers/{offer}/edit");
    let fields = [
        ("title", "浑水巡检机器人"),
        (
            "text",
            "声呐与光学融合的水下机器人,用于管廊积水环境巡检裂缝。",
        ),
        ("kind", "technology"),
        ("open", "yes"),
        ("label-0", "只面向有规模的单位"),
        ("conditions.0", "注册资本 不低于 500万元"),
    ];
    let save = format!("/offers/{offer}/acts/save");
    supplier.fill(&edit, &save, &fields).await.moved();
    let page = supplier.open(&format!("/offers/{offer}")).await.text;
    assert!(page.contains("对需求方的条件") && page.contains("只面向有规模的单位"));
    assert!(
        supplier
            .open(&edit)
            .await
            .text
            .contains("注册资本 不低于 500万元")
    );

    let matches = owner.open(&format!("/needs/{need}/matches")).await.text;
    assert!(matches.contains("只面向有规模的单位") && matches.contains("供给方提出"));
    let told = owner
        .open(&format!("/api/v1/needs/{need}/matches"))
        .await
        .text;
    assert!(
        told.contains("\"conditions\":[{\"label\":\"只面向有规模的单位\",\"answer\":\"unknown\"")
    );

    let wrong = [("conditions.0", "注册资本 >")];
    let fields: Vec<_> = fields[..5].iter().copied().chain(wrong).collect();
    let refused = supplier.fill(&edit, &save, &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.text.contains("id=\"conditions.0-problem\""),
        "{}",
        refused.reasons()
    );
}
