//! The file of a case that protects who decided, in the order in which an auditor reads: page, Word and PDF from one text.

use axum::extract::Path;
use axum::response::Response;
use benfu_app::Failure;
use benfu_app::office::document::{Document, pdf_offered, to_pdf};
use benfu_app::office::evidence::MediaType;
use benfu_app::office::message::Explain as _;
use benfu_app::programme::{Dossier, read_dossier};

use super::DossierView;
use super::dossier_text::Writer;
use super::write::file_response;
use crate::error_page::{Problem, ProblemKind};
use crate::locale::Lang;
use crate::pages::id_of;
use crate::route::Route;
use crate::server::Signed;
use crate::view::Link;
use crate::words;

/// `GET /cases/{id}/dossier`.
pub(crate) async fn dossier(signed: Signed, Path(id): Path<String>) -> Result<Response, Problem> {
    let found = read_dossier(&signed.cx, id_of(&id)?).await?;
    let document = document(&signed, &found);
    let view = DossierView {
        case: Link::new(words::code_of('C', &id), Route::Case(&id)),
        word: Route::CaseDossierFile(&id, "docx").to_string(),
        pdf: pdf_offered().then(|| Route::CaseDossierFile(&id, "pdf").to_string()),
        lacking: found.lacking.len(),
        title: document.title,
        blocks: document.blocks,
    };
    Ok(signed.page(&view))
}

/// `GET /cases/{id}/dossier/{format}`.
pub(crate) async fn dossier_file(
    signed: Signed,
    Path((id, format)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let kind = match format.as_str() {
        "docx" => MediaType::Docx,
        "pdf" => MediaType::Pdf,
        _ => return Err(Problem::new(ProblemKind::NotFound)),
    };
    let found = read_dossier(&signed.cx, id_of(&id)?).await?;
    let document = document(&signed, &found);
    let word = document.to_docx();
    let word = word.map_err(|error| Failure::Bug(error.to_string()))?;
    let bytes = match kind {
        MediaType::Pdf => pdf(signed.lang, word).await?,
        _ => word,
    };
    let name = format!("{}.{}", document.title, kind.extension());
    Ok(file_response(&name, kind.as_str(), bytes))
}

async fn pdf(lang: Lang, word: Vec<u8>) -> Result<Vec<u8>, Problem> {
    let made = tokio::task::spawn_blocking(move || to_pdf(&word)).await;
    match made {
        Ok(Ok(pdf)) => Ok(pdf),
        Ok(Err(error)) => Err(Problem {
            detail: Some(match lang {
                Lang::Zh => error.message().zh,
                Lang::En => error.message().en,
            }),
            ..Problem::new(ProblemKind::Unavailable)
        }),
        Err(error) => Err(Failure::Bug(error.to_string()).into()),
    }
}

fn document(signed: &Signed, found: &Dossier) -> Document {
    Writer {
        cx: &signed.cx,
        lang: signed.lang,
        found,
    }
    .document()
}
