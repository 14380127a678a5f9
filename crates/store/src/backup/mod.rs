//! Backups: a consistent copy of the database and the evidence files, taken while writes go on.
//!
//! Main items: [`Store::backup_to`](crate::Store::backup_to), [`restore`] and the [`Manifest`] between them. The
//! database is copied first and the evidence after it: a file is kept before the write that names it, and never
//! changed, so every file that the copied rows name is there. The manifest is written last; a folder without one
//! is no backup. Where backups are kept, and for how long, does not belong here.

mod files;
mod postgres;
mod restoring;
mod taking;

pub use restoring::restore;

use crate::StoreError;
use crate::ledger::PublishedHead;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;
use thiserror::Error;

/// The manifest's name inside a backup.
const MANIFEST: &str = "manifest.json";
/// The form of backups that this version writes and reads.
const FORMAT: u32 = 1;

/// What a backup holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Form of the backup.
    pub format: u32,
    /// `sqlite` or `postgres`: what the database's file can be restored into.
    pub engine: String,
    /// The last step of the database's schema.
    pub schema: i64,
    /// Heads of the ledger that the copy holds.
    pub heads: Vec<Head>,
    /// The files, in the order of their paths.
    pub files: Vec<BackupFile>,
    /// Hashes of evidence files whose bytes had changed already when the backup was taken; left out of it.
    pub damaged: Vec<String>,
}

/// The end of a ledger stream, as the manifest writes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// The stream.
    pub stream: String,
    /// Place of its last entry.
    pub seq: i64,
    /// Hash of its last entry, hexadecimal.
    pub hash: String,
}

/// A file of a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackupFile {
    /// Path inside the backup, with `/`.
    pub path: String,
    /// Its size.
    pub bytes: u64,
    /// Its SHA-256, hexadecimal.
    pub sha256: String,
}

impl From<PublishedHead> for Head {
    fn from(head: PublishedHead) -> Head {
        Head {
            stream: head.stream,
            seq: head.seq,
            hash: head.hash,
        }
    }
}

impl From<Head> for PublishedHead {
    fn from(head: Head) -> PublishedHead {
        PublishedHead {
            stream: head.stream,
            seq: head.seq,
            hash: head.hash,
        }
    }
}

/// Why a backup was not taken or not restored. Texts are for the operator, in both languages.
#[derive(Debug, Error)]
pub enum BackupError {
    /// The target holds something already.
    #[error("{} is not empty: choose a new directory / 目录非空,请换一个新目录", .0.display())]
    NotEmpty(PathBuf),
    /// The database to restore into holds tables already.
    #[error(
        "the database holds tables already: restore into an empty one / 目标数据库已有数据表,请恢复到空数据库"
    )]
    DatabaseNotEmpty,
    /// There is no manifest, or one that cannot be read.
    #[error(
        "{} is no complete backup ({why}): use another one, nothing was changed / 不是完整的备份,未作任何更改",
        .at.display()
    )]
    Incomplete {
        /// The folder.
        at: PathBuf,
        /// What is missing.
        why: String,
    },
    /// A file is missing or is not what the manifest says.
    #[error(
        "{file} of the backup is damaged: use another backup, nothing was changed / 备份文件已损坏,未作任何更改"
    )]
    Damaged {
        /// Path inside the backup.
        file: String,
    },
    /// The backup was made by a newer version.
    #[error(
        "the backup was made by a newer version of Benfu: install that version / 备份由较新版本创建,请安装该版本"
    )]
    Newer,
    /// The backup is of the other engine.
    #[error(
        "this is a backup of {found}: restore it into a database of that kind / 备份来自 {found},请恢复到同类数据库"
    )]
    OtherEngine {
        /// `sqlite` or `postgres`.
        found: String,
    },
    /// The ledger of the copy does not prove itself.
    #[error(
        "the ledger of the restored copy has {0} findings, so it was thrown away / 恢复的台账未通过校验,已丢弃"
    )]
    LedgerBroken(usize),
    /// A program of `PostgreSQL` is not installed.
    #[error(
        "{tool} is not installed: install the PostgreSQL client programs, or run: {command} / 请安装 PostgreSQL 客户端程序"
    )]
    NoTool {
        /// The program.
        tool: &'static str,
        /// The command to run where it is installed.
        command: String,
    },
    /// A program of `PostgreSQL` failed.
    #[error("{tool} failed: {said} / {tool} 执行失败")]
    ToolFailed {
        /// The program.
        tool: &'static str,
        /// Its own words.
        said: String,
    },
    /// The store could not be read or opened.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A file could not be read or written.
    #[error("while {doing} {}", .at.display())]
    File {
        /// What was being done.
        doing: &'static str,
        /// Which file or folder.
        at: PathBuf,
        /// The system's error.
        #[source]
        source: std::io::Error,
    },
}
