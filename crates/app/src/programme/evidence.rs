//! Evidence files: checked by their bytes, kept by content, served safely.

use super::open::visible_case;
use super::parts::owner_of;
use crate::{Cx, Failure, Problem, ProblemCode};
use benfu_domain::access::{Area, Verb};
use benfu_domain::id::{CaseId, NeedId};
use benfu_office::evidence;
use benfu_office::message::Explain as _;
use benfu_store::evidence::EvidenceRow;
use serde_json::json;

/// What a file is evidence for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attached {
    /// A case, in its present stage.
    Case(CaseId),
    /// A need.
    Need(NeedId),
}

/// A file to be attached.
#[derive(Debug, Clone)]
pub struct Upload {
    /// What it is evidence for.
    pub to: Attached,
    /// Kind of evidence, an id of the programme's stage; may be empty.
    pub kind: String,
    /// Name as it was handed in.
    pub name: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// Attaches a file and returns its content hash.
///
/// # Errors
/// [`Failure::Invalid`] when its type or size is not accepted.
pub async fn attach(cx: &Cx, upload: Upload) -> Result<String, Failure> {
    let (subject, stage) = subject(cx, upload.to).await?;
    let media_type =
        evidence::recognise(&upload.bytes, evidence::MAX_EVIDENCE_BYTES).map_err(|refusal| {
            let problem = Problem::with_field(ProblemCode::FileRefused, "file");
            let message = refusal.message();
            Failure::Invalid(vec![problem.detail(message.zh, message.en)])
        })?;
    let hash = cx.store().keep_file(&upload.bytes).await?;
    let row = EvidenceRow {
        hash: hash.clone(),
        subject: subject.clone(),
        kind: upload.kind,
        name: safe_name(&upload.name),
        media_type: media_type.as_str().to_owned(),
        size_bytes: i64::try_from(upload.bytes.len()).unwrap_or(i64::MAX),
        stage,
        added_on: cx.today(),
        account: cx.actor.account.to_string(),
        organisation: cx.actor.organisation.to_string(),
        entry: 0,
    };
    let mut write = cx.write("evidence_added", &subject).await?;
    write.tell(json!({ "hash": hash, "name": row.name, "kind": row.kind }));
    write.save_evidence(&row);
    cx.save(write).await?;
    Ok(hash)
}

async fn subject(cx: &Cx, to: Attached) -> Result<(String, String), Failure> {
    match to {
        Attached::Case(id) => {
            let case = visible_case(cx, id).await?;
            cx.authorise(Verb::Act, Area::Programme, &owner_of(&case))?;
            Ok((id.to_string(), case.stage))
        }
        Attached::Need(id) => {
            let need = cx.store().need(id).await?.ok_or(Failure::NotFound)?;
            cx.authorise(Verb::Write, Area::Need, &crate::need::owner_of(&need))?;
            Ok((id.to_string(), String::new()))
        }
    }
}

/// The name without directories and control characters, not too long.
fn safe_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept: String = last
        .chars()
        .filter(|letter| !letter.is_control())
        .take(120)
        .collect();
    if kept.trim().is_empty() {
        "file".to_owned()
    } else {
        kept
    }
}

/// The bytes of a file attached to something that the actor may see.
///
/// # Errors
/// [`Failure::NotFound`] when there is no such file there, or the actor may not know of it.
pub async fn download(
    cx: &Cx,
    to: Attached,
    hash: &str,
) -> Result<(EvidenceRow, Vec<u8>), Failure> {
    let subject = match to {
        Attached::Case(id) => visible_case(cx, id).await?.id.to_string(),
        Attached::Need(id) => {
            let need = cx.store().need(id).await?.ok_or(Failure::NotFound)?;
            cx.authorise(Verb::Read, Area::Need, &crate::need::owner_of(&need))?;
            id.to_string()
        }
    };
    let rows = cx.store().evidence_of(&subject).await?;
    let row = rows
        .into_iter()
        .find(|row| row.hash == hash)
        .ok_or(Failure::NotFound)?;
    let bytes = cx.store().file(hash).await?.ok_or(Failure::NotFound)?;
    Ok((row, bytes))
}
