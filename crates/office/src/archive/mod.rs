//! ZIP packages, judged before anything in them is unpacked.
//!
//! [`directory`] reads the central directory itself and refuses what an honest office file never
//! has: encrypted, linked, overlapping or doubled entries, names that leave the package, sizes that
//! only a bomb has. [`Archive`] then unpacks single parts and holds each to the size and checksum
//! the directory promised. What does not belong here: what the parts mean.

mod directory;
mod error;

use std::io::{self, Read, Seek};

use zip::ZipArchive;

pub use directory::{Entry, directory};
pub use error::ArchiveError;

use crate::limits::Limits;

/// A ZIP package whose directory was found harmless.
pub struct Archive<R> {
    zip: ZipArchive<R>,
    entries: Vec<Entry>,
}

impl<R: Read + Seek> Archive<R> {
    /// Reads and judges the directory; unpacks nothing.
    ///
    /// # Errors
    /// The first thing that makes the package unfit to be unpacked.
    pub fn open(mut bytes: R, limits: &Limits) -> Result<Self, ArchiveError> {
        let entries = directory(&mut bytes, limits)?;
        let zip = ZipArchive::new(bytes).map_err(|_| ArchiveError::Damaged)?;
        // Two readers that see different files in one package are how contents are smuggled.
        if zip.len() != entries.len()
            || entries
                .iter()
                .any(|e| zip.index_for_name(&e.name).is_none())
        {
            return Err(ArchiveError::Damaged);
        }
        Ok(Self { zip, entries })
    }

    /// What the directory lists, in its order.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Whether there is a part of this name, letter case aside.
    pub fn contains(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    fn find(&self, name: &str) -> Option<&Entry> {
        self.entries
            .iter()
            .find(|e| e.name.eq_ignore_ascii_case(name))
    }

    /// Opens one part for reading; `None` when there is none of this name.
    ///
    /// # Errors
    /// When the package is damaged at that place.
    pub fn part(
        &mut self,
        name: &str,
    ) -> Result<Option<impl Read + Send + use<'_, R>>, ArchiveError>
    where
        R: Send,
    {
        let Some(entry) = self.find(name).cloned() else {
            return Ok(None);
        };
        let inner = self
            .zip
            .by_name(&entry.name)
            .map_err(|_| ArchiveError::Damaged)?;
        Ok(Some(Part {
            left: entry.unpacked,
            entry: entry.name,
            inner,
        }))
    }
}

/// One part being unpacked, held to its promised size.
struct Part<R> {
    inner: R,
    entry: String,
    left: u64,
}

impl<R: Read> Read for Part<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self
            .inner
            .read(buffer)
            .map_err(|error| self.reading_failed(&error))?;
        self.left = self.left.checked_sub(count as u64).ok_or_else(|| {
            io::Error::other(ArchiveError::LargerThanPromised {
                entry: self.entry.clone(),
            })
        })?;
        Ok(count)
    }
}

impl<R> Part<R> {
    /// The only failures of unpacking an intact file are a broken stream and a wrong checksum.
    fn reading_failed(&self, error: &io::Error) -> io::Error {
        if error.kind() == io::ErrorKind::Interrupted {
            return io::Error::from(error.kind());
        }
        io::Error::other(ArchiveError::Corrupt {
            entry: self.entry.clone(),
        })
    }
}

/// The archive error inside an IO error, where [`Part`] put it.
pub(crate) fn archive_error(error: io::Error) -> ArchiveError {
    match error.downcast::<ArchiveError>() {
        Ok(inner) => inner,
        Err(error) => ArchiveError::Io(error),
    }
}
