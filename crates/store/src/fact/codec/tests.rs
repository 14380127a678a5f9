//! What is written reads back; what was not written by us is told apart.

use super::*;
use benfu_domain::id::SubjectKey;
use proptest::prelude::*;

fn value() -> impl Strategy<Value = Value> {
    let ratio = (any::<i64>(), 1..10_000_i128).prop_filter_map("within range", |(above, below)| {
        Exact::ratio(above.into(), below).ok()
    });
    let decimal = (any::<i64>(), 0..14_u32)
        .prop_filter_map("within range", |(number, decimals)| {
            Exact::ratio(number.into(), 10_i128.pow(decimals)).ok()
        });
    let large = any::<i64>().prop_map(|whole| Exact::whole(i128::from(whole) * 1_000));
    prop_oneof![
        any::<bool>().prop_map(Value::Flag),
        prop_oneof![ratio, decimal, large].prop_map(Value::Number),
        any::<String>().prop_map(Value::Code),
        prop::collection::vec(any::<String>(), 0..4).prop_map(Value::Codes),
        any::<String>().prop_map(Value::Text),
        (0..40_000_i32)
            .prop_filter_map("a day", Day::from_number)
            .prop_map(Value::Day),
    ]
}

fn observed() -> impl Strategy<Value = Option<Observed>> {
    prop_oneof![
        6 => value().prop_map(|value| Some(Observed::Value(value))),
        1 => Just(Some(Observed::None)),
        1 => Just(Some(Observed::NotApplicable)),
        1 => Just(None),
    ]
}

fn fact(concept: i64, observed: Option<Observed>) -> NewFact {
    NewFact {
        subject: SubjectKey(1),
        concept,
        period: "2024".parse().expect("a year"),
        observed,
        level: Level::Owner,
    }
}

proptest! {
    #[test]
    fn everything_that_can_be_observed_reads_back(
        all in prop::collection::vec((any::<i64>(), observed()), 1..6),
    ) {
        let facts: Vec<NewFact> = all.into_iter().map(|(key, seen)| fact(key, seen)).collect();
        let text = written(&facts.iter().collect::<Vec<_>>());
        let found = read(&text).expect("what was written");
        let wanted: Vec<Stated> = facts
            .into_iter()
            .map(|fact| Stated {
                concept: fact.concept,
                period: fact.period,
                level: fact.level,
                observed: fact.observed,
            })
            .collect();
        prop_assert_eq!(found, wanted);
    }

    #[test]
    fn no_text_makes_the_reader_stumble(text in "[\\[\\],0-9a-z\"/-]{0,40}") {
        let _ = read(&text);
    }
}

#[test]
fn the_text_is_what_a_person_can_read() {
    let decimal = Exact::ratio(314, 100).expect("a number");
    let third = Exact::ratio(1, 3).expect("a number");
    let facts = [
        fact(3, Some(Observed::Value(Value::Number(Exact::whole(1_500))))),
        fact(4, Some(Observed::Value(Value::Number(decimal)))),
        fact(5, Some(Observed::Value(Value::Number(third)))),
        fact(6, Some(Observed::Value(Value::Code("IP68".to_owned())))),
        fact(7, Some(Observed::Value(Value::Codes(vec!["a".to_owned()])))),
        fact(8, Some(Observed::None)),
        fact(9, None),
    ];
    let text = written(&facts.iter().collect::<Vec<_>>());
    let shown = "[[3,202401011,3,1500],[4,202401011,3,314,2],[5,202401011,3,\"fraction\",\"1/3\"],\
        [6,202401011,3,\"code\",\"IP68\"],[7,202401011,3,\"codes\",[\"a\"]],[8,202401011,3,\"none\"],\
        [9,202401011,3,null]]";
    assert_eq!(text, shown);
}

#[test]
fn a_text_that_says_something_else_is_refused() {
    for text in [
        "",
        "{}",
        "[[]]",
        "[[1,0,0]]",
        "[[1,0,9,5]]",
        "[[1,7,0,5]]",
        "[[1,0,0,\"colour\",\"red\"]]",
        "[[1,0,0,\"fraction\",\"1/0\"]]",
        "[[1,0,0,\"day\",\"2024-02-30\"]]",
        "[[1,0,0,5,99]]",
        "[[1,0,0,5,2,1]]",
        "[[1,0,0,1.5]]",
        "[[1,0,0,\"none\",1]]",
        "[[1,0,0,5]] x",
    ] {
        assert!(read(text).is_err(), "{text}");
    }
}
