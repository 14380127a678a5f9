//! Accounts as their administrator sees them.

use crate::town::{PASSWORD, Page, Town};
use axum::http::StatusCode;

/// The address of an account on the list: the one whose row names the login.
fn account(page: &Page, login: &str) -> String {
    let row = page
        .text
        .split("<tr>")
        .find(|row| row.contains(&format!(">{login}<")));
    let address = row.and_then(|row| row.split("/admin/accounts/").nth(1));
    let id = address
        .and_then(|rest| rest.split('/').next())
        .expect("an act on it");
    id.to_owned()
}

#[tokio::test]
async fn a_closed_account_is_out_at_once_and_comes_back_when_reopened() {
    let town = Town::build().await;
    let (security, supplier) = (
        town.signed_in("security").await,
        town.signed_in("supplier").await,
    );
    supplier.open("/").await;
    let list = security.open("/admin/accounts").await;
    let path = format!("/admin/accounts/{}/acts", account(&list, "supplier"));

    let version = [("version", "1")];
    let closing = security
        .fill("/admin/accounts", &format!("{path}/close"), &version)
        .await;
    closing.moved();
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

    let version = [("version", "2")];
    let opening = security
        .fill("/admin/accounts", &format!("{path}/reopen"), &version)
        .await;
    opening.moved();
    town.signed_in("supplier").await;
}

#[tokio::test]
async fn administrators_cannot_close_their_own_account_and_others_know_of_no_such_page() {
    let town = Town::build().await;
    let security = town.signed_in("security").await;
    let list = security.open("/admin/accounts").await;
    let path = format!("/admin/accounts/{}/acts/close", account(&list, "security"));
    let version = [("version", "1")];
    let refused = security.fill("/admin/accounts", &path, &version).await;
    assert!(
        refused.text.contains("不能停用自己的账号"),
        "{}",
        refused.reasons()
    );

    let officer = town.signed_in("officer").await;
    let page = officer.open("/needs").await;
    let hidden = officer.submit(&page, &path, &version, None).await;
    assert_eq!(hidden.status, StatusCode::NOT_FOUND);
}
