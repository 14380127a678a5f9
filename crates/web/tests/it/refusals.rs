//! What must not happen: incomplete publication, foreign rows, forged forms, double effects, lost races.

use crate::thread::{TERMS, act, open_offer, published_need};
use crate::town::{PASSWORD, Town, day};
use axum::http::StatusCode;
use benfu_app::Clock;

#[tokio::test]
async fn an_incomplete_need_is_saved_but_not_published() {
    let town = Town::build().await;
    let (owner, officer) = (
        town.signed_in("owner").await,
        town.signed_in("officer").await,
    );
    let bare = [("title", "泵站巡检"), ("text", "泵站无人值守。")];
    let need = owner
        .fill("/needs/new", "/needs", &bare)
        .await
        .moved()
        .location;
    act(&owner, &need, "hand_in", &[]).await;
    act(&officer, &need, "screen", &[]).await;
    let refused = owner
        .fill(&need, &format!("{need}/acts/publish"), &[])
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    for part in [
        "衡量指标",
        "硬性条件",
        "资金渠道",
        "验收办法",
        "need.not_ready",
    ] {
        assert!(refused.text.contains(part), "{part} is named");
    }
    let advice = [("return-reason", "请写清验收办法")];
    act(&officer, &need, "return", &advice).await;
    assert!(
        owner.open(&need).await.text.contains("请写清验收办法"),
        "the advice reaches the owner"
    );
}

#[tokio::test]
async fn a_form_with_problems_comes_back_with_what_was_written() {
    let town = Town::build().await;
    let owner = town.signed_in("owner").await;
    let fields = [
        ("title", "只有标题"),
        ("budget", "数千万"),
        ("constraints.0", "maturity >= 7"),
    ];
    let page = owner.fill("/needs/new", "/needs", &fields).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        page.text.contains("只有标题")
            && page.text.contains("数千万")
            && page.text.contains("maturity &gt;= 7")
            || page.text.contains("maturity &#62;= 7")
    );
    let fields = [
        ("title", "标题"),
        ("text", "说明"),
        ("constraints.0", "maturity_lvl >= 7"),
    ];
    let page = owner.fill("/needs/new", "/needs", &fields).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        page.text.contains("maturity_level"),
        "a wrong rule is answered with what could be meant"
    );
}

#[tokio::test]
async fn rows_of_others_are_not_found() {
    let town = Town::build().await;
    let owner = town.signed_in("owner").await;
    let (supplier, rival) = (
        town.signed_in("supplier").await,
        town.signed_in("rival").await,
    );
    let need = owner
        .fill("/needs/new", "/needs", &TERMS[..2])
        .await
        .moved()
        .location;
    for page in [
        need.clone(),
        format!("{need}/edit"),
        format!("{need}/matches"),
    ] {
        assert_eq!(
            supplier.get(&page).await.status,
            StatusCode::NOT_FOUND,
            "{page}"
        );
    }
    let firm = format!("/firms/{}", town.firms[1]);
    assert_eq!(supplier.get(&firm).await.status, StatusCode::OK);
    assert_eq!(rival.get(&firm).await.status, StatusCode::NOT_FOUND);
    for page in [
        "/ledger",
        "/admin/accounts",
        "/imports",
        "/needs/ned_1",
        "/no/such/page",
    ] {
        assert_eq!(
            supplier.get(page).await.status,
            StatusCode::NOT_FOUND,
            "{page}"
        );
    }
    let foreign = supplier
        .fill("/", &format!("{need}/acts/hand_in"), &[])
        .await;
    assert_eq!(
        foreign.status,
        StatusCode::NOT_FOUND,
        "nor can they be acted on"
    );
}

#[tokio::test]
async fn a_form_without_its_token_is_refused() {
    let town = Town::build().await;
    let owner = town.signed_in("owner").await;
    let page = owner.post("/needs", &TERMS[..2], None).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    let mut forged = vec![("form_token", "0000")];
    forged.extend(&TERMS[..2]);
    assert_eq!(
        owner.post("/needs", &forged, None).await.status,
        StatusCode::FORBIDDEN
    );
    let list = owner.open("/needs").await;
    assert!(
        !list.text.contains("水下管廊巡检机器人"),
        "nothing was written"
    );
    let nobody = town.visitor().post("/needs", &TERMS[..2], None).await;
    assert_eq!(nobody.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_form_sent_twice_has_one_effect() {
    let town = Town::build().await;
    let owner = town.signed_in("owner").await;
    let page = owner.open("/needs/new").await;
    let first = owner.submit(&page, "/needs", TERMS, None).await.moved();
    let second = owner.submit(&page, "/needs", TERMS, None).await.moved();
    assert_eq!(
        first.location, second.location,
        "the second click leads to the first one's need"
    );
    let page = owner.open("/needs/new").await;
    let (one, two) = tokio::join!(
        owner.submit(&page, "/needs", TERMS, None),
        owner.submit(&page, "/needs", TERMS, None)
    );
    assert_eq!(
        one.moved().location,
        two.moved().location,
        "nor do two at once make two"
    );
    let list = owner.open("/needs").await;
    assert_eq!(list.text.matches("class=\"number\">N-").count(), 2);
    let need = first.location;
    let page = owner.open(&need).await;
    owner
        .submit(&page, &format!("{need}/acts/hand_in"), &[], None)
        .await
        .moved();
    let again = owner
        .submit(&page, &format!("{need}/acts/hand_in"), &[], None)
        .await
        .moved();
    assert!(
        again
            .set_cookies
            .iter()
            .any(|cookie| cookie.contains("notice-already"))
    );
}

#[tokio::test]
async fn of_two_people_who_act_at_once_one_is_told() {
    let town = Town::build().await;
    let (owner, officer) = (
        town.signed_in("owner").await,
        town.signed_in("officer").await,
    );
    let supplier = town.signed_in("supplier").await;
    let need = published_need(&owner, &officer).await;
    let offer = open_offer(&supplier, "浑水巡检机器人", "8").await;
    let party = town.firms[1].to_string();
    let page = format!("/needs/{need}");
    let invite = [("supplier", party.as_str()), ("offer", &offer)];
    let case = owner
        .fill(&page, &format!("{page}/acts/invite"), &invite)
        .await
        .moved()
        .location;
    let (one, two) = (supplier.open(&case).await, supplier.open(&case).await);
    let to = format!("{case}/acts/agree");
    let (one, two) = tokio::join!(
        supplier.submit(&one, &to, &[], None),
        supplier.submit(&two, &to, &[], None)
    );
    let mut answers = [one.status, two.status];
    answers.sort();
    assert_eq!(answers, [StatusCode::SEE_OTHER, StatusCode::CONFLICT]);
    let told = if one.status == StatusCode::CONFLICT {
        one
    } else {
        two
    };
    assert!(
        told.text.contains("conflict.changed"),
        "the other is told that it has moved on"
    );
    let again = owner
        .fill(&page, &format!("{page}/acts/invite"), &invite)
        .await;
    assert_eq!(
        again.status,
        StatusCode::CONFLICT,
        "a supplier is not invited twice"
    );
}

#[tokio::test]
async fn a_session_ends_when_nobody_uses_it() {
    let directory_clock = Clock::standing_on(day("2025-07-15")).expect("a clock");
    let town = Town::on(directory_clock).await;
    let owner = town.signed_in("owner").await;
    owner.open("/needs").await;
    let mut later = town.app.clone();
    later.clock = Clock::standing_on(day("2025-07-16")).expect("a clock");
    let router = benfu_web::app_router(later, benfu_web::WebConfig::default());
    let request = axum::http::Request::get("/needs?state=published")
        .header(axum::http::header::COOKIE, owner.cookie())
        .body(axum::body::Body::empty())
        .expect("a request");
    let response = tower::ServiceExt::oneshot(router, request)
        .await
        .expect("an answer");
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    let to = response.headers()[axum::http::header::LOCATION]
        .to_str()
        .expect("text");
    assert_eq!(
        to, "/sign-in?back=%2Fneeds%3Fstate%3Dpublished",
        "and the reader comes back to the page"
    );
    let gone = owner.get("/needs").await;
    assert_eq!(
        gone.status,
        StatusCode::SEE_OTHER,
        "the session is closed for good"
    );
}

#[tokio::test]
async fn signing_out_ends_the_session() {
    let town = Town::build().await;
    let owner = town.signed_in("owner").await;
    owner.fill("/", "/sign-out", &[]).await.moved();
    assert_eq!(owner.get("/needs").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn five_wrong_passwords_lock_the_account() {
    let town = Town::build().await;
    let mut guesser = town.visitor();
    for _ in 0..5 {
        let page = guesser.sign_in("owner", "wrong guess").await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.text.contains("用户名或密码不对"));
    }
    let right = guesser.sign_in("owner", PASSWORD).await;
    assert_eq!(
        right.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "the right password does not help now"
    );
    assert!(right.text.contains("临时锁定"));
    let unknown = guesser.sign_in("nobody", "wrong guess").await;
    assert!(
        unknown.text.contains("用户名或密码不对"),
        "an unknown name looks like a wrong password"
    );
}

#[tokio::test]
async fn a_file_that_is_not_what_it_says_is_refused() {
    let town = Town::build().await;
    let owner = town.signed_in("owner").await;
    let need = owner
        .fill("/needs/new", "/needs", &TERMS[..2])
        .await
        .moved()
        .location;
    let to = format!("{need}/acts/attach");
    let page = owner
        .upload(&need, &to, &[], ("evil.pdf", b"MZ\x90\x00\x03\x00\x00\x00"))
        .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.text.contains("evidence.refused"));
}
