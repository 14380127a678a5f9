//! The firms behind a count of a policy.

use std::collections::{BTreeMap, BTreeSet};

use axum::extract::{Path, Query};
use axum::response::Response;
use benfu_app::packs::{Edition, Policy};
use benfu_app::policy::{
    FirmRow, FirmRows, GapBin, Gaps, RowsAsked, RowsOf, policy_firms, policy_gaps,
};
use benfu_domain::access::{Area, Scope, Verb};
use benfu_domain::region::RegionCode;

use super::places::places;
use super::{FirmLine, PolicyFirmsView};
use crate::chart::{Bar, Caption, Picture, bars};
use crate::error_page::{Problem, ProblemKind};
use crate::locale::{Lang, count};
use crate::pages::FilterGroup;
use crate::route::Route;
use crate::server::Signed;
use crate::view::{FilterChoice, Link, Paging};
use crate::words;

const ROWS: usize = 50;

/// The lists that can be chosen, each with the key of its name.
const LISTS: [(&str, &str); 5] = [
    ("idle", "policy-idle"),
    ("near", "policy-near"),
    ("unknown", "policy-unknown"),
    ("holders", "policy-holders"),
    ("lapsing", "policy-lapsing"),
];

/// What an address asks for; everything else in it is an assumed threshold.
pub(super) struct Asked {
    of: String,
    condition: String,
    pub(super) region: String,
    months: String,
    gap: String,
    after: usize,
    pub(super) assumed: BTreeMap<String, String>,
}

impl Asked {
    pub(super) fn new(mut query: BTreeMap<String, String>) -> Asked {
        let mut take = |name: &str| query.remove(name).unwrap_or_default();
        let [of, condition, region, months, gap, after] =
            ["of", "condition", "region", "months", "gap", "after"].map(&mut take);
        Asked {
            of,
            condition,
            region,
            months,
            gap,
            after: after.parse().unwrap_or(0),
            assumed: query,
        }
    }

    /// Months are between one and ten years.
    fn months(&self) -> u32 {
        self.months.parse().unwrap_or(6).clamp(1, 120)
    }

    /// What it narrows to, by name; the page is left out.
    pub(super) fn fields(&self) -> Vec<(String, String)> {
        let own = [
            ("of", &self.of),
            ("condition", &self.condition),
            ("region", &self.region),
            ("months", &self.months),
        ];
        let own = own.into_iter().filter(|(_, value)| !value.is_empty());
        let own = own.map(|(name, value)| (name.to_owned(), value.clone()));
        own.chain(self.assumed.clone()).collect()
    }

    pub(super) fn rows(&self) -> Option<RowsOf> {
        Some(match self.of.as_str() {
            "idle" | "" => RowsOf::Idle,
            "near" => RowsOf::Near(Some(self.condition.clone()).filter(|id| !id.is_empty())),
            "unknown" => RowsOf::Unknown,
            "holders" => RowsOf::Holders,
            "lapsing" => RowsOf::Lapsing(self.months()),
            "entering" => RowsOf::Entering,
            "leaving" => RowsOf::Leaving,
            _ => return None,
        })
    }

    /// The address of the same list from another row on, of another region.
    pub(super) fn address(&self, policy: &str, region: &str, after: usize) -> String {
        let after = if after == 0 {
            String::new()
        } else {
            after.to_string()
        };
        let own = [
            ("of", self.of.as_str()),
            ("condition", &self.condition),
            ("region", region),
            ("months", &self.months),
            ("gap", &self.gap),
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
        only: BTreeSet::new(),
        after: asked.after,
        limit: ROWS,
    };
    let gaps = match asked.condition.as_str() {
        "" => None,
        condition => Some(policy_gaps(&signed.cx, &id, condition, &asked.region).await?),
    };
    let bin = gaps.as_ref().zip(asked.gap.parse().ok());
    let only = bin.and_then(|(gaps, place): (&Gaps, usize)| gaps.bins.get(place));
    let rows = RowsAsked {
        only: only
            .map(|bin| bin.firms.iter().copied().collect())
            .unwrap_or_default(),
        ..rows
    };
    let found = policy_firms(&signed.cx, &id, &rows).await?;
    let policy = signed.cx.pack().policies.get(&id).ok_or_else(not_found)?;
    let edition = policy.edition_on(signed.cx.today()).ok_or_else(not_found)?;
    let picture = gaps.and_then(|gaps| gap_picture(signed.lang, &id, &asked, &gaps));
    Ok(signed.page(&view(&signed, (policy, edition), &asked, (&found, picture))))
}

fn view(
    signed: &Signed,
    (policy, edition): (&Policy, &Edition),
    asked: &Asked,
    (found, gaps): (&FirmRows, Option<Picture>),
) -> PolicyFirmsView {
    let lang = signed.lang;
    let after = asked.after + found.rows.len();
    let before = asked.after.saturating_sub(ROWS);
    PolicyFirmsView {
        policy: Link::new(policy.label.text(lang.into()), Route::Policy(&policy.id)),
        heading: heading(lang, edition, asked),
        filters: [lists(lang, policy, asked), regions(signed, policy, asked)]
            .into_iter()
            .chain((asked.of == "lapsing").then(|| months(lang, policy, asked)))
            .collect(),
        gaps,
        places: place_picture(signed, policy, asked, found),
        acts: acts(signed, policy),
        hidden: asked.fields(),
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

/// Within how many months the title lapses.
fn months(lang: Lang, policy: &Policy, asked: &Asked) -> FilterGroup {
    let choice = |months: &u32| {
        let text = months.to_string();
        let query = [
            ("of", "lapsing"),
            ("months", &text),
            ("region", &asked.region),
        ];
        FilterChoice {
            link: Link::new(
                lang.tw("policy-months", &[("count", &text)]),
                Route::PolicyFirms(&policy.id).with(&query),
            ),
            count: None,
            chosen: asked.months() == *months,
        }
    };
    FilterGroup {
        label: lang.t("policy-lapses-within").into_owned(),
        choices: [3, 6, 12, 24].iter().map(choice).collect(),
    }
}

/// What can be done with ticked firms, for those who act on more than their own.
fn acts(signed: &Signed, policy: &Policy) -> Vec<Link> {
    let widest = |verb, area| signed.cx.actor.widest(verb, area);
    let mut acts = Vec::new();
    let mut add = |key: &'static str, word: &str| {
        acts.push(Link::new(
            signed.lang.t(key),
            Route::PolicyAct(&policy.id, word),
        ));
    };
    if widest(Verb::Act, Area::Programme).is_some_and(|scope| scope > Scope::Own) {
        add("bulk-assign", "assign");
        add("bulk-push", "push");
        add("bulk-remind", "remind");
    }
    if widest(Verb::Export, Area::Fact).is_some() {
        add("bulk-export", "export");
    }
    acts
}

/// How far the firms are from the bound; each bar opens its rows.
fn gap_picture(lang: Lang, policy: &str, asked: &Asked, gaps: &Gaps) -> Option<Picture> {
    let percent = |permille: i64| lang.int(permille / 10);
    let bar = |(place, bin): (usize, &GapBin)| {
        let from = percent(bin.above_permille);
        let label = match bin.up_to_permille {
            Some(end) => lang.tw("gap-bin", &[("from", &from), ("to", &percent(end))]),
            None => lang.tv("gap-above", from),
        };
        let place = place.to_string();
        let query = [
            ("of", "near"),
            ("condition", asked.condition.as_str()),
            ("region", &asked.region),
            ("gap", &place),
        ];
        let address = Route::PolicyFirms(policy).with(&query);
        Bar::of_count(lang, label.into_owned(), count(bin.firms.len()), address)
    };
    let rows: Vec<Bar> = gaps.bins.iter().enumerate().map(bar).collect();
    let basis = [
        ("looked", lang.int(count(gaps.looked_at))),
        ("total", lang.int(count(gaps.total))),
        ("none", lang.int(count(gaps.unnumbered.len()))),
    ];
    let basis: Vec<(&str, &str)> = basis
        .iter()
        .map(|(name, text)| (*name, text.as_str()))
        .collect();
    let caption = Caption::new("gaps", lang.t("gaps"), lang.tw("gaps-basis", &basis));
    let numbered = gaps.bins.iter().any(|bin| !bin.firms.is_empty());
    numbered.then(|| bars(&caption, &rows))
}

/// Where the firms of the list are; each place opens its rows.
fn place_picture(
    signed: &Signed,
    policy: &Policy,
    asked: &Asked,
    found: &FirmRows,
) -> Option<Picture> {
    let lang = signed.lang;
    let caption = Caption::new(
        "firm-places",
        lang.t("firm-places"),
        lang.t("firm-places-basis"),
    );
    places(signed, &caption, &found.by_region, |region| {
        Some(asked.address(&policy.id, region.as_str(), 0))
    })
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
        id: row.id.to_string(),
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
