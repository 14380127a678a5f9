//! Mistakes in what a pack says: policy that cannot be right is refused with the place and a way out.

use crate::small::Small;

/// The one error that a change of the valid pack brings.
fn error(pack: &Small) -> String {
    let told = pack.told();
    assert!(!pack.loads(), "it must not load: {told:?}");
    assert_eq!(told.len(), 1, "{told:#?}");
    told.into_iter().next().unwrap_or_default()
}

fn parameter(from: &str, to: &str) -> Small {
    Small::valid().changed("parameters/sales_min.toml", from, to)
}

const SOURCE: &str = "source = { title = \"办法\", confidence = \"H\" }\n";

#[test]
fn a_number_without_a_citation() {
    let pack = parameter(SOURCE, "");
    let expected = "pack-reference-missing parameters/sales_min.toml:4:1 no source: a number without a citation does not load";
    assert_eq!(error(&pack), expected);
}

#[test]
fn an_amount_without_a_unit() {
    let pack = parameter("\"100万元\"", "\"1000000\"");
    assert_eq!(
        error(&pack),
        "pack-value parameters/sales_min.toml:6:6 \"1000000\" has no unit"
    );
}

#[test]
fn a_unit_that_nobody_knows() {
    let pack = parameter("unit = \"万元\"", "unit = \"furlong\"");
    let told = pack.told();
    let unit = "pack-unit parameters/sales_min.toml:2:8 unknown unit \"furlong\"";
    assert!(told.contains(&unit.to_owned()), "{told:#?}");
    assert!(!pack.loads());
}

#[test]
fn values_that_go_backwards() {
    let earlier = format!("{SOURCE}\n[[value]]\nfrom = 2019-01-01\nis = \"50万元\"\n{SOURCE}");
    let expected =
        "pack-dates parameters/sales_min.toml:10:8 this value does not start after the one before";
    assert_eq!(error(&parameter(SOURCE, &earlier)), expected);
}

#[test]
fn values_that_overlap() {
    let overlapping = format!(
        "{SOURCE}until = 2022-12-31\n\n[[value]]\nfrom = 2022-07-01\nis = \"50万元\"\n{SOURCE}"
    );
    let expected = "pack-dates parameters/sales_min.toml:11:8 the value before does not end on the day before this one starts";
    assert_eq!(error(&parameter(SOURCE, &overlapping)), expected);
}

#[test]
fn a_value_that_ends_before_it_starts() {
    let pack = parameter(SOURCE, &format!("until = 2019-12-31\n{SOURCE}"));
    assert_eq!(
        error(&pack),
        "pack-dates parameters/sales_min.toml:7:9 it ends before it starts"
    );
}

#[test]
fn a_table_with_a_row_that_is_never_reached() {
    let pack = parameter(
        "is = \"100万元\"",
        "tiers = [ { is = \"1万元\" }, { up_to = \"9万元\", is = \"2万元\" } ]",
    )
    .changed(
        "parameters/sales_min.toml",
        "unit =",
        "by = \"sales\"\nunit =",
    )
    .changed(
        "rules/large.toml",
        "param(\"sales_min\")",
        "param(\"sales_min\", sales)",
    );
    let told = pack.told();
    assert_eq!(
        told[0],
        "pack-tiers parameters/sales_min.toml:7:9 the last row still has a limit"
    );
    assert_eq!(
        told[1],
        "pack-tiers parameters/sales_min.toml:7:27 this row is never reached"
    );
}

#[test]
fn a_table_without_what_selects_a_row() {
    let pack = parameter("is = \"100万元\"", "tiers = [ { is = \"1万元\" } ]");
    let expected = "pack-tiers parameters/sales_min.toml:6:9 tiers without by cannot be looked up";
    assert_eq!(error(&pack), expected);
}

#[test]
fn hearsay_as_a_hard_gate() {
    let pack = parameter("\"H\"", "\"L\"");
    let expected =
        "pack-confidence rules/large.toml:2:8 sales_min has confidence L and cannot be a hard gate";
    assert_eq!(error(&pack), expected);
    let advice = pack.changed("rules/large.toml", "label", "use = \"guideline\"\nlabel");
    assert!(advice.loads(), "hearsay may advise: {:?}", advice.told());
}

#[test]
fn a_parameter_that_nothing_uses() {
    let pack = Small::valid().changed("rules/large.toml", "param(\"sales_min\")", "\"100万元\"");
    assert_eq!(
        pack.told(),
        [
            "pack-parameter-unused parameters/sales_min.toml:1:1 no rule and no policy uses the parameter sales_min"
        ]
    );
    assert!(!pack.loads());
}

#[test]
fn a_rule_that_does_not_compile_is_shown_inside_its_text() {
    let pack = Small::valid().changed("rules/large.toml", "grade >= \"low\"", "grad >= \"low\"");
    let told = pack.told();
    let expected =
        "rule-unknown-concept rules/large.toml:2:40 the dictionary has no concept \"grad\"";
    assert_eq!(told, [expected], "column 40 is where grad stands");
}

#[test]
fn a_rule_on_several_lines_is_placed_on_its_own_line() {
    let pack = Small::valid().with(
        "rules/large.toml",
        format!("label = {{ zh = \"够大\", en = \"Large\" }}\nwhen = '''\nsales >= param(\"sales_min\")\n    && sales >= 5\n'''\n{SOURCE}"),
    );
    let told = pack.told();
    assert!(
        told.iter()
            .any(|line| line.starts_with("rule-unit-missing rules/large.toml:4:17")),
        "{told:#?}"
    );
}

#[test]
fn a_rule_without_a_case_for_each_answer() {
    let pack = Small::valid().changed("cases/large.toml", "large = \"unknown\"", "large = \"met\"");
    assert_eq!(
        pack.told(),
        ["pack-cases-missing rules/large.toml:1:1 rule large has no case that expects unknown"]
    );
    assert!(pack.loads());
}

#[test]
fn a_case_about_a_rule_there_is_not() {
    let pack = Small::valid().changed(
        "cases/large.toml",
        "{ large = \"met\" }",
        "{ larg = \"met\", large = \"met\" }",
    );
    assert_eq!(
        error(&pack),
        "pack-reference-unknown cases/large.toml:5:19 there is no rule larg"
    );
}

fn loaded(pack: &Small) -> benfu_packs::Pack {
    let (pack, _) = benfu_packs::load(pack, "small").expect("the pack loads");
    pack
}

#[test]
fn a_case_like_an_earlier_one_changes_only_what_it_states() {
    let same = "like = \"yes\"\ngiven = { sales = { \"2025\" = \"99万元\" } }\n";
    let pack = Small::valid().changed(
        "cases/large.toml",
        "on = 2026-06-30\ngiven = { sales = { \"2025\" = \"99万元\" } }\n",
        same,
    );
    let unknown = "like = \"yes\"\ngiven = { sales = { \"2025\" = \"未知\" } }\nexpect = { large = \"unknown\" }";
    let pack = pack.changed(
        "cases/large.toml",
        "on = 2026-06-30\nexpect = { large = \"unknown\" }",
        unknown,
    );
    assert!(pack.told().is_empty(), "{:?}", pack.told());
    let results = benfu_packs::test(&loaded(&pack));
    assert!(
        results.iter().all(benfu_packs::CaseResult::passed),
        "{results:#?}"
    );
}

#[test]
fn a_case_like_one_that_does_not_come_before_it() {
    let pack = Small::valid().changed(
        "cases/large.toml",
        "name = \"no\"\non = 2026-06-30",
        "name = \"no\"\nlike = \"yess\"\non = 2026-06-30",
    );
    assert_eq!(
        error(&pack),
        "pack-reference-unknown cases/large.toml:9:8 there is no earlier case yess"
    );
}

const CROSSWALK: &str = "label = { zh = \"对照\", en = \"Crosswalk\" }\nfrom = \"grade\"\ninto = [\"grade\"]\n\
    source = { title = \"通知\", confidence = \"H\" }\n\n[[row]]\ncode = \"low\"\nbecomes = [\"grade/high\"]\n\n\
    [[row]]\ncode = \"high\"\nbecomes = []\n";

#[test]
fn a_crosswalk_that_forgets_a_code() {
    let whole = Small::valid().with("crosswalks/grade.toml", CROSSWALK);
    assert!(whole.told().is_empty(), "{:?}", whole.told());
    let pack = Small::valid().with(
        "crosswalks/grade.toml",
        CROSSWALK.replace("[[row]]\ncode = \"high\"\nbecomes = []\n", ""),
    );
    assert_eq!(
        error(&pack),
        "pack-crosswalk crosswalks/grade.toml:1:1 it does not say what became of high"
    );
}

#[test]
fn a_crosswalk_to_a_code_there_is_not() {
    let pack = Small::valid().with(
        "crosswalks/grade.toml",
        CROSSWALK.replace("grade/high", "grade/hihg"),
    );
    assert_eq!(
        error(&pack),
        "pack-reference-unknown crosswalks/grade.toml:8:12 there is no code hihg"
    );
}

#[test]
fn a_fact_of_a_case_that_cannot_be_read() {
    let pack = Small::valid().changed(
        "cases/large.toml",
        "grade = \"low\"",
        "grade = \"middling\"",
    );
    assert!(
        error(&pack)
            .starts_with("pack-value cases/large.toml:4:49 \"middling\" is not in the vocabulary")
    );
}
