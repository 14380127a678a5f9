//! What a copied embedded database says about itself.

use super::link::Link;
use crate::StoreError;
use crate::ledger::PublishedHead;
use rusqlite::OpenFlags;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// The heads of a database and the last step of its schema.
pub(crate) struct Snapshot {
    pub(crate) heads: Vec<PublishedHead>,
    pub(crate) schema: i64,
}

impl Snapshot {
    /// Reads them from a file that nobody writes, without leaving a trace beside it.
    pub(super) fn of_file(file: &Path) -> Result<Snapshot, StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
            | OpenFlags::SQLITE_OPEN_NO_MUTEX
            | OpenFlags::SQLITE_OPEN_URI;
        let link = Link::open(&immutable(file), flags, "")
            .map_err(StoreError::database("opening a copied database"))?;
        let sql = "SELECT stream, seq, hash FROM ledger_head WHERE seq > 0 ORDER BY stream";
        let heads = link.rows(sql, &[])?;
        let heads = heads
            .iter()
            .map(crate::ledger::read_head)
            .collect::<Result<_, _>>()?;
        let sql = "SELECT MAX(version) AS version FROM _sqlx_migrations";
        let schema = link.rows(sql, &[])?;
        let schema = schema.first().map_or(Ok(0), |row| row.int("version"))?;
        Ok(Snapshot { heads, schema })
    }
}

/// The address of a file that nobody changes. What an address gives a meaning of its own is escaped.
fn immutable(file: &Path) -> PathBuf {
    let mut address = "file:".to_owned();
    for byte in file.as_os_str().as_encoded_bytes() {
        match byte {
            b'/' | b'-' | b'_' | b'.' => address.push(char::from(*byte)),
            byte if byte.is_ascii_alphanumeric() => address.push(char::from(*byte)),
            // Writing into a string cannot fail.
            byte => drop(write!(address, "%{byte:02X}")),
        }
    }
    PathBuf::from(address + "?immutable=1")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_of_any_name_has_an_address() {
        assert_eq!(
            immutable(Path::new("/数 据?/100%#.db")),
            Path::new("file:/%E6%95%B0%20%E6%8D%AE%3F/100%25%23.db?immutable=1")
        );
    }
}
