//! The directory an index lies in: recognised, checked, cleared.
//!
//! A cache must never take the program down: whatever is wrong with the files becomes a
//! [`RebuildCause`].

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use tantivy::directory::{Directory, INDEX_WRITER_LOCK, MmapDirectory};
use tantivy::schema::Schema;

use crate::analysis::Analyzer;
use crate::error::{RebuildCause, SearchError};
use crate::schema::Fields;
use crate::seal::Seal;

/// Whether the directory holds an index or the remains of one.
pub(super) fn holds_index(dir: &Path) -> Result<bool, SearchError> {
    Ok(!index_files(dir)?.is_empty())
}

/// Makes an empty index in a directory that holds none.
pub(super) fn create(dir: &Path, schema: Schema) -> Result<tantivy::Index, SearchError> {
    fs::create_dir_all(dir).map_err(|source| unusable(dir, source))?;
    Ok(tantivy::Index::create_in_dir(dir, schema)?)
}

/// Opens an index and reads every file once to check it.
pub(super) fn open(
    dir: &Path,
    analyzer: &Analyzer,
) -> Result<(tantivy::Index, Seal), RebuildCause> {
    let unreadable = |error: tantivy::TantivyError| RebuildCause::Unreadable(error.to_string());
    let engine = tantivy::Index::open_in_dir(dir).map_err(unreadable)?;
    let payload = engine
        .load_metas()
        .map_err(unreadable)?
        .payload
        .unwrap_or_default();
    let seal = Seal::parse(&payload).filter(|seal| seal.analyzer == analyzer.fingerprint());
    let seal = seal.ok_or(RebuildCause::OtherVersion)?;
    if engine.schema() != Fields::new().schema {
        return Err(RebuildCause::OtherVersion);
    }
    let damaged = engine.validate_checksum().map_err(unreadable)?;
    if damaged.is_empty() {
        Ok((engine, seal))
    } else {
        Err(RebuildCause::Damaged(names(damaged)))
    }
}

/// Removes the files of an index, and no others, while no other process writes to it.
pub(super) fn clear(dir: &Path) -> Result<(), SearchError> {
    if !holds_index(dir)? {
        return Ok(());
    }
    let opened = MmapDirectory::open(dir).map_err(tantivy::TantivyError::from)?;
    let _lock = opened
        .acquire_lock(&INDEX_WRITER_LOCK)
        .map_err(|_busy| SearchError::WriterBusy)?;
    for file in index_files(dir)? {
        fs::remove_file(&file).map_err(|source| unusable(dir, source))?;
    }
    Ok(())
}

fn names(damaged: impl IntoIterator<Item = PathBuf>) -> Vec<String> {
    let mut names: Vec<_> = damaged
        .into_iter()
        .map(|path| path.display().to_string())
        .collect();
    names.sort();
    names
}

/// The files of an index in the directory, lock files left out; none if there is no directory.
fn index_files(dir: &Path) -> Result<Vec<PathBuf>, SearchError> {
    let entries = match fs::read_dir(dir) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(unusable(dir, error)),
    };
    let paths = entries.map(|entry| entry.map(|entry| entry.path()));
    let paths: Vec<_> = paths
        .collect::<io::Result<_>>()
        .map_err(|source| unusable(dir, source))?;
    Ok(paths
        .into_iter()
        .filter(|path| is_index_file(path))
        .collect())
}

/// `meta.json`, the list of managed files, and segment files named by 32 hexadecimal digits.
fn is_index_file(path: &Path) -> bool {
    let name = path
        .file_name()
        .and_then(|name| name.to_str())
        .unwrap_or_default();
    let stem = name.split('.').next().unwrap_or_default();
    let is_segment = stem.len() == 32 && stem.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_segment || name == "meta.json" || name == ".managed.json"
}

fn unusable(dir: &Path, source: io::Error) -> SearchError {
    SearchError::Directory {
        dir: dir.to_owned(),
        source,
    }
}
