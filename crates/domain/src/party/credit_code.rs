//! Unified social credit codes (统一社会信用代码, GB 32100-2015) and the numbers they replaced.
//!
//! Main type: [`CreditCode`]. Its check character is computed, and a wrong one is an answer rather
//! than a refusal: real registers hold codes with wrong check characters. The older 15-digit business
//! registration number and the 9-character organisation code (GB 11714-1997) are recognised as such.
//! Who holds a code belongs to [`crate::party`].

use crate::region::RegionCode;
use std::fmt;

/// The characters of a code in the order of their values 0 to 30: no I, O, S, V or Z.
const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
/// The weights of the first 17 characters: 3 to the power of the position, modulo 31.
const WEIGHTS: [u32; 17] = [
    1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28,
];
/// The weights of the first 8 characters of an organisation code.
const ORGANISATION_WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];

/// The 18 characters of a unified social credit code, in capitals.
///
/// ```
/// use benfu_domain::party::credit_code::{CheckDigit, CreditCode};
/// let (code, check) = CreditCode::parse(" 91440300ma5000000t ").unwrap();
/// assert_eq!(code.as_str(), "91440300MA5000000T");
/// assert_eq!(check, CheckDigit::Wrong { expected: code.expected_check() });
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CreditCode([u8; 18]);

/// Whether the last character of a code follows from the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CheckDigit {
    /// It does.
    Right,
    /// It does not: a warning, for the register itself may hold it so.
    Wrong {
        /// The character that would follow from the others.
        expected: char,
    },
}

/// Why a text is no unified social credit code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CreditCodeError {
    /// Nothing was written.
    Empty,
    /// A 15-digit business registration number (工商注册号) of the time before 2015.
    RegistrationNumber {
        /// The number.
        number: String,
        /// Whether its last digit follows from the others.
        check: CheckDigit,
    },
    /// A 9-character organisation code (组织机构代码).
    OrganisationCode {
        /// The code without its hyphen.
        code: String,
        /// Whether its last character follows from the others.
        check: CheckDigit,
    },
    /// The text has another number of characters than 18.
    Length {
        /// What was read, at most its first 40 characters.
        read: String,
        /// How many characters it has.
        characters: usize,
    },
    /// A character cannot stand where it stands.
    Character {
        /// What was read.
        read: String,
        /// The place, counted from 1.
        position: usize,
        /// The character.
        found: char,
        /// The character that is commonly mistaken for it, as 0 for O.
        perhaps: Option<char>,
    },
}

impl CreditCode {
    /// Reads a code; lower case, full-width characters, spaces and hyphens are normalised.
    pub fn parse(text: &str) -> Result<(CreditCode, CheckDigit), CreditCodeError> {
        let characters = normalised(text);
        match characters.len() {
            0 => Err(CreditCodeError::Empty),
            18 => read_code(&characters),
            _ => Err(other_number(&characters)),
        }
    }

    /// The code that follows from its first 16 characters: class of the holder (2), division (6), first
    /// characters of the organisation code (8). Both check characters are computed.
    ///
    /// # Errors
    /// As [`CreditCode::parse`], when a character cannot stand where it stands.
    pub fn complete(first: &str) -> Result<CreditCode, CreditCodeError> {
        let organisation: Vec<char> = first.chars().skip(8).collect();
        let draft = format!("{first}{}0", organisation_check(&organisation));
        let (mut code, _) = CreditCode::parse(&draft)?;
        code.0[17] = u8::try_from(code.expected_check()).unwrap_or(b'0');
        Ok(code)
    }

    /// The 18 characters.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).expect("a code holds characters of its alphabet, all ASCII")
    }

    /// The check character that follows from the first 17.
    pub fn expected_check(&self) -> char {
        let sum: u32 = self
            .0
            .iter()
            .zip(WEIGHTS)
            .map(|(c, weight)| value(*c) * weight)
            .sum();
        char::from(ALPHABET[((31 - sum % 31) % 31) as usize])
    }

    /// Whether the last character follows from the others.
    pub fn check(&self) -> CheckDigit {
        judged(char::from(self.0[17]), self.expected_check())
    }

    /// The division that registered the holder (characters 3 to 8); none for codes such as `100000`
    /// that no division has.
    pub fn region(&self) -> Option<RegionCode> {
        let division = &self.as_str()[2..8];
        let national = division.starts_with("10") || division.starts_with('0');
        if national {
            None
        } else {
            division.parse().ok()
        }
    }

    /// The organisation code within (characters 9 to 17).
    pub fn organisation_code(&self) -> &str {
        &self.as_str()[8..17]
    }
}

impl fmt::Display for CreditCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Capitals, half-width, without spaces, hyphens and invisible characters.
fn normalised(text: &str) -> Vec<char> {
    text.chars()
        .map(crate::written::half_width)
        .filter(|c| {
            !c.is_whitespace() && !c.is_control() && !matches!(c, '-' | '\u{200b}' | '\u{feff}')
        })
        .map(|c| c.to_ascii_uppercase())
        .collect()
}

fn read_code(characters: &[char]) -> Result<(CreditCode, CheckDigit), CreditCodeError> {
    let mut code = [b'0'; 18];
    for (i, (place, found)) in code.iter_mut().zip(characters).enumerate() {
        let division = (2..8).contains(&i);
        let fits = |byte: &u8| ALPHABET.contains(byte) && (!division || byte.is_ascii_digit());
        let byte = u8::try_from(*found).ok().filter(fits);
        *place = byte.ok_or_else(|| CreditCodeError::Character {
            read: characters.iter().collect(),
            position: i + 1,
            found: *found,
            perhaps: mistaken(*found),
        })?;
    }
    let code = CreditCode(code);
    Ok((code, code.check()))
}

/// What a text of another length is.
fn other_number(characters: &[char]) -> CreditCodeError {
    let (last, others) = (
        characters[characters.len() - 1],
        &characters[..characters.len() - 1],
    );
    let digits = |cs: &[char]| cs.iter().all(char::is_ascii_digit);
    let alphanumeric = others.iter().all(char::is_ascii_alphanumeric);
    match characters.len() {
        15 if digits(characters) => CreditCodeError::RegistrationNumber {
            number: characters.iter().collect(),
            check: judged(last, registration_check(others)),
        },
        9 if alphanumeric && (last.is_ascii_digit() || last == 'X') => {
            CreditCodeError::OrganisationCode {
                code: characters.iter().collect(),
                check: judged(last, organisation_check(others)),
            }
        }
        length => CreditCodeError::Length {
            read: characters.iter().take(40).collect(),
            characters: length,
        },
    }
}

fn judged(found: char, expected: char) -> CheckDigit {
    if found == expected {
        CheckDigit::Right
    } else {
        CheckDigit::Wrong { expected }
    }
}

/// The value of a character of the alphabet.
fn value(character: u8) -> u32 {
    ALPHABET
        .iter()
        .zip(0..)
        .find_map(|(c, value)| (*c == character).then_some(value))
        .unwrap_or(0)
}

/// The check digit of a 15-digit registration number, ISO 7064 MOD 11,10 over the first 14.
fn registration_check(digits: &[char]) -> char {
    let product = digits
        .iter()
        .filter_map(|c| c.to_digit(10))
        .fold(10, |product, digit| {
            let sum = (product + digit) % 10;
            (if sum == 0 { 10 } else { sum }) * 2 % 11
        });
    char::from_digit((11 - product) % 10, 10).unwrap_or('0')
}

/// The check character of an organisation code; letters count from A = 10.
fn organisation_check(characters: &[char]) -> char {
    let values = characters.iter().filter_map(|c| c.to_digit(36));
    let sum: u32 = values
        .zip(ORGANISATION_WEIGHTS)
        .map(|(value, weight)| value * weight)
        .sum();
    char::from_digit((11 - sum % 11) % 11, 10).unwrap_or('X')
}

/// The character that a forbidden letter is commonly a misreading of.
fn mistaken(found: char) -> Option<char> {
    match found {
        'O' => Some('0'),
        'I' => Some('1'),
        'Z' => Some('2'),
        'S' => Some('5'),
        'V' => Some('U'),
        _ => None,
    }
}

impl CreditCodeError {
    /// The error in Chinese, with what to do next.
    pub fn zh(&self) -> String {
        match self {
            CreditCodeError::Empty => "没有填写统一社会信用代码：请填写18位代码".to_owned(),
            CreditCodeError::RegistrationNumber { number, .. } => {
                format!("“{number}”是15位工商注册号，不是统一社会信用代码：请填写换照后的18位代码")
            }
            CreditCodeError::OrganisationCode { code, .. } => {
                format!("“{code}”是9位组织机构代码，不是统一社会信用代码：请填写换照后的18位代码")
            }
            CreditCodeError::Length { read, characters } => format!(
                "“{read}”有{characters}个字符，统一社会信用代码应为18位：请对照营业执照核对"
            ),
            CreditCodeError::Character {
                read,
                position,
                found,
                perhaps,
            } => {
                let hint = perhaps
                    .map(|c| format!("，可能是“{c}”"))
                    .unwrap_or_default();
                format!("“{read}”第{position}位不能是“{found}”{hint}：请对照营业执照核对")
            }
        }
    }
}

impl fmt::Display for CreditCodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CreditCodeError::Empty => {
                f.write_str("no unified social credit code was given: write its 18 characters")
            }
            CreditCodeError::RegistrationNumber { number, .. } => write!(
                f,
                "`{number}` is a 15-digit registration number: write the 18-character code that replaced it"
            ),
            CreditCodeError::OrganisationCode { code, .. } => write!(
                f,
                "`{code}` is an organisation code: write the 18-character code that replaced it"
            ),
            CreditCodeError::Length { read, characters } => write!(
                f,
                "`{read}` has {characters} characters, a unified social credit code has 18: check the licence"
            ),
            CreditCodeError::Character {
                read,
                position,
                found,
                perhaps,
            } => {
                let hint = perhaps
                    .map(|c| format!(", perhaps `{c}` is meant"))
                    .unwrap_or_default();
                write!(
                    f,
                    "`{read}` has `{found}` at place {position}{hint}: check the licence"
                )
            }
        }
    }
}

impl std::error::Error for CreditCodeError {}

#[cfg(test)]
mod tests;
