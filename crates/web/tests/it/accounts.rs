//! Accounts as their administrator sees them.

use crate::town::{Browser, PASSWORD, Page, Town};
use axum::http::StatusCode;

/// The row of an account on the administrator's list, as a page of its own.
async fn row(security: &Browser<'_>, login: &str) -> Page {
    let list = security.open("/admin/accounts").await;
    let mut rows = list.text.split("<tr>");
    let row = rows.find(|row| row.contains(&format!(">{login}<")));
    let text = row.expect("a row of the account").to_owned();
    Page { text, ..list }
}

/// The address of an act on the account of a row.
fn address(row: &Page, action: &str) -> String {
    let id = row.text.split("/admin/accounts/").nth(1);
    let id = id.and_then(|rest| rest.split('/').next());
    format!(
        "/admin/accounts/{}/acts/{action}",
        id.expect("an act on it")
    )
}

async fn act(security: &Browser<'_>, login: &str, action: &str) -> Page {
    let row = row(security, login).await;
    security
        .submit(&row, &address(&row, action), &[], None)
        .await
}

#[tokio::test]
async fn a_closed_account_is_out_at_once_and_comes_back_when_reopened() {
    let town = Town::build().await;
    let (security, supplier) = (
        town.signed_in("security").await,
        town.signed_in("supplier").await,
    );
    supplier.open("/").await;
    act(&security, "supplier", "close").await.moved();
    let out = supplier.get("/").await;
    assert!(
        out.location.starts_with("/sign-in"),
        "the session has ended"
    );
    let refused = town.visitor().sign_in("supplier", PASSWORD).await;
    assert_ne!(
        refused.status,
        StatusCode::SEE_OTHER,
        "nobody signs in with it"
    );

    act(&security, "supplier", "reopen").await.moved();
    town.signed_in("supplier").await;
}

#[tokio::test]
async fn administrators_cannot_close_their_own_account_and_others_know_of_no_such_page() {
    let town = Town::build().await;
    let security = town.signed_in("security").await;
    let refused = act(&security, "security", "close").await;
    assert!(
        refused.text.contains("不能停用自己的账号"),
        "{}",
        refused.reasons()
    );

    let own = address(&row(&security, "security").await, "close");
    let officer = town.signed_in("officer").await;
    let page = officer.open("/needs").await;
    let hidden = officer.submit(&page, &own, &[], None).await;
    assert_eq!(hidden.status, StatusCode::NOT_FOUND);
}
