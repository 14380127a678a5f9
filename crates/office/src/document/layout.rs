//! The measures of GB/T 9704-2012, in the units Word uses.
//!
//! A twip is a twentieth of a point, 1/1440 inch; font sizes are in half points. The clause is
//! named beside each measure.

/// A4 in twips (5.1: 210 mm × 297 mm).
pub const PAGE: (u32, u32) = (11_906, 16_838);
/// Upper margin 37 mm (5.2.1).
pub const TOP: i32 = 2_098;
/// Lower margin, what the type area of 225 mm leaves: 35 mm (5.2.1).
pub const BOTTOM: i32 = 1_984;
/// Left margin 28 mm (5.2.1).
pub const LEFT: i32 = 1_588;
/// Right margin, what the type area of 156 mm leaves: 26 mm (5.2.1).
pub const RIGHT: i32 = 1_474;
/// Width of the type area in twips: 156 mm.
pub const WIDTH: u32 = 8_844;
/// Pitch of lines in twips: 22 lines on 225 mm (5.2.3).
pub const LINE: i32 = 579;
/// Pitch of the lines of a title of two or more lines.
pub const TITLE_LINE: i32 = 680;
/// Pitch of the lines in a table.
pub const TABLE_LINE: i32 = 320;
/// From the page's lower edge to the footer: the number stands 7 mm below the type area (7.5).
pub const FOOTER: i32 = 1_304;
/// Tightening between characters in twips: 28 characters of size 3 on 156 mm (5.2.3).
pub const TIGHTER: i32 = -5;

/// Size 2 (二号, 22 pt): the title (7.3.1).
pub const SIZE_TITLE: usize = 44;
/// Size 3 (三号, 16 pt): body and headings (5.2.2).
pub const SIZE_BODY: usize = 32;
/// Size 4 (四号, 14 pt): page numbers (7.5).
pub const SIZE_PAGE_NUMBER: usize = 28;
/// Small size 4 (小四, 12 pt): captions and notes; the standard leaves them free.
pub const SIZE_SMALL: usize = 24;
/// Size 5 (五号, 10.5 pt): tables; the standard leaves them free.
pub const SIZE_TABLE: usize = 21;

/// A font by the name the standard gives it, and where that is missing a near one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Font {
    /// The font asked for.
    pub name: &'static str,
    /// Names under which systems that lack it have something near, best first, comma-separated as
    /// Word's font table wants them.
    pub fallback: &'static str,
}

/// Title (7.3.1: 小标宋体).
pub const TITLE_FONT: Font = Font {
    name: "方正小标宋简体",
    fallback: "方正小标宋_GBK,宋体,SimSun",
};
/// Body (5.2.2: 仿宋体).
pub const BODY_FONT: Font = Font {
    name: "仿宋_GB2312",
    fallback: "仿宋,FangSong",
};
/// First-level headings (7.3.3: 黑体).
pub const HEADING_FONT: Font = Font {
    name: "黑体",
    fallback: "SimHei",
};
/// Second-level headings (7.3.3: 楷体).
pub const SUBHEADING_FONT: Font = Font {
    name: "楷体_GB2312",
    fallback: "楷体,KaiTi",
};
/// Page numbers (7.5: 宋体).
pub const NUMBER_FONT: Font = Font {
    name: "宋体",
    fallback: "SimSun",
};
/// Western letters and digits in all of them.
pub const WESTERN_FONT: &str = "Times New Roman";

/// All fonts that a document names.
pub const FONTS: [Font; 5] = [
    TITLE_FONT,
    BODY_FONT,
    HEADING_FONT,
    SUBHEADING_FONT,
    NUMBER_FONT,
];
