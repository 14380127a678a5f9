//! The HTTP edge: headers that every response carries.
//!
//! Main item: [`protect`]. What does not belong here: sessions and authority.

use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderName, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
    X_FRAME_OPTIONS,
};
use axum::http::{HeaderValue, Response};

/// Nothing may load except our own style sheet, script and pictures; nothing may frame us.
///
/// `data:` pictures are not allowed either: drawings are inline SVG, which needs no permission.
pub const CONTENT_SECURITY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; \
     img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; \
     frame-ancestors 'none'";

/// Headers set on every response; a handler cannot weaken them.
const ALWAYS: [(HeaderName, &str); 6] = [
    (CONTENT_SECURITY_POLICY, CONTENT_SECURITY),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (X_FRAME_OPTIONS, "DENY"),
    (REFERRER_POLICY, "same-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=()",
    ),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
];

/// Adds the security headers, and `no-store` where the handler did not choose a cache rule: a page
/// may show what only its reader may see.
// The middleware signature of axum asks for an async function.
pub async fn protect<B>(mut response: Response<B>) -> Response<B> {
    let headers = response.headers_mut();
    // With room for what the layers further out add.
    headers.reserve(ALWAYS.len() + 4);
    for (name, value) in ALWAYS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers
        .entry(CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    response
}
