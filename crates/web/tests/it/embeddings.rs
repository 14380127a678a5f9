//! The client of an embeddings endpoint against servers that behave and that do not.

use std::time::Duration;

use axum::routing::post;
use axum::{Json, Router};
use benfu_app::matching::meaning::{Embedder as _, Side};
use benfu_web::embeddings::Endpoint;
use serde_json::{Value, json};

/// Serves the router on a port of its own until the test ends, and gives its address.
fn served(router: Router) -> String {
    let (tell, told) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build();
        runtime.expect("a runtime").block_on(async move {
            let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await;
            let listener = listener.expect("a free port");
            let address = listener.local_addr().expect("an address");
            tell.send(address).expect("the test waits for it");
            axum::serve(listener, router).await
        })
    });
    format!("http://{}/v1", told.recv().expect("the server starts"))
}

fn answering(answer: impl Fn(Value) -> Value + Clone + Send + Sync + 'static) -> Endpoint {
    let handler = move |Json(asked): Json<Value>| async move { Json(answer(asked)) };
    let router = Router::new().route("/v1/embeddings", post(handler));
    Endpoint::new(&served(router), "any").expect("an address")
}

fn code(endpoint: &Endpoint) -> &'static str {
    let asked = endpoint.embed(&["电池", "灯"], Side::Profile);
    asked.map_or_else(|error| error.code(), |_| "none")
}

#[test]
fn vectors_come_in_the_order_of_the_texts() {
    let endpoint = answering(|asked| {
        assert_eq!(asked["input"], json!(["电池", "灯"]));
        assert_eq!(asked["input_type"], "query");
        json!({"data": [
            {"index": 1, "embedding": [0.0, 2.0]},
            {"index": 0, "embedding": [1.0, 0.0]},
        ]})
    });
    let vectors = endpoint
        .embed(&["电池", "灯"], Side::Query)
        .expect("vectors");
    assert_eq!(vectors, [[1.0, 0.0], [0.0, 2.0]]);
}

#[test]
fn answers_that_are_none_are_named() {
    for answer in [
        json!({}),
        json!({"data": [{"embedding": [1.0]}]}),
        json!({"data": [{"embedding": ["x"]}, {"embedding": [1.0]}]}),
        json!({"data": [{"index": 7, "embedding": [1.0]}, {"index": 0, "embedding": [1.0]}]}),
    ] {
        let shown = answer.to_string();
        let endpoint = answering(move |_| answer.clone());
        assert_eq!(code(&endpoint), "embeddings.malformed", "{shown}");
    }
}

#[test]
fn an_endpoint_that_refuses_waits_or_is_not_there_is_named() {
    let nothing = Endpoint::new(&served(Router::new()), "any").expect("an address");
    assert_eq!(code(&nothing), "embeddings.refused");
    let never = || std::future::pending::<Json<Value>>();
    let router = Router::new().route("/v1/embeddings", post(never));
    let slow = Endpoint::new(&served(router), "any").expect("an address");
    let slow = slow.with_patience(Duration::from_millis(50));
    assert_eq!(code(&slow), "embeddings.slow");
    let gone = Endpoint::new("http://127.0.0.1:1/v1", "any").expect("an address");
    assert_eq!(code(&gone), "embeddings.unreachable");
    for address in ["https://example.org/v1", "ftp://x", "not an address", ""] {
        let refused = Endpoint::new(address, "any").map(drop);
        assert_eq!(
            refused.map_err(|error| error.code()),
            Err("embeddings.unreachable")
        );
    }
}
