//! What a text is cut into.

use benfu_search::{Analyzer, Lexicon, LexiconError};

fn terms(lexicon: &Lexicon, text: &str) -> Vec<String> {
    let analyzer = Analyzer::new(lexicon).unwrap();
    analyzer
        .terms(text)
        .into_iter()
        .map(|term| term.text.into_owned())
        .collect()
}

fn synonyms(groups: &[&[&str]]) -> Lexicon {
    let group = |words: &&[&str]| words.iter().map(|&word| word.to_owned()).collect();
    Lexicon {
        words: Vec::new(),
        synonyms: groups.iter().map(group).collect(),
    }
}

#[test]
fn a_chinese_run_becomes_words_and_the_words_inside_them() {
    let found = terms(&Lexicon::default(), "高新区厂房");
    for word in ["高新", "高新区", "厂房"] {
        assert!(found.iter().any(|term| term == word), "{word} in {found:?}");
    }
}

#[test]
fn technology_words_stay_whole_without_a_lexicon() {
    for word in ["物联网", "石墨烯", "锂电池", "专精特新", "工业上楼"] {
        let text = format!("面向{word}的方案");
        assert!(
            terms(&Lexicon::default(), &text)
                .iter()
                .any(|term| term == word),
            "{word}"
        );
    }
}

#[test]
fn stop_words_and_lone_digits_are_left_out() {
    assert_eq!(
        terms(&Lexicon::default(), "的、和 of the 3"),
        Vec::<String>::new()
    );
}

#[test]
fn a_word_of_the_lexicon_is_kept_whole() {
    let word = "磁流变抛光液";
    let lexicon = Lexicon {
        words: vec![word.to_owned()],
        synonyms: Vec::new(),
    };
    assert!(!terms(&Lexicon::default(), "新型磁流变抛光液研制").contains(&word.to_owned()));
    assert!(terms(&lexicon, "新型磁流变抛光液研制").contains(&word.to_owned()));
}

#[test]
fn synonyms_become_the_first_of_their_group() {
    let lexicon = synonyms(&[&["无人机", "UAV", "无人驾驶航空器"]]);
    assert!(terms(&lexicon, "采购uav一架").contains(&"无人机".to_owned()));
    assert!(terms(&lexicon, "无人驾驶航空器巡检").contains(&"无人机".to_owned()));
}

#[test]
fn a_lexicon_entry_of_two_words_is_refused() {
    for entry in ["machine vision", "5G基站", "", "?"] {
        let lexicon = Lexicon {
            words: vec![entry.to_owned()],
            synonyms: Vec::new(),
        };
        let refused = LexiconError::NotOneWord {
            word: entry.to_owned(),
        };
        assert_eq!(Analyzer::new(&lexicon).unwrap_err(), refused);
    }
}

#[test]
fn a_word_in_two_synonym_groups_is_refused() {
    let lexicon = synonyms(&[&["无人机", "UAV"], &["飞行器", "uav"]]);
    let refused = LexiconError::InTwoGroups {
        word: "uav".to_owned(),
    };
    assert_eq!(Analyzer::new(&lexicon).unwrap_err(), refused);
}

#[test]
fn other_words_give_another_fingerprint() {
    let fingerprint = |lexicon| Analyzer::new(lexicon).unwrap().fingerprint();
    let plain = Lexicon::default();
    assert_eq!(fingerprint(&plain), fingerprint(&plain));
    assert_ne!(
        fingerprint(&plain),
        fingerprint(&synonyms(&[&["无人机", "UAV"]]))
    );
}
