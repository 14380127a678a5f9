//! The HTTP edge through the router: headers, assets, language, error pages.

mod accounts;
mod brokerage;
mod browser;
mod collections;
mod conditions;
mod confidential;
mod description;
mod embeddings;
mod gatherings;
mod ladder;
mod policies;
mod programs;
mod rankings;
mod refusals;
mod report_check;
mod thread;
mod town;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::header::{
    ACCEPT_LANGUAGE, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, COOKIE, LOCATION,
    SET_COOKIE,
};
use axum::http::{Method, Request, Response, StatusCode};
use axum::routing::{get, post};
use benfu_web::assets;
use benfu_web::error_page::{Problem, ProblemKind};
use tower::ServiceExt as _;

/// A router with a few pages of its own around the edge under test.
fn site() -> Router {
    let pages = Router::new()
        .route("/private", get(|| async { "secret" }))
        .route("/act", post(|| async { "done" }))
        .route("/conflict", get(|| async { conflict() }))
        .route("/number/{n}", get(number));
    benfu_web::router(pages)
}

fn conflict() -> Problem {
    Problem::new(ProblemKind::Conflict).detail("版本 <4>")
}

async fn number(axum::extract::Path(n): axum::extract::Path<u8>) -> String {
    n.to_string()
}

async fn send(request: Request<Body>) -> Response<Body> {
    site().oneshot(request).await.expect("a router never fails")
}

async fn fetch(uri: &str) -> Response<Body> {
    send(
        Request::builder()
            .uri(uri)
            .body(Body::empty())
            .expect("a plain address"),
    )
    .await
}

async fn text(response: Response<Body>) -> String {
    let bytes = to_bytes(response.into_body(), 1 << 20)
        .await
        .expect("a whole body");
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

fn header(response: &Response<Body>, name: impl axum::http::header::AsHeaderName) -> &str {
    response
        .headers()
        .get(name)
        .map_or("", |value| value.to_str().expect("plain text"))
}

#[tokio::test]
async fn every_response_is_guarded_and_private_ones_are_not_stored() {
    for uri in ["/private", "/nowhere", "/conflict", "/lang/en"] {
        let response = fetch(uri).await;
        let policy = header(&response, CONTENT_SECURITY_POLICY).to_owned();
        assert!(policy.contains("default-src 'none'"), "{uri}");
        assert!(policy.contains("frame-ancestors 'none'"), "{uri}");
        assert!(!policy.contains("unsafe"), "{uri}");
        assert_eq!(
            header(&response, "x-content-type-options"),
            "nosniff",
            "{uri}"
        );
        assert_eq!(header(&response, "referrer-policy"), "same-origin", "{uri}");
        assert!(
            header(&response, "permissions-policy").contains("camera=()"),
            "{uri}"
        );
        assert_eq!(header(&response, CACHE_CONTROL), "no-store", "{uri}");
    }
}

#[tokio::test]
async fn assets_are_cached_for_a_year_under_their_hash_only() {
    for (name, kind) in [
        ("benfu.css", "text/css; charset=utf-8"),
        ("benfu.js", "text/javascript; charset=utf-8"),
        ("icon.svg", "image/svg+xml"),
    ] {
        let response = fetch(&assets::address(name)).await;
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(header(&response, CONTENT_TYPE), kind);
        assert!(header(&response, CACHE_CONTROL).contains("immutable"));
        assert!(!text(response).await.is_empty());
    }
    for uri in [
        "/assets/0000000000000000/benfu.css".to_owned(),
        assets::address("nothing.css"),
    ] {
        let response = fetch(&uri).await;
        assert_eq!(response.status(), StatusCode::NOT_FOUND);
        assert_eq!(header(&response, CACHE_CONTROL), "no-store");
    }
}

#[tokio::test]
async fn the_language_is_chosen_by_a_person_and_remembered() {
    let response = fetch("/lang/en?back=%2Fneeds%3Fstate%3Dpublished").await;
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    assert_eq!(header(&response, LOCATION), "/needs?state=published");
    assert!(header(&response, SET_COOKIE).starts_with("lang=en; Path=/; "));

    let elsewhere = fetch("/lang/en?back=%2F%2Fevil.example").await;
    assert_eq!(header(&elsewhere, LOCATION), "/");
    let unknown = fetch("/lang/xx?back=/needs").await;
    assert_eq!(header(&unknown, SET_COOKIE), "");
}

#[tokio::test]
async fn error_pages_speak_the_language_of_the_reader() {
    let browser = Request::builder()
        .uri("/nowhere")
        .header(ACCEPT_LANGUAGE, "en");
    let chinese = send(browser.body(Body::empty()).unwrap()).await;
    assert_eq!(chinese.status(), StatusCode::NOT_FOUND);
    let page = text(chinese).await;
    assert!(page.contains("<html lang=\"zh-CN\">") && page.contains("没有找到"));

    let chosen = Request::builder().uri("/nowhere").header(COOKIE, "lang=en");
    let page = text(send(chosen.body(Body::empty()).unwrap()).await).await;
    assert!(page.contains("<html lang=\"en\">") && page.contains("Not found"));
    assert!(page.contains("BF-404") && page.contains("What to do next"));
}

#[tokio::test]
async fn a_problem_shows_its_code_and_its_detail_escaped() {
    let response = fetch("/conflict?lang=en").await;
    assert_eq!(response.status(), StatusCode::CONFLICT);
    let page = text(response).await;
    assert!(page.contains("BF-409") && page.contains("Somebody was faster"));
    assert!(page.contains("版本 &#60;4&#62;") && !page.contains("<4>"));
}

#[tokio::test]
async fn a_wrong_method_and_an_unreadable_address_are_explained() {
    let response = fetch("/act").await;
    assert_eq!(response.status(), StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(header(&response, "allow"), "POST");
    assert!(text(response).await.contains("BF-405"));

    let response = fetch("/number/many").await;
    assert_eq!(response.status(), StatusCode::BAD_REQUEST);
    assert!(text(response).await.contains("BF-400"));
}

#[tokio::test]
async fn answers_of_handlers_pass_untouched() {
    let response = fetch("/private").await;
    assert_eq!(text(response).await, "secret");
    let act = Request::builder()
        .method(Method::POST)
        .uri("/act")
        .body(Body::empty())
        .unwrap();
    assert_eq!(text(send(act).await).await, "done");
}
