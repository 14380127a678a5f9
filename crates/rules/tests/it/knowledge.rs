//! The promises every rule keeps: it prints back to itself, and more knowledge never reverses it.

use benfu_rules::compile;
use proptest::prelude::*;

use crate::random::{rule_text, subject};
use crate::world::{World, on, rule};

proptest! {
    #[test]
    fn more_knowledge_never_reverses_an_answer(
        text in rule_text(),
        full in subject(),
        forgotten in prop::collection::vec(any::<prop::sample::Index>(), 0..8),
    ) {
        let rule = rule(&text);
        let mut partial = full.clone();
        for index in forgotten {
            let keys: Vec<_> = partial.facts.keys().cloned().collect();
            if !keys.is_empty() {
                partial.facts.remove(index.get(&keys));
            }
        }
        let before = rule.evaluate(&partial, &World, on());
        let after = rule.evaluate(&full, &World, on());
        if let (Ok(before), Ok(after)) = (before, after) {
            prop_assert!(before.answer.is_unknown() || before.answer == after.answer);
            prop_assert_eq!(before.answer.is_unknown(), !before.undecided().is_empty());
        }
    }

    #[test]
    fn a_printed_rule_compiles_to_the_same_rule(text in rule_text(), subject in subject()) {
        let first = rule(&text);
        let printed = first.to_string();
        let second = compile("test", &printed, &World);
        prop_assert!(second.is_ok(), "{}: {:?}", printed, second);
        let second = second.expect("checked above");
        prop_assert_eq!(second.to_string(), printed);
        prop_assert_eq!(first.questions(), second.questions());
        let answers = [&first, &second].map(|rule| {
            rule.evaluate(&subject, &World, on()).map(|outcome| outcome.answer)
        });
        prop_assert_eq!(&answers[0], &answers[1]);
    }
}
