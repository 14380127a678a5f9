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
    /// Only this region's column; all when empty.
    #[serde(default)]
    region: String,
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
    let region = narrowed.region.as_str();
    let mut groups = vec![filters(lang, of, region)];
    if !region.is_empty() {
        groups.push(one_region(&signed, of, region));
    }
    let picture = region
        .is_empty()
        .then(|| picture(&signed, (of, key), &found, list));
    let found = within(found, region);
    let view = MatrixView {
        filters: groups,
        picture: picture.flatten(),
        regions: found
            .regions
            .iter()
            .map(|region| words::region(&signed.cx, lang, region))
            .collect(),
        rows: lines(&signed, of, &found, list),
    };
    Ok(signed.page(&view))
}

/// The column of one region; an unknown one leaves none.
fn within(mut found: Matrix, region: &str) -> Matrix {
    if region.is_empty() {
        return found;
    }
    let place = found
        .regions
        .iter()
        .position(|code| code.as_str() == region);
    found.regions.retain(|code| code.as_str() == region);
    for row in &mut found.rows {
        let cell = place.and_then(|place| row.cells.get(place).copied());
        row.cells = cell.into_iter().collect();
    }
    found
}

fn address(of: &str, region: &str) -> String {
    let region = (!region.is_empty()).then_some(("region", region));
    let query: Vec<(&str, &str)> = [("of", of)].into_iter().chain(region).collect();
    Route::PolicyMatrix.with(&query)
}

/// The region that is shown, and the way back to all.
fn one_region(signed: &Signed, of: &str, region: &str) -> FilterGroup {
    let lang = signed.lang;
    let name = region.parse().ok();
    let name = name.map(|code| words::region(&signed.cx, lang, &code));
    let choice = |name: String, region: &str, chosen| FilterChoice {
        link: Link::new(name, address(of, region)),
        count: None,
        chosen,
    };
    FilterGroup {
        label: lang.t("col-place").into_owned(),
        choices: vec![
            choice(lang.t("filter-all").into_owned(), "", false),
            choice(name.unwrap_or_else(|| region.to_owned()), region, true),
        ],
    }
}

fn filters(lang: Lang, chosen: &str, region: &str) -> FilterGroup {
    let choice = |(of, key, _): &(&str, &'static str, RowsOf)| FilterChoice {
        link: Link::new(lang.t(key), address(of, region)),
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
        // There is nothing to compare within a single column.
        let shaded = |number| if row.cells.len() > 1 { number } else { 0 };
        let cell = |(region, number): (&RegionCode, usize)| {
            let query = [("of", of), ("region", region.as_str())];
            let address = Route::PolicyFirms(&row.policy).with(&query);
            (
                super::list::counted(lang, number, address),
                shade(count(shaded(number)), count(most)),
            )
        };
        Some(MatrixLine {
            policy: Link::new(policy.label.text(lang.into()), Route::Policy(&row.policy)),
            cells: found.regions.iter().zip(numbers()).map(cell).collect(),
        })
    };
    found.rows.iter().filter_map(line).collect()
}

/// Over all policies, by region; each region leads to its counts by policy.
fn picture(
    signed: &Signed,
    (of, key): (&str, &'static str),
    found: &Matrix,
    list: &RowsOf,
) -> Option<Picture> {
    let lang = signed.lang;
    let sum = |(place, region): (usize, &RegionCode)| {
        let cells = found.rows.iter().filter_map(|row| row.cells.get(place));
        let sum: usize = cells.map(|tally| counted(tally, list)).sum();
        (region.clone(), sum)
    };
    let sums: Vec<(RegionCode, usize)> = found.regions.iter().enumerate().map(sum).collect();
    let caption = Caption::new("matrix-regions", lang.t(key), lang.t("matrix-basis"));
    places(signed, &caption, &sums, |region| {
        Some(address(of, region.as_str()))
    })
}
