//! Crosswalks: each code of the older vocabulary once, each target in one that followed.
//!
//! Main function: [`crosswalk`].

use super::Known;
use crate::crosswalk::{CodeIn, Crosswalk};
use crate::fault;
use crate::layout::Shelf;
use crate::reader::{Node, Table};
use crate::spelling::nearest;
use benfu_domain::fact::Vocabulary;
use std::collections::BTreeMap;

/// A crosswalk.
pub(crate) fn crosswalk(id: &str, table: &Table<'_>, known: &Known<'_>) -> Crosswalk {
    table.required("from");
    let label = table.label("label");
    let from = known.reference(Shelf::Vocabularies, table, "from");
    let into = followers(table, known);
    let older = known.dictionary.vocabularies.get(&from);
    let mut rows = BTreeMap::new();
    for row in table.tables("row") {
        let (code, becomes) = read_row(&row, older, &into, known);
        if rows.insert(code.clone(), becomes).is_some() {
            row.fault_at("code", fault::twice(("代码", "code"), &code));
        }
        row.finish();
    }
    let codes = older.into_iter().flat_map(|older| &older.entries);
    for entry in codes.filter(|entry| !rows.contains_key(&entry.code)) {
        table.fault(fault::code_without_row(&entry.code));
    }
    Crosswalk {
        id: id.to_owned(),
        label,
        from,
        into,
        since: table.day("since"),
        source: known.documents.required(table),
        rows,
    }
}

/// The vocabularies that followed.
fn followers(table: &Table<'_>, known: &Known<'_>) -> Vec<String> {
    table.required("into");
    let nodes = table.list("into");
    let named = nodes.iter().filter_map(|node| {
        let id = node.text()?;
        known.require(Shelf::Vocabularies, &id, node);
        Some(id)
    });
    named.collect()
}

fn read_row(
    row: &Table<'_>,
    older: Option<&Vocabulary>,
    into: &[String],
    known: &Known<'_>,
) -> (String, Vec<CodeIn>) {
    row.required("becomes");
    let code = row.text("code");
    if let (Some(older), Some(node)) = (older, row.node("code")) {
        require_code(older, &code, &node);
    }
    let targets = row.list("becomes");
    let becomes = targets.iter().filter_map(|node| target(node, into, known));
    (code, becomes.collect())
}

/// A target, written as `vocabulary/code`.
fn target(node: &Node<'_>, into: &[String], known: &Known<'_>) -> Option<CodeIn> {
    let text = node.text()?;
    let parts = text.split_once('/');
    let Some((vocabulary, code)) = parts.filter(|(first, _)| into.iter().any(|id| id == first))
    else {
        let allowed: Vec<&str> = into.iter().map(String::as_str).collect();
        node.fault(fault::word_unknown(&text, &allowed, None));
        return None;
    };
    if let Some(list) = known.dictionary.vocabularies.get(vocabulary) {
        require_code(list, code, node);
    }
    Some(CodeIn {
        vocabulary: vocabulary.to_owned(),
        code: code.to_owned(),
    })
}

fn require_code(list: &Vocabulary, code: &str, node: &Node<'_>) {
    if !list.entries.iter().any(|entry| entry.code == code) {
        let near = nearest(code, list.entries.iter().map(|entry| entry.code.as_str()));
        node.fault(fault::no_such(("代码", "code"), code, near));
    }
}
