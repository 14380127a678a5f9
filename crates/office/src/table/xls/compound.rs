//! The container of old Office files: streams in chains of sectors (MS-CFB).
//!
//! [`Compound`] follows no chain longer than the file has sectors and copies no stream longer than
//! the file, so that chains in circles and false lengths end.

use super::record::Bytes;

const END_OF_CHAIN: u32 = 0xFFFF_FFFE;
/// Sector numbers from here on have special meanings.
const SPECIAL: u32 = 0xFFFF_FFFA;
const ENTRY_LEN: usize = 128;
const MINI_SECTOR: usize = 64;
const MINI_LIMIT: usize = 4096;
const KIND_STREAM: u8 = 2;
const KIND_ROOT: u8 = 5;

/// A compound file held in memory.
pub(crate) struct Compound {
    bytes: Vec<u8>,
    sector: usize,
    fat: Vec<u32>,
    mini_fat: Vec<u32>,
    mini_stream: Vec<u8>,
    entries: Vec<Entry>,
}

struct Entry {
    name: String,
    kind: u8,
    start: u32,
    len: usize,
}

impl Compound {
    /// Reads the directory; `None` when the file contradicts itself.
    pub(crate) fn read(bytes: Vec<u8>) -> Option<Self> {
        let head = Bytes(&bytes);
        let sector = match head.u16(30)? {
            9 => 512,
            12 => 4096,
            _ => return None,
        };
        let (directory, mini) = (head.u32(48)?, head.u32(60)?);
        let mut file = Self {
            sector,
            fat: Vec::new(),
            mini_fat: Vec::new(),
            mini_stream: Vec::new(),
            entries: Vec::new(),
            bytes,
        };
        file.fat = file.read_fat()?;
        file.entries = file
            .chain(directory)?
            .chunks_exact(ENTRY_LEN)
            .filter_map(entry)
            .collect();
        file.mini_fat = numbers(&file.chain(mini)?);
        let root = file.entries.iter().find(|entry| entry.kind == KIND_ROOT)?;
        file.mini_stream = file.chain(root.start)?;
        Some(file)
    }

    /// Whether there is an entry (stream or folder) of this name.
    pub(crate) fn contains(&self, name: &str) -> bool {
        self.entries
            .iter()
            .any(|entry| entry.name.trim_start_matches('\u{6}') == name)
    }

    /// A stream's bytes.
    pub(crate) fn stream(&self, name: &str) -> Option<Vec<u8>> {
        let is_it =
            |entry: &&Entry| entry.kind == KIND_STREAM && entry.name.eq_ignore_ascii_case(name);
        let entry = self.entries.iter().find(is_it)?;
        let mut bytes = if entry.len < MINI_LIMIT {
            self.mini_chain(entry.start)?
        } else {
            self.chain(entry.start)?
        };
        bytes.truncate(entry.len);
        Some(bytes)
    }

    fn sector_bytes(&self, number: u32) -> Option<&[u8]> {
        let from = usize::try_from(number)
            .ok()?
            .checked_add(1)?
            .checked_mul(self.sector)?;
        let rest = self.bytes.get(from..)?;
        // The last sector of a file is sometimes cut short.
        Some(&rest[..rest.len().min(self.sector)])
    }

    /// The allocation table, whose own sectors are listed in the header and in a chain after it.
    fn read_fat(&self) -> Option<Vec<u32>> {
        let sectors = self.bytes.len() / self.sector;
        let mut places = numbers(self.bytes.get(76..512)?);
        let mut next = Bytes(&self.bytes).u32(68)?;
        for _ in 0..sectors {
            if next >= SPECIAL {
                break;
            }
            let mut list = numbers(self.sector_bytes(next)?);
            next = list.pop()?;
            places.extend(list);
        }
        let mut fat = Vec::new();
        for place in places
            .into_iter()
            .filter(|place| *place < SPECIAL)
            .take(sectors)
        {
            fat.extend(numbers(self.sector_bytes(place)?));
        }
        Some(fat)
    }

    /// The bytes of a chain of sectors; `None` when it runs in a circle or out of the file.
    fn chain(&self, start: u32) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        let mut next = start;
        for _ in 0..=self.bytes.len() / self.sector {
            if next >= SPECIAL {
                return Some(bytes);
            }
            bytes.extend_from_slice(self.sector_bytes(next)?);
            next = *self.fat.get(usize::try_from(next).ok()?)?;
        }
        None
    }

    fn mini_chain(&self, start: u32) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        let mut next = start;
        for _ in 0..=MINI_LIMIT / MINI_SECTOR {
            if next == END_OF_CHAIN {
                return Some(bytes);
            }
            let at = usize::try_from(next).ok()?;
            let from = at.checked_mul(MINI_SECTOR)?;
            bytes.extend_from_slice(self.mini_stream.get(from..from + MINI_SECTOR)?);
            next = *self.mini_fat.get(at)?;
        }
        None
    }
}

fn entry(raw: &[u8]) -> Option<Entry> {
    let bytes = Bytes(raw);
    let name_len = usize::from(bytes.u16(64)?).clamp(2, 64) - 2;
    let units = raw[..name_len]
        .chunks_exact(2)
        .map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
    let name = char::decode_utf16(units)
        .map(|c| c.unwrap_or('\u{fffd}'))
        .collect();
    let len = usize::try_from(bytes.u32(120)?).ok()?;
    Some(Entry {
        name,
        kind: raw[66],
        start: bytes.u32(116)?,
        len,
    })
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    bytes
        .chunks_exact(4)
        .map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
        .collect()
}
