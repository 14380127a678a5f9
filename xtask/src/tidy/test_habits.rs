//! Rule: no test is switched off or sleeps, and a crate has one integration-test binary.
//!
//! A test that is switched off is a promise nobody keeps; a test that sleeps is slow on a fast day
//! and red on a slow one; each further test binary links the whole crate once more.

use super::source_text::test_code;
use super::{Fault, Tree};

/// Text that may not stand in test code, split so that this file does not report itself.
const FORBIDDEN: &[(&str, &str)] = &[
    (
        concat!("#[", "ignore"),
        "make it fast and sure enough to run, or remove it",
    ),
    (
        concat!("thread::", "sleep("),
        "wait for the event itself: a channel, a join, a file",
    ),
    (
        concat!("time::", "sleep("),
        "wait for the event itself, or move the test's own clock",
    ),
];

pub(super) fn check(tree: &Tree) -> Vec<Fault> {
    let habits = tree
        .of_kind("rs")
        .flat_map(|(path, text)| habits(path, text));
    let binaries = tree
        .of_kind("rs")
        .filter_map(|(path, _)| second_binary(path));
    habits.chain(binaries).collect()
}

fn habits(path: &str, text: &str) -> Vec<Fault> {
    let lines = test_code(path, text);
    let found = lines.flat_map(|(at, line)| {
        let broken = FORBIDDEN
            .iter()
            .filter(move |(pattern, _)| line.contains(pattern));
        broken.map(move |(pattern, remedy)| (at, *pattern, *remedy))
    });
    found
        .map(|(at, pattern, remedy)| fault(path, at, pattern, remedy))
        .collect()
}

fn fault(path: &str, line: usize, pattern: &str, remedy: &str) -> Fault {
    Fault::new(
        format!("{path}:{line}"),
        format!("test code with `{pattern}`"),
        remedy,
    )
}

/// A crate's tests live in `tests/it/`; a file beside that folder would be a binary of its own.
fn second_binary(path: &str) -> Option<Fault> {
    let (_, inside) = path.strip_prefix("crates/")?.split_once("/tests/")?;
    (!inside.contains('/')).then(|| {
        Fault::new(
            path,
            "is a second test binary",
            "make it a module of the crate's `tests/it/`",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::{Tree, check};

    fn faults(path: &str, line: &str) -> usize {
        check(&Tree::of(&[(path, line)])).len()
    }

    #[test]
    fn a_test_that_is_switched_off_or_sleeps_is_reported() {
        assert_eq!(
            faults("crates/a/tests/it/b.rs", concat!("#[", "ignore]")),
            1
        );
        assert_eq!(
            faults(
                "crates/a/tests/it/b.rs",
                concat!("std::thread::", "sleep(d)")
            ),
            1
        );
        assert_eq!(
            faults("crates/a/src/b.rs", concat!("tokio::time::", "sleep(d)")),
            0
        );
    }

    #[test]
    fn a_crate_has_one_integration_test_binary() {
        assert_eq!(faults("crates/a/tests/it/main.rs", ""), 0);
        assert_eq!(faults("crates/a/tests/other.rs", ""), 1);
    }
}
