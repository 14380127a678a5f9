//! The period report laid out for Word, with a table of every figure, its basis and how many rows it has.

use super::report::{ReportPage, ReportPart, ReportPiece, joined};
use super::rows::CountedRow;
use crate::Failure;
use crate::clock::civil;
use benfu_domain::Lang;
use benfu_domain::indicator::FigureValue;
use benfu_domain::programme::CaseState;
use benfu_office::document::{Block, Document, Level, Run, Table, TableColumn};

/// The report as a Word file in the official layout, with a table of every figure, its basis and its rows.
///
/// # Errors
/// [`Failure::Bug`] when the file cannot be put together.
pub fn report_document(page: &ReportPage, lang: Lang) -> Result<Vec<u8>, Failure> {
    let mut blocks: Vec<Block> = page
        .parts(lang)
        .iter()
        .flat_map(|part| laid_out(page, part, lang))
        .collect();
    blocks.push(Block::PageBreak);
    blocks.push(figures_table(
        page,
        &page.figures.keys().cloned().collect::<Vec<_>>(),
        lang,
    ));
    let document = Document {
        title: page.title.text(lang).to_owned(),
        issuer: Some(page.organisation.clone()),
        date: civil(page.filled_on),
        blocks,
    };
    document
        .to_docx()
        .map_err(|error| Failure::Bug(error.to_string()))
}

fn laid_out(page: &ReportPage, part: &ReportPart, lang: Lang) -> Vec<Block> {
    match part {
        ReportPart::Heading(1, pieces) => vec![Block::Heading(Level::One, joined(pieces))],
        ReportPart::Heading(_, pieces) => vec![Block::Heading(Level::Two, joined(pieces))],
        ReportPart::Paragraph(pieces) | ReportPart::Item(pieces) => {
            vec![Block::Paragraph(runs(pieces))]
        }
        ReportPart::Rows(id, rows) => rows_table(page, id, rows, lang),
        ReportPart::Figures(ids) => vec![figures_table(page, ids, lang)],
        ReportPart::Funnel(counts) => vec![funnel_table(counts, lang)],
    }
}

fn runs(pieces: &[ReportPiece]) -> Vec<Run> {
    let run = |piece: &ReportPiece| match piece {
        ReportPiece::Text(text) => Run::new(text.clone()),
        ReportPiece::Figure { written, .. } => Run::new(written.clone()),
        ReportPiece::Write(hint) => Run::bold(format!("〔{hint}〕")),
    };
    pieces.iter().map(run).collect()
}

fn word(lang: Lang, zh: &'static str, en: &'static str) -> &'static str {
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

fn figures_table(page: &ReportPage, ids: &[String], lang: Lang) -> Block {
    let row = |id: &String| {
        let measured = page.figures.get(id)?;
        let rows = if measured.figure.value == FigureValue::Missing {
            String::new()
        } else {
            measured.figure.rows.to_string()
        };
        let (label, basis) = (&measured.indicator.label, &measured.indicator.basis);
        Some(vec![
            label.text(lang).to_owned(),
            page.written(id, lang),
            basis.text(lang).to_owned(),
            rows,
        ])
    };
    Block::Table(Table {
        caption: word(lang, "指标与口径", "Figures and their bases").to_owned(),
        columns: vec![
            TableColumn::words(word(lang, "指标", "Figure"), 30),
            TableColumn::numbers(word(lang, "数值", "Value"), 16),
            TableColumn::words(word(lang, "口径", "Basis"), 42),
            TableColumn::numbers(word(lang, "记录数", "Rows"), 12),
        ],
        rows: ids.iter().filter_map(row).collect(),
    })
}

fn rows_table(page: &ReportPage, id: &str, rows: &[CountedRow], lang: Lang) -> Vec<Block> {
    let label = page
        .figures
        .get(id)
        .map(|measured| measured.indicator.label.text(lang).to_owned());
    let line = |one: &CountedRow| {
        let on = one.row.on.map(|day| day.to_string()).unwrap_or_default();
        vec![one.row.title.clone(), one.why.text(lang).to_owned(), on]
    };
    vec![Block::Table(Table {
        caption: label.unwrap_or_default(),
        columns: vec![
            TableColumn::words(word(lang, "名称", "Name"), 50),
            TableColumn::words(word(lang, "说明", "Note"), 30),
            TableColumn::words(word(lang, "日期", "Date"), 20),
        ],
        rows: rows.iter().map(line).collect(),
    })]
}

fn funnel_table(counts: &[(CaseState, i64)], lang: Lang) -> Block {
    let line = |(state, count): &(CaseState, i64)| {
        vec![state.label().text(lang).to_owned(), count.to_string()]
    };
    Block::Table(Table {
        caption: word(
            lang,
            "对接事项到达各环节的数量",
            "Cases by how far they came",
        )
        .to_owned(),
        columns: vec![
            TableColumn::words(word(lang, "到达", "Reached"), 60),
            TableColumn::numbers(word(lang, "件数", "Cases"), 40),
        ],
        rows: counts.iter().map(line).collect(),
    })
}
