//! Imports for programs: the file is the body of the request.

use axum::Json;
use axum::body::Bytes;
use axum::extract::Query;
use axum::http::StatusCode;
use benfu_app::import::{FileContent, ImportFile, ImportKind, import_file};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{ApiProblem, Caller, ProblemBody};

/// What is said about the file.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct About {
    /// Its name, with the ending.
    name: String,
    /// What the rows are (`party`, `offer`, `need`, …); recognised from the headers when left out.
    kind: Option<String>,
}

/// What an import did.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ImportBody {
    id: String,
    kind: &'static str,
    /// The same file was imported before; nothing was done.
    again: bool,
    rows_read: i64,
    taken: i64,
    known: i64,
    rejected: i64,
}

/// Takes a file in. Rows that cannot be taken come back as a file of the import.
#[utoipa::path(post, operation_id = "import_file", path = "/api/v1/imports", params(About),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"), responses(
    (status = 201, body = ImportBody), (status = 422, body = ProblemBody)))]
pub(crate) async fn take(
    Caller(cx): Caller,
    Query(about): Query<About>,
    bytes: Bytes,
) -> Result<(StatusCode, Json<ImportBody>), ApiProblem> {
    let mut file = ImportFile::new(about.name, FileContent::Bytes(bytes.to_vec()));
    file.kind = match &about.kind {
        Some(word) => Some(ImportKind::from_word(word).ok_or_else(ApiProblem::bad_request)?),
        None => None,
    };
    let made = import_file(&cx, file).await?;
    let body = ImportBody {
        id: made.id.to_string(),
        kind: made.kind.word(),
        again: made.again,
        rows_read: made.rows_read,
        taken: made.taken,
        known: made.known,
        rejected: made.rejected,
    };
    Ok((StatusCode::CREATED, Json(body)))
}
