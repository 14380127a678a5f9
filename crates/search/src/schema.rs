//! The fields of the index and how a profile becomes a document.
//!
//! Two text fields, so that a title can count for more, and the distinct Chinese characters of both; the text itself is
//! not stored, since the store has it. Scoring does not belong here.

use std::collections::BTreeSet;

use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::{TantivyDocument, Term};

use crate::analysis::han_characters;
use crate::profile::{Kind, Profile};

/// The name under which the analyser is registered with the engine.
pub(crate) const TOKENIZER: &str = "benfu";
/// The column of keys.
pub(crate) const KEY: &str = "key";
/// The column of kinds.
pub(crate) const KIND: &str = "kind";
/// The column of Chinese characters.
pub(crate) const HAN: &str = "han";

/// The schema and its fields.
#[derive(Debug, Clone)]
pub(crate) struct Fields {
    pub(crate) schema: Schema,
    pub(crate) key: Field,
    pub(crate) kind: Field,
    pub(crate) title: Field,
    pub(crate) text: Field,
    pub(crate) han: Field,
}

impl Fields {
    pub(crate) fn new() -> Self {
        let mut builder = Schema::builder();
        let key = builder.add_i64_field(KEY, INDEXED | FAST);
        let kind = builder.add_u64_field(KIND, INDEXED | FAST);
        let title = builder.add_text_field("title", words());
        let text = builder.add_text_field("text", words());
        let han = builder.add_u64_field(HAN, INDEXED | FAST);
        Self {
            schema: builder.build(),
            key,
            kind,
            title,
            text,
            han,
        }
    }

    /// The document of a profile; keywords count like the title.
    pub(crate) fn document(&self, profile: &Profile) -> TantivyDocument {
        let mut document = TantivyDocument::new();
        document.add_i64(self.key, profile.key);
        document.add_u64(self.kind, profile.kind.code());
        document.add_text(self.title, &profile.title);
        for keyword in &profile.keywords {
            document.add_text(self.title, keyword);
        }
        document.add_text(self.text, &profile.text);
        for character in characters(profile) {
            document.add_u64(self.han, character);
        }
        document
    }

    /// The term that selects the document with this key.
    pub(crate) fn key_term(&self, key: i64) -> Term {
        Term::from_field_i64(self.key, key)
    }

    /// The term that selects the documents of a kind.
    pub(crate) fn kind_term(&self, kind: Kind) -> Term {
        Term::from_field_u64(self.kind, kind.code())
    }
}

/// The distinct Chinese characters of a profile, ascending.
fn characters(profile: &Profile) -> BTreeSet<u64> {
    let keywords = profile.keywords.iter().map(String::as_str);
    [profile.title.as_str(), &profile.text]
        .into_iter()
        .chain(keywords)
        .flat_map(han_characters)
        .collect()
}

pub(crate) fn words() -> TextOptions {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(TOKENIZER)
        .set_index_option(IndexRecordOption::WithFreqs)
        .set_fieldnorms(true);
    TextOptions::default().set_indexing_options(indexing)
}
