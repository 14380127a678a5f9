//! Mistakes in the form of a file: one malformed pack per mistake, told by code, place and words.

use crate::small::Small;

/// The one error that a change of the valid pack brings.
fn error(pack: &Small) -> String {
    let told = pack.told();
    assert!(!pack.loads(), "it must not load: {told:?}");
    assert_eq!(told.len(), 1, "{told:#?}");
    told.into_iter().next().unwrap_or_default()
}

fn concept(from: &str, to: &str) -> Small {
    Small::valid().changed("concepts/sales.toml", from, to)
}

#[test]
fn a_syntax_error_is_placed_and_the_other_files_are_still_read() {
    let pack = concept("subject = \"party\"", "subject = \"party\"\nunit = = 1").changed(
        "schemes/title.toml",
        "\"Title\"",
        "\"\"",
    );
    let told = pack.told();
    assert!(
        told.iter()
            .any(|line| line.starts_with("pack-toml concepts/sales.toml:6:")),
        "{told:#?}"
    );
    assert!(
        told.iter()
            .any(|line| line.starts_with("pack-label-missing schemes/title.toml:1:9")),
        "{told:#?}"
    );
}

#[test]
fn a_file_that_is_not_utf8() {
    let pack = Small::valid().with("schemes/other.toml", vec![0xff, 0xfe]);
    assert_eq!(
        error(&pack),
        "pack-encoding schemes/other.toml:1:1 the file is not UTF-8"
    );
}

#[test]
fn a_misspelt_key() {
    let pack = concept("subject =", "periot = \"yearly\"\nsubject =");
    assert_eq!(
        error(&pack),
        "pack-key-unknown concepts/sales.toml:5:1 unknown key periot"
    );
    assert_eq!(pack.remarks()[0].help.en, "did you mean period?");
}

#[test]
fn a_key_that_is_missing() {
    let pack = concept("type = \"money\"\nunit = \"万元\"\n", "");
    assert!(
        pack.told()
            .contains(&"pack-key-missing concepts/sales.toml:1:1 type is missing".to_owned())
    );
    assert!(!pack.loads());
}

#[test]
fn a_value_of_another_type() {
    let pack = concept("unit = \"万元\"", "unit = 10000");
    assert!(pack.told().contains(
        &"pack-type concepts/sales.toml:4:8 expected a quoted text, found integer".to_owned()
    ));
}

#[test]
fn a_label_in_one_language_only() {
    let pack = concept("{ zh = \"营收\", en = \"Sales\" }", "{ zh = \"营收\" }");
    assert_eq!(
        error(&pack),
        "pack-label-missing concepts/sales.toml:1:9 label has no text in en"
    );
}

#[test]
fn a_word_that_is_none_of_those_allowed() {
    let pack = concept("\"yearly\"", "\"yearl\"");
    let expected =
        "pack-word-unknown concepts/sales.toml:6:10 \"yearl\" is none of the words allowed here";
    assert_eq!(error(&pack), expected);
    assert_eq!(
        pack.remarks()[0].help.en,
        "did you mean yearly? allowed: timeless, yearly"
    );
}

#[test]
fn an_id_that_is_not_the_path() {
    let pack = concept("label =", "id = \"turnover\"\nlabel =");
    let expected =
        "pack-id-path concepts/sales.toml:1:6 the id turnover differs from the file's path, sales";
    assert_eq!(error(&pack), expected);
}

#[test]
fn a_file_name_that_is_no_identifier() {
    let pack = Small::valid().with(
        "schemes/My Title.toml",
        "label = { zh = \"a\", en = \"a\" }",
    );
    assert_eq!(
        error(&pack),
        "pack-file-name schemes/My Title.toml:1:1 the file name My Title is no identifier"
    );
}

#[test]
fn a_file_that_nobody_reads_is_remarked_on_and_the_pack_loads() {
    let pack = Small::valid().with("concept/sales.toml", "x = 1");
    assert_eq!(
        pack.told(),
        ["pack-file-unknown concept/sales.toml:1:1 nothing reads concept/sales.toml"]
    );
    assert!(pack.loads());
}

#[test]
fn a_day_that_the_calendar_lacks() {
    let pack = Small::valid().changed(
        "cases/large.toml",
        "name = \"yes\"\non = 2026-06-30",
        "name = \"yes\"\non = \"2026-06-31\"",
    );
    assert_eq!(
        error(&pack),
        "pack-date cases/large.toml:3:6 2026-06-31 is no day of the calendar"
    );
}

#[test]
fn a_number_out_of_range() {
    let pack = Small::valid().changed(
        "programmes/trial.toml",
        "skips",
        "publication_days = 0\nskips",
    );
    assert_eq!(
        error(&pack),
        "pack-range programmes/trial.toml:3:20 0 is outside 1 to 3650"
    );
}

#[test]
fn a_name_that_leads_nowhere() {
    let pack = Small::valid().changed(
        "concepts/grade.toml",
        "vocabulary = \"grade\"",
        "vocabulary = \"grad\"",
    );
    let remarks = pack.remarks();
    let found = remarks
        .iter()
        .find(|remark| remark.code == "pack-reference-unknown");
    let found = found.expect("the vocabulary is reported");
    assert_eq!((found.line, found.column), (4, 14));
    assert_eq!(found.message.en, "there is no vocabulary grad");
    assert_eq!(found.help.zh, "是否想写 grade？");
}

#[test]
fn a_code_twice() {
    let pack = Small::valid().changed("vocabularies/grade.toml", "id = \"high\"", "id = \"low\"");
    assert_eq!(
        error(&pack),
        "pack-twice vocabularies/grade.toml:9:6 code low occurs twice"
    );
}

#[test]
fn a_pack_without_manifest() {
    let pack = Small::valid().without("pack.toml");
    assert_eq!(
        error(&pack),
        "pack-key-missing small/pack.toml:1:1 pack.toml is missing"
    );
}

#[test]
fn a_pack_whose_id_is_not_its_folder() {
    let pack = Small::valid().changed("pack.toml", "\"small\"", "\"tiny\"");
    assert_eq!(
        error(&pack),
        "pack-id-path pack.toml:1:6 the id tiny differs from the file's path, small"
    );
}

#[test]
fn a_pack_that_extends_one_there_is_not() {
    let pack = Small::valid().changed("pack.toml", "version", "extends = \"nowhere\"\nversion");
    assert!(
        pack.told()[0].starts_with("pack-files nowhere:1:1 there is no pack nowhere"),
        "{:?}",
        pack.told()
    );
    assert!(!pack.loads());
}

#[test]
fn a_pack_that_extends_itself() {
    let pack = Small::valid().changed("pack.toml", "version", "extends = \"small\"\nversion");
    assert_eq!(
        error(&pack),
        "pack-extends small:1:1 pack small extends itself"
    );
}

#[test]
fn a_file_to_be_left_out_that_is_not_below() {
    let pack = Small::valid().changed(
        "pack.toml",
        "version",
        "without = [\"roles/none.toml\"]\nversion",
    );
    assert_eq!(
        error(&pack),
        "pack-reference-unknown pack.toml:1:1 there is no file in the packs below roles/none.toml"
    );
}
