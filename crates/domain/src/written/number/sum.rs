//! Adding up the pieces of a number, and refusing those that could be meant in two ways.

use super::super::Problem;
use super::piece::Piece;
use super::shifted;
use benfu_rules::Exact;

/// Whether the number says its own scale: it has 万 or 亿, or 千 after Arabic digits.
pub(super) fn is_scaled(pieces: &[Piece]) -> bool {
    let arabic = matches!(pieces.first(), Some(Piece::Digits { arabic: true, .. }));
    pieces.iter().any(|piece| match piece {
        Piece::Big(_) => true,
        Piece::Small(_) => arabic,
        Piece::Digits { .. } => false,
    })
}

/// What has been added up so far.
#[derive(Default)]
struct Sum {
    /// What stands before the last 亿, in ones.
    above: Option<Exact>,
    /// What stands before the last 万, in ones.
    middle: Option<Exact>,
    /// What has been read of the current four digits.
    section: Option<Exact>,
    /// Digits that may yet be followed by a scale.
    digits: Option<Exact>,
    /// Exponent of the last 十, 百 or 千 of the section.
    small: Option<u32>,
}

/// Adds up the pieces of a number.
pub(super) fn sum(pieces: &[Piece]) -> Result<Exact, Problem> {
    refuse_loose_tail(pieces)?;
    let mut sum = Sum::default();
    for piece in pieces {
        match *piece {
            Piece::Digits { value, .. } => sum.digits = Some(value),
            Piece::Small(exponent) => sum.small(exponent)?,
            Piece::Big(exponent) => sum.big(exponent)?,
        }
    }
    let section = sum.take_section()?;
    let parts = [sum.above, sum.middle, section].into_iter().flatten();
    parts.into_iter().try_fold(Exact::ZERO, add)
}

impl Sum {
    /// 十, 百 or 千: only in falling order; 十 alone is ten.
    fn small(&mut self, exponent: u32) -> Result<(), Problem> {
        let digits = self.digits.take().or((exponent == 1).then_some(Exact::ONE));
        let falls = self.small.is_none_or(|before| exponent < before);
        let (Some(digits), true) = (digits, falls) else {
            return Err(misplaced(exponent));
        };
        let value = shifted(digits, i32::try_from(exponent).unwrap_or(0))?;
        self.section = Some(add(self.section.unwrap_or(Exact::ZERO), value)?);
        self.small = Some(exponent);
        Ok(())
    }

    /// 万 takes the section before it, 亿 all before it.
    fn big(&mut self, exponent: u32) -> Result<(), Problem> {
        let section = self.take_section()?;
        if exponent == 4 {
            let (Some(section), None) = (section, self.middle) else {
                return Err(misplaced(4));
            };
            self.middle = Some(shifted(section, 4)?);
            return Ok(());
        }
        if self.above.is_some() || (section.is_none() && self.middle.is_none()) {
            return Err(misplaced(8));
        }
        let middle = self.middle.take().unwrap_or(Exact::ZERO);
        self.above = Some(shifted(add(middle, section.unwrap_or(Exact::ZERO))?, 8)?);
        Ok(())
    }

    fn take_section(&mut self) -> Result<Option<Exact>, Problem> {
        self.small = None;
        match (self.section.take(), self.digits.take()) {
            (Some(section), Some(digits)) => add(section, digits).map(Some),
            (section, digits) => Ok(section.or(digits)),
        }
    }
}

/// Digits after a scale must fill its places (3万5000) or begin with 零 (三万零五).
///
/// A part before them must be whole: 1.5万200 is refused.
fn refuse_loose_tail(pieces: &[Piece]) -> Result<(), Problem> {
    let fits = |index: usize| match (
        pieces.get(index.wrapping_sub(1)),
        pieces[index],
        pieces.get(index + 1),
    ) {
        (
            Some(Piece::Small(places) | Piece::Big(places)),
            Piece::Digits { count, filled, .. },
            None,
        ) => count == *places || (filled && count < *places),
        (_, Piece::Digits { value, .. }, _) => {
            let later = pieces[index + 1..]
                .iter()
                .any(|piece| matches!(piece, Piece::Digits { .. }));
            !later || value.to_whole().is_some()
        }
        _ => true,
    };
    match (0..pieces.len()).find(|index| !fits(*index)) {
        Some(index) => Err(Problem::NotUnderstood {
            part: shown(pieces[index]),
        }),
        None => Ok(()),
    }
}

fn shown(piece: Piece) -> String {
    match piece {
        Piece::Digits { value, .. } => value.to_string(),
        Piece::Small(exponent) | Piece::Big(exponent) => scale_word(exponent).to_owned(),
    }
}

fn misplaced(exponent: u32) -> Problem {
    Problem::NotUnderstood {
        part: scale_word(exponent).to_owned(),
    }
}

fn scale_word(exponent: u32) -> &'static str {
    match exponent {
        1 => "十",
        2 => "百",
        3 => "千",
        4 => "万",
        _ => "亿",
    }
}

fn add(left: Exact, right: Exact) -> Result<Exact, Problem> {
    left.checked_add(&right).map_err(|_| Problem::TooLarge)
}
