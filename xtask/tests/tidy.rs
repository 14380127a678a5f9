//! The house rules on the project itself, one test per rule, so that a red rule has a name.

use std::path::Path;

use xtask::tidy::{RULES, Tree};

fn holds(name: &str) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("xtask lies in the project");
    let tree = Tree::read(root).expect("the project's files can be read");
    let rule = RULES
        .iter()
        .find(|rule| rule.name == name)
        .expect("the rule is listed");
    let faults: Vec<_> = (rule.check)(&tree)
        .iter()
        .map(ToString::to_string)
        .collect();
    assert!(
        faults.is_empty(),
        "{}\n\n{}\n",
        rule.says,
        faults.join("\n")
    );
}

macro_rules! rules {
    ($($rule:ident),+ $(,)?) => {
        $(mod $rule {
            #[test]
            fn holds_in_the_whole_project() {
                super::holds(stringify!($rule));
            }
        })+

        #[test]
        fn every_listed_rule_has_its_test() {
            let listed: Vec<_> = RULES.iter().map(|rule| rule.name).collect();
            assert_eq!(listed, [$(stringify!($rule)),+]);
        }
    };
}

rules!(
    crate_edges,
    forbidden_crates,
    dependency_reasons,
    unused_dependencies,
    file_length,
    module_names,
    module_docs,
    document_paths,
    licence,
    test_habits,
    test_names,
    workplace_words,
    locale_keys,
);
