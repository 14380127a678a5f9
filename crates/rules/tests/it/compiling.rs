//! What the compiler refuses, and that it says why, where and what to do.

use benfu_rules::{Diagnostic, compile};
use proptest::prelude::*;

use crate::world::{World, rule};

fn faults(text: &str) -> Vec<Diagnostic> {
    compile("test", text, &World).expect_err(text)
}

fn codes(text: &str) -> Vec<&'static str> {
    faults(text).into_iter().map(|fault| fault.code).collect()
}

#[test]
fn each_fault_has_its_code() {
    let cases = [
        ("sales >= 40000000", "rule-unit-missing"),
        ("sales >= -5", "rule-unit-missing"),
        ("5 < weight", "rule-unit-missing"),
        ("sales + 5 > rd_expense", "rule-unit-missing"),
        ("sales >= \"20kg\"", "rule-literal"),
        ("protection >= \"IP99\"", "rule-literal"),
        ("founded_on <= \"2025-02-30\"", "rule-literal"),
        ("sales >= weight", "rule-types-differ"),
        ("industry == protection", "rule-types-differ"),
        ("sales * rd_expense > sales", "rule-units-combined"),
        ("staff / sales > 5", "rule-units-combined"),
        ("industry >= \"chips\"", "rule-not-ordered"),
        ("title < \"x\"", "rule-not-ordered"),
        ("founded_on + 5 > founded_on", "rule-not-a-number"),
        ("sales", "rule-not-a-condition"),
        ("(a && b) == c", "rule-not-a-value"),
        ("has_status(\"title\") > 1", "rule-not-a-value"),
        ("\"x\" == \"y\"", "rule-literal-alone"),
        ("sale > \"5元\"", "rule-unknown-concept"),
        ("weight.y1 > \"5kg\"", "rule-not-yearly"),
        ("sales.y99 > \"5元\"", "rule-year-range"),
        ("staff > param(\"nothing\")", "rule-unknown-parameter"),
        ("staff > param(\"ratio_min\")", "rule-table-key"),
        (
            "staff > param(\"growth_min\", sales)",
            "rule-key-without-table",
        ),
        ("has_status(\"nothing\")", "rule-unknown-register"),
        ("has_status(\"title\", \"galactic\")", "rule-unknown-level"),
        ("has_status(title)", "rule-arguments"),
        ("months_between(today) > 5", "rule-arguments"),
        ("growth_reaches(sales, 0, 0.1)", "rule-arguments"),
        ("growth_reaches(debt, 2, 0.1)", "rule-not-yearly"),
        ("is_known(sales)", "rule-asks-knowledge"),
        ("size(fields) > 1", "rule-unknown-function"),
        ("industry in []", "rule-empty-list"),
        ("industry in industry", "rule-not-a-list"),
        ("staff in [rd_staff]", "rule-list-element"),
        ("[1] == [1]", "rule-list-place"),
        ("1 < staff < 5", "rule-chained"),
        ("staff = 5", "rule-single-equals"),
        ("title == \"open", "rule-quote"),
        ("title == \"\\q\"", "rule-escape"),
        ("staff > 5; a", "rule-character"),
        ("staff > ", "rule-expected"),
        ("", "rule-expected"),
    ];
    for (text, code) in cases {
        assert!(codes(text).contains(&code), "{text}: {:?}", faults(text));
    }
}

#[test]
fn a_missing_unit_says_what_to_write_in_both_languages() {
    let fault = faults("sales >= 40000000").remove(0);
    assert_eq!(
        &"sales >= 40000000"[fault.span.start..fault.span.end],
        "40000000"
    );
    assert!(fault.help.zh.contains("\"4000万元\""));
    assert!(fault.help.en.contains("\"4000万元\""));
}

#[test]
fn a_misspelt_concept_is_answered_with_a_close_one() {
    assert!(faults("salse > \"1元\"")[0].help.en.contains("sales"));
}

#[test]
fn all_faults_of_a_text_are_found_at_once() {
    let found = codes("sale > 5 && weight > 3 && (protection >= ) || is_known(a)");
    let expected = [
        "rule-unknown-concept",
        "rule-unit-missing",
        "rule-expected",
        "rule-asks-knowledge",
    ];
    assert_eq!(found, expected);
}

#[test]
fn hostile_texts_are_refused_not_suffered() {
    assert_eq!(codes(&"a && ".repeat(4000)), ["rule-too-long"]);
    assert!(codes(&"(".repeat(5000)).contains(&"rule-too-deep"));
    assert!(codes(&"!".repeat(5000)).contains(&"rule-too-deep"));
    assert!(codes(&"a?".repeat(2000)).contains(&"rule-too-deep"));
    assert!(codes(&"[".repeat(5000)).contains(&"rule-too-deep"));
    let digits = format!("staff > {}", "9".repeat(60));
    assert_eq!(codes(&digits), ["rule-number-range"]);
    let nested = format!("{}staff{} > 5", "(1 + ".repeat(30), ")".repeat(30));
    assert_eq!(rule(&nested).concepts().count(), 1);
}

#[test]
fn a_long_flat_rule_is_no_deep_rule() {
    let sum = vec!["staff"; 1000].join(" + ");
    assert_eq!(rule(&format!("{sum} > 5")).concepts().count(), 1);
}

#[test]
fn a_rule_knows_what_it_needs() {
    let rule = rule(
        "rd_expense.y1 >= sales * param(\"ratio_min\", sales) && has_status(\"title\", \"local\")",
    );
    let concepts: Vec<_> = rule.concepts().collect();
    assert_eq!(concepts, [("rd_expense", 1), ("sales", 0)]);
    assert_eq!(rule.parameters().collect::<Vec<_>>(), ["ratio_min"]);
    assert_eq!(rule.questions().len(), 3);
}

#[test]
fn literals_take_their_meaning_from_the_other_side() {
    for text in [
        "\"4000万元\" <= sales",
        "sales - \"1万元\" >= rd_expense * 20",
        "(is_none(sales.y2) ? \"0元\" : sales.y2) < sales",
        "sales >= \"50万元\" * staff",
        "sales / staff >= \"50万元\"",
        "months_between(\"2020-01-01\", today) > 12",
        "\"chips\" in fields",
        "industry in param(\"industries\")",
        "industry in [\"chips\", 'drones']",
        "rd_expense / sales >= 0.05",
        "-sales < \"-5元\"",
    ] {
        rule(text);
    }
}

proptest! {
    #[test]
    fn compiling_any_tokens_ends_without_a_panic(
        words in prop::collection::vec(prop::sample::select(vec![
            "a", "1", "\"IP68\"", "(", ")", "[", "]", ",", "?", ":", "&&", "||", "!", "==", "in",
            "-", "+", "*", "/", "param(", "sales.y1", "protection", "<", "is_none(", "fields",
        ]), 0..40)
    ) {
        let text = words.join(" ");
        if let Ok(rule) = compile("test", &text, &World) {
            let printed = rule.to_string();
            let again = compile("test", &printed, &World);
            prop_assert_eq!(again.map(|rule| rule.to_string()), Ok(printed));
        }
    }
}
