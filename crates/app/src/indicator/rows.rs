//! The rows behind a figure, with why each counts.

use super::figures::{DEEPEST, indicator, span_of, territory};
use crate::{Cx, Failure};
use benfu_domain::Label;
use benfu_domain::indicator::{FigureRow, Formula, Measure, Population, Window};
use benfu_domain::need::NeedState;
use benfu_domain::party::Identity;
use benfu_domain::period::Period;
use benfu_domain::programme::CaseState;
use benfu_packs::Pack;
use benfu_store::Page;

/// A row behind a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountedRow {
    /// The row.
    pub row: FigureRow,
    /// Why it counts, in words: the level of a title, a state, the end of a case, a kind.
    pub why: Label,
}

/// The rows behind a figure. Of a share, those of its part; of a growth, those of the period itself.
///
/// # Errors
/// As [`figure`](super::figure).
pub async fn figure_rows(
    cx: &Cx,
    id: &str,
    period: Period,
    page: &Page,
) -> Result<Vec<CountedRow>, Failure> {
    let territory = territory(cx)?;
    let (population, measure, window) = counted(cx, id)?;
    let rows = cx.store().figure_rows(
        (population, measure, window),
        span_of(period)?,
        &territory,
        page,
    );
    let counted = |row: FigureRow| CountedRow {
        why: why(cx.pack(), population, &row.note).unwrap_or_else(|| Label::same(&row.note)),
        row,
    };
    Ok(rows.await?.into_iter().map(counted).collect())
}

/// What an indicator counts in the end.
fn counted<'a>(cx: &'a Cx, id: &str) -> Result<(&'a Population, Measure, Window), Failure> {
    let mut counted = indicator(cx, id)?;
    for _ in 0..DEEPEST {
        match &counted.formula {
            Formula::Counted {
                population,
                measure,
                window,
            } => return Ok((population, *measure, *window)),
            Formula::Share { part: next, .. } | Formula::Growth { of: next } => {
                counted = indicator(cx, next)?;
            }
        }
    }
    Err(Failure::Bug(format!("indicator {id} rests on itself")))
}

/// The label of a row's note, a word of the population's vocabulary.
fn why(pack: &Pack, population: &Population, word: &str) -> Option<Label> {
    match population {
        Population::Statuses { scheme, .. } | Population::Lapsing { scheme, .. } => {
            let levels = &pack.dictionary.schemes.get(scheme)?.levels;
            let level = levels.iter().find(|(level, _)| level == word);
            level.map(|(_, label)| label.clone())
        }
        Population::Needs { .. } => NeedState::from_word(word).map(NeedState::label),
        Population::Cases { .. } => CaseState::from_word(word).map(CaseState::label),
        Population::Ends { .. } => {
            let mut programmes = pack.programmes.values();
            let end = programmes.find_map(|programme| programme.end_code(word));
            end.map(|end| end.label.clone())
        }
        Population::Records { kind } => Some(kind.label()),
        Population::Activities { kind } => Some(pack.activity_kinds.get(kind)?.label.clone()),
        Population::Offers => Some(pack.offer_kinds.get(word)?.label.clone()),
        Population::Parties => Identity::from_word(word).map(Identity::label),
    }
}
