//! Rule: a module is named after what it holds.
//!
//! Main item: [`DRAWERS`], the names that say nothing and so collect everything.

use super::{Fault, Tree};

const DRAWERS: &[&str] = &[
    "util", "utils", "common", "helper", "helpers", "manager", "base", "misc",
];

pub(super) fn check(tree: &Tree) -> Vec<Fault> {
    tree.of_kind("rs")
        .filter_map(|(path, _)| judge(path))
        .collect()
}

fn judge(path: &str) -> Option<Fault> {
    let stem = path.strip_suffix(".rs")?;
    let drawer = stem.split('/').find(|part| DRAWERS.contains(part))?;
    Some(Fault::new(
        path,
        format!("`{drawer}` does not say what is in it"),
        "name the module after the one thing it holds, in the field's own term",
    ))
}

#[cfg(test)]
mod tests {
    use super::{Tree, check};

    #[test]
    fn drawers_are_refused_as_file_and_as_folder() {
        let tree = Tree::of(&[
            ("crates/app/src/utils.rs", ""),
            ("crates/app/src/helpers/mod.rs", ""),
            ("crates/app/src/need/publish_need.rs", ""),
            ("packs/base/readme.md", ""),
        ]);
        assert_eq!(check(&tree).len(), 2);
    }
}
