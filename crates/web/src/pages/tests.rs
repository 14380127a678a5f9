//! Rules that hold for every page in both languages: words exist, markup is sound, labels are there.

use std::collections::{BTreeMap, BTreeSet};

use super::samples::{Rendered, all};
use crate::locale::{Lang, catalogue_files};

fn pages() -> Vec<Rendered> {
    Lang::ALL.into_iter().flat_map(all).collect()
}

/// The tags of a page, without brackets; text is skipped.
fn tags(html: &str) -> impl Iterator<Item = &str> {
    html.split('<')
        .skip(1)
        .filter_map(|rest| Some(rest.split_once('>')?.0))
}

/// The value of an attribute of a tag.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let start = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    tag[start..].split('"').next()
}

fn tag_name(tag: &str) -> &str {
    tag.trim_start_matches('/')
        .split([' ', '/', '\n'])
        .next()
        .unwrap_or("")
}

const VOID: [&str; 6] = ["meta", "link", "input", "br", "img", "!doctype"];

#[test]
fn every_page_closes_what_it_opens() {
    for page in pages() {
        let mut open = Vec::new();
        for tag in tags(&page.html) {
            let name = tag_name(tag);
            if VOID.contains(&name) || tag.ends_with('/') {
                continue;
            }
            if tag.starts_with('/') {
                assert_eq!(open.pop(), Some(name), "{} closes wrongly", page.name);
            } else {
                open.push(name);
            }
        }
        assert!(open.is_empty(), "{} leaves {open:?} open", page.name);
    }
}

#[test]
fn no_page_needs_what_the_content_security_policy_forbids() {
    for page in pages() {
        for tag in tags(&page.html) {
            assert!(attribute(tag, "style").is_none(), "{}: {tag}", page.name);
            let scripted = |part: &str| part.starts_with("on") && part.contains('=');
            assert!(
                !tag.split_whitespace().any(scripted),
                "{}: {tag}",
                page.name
            );
            assert!(tag_name(tag) != "style", "{}", page.name);
            if tag.starts_with("script") {
                assert!(attribute(tag, "src").is_some(), "{}", page.name);
            }
        }
    }
}

#[test]
fn every_word_is_there_in_both_languages() {
    for page in pages() {
        assert!(!page.html.contains('⟦'), "{} lacks words", page.name);
        assert!(
            page.html
                .contains(&format!("<html lang=\"{}\">", page.lang.tag()))
        );
    }
}

#[test]
fn ids_are_unique_and_references_resolve() {
    for page in pages() {
        let mut ids = BTreeSet::new();
        for id in tags(&page.html).filter_map(|tag| attribute(tag, "id")) {
            assert!(ids.insert(id), "{} has the id {id} twice", page.name);
        }
        for tag in tags(&page.html) {
            for name in ["for", "aria-labelledby", "aria-describedby"] {
                for id in attribute(tag, name)
                    .unwrap_or("")
                    .split(' ')
                    .filter(|id| !id.is_empty())
                {
                    assert!(ids.contains(id), "{}: {tag} points at nothing", page.name);
                }
            }
        }
    }
}

#[test]
fn every_control_has_a_label() {
    for page in pages() {
        let labelled: BTreeSet<_> = tags(&page.html)
            .filter_map(|tag| attribute(tag, "for"))
            .collect();
        let controls = tags(&page.html)
            .filter(|tag| ["input", "select", "textarea"].contains(&tag_name(tag)))
            .filter(|tag| !tag.starts_with('/'))
            .filter(|tag| !matches!(attribute(tag, "type"), Some("hidden" | "radio")));
        for control in controls {
            let id = attribute(control, "id").unwrap_or("");
            assert!(
                labelled.contains(id),
                "{}: {control} has no label",
                page.name
            );
        }
    }
}

#[test]
fn every_post_form_carries_the_token() {
    for page in pages() {
        for form in page
            .html
            .split("<form")
            .skip(1)
            .filter(|form| form.contains("method=\"post\""))
        {
            let form = form.split("</form>").next().unwrap_or("");
            assert!(
                form.contains("name=\"form_token\""),
                "{}: {form}",
                page.name
            );
        }
    }
}

#[test]
fn every_page_has_one_main_heading_and_its_landmarks() {
    for page in pages() {
        for name in ["h1", "main", "header", "footer"] {
            let wanted = tags(&page.html).filter(|tag| tag_name(tag) == name);
            let count = wanted.filter(|tag| !tag.starts_with('/')).count();
            assert!(
                count == 1 || (name == "header" && count > 1),
                "{}: {name}",
                page.name
            );
        }
        assert!(page.html.contains("class=\"skip\" href=\"#main\""));
    }
}

/// Message keys of one language.
fn keys(lang: Lang) -> BTreeSet<String> {
    let message = |line: &str| {
        let key = line.split_once(" =")?.0;
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        (!key.is_empty() && key.chars().all(plain)).then(|| key.to_owned())
    };
    catalogue_files(lang)
        .flat_map(|(_, text)| text.lines().filter_map(message))
        .collect()
}

/// Every quoted literal of templates and sources, so that keys in tables count as used.
fn literals() -> BTreeSet<String> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = BTreeSet::new();
    let mut folders = vec![root.join("src"), root.join("templates")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let text = std::fs::read_to_string(path).unwrap();
                found.extend(text.split('"').map(str::to_owned));
            }
        }
    }
    found
}

#[test]
fn both_languages_have_the_same_keys_and_none_is_unused() {
    let (zh, en) = (keys(Lang::Zh), keys(Lang::En));
    assert_eq!(zh, en);
    assert!(zh.iter().all(|key| Lang::Zh.has(key) && Lang::En.has(key)));
    let literals = literals();
    let unused: Vec<_> = zh.iter().filter(|key| !literals.contains(*key)).collect();
    assert!(unused.is_empty(), "unused words: {unused:?}");
}

#[test]
fn every_key_asked_for_exists() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    let mut folders = vec![root];
    let mut asked = BTreeMap::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            for call in [".t(\"", ".tn(\"", ".tv(\""] {
                for rest in text.split(call).skip(1) {
                    let key = rest.split('"').next().unwrap_or("").to_owned();
                    asked.insert(key, path.display().to_string());
                }
            }
        }
    }
    for (key, place) in asked {
        assert!(Lang::Zh.has(&key), "{place} asks for {key}");
    }
}

/// Writes all sample pages with their assets below the target directory, to be looked at in a
/// browser: `target/sample-pages/{zh,en}/*.html`.
#[test]
fn sample_pages_can_be_looked_at() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let target = std::env::current_exe().unwrap();
    let out = target.ancestors().nth(3).unwrap().join("sample-pages");
    for page in pages() {
        let folder = out.join(page.lang.code());
        std::fs::create_dir_all(&folder).unwrap();
        let html = ["benfu.css", "benfu.js", "icon.svg"]
            .iter()
            .fold(page.html, |html, asset| {
                html.replace(&crate::assets::address(asset), &format!("../{asset}"))
            });
        std::fs::write(folder.join(format!("{}.html", page.name)), html).unwrap();
    }
    for asset in ["benfu.css", "benfu.js", "icon.svg"] {
        std::fs::copy(root.join("assets").join(asset), out.join(asset)).unwrap();
    }
    assert!(out.join("zh/home-usual.html").is_file());
}
