//! Report templates: Markdown with marks where figures stand.
//!
//! Main types: [`ReportTemplate`], [`ReportBlock`], [`Mark`]. A template has one file per language,
//! `reports/half_year.zh.md` and `reports/half_year.en.md`. Lines that begin with `#` are the title (`# `)
//! and headings (`## `, `### `), lines that begin with `- ` are items, other lines are paragraphs, each
//! line one. Inside a line:
//!
//! | mark | stands for |
//! |---|---|
//! | `{{figure:ID}}` | the value of an indicator with its unit, leading to its rows |
//! | `{{period}}` | the period of the report |
//! | `{{district}}` | the organisation's region |
//! | `{{as_of}}` | the last day of the period |
//! | `{{write:HINT}}` | a place where a person writes; the hint says what |
//!
//! Alone on a line: `{{rows:ID}}` lists the rows behind a figure, `{{table:ID, ID}}` is a table of figures
//! with their bases, `{{funnel}}` shows how far the cases came (`{{funnel:PROGRAMME}}` those of one).
//!
//! Computing figures does not belong here, nor does laying the report out.

use crate::fault;
use crate::layers::Layers;
use crate::layout::{Shelf, report_name};
use crate::reader::{Log, TextFile};
use crate::spelling::nearest;
use benfu_domain::{Label, Lang};
use std::collections::{BTreeMap, BTreeSet};

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mark {
    /// Text as it stands.
    Text(String),
    /// The value of an indicator.
    Figure(String),
    /// The period of the report.
    Period,
    /// The region of the organisation that reports.
    District,
    /// The last day of the period.
    AsOf,
    /// A place where a person writes, with a hint.
    Write(String),
}

/// A block of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReportBlock {
    /// A heading of level 1 or 2 under the title.
    Heading(u8, Vec<Mark>),
    /// A paragraph.
    Paragraph(Vec<Mark>),
    /// An item of a list.
    Item(Vec<Mark>),
    /// The rows behind a figure.
    Rows(String),
    /// A table of figures with their bases.
    Figures(Vec<String>),
    /// How far cases came, of one programme or of all when empty.
    Funnel(String),
}

/// A report in both languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportTemplate {
    /// Identifier, such as `half_year`.
    pub id: String,
    /// Its title, which may hold marks.
    pub title: (Vec<Mark>, Vec<Mark>),
    /// Its name for people: the title's text without marks.
    pub label: Label,
    zh: Vec<ReportBlock>,
    en: Vec<ReportBlock>,
}

impl ReportTemplate {
    /// The blocks in a language.
    pub fn blocks(&self, lang: Lang) -> &[ReportBlock] {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }

    /// The title in a language.
    pub fn title(&self, lang: Lang) -> &[Mark] {
        match lang {
            Lang::Zh => &self.title.0,
            Lang::En => &self.title.1,
        }
    }

    /// The indicators it shows.
    pub fn indicators(&self) -> BTreeSet<&str> {
        indicators(&self.zh)
    }
}

/// Reads every template; each must exist in both languages with the same figures.
pub(crate) fn reports(layers: &Layers, log: &Log) -> BTreeMap<String, ReportTemplate> {
    let mut halves: BTreeMap<&str, BTreeMap<&str, (&TextFile, Half)>> = BTreeMap::new();
    for (name, file) in layers.shelf(Shelf::Reports) {
        let Some((report, language)) = report_name(name) else {
            continue;
        };
        let half = Parser {
            file,
            layers,
            log,
            half: Half::default(),
        }
        .parse();
        halves
            .entry(report)
            .or_default()
            .insert(language, (file, half));
    }
    halves
        .into_iter()
        .filter_map(|(id, halves)| Some((id.to_owned(), joined(id, halves, log)?)))
        .collect()
}

fn joined(
    id: &str,
    mut halves: BTreeMap<&str, (&TextFile, Half)>,
    log: &Log,
) -> Option<ReportTemplate> {
    let (zh, en) = (halves.remove("zh"), halves.remove("en"));
    let (Some((_, zh)), Some((file, en))) = (&zh, &en) else {
        for (file, _) in [zh, en].into_iter().flatten() {
            let words = (
                format!("报告 {id} 只有一种语言"),
                format!("report {id} exists in one language only"),
            );
            log.note(file, 0, fault::report_languages(&words.0, &words.1));
        }
        return None;
    };
    if indicators(&zh.blocks) != indicators(&en.blocks) {
        let other: Vec<&str> = indicators(&zh.blocks)
            .symmetric_difference(&indicators(&en.blocks))
            .copied()
            .collect();
        let list = other.join(", ");
        let words = (
            format!("只在一种语言中出现的指标：{list}"),
            format!("figures in one language only: {list}"),
        );
        log.note(file, 0, fault::report_languages(&words.0, &words.1));
    }
    let label = Label::new(plain(&zh.title), plain(&en.title));
    let title = (zh.title.clone(), en.title.clone());
    Some(ReportTemplate {
        id: id.to_owned(),
        title,
        label,
        zh: zh.blocks.clone(),
        en: en.blocks.clone(),
    })
}

fn plain(marks: &[Mark]) -> String {
    let text = |mark: &Mark| match mark {
        Mark::Text(text) => text.clone(),
        Mark::Figure(_) | Mark::Period | Mark::District | Mark::AsOf | Mark::Write(_) => {
            String::new()
        }
    };
    marks.iter().map(text).collect::<String>().trim().to_owned()
}

fn indicators(blocks: &[ReportBlock]) -> BTreeSet<&str> {
    let mut found = BTreeSet::new();
    for block in blocks {
        match block {
            ReportBlock::Heading(_, marks)
            | ReportBlock::Paragraph(marks)
            | ReportBlock::Item(marks) => {
                found.extend(marks.iter().filter_map(figure));
            }
            ReportBlock::Rows(id) => {
                found.insert(id.as_str());
            }
            ReportBlock::Figures(ids) => found.extend(ids.iter().map(String::as_str)),
            ReportBlock::Funnel(_) => {}
        }
    }
    found
}

fn figure(mark: &Mark) -> Option<&str> {
    match mark {
        Mark::Figure(id) => Some(id),
        Mark::Text(_) | Mark::Period | Mark::District | Mark::AsOf | Mark::Write(_) => None,
    }
}

/// A template in one language.
#[derive(Debug, Default)]
struct Half {
    title: Vec<Mark>,
    blocks: Vec<ReportBlock>,
}

struct Parser<'a> {
    file: &'a TextFile,
    layers: &'a Layers,
    log: &'a Log,
    half: Half,
}

impl Parser<'_> {
    fn parse(mut self) -> Half {
        let mut byte = 0;
        for line in self.file.text.split('\n') {
            let indent = line.len() - line.trim_start().len();
            self.line(line.trim(), byte + indent);
            byte += line.len() + 1;
        }
        if self.half.title.is_empty() {
            self.log.note(self.file, 0, fault::key_missing("# title"));
        }
        self.half
    }

    fn line(&mut self, line: &str, byte: usize) {
        if line.is_empty() {
            return;
        }
        if let Some(block) = self.block_mark(line, byte) {
            self.half.blocks.push(block);
            return;
        }
        let marks =
            |parser: &Self, prefix: &str| parser.marks(&line[prefix.len()..], byte + prefix.len());
        let block = match line {
            _ if line.starts_with("# ") => {
                self.half.title = marks(self, "# ");
                return;
            }
            _ if line.starts_with("## ") => ReportBlock::Heading(1, marks(self, "## ")),
            _ if line.starts_with("### ") => ReportBlock::Heading(2, marks(self, "### ")),
            _ if line.starts_with("- ") => ReportBlock::Item(marks(self, "- ")),
            _ => ReportBlock::Paragraph(marks(self, "")),
        };
        self.half.blocks.push(block);
    }

    /// A mark that makes up the whole line.
    fn block_mark(&self, line: &str, byte: usize) -> Option<ReportBlock> {
        let inner = line.strip_prefix("{{")?.strip_suffix("}}")?;
        let (name, argument) = inner.split_once(':').unwrap_or((inner, ""));
        match name.trim() {
            "rows" => Some(ReportBlock::Rows(self.indicator(argument, byte))),
            "table" => {
                let ids = argument.split(',').map(|id| self.indicator(id, byte));
                Some(ReportBlock::Figures(ids.collect()))
            }
            "funnel" => Some(ReportBlock::Funnel(self.programme(argument, byte))),
            _ => None,
        }
    }

    fn marks(&self, text: &str, byte: usize) -> Vec<Mark> {
        let (mut marks, mut rest) = (Vec::new(), text);
        while let Some(open) = rest.find("{{") {
            let at = byte + text.len() - rest.len() + open;
            let Some(length) = rest[open..].find("}}") else {
                self.log.note(self.file, at, fault::mark(&rest[open..]));
                break;
            };
            if open > 0 {
                marks.push(Mark::Text(rest[..open].to_owned()));
            }
            marks.extend(self.mark(&rest[open + 2..open + length], at));
            rest = &rest[open + length + 2..];
        }
        if !rest.is_empty() {
            marks.push(Mark::Text(rest.to_owned()));
        }
        marks
    }

    fn mark(&self, inner: &str, byte: usize) -> Option<Mark> {
        let (name, argument) = inner.split_once(':').unwrap_or((inner, ""));
        match (name.trim(), argument.trim()) {
            ("figure", id) => Some(Mark::Figure(self.indicator(id, byte))),
            ("period", "") => Some(Mark::Period),
            ("district", "") => Some(Mark::District),
            ("as_of", "") => Some(Mark::AsOf),
            ("write", hint) if !hint.is_empty() => Some(Mark::Write(hint.to_owned())),
            _ => {
                self.log
                    .note(self.file, byte, fault::mark(&format!("{{{{{inner}}}}}")));
                None
            }
        }
    }

    fn indicator(&self, id: &str, byte: usize) -> String {
        self.known(Shelf::Indicators, ("指标", "indicator"), id, byte)
    }

    fn programme(&self, id: &str, byte: usize) -> String {
        if id.trim().is_empty() {
            String::new()
        } else {
            self.known(Shelf::Programmes, ("机制", "programme"), id, byte)
        }
    }

    fn known(&self, folder: Shelf, kind: (&str, &str), id: &str, byte: usize) -> String {
        let id = id.trim();
        if !self.layers.shelf(folder).any(|(known, _)| known == id) {
            let near = nearest(id, self.layers.shelf(folder).map(|(known, _)| known));
            self.log
                .note(self.file, byte, fault::no_such(kind, id, near));
        }
        id.to_owned()
    }
}
