//! The workbook that comes back: rows are known by their identity, columns by their header, in any order.

use super::compare::Said;
use super::returns::not_read;
use super::sheet::{headers, read_identity};
use crate::{Cx, Failure, ProblemCode};
use benfu_domain::collection::{Given, Round};
use benfu_domain::fact::{Concept, Heading};
use benfu_domain::id::PartyId;
use benfu_office::limits::Limits;
use benfu_office::message::Explain as _;
use benfu_office::table::{Row, Source, open};
use std::collections::BTreeSet;

/// Rows of one workbook that are looked at.
const MOST_ROWS: usize = 5_000;
/// Rows that could not be taken, of which the reasons are kept.
const MOST_NOTES: usize = 200;

/// What a workbook says.
#[derive(Debug, Default)]
pub(super) struct SheetRead {
    /// The answers.
    pub(super) said: Vec<Said>,
    /// What could not be taken, as the reason in Chinese and English.
    pub(super) notes: Vec<(String, String)>,
}

/// A row by its cells' texts.
struct Line {
    number: u64,
    cells: Vec<String>,
}

struct Sheet {
    header: Vec<String>,
    lines: Vec<Line>,
}

/// Reads the answers about these firms from a workbook of a round.
///
/// # Errors
/// [`Failure::Invalid`] when it cannot be read, or holds no row of this round.
pub(super) async fn read_sheet(
    cx: &Cx,
    round: &Round,
    parties: &BTreeSet<PartyId>,
    name: &str,
    bytes: Vec<u8>,
) -> Result<SheetRead, Failure> {
    let name = name.to_owned();
    let sheet = tokio::task::spawn_blocking(move || find(&name, bytes)).await;
    let sheet = sheet.map_err(|error| Failure::Bug(error.to_string()))??;
    let Some(sheet) = sheet else {
        return Err(Failure::invalid(ProblemCode::SheetForeign));
    };
    let columns = columns(cx, round, &sheet.header);
    let (mut read, mut seen) = (SheetRead::default(), BTreeSet::new());
    for line in &sheet.lines {
        match identity(round, parties, &mut seen, line) {
            Ok(party) => read.said.extend(answers(cx, &columns, line, party)),
            Err(note) => read.notes.push(note),
        }
    }
    if seen.is_empty() {
        return Err(Failure::invalid(ProblemCode::SheetForeign));
    }
    read.notes.extend(missing(&columns, &headers(cx, round)));
    read.notes.truncate(MOST_NOTES);
    Ok(read)
}

/// The first sheet with an identified row.
fn find(name: &str, bytes: Vec<u8>) -> Result<Option<Sheet>, Failure> {
    let limits = Limits::default();
    let opened = open(Source::bytes(name, bytes), &limits);
    let mut workbook = opened.map_err(|error| not_read(&error.message()))?;
    for index in 0..workbook.sheets().len() {
        let sheet = workbook.sheet(index);
        let sheet = sheet.map_err(|error| not_read(&error.message()))?;
        let header = sheet.header.names;
        let rows = sheet.rows.take(MOST_ROWS).collect::<Result<Vec<Row>, _>>();
        let rows = rows.map_err(|error| not_read(&error.message()))?;
        let lines: Vec<Line> = rows.iter().map(line).collect();
        if lines.iter().any(|line| line.identity().is_some()) {
            return Ok(Some(Sheet { header, lines }));
        }
    }
    Ok(None)
}

fn line(row: &Row) -> Line {
    Line {
        number: row.number,
        cells: row.cells().map(|cell| cell.to_text()).collect(),
    }
}

impl Line {
    fn identity(&self) -> Option<(benfu_domain::id::RoundId, PartyId)> {
        self.cells.iter().find_map(|cell| read_identity(cell))
    }
}

fn identity(
    round: &Round,
    parties: &BTreeSet<PartyId>,
    seen: &mut BTreeSet<PartyId>,
    line: &Line,
) -> Result<PartyId, (String, String)> {
    let number = line.number;
    let note = |zh: &str, en: &str| (format!("第 {number} 行{zh}"), format!("row {number} {en}"));
    match line.identity() {
        None => Err(note(
            "没有行标识，请使用导出的工作簿",
            "has no identity; use the workbook that was sent",
        )),
        Some((of, party)) if of != round.id || !parties.contains(&party) => Err(note(
            "不属于本批次或本填报单位",
            "is not of this round or not of this recipient",
        )),
        Some((_, party)) if !seen.insert(party) => {
            Err(note("与前面的行是同一家企业", "repeats a firm above"))
        }
        Some((_, party)) => Ok(party),
    }
}

struct AskedColumn {
    ordinal: i64,
    at: usize,
    concept: Concept,
    heading: Heading,
}

/// Where each line of the form stands: under its header, spaces and brackets' unit aside. A unit that was changed in
/// the header is the unit of its numbers.
fn columns(cx: &Cx, round: &Round, header: &[String]) -> Vec<AskedColumn> {
    let column = |(ordinal, text): (i64, String)| {
        let place = usize::try_from(ordinal - 1).ok()?;
        let item = round.items.get(place)?;
        let concept = cx.pack().dictionary.concepts.get(&item.concept)?;
        let same = |name: &String| bare(name) == bare(&text);
        let at = header.iter().position(same)?;
        Some(AskedColumn {
            ordinal,
            at,
            heading: Heading::of(concept, &header[at]),
            concept: concept.clone(),
        })
    };
    headers(cx, round).into_iter().filter_map(column).collect()
}

fn bare(header: &str) -> String {
    let header = header.trim();
    let cut = header
        .char_indices()
        .rev()
        .find(|(_, letter)| matches!(letter, '（' | '('))
        .map_or(header.len(), |(at, _)| at);
    let kept = header[..cut]
        .chars()
        .filter(|letter| !letter.is_whitespace());
    kept.collect()
}

fn answers(cx: &Cx, columns: &[AskedColumn], line: &Line, party: PartyId) -> Vec<Said> {
    let dictionary = &cx.pack().dictionary;
    let said = |column: &AskedColumn| {
        let text = line.cells.get(column.at).map_or("", String::as_str);
        let given = Given::read(dictionary, &column.concept, text, &column.heading);
        (given != Given::Blank).then(|| Said {
            party,
            ordinal: column.ordinal,
            written: text.chars().take(500).collect(),
            given,
        })
    };
    columns.iter().filter_map(said).collect()
}

fn missing(columns: &[AskedColumn], headers: &[(i64, String)]) -> Vec<(String, String)> {
    let found: BTreeSet<i64> = columns.iter().map(|column| column.ordinal).collect();
    let lost = headers
        .iter()
        .filter(|(ordinal, _)| !found.contains(ordinal));
    lost.map(|(_, header)| {
        (
            format!("缺少列“{header}”，该列按未答复处理"),
            format!("the column \"{header}\" is missing; it counts as not answered"),
        )
    })
    .collect()
}
