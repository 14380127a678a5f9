//! The period report: a template of the pack filled with figures that lead to their rows.

use super::figures::{MeasuredFigure, figure, figure_rows, written_value};
use crate::clock::civil;
use crate::{Cx, Failure, Problem, ProblemCode};
use benfu_domain::indicator::{FigureRow, FigureValue, Span};
use benfu_domain::period::Period;
use benfu_domain::programme::CaseState;
use benfu_domain::{Day, Label, Lang};
use benfu_office::document::{Block, Document, Level, Run, Table, TableColumn};
use benfu_packs::{Mark, ReportBlock, ReportTemplate};
use benfu_store::Page;
use benfu_store::programme::CaseFilter;
use std::collections::BTreeMap;

/// Rows of one figure that stand in the report itself; the page of the figure opens all.
const ROWS_SHOWN: i64 = 60;

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReportPiece {
    /// Text.
    Text(String),
    /// A figure, leading to its rows.
    Figure {
        /// The indicator.
        id: String,
        /// As it is written.
        written: String,
    },
    /// A place where a person writes; the hint says what.
    Write(String),
}

/// A part of a filled report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReportPart {
    /// A heading of level 1 or 2.
    Heading(u8, Vec<ReportPiece>),
    /// A paragraph.
    Paragraph(Vec<ReportPiece>),
    /// An item of a list.
    Item(Vec<ReportPiece>),
    /// The first rows behind a figure.
    Rows(String, Vec<FigureRow>),
    /// A table of figures with their bases.
    Figures(Vec<String>),
    /// How many cases came at least so far.
    Funnel(Vec<(CaseState, i64)>),
}

/// A report of a period, filled from records.
#[derive(Debug, Clone)]
pub struct ReportPage {
    /// The template.
    pub id: String,
    /// Its title.
    pub title: Label,
    /// The period.
    pub period: Period,
    /// The last day of the period.
    pub as_of: Day,
    /// Name of the organisation that reports.
    pub organisation: String,
    /// The day on which it was filled.
    pub filled_on: Day,
    /// Every figure it shows.
    pub figures: BTreeMap<String, MeasuredFigure>,
    zh: Vec<ReportPart>,
    en: Vec<ReportPart>,
}

impl ReportPage {
    /// The parts in a language.
    pub fn parts(&self, lang: Lang) -> &[ReportPart] {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }

    /// How many figures it shows.
    pub fn figures(&self) -> usize {
        self.figures.len()
    }

    /// A figure as it is written.
    pub fn written(&self, id: &str, lang: Lang) -> String {
        self.figures.get(id).map(|measured| written_value(measured, lang)).unwrap_or_default()
    }

    /// The report as plain text.
    pub fn text(&self, lang: Lang) -> String {
        let title = self.title.text(lang).to_owned();
        let lines = self.parts(lang).iter().map(|part| self.line(part, lang));
        std::iter::once(title).chain(lines).collect::<Vec<_>>().join("\n\n")
    }

    fn line(&self, part: &ReportPart, lang: Lang) -> String {
        match part {
            ReportPart::Heading(level, pieces) => format!("{} {}", "#".repeat(usize::from(*level) + 1), joined(pieces)),
            ReportPart::Paragraph(pieces) => joined(pieces),
            ReportPart::Item(pieces) => format!("- {}", joined(pieces)),
            ReportPart::Rows(_, rows) => {
                rows.iter().map(|row| format!("- {} {}", row.title, row.note)).collect::<Vec<_>>().join("\n")
            }
            ReportPart::Figures(ids) => {
                let line = |id: &String| {
                    let label = self.figures.get(id).map(|measured| measured.indicator.label.text(lang));
                    format!("- {}: {}", label.unwrap_or(id), self.written(id, lang))
                };
                ids.iter().map(line).collect::<Vec<_>>().join("\n")
            }
            ReportPart::Funnel(counts) => {
                counts.iter().map(|(state, count)| format!("- {}: {count}", state.word())).collect::<Vec<_>>().join("\n")
            }
        }
    }
}

fn joined(pieces: &[ReportPiece]) -> String {
    let text = |piece: &ReportPiece| match piece {
        ReportPiece::Text(text) | ReportPiece::Figure { written: text, .. } => text.clone(),
        ReportPiece::Write(hint) => format!("〔{hint}〕"),
    };
    pieces.iter().map(text).collect()
}

/// Fills a report template for a period in the actor's territory.
///
/// # Errors
/// [`Failure::Invalid`] for an unknown template or a period without days; [`Failure::NotFound`] for actors who
/// may not read figures.
pub async fn read_report(cx: &Cx, id: &str, period: Period) -> Result<ReportPage, Failure> {
    let unknown = || Failure::Invalid(vec![Problem::with_field(ProblemCode::UnknownFigure, "report")]);
    let template = cx.pack().reports.get(id).ok_or_else(unknown)?;
    let span = Span::of(period)
        .ok_or_else(|| Failure::Invalid(vec![Problem::with_field(ProblemCode::PeriodUnreadable, "period")]))?;
    let organisation = cx.store().organisation(cx.actor.organisation).await?.ok_or(Failure::NotFound)?;
    let mut figures = BTreeMap::new();
    for indicator in template.indicators() {
        figures.insert(indicator.to_owned(), figure(cx, indicator, period).await?);
    }
    let filling = Filling {
        district: district(cx),
        rows: rows(cx, template, period).await?,
        funnel: funnel(cx).await?,
        period,
        as_of: span.last,
        figures,
    };
    Ok(ReportPage {
        id: id.to_owned(),
        title: Label::new(
            joined(&filling.pieces(template.title(Lang::Zh), Lang::Zh)),
            joined(&filling.pieces(template.title(Lang::En), Lang::En)),
        ),
        zh: filling.parts(template.blocks(Lang::Zh), Lang::Zh),
        en: filling.parts(template.blocks(Lang::En), Lang::En),
        period,
        as_of: span.last,
        organisation: organisation.name,
        filled_on: cx.today(),
        figures: filling.figures,
    })
}

fn district(cx: &Cx) -> Label {
    let known = cx.pack().regions.get(&cx.actor.region);
    known.map_or_else(|| Label::same(&cx.actor.region.to_string()), |region| Label::new(region.zh.clone(), region.en.clone()))
}

async fn rows(cx: &Cx, template: &ReportTemplate, period: Period) -> Result<BTreeMap<String, Vec<FigureRow>>, Failure> {
    let mut rows = BTreeMap::new();
    for block in template.blocks(Lang::Zh) {
        if let ReportBlock::Rows(id) = block {
            rows.insert(id.clone(), figure_rows(cx, id, period, &Page::first(ROWS_SHOWN)).await?);
        }
    }
    Ok(rows)
}

/// How many cases came at least so far, of all in the territory.
async fn funnel(cx: &Cx) -> Result<Vec<(CaseState, i64)>, Failure> {
    let filter = CaseFilter { region: cx.actor.region.to_string(), ..CaseFilter::default() };
    let counts = cx.store().case_counts(&filter).await?;
    let reached = |state: CaseState| counts.iter().filter(|(_, farthest, _)| *farthest >= state).map(|row| row.2).sum();
    let states = CaseState::ALL.iter().filter(|state| **state != CaseState::Ended);
    Ok(states.map(|state| (*state, reached(*state))).collect())
}

/// What the marks of a template stand for.
struct Filling {
    period: Period,
    as_of: Day,
    district: Label,
    figures: BTreeMap<String, MeasuredFigure>,
    rows: BTreeMap<String, Vec<FigureRow>>,
    funnel: Vec<(CaseState, i64)>,
}

impl Filling {
    fn parts(&self, blocks: &[ReportBlock], lang: Lang) -> Vec<ReportPart> {
        blocks.iter().map(|block| self.part(block, lang)).collect()
    }

    fn part(&self, block: &ReportBlock, lang: Lang) -> ReportPart {
        match block {
            ReportBlock::Heading(level, marks) => ReportPart::Heading(*level, self.pieces(marks, lang)),
            ReportBlock::Paragraph(marks) => ReportPart::Paragraph(self.pieces(marks, lang)),
            ReportBlock::Item(marks) => ReportPart::Item(self.pieces(marks, lang)),
            ReportBlock::Rows(id) => ReportPart::Rows(id.clone(), self.rows.get(id).cloned().unwrap_or_default()),
            ReportBlock::Figures(ids) => ReportPart::Figures(ids.clone()),
            ReportBlock::Funnel(_) => ReportPart::Funnel(self.funnel.clone()),
        }
    }

    fn pieces(&self, marks: &[Mark], lang: Lang) -> Vec<ReportPiece> {
        marks.iter().map(|mark| self.piece(mark, lang)).collect()
    }

    fn piece(&self, mark: &Mark, lang: Lang) -> ReportPiece {
        let text = |text: &str| ReportPiece::Text(text.to_owned());
        match (mark, lang) {
            (Mark::Text(words), _) => text(words),
            (Mark::Figure(id), _) => {
                let written = self.figures.get(id).map(|measured| written_value(measured, lang)).unwrap_or_default();
                ReportPiece::Figure { id: id.clone(), written }
            }
            (Mark::Period, Lang::Zh) => text(&self.period.zh()),
            (Mark::Period, Lang::En) => text(&self.period.en()),
            (Mark::District, _) => text(self.district.text(lang)),
            (Mark::AsOf, _) => text(&self.as_of.to_string()),
            (Mark::Write(hint), _) => ReportPiece::Write(hint.clone()),
        }
    }
}

/// The report as a Word file in the official layout, with a table of every figure, its basis and its rows.
///
/// # Errors
/// [`Failure::Bug`] when the file cannot be put together.
pub fn report_document(page: &ReportPage, lang: Lang) -> Result<Vec<u8>, Failure> {
    let mut blocks: Vec<Block> = page.parts(lang).iter().flat_map(|part| laid_out(page, part, lang)).collect();
    blocks.push(Block::PageBreak);
    blocks.push(figures_table(page, &page.figures.keys().cloned().collect::<Vec<_>>(), lang));
    let document = Document {
        title: page.title.text(lang).to_owned(),
        issuer: Some(page.organisation.clone()),
        date: civil(page.filled_on),
        blocks,
    };
    document.to_docx().map_err(|error| Failure::Bug(error.to_string()))
}

fn laid_out(page: &ReportPage, part: &ReportPart, lang: Lang) -> Vec<Block> {
    match part {
        ReportPart::Heading(1, pieces) => vec![Block::Heading(Level::One, joined(pieces))],
        ReportPart::Heading(_, pieces) => vec![Block::Heading(Level::Two, joined(pieces))],
        ReportPart::Paragraph(pieces) | ReportPart::Item(pieces) => vec![Block::Paragraph(runs(pieces))],
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
        let rows = if measured.figure.value == FigureValue::Missing { String::new() } else { measured.figure.rows.to_string() };
        let (label, basis) = (&measured.indicator.label, &measured.indicator.basis);
        Some(vec![label.text(lang).to_owned(), page.written(id, lang), basis.text(lang).to_owned(), rows])
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

fn rows_table(page: &ReportPage, id: &str, rows: &[FigureRow], lang: Lang) -> Vec<Block> {
    let label = page.figures.get(id).map(|measured| measured.indicator.label.text(lang).to_owned());
    let line = |row: &FigureRow| {
        let on = row.on.map(|day| day.to_string()).unwrap_or_default();
        vec![row.title.clone(), row.note.trim().to_owned(), on]
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

/// The names of the loop's states.
pub(super) fn state_label(state: CaseState) -> Label {
    let (zh, en) = match state {
        CaseState::Proposed => ("已提出", "proposed"),
        CaseState::Agreed => ("已达成意向", "agreed"),
        CaseState::Underway => ("试点中", "underway"),
        CaseState::Delivered => ("已交付", "delivered"),
        CaseState::Accepted => ("已验收", "accepted"),
        CaseState::Adopted => ("已应用", "adopted"),
        CaseState::Ended => ("已结束", "ended"),
    };
    Label::new(zh, en)
}

fn funnel_table(counts: &[(CaseState, i64)], lang: Lang) -> Block {
    let line = |(state, count): &(CaseState, i64)| vec![state_label(*state).text(lang).to_owned(), count.to_string()];
    Block::Table(Table {
        caption: word(lang, "对接事项到达各环节的数量", "Cases by how far they came").to_owned(),
        columns: vec![
            TableColumn::words(word(lang, "到达", "Reached"), 60),
            TableColumn::numbers(word(lang, "件数", "Cases"), 40),
        ],
        rows: counts.iter().map(line).collect(),
    })
}
