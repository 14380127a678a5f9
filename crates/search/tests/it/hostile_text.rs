//! Texts that nobody means well with: no panic, no nonsense.

use std::sync::LazyLock;

use benfu_search::{Analyzer, Index, Lexicon, MatchedTerm, Query};
use proptest::prelude::*;

use crate::{index_of, keys, offer};

static INDEX: LazyLock<Index> = LazyLock::new(|| {
    index_of([
        offer(1, "激光雷达", "用于隧道巡检的激光雷达"),
        offer(2, "𠮷野家㐀", "🙂 pump"),
    ])
});

fn found(text: &str) -> Vec<i64> {
    keys(&INDEX.search(&Query::words(text, 10)).unwrap())
}

#[test]
fn text_without_a_word_finds_nothing() {
    for text in [
        "",
        " \n\t",
        "!?。……——",
        "🙂👨‍👩‍👧",
        "的和the",
        "\0\u{feff}\u{202e}",
        "a\u{301}",
    ] {
        assert_eq!(found(text), Vec::<i64>::new(), "{text:?}");
    }
}

#[test]
fn rare_characters_are_found() {
    assert_eq!(found("𠮷"), [2]);
    assert_eq!(found("㐀"), [2]);
}

#[test]
fn query_syntax_is_only_text() {
    assert_eq!(
        found("title:激光雷达 AND (\"激光雷达\"^9 OR -[a TO z]*"),
        [1]
    );
}

#[test]
fn ten_thousand_characters_are_a_query_too() {
    let many = "隧道巡检用激光雷达。".repeat(1_000);
    assert_eq!(found(&many), [1]);
    let strange: String = (0x4e00..0x4e00 + 10_000)
        .filter_map(char::from_u32)
        .collect();
    assert!(found(&strange).len() <= 2);
    assert_eq!(found(&"激".repeat(10_000)), Vec::<i64>::new());
}

#[test]
fn a_profile_of_a_million_characters_is_indexed() {
    let index = index_of([
        offer(1, "", &"激光雷达🙂".repeat(200_000)),
        offer(2, "", &"x".repeat(1_000_000)),
    ]);
    assert_eq!(
        keys(&index.search(&Query::words("激光雷达", 10)).unwrap()),
        [1]
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_is_analysed_and_every_term_lies_in_it(text in any::<String>()) {
        let analyzer = Analyzer::new(&Lexicon::default()).unwrap();
        for term in analyzer.terms(&text) {
            prop_assert!(!term.text.is_empty());
            prop_assert!(text.get(term.range).is_some_and(|place| !place.is_empty()));
        }
    }

    #[test]
    fn any_mixture_is_searched_and_shown(text in "[激光雷达的0-9a-zA-Z.%+#μ℃㎡。\u{20000}-\u{20010}🙂 \n]{0,200}") {
        let analyzer = INDEX.analyzer();
        INDEX.search(&Query::words(&text, 3)).unwrap();
        let term = |term: benfu_search::Term<'_>| MatchedTerm {
            text: term.text.into_owned(),
            weight_permille: 1,
        };
        let terms: Vec<_> = analyzer.terms(&text).into_iter().map(term).collect();
        for passage in analyzer.passages(&text, &terms) {
            for range in &passage.highlights {
                prop_assert!(passage.text.get(range.clone()).is_some_and(|place| !place.is_empty()));
            }
        }
    }
}
