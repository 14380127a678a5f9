//! Where the files of a pack come from: the binary itself, or a folder.
//!
//! Main items: the trait [`Files`], [`Embedded`], [`Folder`]. What is in the files does not belong here.

use include_dir::{Dir, include_dir};
use std::path::{Path, PathBuf};
use thiserror::Error;

static PACKS: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../../packs");

/// No more files than this in one pack.
const MOST_FILES: usize = 5_000;
/// No file of a pack is larger, in bytes.
const MOST_BYTES: u64 = 1 << 20;
/// No folder of a pack lies deeper.
const MOST_DEPTH: usize = 6;

/// One file of a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackFile {
    /// Path inside the pack, with `/` between its parts.
    pub path: String,
    /// The path as a person finds it.
    pub shown: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Why the files of a pack cannot be had.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum FilesError {
    /// No pack has this id.
    #[error("there is no pack {id}; known: {}", known.join(", "))]
    NoSuchPack {
        /// The id.
        id: String,
        /// The packs there are.
        known: Vec<String>,
    },
    /// A file or folder cannot be read.
    #[error("reading {path}: {cause}")]
    Unreadable {
        /// The path.
        path: String,
        /// What the system said.
        cause: String,
    },
    /// The folder is larger than a pack may be.
    #[error("{path} exceeds what a pack may hold: {limit}")]
    TooLarge {
        /// The path.
        path: String,
        /// Which limit.
        limit: String,
    },
}

/// A source of packs by id.
pub trait Files {
    /// The files of a pack, in the order of their paths.
    ///
    /// # Errors
    /// [`FilesError`] when there is no such pack or it cannot be read within the limits.
    fn files(&self, id: &str) -> Result<Vec<PackFile>, FilesError>;
}

/// The packs inside the binary: `base` and the cities that are developed with it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Embedded;

impl Embedded {
    /// The ids of the embedded packs.
    pub fn ids() -> Vec<String> {
        PACKS
            .dirs()
            .filter_map(|dir| dir.path().to_str())
            .map(str::to_owned)
            .collect()
    }
}

impl Files for Embedded {
    fn files(&self, id: &str) -> Result<Vec<PackFile>, FilesError> {
        let missing = || FilesError::NoSuchPack {
            id: id.to_owned(),
            known: Embedded::ids(),
        };
        let dir = PACKS
            .get_dir(id)
            .filter(|_| !id.is_empty())
            .ok_or_else(missing)?;
        let mut files = Vec::new();
        embedded(dir, id, &mut files);
        files.sort_by(|left, right| left.path.cmp(&right.path));
        Ok(files)
    }
}

fn embedded(dir: &Dir<'_>, id: &str, files: &mut Vec<PackFile>) {
    for file in dir.files() {
        let shown = slashed(file.path());
        let path = shown
            .strip_prefix(id)
            .unwrap_or(&shown)
            .trim_start_matches('/')
            .to_owned();
        files.push(PackFile {
            path,
            shown,
            bytes: file.contents().to_vec(),
        });
    }
    for inner in dir.dirs() {
        embedded(inner, id, files);
    }
}

/// A pack in a folder; the packs it extends are looked for inside the binary.
#[derive(Debug, Clone)]
pub struct Folder {
    root: PathBuf,
    id: String,
}

impl Folder {
    /// The pack in a folder. Its id is the folder's name.
    ///
    /// # Errors
    /// [`FilesError::Unreadable`] when it is not a folder with a readable name.
    pub fn open(path: &Path) -> Result<Folder, FilesError> {
        let root = path
            .canonicalize()
            .map_err(|error| unreadable(path, &error.to_string()))?;
        let name = root.file_name().and_then(|name| name.to_str());
        match name {
            Some(name) if root.is_dir() => Ok(Folder {
                id: name.to_owned(),
                root,
            }),
            _ => Err(unreadable(path, "not a folder whose name can be an id")),
        }
    }

    /// The id: the folder's name.
    pub fn id(&self) -> &str {
        &self.id
    }
}

impl Files for Folder {
    fn files(&self, id: &str) -> Result<Vec<PackFile>, FilesError> {
        if id != self.id {
            return Embedded.files(id);
        }
        let mut files = Vec::new();
        self.walk(&self.root, 0, &mut files)?;
        files.sort_by(|left, right| left.path.cmp(&right.path));
        Ok(files)
    }
}

impl Folder {
    /// Regular files only: a link could lead out of the pack.
    fn walk(&self, dir: &Path, depth: usize, files: &mut Vec<PackFile>) -> Result<(), FilesError> {
        if depth > MOST_DEPTH {
            return Err(too_large(dir, format!("{MOST_DEPTH} folders deep")));
        }
        let entries = dir
            .read_dir()
            .map_err(|error| unreadable(dir, &error.to_string()))?;
        for entry in entries {
            let entry = entry.map_err(|error| unreadable(dir, &error.to_string()))?;
            let path = entry.path();
            let kind = entry
                .file_type()
                .map_err(|error| unreadable(&path, &error.to_string()))?;
            let hidden = entry.file_name().to_string_lossy().starts_with('.');
            if kind.is_dir() && !hidden {
                self.walk(&path, depth + 1, files)?;
            } else if kind.is_file() && !hidden {
                files.push(self.read(&path)?);
            }
            if files.len() > MOST_FILES {
                return Err(too_large(&self.root, format!("{MOST_FILES} files")));
            }
        }
        Ok(())
    }

    fn read(&self, path: &Path) -> Result<PackFile, FilesError> {
        let size = path
            .metadata()
            .map_err(|error| unreadable(path, &error.to_string()))?
            .len();
        if size > MOST_BYTES {
            return Err(too_large(path, format!("{MOST_BYTES} bytes a file")));
        }
        let bytes = std::fs::read(path).map_err(|error| unreadable(path, &error.to_string()))?;
        let inner = path.strip_prefix(&self.root).unwrap_or(path);
        Ok(PackFile {
            path: slashed(inner),
            shown: slashed(path),
            bytes,
        })
    }
}

fn unreadable(path: &Path, cause: &str) -> FilesError {
    FilesError::Unreadable {
        path: slashed(path),
        cause: cause.to_owned(),
    }
}

fn too_large(path: &Path, limit: String) -> FilesError {
    FilesError::TooLarge {
        path: slashed(path),
        limit,
    }
}

fn slashed(path: &Path) -> String {
    let parts = path.to_string_lossy();
    if cfg!(windows) {
        parts.replace('\\', "/")
    } else {
        parts.into_owned()
    }
}

impl FilesError {
    /// The error in Chinese, with what to do next.
    pub fn zh(&self) -> String {
        match self {
            FilesError::NoSuchPack { id, known } => {
                format!(
                    "没有政策包“{id}”：可用的有 {}，或给出一个文件夹",
                    known.join("、")
                )
            }
            FilesError::Unreadable { path, cause } => {
                format!("无法读取 {path}（{cause}）：请检查路径和权限")
            }
            FilesError::TooLarge { path, limit } => {
                format!("{path} 超过政策包的上限（{limit}）：请确认路径是否正确")
            }
        }
    }
}
