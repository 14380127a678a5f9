//! Rule: Chinese and English catalogues have the same keys.
//!
//! A catalogue is a Fluent file under `crates/web/locales/`, either `zh.ftl` and `en.ftl` or folders
//! `zh/` and `en/`. A key that one language lacks shows people the key itself; a key that nobody
//! translated twice is a page half in another language.

use std::collections::BTreeMap;

use super::{Fault, Tree};

const FOLDER: &str = "crates/web/locales/";
/// Both languages are required, Chinese first.
const LANGUAGES: [&str; 2] = ["zh", "en"];

/// Keys of one language, each with the place that defines it.
type Keys = BTreeMap<String, String>;

pub(super) fn check(tree: &Tree) -> Vec<Fault> {
    let (chinese, mut faults) = keys(tree, LANGUAGES[0]);
    let (english, more) = keys(tree, LANGUAGES[1]);
    faults.extend(more);
    faults.extend(lacking(&chinese, &english, LANGUAGES[1]));
    faults.extend(lacking(&english, &chinese, LANGUAGES[0]));
    faults
}

fn lacking(has: &Keys, lacks: &Keys, language: &str) -> Vec<Fault> {
    let missing = has.iter().filter(|(key, _)| !lacks.contains_key(*key));
    let fault = |(key, at): (&String, &String)| {
        Fault::new(
            at,
            format!("`{key}` is not in `{language}`"),
            "add it there, or remove it here",
        )
    };
    missing.map(fault).collect()
}

fn keys(tree: &Tree, language: &str) -> (Keys, Vec<Fault>) {
    let mut keys = Keys::new();
    let mut twice = Vec::new();
    for (path, text) in tree
        .of_kind("ftl")
        .filter(|(path, _)| is_of(path, language))
    {
        for (at, key) in messages(text) {
            let at = format!("{path}:{at}");
            if let Some(first) = keys.insert(key.clone(), at.clone()) {
                twice.push(Fault::new(
                    at,
                    format!("`{key}` stands at {first} too"),
                    "keep one",
                ));
            }
        }
    }
    (keys, twice)
}

fn is_of(path: &str, language: &str) -> bool {
    let inside = path.strip_prefix(FOLDER).unwrap_or_default();
    inside.split(['.', '/', '-']).next() == Some(language)
}

/// Line and name of each message and attribute; an attribute is named `message.attribute`.
fn messages(text: &str) -> Vec<(usize, String)> {
    let mut message = "";
    let mut found = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let Some((name, _)) = line
            .split_once('=')
            .map(|(name, rest)| (name.trim_end(), rest))
        else {
            continue;
        };
        if is_name(name) {
            message = name;
            found.push((at + 1, name.to_owned()));
        } else if let Some(attribute) = name.trim_start().strip_prefix('.').filter(|n| is_name(n)) {
            found.push((at + 1, format!("{message}.{attribute}")));
        }
    }
    found
}

fn is_name(text: &str) -> bool {
    let starts = text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '-');
    starts
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
}

#[cfg(test)]
mod tests {
    use super::{Tree, check};

    fn faults(zh: &str, en: &str) -> usize {
        let files = [
            ("crates/web/locales/zh.ftl", zh),
            ("crates/web/locales/en/a.ftl", en),
        ];
        check(&Tree::of(&files)).len()
    }

    #[test]
    fn a_key_that_one_language_lacks_is_reported() {
        assert_eq!(faults("save = 保存\n", "save = Save\n"), 0);
        assert_eq!(faults("save = 保存\n", "send = Send\n"), 2);
        assert_eq!(
            faults("save = 保存\n    .title = 甲 = 乙\n", "save = Save\n"),
            1
        );
    }

    #[test]
    fn a_key_defined_twice_is_reported() {
        assert_eq!(faults("save = 保存\nsave = 存\n", "save = Save\n"), 1);
    }
}
