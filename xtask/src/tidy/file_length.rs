//! Rule: a Rust file has at most 400 lines.
//!
//! Main item: [`LONGER`], the exceptions. A file that can be read in one sitting is a file whose
//! name can be true. An exception may only shrink: its number is the file's present length.

use super::{Fault, Tree};

/// Most lines of a Rust file.
const MOST: usize = 400;

/// A file that is longer for now: its path, its present length and the reason.
type Longer = (&'static str, usize, &'static str);

/// Files that are longer for now.
const LONGER: &[Longer] = &[];

pub(super) fn check(tree: &Tree) -> Vec<Fault> {
    check_with(tree, LONGER)
}

fn check_with(tree: &Tree, longer: &[Longer]) -> Vec<Fault> {
    let too_long = tree
        .of_kind("rs")
        .filter_map(|(path, text)| judge(path, text, longer));
    let gone = longer
        .iter()
        .filter(|(path, ..)| tree.text(path).is_none())
        .map(|(path, ..)| {
            Fault::new(
                *path,
                "has an exception but does not exist",
                "remove the exception",
            )
        });
    too_long.chain(gone).collect()
}

fn judge(path: &str, text: &str, longer: &[Longer]) -> Option<Fault> {
    let lines = text.lines().count();
    let listed = longer
        .iter()
        .find(|(listed, ..)| *listed == path)
        .map(|(_, lines, _)| *lines);
    match listed {
        None if lines > MOST => Some(Fault::new(
            path,
            format!("{lines} lines, more than {MOST}"),
            "split it by what it holds; name each part after its one thing",
        )),
        Some(_) if lines <= MOST => Some(Fault::new(
            path,
            "no longer too long",
            "remove its exception",
        )),
        Some(allowed) if lines > allowed => Some(Fault::new(
            path,
            format!("grew from {allowed} to {lines} lines"),
            "an exception only shrinks: move something out",
        )),
        Some(allowed) if lines < allowed => Some(Fault::new(
            path,
            format!("shrank from {allowed} to {lines} lines"),
            "write the new number into its exception, so that it cannot grow back",
        )),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Tree, check, check_with};

    fn of_length(lines: usize) -> Tree {
        Tree::of(&[("a.rs", &"//\n".repeat(lines))])
    }

    #[test]
    fn four_hundred_lines_are_allowed_and_one_more_is_not() {
        assert!(check(&of_length(400)).is_empty());
        assert_eq!(check(&of_length(401)).len(), 1);
    }

    #[test]
    fn an_exception_holds_at_its_number_and_can_only_shrink() {
        let longer = &[("a.rs", 500, "generated once")];
        assert!(check_with(&of_length(500), longer).is_empty());
        assert_eq!(check_with(&of_length(501), longer).len(), 1);
        assert_eq!(check_with(&of_length(499), longer).len(), 1);
        assert_eq!(check_with(&of_length(400), longer).len(), 1);
        assert_eq!(check_with(&Tree::default(), longer).len(), 1);
    }
}
