//! Constraints in plain words, read with the concepts of a real pack.

use benfu_domain::Lang;
use benfu_domain::fact::Dictionary;
use benfu_domain::need::{rule_of_words, words_of_rule};

fn dictionary() -> Dictionary {
    benfu_packs::open("shenzhen")
        .expect("the pack loads")
        .0
        .dictionary
}

#[test]
fn people_write_conditions_in_many_ways() {
    let dictionary = dictionary();
    for (text, rule) in [
        ("技术成熟度 不低于 7", "maturity_level >= 7"),
        ("技术成熟度≥7级", "maturity_level >= 7"),
        ("防护等级不低于IP68", "ingress_protection >= \"IP68\""),
        ("交付周期 不超过 60天", "delivery_days <= \"60天\""),
        (
            "Ingress protection at least IP68",
            "ingress_protection >= \"IP68\"",
        ),
        ("maturity_level >= 7", "maturity_level >= 7"),
    ] {
        assert_eq!(
            rule_of_words(text, &dictionary).as_deref(),
            Some(rule),
            "{text}"
        );
    }
}

#[test]
fn what_words_cannot_say_stays_a_rule() {
    let dictionary = dictionary();
    for text in [
        "maturity_level >= 7 || references_count >= 3",
        "越快越好",
        "技术成熟度",
        "防护等级 不低于",
    ] {
        assert_eq!(rule_of_words(text, &dictionary), None, "{text}");
    }
    assert_eq!(
        words_of_rule("a >= 1 && b == 2", &dictionary, Lang::Zh),
        None
    );
}

#[test]
fn what_is_said_back_means_the_same_rule() {
    let dictionary = dictionary();
    for rule in [
        "maturity_level >= 7",
        "ingress_protection >= \"IP68\"",
        "delivery_days <= \"60天\"",
        "data_stays_on_site == true",
        "\"iso_9001\" in certificates",
    ] {
        for lang in [Lang::Zh, Lang::En] {
            let words = words_of_rule(rule, &dictionary, lang).expect("one comparison");
            assert_eq!(
                rule_of_words(&words, &dictionary).as_deref(),
                Some(rule),
                "{words}"
            );
        }
    }
}
