//! Criteria of an edition: rules by name or as text, groups, what only a reviewer can say.
//!
//! Main type: [`Sources`], which knows the edition a criterion stands in: its document, its days, the names taken.

use super::edition::{Reader, decides};
use super::tree::Route;
use crate::fault;
use crate::layout::Shelf;
use crate::pack::{Citation, Confidence, RuleEntry, RuleUse};
use crate::policy::TERRITORY;
use crate::read::rule::compiled_in;
use crate::reader::{Node, Table};
use crate::spelling::is_identifier;
use benfu_domain::{Day, Label};
use benfu_rules::{Criterion, CriterionKind, Rule};
use std::collections::BTreeMap;
use std::sync::Arc;

const WAYS: &[&str] = &["rule", "when", "any_of", "all_of", "judged"];

const USES: &[RuleUse] = &[RuleUse::Gate, RuleUse::Guideline];

fn use_word(used_as: RuleUse) -> &'static str {
    match used_as {
        RuleUse::Gate => "gate",
        RuleUse::Score => "score",
        RuleUse::Guideline => "guideline",
    }
}

/// What the criteria of one edition share.
pub(super) struct Sources<'a> {
    pub(super) reader: &'a Reader<'a>,
    edition: String,
    document: Citation,
    days: (Day, Option<Day>),
    /// Names for people, by id.
    pub(super) labels: BTreeMap<String, Label>,
    /// Clauses, by id.
    pub(super) citations: BTreeMap<String, Citation>,
}

impl<'a> Sources<'a> {
    pub(super) fn new(
        reader: &'a Reader<'a>,
        edition: &str,
        document: Citation,
        days: (Day, Option<Day>),
    ) -> Self {
        Self {
            reader,
            edition: edition.to_owned(),
            document,
            days,
            labels: BTreeMap::new(),
            citations: BTreeMap::new(),
        }
    }

    /// The clause or source of a table, which must have one.
    pub(super) fn cited(&self, table: &Table<'_>) -> Citation {
        self.stated(table).unwrap_or_else(|| {
            table.fault(fault::clause_missing());
            self.document.clone()
        })
    }

    /// The clause or source of a table, if it has one: a clause is of the edition's document.
    pub(super) fn stated(&self, table: &Table<'_>) -> Option<Citation> {
        let clause = table.optional_text("clause");
        let source = self.reader.known.documents.stated(table);
        if clause.is_empty() {
            return source;
        }
        let title = format!("{} {clause}", self.document.title);
        Some(Citation {
            title,
            ..self.document.clone()
        })
    }

    /// Notes an id with its name; it stands once in the edition.
    pub(super) fn named(&mut self, table: &Table<'_>) -> String {
        let (id, label) = (table.text("id"), table.label("label"));
        if !id.is_empty() && !is_identifier(&id) {
            table.fault_at("id", fault::file_name(&id));
        }
        let reserved = matches!(id.as_str(), "policy" | TERRITORY);
        if reserved || self.labels.insert(id.clone(), label).is_some() {
            table.fault_at("id", fault::twice(("标识", "id"), &id));
        }
        id
    }

    /// A gate, which may be a guideline.
    pub(super) fn gate(&mut self, table: &Table<'_>) -> Option<Criterion> {
        let used_as = table.word_or("use", USES, use_word, RuleUse::Gate);
        let mut gate = self.read(table, None, used_as == RuleUse::Gate)?;
        gate.advisory = used_as == RuleUse::Guideline;
        Some(gate)
    }

    /// A criterion that decides. Inside a group, the group's source is its own.
    pub(super) fn criterion(
        &mut self,
        table: &Table<'_>,
        outer: Option<&Citation>,
    ) -> Option<Criterion> {
        self.read(table, outer, true)
    }

    /// A route with what it stands in for.
    pub(super) fn route(&mut self, table: &Table<'_>) -> Option<Route> {
        let node = table.required("replaces");
        let replaces = node.map(|node| replaced(&node)).unwrap_or_default();
        let criterion = self.criterion(table, None)?;
        Some(Route {
            criterion,
            replaces,
        })
    }

    /// The condition on the firm's region.
    pub(super) fn territory(&mut self, table: &Table<'_>, text: &str) -> Option<Criterion> {
        let name = format!("{}.{}.{TERRITORY}", self.reader.policy, self.edition);
        let rule = match benfu_rules::compile(&name, text, self.reader.known.dictionary) {
            Ok(rule) => rule,
            Err(faults) => {
                for fault in &faults {
                    table.fault(fault::rule(fault));
                }
                return None;
            }
        };
        let label = Label::new("适用地区", "Territory");
        self.labels.insert(TERRITORY.to_owned(), label);
        self.citations
            .insert(TERRITORY.to_owned(), self.document.clone());
        Some(Criterion::new(
            TERRITORY,
            CriterionKind::Rule(Arc::new(rule)),
        ))
    }

    fn read(
        &mut self,
        table: &Table<'_>,
        outer: Option<&Citation>,
        deciding: bool,
    ) -> Option<Criterion> {
        let id = self.named(table);
        let stated = self.stated(table).or_else(|| outer.cloned());
        let by_name = table.node("rule");
        let entry = by_name.as_ref().and_then(|node| self.entry(node));
        let source = stated.or_else(|| entry.as_ref().map(|entry| entry.source.clone()));
        if source.is_none() && by_name.is_none() {
            table.fault(fault::clause_missing());
        }
        if let Some(source) = &source {
            if deciding && !decides(source) {
                table.fault(fault::low_confidence_gate(&source.title));
            }
            self.citations.insert(id.clone(), source.clone());
        }
        let kind = self.way(table, &id, entry.as_ref(), source.as_ref(), deciding);
        table.finish();
        Some(Criterion::new(&id, kind?))
    }

    /// The one way in which a criterion is written.
    fn way(
        &mut self,
        table: &Table<'_>,
        id: &str,
        entry: Option<&RuleEntry>,
        source: Option<&Citation>,
        deciding: bool,
    ) -> Option<CriterionKind> {
        let (any, all) = (table.node("any_of"), table.node("all_of"));
        let least = table.whole("least", 1, 100);
        let text = table.node("when");
        let judged = table.flag("judged");
        let rule = table.node("rule");
        let ways = [
            rule.is_some(),
            text.is_some(),
            any.is_some(),
            all.is_some(),
            judged,
        ];
        if ways.iter().filter(|way| **way).count() != 1 {
            table.fault(fault::one_way(WAYS));
            return None;
        }
        if let (Some(node), Some(entry)) = (&rule, entry) {
            self.check_rule(node, entry, deciding);
            return Some(CriterionKind::Rule(Arc::new(entry.rule.clone())));
        }
        if let Some(node) = text {
            let rule = self.compiled(id, &node, deciding)?;
            return Some(CriterionKind::Rule(rule));
        }
        if let Some(node) = any {
            let of = self.group(&node, source, deciding)?;
            return at_least(table, of, least.unwrap_or(1));
        }
        if let Some(node) = all {
            return Some(CriterionKind::All(self.group(&node, source, deciding)?));
        }
        judged.then_some(CriterionKind::Judged)
    }

    fn group(
        &mut self,
        node: &Node<'_>,
        source: Option<&Citation>,
        deciding: bool,
    ) -> Option<Vec<Criterion>> {
        let nodes = node.list();
        let tables: Vec<Table<'_>> = nodes.iter().filter_map(Node::table).collect();
        if tables.is_empty() {
            node.fault(fault::key_missing("{ id, label, … }"));
        }
        let parts: Vec<Option<Criterion>> = tables
            .iter()
            .map(|table| self.read(table, source, deciding))
            .collect();
        parts.into_iter().collect()
    }

    fn entry(&self, node: &Node<'_>) -> Option<RuleEntry> {
        let id = node.text()?;
        self.reader.known.require(Shelf::Rules, &id, node);
        let rules = self.reader.known.rules.borrow();
        rules.get(&id).cloned()
    }

    /// A rule of the pack that decides must be one that may, and be in force with the edition.
    fn check_rule(&self, node: &Node<'_>, entry: &RuleEntry, deciding: bool) {
        if deciding && entry.used_as == RuleUse::Guideline {
            node.fault(fault::guideline_decides(&entry.id));
        }
        let (from, until) = self.days;
        let late = entry.from.is_some_and(|starts| from < starts);
        let ends = entry
            .until
            .is_some_and(|ends| until.is_none_or(|until| ends < until));
        if late || ends {
            node.fault(fault::rule_not_in_force(&entry.id));
        }
        self.check_parameters(node, &entry.rule, deciding);
    }

    /// Compiles a condition that stands in the file.
    pub(super) fn compiled(&self, id: &str, node: &Node<'_>, deciding: bool) -> Option<Arc<Rule>> {
        let text = node.text()?;
        let rule = compiled_in(&self.rule_name(id), &text, self.reader.known, |fault| {
            node.fault_inside(&text, fault.span.start, fault::rule(fault));
        })?;
        self.check_parameters(node, &rule, deciding);
        Some(Arc::new(rule))
    }

    /// The name of a condition in errors: policy, edition, criterion.
    pub(super) fn rule_name(&self, id: &str) -> String {
        format!("{}.{}.{id}", self.reader.policy, self.edition)
    }

    pub(super) fn check_parameters(&self, node: &Node<'_>, rule: &Rule, deciding: bool) {
        for id in rule.parameters() {
            self.check_covered(node, id);
            let confidence = self.reader.known.confidences.get(id);
            if deciding && confidence == Some(&Confidence::Low) {
                node.fault(fault::low_confidence_gate(id));
            }
        }
    }

    /// A parameter must have a value on every day of the edition.
    pub(super) fn check_covered(&self, node: &Node<'_>, id: &str) {
        let Some(parameter) = self.reader.known.dictionary.parameters.get(id) else {
            return;
        };
        let (from, until) = self.days;
        let starts = parameter.values.keys().next();
        if starts.is_none_or(|starts| from < *starts) {
            node.fault(fault::parameter_gap(id, from));
            return;
        }
        let last_needed = until.unwrap_or(Day::MAX);
        if let Some(ends) = parameter.ends.filter(|ends| *ends < last_needed) {
            let gap = ends.plus_days(1).unwrap_or(ends);
            node.fault(fault::parameter_gap(id, gap));
        }
    }
}

/// A group of which so many must be met; it has as many members.
fn at_least(table: &Table<'_>, of: Vec<Criterion>, least: i64) -> Option<CriterionKind> {
    let least = usize::try_from(least).ok()?;
    if least > of.len() {
        let most = i64::try_from(of.len()).unwrap_or(i64::MAX);
        table.fault_at("least", fault::out_of_range(&least.to_string(), 1, most));
    }
    Some(CriterionKind::AtLeast { least, of })
}

/// What a route stands in for: ids, or everything.
fn replaced(node: &Node<'_>) -> Vec<String> {
    if node.is_text() {
        let all = node.text().into_iter().filter(|word| {
            let is_all = word == "all";
            if !is_all {
                node.fault(fault::word_unknown(word, &["all"], None));
            }
            is_all
        });
        return all.collect();
    }
    let ids: Vec<String> = node.list().iter().filter_map(Node::text).collect();
    if ids.is_empty() {
        node.fault(fault::key_missing("replaces"));
    }
    ids
}
