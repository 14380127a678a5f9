//! A small writer of accessible SVG: escaping, links, text that fits.
//!
//! Main types: [`Caption`] (what a screen reader says), [`Svg`] (the writer) and [`Picture`] (the
//! finished drawing, safe to put into a template). What does not belong here: any one drawing.

use std::fmt::{self, Display, Write as _};

/// What a drawing is called and what it says, for those who do not see it.
#[derive(Clone, Debug)]
pub struct Caption {
    /// Unique in the page; letters, digits and hyphens.
    pub id: String,
    /// The name of the drawing.
    pub title: String,
    /// Its message in a sentence.
    pub description: String,
}

impl Caption {
    /// A caption.
    pub fn new(
        id: impl Into<String>,
        title: impl Into<String>,
        description: impl Into<String>,
    ) -> Self {
        Self {
            id: id.into(),
            title: title.into(),
            description: description.into(),
        }
    }
}

/// A finished drawing. Its text was escaped when it was drawn, so templates take it as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture(String);

impl Display for Picture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl askama::FastWritable for Picture {
    fn write_into(&self, dest: &mut dyn fmt::Write, _: &dyn askama::Values) -> askama::Result<()> {
        dest.write_str(&self.0)?;
        Ok(())
    }
}

impl askama::filters::HtmlSafe for Picture {}

/// Text with the five special characters of HTML replaced.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}

/// The width of one character in hundredths of the font size; rough, on the safe side.
fn advance(character: char) -> i64 {
    match character {
        'i' | 'l' | 'j' | '.' | ',' | ':' | ';' | '\'' | '|' | ' ' | '(' | ')' => 34,
        'm' | 'w' | 'M' | 'W' | '%' => 88,
        'A'..='Z' => 68,
        '\u{0}'..='\u{2e7f}' => 58,
        _ => 100,
    }
}

/// The width of `text` in pixels at a font size.
pub(super) fn width_of(text: &str, size: i64) -> i64 {
    text.chars().map(advance).sum::<i64>() * size / 100
}

/// `text` cut to a width in pixels, with an ellipsis where something is missing.
pub(super) fn fitted(text: &str, width: i64, size: i64) -> String {
    if width_of(text, size) <= width {
        return text.to_owned();
    }
    let mut kept = String::new();
    let mut used = 100;
    for character in text.chars() {
        used += advance(character);
        if used * size > width * 100 {
            break;
        }
        kept.push(character);
    }
    format!("{}…", kept.trim_end())
}

/// `part / of` of `length`, at least one pixel when there is anything at all.
pub(super) fn share(part: i64, of: i64, length: i64) -> i64 {
    if part <= 0 || of <= 0 {
        return 0;
    }
    let exact = i128::from(part) * i128::from(length) / i128::from(of);
    i64::try_from(exact).unwrap_or(length).clamp(1, length)
}

/// A rectangle.
#[derive(Clone, Copy, Debug)]
pub(super) struct Area {
    pub(super) x: i64,
    pub(super) y: i64,
    pub(super) width: i64,
    pub(super) height: i64,
}

impl Area {
    pub(super) fn new(x: i64, y: i64, width: i64, height: i64) -> Self {
        Self {
            x,
            y,
            width,
            height,
        }
    }
}

/// Writes one drawing. Writing to a string cannot fail, so results of `write!` are dropped.
pub(super) struct Svg {
    out: String,
}

impl Svg {
    /// Opens a drawing of a kind (the class) and size in pixels.
    pub(super) fn open(kind: &str, caption: &Caption, width: i64, height: i64) -> Self {
        let id = escaped(&caption.id);
        let mut out = String::with_capacity(2048);
        let _ = write!(
            out,
            "<svg class=\"chart {kind}\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
             height=\"{height}\" role=\"group\" aria-labelledby=\"pic-{id}-title pic-{id}-desc\">\
             <title id=\"pic-{id}-title\">{}</title><desc id=\"pic-{id}-desc\">{}</desc>",
            escaped(&caption.title),
            escaped(&caption.description),
        );
        Self { out }
    }

    /// Opens a drawing that says nothing the text beside it does not say.
    pub(super) fn decoration(kind: &str, width: i64, height: i64) -> Self {
        let out = format!(
            "<svg class=\"chart {kind}\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
             height=\"{height}\" aria-hidden=\"true\">"
        );
        Self { out }
    }

    /// Closes the drawing.
    pub(super) fn finish(mut self) -> Picture {
        self.out.push_str("</svg>");
        Picture(self.out)
    }

    /// Declares the two print-safe patterns, lines and dots, under ids made from `id`.
    pub(super) fn patterns(&mut self, id: &str) {
        let id = escaped(id);
        let _ = write!(
            self.out,
            "<defs><pattern id=\"{id}-lines\" width=\"6\" height=\"6\" \
             patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">\
             <rect class=\"weave\" width=\"2\" height=\"6\"/></pattern>\
             <pattern id=\"{id}-dots\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\">\
             <circle class=\"weave\" cx=\"3\" cy=\"3\" r=\"1\"/></pattern></defs>"
        );
    }

    /// A rectangle with a class.
    pub(super) fn rect(&mut self, area: Area, class: &str) {
        let Area {
            x,
            y,
            width,
            height,
        } = area;
        let _ = write!(
            self.out,
            "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"/>"
        );
    }

    /// A rectangle filled with a pattern declared by [`Svg::patterns`].
    pub(super) fn woven(&mut self, area: Area, id: &str, weave: &str) {
        let Area {
            x,
            y,
            width,
            height,
        } = area;
        let _ = write!(
            self.out,
            "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" \
             fill=\"url(#{}-{weave})\"/>",
            escaped(id)
        );
    }

    /// A path with a class.
    pub(super) fn path(&mut self, d: &str, class: &str) {
        let _ = write!(self.out, "<path class=\"{class}\" d=\"{d}\"/>");
    }

    /// A disc.
    pub(super) fn disc(&mut self, (x, y): (i64, i64), radius: i64, class: &str) {
        let _ = write!(
            self.out,
            "<circle class=\"{class}\" cx=\"{x}\" cy=\"{y}\" r=\"{radius}\"/>"
        );
    }

    /// Text whose baseline starts at a point.
    pub(super) fn text(&mut self, (x, y): (i64, i64), class: &str, text: &str) {
        let _ = write!(
            self.out,
            "<text class=\"{class}\" x=\"{x}\" y=\"{y}\">{}</text>",
            escaped(text)
        );
    }

    /// Draws inside a link when there is an address, else inside a plain group; `label` is what a
    /// screen reader and the pointer say.
    pub(super) fn linked(&mut self, href: Option<&str>, label: &str, draw: impl FnOnce(&mut Self)) {
        let name = escaped(label);
        let close = if let Some(href) = href {
            let href = escaped(href);
            let _ = write!(self.out, "<a href=\"{href}\" aria-label=\"{name}\">");
            "</a>"
        } else {
            self.out.push_str("<g>");
            "</g>"
        };
        let _ = write!(self.out, "<title>{name}</title>");
        draw(self);
        self.out.push_str(close);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_from_people_cannot_become_markup() {
        let caption = Caption::new("c", "<b>", "\"&'");
        let mut svg = Svg::open("x", &caption, 10, 10);
        svg.linked(Some("/a?b=1&c=\"2\""), "<script>", |svg| {
            svg.text((0, 0), "t", "a<b");
        });
        let picture = svg.finish().to_string();
        assert!(picture.contains("&lt;b&gt;") && picture.contains("&quot;&amp;&#39;"));
        assert!(picture.contains("/a?b=1&amp;c=&quot;2&quot;") && picture.contains("a&lt;b"));
        assert!(!picture.contains("<script>"));
    }

    #[test]
    fn long_text_is_cut_where_it_no_longer_fits() {
        assert_eq!(fitted("短", 100, 12), "短");
        assert_eq!(
            fitted("某某市滨海区智能装备有限公司", 80, 12),
            "某某市滨海…"
        );
        assert!(width_of(&fitted("An unusually long English name", 90, 12), 12) <= 90);
    }

    #[test]
    fn a_share_is_visible_when_there_is_anything_and_never_too_long() {
        assert_eq!(share(0, 10, 200), 0);
        assert_eq!(share(1, 100_000, 200), 1);
        assert_eq!(share(5, 10, 200), 100);
        assert_eq!(share(20, 10, 200), 200);
        assert_eq!(share(i64::MAX, i64::MAX, 200), 200);
        assert_eq!(share(3, 0, 200), 0);
    }
}
