//! Readers: one per kind of definition, each from a table of a file to a checked domain type.
//!
//! Main type: [`Known`], what a reader may refer to. Reading order is in `load.rs`: what is referred to is
//! read before what refers to it.

pub(crate) mod access;
pub(crate) mod calendar;
pub(crate) mod case;
pub(crate) mod crosswalk;
pub(crate) mod document;
pub(crate) mod fact;
pub(crate) mod import;
pub(crate) mod indicator;
pub(crate) mod lexicon;
pub(crate) mod parameter;
pub(crate) mod policy;
pub(crate) mod programme;
pub(crate) mod region;
pub(crate) mod rule;

use crate::fault;
use crate::layers::Layers;
use crate::layout::Shelf;
use crate::pack::{Confidence, Kind, RuleEntry};
use crate::reader::{Log, Node, Table, TextFile, with_table};
use crate::spelling::nearest;
use benfu_domain::Label;
use benfu_domain::fact::Dictionary;
use document::Documents;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

/// What a definition may refer to: the dictionary read so far, and every identifier of each folder.
pub(crate) struct Known<'a> {
    pub(crate) dictionary: &'a Dictionary,
    pub(crate) layers: &'a Layers,
    /// The documents that may be cited.
    pub(crate) documents: &'a Documents,
    /// The lowest confidence among the values of each parameter.
    pub(crate) confidences: BTreeMap<String, Confidence>,
    /// The rules read so far.
    pub(crate) rules: RefCell<BTreeMap<String, RuleEntry>>,
    /// Parameters that some rule or policy uses.
    pub(crate) used: RefCell<BTreeSet<String>>,
    /// End codes that some programme has.
    pub(crate) ends: RefCell<BTreeSet<String>>,
}

impl Known<'_> {
    /// Notes a fault when nothing of this identifier stands in the folder.
    pub(crate) fn require(&self, folder: Shelf, id: &str, node: &Node<'_>) {
        let mut ids = self.layers.shelf(folder).map(|(id, _)| id);
        if !ids.any(|known| known == id) {
            let near = nearest(id, self.layers.shelf(folder).map(|(id, _)| id));
            node.fault(fault::no_such(name_of(folder), id, near));
        }
    }

    /// The text of a key that names something in a folder; empty when the key is missing.
    pub(crate) fn reference(&self, folder: Shelf, table: &Table<'_>, key: &'static str) -> String {
        let Some(node) = table.node(key) else {
            return String::new();
        };
        let id = node.text().unwrap_or_default();
        self.require(folder, &id, &node);
        id
    }
}

fn name_of(shelf: Shelf) -> (&'static str, &'static str) {
    match shelf {
        Shelf::Vocabularies => ("词表", "vocabulary"),
        Shelf::Crosswalks => ("对照表", "crosswalk"),
        Shelf::Concepts => ("数据项", "concept"),
        Shelf::Schemes => ("称号目录", "scheme"),
        Shelf::Parameters => ("参数", "parameter"),
        Shelf::Rules => ("规则", "rule"),
        Shelf::Policies => ("政策", "policy"),
        Shelf::Guides => ("指引", "guide"),
        Shelf::Cases => ("用例", "case file"),
        Shelf::Roles => ("角色", "role"),
        Shelf::Programmes => ("机制", "programme"),
        Shelf::Calendars => ("年度日历", "calendar"),
        Shelf::Indicators => ("指标", "indicator"),
        Shelf::Reports => ("报告模板", "report"),
        Shelf::Imports => ("导入表", "import form"),
        Shelf::ActivityKinds => ("活动类型", "kind of activity"),
        Shelf::OfferKinds => ("供给类型", "kind of offer"),
    }
}

/// Reads every definition of a folder.
pub(crate) fn read_shelf<T>(
    layers: &Layers,
    shelf: Shelf,
    log: &Log,
    read: impl Fn(&str, &Table<'_>) -> T,
) -> BTreeMap<String, T> {
    let one = |(id, file): (&str, &TextFile)| {
        let value = with_table(file, log, |table| {
            let value = read(id, table);
            check_id(id, table);
            table.finish();
            value
        });
        (id.to_owned(), value)
    };
    layers.shelf(shelf).map(one).collect()
}

/// A file may repeat its identifier; it must then be the right one.
fn check_id(id: &str, table: &Table<'_>) {
    let written = table.optional_text("id");
    if !written.is_empty() && written != id {
        table.fault_at("id", fault::id_differs(&written, id));
    }
}

/// A kind of offer or activity.
pub(crate) fn kind(id: &str, table: &Table<'_>) -> Kind {
    let label = table.label("label");
    Kind {
        id: id.to_owned(),
        label,
        counts: counts(table),
        synonyms: table.texts("synonyms"),
    }
}

fn counts(table: &Table<'_>) -> Label {
    table.optional_label("counts")
}
