//! Words for the search, added up over a pack and those it extends.

use crate::fault;
use crate::layers::Layers;
use crate::pack::Lexicon;
use crate::reader::{Log, Node, Table, with_table};
use std::collections::BTreeMap;

/// The words of all lists.
pub(crate) fn lexicon(layers: &Layers, log: &Log) -> Lexicon {
    let mut lexicon = Lexicon::default();
    let mut groups = BTreeMap::new();
    for file in &layers.lexicons {
        with_table(file, log, |table| add(table, &mut lexicon, &mut groups));
    }
    lexicon.words.sort();
    lexicon.words.dedup();
    lexicon
}

/// `groups` tells in which group each word stands, over all lists.
fn add(table: &Table<'_>, lexicon: &mut Lexicon, groups: &mut BTreeMap<String, usize>) {
    lexicon
        .words
        .extend(table.list("words").iter().filter_map(word));
    for node in table.list("synonyms") {
        let place = lexicon.synonyms.len();
        let mut group = Vec::new();
        for node in node.list() {
            let Some(word) = word(&node) else { continue };
            if groups
                .insert(word.to_lowercase(), place)
                .is_some_and(|before| before != place)
            {
                node.fault(fault::twice(("同义词", "synonym"), &word));
            }
            group.push(word);
        }
        lexicon.synonyms.push(group);
    }
    table.finish();
}

/// One word: Han characters only, or letters and digits only.
fn word(node: &Node<'_>) -> Option<String> {
    let word = node.text()?;
    let han = |letter: char| matches!(letter, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}');
    let whole = word.chars().all(han)
        || word
            .chars()
            .all(|letter| letter.is_alphanumeric() && !han(letter));
    if word.is_empty() || !whole {
        node.fault(fault::not_one_word(&word));
        return None;
    }
    Some(word)
}
