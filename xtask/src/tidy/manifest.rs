//! What the rules need to know of a crate's manifest.
//!
//! Main type: [`Manifest`]. Features, profiles and versions are Cargo's business, not ours.

use toml::{Table, Value};

use super::Tree;

/// The parts of one `Cargo.toml` that rules ask about.
#[derive(Debug)]
pub(crate) struct Manifest {
    /// Path of the file from the root.
    pub(crate) path: String,
    /// Folder that holds it.
    pub(crate) folder: String,
    /// Name of the package.
    pub(crate) name: String,
    /// Names under `[dependencies]` and `[build-dependencies]`, platform tables included.
    pub(crate) normal: Vec<String>,
    /// Names under `[dev-dependencies]`.
    pub(crate) dev: Vec<String>,
    /// The whole file.
    pub(crate) table: Table,
}

/// Every crate of the project, in order of path. A manifest that is not TOML is Cargo's to report; one with a workspace
/// of its own holds what only a benchmark builds, beside us and never with us.
pub(crate) fn crates(tree: &Tree) -> Vec<Manifest> {
    tree.of_kind("toml")
        .filter_map(|(path, text)| parse(path, text))
        .collect()
}

/// The names and definitions under `[workspace.dependencies]` that are not crates of ours.
pub(crate) fn outside_dependencies(tree: &Tree) -> Vec<String> {
    let root = tree
        .text("Cargo.toml")
        .and_then(|text| text.parse::<Table>().ok());
    let listed = root
        .as_ref()
        .and_then(|table| table.get("workspace")?.get("dependencies"));
    let Some(listed) = listed.and_then(Value::as_table) else {
        return Vec::new();
    };
    let outside = listed.iter().filter(|(_, is)| is.get("path").is_none());
    outside.map(|(name, _)| name.clone()).collect()
}

fn parse(path: &str, text: &str) -> Option<Manifest> {
    let folder = path.strip_suffix("/Cargo.toml")?;
    let table = text.parse::<Table>().ok()?;
    if table.contains_key("workspace") {
        return None;
    }
    let name = table.get("package")?.get("name")?.as_str()?.to_owned();
    let mut normal = names(&table, "dependencies");
    normal.extend(names(&table, "build-dependencies"));
    let dev = names(&table, "dev-dependencies");
    Some(Manifest {
        path: path.into(),
        folder: folder.into(),
        name,
        normal,
        dev,
        table,
    })
}

fn names(table: &Table, section: &str) -> Vec<String> {
    let targets = table.get("target").and_then(Value::as_table);
    let platforms = targets
        .into_iter()
        .flat_map(Table::values)
        .filter_map(Value::as_table);
    std::iter::once(table)
        .chain(platforms)
        .filter_map(|part| part.get(section)?.as_table())
        .flat_map(|listed| listed.keys().cloned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Tree, crates};

    #[test]
    fn platform_and_build_dependencies_are_read_too() {
        let text = "[package]\nname = \"benfu-store\"\n[dependencies]\na = \"1\"\n\
                    [build-dependencies]\nb = \"1\"\n[target.'cfg(unix)'.dependencies]\nc = \"1\"\n\
                    [dev-dependencies]\nd = \"1\"\n";
        let found = crates(&Tree::of(&[("crates/store/Cargo.toml", text)]));
        assert_eq!(found[0].normal, ["a", "c", "b"]);
        assert_eq!(found[0].dev, ["d"]);
        assert_eq!(found[0].folder, "crates/store");
    }

    #[test]
    fn a_workspace_of_its_own_is_no_crate_of_the_project() {
        let text = "[workspace]\n[package]\nname = \"peers\"\n";
        assert!(crates(&Tree::of(&[("benches/peers/Cargo.toml", text)])).is_empty());
    }
}
