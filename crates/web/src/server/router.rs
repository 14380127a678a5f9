//! The router of the whole face, and serving it.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use axum::routing::get;
use benfu_app::App;
use tokio::net::TcpListener;
use tower_http::compression::CompressionLayer;
use tower_http::timeout::TimeoutLayer;
use tracing::Instrument as _;

use super::guesses::few_guesses;
use super::health::health;
use super::session::resolve;
use super::{Web, WebConfig};

/// The largest form without files, in bytes.
const FORM_LIMIT_BYTES: usize = 1024 * 1024;
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Pages, programs' interface, sessions and limits over one application.
pub fn app_router(app: App, config: WebConfig) -> Router {
    let timeout = config.request_timeout;
    let web = Web {
        app: Arc::new(app),
        config: Arc::new(config),
        guesses: Arc::default(),
    };
    let pages = crate::pages::routes(web.config.upload_limit_bytes)
        .nest("/api/v1", crate::api::routes(web.config.upload_limit_bytes));
    // Layers that are put on together cost one box for each request instead of one each; the first is the outermost.
    let pages = pages
        .layer((
            DefaultBodyLimit::max(FORM_LIMIT_BYTES),
            from_fn_with_state(web.clone(), few_guesses),
            from_fn_with_state(web.clone(), resolve),
        ))
        .route("/health", get(health));
    let timeout = TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, timeout);
    crate::router(pages)
        .layer((
            from_fn_with_state(web.clone(), trace),
            CompressionLayer::new(),
            timeout,
        ))
        .with_state(web)
}

/// Gives each request an id that is logged and answered, so that a person can quote it.
async fn trace(
    axum::extract::State(web): axum::extract::State<Web>,
    request: Request,
    next: Next,
) -> Response {
    let id = format!("{:032x}", web.app.mint());
    let span = tracing::info_span!(
        "request",
        id = %id,
        method = %request.method(),
        path = logged(request.uri().path())
    );
    let mut response = next.run(request).instrument(span.clone()).await;
    span.in_scope(|| tracing::info!(status = response.status().as_u16(), "answered"));
    if let Ok(id) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    response
}

/// The path as it may stand in a log: the token of a link is a secret.
fn logged(path: &str) -> &str {
    if path.starts_with("/c/") {
        "/c/…"
    } else {
        path
    }
}

/// Serves until `shutdown` resolves; requests on their way are finished first. The caller keeps the
/// full-text index up with writes of other processes.
///
/// # Errors
/// The error of the socket.
pub async fn serve(
    app: App,
    listener: TcpListener,
    config: WebConfig,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let router = app_router(app, config);
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service)
        .with_graceful_shutdown(shutdown)
        .await
}
