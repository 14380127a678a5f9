//! Which units each tenant can use, answered for all units at once.
//!
//! Main type: [`Suitability`]. Gives the same answers as [`needs::verdict`], which explains a single
//! pair; a test holds the two together. Tenants ask the same things again and again, so that each
//! distinct condition on an attribute is answered once.

use super::instance::{Attribute, Fit, Instance, Need, Tenant, Unit};
use super::needs;
use std::collections::HashMap;

/// The attributes as columns, and the conditions answered so far.
pub(super) struct Suitability<'i> {
    units: &'i [Unit],
    columns: HashMap<&'i str, Vec<Option<&'i Attribute>>>,
    answered: HashMap<(String, String), Vec<bool>>,
}

impl<'i> Suitability<'i> {
    pub(super) fn of(instance: &'i Instance) -> Suitability<'i> {
        let mut columns: HashMap<&str, Vec<Option<&Attribute>>> = HashMap::new();
        for (at, unit) in instance.units.iter().enumerate() {
            for (name, attribute) in &unit.attributes {
                let none = || vec![None; instance.units.len()];
                let column = columns.entry(name.as_str()).or_insert_with(none);
                column[at] = Some(attribute);
            }
        }
        Suitability {
            units: &instance.units,
            columns,
            answered: HashMap::new(),
        }
    }

    /// For each unit, whether the tenant can use it for certain.
    pub(super) fn usable(&mut self, tenant: &Tenant) -> Vec<bool> {
        let mut usable: Vec<bool> = match &tenant.fit {
            None => vec![true; self.units.len()],
            Some(row) => {
                let mut usable = vec![false; self.units.len()];
                let fitting = row.iter().filter(|(_, fit)| matches!(fit, Fit::Points(_)));
                fitting.for_each(|(unit, _)| usable[*unit] = true);
                usable
            }
        };
        for (name, need) in &tenant.needs {
            let answers = self.answers(name, need);
            usable
                .iter_mut()
                .zip(answers)
                .for_each(|(all, one)| *all &= one);
        }
        for (usable, unit) in usable.iter_mut().zip(self.units) {
            *usable = *usable && needs::on_terms(tenant, unit).is_none();
        }
        usable
    }

    fn answers(&mut self, name: &str, need: &Need) -> &[bool] {
        let key = (name.to_owned(), format!("{need:?}"));
        let (columns, units) = (&self.columns, self.units.len());
        self.answered
            .entry(key)
            .or_insert_with(|| match columns.get(name) {
                None => vec![false; units],
                Some(column) => {
                    let answers = column.iter().map(|has| match has {
                        Some(has) => needs::answers(need, has),
                        None => false,
                    });
                    answers.collect()
                }
            })
    }
}
