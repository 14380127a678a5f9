//! The central directory of a ZIP package, read and judged without trusting it.
//!
//! Main type: [`Entry`]. The layout is that of the ZIP application note, sections 4.3.12 and 4.3.16;
//! split and ZIP64 packages are refused, since no office file within the limits needs them.

use std::collections::HashSet;
use std::io::{Read, Seek, SeekFrom};

use super::ArchiveError;
use crate::limits::Limits;

const END_SIGNATURE: [u8; 4] = *b"PK\x05\x06";
const ENTRY_SIGNATURE: [u8; 4] = *b"PK\x01\x02";
const END_LEN: usize = 22;
const ENTRY_LEN: usize = 46;
const LOCAL_HEADER_LEN: u64 = 30;
const MAX_COMMENT: usize = 65_535;
/// File type bits of the Unix mode kept in an entry's external attributes.
const MODE_TYPE: u32 = 0o170_000;
const MODE_LINK: u32 = 0o120_000;

/// One line of the directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Path inside the package.
    pub name: String,
    /// Bytes in the package.
    pub packed: u64,
    /// Bytes after unpacking, as promised.
    pub unpacked: u64,
    offset: u64,
    name_len: u64,
    method: u16,
    flags: u16,
    mode: u32,
}

impl Entry {
    fn is_encrypted(&self) -> bool {
        self.flags & 1 != 0
    }

    fn is_link(&self) -> bool {
        self.mode & MODE_TYPE == MODE_LINK
    }

    /// Whether the name is absolute, climbs out, or hides control characters.
    fn leaves_package(&self) -> bool {
        let mut pieces = self.name.split(['/', '\\']);
        self.name.starts_with(['/', '\\'])
            || self.name.contains(':')
            || self.name.chars().any(char::is_control)
            || pieces.any(|piece| piece == "..")
    }

    fn end(&self) -> u64 {
        self.offset + LOCAL_HEADER_LEN + self.name_len + self.packed
    }
}

/// Reads the directory and refuses a package that must not be unpacked.
///
/// # Errors
/// The first thing found wrong, in the order: structure, count, single entries, sizes, overlap.
pub fn directory<R: Read + Seek>(
    bytes: &mut R,
    limits: &Limits,
) -> Result<Vec<Entry>, ArchiveError> {
    let end = find_end(bytes)?;
    if end.count > limits.archive_entries {
        return Err(ArchiveError::TooManyEntries {
            count: end.count,
            limit: limits.archive_entries,
        });
    }
    let entries = read_entries(bytes, &end)?;
    entries
        .iter()
        .try_for_each(|entry| judge_entry(entry, limits))?;
    judge_total(&entries, limits)?;
    judge_layout(&entries, end.directory_offset)?;
    Ok(entries)
}

struct End {
    count: usize,
    directory_offset: u64,
    directory_len: u64,
}

fn find_end<R: Read + Seek>(bytes: &mut R) -> Result<End, ArchiveError> {
    let len = bytes.seek(SeekFrom::End(0))?;
    let tail_len = len.min((END_LEN + MAX_COMMENT) as u64);
    bytes.seek(SeekFrom::Start(len - tail_len))?;
    let mut tail = Vec::new();
    bytes.by_ref().take(tail_len).read_to_end(&mut tail)?;
    let at = tail
        .windows(END_LEN)
        .rposition(|window| window.starts_with(&END_SIGNATURE))
        .ok_or(ArchiveError::Damaged)?;
    let end = &tail[at..];
    let (disk, here, count) = (u16_at(end, 4), u16_at(end, 8), u16_at(end, 10));
    let (directory_len, directory_offset) = (u32_at(end, 12), u32_at(end, 16));
    if disk != 0 || here != count || count == u16::MAX || directory_offset == u32::MAX {
        return Err(ArchiveError::Damaged);
    }
    let end_offset = len - tail_len + at as u64;
    if u64::from(directory_offset) + u64::from(directory_len) > end_offset {
        return Err(ArchiveError::Damaged);
    }
    Ok(End {
        count: usize::from(count),
        directory_offset: u64::from(directory_offset),
        directory_len: u64::from(directory_len),
    })
}

fn read_entries<R: Read + Seek>(bytes: &mut R, end: &End) -> Result<Vec<Entry>, ArchiveError> {
    bytes.seek(SeekFrom::Start(end.directory_offset))?;
    let mut raw = Vec::new();
    bytes
        .by_ref()
        .take(end.directory_len)
        .read_to_end(&mut raw)?;
    let mut rest = raw.as_slice();
    let mut entries = Vec::with_capacity(end.count);
    for _ in 0..end.count {
        let (entry, after) = read_entry(rest).ok_or(ArchiveError::Damaged)?;
        entries.push(entry);
        rest = after;
    }
    Ok(entries)
}

fn read_entry(raw: &[u8]) -> Option<(Entry, &[u8])> {
    let head = raw
        .get(..ENTRY_LEN)
        .filter(|head| head.starts_with(&ENTRY_SIGNATURE))?;
    let lens = [28, 30, 32].map(|at| usize::from(u16_at(head, at)));
    let name = raw.get(ENTRY_LEN..ENTRY_LEN + lens[0])?;
    let rest = raw.get(ENTRY_LEN + lens.iter().sum::<usize>()..)?;
    let entry = Entry {
        name: String::from_utf8_lossy(name).into_owned(),
        packed: u64::from(u32_at(head, 20)),
        unpacked: u64::from(u32_at(head, 24)),
        offset: u64::from(u32_at(head, 42)),
        name_len: lens[0] as u64,
        method: u16_at(head, 10),
        flags: u16_at(head, 8),
        mode: u32_at(head, 38) >> 16,
    };
    Some((entry, rest))
}

fn judge_entry(entry: &Entry, limits: &Limits) -> Result<(), ArchiveError> {
    let name = || entry.name.clone();
    if entry.is_encrypted() {
        return Err(ArchiveError::Encrypted { entry: name() });
    }
    if entry.leaves_package() {
        return Err(ArchiveError::BadName { entry: name() });
    }
    if entry.is_link() {
        return Err(ArchiveError::Link { entry: name() });
    }
    if !matches!(entry.method, 0 | 8) {
        return Err(ArchiveError::Method {
            entry: name(),
            method: entry.method,
        });
    }
    let ratio = entry.unpacked / entry.packed.max(1);
    if entry.unpacked >= limits.pack_ratio_from_bytes && ratio > limits.pack_ratio {
        return Err(ArchiveError::Ratio {
            entry: name(),
            ratio,
            limit: limits.pack_ratio,
        });
    }
    Ok(())
}

fn judge_total(entries: &[Entry], limits: &Limits) -> Result<(), ArchiveError> {
    let bytes = entries.iter().map(|entry| entry.unpacked).sum();
    if bytes > limits.unpacked_bytes {
        return Err(ArchiveError::UnpackedTooLarge {
            bytes,
            limit: limits.unpacked_bytes,
        });
    }
    Ok(())
}

/// No name twice, and no byte of the package used by two entries.
fn judge_layout(entries: &[Entry], directory_offset: u64) -> Result<(), ArchiveError> {
    let mut seen = HashSet::new();
    for entry in entries {
        if !seen.insert(entry.name.replace('\\', "/").to_lowercase()) {
            return Err(ArchiveError::Duplicate {
                entry: entry.name.clone(),
            });
        }
    }
    let mut ordered: Vec<&Entry> = entries.iter().collect();
    ordered.sort_by_key(|entry| entry.offset);
    let overlap = ordered
        .windows(2)
        .find(|pair| pair[0].end() > pair[1].offset)
        .map(|pair| pair[1]);
    let beyond = ordered
        .last()
        .filter(|entry| entry.end() > directory_offset)
        .copied();
    match overlap.or(beyond) {
        Some(entry) => Err(ArchiveError::Overlap {
            entry: entry.name.clone(),
        }),
        None => Ok(()),
    }
}

/// Callers pass slices that are long enough by construction.
fn u16_at(bytes: &[u8], at: usize) -> u16 {
    u16::from_le_bytes([bytes[at], bytes[at + 1]])
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from(u16_at(bytes, at)) | u32::from(u16_at(bytes, at + 2)) << 16
}
