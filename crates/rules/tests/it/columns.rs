//! A sweep answers row by row what the same rule answers subject by subject.

use std::borrow::Cow;

use benfu_rules::{
    Answer, Bitmap, Column, ColumnValues, Columns, Day, EvaluationError, Exact, RegisterColumn,
    Value,
};
use proptest::prelude::*;

use crate::random::{rule_text, subject};
use crate::world::{Said, Subject, World, on, rule};

/// Subjects as columns.
pub(crate) struct Table(pub(crate) Vec<Subject>);

impl Table {
    fn said(&self, concept: &str, years_back: u8) -> Vec<Option<&Said>> {
        let key = (concept.to_owned(), years_back);
        self.0
            .iter()
            .map(|subject| subject.facts.get(&key))
            .collect()
    }
}

fn mask(said: &[Option<&Said>], belongs: impl Fn(&Said) -> bool) -> Cow<'static, Bitmap> {
    Cow::Owned(said.iter().map(|said| said.is_some_and(&belongs)).collect())
}

fn known(said: Option<&Said>) -> Option<&Value> {
    match said {
        Some(Said::Known(value)) => Some(value),
        _ => None,
    }
}

/// Stored in tenths, so that the scale of a column is used; odd numbers are kept in a list.
fn values(concept: &str, said: &[Option<&Said>]) -> ColumnValues<'static> {
    match concept {
        "a" | "b" | "c" | "d" | "has_lab" => {
            let set = |said| known(said) == Some(&Value::Flag(true));
            ColumnValues::Flags(Cow::Owned(said.iter().copied().map(set).collect()))
        }
        "founded_on" => {
            let day = |said| match known(said) {
                Some(Value::Day(day)) => day.number(),
                _ => 0,
            };
            ColumnValues::Days(said.iter().copied().map(day).collect())
        }
        "sales" | "debt" | "rd_expense" | "staff" | "weight" => ColumnValues::Numbers {
            units: said.iter().copied().map(tenths).collect(),
            per: 10,
        },
        _ => {
            let listed: Vec<Value> = said.iter().copied().filter_map(known).cloned().collect();
            let place = |said| {
                let position = listed.iter().position(|value| Some(value) == known(said));
                position
                    .and_then(|place| u32::try_from(place).ok())
                    .unwrap_or(u32::MAX)
            };
            let index = said.iter().copied().map(place).collect();
            ColumnValues::Indexed {
                index,
                values: Cow::Owned(listed),
            }
        }
    }
}

fn tenths(said: Option<&Said>) -> i64 {
    match known(said) {
        Some(Value::Number(number)) => {
            let tenths = number
                .checked_mul(&Exact::whole(10))
                .expect("a small number");
            let whole = tenths.to_whole().expect("a number with one decimal");
            i64::try_from(whole).expect("a small number")
        }
        _ => 77,
    }
}

impl Columns for Table {
    fn column(&self, concept: &str, years_back: u8) -> Option<Column<'_>> {
        let said = self.said(concept, years_back);
        if said.iter().all(Option::is_none) {
            return None;
        }
        Some(Column {
            known: mask(&said, |said| matches!(said, Said::Known(_))),
            recorded_none: mask(&said, |said| *said == Said::NoneOfIt),
            not_applicable: mask(&said, |said| *said == Said::NotApplicable),
            values: values(concept, &said),
        })
    }

    fn register(
        &self,
        register: &str,
        level: Option<&str>,
        _on: Day,
    ) -> Option<RegisterColumn<'_>> {
        let key = (register.to_owned(), level.map(str::to_owned));
        let rows = |subject: &Subject| subject.rows.get(&key).copied().unwrap_or((0, false));
        Some(RegisterColumn {
            counts: self.0.iter().map(|subject| rows(subject).0).collect(),
            complete: Cow::Owned(self.0.iter().map(|subject| rows(subject).1).collect()),
        })
    }
}

fn single(text: &str, subject: &Subject) -> Result<Answer, EvaluationError> {
    let outcome = rule(text).evaluate(subject, &World, on());
    outcome.map(|outcome| outcome.answer)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn columns_answer_as_single_subjects_do(
        text in rule_text(),
        subjects in prop::collection::vec(subject(), 1..70),
    ) {
        let answers = rule(&text).evaluate_columns(
            &Table(subjects.clone()), &World, on(), subjects.len(),
        );
        let singles: Vec<_> = subjects.iter().map(|subject| single(&text, subject)).collect();
        for (row, expected) in singles.iter().enumerate() {
            prop_assert_eq!(answers.answer(row), expected.clone().ok(), "{} row {}", text, row);
            let bits = [&answers.met, &answers.unknown, &answers.failed].map(|map| map.get(row));
            prop_assert!(bits.into_iter().filter(|bit| *bit).count() <= 1);
        }
        let first = singles.into_iter().find_map(Result::err);
        prop_assert_eq!(answers.first_failure, first, "{}", text);
    }
}

#[test]
fn many_blocks_of_rows_keep_their_places() {
    let rows = 5000;
    let subjects = (0..rows).map(|row| Subject::new().money("sales", 0, i64::from(row)));
    let answers = rule("sales >= \"4000元\" || sales == \"7元\"").evaluate_columns(
        &Table(subjects.collect()),
        &World,
        on(),
        5001,
    );
    let expected: Vec<usize> = std::iter::once(7).chain(4000..5000).collect();
    assert_eq!(answers.met.rows().collect::<Vec<_>>(), expected);
    assert_eq!(answers.unknown.rows().collect::<Vec<_>>(), [5000]);
    assert_eq!(answers.answer(5001), None);
}

#[test]
fn one_failing_row_leaves_the_others_answered() {
    let huge = Subject::new().with("rd_staff", Value::Number(Exact::whole(i128::MAX)));
    let small = Subject::new().with("rd_staff", Value::Number(Exact::whole(3)));
    let table = Table(vec![small.clone(), huge, small]);
    let answers = rule("rd_staff * rd_staff > 5").evaluate_columns(&table, &World, on(), 3);
    assert_eq!(answers.met.rows().collect::<Vec<_>>(), [0, 2]);
    assert_eq!(answers.failed.rows().collect::<Vec<_>>(), [1]);
    assert!(matches!(
        answers.first_failure,
        Some(EvaluationError::Overflow { .. })
    ));
}

#[test]
fn a_column_of_the_wrong_type_is_an_error() {
    let table = Table(vec![Subject::new().with("rd_staff", Value::Flag(true))]);
    let answers = rule("rd_staff > 5").evaluate_columns(&table, &World, on(), 1);
    assert!(matches!(
        answers.first_failure,
        Some(EvaluationError::WrongType { .. })
    ));
}

#[test]
fn what_is_too_large_for_one_subject_is_too_large_in_a_column() {
    let huge = Value::Number(Exact::whole(i128::MAX));
    let subject = Subject::new()
        .with("staff", Value::Number(Exact::whole(3)))
        .with("rd_staff", huge);
    let text = "7.5 * (staff / rd_staff) <= 1";
    assert!(single(text, &subject).is_err());
    let answers = rule(text).evaluate_columns(&Table(vec![subject]), &World, on(), 1);
    assert_eq!(answers.answer(0), None);
}
