//! The documents that may be cited: number, title, days in force.
//!
//! Main type: [`Documents`]. A pack without a list cites what it likes; with one, every citation is held against it.

use super::parameter::confidence_word;
use crate::fault;
use crate::layers::Layers;
use crate::pack::{Citation, Confidence, Document};
use crate::reader::{Log, Table, with_table};
use crate::spelling::nearest;
use benfu_rules::Day;
use std::collections::BTreeMap;

/// The documents of a pack and of those it extends, by number.
#[derive(Debug, Default)]
pub(crate) struct Documents(pub(crate) BTreeMap<String, Document>);

/// Reads the lists; an outer pack's line takes the place of one below with the same number.
pub(crate) fn documents(layers: &Layers, log: &Log) -> Documents {
    let lists = layers.documents.iter().rev();
    let all = lists.flat_map(|file| with_table(file, log, list));
    Documents(all.map(|one| (one.number.clone(), one)).collect())
}

fn list(table: &Table<'_>) -> Vec<Document> {
    let mut documents: Vec<Document> = Vec::new();
    for row in table.tables("documents") {
        let document = Document {
            number: row.text("number"),
            title: row.text("title"),
            from: row.day("from"),
            until: row.day("until"),
            url: row.optional_text("url"),
        };
        row.finish();
        if documents
            .iter()
            .any(|known| known.number == document.number)
        {
            row.fault_at(
                "number",
                fault::twice(("文件", "document"), &document.number),
            );
        }
        documents.push(document);
    }
    table.finish();
    documents
}

const CONFIDENCES: &[Confidence] = &[Confidence::High, Confidence::Medium, Confidence::Low];

impl Documents {
    /// The source that a number or rule must have.
    pub(crate) fn required(&self, table: &Table<'_>) -> Citation {
        self.stated(table).unwrap_or_else(|| {
            table.fault(fault::reference_missing());
            nothing()
        })
    }

    /// The source that a table states, held against the list.
    pub(crate) fn stated(&self, table: &Table<'_>) -> Option<Citation> {
        let node = table.node("source")?;
        let Some(source) = node.table() else {
            return Some(nothing());
        };
        let citation = Citation {
            title: source.text("title"),
            document: source.optional_text("document"),
            confidence: source
                .word("confidence", CONFIDENCES, confidence_word)
                .unwrap_or(Confidence::High),
        };
        source.finish();
        self.check(&source, &citation);
        Some(citation)
    }

    /// Notes a document that was not in force on a day.
    pub(crate) fn check_in_force(&self, table: &Table<'_>, citation: &Citation, on: Day) {
        let Some(document) = self.0.get(&citation.document) else {
            return;
        };
        let before = document.from.is_some_and(|from| on < from);
        let after = document.until.is_some_and(|until| until < on);
        if before || after {
            table.fault_at("source", fault::not_in_force(&document.number, on));
        }
    }

    fn check(&self, source: &Table<'_>, citation: &Citation) {
        if self.0.is_empty() || citation.document.is_empty() {
            return;
        }
        match self.0.get(&citation.document) {
            None => {
                let near = nearest(&citation.document, self.0.keys().map(String::as_str));
                source.fault_at(
                    "document",
                    fault::citation_unknown(&citation.document, near),
                );
            }
            Some(known) if !citation.title.starts_with(&known.title) => {
                source.fault_at("title", fault::citation_title(&known.number, &known.title));
            }
            Some(_) => {}
        }
    }
}

fn nothing() -> Citation {
    Citation {
        title: String::new(),
        document: String::new(),
        confidence: Confidence::High,
    }
}
