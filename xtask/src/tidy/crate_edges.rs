//! Rule: crates depend on each other only in the direction the architecture allows.
//!
//! Main item: [`LAYERS`], the allowed edges. The point of the direction is that a reader of a lower
//! crate never needs a higher one, and that only `store` can speak SQL. Outside crates are not
//! looked at here.

use super::manifest::{Manifest, crates};
use super::{Fault, Tree};

/// Each crate of ours with the crates it may use. `testkit` serves tests only, `xtask` serves nobody.
const LAYERS: &[(&str, &[&str])] = &[
    ("benfu-rules", &[]),
    ("benfu-domain", &["benfu-rules"]),
    ("benfu-packs", &["benfu-domain", "benfu-rules"]),
    ("benfu-store", &["benfu-domain", "benfu-rules"]),
    ("benfu-search", &["benfu-domain", "benfu-rules"]),
    ("benfu-claims", &["benfu-rules"]),
    ("benfu-optimise", &["benfu-domain", "benfu-rules"]),
    ("benfu-office", &["benfu-domain", "benfu-rules"]),
    ("benfu-app", APP),
    ("benfu-web", &["benfu-app", "benfu-domain", "benfu-rules"]),
    (
        "benfu",
        &["benfu-web", "benfu-app", "benfu-domain", "benfu-rules"],
    ),
    ("benfu-testkit", TESTKIT),
    ("benfu-benches", TESTKIT),
    ("xtask", &[]),
];

const APP: &[&str] = &[
    "benfu-packs",
    "benfu-store",
    "benfu-search",
    "benfu-claims",
    "benfu-optimise",
    "benfu-office",
    "benfu-domain",
    "benfu-rules",
];

const TESTKIT: &[&str] = &[
    "benfu-web",
    "benfu-app",
    "benfu-packs",
    "benfu-store",
    "benfu-search",
    "benfu-claims",
    "benfu-optimise",
    "benfu-office",
    "benfu-domain",
    "benfu-rules",
];

/// Only tests may build on these.
const FOR_TESTS: &[&str] = &["benfu-testkit"];

pub(super) fn check(tree: &Tree) -> Vec<Fault> {
    crates(tree).iter().flat_map(faults_of).collect()
}

fn faults_of(manifest: &Manifest) -> Vec<Fault> {
    let Some(allowed) = allowed(&manifest.name) else {
        return vec![Fault::new(
            &manifest.path,
            format!("crate `{}` has no place in the layers", manifest.name),
            "add it to LAYERS in xtask/src/tidy/crate_edges.rs, with a decision record",
        )];
    };
    let normal = forbidden(&manifest.normal, |name| allowed.contains(&name));
    // A test may set the stage through any crate its own layer reaches, and through the test kit.
    let in_tests = forbidden(&manifest.dev, |name| reaches(&manifest.name, name));
    normal
        .chain(in_tests)
        .map(|name| edge(manifest, name))
        .collect()
}

fn allowed(name: &str) -> Option<&'static [&'static str]> {
    LAYERS
        .iter()
        .find(|(layer, _)| *layer == name)
        .map(|(_, allowed)| *allowed)
}

fn reaches(from: &str, to: &str) -> bool {
    let direct = allowed(from).unwrap_or_default();
    FOR_TESTS.contains(&to) || direct.iter().any(|next| *next == to || reaches(next, to))
}

fn forbidden(listed: &[String], allows: impl Fn(&str) -> bool) -> impl Iterator<Item = &str> {
    let ours = |name: &str| LAYERS.iter().any(|(layer, _)| *layer == name);
    listed
        .iter()
        .map(String::as_str)
        .filter(move |name| ours(name) && !allows(name))
}

fn edge(manifest: &Manifest, name: &str) -> Fault {
    Fault::new(
        &manifest.path,
        format!("`{}` may not depend on `{name}`", manifest.name),
        "go through the layer between, or move the shared type down into `benfu-domain`",
    )
}

#[cfg(test)]
mod tests {
    use super::{Tree, check};

    fn faults(name: &str, section: &str, on: &str) -> usize {
        let text = format!("[package]\nname = \"{name}\"\n[{section}]\n{on}.workspace = true\n");
        check(&Tree::of(&[("crates/x/Cargo.toml", &text)])).len()
    }

    #[test]
    fn the_web_may_not_reach_past_the_application() {
        assert_eq!(faults("benfu-web", "dependencies", "benfu-store"), 1);
        assert_eq!(faults("benfu-web", "dependencies", "benfu-app"), 0);
    }

    #[test]
    fn the_crates_in_the_middle_never_use_each_other() {
        assert_eq!(faults("benfu-search", "dependencies", "benfu-store"), 1);
        assert_eq!(faults("benfu-search", "dev-dependencies", "benfu-store"), 1);
    }

    #[test]
    fn the_test_kit_is_for_tests_only() {
        assert_eq!(faults("benfu-app", "dependencies", "benfu-testkit"), 1);
        assert_eq!(faults("benfu-app", "dev-dependencies", "benfu-testkit"), 0);
    }

    #[test]
    fn a_test_may_set_the_stage_through_lower_layers() {
        assert_eq!(faults("benfu-web", "dev-dependencies", "benfu-store"), 0);
        assert_eq!(faults("benfu-store", "dev-dependencies", "benfu-web"), 1);
    }

    #[test]
    fn a_crate_nobody_placed_is_reported() {
        assert_eq!(faults("benfu-extra", "dependencies", "serde"), 1);
    }
}
