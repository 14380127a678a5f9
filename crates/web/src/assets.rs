//! The style sheet, the script and the icon: embedded, addressed by content hash, cached for a year.
//!
//! Main items: [`address`] builds the link, [`serve`] answers it. A changed file has a new address,
//! so a cached copy is never stale. What does not belong here: anything written by people at run
//! time (evidence files are served elsewhere, with other rules).

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use include_dir::{Dir, include_dir};

use crate::error_page::{Problem, ProblemKind};

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/assets");

/// The address pattern under which assets are mounted.
pub const PATTERN: &str = "/assets/{hash}/{name}";

/// Content types are fixed per file name ending; an unknown ending is not served.
const TYPES: [(&str, &str); 3] = [
    (".css", "text/css; charset=utf-8"),
    (".js", "text/javascript; charset=utf-8"),
    (".svg", "image/svg+xml"),
];

/// One hash over all assets, as sixteen hexadecimal digits. It names a version, it protects nothing.
static VERSION: LazyLock<String> = LazyLock::new(|| {
    let mut hasher = DefaultHasher::new();
    for file in FILES.files() {
        file.path().hash(&mut hasher);
        file.contents().hash(&mut hasher);
    }
    format!("{:016x}", hasher.finish())
});

/// The address of the asset `name`, for templates.
pub fn address(name: &str) -> String {
    format!("/assets/{}/{name}", *VERSION)
}

/// The content type for a file name, when its ending is known.
fn content_type(name: &str) -> Option<&'static str> {
    TYPES
        .iter()
        .find(|(ending, _)| name.ends_with(ending))
        .map(|(_, kind)| *kind)
}

/// Answers an asset request. An old hash is answered with 404, so that a page and its style sheet
/// always belong to the same release.
pub async fn serve(Path((hash, name)): Path<(String, String)>) -> Response {
    let found = (hash == *VERSION).then(|| FILES.get_file(&name)).flatten();
    match (found, content_type(&name)) {
        (Some(file), Some(kind)) => (
            [
                (CONTENT_TYPE, kind),
                (CACHE_CONTROL, "public, max-age=31536000, immutable"),
            ],
            file.contents(),
        )
            .into_response(),
        _ => Problem::new(ProblemKind::NotFound).into_response(),
    }
}
