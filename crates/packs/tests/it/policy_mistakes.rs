//! One malformed policy per mistake, told by code, place and words.

use crate::policies::{POLICY, changed, valid};
use crate::small::Small;

/// The line of the policy on which a passage stands.
fn line_of(passage: &str) -> usize {
    let byte = POLICY.find(passage).expect("the passage is in the policy");
    POLICY[..byte].matches('\n').count() + 1
}

/// The change brings this code on this line, with this message.
fn refused(pack: &Small, code: &str, line: usize, message: &str) {
    let told = pack.told();
    assert!(!pack.loads(), "it must not load: {told:?}");
    let wanted = format!("{code} policies/grant.toml:{line}:");
    let found = told
        .iter()
        .any(|one| one.starts_with(&wanted) && one.contains(message));
    assert!(found, "{wanted} … {message}\n{told:#?}");
    let helps = pack.remarks();
    assert!(
        helps
            .iter()
            .all(|one| !one.help.en.is_empty() && !one.help.zh.is_empty())
    );
}

#[test]
fn a_number_without_a_source() {
    let line = line_of("[[edition.gate]]");
    refused(
        &changed("clause = \"第二条\"\n", ""),
        "pack-reference-missing",
        line,
        "no clause and no source",
    );
    let line = line_of("from = 2021-01-01") - 2;
    let without = changed(
        "source = { title = \"办法\", document = \"文〔2020〕1号\", confidence = \"H\" }\n",
        "",
    );
    refused(&without, "pack-reference-missing", line, "no source");
}

#[test]
fn a_citation_of_another_number() {
    let line = line_of("文〔2020〕1号");
    let pack = changed("文〔2020〕1号", "文〔2020〕2号");
    refused(
        &pack,
        "pack-citation",
        line,
        "documents.toml lists no document 文〔2020〕2号",
    );
    assert_eq!(pack.remarks()[0].help.en, "did you mean 文〔2020〕1号?");
}

#[test]
fn a_citation_under_another_title() {
    let pack = changed("title = \"办法\"", "title = \"细则\"");
    refused(
        &pack,
        "pack-citation",
        line_of("文〔2020〕1号"),
        "the title of 文〔2020〕1号 is 办法",
    );
}

#[test]
fn a_document_that_was_not_in_force() {
    let pack = changed("from = 2021-01-01", "from = 2020-01-01");
    refused(
        &pack,
        "pack-citation",
        line_of("文〔2020〕1号"),
        "was not in force on 2020-01-01",
    );
}

#[test]
fn editions_that_overlap() {
    let pack = changed("until = 2025-12-31", "until = 2026-01-01");
    refused(
        &pack,
        "pack-dates",
        line_of("from = 2026-01-01"),
        "edition second starts before edition first has ended",
    );
    let open = changed("until = 2025-12-31\n", "");
    refused(
        &open,
        "pack-dates",
        line_of("from = 2026-01-01") - 1,
        "edition second starts before",
    );
}

#[test]
fn an_edition_that_ends_before_it_starts() {
    let pack = changed("until = 2025-12-31", "until = 2020-12-31");
    refused(
        &pack,
        "pack-dates",
        line_of("until = 2025-12-31"),
        "it ends before it starts",
    );
}

#[test]
fn a_parameter_without_a_value_on_a_day_of_the_edition() {
    let late = valid().changed("parameters/sales_min.toml", "2020-01-01", "2022-01-01");
    refused(
        &late,
        "pack-parameter-gap",
        line_of("param(\"sales_min\")"),
        "has no value on 2021-01-01",
    );
    let ended = valid().changed(
        "parameters/sales_min.toml",
        "from = 2020-01-01",
        "from = 2020-01-01\nuntil = 2025-06-30",
    );
    refused(
        &ended,
        "pack-parameter-gap",
        line_of("param(\"sales_min\")"),
        "has no value on 2025-07-01",
    );
}

#[test]
fn a_wrong_unit() {
    let line = line_of("sales > \"1亿元\"");
    refused(
        &changed("sales > \"1亿元\"", "sales > 100000000"),
        "rule-unit-missing",
        line,
        "",
    );
    refused(
        &changed("sales > \"1亿元\"", "sales > \"20kg\""),
        "rule-literal",
        line,
        "",
    );
}

#[test]
fn a_wrong_unit_of_a_band_is_shown_at_the_band() {
    let pack = changed("at_least = \"1.5\"", "at_least = \"1.5万元\"");
    refused(&pack, "rule-literal", line_of("at_least = \"1.5\""), "");
}

#[test]
fn hearsay_as_a_gate() {
    let gate = changed(
        "clause = \"第二条\"",
        "source = { title = \"听说\", confidence = \"L\" }",
    );
    refused(
        &gate,
        "pack-confidence",
        line_of("[[edition.gate]]"),
        "has confidence L and cannot be a hard gate",
    );
    let advice = gate.changed(
        "policies/grant.toml",
        "id = \"size\"\nlabel = { zh = \"规模\", en = \"Size\" }\nsource",
        "use = \"guideline\"\nid = \"size\"\nlabel = { zh = \"规模\", en = \"Size\" }\nsource",
    );
    assert!(
        advice
            .told()
            .iter()
            .all(|one| !one.contains("pack-confidence")),
        "{:?}",
        advice.told()
    );
}

#[test]
fn a_guideline_that_is_asked_to_decide() {
    let pack = valid().changed("rules/large.toml", "when =", "use = \"guideline\"\nwhen =");
    refused(
        &pack,
        "pack-confidence",
        line_of("rule = \"large\""),
        "the rule large is a guideline and cannot decide",
    );
}

#[test]
fn names_that_do_not_exist() {
    refused(
        &changed("[\"990000\"]", "[\"980000\"]"),
        "pack-reference-unknown",
        line_of("territory"),
        "980000",
    );
    refused(
        &changed("scheme = \"title\"", "scheme = \"tilte\""),
        "pack-reference-unknown",
        line_of("grants"),
        "tilte",
    );
    refused(
        &changed("level = \"city\" }\nterr", "level = \"town\" }\nterr"),
        "pack-reference-unknown",
        line_of("grants"),
        "town",
    );
    refused(
        &changed("rule = \"large\"", "rule = \"small\""),
        "pack-reference-unknown",
        line_of("rule = \"large\""),
        "small",
    );
    refused(
        &changed("cap = \"sales_min\"", "cap = \"sales_max\""),
        "pack-reference-unknown",
        line_of("cap ="),
        "sales_max",
    );
    refused(
        &changed("has_status(\"title\")", "has_status(\"titel\")"),
        "rule-unknown-register",
        line_of("has_status(\"title\")"),
        "",
    );
    refused(
        &changed("[\"points\"]", "[\"point\"]"),
        "pack-reference-unknown",
        line_of("replaces"),
        "point",
    );
}

#[test]
fn an_id_used_twice() {
    refused(
        &changed("id = \"plan\"", "id = \"size\""),
        "pack-twice",
        line_of("id = \"plan\""),
        "size",
    );
    refused(
        &changed("id = \"huge\"", "id = \"policy\""),
        "pack-twice",
        line_of("id = \"huge\""),
        "policy",
    );
    refused(
        &changed("id = \"second\"", "id = \"first\""),
        "pack-twice",
        line_of("id = \"second\""),
        "first",
    );
}

#[test]
fn a_criterion_written_in_two_ways_or_in_none() {
    let two = changed(
        "rule = \"large\"",
        "rule = \"large\"\nwhen = 'grade >= \"low\"'",
    );
    refused(
        &two,
        "pack-one-way",
        line_of("rule = \"large\"") - 3,
        "exactly one of these is needed",
    );
    let none = changed("judged = true", "");
    refused(
        &none,
        "pack-one-way",
        line_of("id = \"plan\"") - 1,
        "exactly one of these is needed",
    );
}

#[test]
fn a_band_that_is_never_reached() {
    let pack = changed("{ at_least = \"1.1\"", "{ at_least = \"1.6\"");
    refused(
        &pack,
        "pack-band",
        line_of("at_least = \"1.1\""),
        "this band is never reached",
    );
}

#[test]
fn points_that_cannot_be_reached() {
    refused(
        &changed("at_least = 6 }", "at_least = 9 }"),
        "pack-score",
        line_of("pass ="),
        "at most 8 points",
    );
    refused(
        &changed("least = 2\n", "least = 9\n"),
        "pack-score",
        line_of("least = 2"),
        "at most 8 points",
    );
    refused(
        &changed("points = 6 }", "points = 7 }"),
        "pack-range",
        line_of("points = 6"),
        "",
    );
}

#[test]
fn a_group_that_asks_for_more_than_it_has() {
    refused(
        &changed("least = 1\n", "least = 3\n"),
        "pack-range",
        line_of("least = 1"),
        "",
    );
}

#[test]
fn a_key_that_is_missing_or_misspelt() {
    refused(
        &changed("kind = \"subsidy\"\n", ""),
        "pack-key-missing",
        1,
        "kind is missing",
    );
    refused(
        &changed("until = 2025-12-31", "untill = 2025-12-31"),
        "pack-key-unknown",
        line_of("until ="),
        "untill",
    );
    refused(
        &changed("\"subsidy\"", "\"subsidi\""),
        "pack-word-unknown",
        line_of("kind"),
        "",
    );
    refused(
        &changed("yearly = \"05-31\"", "yearly = \"02-30\""),
        "pack-date",
        line_of("yearly"),
        "",
    );
}

#[test]
fn a_policy_without_a_case_for_each_answer_is_remarked_on() {
    let pack = valid().changed(
        "cases/grant.toml",
        "expect = { \"policy:grant\" = \"met\" }",
        "expect = { \"policy:grant\" = \"unknown\" }",
    );
    let told = pack.told();
    assert!(
        told.iter()
            .any(|one| one.contains("policy grant has no case that expects met")),
        "{told:?}"
    );
    assert!(pack.loads());
}

#[test]
fn a_case_that_names_no_policy_or_no_fact() {
    let pack = valid().changed("cases/grant.toml", "[\"title/city\"]", "[\"titel\"]");
    let told = pack.told();
    assert!(
        told.iter()
            .any(|one| one.starts_with("pack-question cases/grant.toml:")),
        "{told:?}"
    );
    let pack = valid().changed(
        "cases/grant.toml",
        "expect = { \"policy:grant\" = \"met\" }",
        "expect = { \"policy:grand\" = \"met\" }",
    );
    assert!(
        pack.told().iter().any(|one| one.contains("grand")),
        "{:?}",
        pack.told()
    );
    assert!(!pack.loads());
}
