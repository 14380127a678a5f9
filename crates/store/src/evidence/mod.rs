//! Evidence files: kept by content beside the database, linked to what they prove.
//!
//! A file's name on disk is the SHA-256 of its bytes; equal files are kept once. Type and size were checked
//! before they come here.

use crate::{Arg, Page, Row, Store, StoreError, Write, hex};
use benfu_domain::Day;
use sha2::{Digest as _, Sha256};
use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

/// Folder of the evidence files inside the data directory.
pub(crate) const FOLDER: &str = "evidence";

/// A file on record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvidenceRow {
    /// SHA-256 of the bytes, hexadecimal.
    pub hash: String,
    /// Id of what it is evidence for.
    pub subject: String,
    /// Kind of evidence, an id of the programme's stage or empty.
    pub kind: String,
    /// Name as it was handed in.
    pub name: String,
    /// Media type found from the bytes.
    pub media_type: String,
    /// Size.
    pub size_bytes: i64,
    /// Stage of the case in which it was added.
    pub stage: String,
    /// The day.
    pub added_on: Day,
    /// Who added it.
    pub account: String,
    /// Whose organisation keeps it.
    pub organisation: String,
    /// The ledger entry.
    pub entry: i64,
}

const COLUMNS: &[&str] = &[
    "hash",
    "subject",
    "kind",
    "name",
    "media_type",
    "size_bytes",
    "stage",
    "added_on",
    "account",
    "organisation",
];
const EVIDENCE: &str = "SELECT hash, subject, kind, name, media_type, size_bytes, stage, added_on, account, organisation, entry FROM evidence";

fn read_evidence(row: &Row) -> Result<EvidenceRow, StoreError> {
    Ok(EvidenceRow {
        hash: row.text("hash")?,
        subject: row.text("subject")?,
        kind: row.text("kind")?,
        name: row.text("name")?,
        media_type: row.text("media_type")?,
        size_bytes: row.int("size_bytes")?,
        stage: row.text("stage")?,
        added_on: row.day("added_on")?,
        account: row.text("account")?,
        organisation: row.text("organisation")?,
        entry: row.int("entry")?,
    })
}

/// The content hash under which bytes are kept.
pub fn content_hash(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Is this the written form of a content hash, and so safe as a file name?
pub(crate) fn is_content_hash(text: &str) -> bool {
    text.len() == 64
        && text
            .bytes()
            .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// Where a file lies below the data directory; folders by the first two digits keep each of them small.
pub(crate) fn relative_path(hash: &str) -> PathBuf {
    Path::new(FOLDER)
        .join(hash.get(..2).unwrap_or("xx"))
        .join(hash)
}

impl Store {
    /// Keeps bytes under their hash; durable before it returns. Done before the write that names the hash. A
    /// kept file whose bytes have changed on the disk is written anew.
    pub async fn keep_file(&self, bytes: &[u8]) -> Result<String, StoreError> {
        let hash = content_hash(bytes);
        if matches!(self.file(&hash).await, Ok(Some(_))) {
            return Ok(hash);
        }
        let (top, name, bytes) = (self.directory().to_owned(), hash.clone(), bytes.to_owned());
        let written = tokio::task::spawn_blocking(move || write_durably(&top, &name, &bytes)).await;
        let written = written.unwrap_or_else(|error| Err(std::io::Error::other(error)));
        written.map_err(StoreError::file("keeping an evidence file"))?;
        Ok(hash)
    }

    /// The bytes of a file, checked against their hash.
    pub async fn file(&self, hash: &str) -> Result<Option<Vec<u8>>, StoreError> {
        if !is_content_hash(hash) {
            return Ok(None);
        }
        match tokio::fs::read(self.directory().join(relative_path(hash))).await {
            Ok(bytes) if content_hash(&bytes) == hash => Ok(Some(bytes)),
            Ok(_) => Err(StoreError::file("reading an evidence file")(
                std::io::Error::other("its bytes have changed"),
            )),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(StoreError::file("reading an evidence file")(error)),
        }
    }

    /// The files that prove something about `subject`.
    pub async fn evidence_of(&self, subject: &str) -> Result<Vec<EvidenceRow>, StoreError> {
        let sql = format!("{EVIDENCE} WHERE subject = $1 ORDER BY added_on, hash LIMIT $2");
        let rows = self.rows(sql, &[subject.into(), Page::MOST.into()]).await?;
        rows.iter().map(read_evidence).collect()
    }
}

/// Writes a draft beside its place, then moves it there: a file under its hash is always whole. Each folder on
/// the way is synced too, since a new folder's name is kept by the one above it.
fn write_durably(top: &Path, hash: &str, bytes: &[u8]) -> std::io::Result<()> {
    static DRAFTS: AtomicU64 = AtomicU64::new(0);
    let path = top.join(relative_path(hash));
    let folder = path.parent().unwrap_or(top);
    std::fs::create_dir_all(folder)?;
    let draft = format!(
        "{hash}.{}-{}.part",
        std::process::id(),
        DRAFTS.fetch_add(1, Ordering::Relaxed)
    );
    let draft = folder.join(draft);
    let mut file = File::create(&draft)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    std::fs::rename(&draft, &path)?;
    folder
        .ancestors()
        .take_while(|folder| folder.starts_with(top))
        .try_for_each(|folder| File::open(folder)?.sync_all())
}

impl Write {
    /// Links a kept file to what it proves.
    pub fn save_evidence(&mut self, evidence: &EvidenceRow) -> &mut Write {
        let args = vec![
            evidence.hash.as_str().into(),
            evidence.subject.as_str().into(),
            evidence.kind.as_str().into(),
            evidence.name.as_str().into(),
            evidence.media_type.as_str().into(),
            evidence.size_bytes.into(),
            evidence.stage.as_str().into(),
            Arg::shown(&evidence.added_on),
            evidence.account.as_str().into(),
            evidence.organisation.as_str().into(),
        ];
        self.add_row("evidence", COLUMNS, args)
    }
}
