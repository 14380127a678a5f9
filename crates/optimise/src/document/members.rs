//! The members of an object, each asked for by name, the rest remembered.
//!
//! Main type: [`Members`].

use super::{Amount, Node};
use benfu_domain::{Day, Label};
use serde_json::{Map, Value};
use std::cell::RefCell;

/// An object being read.
#[derive(Debug)]
pub struct Members<'d, 'p> {
    node: &'p Node<'d, 'p>,
    map: &'d Map<String, Value>,
    asked: RefCell<Vec<&'static str>>,
}

impl<'d, 'p> Members<'d, 'p> {
    pub(super) fn new(node: &'p Node<'d, 'p>, map: &'d Map<String, Value>) -> Members<'d, 'p> {
        let asked = RefCell::default();
        Members { node, map, asked }
    }

    /// The member of that name; `null` is the same as absent.
    pub fn get(&self, name: &'static str) -> Option<Node<'d, 'p>> {
        self.asked.borrow_mut().push(name);
        let (name, value) = self.map.get_key_value(name)?;
        (!value.is_null()).then(|| self.node.member(name, value))
    }

    /// The first of several names for the same that is there.
    pub fn any(&self, names: &[&'static str]) -> Option<Node<'d, 'p>> {
        let found: Vec<_> = names.iter().filter_map(|name| self.get(name)).collect();
        found.into_iter().next()
    }

    /// As [`Members::get`], with a fault when it is absent.
    pub fn needed(&self, name: &'static str) -> Option<Node<'d, 'p>> {
        let found = self.get(name);
        if found.is_none() {
            self.node.fault(
                Label::new(format!("缺少 \"{name}\""), format!("\"{name}\" is missing")),
                Label::new(format!("补上 \"{name}\""), format!("add \"{name}\"")),
            );
        }
        found
    }

    /// A name that must be there.
    pub fn id(&self) -> Option<String> {
        self.needed("id")?.name()
    }

    /// A name.
    pub fn name(&self, name: &'static str) -> Option<String> {
        self.get(name)?.name()
    }

    /// A number that is not negative.
    pub fn quantity(&self, name: &'static str) -> Option<Amount> {
        self.get(name)?.quantity()
    }

    /// A number.
    pub fn amount(&self, name: &'static str) -> Option<Amount> {
        self.get(name)?.amount()
    }

    /// A day.
    pub fn day(&self, name: &'static str) -> Option<Day> {
        self.get(name)?.day()
    }

    /// `true` only when it says so.
    pub fn flag(&self, name: &'static str) -> bool {
        self.get(name).and_then(|node| node.flag()) == Some(true)
    }

    /// Every member, whether asked for or not.
    pub fn all(&self) -> impl Iterator<Item = (&'d str, Node<'d, 'p>)> {
        self.map
            .iter()
            .map(|(name, value)| (name.as_str(), self.node.member(name, value)))
    }

    /// The members that nobody asked for so far.
    pub fn rest(&self) -> Vec<(&'d str, Node<'d, 'p>)> {
        let asked = self.asked.borrow();
        self.all()
            .filter(|(name, _)| !asked.contains(name))
            .collect()
    }

    /// Says of each member that nobody asked for that it was not read.
    pub fn remark_rest(&self) {
        for (name, node) in self.rest() {
            node.remark(Label::new(
                format!("不认识 \"{name}\",未读取"),
                format!("\"{name}\" is not known here and was not read"),
            ));
        }
    }

    /// The object itself.
    pub fn node(&self) -> &Node<'d, 'p> {
        self.node
    }
}
