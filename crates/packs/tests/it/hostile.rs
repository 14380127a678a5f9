//! Packs that are damaged or meant to harm: no panic, bounded, always an answer.

use crate::small::Small;
use benfu_packs::{Embedded, Files, FilesError, open};

#[test]
fn any_damage_to_any_file_is_answered_without_a_panic() {
    let files = Small::valid()
        .files("small")
        .expect("the small pack has files");
    for file in &files {
        for cut in (0..file.bytes.len()).step_by(7) {
            let shortened = file.bytes[..cut].to_vec();
            Small::valid().with(&file.path, shortened).remarks();
            let mut twisted = file.bytes.clone();
            twisted[cut] ^= 0x15;
            Small::valid().with(&file.path, twisted).remarks();
        }
    }
}

#[test]
fn deep_nesting_is_refused_and_not_followed() {
    let deep = format!("words = {}{}", "[".repeat(20_000), "]".repeat(20_000));
    let pack = Small::valid().with("lexicon.toml", deep);
    assert!(!pack.loads());
}

#[test]
fn huge_numbers_and_endless_lines_are_answered() {
    let nines = "9".repeat(5_000);
    let pack = Small::valid()
        .changed(
            "parameters/sales_min.toml",
            "\"100万元\"",
            &format!("\"{nines}万元\""),
        )
        .changed(
            "programmes/trial.toml",
            "skips",
            &format!("publication_days = {nines}\nskips"),
        );
    assert!(!pack.loads());
    assert!(
        pack.remarks()
            .iter()
            .all(|remark| remark.excerpt.chars().count() <= 160)
    );
}

#[test]
fn a_name_that_leads_out_of_the_embedded_packs_finds_nothing() {
    for id in [
        "",
        ".",
        "..",
        "../etc",
        "/",
        "base/concepts/../..",
        "base/../base",
    ] {
        assert!(
            matches!(Embedded.files(id), Err(FilesError::NoSuchPack { .. })),
            "{id}"
        );
        assert!(
            id == ".." || id == "." || id == "/" || open(id).is_err(),
            "{id}"
        );
    }
}

#[test]
fn a_pack_that_is_nowhere_is_said_to_be_nowhere_with_those_there_are() {
    let faults = open("atlantis").expect_err("there is no such pack");
    assert_eq!(faults.len(), 1, "{faults:#?}");
    assert!(
        faults
            .iter()
            .any(|fault| fault.message.en.contains("known: base, shenzhen"))
    );
}
