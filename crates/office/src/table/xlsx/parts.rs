//! The small parts of a workbook: relationships, list of sheets, cell styles.

use std::collections::{BTreeMap, HashMap};
use std::io::Read;

use super::super::error::Refusal;
use super::super::serial::NumberFormat;
use super::super::source::Bytes;
use super::super::xml::{Events, Node, XmlError, attribute, local};
use super::{event_bytes, required};
use crate::archive::Archive;
use crate::limits::Limits;

/// Cell styles a workbook may have; Excel's own bound is 65,490.
const MAX_STYLES: usize = 65_536;

/// One sheet as the workbook lists it.
#[derive(Debug, Clone)]
pub(crate) struct SheetPart {
    pub(crate) name: String,
    pub(crate) is_hidden: bool,
    pub(crate) part: String,
}

/// Where a part's relationships lead.
pub(crate) struct Targets {
    by_id: BTreeMap<String, (String, String)>,
}

impl Targets {
    /// The first target of this kind (the last piece of the relationship type).
    pub(crate) fn by_kind(&self, kind: &str) -> Option<&str> {
        self.by_id
            .values()
            .find(|(k, _)| k == kind)
            .map(|(_, part)| part.as_str())
    }
}

/// The part that holds the workbook, as the package's own relationships say.
pub(crate) fn workbook_part(
    archive: &mut Archive<Box<dyn Bytes>>,
    limits: &Limits,
) -> Result<String, Refusal> {
    let targets = relationships(archive, "", limits)?;
    let missing = || Refusal::MissingPart {
        part: "xl/workbook.xml".to_owned(),
    };
    targets
        .by_kind("officeDocument")
        .map(str::to_owned)
        .ok_or_else(missing)
}

/// The relationships of a part; of the package itself for `""`.
pub(crate) fn relationships(
    archive: &mut Archive<Box<dyn Bytes>>,
    part: &str,
    limits: &Limits,
) -> Result<Targets, Refusal> {
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
    let slash = if folder.is_empty() { "" } else { "/" };
    let rels = format!("{folder}{slash}_rels/{file}.rels");
    let mut by_id = BTreeMap::new();
    let bytes = required(archive, &rels)?;
    each_element(bytes, &rels, limits, |path, start| {
        let is_internal = attribute(start, "TargetMode").is_none_or(|mode| mode != "External");
        if path == b"Relationship" && is_internal && by_id.len() < limits.archive_entries {
            let get = |name| attribute(start, name).unwrap_or_default().into_owned();
            let kind = get("Type")
                .rsplit('/')
                .next()
                .unwrap_or_default()
                .to_owned();
            by_id.insert(get("Id"), (kind, resolve(folder, &get("Target"))));
        }
    })?;
    Ok(Targets { by_id })
}

/// A target is relative to its part's folder, or absolute in the package.
fn resolve(folder: &str, target: &str) -> String {
    match target.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None if folder.is_empty() => target.to_owned(),
        None => format!("{folder}/{}", target.trim_start_matches("./")),
    }
}

/// What the workbook part says.
pub(crate) struct Contents {
    pub(crate) sheets: Vec<SheetPart>,
    pub(crate) is_1904: bool,
}

/// Reads the list of sheets and the epoch of days. Chart sheets have no cells and are left out.
pub(crate) fn read_workbook(
    archive: &mut Archive<Box<dyn Bytes>>,
    part: &str,
    targets: &Targets,
    limits: &Limits,
) -> Result<Contents, Refusal> {
    let mut contents = Contents {
        sheets: Vec::new(),
        is_1904: false,
    };
    let bytes = required(archive, part)?;
    each_element(bytes, part, limits, |name, start| match name {
        b"workbookPr" => {
            let flag = attribute(start, "date1904");
            contents.is_1904 = flag.is_some_and(|flag| flag == "1" || flag == "true");
        }
        b"sheet" if contents.sheets.len() <= limits.sheets => {
            contents.sheets.extend(sheet_part(start, targets));
        }
        _ => {}
    })?;
    if contents.sheets.len() > limits.sheets {
        return Err(Refusal::TooManySheets {
            limit: limits.sheets,
        });
    }
    Ok(contents)
}

fn sheet_part(start: &quick_xml::events::BytesStart<'_>, targets: &Targets) -> Option<SheetPart> {
    let id = attribute(start, "id")?;
    let (kind, part) = targets.by_id.get(id.as_ref())?;
    let is_hidden = attribute(start, "state").is_some_and(|state| state != "visible");
    let name = attribute(start, "name")?.into_owned();
    (kind == "worksheet").then(|| SheetPart {
        name,
        is_hidden,
        part: part.clone(),
    })
}

/// The number format of each cell style, in the order cells refer to them.
pub(crate) fn read_formats(
    archive: &mut Archive<Box<dyn Bytes>>,
    part: &str,
    limits: &Limits,
) -> Result<Vec<NumberFormat>, Refusal> {
    let mut own = HashMap::<u32, NumberFormat>::new();
    let mut formats = Vec::new();
    let mut in_cell_styles = false;
    let bytes = required(archive, part)?;
    each_element(bytes, part, limits, |name, start| match name {
        b"numFmt" if own.len() < MAX_STYLES => {
            if let (Some(id), Some(code)) =
                (number(start, "numFmtId"), attribute(start, "formatCode"))
            {
                own.insert(id, NumberFormat::from_code(&code));
            }
        }
        b"cellXfs" => in_cell_styles = true,
        b"cellStyleXfs" | b"cellStyles" | b"dxfs" => in_cell_styles = false,
        b"xf" if in_cell_styles && formats.len() < MAX_STYLES => {
            let id = number(start, "numFmtId").unwrap_or(0);
            formats.push(
                own.get(&id)
                    .copied()
                    .unwrap_or_else(|| NumberFormat::built_in(id)),
            );
        }
        _ => {}
    })?;
    Ok(formats)
}

fn number(start: &quick_xml::events::BytesStart<'_>, name: &str) -> Option<u32> {
    attribute(start, name)?.parse().ok()
}

/// Calls `seen` with the local name of each element that begins.
fn each_element(
    bytes: impl Read,
    part: &str,
    limits: &Limits,
    mut seen: impl FnMut(&[u8], &quick_xml::events::BytesStart<'_>),
) -> Result<(), XmlError> {
    let mut events = Events::new(bytes, part, event_bytes(limits));
    loop {
        match events.next()? {
            Node::Open(start) => seen(local(start.name().into_inner()), &start),
            Node::Close(_) | Node::Text(_) => {}
            Node::End => return Ok(()),
        }
    }
}
