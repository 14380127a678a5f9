//! Rule: the project speaks of itself, not of the place where it was written.
//!
//! Paths of somebody's machine and notes to oneself mean nothing to a reader elsewhere. The patterns
//! are split so that this file does not report itself.

use super::tree::extension;
use super::{Fault, Tree};

/// A text that may not occur, with what to write in its stead.
const PATTERNS: &[(&str, &str)] = &[
    (concat!("/ho", "me/"), HERE),
    (concat!("/ro", "ot/"), HERE),
    (concat!("/Us", "ers/"), HERE),
    (concat!("/wo", "rk/"), HERE),
    (concat!("TO", "DO"), NOW),
    (concat!("FIX", "ME"), NOW),
    (concat!("issue ", "#"), SPEAK),
];

const HERE: &str = "write the path from the project's root, or a neutral one such as /srv/benfu";
const NOW: &str = "do it, or describe the limit as it is in the document that users read";
const SPEAK: &str = "say what and why in the text itself; a number leads nowhere";

pub(super) fn check(tree: &Tree) -> Vec<Fault> {
    let written = tree.all().filter(|(path, _)| extension(path) != "lock");
    written
        .flat_map(|(path, text)| faults_of(path, text))
        .collect()
}

fn faults_of(path: &str, text: &str) -> Vec<Fault> {
    let lines = text.lines().enumerate();
    let found = lines.flat_map(|(at, line)| {
        let broken = PATTERNS
            .iter()
            .filter(move |(pattern, _)| stands_alone(line, pattern));
        broken.map(move |(pattern, remedy)| (at + 1, *pattern, *remedy))
    });
    found
        .map(|(at, pattern, remedy)| fault(path, at, pattern, remedy))
        .collect()
}

fn fault(path: &str, line: usize, pattern: &str, remedy: &str) -> Fault {
    Fault::new(
        format!("{path}:{line}"),
        format!("contains `{pattern}`"),
        remedy,
    )
}

/// Whether the pattern begins a word or an absolute path, rather than standing inside a longer one.
fn stands_alone(line: &str, pattern: &str) -> bool {
    let inside = |c: char| c.is_alphanumeric() || "._-/}".contains(c);
    line.match_indices(pattern)
        .any(|(at, _)| !line[..at].chars().next_back().is_some_and(inside))
}

#[cfg(test)]
mod tests {
    use super::{Tree, check};

    fn faults(text: &str) -> usize {
        check(&Tree::of(&[("docs/a.md", text)])).len()
    }

    #[test]
    fn a_path_of_somebodys_machine_is_reported() {
        assert_eq!(faults(concat!("kept in `/ho", "me/someone/benfu`")), 1);
        assert_eq!(
            faults("kept in `/srv/benfu`, see crates/web/src/pages/home/mod.rs"),
            0
        );
    }

    #[test]
    fn notes_to_oneself_are_reported() {
        assert_eq!(faults(concat!("// TO", "DO: later")), 1);
        assert_eq!(faults("METODOLOGIA"), 0);
    }
}
