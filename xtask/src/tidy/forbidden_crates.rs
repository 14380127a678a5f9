//! Rule: a C compiler is the only native tool a build needs.
//!
//! Main item: [`FORBIDDEN`], crates that bring another tool or a second library of the same kind.
//! They are found in the lock file, so that a dependency of a dependency counts too.

use toml::{Table, Value};

use super::{Fault, Tree};

/// A crate that may not enter the lock file, and why.
const FORBIDDEN: &[(&str, &str)] = &[
    ("cmake", "needs CMake on every machine that builds"),
    ("bindgen", "needs libclang on every machine that builds"),
    (
        "openssl-sys",
        "needs OpenSSL's headers; TLS here is rustls with ring",
    ),
    (
        "aws-lc-sys",
        "a second crypto library beside ring, in C and assembly",
    ),
    ("prost-build", "needs the protoc compiler"),
    (
        "zstd-sys",
        "a minute of C for a compression that nothing here needs",
    ),
];

pub(super) fn check(tree: &Tree) -> Vec<Fault> {
    let Some(text) = tree.text("Cargo.lock") else {
        return vec![Fault::new(
            "Cargo.lock",
            "is missing",
            "commit the lock file",
        )];
    };
    let locked = locked_names(text);
    let found = FORBIDDEN
        .iter()
        .filter(|(name, _)| locked.iter().any(|locked| locked == name));
    found.map(|(name, why)| fault(name, why)).collect()
}

fn locked_names(text: &str) -> Vec<String> {
    let table = text.parse::<Table>().unwrap_or_default();
    let packages = table
        .get("package")
        .and_then(Value::as_array)
        .cloned()
        .unwrap_or_default();
    packages
        .iter()
        .filter_map(|one| Some(one.get("name")?.as_str()?.to_owned()))
        .collect()
}

fn fault(name: &str, why: &str) -> Fault {
    let remedy = format!("`cargo tree --workspace --invert {name}` shows who brings it; cut that");
    Fault::new("Cargo.lock", format!("`{name}` {why}"), remedy)
}

#[cfg(test)]
mod tests {
    use super::{Tree, check};

    #[test]
    fn a_native_tool_deep_in_the_tree_is_found() {
        let locked = "[[package]]\nname = \"serde\"\nversion = \"1.0.0\"\n\
                      [[package]]\nname = \"cmake\"\nversion = \"0.1.0\"\n";
        assert_eq!(check(&Tree::of(&[("Cargo.lock", locked)])).len(), 1);
        assert_eq!(check(&Tree::default()).len(), 1);
    }
}
