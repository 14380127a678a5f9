//! From the blocks of a report to the paragraphs and tables of Word.

use docx_rs::{
    AlignmentType, BreakType, Docx, FieldCharType, Footer, InstrPAGE, InstrText, PageMargin,
    Paragraph, Run as WordRun, Shading, Table as WordTable, TableAlignmentType, TableCell,
    TableCellMargins, TableLayoutType, TableRow, VAlignType, WidthType,
};

use super::layout::{
    BOTTOM, FOOTER, LEFT, NUMBER_FONT, PAGE, RIGHT, SIZE_BODY, SIZE_PAGE_NUMBER, TIGHTER, TOP,
    WIDTH,
};
use super::numbering::{Counter, chinese_date};
use super::styles;
use super::{Align, Block, Document, Run, Table, TableColumn};
use crate::width::display_width;

/// Half characters on a line: 28 characters.
const LINE_HALF_CHARACTERS: usize = 56;

/// Lays out a document.
pub(crate) fn assemble(document: &Document) -> Docx {
    let mut writer = Writer::new();
    writer.title(&document.title);
    for block in &document.blocks {
        writer.block(block);
    }
    writer.signature(document);
    writer.finish()
}

struct Writer {
    docx: Docx,
    headings: Counter,
    tables: usize,
    paragraphs: u32,
    begins_page: bool,
}

impl Writer {
    fn new() -> Self {
        let margins = PageMargin::new()
            .top(TOP)
            .bottom(BOTTOM)
            .left(LEFT)
            .right(RIGHT);
        let docx = Docx::new()
            .page_size(PAGE.0, PAGE.1)
            .page_margin(margins.header(850).footer(FOOTER))
            .created_at("2000-01-01T00:00:00Z")
            .updated_at("2000-01-01T00:00:00Z");
        let docx = styles::all().into_iter().fold(docx, Docx::add_style);
        Self {
            docx,
            headings: Counter::default(),
            tables: 0,
            paragraphs: 0,
            begins_page: false,
        }
    }

    /// An empty paragraph of a style. Its id counts within the document: the library's own ids
    /// count within the process, and equal documents would differ.
    fn paragraph(&mut self, style: &str) -> Paragraph {
        self.paragraphs += 1;
        let paragraph = Paragraph::new()
            .id(format!("{:08x}", self.paragraphs))
            .style(style);
        let begins_page = std::mem::take(&mut self.begins_page);
        if begins_page {
            paragraph.page_break_before(true)
        } else {
            paragraph
        }
    }

    fn add(&mut self, paragraph: Paragraph) {
        let docx = std::mem::take(&mut self.docx);
        self.docx = docx.add_paragraph(paragraph);
    }

    fn line(&mut self, style: &str, text: &str) {
        let paragraph = self.paragraph(style).add_run(run(text));
        self.add(paragraph);
    }

    fn title(&mut self, title: &str) {
        self.line(styles::TITLE, title);
        self.line(styles::BODY, "");
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading(level, text) => {
                let numbered = format!("{}{text}", self.headings.next(*level));
                let paragraph = self.paragraph(styles::heading_id(*level)).keep_next(true);
                self.add(paragraph.add_run(run(&numbered).character_spacing(TIGHTER)));
            }
            Block::Paragraph(runs) => self.text(runs),
            Block::Table(table) => self.table(table),
            Block::Note(text) => self.line(styles::NOTE, &format!("注：{text}")),
            Block::PageBreak => self.begins_page = true,
        }
    }

    /// A line break in a run begins a new paragraph, as it does when a person types it.
    fn text(&mut self, runs: &[Run]) {
        let mut paragraph = self.paragraph(styles::BODY);
        for part in runs {
            for (at, line) in part.text.lines().enumerate() {
                if at > 0 {
                    self.add(paragraph);
                    paragraph = self.paragraph(styles::BODY);
                }
                let word_run = run(line).character_spacing(TIGHTER);
                paragraph = paragraph.add_run(if part.bold { word_run.bold() } else { word_run });
            }
        }
        self.add(paragraph);
    }

    fn table(&mut self, table: &Table) {
        self.tables += 1;
        let caption = format!("表{} {}", self.tables, table.caption);
        let paragraph = self
            .paragraph(styles::CAPTION)
            .keep_next(true)
            .add_run(run(&caption));
        self.add(paragraph);
        let widths = widths(&table.columns);
        let mut rows = vec![self.header_row(&table.columns, &widths)];
        for cells in &table.rows {
            rows.push(self.body_row(cells, &table.columns, &widths));
        }
        let word_table = WordTable::new(rows)
            .set_grid(widths)
            .layout(TableLayoutType::Fixed)
            .align(TableAlignmentType::Center)
            .margins(TableCellMargins::new().margin(40, 85, 40, 85))
            .width(WIDTH as usize, WidthType::Dxa);
        let docx = std::mem::take(&mut self.docx);
        self.docx = docx.add_table(word_table);
    }

    /// The first row; [`super::package`] makes it repeat.
    fn header_row(&mut self, columns: &[TableColumn], widths: &[usize]) -> TableRow {
        let cells = columns.iter().zip(widths).map(|(column, width)| {
            let paragraph = self.paragraph(styles::TABLE_HEAD).keep_next(true);
            cell(paragraph.add_run(run(&column.header)), *width)
                .shading(Shading::new().fill("EDF1F5"))
        });
        TableRow::new(cells.collect()).cant_split()
    }

    fn body_row(
        &mut self,
        cells: &[String],
        columns: &[TableColumn],
        widths: &[usize],
    ) -> TableRow {
        let cells = columns
            .iter()
            .zip(widths)
            .enumerate()
            .map(|(at, (column, width))| {
                let text = cells.get(at).map_or("", String::as_str);
                let paragraph = self
                    .paragraph(styles::TABLE_CELL)
                    .align(alignment(column.align));
                cell(paragraph.add_run(run(text)), *width)
            });
        TableRow::new(cells.collect()).cant_split()
    }

    /// Issuer above date (GB/T 9704-2012, 7.3.5.3).
    fn signature(&mut self, document: &Document) {
        let half_character = i32::try_from(SIZE_BODY * 5).unwrap_or(160);
        let issuer = document.issuer.clone().unwrap_or_default();
        let day = document.date.map(chinese_date).unwrap_or_default();
        let starts = signature_starts(display_width(&issuer), display_width(&day));
        let lines = [issuer, day]
            .into_iter()
            .zip(starts)
            .filter(|(text, _)| !text.is_empty());
        for (at, (text, start)) in lines.enumerate() {
            if at == 0 {
                self.line(styles::BODY, "");
            }
            let start = i32::try_from(start).unwrap_or(0) * half_character;
            let paragraph = self.paragraph(styles::SIGNATURE).keep_lines(true);
            self.add(
                paragraph
                    .indent(Some(start), None, None, None)
                    .add_run(run(&text)),
            );
        }
    }

    fn finish(mut self) -> Docx {
        let right = self.page_number(AlignmentType::Right);
        let left = self.page_number(AlignmentType::Left);
        self.docx.footer(right).even_footer(left)
    }

    /// `— 1 —`, one character in from the outer edge (GB/T 9704-2012, 7.5).
    fn page_number(&mut self, align: AlignmentType) -> Footer {
        let character = i32::try_from(SIZE_PAGE_NUMBER * 10).unwrap_or(280);
        let styled = |run: WordRun| run.fonts(styles::fonts(NUMBER_FONT)).size(SIZE_PAGE_NUMBER);
        let field = WordRun::new()
            .add_field_char(FieldCharType::Begin, false)
            .add_instr_text(InstrText::PAGE(InstrPAGE::new()))
            .add_field_char(FieldCharType::Separate, false)
            .add_text("1")
            .add_field_char(FieldCharType::End, false);
        self.paragraphs += 1;
        let paragraph = Paragraph::new()
            .id(format!("{:08x}", self.paragraphs))
            .align(align)
            .indent(Some(character), None, Some(character), None)
            .add_run(styled(WordRun::new().add_text("— ")))
            .add_run(styled(field))
            .add_run(styled(WordRun::new().add_text(" —")));
        Footer::new().add_paragraph(paragraph)
    }
}

fn cell(paragraph: Paragraph, width: usize) -> TableCell {
    TableCell::new()
        .add_paragraph(paragraph)
        .vertical_align(VAlignType::Center)
        .width(width, WidthType::Dxa)
}

/// A run whose line breaks are kept and whose characters XML can hold.
fn run(text: &str) -> WordRun {
    let mut run = WordRun::new();
    for (at, line) in text.lines().enumerate() {
        if at > 0 {
            run = run.add_break(BreakType::TextWrapping);
        }
        let clean: String = line.chars().filter(|c| is_writable(*c)).collect();
        run = run.add_text(clean);
    }
    run
}

/// The characters of XML 1.0 that are no line breaks; tabs become spaces of their own.
fn is_writable(c: char) -> bool {
    !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}')
}

fn alignment(align: Align) -> AlignmentType {
    match align {
        Align::Left => AlignmentType::Left,
        Align::Center => AlignmentType::Center,
        Align::Right => AlignmentType::Right,
    }
}

/// Where issuer and day begin, in half characters from the left: the day two characters to the
/// right of the issuer, and the wider of them ends two characters before the edge. Word sets a
/// little space between digits and Chinese characters, for which the day gets three half characters.
fn signature_starts(issuer: usize, day: usize) -> [usize; 2] {
    let widest = issuer.max(4 + day + 3);
    let start = LINE_HALF_CHARACTERS.saturating_sub(4 + widest);
    [start, start + 4]
}

/// The width of the page shared out by weight, in twips; the last column takes the remainder.
fn widths(columns: &[TableColumn]) -> Vec<usize> {
    let total: u64 = columns
        .iter()
        .map(|column| u64::from(column.weight.max(1)))
        .sum();
    let share = |weight: u32| u64::from(WIDTH) * u64::from(weight.max(1)) / total.max(1);
    let mut widths: Vec<usize> = columns
        .iter()
        .map(|column| usize::try_from(share(column.weight)).unwrap_or(0))
        .collect();
    let used: usize = widths.iter().sum();
    if let Some(last) = widths.last_mut() {
        *last += (WIDTH as usize).saturating_sub(used);
    }
    widths
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_begins_two_characters_to_the_right_of_the_issuer() {
        for (issuer, day) in [(20, 13), (8, 13), (40, 13), (0, 13)] {
            let [first, second] = signature_starts(issuer, day);
            assert_eq!(first + 4, second);
            assert_eq!(
                (first + issuer).max(second + day + 3),
                LINE_HALF_CHARACTERS - 4
            );
        }
        assert_eq!(
            signature_starts(90, 13),
            [0, 4],
            "a very long issuer begins at the edge"
        );
    }

    #[test]
    fn columns_fill_the_page_exactly() {
        let columns: Vec<TableColumn> = [1, 3, 0, 7]
            .map(|weight| TableColumn::words("a", weight))
            .into();
        let widths = widths(&columns);
        assert_eq!(widths.iter().sum::<usize>(), WIDTH as usize);
        assert!(widths[3] > widths[1] && widths[1] > widths[0]);
        assert!(super::widths(&[]).is_empty());
    }
}
