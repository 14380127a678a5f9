//! The project's files as the rules see them.
//!
//! Main type: [`Tree`]. Reading happens once, here; the rules themselves do no IO. Build output and
//! hidden folders are left out, so the rules also work on an unpacked source archive without git.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

/// Hidden folders that hold project files all the same.
const HIDDEN_BUT_OURS: &[&str] = &[".cargo", ".ci", ".config", ".github"];
/// Kinds of file the rules read; every other file is known by its path only.
const READ: &[&str] = &[
    "rs", "toml", "md", "lock", "ftl", "sql", "html", "css", "js", "yml", "sh",
];
/// Longest file whose text is read, in bytes; nothing written by hand comes near it.
const LONGEST: u64 = 4 * 1024 * 1024;

/// Paths from the project root, with `/` between the parts, and the texts behind them.
#[derive(Debug, Default)]
pub struct Tree {
    files: BTreeMap<String, String>,
}

impl Tree {
    /// Reads the project under `root`.
    ///
    /// # Errors
    /// When a folder or file cannot be read.
    pub fn read(root: &Path) -> io::Result<Self> {
        let mut tree = Self::default();
        tree.read_folder(root, "")?;
        Ok(tree)
    }

    /// A tree made of given paths and texts, for the tests of the rules.
    #[cfg(test)]
    pub(crate) fn of(files: &[(&str, &str)]) -> Self {
        let files = files
            .iter()
            .map(|(path, text)| ((*path).into(), (*text).into()))
            .collect();
        Self { files }
    }

    /// The text of one file, if it is there and of a kind that is read.
    pub fn text(&self, path: &str) -> Option<&str> {
        self.files.get(path).map(String::as_str)
    }

    /// Whether a file or a folder of this path exists.
    pub fn has(&self, path: &str) -> bool {
        let folder = format!("{}/", path.trim_end_matches('/'));
        self.files.contains_key(path)
            || self
                .files
                .range(folder.clone()..)
                .next()
                .is_some_and(|(p, _)| p.starts_with(&folder))
    }

    /// Paths and texts of the files whose name ends in `.{kind}`.
    pub fn of_kind<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.all().filter(move |(path, _)| extension(path) == kind)
    }

    /// All paths and texts; the text of a kind that is not read is empty.
    pub fn all(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str()))
    }

    fn read_folder(&mut self, root: &Path, folder: &str) -> io::Result<()> {
        for entry in fs::read_dir(root.join(folder))? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = if folder.is_empty() {
                name.clone()
            } else {
                format!("{folder}/{name}")
            };
            let kind = entry.file_type()?;
            if kind.is_dir() && is_ours(folder, &name) {
                self.read_folder(root, &path)?;
            } else if kind.is_file() {
                let text = read_text(&entry.path(), entry.metadata()?.len())?;
                self.files.insert(path, text);
            }
        }
        Ok(())
    }
}

fn is_ours(parent: &str, name: &str) -> bool {
    let build_output = parent.is_empty() && name.starts_with("target");
    let hidden = name.starts_with('.') && !HIDDEN_BUT_OURS.contains(&name);
    !build_output && !hidden && name != "node_modules"
}

fn read_text(path: &Path, bytes: u64) -> io::Result<String> {
    if bytes > LONGEST || !READ.contains(&extension(&path.to_string_lossy())) {
        return Ok(String::new());
    }
    Ok(String::from_utf8_lossy(&fs::read(path)?).into_owned())
}

/// The part of a path after its last dot, or nothing.
pub(crate) fn extension(path: &str) -> &str {
    path.rsplit_once('.').map_or("", |(_, kind)| kind)
}

#[cfg(test)]
mod tests {
    use super::Tree;

    #[test]
    fn a_folder_exists_when_a_file_lies_in_it() {
        let tree = Tree::of(&[("docs/adr/0001.md", ""), ("docs-old.md", "")]);
        assert!(tree.has("docs/adr") && tree.has("docs/") && tree.has("docs/adr/0001.md"));
        assert!(!tree.has("docs/ad") && !tree.has("doc"));
    }
}
