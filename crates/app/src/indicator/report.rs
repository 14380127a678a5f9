//! The period report: a template of the pack filled with figures that lead to their rows.

use super::figures::{MeasuredFigure, Measuring, written_value};
use super::rows::{CountedRow, figure_rows};
use crate::{Cx, Failure, Problem, ProblemCode};
use benfu_domain::indicator::Span;
use benfu_domain::period::Period;
use benfu_domain::programme::CaseState;
use benfu_domain::{Day, Label, Lang};
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
    Rows(String, Vec<CountedRow>),
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
        self.figures
            .get(id)
            .map(|measured| written_value(measured, lang))
            .unwrap_or_default()
    }

    /// The report as plain text.
    pub fn text(&self, lang: Lang) -> String {
        let title = self.title.text(lang).to_owned();
        let lines = self.parts(lang).iter().map(|part| self.line(part, lang));
        std::iter::once(title)
            .chain(lines)
            .collect::<Vec<_>>()
            .join("\n\n")
    }

    fn line(&self, part: &ReportPart, lang: Lang) -> String {
        match part {
            ReportPart::Heading(level, pieces) => {
                format!("{} {}", "#".repeat(usize::from(*level) + 1), joined(pieces))
            }
            ReportPart::Paragraph(pieces) => joined(pieces),
            ReportPart::Item(pieces) => format!("- {}", joined(pieces)),
            ReportPart::Rows(_, rows) => rows
                .iter()
                .map(|one| format!("- {} {}", one.row.title, one.why.text(lang)))
                .collect::<Vec<_>>()
                .join("\n"),
            ReportPart::Figures(ids) => {
                let line = |id: &String| {
                    let label = self
                        .figures
                        .get(id)
                        .map(|measured| measured.indicator.label.text(lang));
                    format!("- {}: {}", label.unwrap_or(id), self.written(id, lang))
                };
                ids.iter().map(line).collect::<Vec<_>>().join("\n")
            }
            ReportPart::Funnel(counts) => counts
                .iter()
                .map(|(state, count)| format!("- {}: {count}", state.label().text(lang)))
                .collect::<Vec<_>>()
                .join("\n"),
        }
    }
}

pub(super) fn joined(pieces: &[ReportPiece]) -> String {
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
    let unknown = || {
        Failure::Invalid(vec![Problem::with_field(
            ProblemCode::UnknownFigure,
            "report",
        )])
    };
    let template = cx.pack().reports.get(id).ok_or_else(unknown)?;
    let span = Span::of(period).ok_or_else(|| {
        Failure::Invalid(vec![Problem::with_field(
            ProblemCode::PeriodUnreadable,
            "period",
        )])
    })?;
    let organisation = cx
        .store()
        .organisation(cx.actor.organisation)
        .await?
        .ok_or(Failure::NotFound)?;
    let (mut measuring, mut figures) = (Measuring::new(cx)?, BTreeMap::new());
    for indicator in template.indicators() {
        let figure = measuring.figure(indicator, period).await?;
        figures.insert(indicator.to_owned(), figure);
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
    known.map_or_else(
        || Label::same(&cx.actor.region.to_string()),
        |region| Label::new(region.zh.clone(), region.en.clone()),
    )
}

async fn rows(
    cx: &Cx,
    template: &ReportTemplate,
    period: Period,
) -> Result<BTreeMap<String, Vec<CountedRow>>, Failure> {
    let mut rows = BTreeMap::new();
    for block in template.blocks(Lang::Zh) {
        if let ReportBlock::Rows(id) = block {
            rows.insert(
                id.clone(),
                figure_rows(cx, id, period, &Page::first(ROWS_SHOWN)).await?,
            );
        }
    }
    Ok(rows)
}

/// How many cases about needs came at least so far, of all in the territory.
async fn funnel(cx: &Cx) -> Result<Vec<(CaseState, i64)>, Failure> {
    let filter = CaseFilter {
        region: cx.actor.region.to_string(),
        about_policy: Some(false),
        ..CaseFilter::default()
    };
    let counts = cx.store().case_counts(&filter).await?;
    let reached = |state: CaseState| {
        counts
            .iter()
            .filter(|(_, farthest, _)| *farthest >= state)
            .map(|row| row.2)
            .sum()
    };
    let states = CaseState::ALL
        .iter()
        .filter(|state| **state != CaseState::Ended);
    Ok(states.map(|state| (*state, reached(*state))).collect())
}

/// What the marks of a template stand for.
struct Filling {
    period: Period,
    as_of: Day,
    district: Label,
    figures: BTreeMap<String, MeasuredFigure>,
    rows: BTreeMap<String, Vec<CountedRow>>,
    funnel: Vec<(CaseState, i64)>,
}

impl Filling {
    fn parts(&self, blocks: &[ReportBlock], lang: Lang) -> Vec<ReportPart> {
        blocks.iter().map(|block| self.part(block, lang)).collect()
    }

    fn part(&self, block: &ReportBlock, lang: Lang) -> ReportPart {
        match block {
            ReportBlock::Heading(level, marks) => {
                ReportPart::Heading(*level, self.pieces(marks, lang))
            }
            ReportBlock::Paragraph(marks) => ReportPart::Paragraph(self.pieces(marks, lang)),
            ReportBlock::Item(marks) => ReportPart::Item(self.pieces(marks, lang)),
            ReportBlock::Rows(id) => {
                ReportPart::Rows(id.clone(), self.rows.get(id).cloned().unwrap_or_default())
            }
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
                let written = self
                    .figures
                    .get(id)
                    .map(|measured| written_value(measured, lang))
                    .unwrap_or_default();
                ReportPiece::Figure {
                    id: id.clone(),
                    written,
                }
            }
            (Mark::Period, Lang::Zh) => text(&self.period.zh()),
            (Mark::Period, Lang::En) => text(&self.period.en()),
            (Mark::District, _) => text(self.district.text(lang)),
            (Mark::AsOf, _) => text(&self.as_of.to_string()),
            (Mark::Write(hint), _) => ReportPiece::Write(hint.clone()),
        }
    }
}
