//! Telling the kind of a file from its headers, its title and its name.

use super::columns::{ColumnUse, Target, Vocabulary};
use super::plan::{form_of, lacking};
use super::reader::Opened;
use super::{ImportFile, ImportKind};
use crate::{Failure, Problem, ProblemCode};
use benfu_domain::fact::Scheme;
use benfu_packs::Pack;

/// The kind whose form takes most of the columns, of those whose required fields are all there.
///
/// # Errors
/// [`Failure::Invalid`] says which headers were read and, for the kind that came closest, what it lacks.
pub(super) fn recognised(
    pack: &Pack,
    opened: &Opened,
    file: &ImportFile,
) -> Result<ImportKind, Failure> {
    let mut best: Option<(usize, ImportKind)> = None;
    let mut nearest: Option<(usize, ImportKind, Vec<String>)> = None;
    for kind in ImportKind::ALL {
        let form = form_of(pack, kind)?;
        let vocabulary = Vocabulary {
            pack,
            kind,
            form,
            year: file.year,
        };
        let columns = vocabulary.columns(&opened.header, &file.map);
        let (score, lacking) = (score(&columns, file), lacking(kind, form, &columns, file));
        if lacking.is_empty() && score > 0 && best.is_none_or(|(most, _)| score > most) {
            best = Some((score, kind));
        }
        if !lacking.is_empty() && nearest.as_ref().is_none_or(|(most, ..)| score > *most) {
            nearest = Some((score, kind, lacking));
        }
    }
    match best {
        Some((_, kind)) if kind == ImportKind::Party => as_list(pack, opened, file).map(|()| kind),
        Some((_, kind)) => Ok(kind),
        None => Err(unrecognised(opened, nearest)),
    }
}

/// Columns that are read count; a value that the sender gives for every row counts as one.
fn score(columns: &[ColumnUse], file: &ImportFile) -> usize {
    let read = columns
        .iter()
        .filter(|column| !matches!(column.target, Target::Unused(_)))
        .count();
    read + file.defaults.len()
}

/// A list of firms whose title names a recognition is not taken as a mere list of firms: the recognition would
/// be lost silently.
fn as_list(pack: &Pack, opened: &Opened, file: &ImportFile) -> Result<(), Failure> {
    let Some(scheme) = named_scheme(pack, opened, file) else {
        return Ok(());
    };
    let problem = Problem::with_field(ProblemCode::ImportKindUnknown, "kind").detail(
        format!("标题像是“{}”名单;请选择“认定名单”并给出类别、起始日期,或选择“企业”", scheme.label.zh),
        format!(
            "the title reads like a list of {}; choose 'status' and give scheme and start day, or choose 'party'",
            scheme.label.en
        ),
    );
    Err(Failure::Invalid(vec![problem]))
}

fn named_scheme<'p>(pack: &'p Pack, opened: &Opened, file: &ImportFile) -> Option<&'p Scheme> {
    let titles = || {
        opened
            .above
            .iter()
            .map(String::as_str)
            .chain([file.name.as_str(), opened.sheet.as_str()])
    };
    let mentions =
        |name: &str| name.chars().count() >= 3 && titles().any(|title| title.contains(name));
    let named = |scheme: &&Scheme| {
        mentions(&scheme.label.zh) || scheme.synonyms.iter().any(|synonym| mentions(synonym))
    };
    pack.dictionary.schemes.values().find(named)
}

fn unrecognised(opened: &Opened, nearest: Option<(usize, ImportKind, Vec<String>)>) -> Failure {
    let headers: Vec<&str> = opened
        .header
        .iter()
        .map(String::as_str)
        .filter(|name| !name.is_empty())
        .take(12)
        .collect();
    let headers = headers.join("、");
    let close = nearest.filter(|(score, ..)| *score > 0);
    let (zh, en) = close.map_or((String::new(), String::new()), |(_, kind, lacking)| {
        let (label, lacking) = (kind.label(), lacking.join(", "));
        (
            format!(";最接近“{}”,缺少 {lacking}", label.zh),
            format!("; closest to {}, which lacks {lacking}", label.en),
        )
    });
    let problem = Problem::with_field(ProblemCode::ImportKindUnknown, "kind");
    Failure::Invalid(vec![problem.detail(
        format!("读到的列:{headers}{zh}"),
        format!("columns read: {headers}{en}"),
    )])
}
