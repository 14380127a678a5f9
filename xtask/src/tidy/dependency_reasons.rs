//! Rule: each outside dependency has a written reason.
//!
//! The reasons stand in `docs/reference/dependencies.md`, one table row per crate. A row whose crate
//! is gone is a fault too, so that the page can be trusted.

use super::manifest::outside_dependencies;
use super::{Fault, Tree};

const PAGE: &str = "docs/reference/dependencies.md";
/// Fewest letters of a reason.
const SHORTEST: usize = 20;

pub(super) fn check(tree: &Tree) -> Vec<Fault> {
    let listed = outside_dependencies(tree);
    let rows = rows(tree.text(PAGE).unwrap_or_default());
    let reasoned = |name: &str| {
        rows.iter()
            .any(|(row, why)| *row == name && why.len() >= SHORTEST)
    };
    let without = listed.iter().filter(|name| !reasoned(name)).map(|name| {
        let remedy = format!("add a row `| {name} | why we need it and what we give up |`");
        Fault::new(PAGE, format!("has no reason for `{name}`"), remedy)
    });
    let stale = rows
        .iter()
        .filter(|(row, _)| !listed.iter().any(|name| name == row))
        .map(|row| {
            Fault::new(
                PAGE,
                format!("explains `{}`, which is not a dependency", row.0),
                "remove it",
            )
        });
    without.chain(stale).collect()
}

/// Names and reasons of the rows `| name | reason |`; headings and rules are left out.
fn rows(page: &str) -> Vec<(&str, &str)> {
    let cells = page
        .lines()
        .filter_map(|line| line.strip_prefix("| ")?.split_once(" | "));
    cells
        .map(|(name, why)| (name.trim(), why.trim_end_matches(" |")))
        .filter(is_a_row)
        .collect()
}

fn is_a_row((name, _): &(&str, &str)) -> bool {
    *name != "crate" && !name.starts_with('-')
}

#[cfg(test)]
mod tests {
    use super::{PAGE, Tree, check};

    #[test]
    fn each_dependency_has_a_reason_and_each_reason_a_dependency() {
        let root = "[workspace.dependencies]\nours = { path = \"crates/ours\" }\nserde = \"1\"\n";
        let page =
            "| crate | why |\n| --- | --- |\n| serde | reads and writes JSON at the edges |\n";
        assert!(check(&Tree::of(&[("Cargo.toml", root), (PAGE, page)])).is_empty());
        assert_eq!(check(&Tree::of(&[("Cargo.toml", root)])).len(), 1);
        assert_eq!(check(&Tree::of(&[(PAGE, page)])).len(), 1);
    }
}
