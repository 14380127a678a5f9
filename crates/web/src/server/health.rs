//! Is the service able to work? For load balancers and monitors; tells nothing else.

use axum::extract::State;
use axum::http::StatusCode;

use super::Web;

/// Answers `ok` when the database answers.
pub(super) async fn health(State(web): State<Web>) -> (StatusCode, &'static str) {
    match web.app.store.newest_act().await {
        Ok(_) => (StatusCode::OK, "ok"),
        Err(error) => {
            tracing::error!(%error, "the database does not answer");
            (StatusCode::SERVICE_UNAVAILABLE, "unavailable")
        }
    }
}
