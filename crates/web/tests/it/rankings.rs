//! The page of rankings: who sees it, and that too few ends are said and keep nothing.

use crate::town::Town;
use axum::http::StatusCode;

#[tokio::test]
async fn too_few_ends_are_said_and_the_pack_stays_in_force() {
    let town = Town::build().await;
    let officer = town.signed_in("officer").await;
    let page = "/matching/rankings";
    let seen = officer.get(page).await;
    assert!(seen.text.contains("政策包默认权重"), "{}", seen.reasons());
    let learned = officer
        .fill(page, "/matching/rankings/acts/learn", &[])
        .await;
    assert_eq!(learned.status, StatusCode::OK);
    assert!(
        learned.text.contains("没有保留结果"),
        "{}",
        learned.reasons()
    );
    let none = officer
        .fill(
            page,
            "/matching/rankings/acts/use?number=1",
            &[("use-1-reason", "试试")],
        )
        .await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
    let supplier = town.signed_in("supplier").await.get(page).await;
    assert_eq!(supplier.status, StatusCode::NOT_FOUND);
    let owner = town.signed_in("owner").await.get(page).await;
    assert_eq!(owner.status, StatusCode::OK, "whoever matches may know how");
    assert!(!owner.text.contains("从结果中学习"), "but not change it");
}
