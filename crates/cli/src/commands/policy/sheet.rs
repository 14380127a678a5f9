//! A CSV file of firms as columns of facts.
//!
//! Main function: [`read`]. A header is a concept (`sales`, `sales.y1`, `sales.2024`), a scheme, the name of either in
//! Chinese or English, or else the firm's own: the first such column names the firm.

use super::stated::observed;
use crate::outcome::WrongUse;
use benfu_app::packs::Pack;
use benfu_domain::Day;
use benfu_domain::fact::{Concept, FactTable, SubjectKind};
use benfu_domain::period::Period;
use serde_json::Value;
use std::path::Path;

/// Firms with their facts.
pub(super) struct Sheet {
    /// One name per row.
    pub(super) firms: Vec<String>,
    /// Their facts.
    pub(super) table: FactTable,
    /// Headers that nothing was read from.
    pub(super) ignored: Vec<String>,
}

/// What a column holds.
enum Field<'p> {
    Fact(&'p Concept, Period),
    Title(&'p str),
    Name,
    Other,
}

/// Reads a file.
pub(super) fn read(path: &Path, pack: &Pack, on: Day) -> anyhow::Result<Sheet> {
    let shown = path.display().to_string();
    let unreadable = |error: csv::Error| {
        WrongUse::error(
            format!("读不到 {shown}:{error}"),
            format!("cannot read {shown}: {error}"),
        )
    };
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .from_path(path)
        .map_err(unreadable)?;
    let headers = reader.headers().map_err(unreadable)?.clone();
    let fields = fields(&headers, pack, on);
    let rows: Vec<csv::StringRecord> = reader
        .records()
        .collect::<Result<_, _>>()
        .map_err(unreadable)?;
    let mut sheet = Sheet {
        firms: Vec::with_capacity(rows.len()),
        table: FactTable::new(rows.len(), on),
        ignored: Vec::new(),
    };
    for (row, record) in rows.iter().enumerate() {
        let name = record
            .iter()
            .zip(&fields)
            .find(|(_, field)| matches!(field, Field::Name));
        let name = name.map_or_else(|| (row + 1).to_string(), |(name, _)| name.to_owned());
        sheet.firms.push(name);
        for (cell, field) in record.iter().zip(&fields) {
            sheet
                .cell(pack, row, cell.trim(), field)
                .map_err(|error| at_row(error, row))?;
        }
    }
    let ignored = headers
        .iter()
        .zip(&fields)
        .filter(|(_, field)| matches!(field, Field::Other));
    sheet.ignored = ignored.map(|(header, _)| header.to_owned()).collect();
    Ok(sheet)
}

/// The error with the line it came up on; the header is line 1.
fn at_row(error: anyhow::Error, row: usize) -> anyhow::Error {
    let line = row + 2;
    match error.downcast::<WrongUse>() {
        Ok(wrong) => WrongUse::error(
            format!("第 {line} 行,{}", wrong.zh),
            format!("line {line}, {}", wrong.en),
        ),
        Err(error) => error,
    }
}

fn fields<'p>(headers: &csv::StringRecord, pack: &'p Pack, on: Day) -> Vec<Field<'p>> {
    let mut named = false;
    let field = |header: &str| {
        let header = header.trim().trim_start_matches('\u{feff}');
        let field = field(header, pack, on);
        match field {
            Field::Other if !named => {
                named = true;
                Field::Name
            }
            field => field,
        }
    };
    headers.iter().map(field).collect()
}

fn field<'p>(header: &str, pack: &'p Pack, on: Day) -> Field<'p> {
    let (name, period) = dated(header, on);
    if let Some(concept) = concept(pack, name) {
        return Field::Fact(concept, period);
    }
    if let Some(concept) = concept(pack, header) {
        return Field::Fact(concept, Period::Always);
    }
    let schemes = &pack.dictionary.schemes;
    let scheme = schemes.values().find(|scheme| {
        let names = [&scheme.id, &scheme.label.zh, &scheme.label.en];
        names.into_iter().any(|name| name == header)
    });
    scheme.map_or(Field::Other, |scheme| Field::Title(&scheme.id))
}

fn concept<'p>(pack: &'p Pack, name: &str) -> Option<&'p Concept> {
    let by_id = pack.dictionary.concepts.get(name);
    by_id.or_else(|| pack.concept_under(SubjectKind::Party, name))
}

/// A header without its year: `sales.y1`, `sales.2024`, `sales@2024`, `sales_2024`, `sales[2024]`.
fn dated(header: &str, on: Day) -> (&str, Period) {
    if let Some((name, back)) = header.rsplit_once(".y") {
        let year = back
            .parse::<i32>()
            .ok()
            .and_then(|back| Period::year(on.year() - 1 - back));
        return year.map_or((header, Period::Always), |period| (name, period));
    }
    let open = header.trim_end_matches([']', ')', '）']);
    let digits = open.trim_end_matches(|letter: char| letter.is_ascii_digit());
    let year = open.get(digits.len()..).filter(|year| year.len() == 4);
    let year = year.and_then(|year| Period::year(year.parse().ok()?));
    let name = digits.trim_end_matches(['.', '@', '_', ':', '-', ' ', '[', '(', '（']);
    year.filter(|_| name.len() < digits.len())
        .map_or((header, Period::Always), |period| (name, period))
}

impl Sheet {
    fn cell(
        &mut self,
        pack: &Pack,
        row: usize,
        cell: &str,
        field: &Field<'_>,
    ) -> anyhow::Result<()> {
        match field {
            Field::Fact(concept, period) if !cell.is_empty() => {
                let value = Value::String(cell.to_owned());
                if let Some(observed) = observed(pack, concept, &value)? {
                    self.table.put(row, &concept.id, *period, observed);
                }
            }
            Field::Title(scheme) if !cell.is_empty() => {
                self.table.complete(row, scheme);
                match cell.to_lowercase().as_str() {
                    "false" | "no" | "0" | "否" | "无" => {}
                    "true" | "yes" | "1" | "是" | "有" => self.table.hold(row, scheme, ""),
                    _ => self.table.hold(row, scheme, cell),
                }
            }
            Field::Fact(..) | Field::Title(_) | Field::Name | Field::Other => {}
        }
        Ok(())
    }
}
