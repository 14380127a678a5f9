//! The firms behind a count of a policy.

use std::collections::BTreeMap;

use axum::extract::{Path, Query};
use axum::response::Response;
use benfu_app::packs::{Edition, Policy};
use benfu_app::policy::{FirmRow, FirmRows, RowsAsked, RowsOf, policy_firms};
use benfu_domain::region::RegionCode;

use super::{FirmLine, PolicyFirmsView};
use crate::error_page::{Problem, ProblemKind};
use crate::locale::Lang;
use crate::pages::FilterGroup;
use crate::route::Route;
use crate::server::Signed;
use crate::view::{FilterChoice, Link, Paging};
use crate::words;

const ROWS: usize = 50;

/// The lists that can be chosen, each with the key of its name.
const LISTS: [(&str, &str); 4] = [
    ("idle", "policy-idle"),
    ("near", "policy-near"),
    ("unknown", "policy-unknown"),
    ("holders", "policy-holders"),
];

/// What an address asks for; everything else in it is an assumed threshold.
struct Asked {
    of: String,
    condition: String,
    region: String,
    after: usize,
    assumed: BTreeMap<String, String>,
}

impl Asked {
    fn new(mut query: BTreeMap<String, String>) -> Asked {
        let mut take = |name: &str| query.remove(name).unwrap_or_default();
        let [of, condition, region, after] = ["of", "condition", "region", "after"].map(&mut take);
        Asked {
            of,
            condition,
            region,
            after: after.parse().unwrap_or(0),
            assumed: query,
        }
    }

    fn rows(&self) -> Option<RowsOf> {
        Some(match self.of.as_str() {
            "idle" | "" => RowsOf::Idle,
            "near" => RowsOf::Near(Some(self.condition.clone()).filter(|id| !id.is_empty())),
            "unknown" => RowsOf::Unknown,
            "holders" => RowsOf::Holders,
            "entering" => RowsOf::Entering,
            "leaving" => RowsOf::Leaving,
            _ => return None,
        })
    }

    /// The address of the same list from another row on, of another region.
    fn address(&self, policy: &str, region: &str, after: usize) -> String {
        let after = if after == 0 {
            String::new()
        } else {
            after.to_string()
        };
        let own = [
            ("of", self.of.as_str()),
            ("condition", &self.condition),
            ("region", region),
            ("after", &after),
        ];
        let assumed = self.assumed.iter();
        let assumed = assumed.map(|(name, text)| (name.as_str(), text.as_str()));
        let query: Vec<(&str, &str)> = own.into_iter().chain(assumed).collect();
        Route::PolicyFirms(policy).with(&query)
    }
}

/// `GET /policies/{id}/firms`.
pub(crate) async fn firms(
    signed: Signed,
    Path(id): Path<String>,
    Query(query): Query<BTreeMap<String, String>>,
) -> Result<Response, Problem> {
    let not_found = || Problem::new(ProblemKind::NotFound);
    let asked = Asked::new(query);
    let rows = RowsAsked {
        of: asked.rows().ok_or_else(not_found)?,
        region: asked.region.clone(),
        assumed: asked.assumed.clone(),
        only: std::collections::BTreeSet::new(),
        after: asked.after,
        limit: ROWS,
    };
    let found = policy_firms(&signed.cx, &id, &rows).await?;
    let policy = signed.cx.pack().policies.get(&id).ok_or_else(not_found)?;
    let edition = policy.edition_on(signed.cx.today()).ok_or_else(not_found)?;
    Ok(signed.page(&view(&signed, (policy, edition), &asked, &found)))
}

fn view(
    signed: &Signed,
    (policy, edition): (&Policy, &Edition),
    asked: &Asked,
    found: &FirmRows,
) -> PolicyFirmsView {
    let lang = signed.lang;
    let after = asked.after + found.rows.len();
    let before = asked.after.saturating_sub(ROWS);
    PolicyFirmsView {
        policy: Link::new(policy.label.text(lang.into()), Route::Policy(&policy.id)),
        heading: heading(lang, edition, asked),
        filters: vec![lists(lang, policy, asked), regions(signed, policy, asked)],
        rows: found
            .rows
            .iter()
            .map(|row| line(signed, (policy, edition), row))
            .collect(),
        paging: Paging {
            next: (after < found.total).then(|| asked.address(&policy.id, &asked.region, after)),
            previous: (asked.after > 0).then(|| asked.address(&policy.id, &asked.region, before)),
            total: i64::try_from(found.total).ok(),
        },
    }
}

fn heading(lang: Lang, edition: &Edition, asked: &Asked) -> String {
    let key = match asked.of.as_str() {
        "entering" => "policy-entering-list",
        "leaving" => "policy-leaving-list",
        of => {
            let known = LISTS.iter().find(|(list, _)| *list == of);
            known.map_or("policy-idle", |(_, key)| key)
        }
    };
    if asked.condition.is_empty() {
        lang.t(key).into_owned()
    } else {
        format!(
            "{} · {}",
            lang.t(key),
            edition.label(&asked.condition, lang.into())
        )
    }
}

fn lists(lang: Lang, policy: &Policy, asked: &Asked) -> FilterGroup {
    let choice = |(of, key): &(&str, &'static str)| FilterChoice {
        link: Link::new(
            lang.t(key),
            Route::PolicyFirms(&policy.id).with(&[("of", of), ("region", &asked.region)]),
        ),
        count: None,
        chosen: asked.of == *of && asked.condition.is_empty(),
    };
    FilterGroup {
        label: lang.t("policy-list").into_owned(),
        choices: LISTS.iter().map(choice).collect(),
    }
}

/// The districts of the pack that run others, as far as the actor's territory goes.
fn regions(signed: &Signed, policy: &Policy, asked: &Asked) -> FilterGroup {
    let (cx, lang) = (&signed.cx, signed.lang);
    let own = &cx.actor.region;
    let inside = cx.pack().regions.iter().filter(|region| {
        own.contains(&region.code) && region.code.as_str().len() <= own.as_str().len() + 3
    });
    let all = FilterChoice {
        link: Link::new(lang.t("filter-all"), asked.address(&policy.id, "", 0)),
        count: None,
        chosen: asked.region.is_empty(),
    };
    let choice = |code: &RegionCode| FilterChoice {
        link: Link::new(
            words::region(cx, lang, code),
            asked.address(&policy.id, code.as_str(), 0),
        ),
        count: None,
        chosen: asked.region == code.as_str(),
    };
    let narrower = inside.filter(|region| region.code != *own).take(24);
    FilterGroup {
        label: lang.t("col-place").into_owned(),
        choices: std::iter::once(all)
            .chain(narrower.map(|region| choice(&region.code)))
            .collect(),
    }
}

fn line(signed: &Signed, (policy, edition): (&Policy, &Edition), row: &FirmRow) -> FirmLine {
    let lang = signed.lang;
    let name = |id: &String| edition.label(id, lang.into());
    let open: Vec<String> = row.open.iter().map(name).collect();
    FirmLine {
        firm: Link::new(
            &row.name,
            Route::FirmPolicy(&row.id.to_string(), &policy.id),
        ),
        place: words::region(&signed.cx, lang, &row.region),
        missed: row.missed.as_ref().map(name).unwrap_or_default(),
        open: lang.listed(&open),
        until: row.until.and_then(words::date_of),
    }
}
