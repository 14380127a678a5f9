//! What a rule answers for one subject, and what the trace holds.

use benfu_rules::{
    Answer, ConditionKind, EvaluationError, Exact, Found, ParameterGap, Shortfall, SideValue, Use,
    Value,
};

use crate::world::{Said, Subject, World, answer, number, on, outcome, rule, yuan};

const INTENSITY: &str = "rd_expense + rd_expense.y1 + rd_expense.y2 \
    >= (sales + sales.y1 + sales.y2) * param(\"ratio_min\", sales)";

fn intensity(rd: [i64; 3], sales: [i64; 3]) -> Subject {
    (0_u8..)
        .zip(rd.into_iter().zip(sales))
        .fold(Subject::new(), |subject, (year, (rd, sales))| {
            subject
                .money("rd_expense", year, rd)
                .money("sales", year, sales)
        })
}

#[test]
fn a_firm_exactly_on_the_threshold_meets_it() {
    let sales = [40_000_000, 35_000_000, 25_000_000];
    let exact = intensity([2_000_000, 1_800_000, 1_200_000], sales);
    assert_eq!(answer(INTENSITY, &exact), Answer::Met);
    let below = intensity([2_000_000, 1_800_000, 1_199_999], sales);
    let outcome = outcome(INTENSITY, &below);
    assert_eq!(outcome.answer, Answer::NotMet);
    let ConditionKind::Comparison { left, .. } = &outcome.trace.kind else {
        panic!("a comparison has a comparison's trace");
    };
    assert_eq!(outcome.trace.shortfall(), Some(Shortfall::Amount(yuan(1))));
    assert_eq!(left.value, SideValue::Known(Value::Number(yuan(4_999_999))));
    assert_eq!(left.uses().len(), 3);
}

#[test]
fn not_met_decides_beside_unknown_and_is_named_as_the_reason() {
    let subject = Subject::new().with("protection", Value::Code("IP67".to_owned()));
    let outcome = outcome("weight <= \"20kg\" && protection >= \"IP68\"", &subject);
    assert_eq!(outcome.answer, Answer::NotMet);
    let ConditionKind::All(parts) = &outcome.trace.kind else {
        panic!("a conjunction has a conjunction's trace");
    };
    let answers: Vec<_> = parts.iter().map(|part| part.answer).collect();
    assert_eq!(answers, [Answer::Unknown, Answer::NotMet]);
}

#[test]
fn ranks_decide_between_ordered_codes() {
    let subject = |code: &str| Subject::new().with("protection", Value::Code(code.to_owned()));
    assert_eq!(
        answer("protection >= \"IP67\"", &subject("IP68")),
        Answer::Met
    );
    assert_eq!(
        answer("protection >= \"IP67\"", &subject("IP65")),
        Answer::NotMet
    );
    assert_eq!(
        answer("\"IP67\" <= protection", &subject("IP67")),
        Answer::Met
    );
    assert_eq!(
        answer("protection >= \"IP67\"", &subject("IPX9")),
        Answer::Unknown
    );
}

#[test]
fn recorded_none_is_zero_only_where_the_dictionary_says_so() {
    let none = |concept| Subject::new().said(concept, 0, Said::NoneOfIt);
    assert_eq!(answer("debt <= \"100万元\"", &none("debt")), Answer::Met);
    assert_eq!(
        answer("sales <= \"100万元\"", &none("sales")),
        Answer::NotMet
    );
    assert_eq!(
        answer("sales > \"100万元\"", &none("sales")),
        Answer::NotMet
    );
    assert_eq!(answer("is_none(debt)", &none("debt")), Answer::Met);
    assert_eq!(answer("is_none(debt)", &Subject::new()), Answer::Unknown);
    assert_eq!(answer("!has_lab", &none("has_lab")), Answer::Met);
    let young = Subject::new().said("debt", 0, Said::NotApplicable);
    assert_eq!(answer("debt <= \"100万元\"", &young), Answer::NotMet);
}

#[test]
fn a_young_firm_is_counted_by_the_years_it_has() {
    let text = "sales + (is_none(sales.y1) ? \"0元\" : sales.y1) >= \"300万元\"";
    let young = Subject::new()
        .money("sales", 0, 3_000_000)
        .said("sales", 1, Said::NotApplicable);
    assert_eq!(answer(text, &young), Answer::Met);
    let silent = Subject::new().money("sales", 0, 3_000_000);
    assert_eq!(answer(text, &silent), Answer::Unknown);
}

#[test]
fn a_ratio_over_zero_does_not_exist_and_meets_nothing() {
    let idle = Subject::new()
        .money("sales", 0, 0)
        .money("rd_expense", 0, 5);
    assert_eq!(answer("rd_expense / sales >= 0.05", &idle), Answer::NotMet);
    assert_eq!(answer("rd_expense / sales < 0.05", &idle), Answer::NotMet);
}

#[test]
fn growth_is_judged_without_roots() {
    let text = "growth_reaches(sales, 2, param(\"growth_min\"))";
    let grown = |base, latest| {
        Subject::new()
            .money("sales", 2, base)
            .money("sales", 0, latest)
    };
    assert_eq!(answer(text, &grown(1_000_000, 1_210_000)), Answer::Met);
    assert_eq!(answer(text, &grown(1_000_000, 1_209_999)), Answer::NotMet);
    assert_eq!(answer(text, &grown(0, 1_000_000)), Answer::NotMet);
    assert_eq!(
        answer(text, &Subject::new().money("sales", 0, 5)),
        Answer::Unknown
    );
}

#[test]
fn months_are_counted_to_the_evaluation_date() {
    let founded = |day: &str| {
        let day = day.parse().expect("a date written in the test");
        Subject::new().with("founded_on", Value::Day(day))
    };
    let text = "months_between(founded_on, today) >= 12";
    assert_eq!(answer(text, &founded("2025-06-30")), Answer::Met);
    assert_eq!(answer(text, &founded("2025-07-01")), Answer::NotMet);
    assert_eq!(
        answer("founded_on < \"2025-07-02\"", &founded("2025-07-01")),
        Answer::Met
    );
}

#[test]
fn days_are_counted_over_a_29_february() {
    let founded = |day: &str| {
        let day = day.parse().expect("a date written in the test");
        Subject::new().with("founded_on", Value::Day(day))
    };
    let text = "days_between(founded_on, \"2024-02-29\") >= 365";
    assert_eq!(answer(text, &founded("2023-03-01")), Answer::Met);
    assert_eq!(answer(text, &founded("2023-03-02")), Answer::NotMet);
    assert_eq!(answer(text, &Subject::new()), Answer::Unknown);
    let months = "months_between(founded_on, \"2024-02-29\") >= 12";
    assert_eq!(answer(months, &founded("2023-03-01")), Answer::NotMet);
    assert_eq!(
        answer(
            "days_between(founded_on, today) == 0 - 1",
            &founded("2026-07-01")
        ),
        Answer::Met
    );
}

#[test]
fn absence_from_a_register_means_no_only_where_it_is_complete() {
    let text = "has_status(\"title\", \"national\")";
    let holds = |count, complete| Subject::new().holds("title", Some("national"), count, complete);
    assert_eq!(answer(text, &holds(0, true)), Answer::NotMet);
    assert_eq!(answer(text, &holds(0, false)), Answer::Unknown);
    assert_eq!(answer(text, &holds(1, false)), Answer::Met);
    let count = "count_status(\"accident\") == 0";
    assert_eq!(answer(count, &Subject::new()), Answer::Unknown);
    assert_eq!(
        answer(count, &Subject::new().holds("accident", None, 0, true)),
        Answer::Met
    );
    assert_eq!(
        answer(count, &Subject::new().holds("accident", None, 2, false)),
        Answer::Unknown
    );
}

#[test]
fn membership_reads_lists_codes_and_parameters() {
    let chips = Value::Code("chips".to_owned());
    let subject = Subject::new()
        .with("industry", chips)
        .with("fields", Value::Codes(vec!["drones".to_owned()]));
    assert_eq!(
        answer("industry in [\"chips\", \"drones\"]", &subject),
        Answer::Met
    );
    assert_eq!(answer("industry in [\"drones\"]", &subject), Answer::NotMet);
    assert_eq!(answer("\"drones\" in fields", &subject), Answer::Met);
    assert_eq!(answer("industry in fields", &subject), Answer::NotMet);
    assert_eq!(
        answer("industry in param(\"industries\")", &subject),
        Answer::Met
    );
    assert_eq!(
        answer("industry in fields", &Subject::new()),
        Answer::Unknown
    );
}

#[test]
fn a_choice_with_an_unknown_test_answers_where_both_branches_agree() {
    let subject = Subject::new()
        .with("b", Value::Flag(true))
        .with("c", Value::Flag(true));
    assert_eq!(answer("a ? b : c", &subject), Answer::Met);
    assert_eq!(answer("a ? b : !c", &subject), Answer::Unknown);
    assert_eq!(answer("(a ? 3 : 3) > 2", &subject), Answer::Met);
    assert_eq!(
        answer("a == b", &subject.with("a", Value::Flag(true))),
        Answer::Met
    );
}

#[test]
fn every_value_in_the_trace_has_its_source() {
    let subject = Subject::new()
        .money("sales", 0, 60_000_000)
        .money("rd_expense", 0, 1);
    let outcome = outcome(
        "rd_expense >= sales * param(\"ratio_min\", sales)",
        &subject,
    );
    let ConditionKind::Comparison { right, .. } = &outcome.trace.kind else {
        panic!("a comparison has a comparison's trace");
    };
    let Use::Parameter { id, value, source } = &right.uses()[2] else {
        panic!("the third use is the parameter: {:?}", right.uses());
    };
    assert_eq!(
        (&**id, value, source.as_str()),
        ("ratio_min", &number("0.04"), "clause")
    );
    let Use::Fact {
        found: Found::Known { source, .. },
        ..
    } = &right.uses()[0]
    else {
        panic!("the first use is the sales");
    };
    assert_eq!(source.as_str(), "entry");
}

#[test]
fn overflow_is_an_error_with_the_name_of_the_rule() {
    let huge = Value::Number(Exact::whole(i128::MAX));
    let subject = Subject::new().with("staff", huge);
    let error = rule("staff * staff > 5").evaluate(&subject, &World, on());
    assert!(matches!(&error, Err(EvaluationError::Overflow { rule }) if &**rule == "test"));
}

#[test]
fn a_parameter_without_a_value_on_the_day_is_an_error() {
    let error = rule("staff > param(\"future_only\")").evaluate(&Subject::new(), &World, on());
    let Err(EvaluationError::Parameter { parameter, gap, .. }) = error else {
        panic!("there is no fallback: {error:?}");
    };
    assert_eq!(
        (&*parameter, gap),
        ("future_only", ParameterGap::NoValueOnDay)
    );
}

#[test]
fn a_fact_of_the_wrong_type_is_an_error() {
    let subject = Subject::new().with("staff", Value::Flag(true));
    let error = rule("staff > 5").evaluate(&subject, &World, on());
    assert!(matches!(error, Err(EvaluationError::WrongType { .. })));
}
