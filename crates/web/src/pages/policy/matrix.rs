//! Every policy in every street or district: counts that open their rows.

use axum::extract::Query;
use axum::response::Response;
use benfu_app::policy::{Matrix, RowsOf, Tally, read_matrix};
use benfu_domain::region::RegionCode;
use serde::Deserialize;

use super::places::places;
use super::{MatrixLine, MatrixView};
use crate::chart::{Caption, Picture, shade};
use crate::error_page::{Problem, ProblemKind};
use crate::locale::{Lang, count};
use crate::pages::FilterGroup;
use crate::route::Route;
use crate::server::Signed;
use crate::view::{FilterChoice, Link};
use crate::words;

/// What can be counted, each with the key of its name.
const LISTS: [(&str, &str, RowsOf); 4] = [
    ("idle", "policy-idle", RowsOf::Idle),
    ("near", "policy-near", RowsOf::Near(None)),
    ("unknown", "policy-unknown", RowsOf::Unknown),
    ("holders", "policy-holders", RowsOf::Holders),
];

/// What the matrix counts.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Narrowed {
    #[serde(default)]
    of: String,
}

/// `GET /policies/matrix`.
pub(crate) async fn matrix(
    signed: Signed,
    Query(narrowed): Query<Narrowed>,
) -> Result<Response, Problem> {
    let wanted = if narrowed.of.is_empty() {
        "idle"
    } else {
        &narrowed.of
    };
    let list = LISTS.iter().find(|(of, _, _)| *of == wanted);
    let (of, key, list) = list.ok_or_else(|| Problem::new(ProblemKind::NotFound))?;
    let found = read_matrix(&signed.cx).await?;
    let lang = signed.lang;
    let view = MatrixView {
        filters: vec![filters(lang, of)],
        picture: picture(&signed, key, &found, list),
        regions: found
            .regions
            .iter()
            .map(|region| words::region(&signed.cx, lang, region))
            .collect(),
        rows: lines(&signed, of, &found, list),
    };
    Ok(signed.page(&view))
}

fn filters(lang: Lang, chosen: &str) -> FilterGroup {
    let choice = |(of, key, _): &(&str, &'static str, RowsOf)| FilterChoice {
        link: Link::new(lang.t(key), Route::PolicyMatrix.with(&[("of", of)])),
        count: None,
        chosen: *of == chosen,
    };
    FilterGroup {
        label: lang.t("policy-list").into_owned(),
        choices: LISTS.iter().map(choice).collect(),
    }
}

fn counted(tally: &Tally, list: &RowsOf) -> usize {
    tally.of(list).unwrap_or_default()
}

fn lines(signed: &Signed, of: &str, found: &Matrix, list: &RowsOf) -> Vec<MatrixLine> {
    let (pack, lang) = (signed.cx.pack(), signed.lang);
    let line = |row: &benfu_app::policy::MatrixRow| {
        let policy = pack.policies.get(&row.policy)?;
        let numbers = || row.cells.iter().map(|tally| counted(tally, list));
        let most = numbers().max().filter(|most| *most > 0)?;
        let cell = |(region, number): (&RegionCode, usize)| {
            let query = [("of", of), ("region", region.as_str())];
            let address = Route::PolicyFirms(&row.policy).with(&query);
            (
                super::list::counted(lang, number, address),
                shade(count(number), count(most)),
            )
        };
        Some(MatrixLine {
            policy: Link::new(policy.label.text(lang.into()), Route::Policy(&row.policy)),
            cells: found.regions.iter().zip(numbers()).map(cell).collect(),
        })
    };
    found.rows.iter().filter_map(line).collect()
}

/// Over all policies, by region.
fn picture(signed: &Signed, key: &'static str, found: &Matrix, list: &RowsOf) -> Option<Picture> {
    let lang = signed.lang;
    let sum = |(place, region): (usize, &RegionCode)| {
        let cells = found.rows.iter().filter_map(|row| row.cells.get(place));
        let sum: usize = cells.map(|tally| counted(tally, list)).sum();
        (region.clone(), sum)
    };
    let sums: Vec<(RegionCode, usize)> = found.regions.iter().enumerate().map(sum).collect();
    let caption = Caption::new("matrix-regions", lang.t(key), lang.t("matrix-basis"));
    places(signed, &caption, &sums, |_| None)
}
