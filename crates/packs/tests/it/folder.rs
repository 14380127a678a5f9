//! Packs in folders: what is read of them, and what is not.

use benfu_packs::{Files, FilesError, Folder, load, open};
use std::fs;
use std::path::Path;

const MANIFEST: &str =
    "id = \"town\"\nversion = \"1\"\nlabel = { zh = \"镇\", en = \"Town\" }\nextends = \"base\"\n";

/// A folder `town` that extends the base, with further files.
fn town(files: &[(&str, &str)]) -> (tempfile::TempDir, String) {
    let outer = tempfile::tempdir().expect("a temporary folder");
    let root = outer.path().join("town");
    for (path, text) in [("pack.toml", MANIFEST)].iter().chain(files) {
        let path = root.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("folders are made");
        fs::write(path, text).expect("a file is written");
    }
    let shown = root.to_string_lossy().into_owned();
    (outer, shown)
}

#[test]
fn a_folder_extends_an_embedded_pack() {
    let (_outer, path) = town(&[]);
    let (pack, remarks) = open(&path).expect("the town loads");
    assert_eq!(
        (pack.id.as_str(), pack.extends.as_slice()),
        ("town", ["base".to_owned()].as_slice())
    );
    assert!(pack.programmes.contains_key("scenario") && remarks.is_empty());
}

#[test]
fn faults_name_the_file_where_a_person_finds_it() {
    let (_outer, path) = town(&[("schemes/title.toml", "label = { zh = \"称号\" }")]);
    let faults = open(&path).expect_err("a label lacks English");
    assert!(
        faults[0].file.ends_with("/town/schemes/title.toml"),
        "{}",
        faults[0].file
    );
}

#[test]
fn hidden_files_and_windows_line_ends_do_not_matter() {
    let text = "label = { zh = \"称号\", en = \"Title\" }\r\nsynonyms = [\"头衔\"]\r\n";
    let (_outer, path) = town(&[
        ("schemes/title.toml", text),
        (".git/config", "x"),
        ("schemes/.swp", "x"),
    ]);
    let (pack, remarks) = open(&path).expect("the town loads");
    assert!(pack.dictionary.schemes.contains_key("title") && remarks.is_empty());
}

#[test]
fn a_pack_may_leave_out_a_file_below_and_have_its_own_of_that_name() {
    let own = "label = { zh = \"孵化\", en = \"Hatchery\" }\n";
    let (_outer, path) = town(&[
        ("schemes/maker_space.toml", own),
        ("regions.toml", "regions = []\n"),
    ]);
    let manifest = format!("{MANIFEST}without = [\"schemes/maker_space.toml\"]\n");
    fs::write(Path::new(&path).join("pack.toml"), manifest).expect("a file is written");
    let (pack, _) = open(&path).expect("the town loads");
    assert_eq!(pack.dictionary.schemes["maker_space"].label.en, "Hatchery");
}

#[test]
fn a_file_larger_than_a_pack_may_hold_is_not_read() {
    let (_outer, path) = town(&[("lexicon.toml", &"#".repeat((1 << 20) + 1))]);
    let folder = Folder::open(Path::new(&path)).expect("a folder");
    assert!(matches!(
        folder.files("town"),
        Err(FilesError::TooLarge { .. })
    ));
    assert!(load(&folder, "town").is_err());
}

#[cfg(unix)]
#[test]
fn a_link_is_not_followed_out_of_the_pack() {
    let (outer, path) = town(&[]);
    let secret = outer.path().join("secret.toml");
    fs::write(&secret, "label = { zh = \"密\", en = \"Secret\" }").expect("a file is written");
    fs::create_dir(Path::new(&path).join("schemes")).expect("a folder is made");
    let link = Path::new(&path).join("schemes/secret.toml");
    std::os::unix::fs::symlink(secret, link).expect("a link is made");
    let (pack, _) = open(&path).expect("the town loads");
    assert!(!pack.dictionary.schemes.contains_key("secret"));
}

#[test]
fn a_file_is_no_folder() {
    let (_outer, path) = town(&[]);
    let file = Path::new(&path).join("pack.toml");
    assert!(matches!(
        Folder::open(&file),
        Err(FilesError::Unreadable { .. })
    ));
}
