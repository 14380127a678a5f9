//! Files of a backup: hashed, copied so that they are on the disk, listed.

use super::{BackupError, BackupFile};
use crate::evidence::{FOLDER, is_content_hash, relative_path};
use sha2::{Digest as _, Sha256};
use std::fs::File;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};

/// Bytes read at once.
const CHUNK: usize = 1 << 16;

pub(super) fn failed(
    doing: &'static str,
    at: &Path,
) -> impl FnOnce(std::io::Error) -> BackupError + use<> {
    let at = at.to_owned();
    move |source| BackupError::File { doing, at, source }
}

/// Runs work on files where it does not hold up the runtime.
pub(super) async fn on_files<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, BackupError> + Send + 'static,
) -> Result<T, BackupError> {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        Err(error) => Err(failed("working on", Path::new("files"))(
            std::io::Error::other(error),
        )),
    }
}

/// Refuses a folder that holds anything; one that is not there is empty.
pub(super) fn refuse_unless_empty(folder: &Path) -> Result<(), BackupError> {
    match std::fs::read_dir(folder) {
        Ok(mut entries) => match entries.next() {
            None => Ok(()),
            Some(_) => Err(BackupError::NotEmpty(folder.to_owned())),
        },
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(failed("reading", folder)(error)),
    }
}

/// Reads a file to its end; gives each chunk to `each` and describes the whole.
fn described(
    file: &mut File,
    path: &str,
    mut each: impl FnMut(&[u8]) -> std::io::Result<()>,
) -> std::io::Result<BackupFile> {
    let (mut hash, mut bytes, mut chunk) = (Sha256::new(), 0_u64, vec![0; CHUNK]);
    loop {
        let read = file.read(&mut chunk)?;
        if read == 0 {
            let sha256 = crate::hex(&hash.finalize());
            return Ok(BackupFile {
                path: path.to_owned(),
                bytes,
                sha256,
            });
        }
        hash.update(&chunk[..read]);
        each(&chunk[..read])?;
        bytes += read as u64;
    }
}

/// Describes a file below `folder`.
pub(super) fn describe(folder: &Path, path: &str) -> std::io::Result<BackupFile> {
    described(&mut File::open(folder.join(path))?, path, |_| Ok(()))
}

/// Copies a file below one folder to the same path below another, and syncs it; describes what was copied.
pub(super) fn copy(from: &Path, to: &Path, path: &str) -> std::io::Result<BackupFile> {
    let target = to.join(path);
    if let Some(folder) = target.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let mut copy = File::create(&target)?;
    let file = described(&mut File::open(from.join(path))?, path, |chunk| {
        copy.write_all(chunk)
    })?;
    copy.sync_all()?;
    Ok(file)
}

/// Syncs a folder and every folder in it, so that the names of new files are on the disk too.
pub(super) fn sync_folders(folder: &Path) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            sync_folders(&entry.path())?;
        }
    }
    File::open(folder)?.sync_all()
}

/// The hashes of the evidence files in a data directory, in order. Drafts and foreign files are left out.
pub(super) fn evidence_hashes(directory: &Path) -> std::io::Result<Vec<String>> {
    let mut hashes = Vec::new();
    for folder in entries(&directory.join(FOLDER))? {
        let names = entries(&folder)?;
        let names = names
            .iter()
            .filter_map(|path| path.file_name()?.to_str().map(str::to_owned));
        hashes.extend(names.filter(|name| is_content_hash(name)));
    }
    hashes.sort();
    Ok(hashes)
}

fn entries(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    match std::fs::read_dir(folder) {
        Ok(entries) => entries.map(|entry| Ok(entry?.path())).collect(),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

/// The path of an evidence file as a manifest writes it.
pub(super) fn evidence_path(hash: &str) -> String {
    relative_path(hash)
        .components()
        .map(|part| part.as_os_str().to_string_lossy())
        .collect::<Vec<_>>()
        .join("/")
}
