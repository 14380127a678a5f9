//! Paragraph styles, so that a person can restyle a whole report at once in Word.

use docx_rs::{
    AlignmentType, LineSpacing, LineSpacingType, RunFonts, SpecialIndentType, Style, StyleType,
};

use super::Level;
use super::layout::{
    BODY_FONT, Font, HEADING_FONT, LINE, SIZE_BODY, SIZE_SMALL, SIZE_TABLE, SIZE_TITLE,
    SUBHEADING_FONT, TABLE_LINE, TITLE_FONT, TITLE_LINE, WESTERN_FONT,
};

pub(crate) const BODY: &str = "Body";
pub(crate) const TITLE: &str = "Title";
pub(crate) const CAPTION: &str = "Caption";
pub(crate) const NOTE: &str = "Note";
pub(crate) const TABLE_HEAD: &str = "TableHead";
pub(crate) const TABLE_CELL: &str = "TableCell";
pub(crate) const SIGNATURE: &str = "Signature";

/// The style of a heading level; Word builds its navigation from these.
pub(crate) fn heading_id(level: Level) -> &'static str {
    match level {
        Level::One => "Heading1",
        Level::Two => "Heading2",
        Level::Three => "Heading3",
        Level::Four => "Heading4",
    }
}

/// Chinese characters in `font`, everything else in the Western one.
pub(crate) fn fonts(font: Font) -> RunFonts {
    RunFonts::new()
        .ascii(WESTERN_FONT)
        .hi_ansi(WESTERN_FONT)
        .cs(WESTERN_FONT)
        .east_asia(font.name)
}

pub(crate) fn exactly(line: i32) -> LineSpacing {
    LineSpacing::new()
        .line_rule(LineSpacingType::Exact)
        .line(line)
        .before(0)
        .after(0)
}

/// All styles of a document.
pub(crate) fn all() -> Vec<Style> {
    let mut styles = vec![
        paragraph(TITLE, "Title", TITLE_FONT, SIZE_TITLE)
            .align(AlignmentType::Center)
            .line_spacing(exactly(TITLE_LINE)),
        indented(paragraph(BODY, "Body Text", BODY_FONT, SIZE_BODY)).align(AlignmentType::Both),
        paragraph(CAPTION, "Caption", HEADING_FONT, SIZE_SMALL)
            .align(AlignmentType::Center)
            .line_spacing(exactly(TABLE_LINE + 80).before(120).after(60)),
        paragraph(NOTE, "Note", BODY_FONT, SIZE_SMALL)
            .align(AlignmentType::Both)
            .line_spacing(exactly(TABLE_LINE + 80).before(60).after(120)),
        paragraph(TABLE_HEAD, "Table Head", HEADING_FONT, SIZE_TABLE)
            .align(AlignmentType::Center)
            .line_spacing(exactly(TABLE_LINE)),
        paragraph(TABLE_CELL, "Table Cell", BODY_FONT, SIZE_TABLE)
            .line_spacing(exactly(TABLE_LINE)),
        paragraph(SIGNATURE, "Signature", BODY_FONT, SIZE_BODY).align(AlignmentType::Left),
    ];
    styles.extend([Level::One, Level::Two, Level::Three, Level::Four].map(heading));
    styles
}

fn paragraph(id: &str, name: &str, font: Font, size: usize) -> Style {
    Style::new(id, StyleType::Paragraph)
        .name(name)
        .q_format(true)
        .fonts(fonts(font))
        .size(size)
        .snap_to_grid(false)
        .line_spacing(exactly(LINE))
}

/// The first line begins two characters in (GB/T 9704-2012, 7.3.3).
fn indented(style: Style) -> Style {
    let two_characters = i32::try_from(SIZE_BODY * 20).unwrap_or(640);
    style
        .indent(
            None,
            Some(SpecialIndentType::FirstLine(two_characters)),
            None,
            None,
        )
        .first_line_chars(200)
}

fn heading(level: Level) -> Style {
    let font = match level {
        Level::One => HEADING_FONT,
        Level::Two => SUBHEADING_FONT,
        Level::Three | Level::Four => BODY_FONT,
    };
    let name = format!("heading {}", level as usize + 1);
    indented(paragraph(heading_id(level), &name, font, SIZE_BODY))
        .outline_lvl(level as usize)
        .next(BODY)
}
