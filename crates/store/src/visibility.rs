//! Who may see each column: the contents of `visibility.toml`, which exports, open data, logs and sample data
//! obey.
//!
//! Main items: [`visibility`] and [`Disclosure`]. Whether an actor holds the authority that a class asks for is
//! decided in the use case, not here.

use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// How far a column may go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Disclosure {
    /// Anybody may read it: open data.
    Public,
    /// Members of organisations that use the system, within their authority.
    Internal,
    /// About a natural person: only with the permission for personal data.
    Personal,
    /// Never leaves the system.
    Secret,
    /// The row says it: a fact its level, a need or offer its state.
    ByRow,
}

/// The decision for every column of the schema.
#[derive(Debug, Deserialize)]
#[serde(transparent)]
pub struct Visibility(BTreeMap<String, BTreeMap<String, Disclosure>>);

impl Visibility {
    /// How far a column may go. A column that nobody decided on is secret.
    pub fn of(&self, table: &str, column: &str) -> Disclosure {
        let decided = self.0.get(table).and_then(|columns| columns.get(column));
        decided.copied().unwrap_or(Disclosure::Secret)
    }

    /// Every decision: table, column, class; in the order of their names.
    pub fn columns(&self) -> impl Iterator<Item = (&str, &str, Disclosure)> {
        self.0.iter().flat_map(|(table, columns)| {
            columns
                .iter()
                .map(move |(column, class)| (table.as_str(), column.as_str(), *class))
        })
    }
}

/// The decisions of this version.
pub fn visibility() -> &'static Visibility {
    static DECIDED: LazyLock<Visibility> = LazyLock::new(|| {
        toml::from_str(include_str!("../visibility.toml"))
            .expect("visibility.toml is part of the program and read by its tests")
    });
    &DECIDED
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_decided_on_is_secret() {
        assert_eq!(visibility().of("party", "name"), Disclosure::Public);
        assert_eq!(visibility().of("party", "mood"), Disclosure::Secret);
        assert_eq!(visibility().of("diary", "text"), Disclosure::Secret);
    }
}
