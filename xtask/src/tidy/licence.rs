//! Rule: the licence text is present and every crate inherits it.

use super::manifest::crates;
use super::{Fault, Tree};

pub(super) fn check(tree: &Tree) -> Vec<Fault> {
    let own_terms = crates(tree).into_iter().filter(|manifest| {
        let licence = manifest
            .table
            .get("package")
            .and_then(|package| package.get("license"));
        licence
            .and_then(|licence| licence.get("workspace"))
            .is_none()
    });
    let inherit = own_terms.map(|manifest| {
        Fault::new(
            manifest.path,
            "has licence terms of its own",
            "set `license.workspace = true`",
        )
    });
    text(tree).into_iter().chain(inherit).collect()
}

fn text(tree: &Tree) -> Option<Fault> {
    // The file has no extension, so its text is not read; its presence is what counts, and
    // cargo-deny reads the terms.
    let absent = !tree.has("LICENSE");
    absent.then(|| Fault::new("LICENSE", "is missing", "restore the Apache-2.0 text"))
}

#[cfg(test)]
mod tests {
    use super::{Tree, check};

    #[test]
    fn a_missing_text_and_a_crate_with_its_own_terms_are_reported() {
        let own = "[package]\nname = \"a\"\nlicense = \"MIT\"\n";
        let inherited = "[package]\nname = \"b\"\nlicense.workspace = true\n";
        let files = [("a/Cargo.toml", own), ("b/Cargo.toml", inherited)];
        assert_eq!(check(&Tree::of(&files)).len(), 2);
        assert!(check(&Tree::of(&[files[1], ("LICENSE", "")])).is_empty());
    }
}
