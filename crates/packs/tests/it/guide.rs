//! The files of the guide on adding a policy, loaded as they stand there.

use benfu_packs::{open, render, test};
use std::fs;

const GUIDE: &str = include_str!("../../../../docs/guides/add-a-policy.md");

/// The blocks of the guide that are files: their first line is a remark with the path.
fn files() -> Vec<(&'static str, &'static str)> {
    let blocks = GUIDE.split("```toml\n").skip(1);
    let file = |block: &'static str| {
        let text = block.split("```").next()?;
        let path = text.lines().next()?.strip_prefix("# ")?;
        Some((path, text))
    };
    blocks.filter_map(file).collect()
}

#[test]
fn the_files_of_the_guide_load_without_a_remark_and_answer_their_cases() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let root = folder.path().join("mycity");
    assert_eq!(files().len(), 7);
    for (path, text) in files() {
        let path = root.join(path);
        let parent = path.parent().expect("a file stands in a folder");
        fs::create_dir_all(parent).expect("the folder can be made");
        fs::write(path, text).expect("the file can be written");
    }
    let name = root.to_str().expect("the path is UTF-8");
    let (pack, remarks) = open(name).unwrap_or_else(|faults| {
        let texts: Vec<String> = faults.iter().map(render).collect();
        panic!("{}", texts.join("\n"))
    });
    let texts: Vec<String> = remarks.iter().map(render).collect();
    assert!(texts.is_empty(), "{}", texts.join("\n"));
    let results = test(&pack);
    let own = results
        .iter()
        .filter(|result| result.rule == "policy:cloud_machines");
    assert_eq!(own.count(), 4);
    assert!(results.iter().all(benfu_packs::CaseResult::passed));
}
