//! The sentences that show why a profile was found.

use benfu_search::{Analyzer, Lexicon, MatchedTerm, Passage};

fn matched(terms: &[(&str, u32)]) -> Vec<MatchedTerm> {
    let term = |&(text, weight_permille): &(&str, u32)| MatchedTerm {
        text: text.to_owned(),
        weight_permille,
    };
    terms.iter().map(term).collect()
}

fn passages(text: &str, terms: &[(&str, u32)]) -> Vec<Passage> {
    Analyzer::new(&Lexicon::default())
        .unwrap()
        .passages(text, &matched(terms))
}

fn highlighted(passage: &Passage) -> Vec<&str> {
    passage
        .highlights
        .iter()
        .map(|range| &passage.text[range.clone()])
        .collect()
}

#[test]
fn the_sentences_that_matched_are_shown_in_reading_order() {
    let text = "公司成立于深圳。产品为激光雷达。员工百人。探头采用钛合金外壳。欢迎来电。";
    let shown = passages(text, &[("钛合金", 600), ("激光雷达", 400)]);
    let texts: Vec<_> = shown.iter().map(|passage| passage.text.as_str()).collect();
    assert_eq!(texts, ["产品为激光雷达。", "探头采用钛合金外壳。"]);
    assert_eq!(highlighted(&shown[1]), ["钛合金"]);
}

#[test]
fn a_sentence_that_adds_no_term_is_not_shown() {
    let shown = passages("激光雷达。激光雷达又一款。", &[("激光雷达", 1000)]);
    assert_eq!(shown.len(), 1);
    assert_eq!(shown[0].text, "激光雷达。");
}

#[test]
fn at_most_three_sentences_are_shown() {
    let terms = [
        ("电池", 1),
        ("电机", 1),
        ("水泵", 1),
        ("阀门", 1),
        ("轴承", 1),
    ];
    assert_eq!(passages("电池。电机。水泵。阀门。轴承。", &terms).len(), 3);
}

#[test]
fn words_that_overlap_are_highlighted_as_one() {
    let shown = passages(
        "高新区厂房",
        &[("高新", 100), ("高新区", 300), ("厂房", 300)],
    );
    assert_eq!(highlighted(&shown[0]), ["高新区厂房"]);
}

#[test]
fn a_synonym_is_highlighted_as_it_is_written() {
    let group = vec!["无人机".to_owned(), "UAV".to_owned()];
    let lexicon = Lexicon {
        words: Vec::new(),
        synonyms: vec![group],
    };
    let analyzer = Analyzer::new(&lexicon).unwrap();
    let shown = analyzer.passages("提供UAV巡检服务", &matched(&[("无人机", 1000)]));
    assert_eq!(highlighted(&shown[0]), ["UAV"]);
}

#[test]
fn a_long_sentence_is_cut_around_its_first_match() {
    let text = format!("{}激光雷达{}", "甲".repeat(500), "乙".repeat(500));
    let shown = passages(&text, &[("激光雷达", 1000)]);
    assert!(shown[0].text.chars().count() <= 120);
    assert_eq!(highlighted(&shown[0]), ["激光雷达"]);
}

#[test]
fn nothing_is_shown_when_no_term_occurs() {
    assert_eq!(passages("水泵。", &[("激光雷达", 1000)]), []);
    assert_eq!(passages("", &[("激光雷达", 1000)]), []);
    assert_eq!(passages("水泵。", &[]), []);
}
