//! Taking a backup while writes go on: database, evidence, then the manifest that makes it one.

use super::files::{
    copy, describe, evidence_hashes, evidence_path, failed, on_files, refuse_unless_empty,
    sync_folders,
};
use super::{BackupError, BackupFile, FORMAT, Head, MANIFEST, Manifest, postgres};
use crate::database::{Backend, FILE, Snapshot, Sqlite};
use crate::{Store, StoreError};
use std::io::Write as _;
use std::path::{Path, PathBuf};

impl Store {
    /// Copies the database and the evidence files into a new or empty folder while writes go on; returns what
    /// the backup holds.
    ///
    /// # Errors
    /// [`BackupError::NotEmpty`] when the folder holds something; [`BackupError::NoTool`] when `PostgreSQL`'s
    /// own programs are needed and not installed.
    pub async fn backup_to(&self, target: &Path) -> Result<Manifest, BackupError> {
        let folder = target.to_owned();
        on_files(move || {
            refuse_unless_empty(&folder)?;
            std::fs::create_dir_all(&folder).map_err(failed("making", &folder))
        })
        .await?;
        let (engine, name, heads, schema) = match &*self.backend {
            Backend::Sqlite(sqlite) => copy_sqlite(sqlite, target).await?,
            Backend::Postgres(postgres) => {
                self.dump_postgres(postgres.url().to_owned(), target)
                    .await?
            }
        };
        let heads = heads.into_iter().map(Head::from).collect();
        let manifest = Manifest {
            format: FORMAT,
            engine: engine.to_owned(),
            schema,
            heads,
            files: Vec::new(),
            damaged: Vec::new(),
        };
        let (from, to) = (self.directory().to_owned(), target.to_owned());
        on_files(move || complete(manifest, name, &from, &to)).await
    }

    /// The heads are read before the dump begins, so the dump holds them.
    async fn dump_postgres(&self, url: String, target: &Path) -> Result<Copied, BackupError> {
        let (heads, schema) = (self.ledger_heads().await?, self.schema_version().await?);
        let file = target.join(postgres::DUMP);
        on_files(move || postgres::dump(&url, &file)).await?;
        Ok(("postgres", postgres::DUMP, heads, schema))
    }

    /// The last step of the schema that the database has taken.
    pub(crate) async fn schema_version(&self) -> Result<i64, StoreError> {
        let row = self
            .row("SELECT MAX(version) AS version FROM _sqlx_migrations", &[])
            .await?;
        row.map_or(Ok(0), |row| row.int("version"))
    }
}

/// Engine, name of the database's file, heads, schema.
type Copied = (
    &'static str,
    &'static str,
    Vec<crate::ledger::PublishedHead>,
    i64,
);

async fn copy_sqlite(sqlite: &Sqlite, target: &Path) -> Result<Copied, BackupError> {
    let file = target.join(FILE);
    let shown = file
        .to_str()
        .ok_or_else(|| failed("naming", &file)(std::io::Error::other("the path is not UTF-8")))?;
    let Snapshot { heads, schema } = sqlite.copy_to(shown.to_owned()).await?;
    Ok(("sqlite", FILE, heads, schema))
}

/// Adds the evidence to a copied database and writes the manifest, after everything else is on the disk.
fn complete(
    mut manifest: Manifest,
    database: &str,
    from: &Path,
    to: &Path,
) -> Result<Manifest, BackupError> {
    let file = to.join(database);
    std::fs::File::open(&file)
        .and_then(|file| file.sync_all())
        .map_err(failed("keeping", &file))?;
    manifest
        .files
        .push(describe(to, database).map_err(failed("reading", &file))?);
    for hash in evidence_hashes(from).map_err(failed("listing evidence in", from))? {
        match copied_evidence(from, to, &hash)? {
            Some(file) => manifest.files.push(file),
            None => manifest.damaged.push(hash),
        }
    }
    sync_folders(to).map_err(failed("keeping", to))?;
    write_manifest(&manifest, to)?;
    Ok(manifest)
}

/// Copies one evidence file; `None` when its bytes are not what its name says.
fn copied_evidence(from: &Path, to: &Path, hash: &str) -> Result<Option<BackupFile>, BackupError> {
    let path = evidence_path(hash);
    let file = copy(from, to, &path).map_err(failed("copying", &from.join(&path)))?;
    if file.sha256 == hash {
        return Ok(Some(file));
    }
    tracing::warn!(
        hash,
        "the bytes of an evidence file have changed; it is left out of the backup"
    );
    let damaged: PathBuf = to.join(&path);
    std::fs::remove_file(&damaged).map_err(failed("removing", &damaged))?;
    Ok(None)
}

fn write_manifest(manifest: &Manifest, to: &Path) -> Result<(), BackupError> {
    let path = to.join(MANIFEST);
    let text = serde_json::to_string_pretty(manifest).map_err(std::io::Error::other);
    let written = text.and_then(|text| {
        let mut file = std::fs::File::create(&path)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        std::fs::File::open(to)?.sync_all()
    });
    written.map_err(failed("writing", &path))
}
