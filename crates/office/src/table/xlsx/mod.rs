//! Workbooks in the XML format (.xlsx), read as a stream.
//!
//! [`Package`] knows the sheets, the cell styles and the shared texts of a workbook; its rows come
//! from [`sheet::SheetRows`] one at a time, so that memory does not grow with the sheet. The
//! `dimension` a sheet claims is never read. What does not belong here: finding the header.

mod parts;
mod sheet;
mod strings;
mod survey;

use std::io::Read;

use super::error::Refusal;
use super::merges::Merges;
use super::rows::ReadRow;
use super::shared::SharedStrings;
use super::source::Bytes;
use super::style::Styles;
use crate::archive::Archive;
use crate::limits::Limits;
use parts::SheetPart;
use sheet::SheetRows;

/// The largest XML event: one cell's text and some room for its tag.
fn event_bytes(limits: &Limits) -> usize {
    limits.cell_bytes + (64 << 10)
}

/// A workbook whose package was found harmless.
pub(crate) struct Package {
    archive: Archive<Box<dyn Bytes>>,
    pub(crate) sheets: Vec<SheetPart>,
    styles: Styles,
    shared: Option<SharedStrings>,
    shared_part: Option<String>,
}

impl Package {
    /// Reads what is needed to list the sheets.
    pub(crate) fn open(
        mut archive: Archive<Box<dyn Bytes>>,
        limits: &Limits,
    ) -> Result<Self, Refusal> {
        refuse_macros(&archive)?;
        let workbook = parts::workbook_part(&mut archive, limits)?;
        let targets = parts::relationships(&mut archive, &workbook, limits)?;
        let contents = parts::read_workbook(&mut archive, &workbook, &targets, limits)?;
        let formats = match targets.by_kind("styles") {
            Some(part) => parts::read_formats(&mut archive, part, limits)?,
            None => Vec::new(),
        };
        Ok(Self {
            archive,
            sheets: contents.sheets,
            styles: Styles {
                formats,
                is_1904: contents.is_1904,
            },
            shared: None,
            shared_part: targets.by_kind("sharedStrings").map(str::to_owned),
        })
    }

    /// The rows of one sheet. The sheet is unpacked once to the end before, which proves its size
    /// and checksum and finds its merged areas; nothing of that pass is kept but the areas.
    pub(crate) fn rows<'a>(
        &'a mut self,
        index: usize,
        limits: &'a Limits,
    ) -> Result<Box<dyn ReadRow + Send + 'a>, Refusal> {
        self.load_shared(limits)?;
        let sheet = &self.sheets[index];
        let first_pass = required(&mut self.archive, &sheet.part)?;
        let areas = survey::merged_areas(first_pass, limits.merged_areas)?;
        let merges = Merges::new(areas, &sheet.name, limits)?;
        let bytes = required(&mut self.archive, &sheet.part)?;
        let book = sheet::Book {
            shared: self.shared.as_ref(),
            styles: &self.styles,
            limits,
        };
        Ok(Box::new(SheetRows::new(bytes, &sheet.part, book, merges)))
    }

    fn load_shared(&mut self, limits: &Limits) -> Result<(), Refusal> {
        let (None, Some(part)) = (&self.shared, &self.shared_part) else {
            return Ok(());
        };
        let bytes = required(&mut self.archive, part)?;
        self.shared = Some(strings::read_shared(bytes, part, limits)?);
        Ok(())
    }
}

fn refuse_macros(archive: &Archive<Box<dyn Bytes>>) -> Result<(), Refusal> {
    let is_macro = |name: &str| name.to_lowercase().ends_with("vbaproject.bin");
    match archive.entries().iter().find(|entry| is_macro(&entry.name)) {
        Some(entry) => Err(Refusal::Macro {
            part: entry.name.clone(),
        }),
        None => Ok(()),
    }
}

/// A part that must be there.
fn required<'a>(
    archive: &'a mut Archive<Box<dyn Bytes>>,
    part: &str,
) -> Result<Box<dyn Read + Send + 'a>, Refusal> {
    let found = archive.part(part).map_err(Refusal::Archive)?;
    let missing = || Refusal::MissingPart {
        part: part.to_owned(),
    };
    Ok(Box::new(found.ok_or_else(missing)?))
}
