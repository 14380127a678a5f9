//! Rule: a path named in a document exists.
//!
//! Two kinds are looked at: the target of a Markdown link, seen from the document's folder, and an
//! inline code span that begins with one of the project's own top folders. Fenced blocks are left
//! out, since they show other places and other times.

use super::{Fault, Tree};

/// Top folders whose names make a code span a path of ours.
const FOLDERS: &[&str] = &[
    "crates/",
    "packs/",
    "docs/",
    "xtask/",
    "fixtures/",
    "benches/",
    ".ci/",
    ".cargo/",
];

pub(super) fn check(tree: &Tree) -> Vec<Fault> {
    tree.of_kind("md")
        .flat_map(|(path, text)| faults_of(tree, path, text))
        .collect()
}

fn faults_of(tree: &Tree, document: &str, text: &str) -> Vec<Fault> {
    let named = prose(text).flat_map(|(at, line)| {
        let links = links(line).filter_map(|target| resolve(document, target));
        let spans = spans(line).filter(|span| is_path(span)).map(str::to_owned);
        links
            .chain(spans)
            .map(move |path| (at, path))
            .collect::<Vec<_>>()
    });
    let missing = named.filter(|(_, path)| !tree.has(path));
    missing
        .map(|(at, path)| fault(document, at, &path))
        .collect()
}

fn prose(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut fenced = false;
    text.lines().enumerate().filter_map(move |(at, line)| {
        let fence = line.trim_start().starts_with("```");
        fenced ^= fence;
        (!fenced && !fence).then_some((at + 1, line))
    })
}

fn links(line: &str) -> impl Iterator<Item = &str> {
    line.split("](")
        .skip(1)
        .filter_map(|rest| rest.split([')', ' ']).next())
}

fn spans(line: &str) -> impl Iterator<Item = &str> {
    line.split('`').skip(1).step_by(2)
}

/// Whether a code span is one definite path of ours, not a pattern and not a command.
fn is_path(span: &str) -> bool {
    let ours = FOLDERS.iter().any(|folder| span.starts_with(folder));
    ours && !span.contains(['*', '<', '{', '…', ' ', '$', '|'])
}

/// The path from the root that a link target means, or nothing when it leads elsewhere.
fn resolve(document: &str, target: &str) -> Option<String> {
    let target = target.split('#').next().filter(|path| !path.is_empty())?;
    if target.contains(':') {
        return None;
    }
    let folder = document.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

fn fault(document: &str, line: usize, path: &str) -> Fault {
    Fault::new(
        format!("{document}:{line}"),
        format!("names `{path}`, which does not exist"),
        "correct the path, or the sentence around it",
    )
}

#[cfg(test)]
mod tests {
    use super::{Tree, check};

    fn faults(text: &str) -> usize {
        check(&Tree::of(&[
            ("docs/adr/0001.md", text),
            ("crates/app/src/lib.rs", ""),
        ]))
        .len()
    }

    #[test]
    fn a_code_span_that_looks_like_our_path_must_exist() {
        assert_eq!(faults("see `crates/app/src/lib.rs` and `crates/app`"), 0);
        assert_eq!(faults("see `crates/app/src/gone.rs`"), 1);
        assert_eq!(faults("run `cargo xtask ci`, read `packs/*/cases/`"), 0);
    }

    #[test]
    fn a_link_is_seen_from_its_document() {
        assert_eq!(
            faults("[a](../../crates/app/src/lib.rs#L1) [b](0001.md) [c](#top)"),
            0
        );
        assert_eq!(faults("[a](crates/app/src/lib.rs)"), 1);
        assert_eq!(faults("[a](https://example.org/crates/none)"), 0);
    }

    #[test]
    fn fenced_blocks_are_left_out() {
        assert_eq!(faults("```\n`crates/none`\n```\n`crates/none`"), 1);
    }
}
