//! What a file may cost before it is refused.
//!
//! [`Limits`] is the one place where every bound of the readers is written down. The defaults admit
//! the largest honest files the system is meant for (a delimited file of a million rows and twenty
//! columns, a workbook of a hundred thousand rows) and keep a hostile one under about 256 MB of
//! memory. What does *not* belong here: policy about what the rows may say.

/// Bounds for reading one file. Every field may be lowered; a test of a bound lowers it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file as it was sent. Default 1 GiB.
    pub file_bytes: u64,
    /// Files inside a ZIP package. Default 4,096.
    pub archive_entries: usize,
    /// Bytes of a ZIP package after unpacking, all entries together. Default 2 GiB.
    pub unpacked_bytes: u64,
    /// Unpacked size divided by packed size of one entry. Default 250: text of a very uniform sheet
    /// packs about 100 to 1, a file of zeros about 1,000 to 1.
    pub pack_ratio: u64,
    /// Entries that unpack to less than this are not judged by their ratio. Default 1 MiB.
    pub pack_ratio_from_bytes: u64,
    /// Sheets of a workbook. Default 256.
    pub sheets: usize,
    /// Rows of one sheet that are not blank. Default 10,000,000.
    pub rows: u64,
    /// Columns of one row. Default 1,024.
    pub columns: usize,
    /// Bytes of text in one cell. Default 1 MiB (Excel itself stops at 32,767 characters).
    pub cell_bytes: usize,
    /// Bytes of one row as text. Default 8 MiB; values above 1 GiB are read as 1 GiB.
    pub row_bytes: usize,
    /// Entries of a workbook's shared string table. Default 3,000,000.
    pub shared_strings: usize,
    /// Bytes of a workbook's shared string table. Default 192 MiB.
    pub shared_string_bytes: usize,
    /// Merged areas of one sheet. Default 100,000.
    pub merged_areas: usize,
    /// Bytes of a file in the old binary format (.xls), which must be held in memory. Default 64 MiB.
    pub xls_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 1 << 30,
            archive_entries: 4_096,
            unpacked_bytes: 2 << 30,
            pack_ratio: 250,
            pack_ratio_from_bytes: 1 << 20,
            sheets: 256,
            rows: 10_000_000,
            columns: 1_024,
            cell_bytes: 1 << 20,
            row_bytes: 8 << 20,
            shared_strings: 3_000_000,
            shared_string_bytes: 192 << 20,
            merged_areas: 100_000,
            xls_bytes: 64 << 20,
        }
    }
}

impl Limits {
    /// The row bound as it is applied: offsets inside a row are 32 bits wide.
    pub(crate) fn row_bytes_applied(&self) -> usize {
        self.row_bytes.min(1 << 30)
    }
}
