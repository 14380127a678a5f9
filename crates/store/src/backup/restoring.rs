//! Restoring a backup: everything is checked before the target is touched.

use super::files::{
    copy, describe, evidence_path, failed, on_files, refuse_unless_empty, sync_folders,
};
use super::{BackupError, BackupFile, FORMAT, MANIFEST, Manifest, postgres};
use crate::database::{FILE, Place, newest_schema};
use crate::ledger::{LedgerReport, PublishedHead};
use crate::{Store, StoreError};
use std::path::{Path, PathBuf};

/// Restores a backup into a new or empty place, and returns what the verification of its ledger said.
///
/// The data directory appears whole or not at all: it is made beside its place and moved there once its ledger
/// has been verified.
///
/// # Errors
/// [`BackupError::Incomplete`], [`BackupError::Damaged`], [`BackupError::Newer`], [`BackupError::OtherEngine`] or
/// [`BackupError::NotEmpty`] before anything is touched; [`BackupError::LedgerBroken`] when the copy's ledger does
/// not prove itself: an embedded copy is removed then, a `PostgreSQL` database must be dropped.
pub async fn restore(from: &Path, place: &Place) -> Result<LedgerReport, BackupError> {
    let (folder, target) = (from.to_owned(), place.directory().to_owned());
    let (engine, database) = match place {
        Place::Directory(_) => ("sqlite", FILE),
        Place::Postgres { .. } => ("postgres", postgres::DUMP),
    };
    let manifest = on_files(move || {
        let manifest = checked(&folder, engine, database)?;
        refuse_unless_empty(&target)?;
        Ok(manifest)
    })
    .await?;
    let staging = staging(place.directory());
    let outcome = restore_through(&staging, from, place, &manifest).await;
    if outcome.is_err() {
        // What is left of it, if anything, is removed before a restore is tried again.
        let _ = tokio::fs::remove_dir_all(&staging).await;
    }
    outcome
}

async fn restore_through(
    staging: &Path,
    from: &Path,
    place: &Place,
    manifest: &Manifest,
) -> Result<LedgerReport, BackupError> {
    let (files, source, folder) = (manifest.files.clone(), from.to_owned(), staging.to_owned());
    on_files(move || copy_all(&files, &source, &folder)).await?;
    let staged = match place {
        Place::Directory(_) => Place::Directory(staging.to_owned()),
        Place::Postgres { url, .. } => {
            postgres::refuse_tables(url).await?;
            let (address, dump) = (url.clone(), from.join(postgres::DUMP));
            on_files(move || postgres::load(&address, &dump)).await?;
            Place::Postgres {
                url: url.clone(),
                directory: staging.to_owned(),
            }
        }
    };
    let report = verified(&staged, manifest).await?;
    let (folder, target) = (staging.to_owned(), place.directory().to_owned());
    on_files(move || move_into_place(&folder, &target)).await?;
    Ok(report)
}

/// Reads the manifest and compares every file with it.
fn checked(folder: &Path, engine: &str, database: &str) -> Result<Manifest, BackupError> {
    let incomplete = |why: String| BackupError::Incomplete {
        at: folder.to_owned(),
        why,
    };
    let text = std::fs::read_to_string(folder.join(MANIFEST))
        .map_err(|error| incomplete(error.to_string()))?;
    let manifest: Manifest =
        serde_json::from_str(&text).map_err(|error| incomplete(error.to_string()))?;
    if manifest.format > FORMAT || manifest.schema > newest_schema() {
        return Err(BackupError::Newer);
    }
    if manifest.engine != engine {
        return Err(BackupError::OtherEngine {
            found: manifest.engine,
        });
    }
    if !manifest.files.iter().any(|file| file.path == database) {
        return Err(incomplete(format!("{database} is not listed")));
    }
    for file in &manifest.files {
        check(folder, database, file)?;
    }
    Ok(manifest)
}

/// A file may only be the database or an evidence file under its hash: a manifest cannot name a path outside.
fn check(folder: &Path, database: &str, file: &BackupFile) -> Result<(), BackupError> {
    let known = file.path == database || file.path == evidence_path(&file.sha256);
    let whole = known && describe(folder, &file.path).is_ok_and(|found| found == *file);
    if whole {
        Ok(())
    } else {
        Err(BackupError::Damaged {
            file: file.path.clone(),
        })
    }
}

fn copy_all(files: &[BackupFile], from: &Path, staging: &Path) -> Result<(), BackupError> {
    if staging.exists() {
        std::fs::remove_dir_all(staging).map_err(failed("removing", staging))?;
    }
    std::fs::create_dir_all(staging).map_err(failed("making", staging))?;
    for file in files.iter().filter(|file| file.path != postgres::DUMP) {
        let copied =
            copy(from, staging, &file.path).map_err(failed("copying", &from.join(&file.path)))?;
        if copied != *file {
            return Err(BackupError::Damaged {
                file: file.path.clone(),
            });
        }
    }
    Ok(())
}

async fn verified(staged: &Place, manifest: &Manifest) -> Result<LedgerReport, BackupError> {
    let store = Store::open(staged).await?;
    let heads: Vec<PublishedHead> = manifest
        .heads
        .iter()
        .cloned()
        .map(PublishedHead::from)
        .collect();
    let report: Result<LedgerReport, StoreError> = store.verify_ledger(&heads).await;
    store.close().await;
    let report = report?;
    if report.findings.is_empty() {
        Ok(report)
    } else {
        Err(BackupError::LedgerBroken(report.findings.len()))
    }
}

/// Where a directory is prepared: beside its place, so that moving it there is one step.
fn staging(target: &Path) -> PathBuf {
    let name = target
        .file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    target.with_file_name(format!(".{name}.restoring"))
}

fn move_into_place(staging: &Path, target: &Path) -> Result<(), BackupError> {
    sync_folders(staging).map_err(failed("keeping", staging))?;
    // An empty target gives way; a filled one makes this fail.
    std::fs::rename(staging, target).map_err(failed("moving the restored copy to", target))?;
    match target
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty())
    {
        Some(parent) => sync_folder(parent),
        None => Ok(()),
    }
}

fn sync_folder(folder: &Path) -> Result<(), BackupError> {
    std::fs::File::open(folder)
        .and_then(|folder| folder.sync_all())
        .map_err(failed("keeping", folder))
}
