//! Rule: each dependency a manifest names is used in that crate's sources.
//!
//! A dependency counts as used when its name, as Rust writes it, stands in the code. That is cheaper
//! than asking the compiler and errs on the quiet side: a word that happens to be the same hides an
//! unused dependency, but a used one is never reported. A renamed dependency is looked up by its new
//! name, which is the one the manifest lists.

use super::manifest::{Manifest, crates};
use super::source_text::{code, has_word};
use super::{Fault, Tree};

pub(super) fn check(tree: &Tree) -> Vec<Fault> {
    crates(tree)
        .iter()
        .flat_map(|manifest| unused(tree, manifest))
        .collect()
}

fn unused(tree: &Tree, manifest: &Manifest) -> Vec<Fault> {
    let sources = sources(tree, &manifest.folder);
    let outside_tests: Vec<_> = sources
        .iter()
        .filter(|one| !is_test(one.0))
        .copied()
        .collect();
    let normal = manifest
        .normal
        .iter()
        .filter(|name| !uses(&outside_tests, name));
    let dev = manifest.dev.iter().filter(|name| !uses(&sources, name));
    normal
        .chain(dev)
        .map(|name| fault(manifest, name))
        .collect()
}

fn sources<'a>(tree: &'a Tree, folder: &str) -> Vec<(&'a str, &'a str)> {
    let inside = format!("{folder}/");
    let rust = tree.of_kind("rs");
    rust.filter(|(path, _)| path.starts_with(&inside)).collect()
}

fn is_test(path: &str) -> bool {
    path.contains("/tests/") || path.contains("/benches/")
}

fn uses(sources: &[(&str, &str)], dependency: &str) -> bool {
    let name = dependency.replace('-', "_");
    sources
        .iter()
        .any(|(_, text)| code(text).any(|line| has_word(line, &name)))
}

fn fault(manifest: &Manifest, name: &str) -> Fault {
    Fault::new(
        &manifest.path,
        format!("`{name}` is not used in this crate"),
        "remove it from the manifest, or move it to dev-dependencies if only tests use it",
    )
}

#[cfg(test)]
mod tests {
    use super::{Tree, check};

    const MANIFEST: &str = "[package]\nname = \"a\"\n[dependencies]\ndocx-rs = \"0.4\"\n\
                            [dev-dependencies]\ntempfile = \"3\"\n";

    fn faults(source: &str, test: &str) -> usize {
        let tree = Tree::of(&[
            ("crates/a/Cargo.toml", MANIFEST),
            ("crates/a/src/lib.rs", source),
            ("crates/a/tests/it/main.rs", test),
            (
                "crates/b/src/lib.rs",
                "use docx_rs::Docx; use tempfile::tempdir;",
            ),
        ]);
        check(&tree).len()
    }

    #[test]
    fn a_dependency_that_only_another_crate_uses_is_reported() {
        assert_eq!(faults("use docx_rs::Docx;", "tempfile::tempdir()"), 0);
        assert_eq!(faults("fn nothing() {}", "tempfile::tempdir()"), 1);
        assert_eq!(faults("use docx_rs::Docx;", "fn nothing() {}"), 1);
    }

    #[test]
    fn a_mention_in_a_comment_or_a_test_is_not_a_use() {
        assert_eq!(
            faults(
                "//! Writes with docx_rs.\n",
                "use docx_rs::Docx; use tempfile::a;"
            ),
            1
        );
    }
}
