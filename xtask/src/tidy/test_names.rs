//! Rule: the name of a test is a sentence.
//!
//! A name of at least three words can say who does what; `works` and `test_1` cannot. The list of
//! test names is then the list of what the project promises.

use super::source_text::code;
use super::{Fault, Tree};

/// Fewest words of a sentence.
const FEWEST: usize = 3;

pub(super) fn check(tree: &Tree) -> Vec<Fault> {
    tree.of_kind("rs")
        .flat_map(|(path, text)| faults_of(path, text))
        .collect()
}

fn faults_of(path: &str, text: &str) -> Vec<Fault> {
    let names = names(text);
    let short = names
        .into_iter()
        .filter(|(_, name)| name.split('_').count() < FEWEST);
    short.map(|(line, name)| fault(path, line, name)).collect()
}

fn fault(path: &str, line: usize, name: &str) -> Fault {
    Fault::new(
        format!("{path}:{line}"),
        format!("`{name}` is not a sentence"),
        "say what holds, as in `refuses_a_second_award_for_the_same_unit`",
    )
}

/// Line and name of each function that follows a test attribute.
fn names(text: &str) -> Vec<(usize, &str)> {
    let mut awaiting = false;
    let mut names = Vec::new();
    for (at, line) in code(text).map(str::trim).enumerate() {
        awaiting |= is_test_attribute(line);
        let name = awaiting.then(|| function_name(line)).flatten();
        if let Some(name) = name {
            names.push((at + 1, name));
            awaiting = false;
        }
    }
    names
}

fn is_test_attribute(line: &str) -> bool {
    let named = line
        .strip_prefix("#[")
        .and_then(|rest| rest.split([']', '(']).next());
    named.is_some_and(|name| name == "test" || name.ends_with("::test"))
}

fn function_name(line: &str) -> Option<&str> {
    let rest = line
        .strip_prefix("async ")
        .unwrap_or(line)
        .strip_prefix("fn ")?;
    rest.split(['(', '<']).next()
}

#[cfg(test)]
mod tests {
    use super::{Tree, check};

    #[test]
    fn names_of_one_or_two_words_are_reported() {
        let text = concat!(
            "#[test]\nfn works() {}\n",
            "#[tokio::test(flavor = \"current_thread\")]\nasync fn award_space() {}\n",
            "#[test]\nfn refuses_a_second_award() {}\n",
            "fn helper() {}\n"
        );
        let found = check(&Tree::of(&[("a.rs", text)]));
        let lines: Vec<_> = found.iter().map(|fault| fault.at.as_str()).collect();
        assert_eq!(lines, ["a.rs:2", "a.rs:4"]);
    }
}
