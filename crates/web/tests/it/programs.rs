//! The interface for programs: the same use cases, bearer tokens, problems as JSON; and the pages around.

use crate::thread::published_need;
use crate::town::{PASSWORD, Page, Town};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use benfu_app::access::sign_in;
use serde_json::{Value, json};

async fn call(
    town: &Town,
    token: &str,
    method: &str,
    path: &str,
    body: Value,
) -> (StatusCode, Value) {
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header("authorization", format!("Bearer {token}"))
        .header("content-type", "application/json")
        .header(
            "idempotency-key",
            format!("{path}-{}", body.to_string().len()),
        )
        .body(Body::from(body.to_string()));
    let page: Page = town.send(request.expect("a request")).await;
    let answer = serde_json::from_str(&page.text).unwrap_or(Value::Null);
    (page.status, answer)
}

async fn token(town: &Town, login: &str) -> String {
    sign_in(&town.app, login, PASSWORD)
        .await
        .expect("a session")
        .token
}

#[tokio::test]
async fn a_program_saves_hands_in_and_reads_a_need() {
    let town = Town::build().await;
    let owner = token(&town, "owner").await;
    let draft = json!({ "title": "泵站巡检", "text": "无人值守", "constraints": [{ "rule": "maturity_level >= 7" }] });
    let (status, made) = call(&town, &owner, "POST", "/api/v1/needs", draft.clone()).await;
    assert_eq!(status, StatusCode::CREATED);
    let (_, again) = call(&town, &owner, "POST", "/api/v1/needs", draft).await;
    assert_eq!(
        made["id"], again["id"],
        "the same idempotency key makes one need"
    );
    let id = made["id"].as_str().expect("an id");
    let path = format!("/api/v1/needs/{id}/actions/hand_in");
    let (status, need) = call(&town, &owner, "POST", &path, json!({})).await;
    assert_eq!(
        (status, need["state"].as_str()),
        (StatusCode::OK, Some("collected"))
    );
    let (_, detail) = call(
        &town,
        &owner,
        "GET",
        &format!("/api/v1/needs/{id}"),
        Value::Null,
    )
    .await;
    assert!(
        detail["missing"]
            .as_array()
            .is_some_and(|missing| missing.contains(&json!("metric")))
    );
    let officer = token(&town, "officer").await;
    let (status, problem) = call(
        &town,
        &officer,
        "POST",
        &format!("/api/v1/needs/{id}/actions/publish"),
        json!({}),
    )
    .await;
    assert_eq!(
        (status, problem["class"].as_str()),
        (StatusCode::UNPROCESSABLE_ENTITY, Some("invalid"))
    );
    assert_eq!(problem["problems"][0]["code"], "need.wrong_state");
}

#[tokio::test]
async fn a_program_without_a_session_or_authority_is_told_so() {
    let town = Town::build().await;
    let (status, problem) = call(&town, "nonsense", "GET", "/api/v1/needs", Value::Null).await;
    assert_eq!(
        (status, problem["class"].as_str()),
        (StatusCode::UNAUTHORIZED, Some("signed_out"))
    );
    let supplier = token(&town, "supplier").await;
    let (status, _) = call(
        &town,
        &supplier,
        "GET",
        "/api/v1/ledger/verification",
        Value::Null,
    )
    .await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    let browser = town.signed_in("owner").await;
    let request = Request::post("/api/v1/needs")
        .header("cookie", browser.cookie())
        .header("content-type", "application/json")
        .body(Body::from(r#"{"title":"a","text":"b"}"#));
    let forged = town.send(request.expect("a request")).await;
    assert_eq!(
        forged.status,
        StatusCode::FORBIDDEN,
        "a cookie alone changes nothing"
    );
}

#[tokio::test]
async fn figures_matches_and_the_ledger_answer_programs() {
    let town = Town::build().await;
    let (owner, officer) = (
        town.signed_in("owner").await,
        town.signed_in("officer").await,
    );
    let need = published_need(&owner, &officer).await;
    let token = token(&town, "officer").await;
    let (status, _) = call(
        &town,
        &token,
        "GET",
        &format!("/api/v1/needs/{need}/matches"),
        Value::Null,
    )
    .await;
    assert_eq!(status, StatusCode::OK);
    let indicator = town
        .app
        .pack
        .indicators
        .keys()
        .next()
        .expect("an indicator")
        .clone();
    let path = format!("/api/v1/figures/{indicator}?period=2025-H2");
    let (status, figure) = call(&town, &token, "GET", &path, Value::Null).await;
    assert_eq!(status, StatusCode::OK);
    assert!(
        figure["basis_zh"]
            .as_str()
            .is_some_and(|basis| !basis.is_empty())
    );
    let auditor = sign_in(&town.app, "auditor", PASSWORD)
        .await
        .expect("a session")
        .token;
    let (_, report) = call(
        &town,
        &auditor,
        "GET",
        "/api/v1/ledger/verification",
        Value::Null,
    )
    .await;
    assert_eq!(report["whole"], true);
    let (status, list) = call(
        &town,
        &token,
        "GET",
        "/api/v1/cases?state=proposed",
        Value::Null,
    )
    .await;
    assert_eq!(
        (status, list["cases"].as_array().map(Vec::len)),
        (StatusCode::OK, Some(0))
    );
}

/// Who opens which pages; `{need}` and `{firm}` stand for identifiers.
const PAGES: &[(&str, &[&str])] = &[
    (
        "officer",
        &[
            "/",
            "/needs",
            "/needs?q=%E5%B7%A1%E6%A3%80",
            "/offers",
            "/imports",
            "/reports",
        ],
    ),
    (
        "officer",
        &[
            "/firms",
            "/firms?scheme=hnte",
            "/firms/new",
            "/firms/duplicates",
            "/firms/{firm}",
        ],
    ),
    (
        "officer",
        &[
            "/firms/{firm}/edit",
            "/firms/{firm}/matches",
            "/firms/{firm}/facts",
        ],
    ),
    (
        "officer",
        &[
            "/firms/{firm}?known=2025-07-01",
            "/cases",
            "/cases?overdue=yes",
            "/search?q=%E8%93%9D",
        ],
    ),
    (
        "owner",
        &[
            "/needs/{need}",
            "/needs/{need}/edit",
            "/needs/{need}/matches",
        ],
    ),
    (
        "auditor",
        &["/ledger", "/ledger/heads.json", "/admin/accounts"],
    ),
    (
        "admin",
        &["/admin/accounts", "/admin/organisations", "/admin/roles"],
    ),
];

#[tokio::test]
async fn every_page_opens_in_both_languages() {
    let town = Town::build().await;
    let (owner, officer) = (
        town.signed_in("owner").await,
        town.signed_in("officer").await,
    );
    let need = published_need(&owner, &officer).await;
    let firm = town.firms[1].to_string();
    for (login, paths) in PAGES {
        let browser = town.signed_in(login).await;
        for path in *paths {
            let path = path.replace("{need}", &need).replace("{firm}", &firm);
            let mark = if path.contains('?') { '&' } else { '?' };
            for lang in ["zh", "en"] {
                let page = browser.open(&format!("{path}{mark}lang={lang}")).await;
                assert!(!page.text.contains('⟦'), "{path} lacks words in {lang}");
            }
        }
    }
    let health = town.visitor().get("/health").await;
    assert_eq!(
        (health.status, health.text.as_str()),
        (StatusCode::OK, "ok")
    );
}

#[tokio::test]
async fn a_file_is_checked_taken_and_withdrawn() {
    let town = Town::build().await;
    let officer = town.signed_in("officer").await;
    let csv = "企业名称,统一社会信用代码,企业简介\n明屿视觉科技公司,,机器视觉检测\n,,没有名称\n"
        .as_bytes();
    let looked = officer
        .upload(
            "/imports",
            "/imports",
            &[("kind", "party")],
            ("firms.csv", csv),
        )
        .await;
    assert_eq!(looked.status, StatusCode::OK, "{}", looked.reasons());
    assert!(looked.text.contains("企业名称"), "the columns are shown");
    let fields: Vec<(String, String)> = ["hash", "seal", "name", "kind"]
        .map(|name| (name.to_owned(), looked.hidden(name)))
        .to_vec();
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let taken = officer
        .submit(&looked, "/imports/new/acts/take", &fields, None)
        .await
        .moved();
    let result = officer.open(&taken.location).await;
    assert!(
        result.text.contains("rejected.xlsx"),
        "the bad row comes back"
    );
    let file = officer
        .open(&format!("{}/rejected.xlsx", taken.location))
        .await;
    assert!(file.bytes.starts_with(b"PK"));
    assert!(
        officer
            .open("/firms?q=%E6%98%8E%E5%B1%BF")
            .await
            .text
            .contains("明屿视觉科技公司")
    );
    let forged = officer
        .submit(
            &looked,
            "/imports/new/acts/take",
            &[("hash", "00"), ("seal", "00")],
            None,
        )
        .await;
    assert_eq!(
        forged.status,
        StatusCode::NOT_FOUND,
        "only what this session uploaded is taken"
    );
    let to = format!("{}/acts/withdraw", taken.location);
    officer
        .fill(&taken.location, &to, &[("withdraw-reason", "导错文件")])
        .await
        .moved();
    assert!(
        !officer
            .open("/firms?q=%E6%98%8E%E5%B1%BF")
            .await
            .text
            .contains("明屿视觉科技公司</a>")
    );
}

#[test]
fn the_committed_description_is_what_the_program_serves() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../docs/reference/openapi.json"
    );
    let drawn = benfu_web::openapi_json();
    if std::env::var_os("BENFU_WRITE_DOCS").is_some() {
        std::fs::write(path, &drawn).expect("the document can be written");
    }
    let kept = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        kept == drawn,
        "run this test with BENFU_WRITE_DOCS=1 to write the document"
    );
}

#[tokio::test]
async fn a_program_reads_rounds_and_a_firms_program_answers_one() {
    let town = Town::build().await;
    let round = crate::collections::sent_to_firms(&town).await;
    let (officer, supplier) = (
        token(&town, "officer").await,
        token(&town, "supplier").await,
    );
    let base = format!("/api/v1/collections/{round}");
    let get = async |token: &str, path: &str| call(&town, token, "GET", path, Value::Null).await;
    let (status, listed) = get(&officer, "/api/v1/collections").await;
    assert_eq!(
        (status, &listed["rounds"][0]["id"]),
        (StatusCode::OK, &json!(round))
    );
    let (_, asking) = get(&supplier, "/api/v1/collections/asking").await;
    assert_eq!(asking["rounds"][0]["returned"], 0);
    let (_, form) = get(&supplier, &format!("{base}/form")).await;
    let lines = form[0]["lines"].as_array().expect("lines");
    assert_eq!(
        (&lines[0]["concept"], &lines[0]["presence"]),
        (&json!("sales"), &json!("gap"))
    );
    let answer = |value: &str| json!({ "party": town.firms[1].to_string(), "answers": [{ "ordinal": 1, "value": value }] });
    let returns = format!("{base}/returns");
    let (status, wrong) = call(&town, &supplier, "POST", &returns, answer("很多")).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
    let (status, made) = call(&town, &supplier, "POST", &returns, answer("1200万元")).await;
    assert_eq!(status, StatusCode::CREATED, "{made}");
    let (_, again) = call(&town, &supplier, "POST", &returns, answer("1200万元")).await;
    assert_eq!(made["id"], again["id"], "the same key hands in once");
    let (_, shown) = get(&officer, &base).await;
    assert_eq!(
        (&shown["round"]["returned"], &shown["returns"][0]["id"]),
        (&json!(1), &made["id"])
    );
    let late = shown["recipients"].as_array().expect("recipients");
    assert!(
        late.iter().all(|one| one["late"] == false),
        "it is not due yet"
    );
    let (status, _) = get(&supplier, &base).await;
    assert_eq!(
        status,
        StatusCode::NOT_FOUND,
        "a firm does not see the others"
    );
    let (status, _) = call(&town, &officer, "POST", &returns, answer("1")).await;
    assert_eq!(status, StatusCode::NOT_FOUND, "the bureau is not asked");
}
