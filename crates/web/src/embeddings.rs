//! A client of an embeddings endpoint that speaks as `OpenAI` does: `POST …/embeddings`.
//!
//! Main type: [`Endpoint`]. It is a local server that the operator runs, reached over plain HTTP; what becomes of the
//! vectors does not belong here.

use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, Uri, header};
use benfu_app::matching::meaning::{EmbedError, Embedder, Side};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use serde_json::{Value, json};
use tokio::runtime::Runtime;
use tokio::time::timeout;

/// How long an answer is waited for.
const PATIENCE: Duration = Duration::from_mins(2);
/// More bytes than this are no answer.
const MOST_BYTES: usize = 64 << 20;

/// An endpoint that is asked and waited for.
pub struct Endpoint {
    runtime: Runtime,
    client: Client<HttpConnector, Body>,
    address: Uri,
    model: String,
    patience: Duration,
}

impl Endpoint {
    /// The endpoint below this address, for instance `http://127.0.0.1:8000/v1`; a password in the address is not sent.
    ///
    /// # Errors
    /// [`EmbedError::Unreachable`] when it is no address over plain HTTP.
    pub fn new(address: &str, model: &str) -> Result<Self, EmbedError> {
        let unreachable = |cause: String| EmbedError::Unreachable {
            address: address.to_owned(),
            cause,
        };
        let whole = format!("{}/embeddings", address.trim_end_matches('/'));
        let uri: Uri = whole
            .parse()
            .map_err(|error| unreachable(format!("{error}")))?;
        if uri.scheme_str() != Some("http") || uri.host().is_none() {
            return Err(unreachable(
                "the address must begin with http://".to_owned(),
            ));
        }
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build();
        Ok(Self {
            runtime: runtime.map_err(|error| unreachable(error.to_string()))?,
            client: Client::builder(TokioExecutor::new()).build_http(),
            address: uri,
            model: model.to_owned(),
            patience: PATIENCE,
        })
    }

    /// The same endpoint, waited for so long.
    #[must_use]
    pub fn with_patience(self, patience: Duration) -> Self {
        Self { patience, ..self }
    }

    async fn asked(&self, body: String) -> Result<Value, EmbedError> {
        let request = Request::post(self.address.clone())
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(body))
            .map_err(|error| EmbedError::Malformed(error.to_string()))?;
        let answer = self.client.request(request).await;
        let answer = answer.map_err(|error| EmbedError::Unreachable {
            address: self.address.to_string(),
            cause: chain(&error),
        })?;
        let status = answer.status();
        if status != StatusCode::OK {
            return Err(EmbedError::Refused {
                status: status.as_u16(),
            });
        }
        let malformed = |error: &dyn std::error::Error| EmbedError::Malformed(chain(error));
        let bytes = to_bytes(Body::new(answer.into_body()), MOST_BYTES).await;
        let bytes = bytes.map_err(|error| malformed(&error))?;
        serde_json::from_slice(&bytes).map_err(|error| malformed(&error))
    }
}

impl Embedder for Endpoint {
    fn model(&self) -> &str {
        &self.model
    }

    fn embed(&self, texts: &[&str], side: Side) -> Result<Vec<Vec<f32>>, EmbedError> {
        let side = match side {
            Side::Query => "query",
            Side::Profile => "passage",
        };
        let body = json!({"model": self.model, "input": texts, "input_type": side});
        let asked = async { timeout(self.patience, self.asked(body.to_string())).await };
        let answer = self.runtime.block_on(asked);
        let answer = answer.map_err(|_| EmbedError::Slow {
            seconds: self.patience.as_secs(),
        })??;
        vectors(&answer, texts.len())
            .ok_or_else(|| EmbedError::Malformed("no list of vectors by index".to_owned()))
    }
}

/// The vectors in the order of the texts, whatever the order of the answer.
fn vectors(answer: &Value, texts: usize) -> Option<Vec<Vec<f32>>> {
    let data = answer.get("data")?.as_array()?;
    let mut ordered: Vec<Vec<f32>> = vec![Vec::new(); texts];
    for (place, entry) in data.iter().enumerate() {
        let index = entry.get("index").and_then(Value::as_u64);
        let index = index.map_or(Some(place), |index| usize::try_from(index).ok())?;
        let numbers = entry.get("embedding")?.as_array()?.iter().map(number);
        *ordered.get_mut(index)? = numbers.collect::<Option<_>>()?;
    }
    (data.len() == texts).then_some(ordered)
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "vectors are kept in fewer digits anyway"
)]
fn number(value: &Value) -> Option<f32> {
    value.as_f64().map(|number| number as f32)
}

/// An error with everything it comes from.
fn chain(error: &dyn std::error::Error) -> String {
    let mut told = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        told = format!("{told}: {cause}");
        source = cause.source();
    }
    told
}
