//! Tests of unified social credit codes, on computed codes only.

use super::*;

/// A made-up code with the check character that follows from its 17 characters.
fn computed(first_17: &str) -> String {
    let (code, _) = CreditCode::parse(&format!("{first_17}0")).unwrap();
    format!("{first_17}{}", code.expected_check())
}

#[test]
fn accepts_a_computed_code_in_any_writing() {
    let text = computed("91440399MA0TEST1X".replace('S', "5").as_str());
    let (code, check) = CreditCode::parse(&text).unwrap();
    assert_eq!(check, CheckDigit::Right);
    assert_eq!(code.to_string(), text);
    let full_width: String = text
        .chars()
        .map(|c| char::from_u32(c as u32 + 0xfee0).unwrap())
        .collect();
    for other in [
        text.to_lowercase(),
        format!(" {} {}\u{3000}", &text[..8], &text[8..]),
        full_width,
    ] {
        assert_eq!(CreditCode::parse(&other), Ok((code, CheckDigit::Right)));
    }
}

#[test]
fn every_single_wrong_character_changes_the_check() {
    let text = computed("91999999000000000");
    for i in (0..2).chain(8..17) {
        for other in ALPHABET {
            let mut wrong = text.clone().into_bytes();
            if wrong[i] == *other {
                continue;
            }
            wrong[i] = *other;
            let (_, check) = CreditCode::parse(std::str::from_utf8(&wrong).unwrap()).unwrap();
            assert!(matches!(check, CheckDigit::Wrong { .. }));
        }
    }
}

#[test]
fn the_weights_are_powers_of_three() {
    for pair in WEIGHTS.windows(2) {
        assert_eq!(pair[1], pair[0] * 3 % 31);
    }
    assert_eq!(WEIGHTS[0], 1);
}

#[test]
fn a_wrong_check_character_is_told_not_refused() {
    let text = computed("91440399MA0000001");
    let wrong = if text.ends_with('0') { '1' } else { '0' };
    let (_, check) = CreditCode::parse(&format!("{}{wrong}", &text[..17])).unwrap();
    assert_eq!(
        check,
        CheckDigit::Wrong {
            expected: text.chars().last().unwrap()
        }
    );
}

#[test]
fn names_a_letter_that_is_not_in_the_alphabet() {
    let error = CreditCode::parse("91440300MAO0000000").unwrap_err();
    let CreditCodeError::Character {
        position,
        found,
        perhaps,
        ..
    } = &error
    else {
        panic!("{error:?}")
    };
    assert_eq!((*position, *found, *perhaps), (11, 'O', Some('0')));
    assert!(error.zh().contains("第11位") && error.to_string().contains("place 11"));
    assert!(CreditCode::parse("9144O300MA00000000").is_err());
    assert!(
        CreditCode::parse("914403A0MA00000000").is_err(),
        "a division is digits"
    );
}

#[test]
fn recognises_the_older_numbers() {
    let registration = CreditCode::parse("110108000000016").unwrap_err();
    assert_eq!(
        registration,
        CreditCodeError::RegistrationNumber {
            number: "110108000000016".into(),
            check: CheckDigit::Right
        }
    );
    let organisation = CreditCode::parse("D2143569-X").unwrap_err();
    assert_eq!(
        organisation,
        CreditCodeError::OrganisationCode {
            code: "D2143569X".into(),
            check: CheckDigit::Right
        }
    );
    assert!(registration.zh().contains("工商注册号") && organisation.zh().contains("组织机构代码"));
}

#[test]
fn refuses_other_lengths_and_nothing() {
    assert_eq!(
        CreditCode::parse(" \u{3000}\t"),
        Err(CreditCodeError::Empty)
    );
    let error = CreditCode::parse("91440300MA000000").unwrap_err();
    assert!(matches!(
        error,
        CreditCodeError::Length { characters: 16, .. }
    ));
    assert!(matches!(
        CreditCode::parse("统一"),
        Err(CreditCodeError::Length { characters: 2, .. })
    ));
}

#[test]
fn knows_the_registering_division_and_the_organisation() {
    let (code, _) = CreditCode::parse("91440305MA00000000").unwrap();
    assert_eq!(code.region().unwrap().as_str(), "440305");
    assert_eq!(code.organisation_code(), "MA0000000");
    assert_eq!(
        CreditCode::parse("911000000000000000").unwrap().0.region(),
        None
    );
}

#[test]
fn a_completed_code_has_both_check_characters_right() {
    let code = CreditCode::complete("91440300MA5ABCDE").unwrap();
    assert_eq!(code.check(), CheckDigit::Right);
    let (read, check) = CreditCode::parse(code.as_str()).unwrap();
    assert_eq!((read, check), (code, CheckDigit::Right));
    let old = CreditCode::parse(code.organisation_code()).unwrap_err();
    assert!(matches!(
        old,
        CreditCodeError::OrganisationCode {
            check: CheckDigit::Right,
            ..
        }
    ));
}

#[test]
fn refuses_to_complete_a_code_of_forbidden_letters() {
    assert!(CreditCode::complete("91440300MA5ABCDO").is_err());
    assert!(CreditCode::complete("9144").is_err());
}
