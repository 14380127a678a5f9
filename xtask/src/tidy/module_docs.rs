//! Rule: a module opens by saying what it is for.
//!
//! The first line of each Rust file is a `//!` sentence. Whether the sentence is a good one stays
//! the reviewer's question; that there is one is this rule's.

use super::{Fault, Tree};

/// Fewest letters of an opening; shorter ones only repeat the file's name.
const SHORTEST: usize = 20;

pub(super) fn check(tree: &Tree) -> Vec<Fault> {
    tree.of_kind("rs")
        .filter_map(|(path, text)| judge(path, text))
        .collect()
}

fn judge(path: &str, text: &str) -> Option<Fault> {
    let docs = text.lines().map_while(|line| line.strip_prefix("//!"));
    let letters: usize = docs.map(|line| line.trim().chars().count()).sum();
    (letters < SHORTEST).then(|| {
        Fault::new(
            path,
            "does not open by saying what it is for",
            "begin with `//!`: its purpose, its one or two main types, what does not belong in it",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::{Tree, check};

    #[test]
    fn a_file_without_an_opening_is_reported() {
        let tree = Tree::of(&[
            ("a.rs", "//! Money in whole fen, and nothing else.\n"),
            (
                "b.rs",
                "use std::fmt;\n//! Too late to be the opening of this module.\n",
            ),
            ("c.rs", "//! B.\n"),
        ]);
        assert_eq!(check(&tree).len(), 2);
    }
}
