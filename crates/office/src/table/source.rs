//! Where a file's bytes come from.
//!
//! [`Source`] is a name and something that can be read and sought. The name is only for messages:
//! what a file *is* is told by its content.

use std::fmt;
use std::fs::File;
use std::io::{self, Cursor, Read, Seek, SeekFrom};
use std::path::Path;

/// Bytes that can be read from any position and handed to another thread.
pub(crate) trait Bytes: Read + Seek + Send {}
impl<T: Read + Seek + Send> Bytes for T {}

/// A file to be read: on disk, or held in memory once.
pub struct Source {
    pub(crate) name: String,
    pub(crate) bytes: Box<dyn Bytes>,
    pub(crate) len: u64,
}

impl Source {
    /// A file on disk, read piece by piece.
    ///
    /// # Errors
    /// What the operating system says when the file cannot be opened.
    pub fn file(path: &Path) -> io::Result<Self> {
        let file = File::open(path)?;
        let len = file.metadata()?.len();
        let name = path
            .file_name()
            .unwrap_or(path.as_os_str())
            .to_string_lossy()
            .into_owned();
        Ok(Self {
            name,
            bytes: Box::new(file),
            len,
        })
    }

    /// Bytes already in memory, with the name the sender gave them.
    pub fn bytes(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        let bytes = bytes.into();
        let len = bytes.len() as u64;
        Self {
            name: name.into(),
            bytes: Box::new(Cursor::new(bytes)),
            len,
        }
    }

    /// The first bytes of the file, at most `count`; the position returns to the start.
    pub(crate) fn peek(&mut self, count: usize) -> io::Result<Vec<u8>> {
        let mut head = Vec::with_capacity(count);
        self.bytes.seek(SeekFrom::Start(0))?;
        self.bytes
            .by_ref()
            .take(count as u64)
            .read_to_end(&mut head)?;
        self.bytes.seek(SeekFrom::Start(0))?;
        Ok(head)
    }
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Source")
            .field("name", &self.name)
            .field("len", &self.len)
            .finish_non_exhaustive()
    }
}
