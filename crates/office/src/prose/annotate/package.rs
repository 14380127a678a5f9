//! The parts of a Word package that comments touch: document, comments, relationships, content types.
//!
//! Main type: [`Package`].

use super::anchors::Placed;
use super::{AUTHOR, RELATIONSHIPS, WORD, XML, escaped};
use crate::prose::ProseError;
use crate::prose::docx::DOCUMENT;

const CONTENT_TYPES: &str = "[Content_Types].xml";
const RELATIONS: &str = "word/_rels/document.xml.rels";
const COMMENTS: &str = "word/comments.xml";
const COMMENTS_TYPE: &str =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";
const COMMENTS_RELATION: &str =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments";

/// The parts as text.
pub(super) struct Package {
    pub(super) document: String,
    content_types: String,
    relations: String,
    /// The part that holds the comments.
    comments_name: String,
    /// What it holds; nothing when the file has none yet.
    comments: Option<String>,
}

impl Package {
    pub(super) fn read(
        mut part: impl FnMut(&str) -> Result<Option<String>, ProseError>,
    ) -> Result<Self, ProseError> {
        let relations = part(RELATIONS)?.unwrap_or_else(|| {
            format!(r#"{XML}<Relationships xmlns="{RELATIONSHIPS}"></Relationships>"#)
        });
        let comments_name = comments_target(&relations).unwrap_or_else(|| COMMENTS.to_owned());
        Ok(Self {
            document: part(DOCUMENT)?.ok_or(ProseError::NoDocument)?,
            content_types: part(CONTENT_TYPES)?.ok_or(ProseError::NoDocument)?,
            comments: part(&comments_name)?,
            comments_name,
            relations,
        })
    }

    /// The first number that no comment of the file has.
    pub(super) fn first_id(&self) -> u32 {
        let told = self.comments.iter().chain([&self.document]);
        let ids = told.flat_map(|text| {
            text.match_indices(":id=\"")
                .map(move |(at, sign)| &text[at + sign.len()..])
        });
        let numbers = ids.filter_map(|rest| rest.split('"').next()?.parse::<u32>().ok());
        numbers
            .filter(|number| *number < u32::MAX / 2)
            .max()
            .map_or(0, |last| last + 1)
    }

    pub(super) fn add(&mut self, placed: &Placed<'_>) {
        if placed.comments.is_empty() {
            return;
        }
        self.document.clone_from(&placed.document);
        let comments = self.comments.take().unwrap_or_else(|| {
            self.relations = with_last(&self.relations, "Relationships", |prefix| {
                let id = free_id(&self.relations);
                format!(r#"<{prefix}Relationship Id="{id}" Type="{COMMENTS_RELATION}" Target="comments.xml"/>"#)
            });
            if !self.content_types.contains(COMMENTS_TYPE) {
                self.content_types = with_last(&self.content_types, "Types", |prefix| {
                    format!(r#"<{prefix}Override PartName="/{COMMENTS}" ContentType="{COMMENTS_TYPE}"/>"#)
                });
            }
            format!(r#"{XML}<w:comments xmlns:w="{WORD}"></w:comments>"#)
        });
        let written = with_last(&comments, "comments", |prefix| {
            placed
                .comments
                .iter()
                .map(|(id, comment)| written(prefix, *id, &comment.paragraphs))
                .collect()
        });
        self.comments = Some(written);
    }

    /// Names and texts of the parts to be written.
    pub(super) fn changed(self) -> Vec<(String, String)> {
        let mut parts = vec![
            (DOCUMENT.to_owned(), self.document),
            (CONTENT_TYPES.to_owned(), self.content_types),
            (RELATIONS.to_owned(), self.relations),
        ];
        parts.extend(self.comments.map(|comments| (self.comments_name, comments)));
        parts
    }
}

/// The part that the relationships say holds the comments.
fn comments_target(relations: &str) -> Option<String> {
    let end = relations.find("relationships/comments\"")?;
    let begin = relations[..end].rfind('<')?;
    let tag = relations[begin..].split('>').next()?;
    let target = tag.split("Target=\"").nth(1)?.split('"').next()?;
    Some(
        target
            .strip_prefix('/')
            .map_or_else(|| format!("word/{target}"), str::to_owned),
    )
}

fn free_id(relations: &str) -> String {
    let mut number = 1;
    while relations.contains(&format!("\"rIdComments{number}\"")) {
        number += 1;
    }
    format!("rIdComments{number}")
}

/// The text with something more at the end of its root element, which may be empty; `more` is given the root's prefix.
fn with_last(text: &str, root: &str, more: impl Fn(&str) -> String) -> String {
    let opened = text.match_indices('<').find(|(at, sign)| {
        let name = text[at + sign.len()..]
            .split([' ', '>', '/', '\n', '\r', '\t'])
            .next()
            .unwrap_or("");
        name.rsplit(':').next() == Some(root)
    });
    let Some((at, _)) = opened else {
        return text.to_owned();
    };
    let name = text[at + 1..]
        .split([' ', '>', '/', '\n', '\r', '\t'])
        .next()
        .unwrap_or("");
    let prefix = name.strip_suffix(root).unwrap_or("");
    let closing = format!("</{name}");
    if let Some(end) = text.rfind(&closing) {
        return format!("{}{}{}", &text[..end], more(prefix), &text[end..]);
    }
    let Some(end) = text[at..].find("/>").map(|end| at + end) else {
        return text.to_owned();
    };
    format!(
        "{}>{}{closing}>{}",
        &text[..end],
        more(prefix),
        &text[end + 2..]
    )
}

/// One comment (17.13.4.2), a paragraph for each text.
fn written(prefix: &str, id: u32, paragraphs: &[String]) -> String {
    let p = prefix;
    let mark = format!("<{p}r><{p}annotationRef/></{p}r>");
    let mut body = String::new();
    for (at, text) in paragraphs.iter().enumerate() {
        let mark = if at == 0 { mark.as_str() } else { "" };
        let text = escaped(text);
        body.extend([
            "<",
            p,
            "p>",
            mark,
            "<",
            p,
            "r><",
            p,
            r#"t xml:space="preserve">"#,
            &text,
        ]);
        body.extend(["</", p, "t></", p, "r></", p, "p>"]);
    }
    format!(r#"<{p}comment {p}id="{id}" {p}author="{AUTHOR}" {p}initials="B">{body}</{p}comment>"#)
}
