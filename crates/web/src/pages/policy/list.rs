//! The library, filled from its use case.

use axum::extract::Query;
use axum::response::Response;
use benfu_app::packs::{Policy, PolicyKind};
use benfu_app::policy::{PolicyLine, Tally, list_policies};
use serde::Deserialize;

use super::{Counts, PolicyListView, PolicyRow};
use crate::chart::{AnswerBar, Caption, Picture, answer_bars};
use crate::error_page::Problem;
use crate::locale::{Lang, count};
use crate::pages::FilterGroup;
use crate::route::Route;
use crate::server::Signed;
use crate::view::{FilterChoice, Link};
use crate::words;

/// Bars of the picture at most.
const BARS: usize = 16;

/// What the library is narrowed to.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Narrowed {
    #[serde(default)]
    kind: String,
}

/// The address of the firms behind a count.
pub(super) fn firms_address(policy: &str, of: &str) -> String {
    Route::PolicyFirms(policy).with(&[("of", of)])
}

/// A number leading to its rows; none has no rows to open.
pub(super) fn counted(lang: Lang, number: usize, address: String) -> Link {
    let address = if number == 0 { String::new() } else { address };
    Link::new(lang.int(count(number)), address)
}

/// `GET /policies`.
pub(crate) async fn list(
    signed: Signed,
    Query(narrowed): Query<Narrowed>,
) -> Result<Response, Problem> {
    let lang = signed.lang;
    let lines = list_policies(&signed.cx).await?;
    let known = |line: &PolicyLine| {
        let policy = signed.cx.pack().policies.get(&line.id)?;
        let wanted = narrowed.kind.is_empty() || narrowed.kind == policy.kind.word();
        wanted.then(|| (policy, line.clone()))
    };
    let mut found: Vec<(&Policy, PolicyLine)> = lines.iter().filter_map(known).collect();
    found.sort_by_key(|(policy, line)| {
        let idle = line.tally.map_or(0, |tally| tally.idle + tally.holders);
        (
            line.edition.is_none(),
            std::cmp::Reverse(idle),
            policy.id.clone(),
        )
    });
    let counted = found.iter().any(|(_, line)| line.tally.is_some());
    let view = PolicyListView {
        matrix: counted.then(|| Link::new(lang.t("policy-matrix"), Route::PolicyMatrix)),
        filters: vec![kinds(&signed, &narrowed)],
        picture: picture(lang, &found),
        counted,
        rows: found
            .iter()
            .map(|(policy, line)| row(&signed, policy, line))
            .collect(),
    };
    Ok(signed.page(&view))
}

fn kinds(signed: &Signed, narrowed: &Narrowed) -> FilterGroup {
    let lang = signed.lang;
    let mut present: Vec<PolicyKind> = Vec::new();
    for policy in signed.cx.pack().policies.values() {
        if !present.contains(&policy.kind) {
            present.push(policy.kind);
        }
    }
    let all = FilterChoice {
        link: Link::new(lang.t("filter-all"), Route::Policies),
        count: None,
        chosen: narrowed.kind.is_empty(),
    };
    let choice = |kind: PolicyKind| FilterChoice {
        link: Link::new(
            words::policy_kind(lang, kind),
            Route::Policies.with(&[("kind", kind.word())]),
        ),
        count: None,
        chosen: narrowed.kind == kind.word(),
    };
    FilterGroup {
        label: lang.t("policy-kind").into_owned(),
        choices: std::iter::once(all)
            .chain(present.into_iter().map(choice))
            .collect(),
    }
}

/// How every policy in force finds the firms in reach; those with most that qualify come first.
fn picture(lang: Lang, found: &[(&Policy, PolicyLine)]) -> Option<Picture> {
    let share = |(policy, line): &(&Policy, PolicyLine)| {
        let tally = line.tally?;
        let rest = tally
            .firms
            .saturating_sub(tally.met + tally.near + tally.unknown);
        let parts = [tally.met, tally.near, rest, tally.unknown];
        Some(AnswerBar {
            label: policy.label.text(lang.into()).to_owned(),
            parts: parts.map(count),
            href: Route::Policy(&policy.id).to_string(),
        })
    };
    let rows: Vec<AnswerBar> = found.iter().filter_map(share).take(BARS).collect();
    let caption = Caption::new(
        "policies-answers",
        lang.t("policies-answers"),
        lang.t("policies-answers-basis"),
    );
    let legend = [
        "answer-met",
        "policy-near",
        "policy-farther",
        "answer-cannot-tell",
    ];
    let legend = legend.map(|key| lang.t(key).into_owned());
    (!rows.is_empty()).then(|| answer_bars(&caption, &legend, &rows))
}

fn row(signed: &Signed, policy: &Policy, line: &PolicyLine) -> PolicyRow {
    let lang = signed.lang;
    let edition = policy.edition_on(signed.cx.today());
    let benefit = edition.and_then(|edition| edition.benefit.as_ref());
    PolicyRow {
        policy: Link::new(policy.label.text(lang.into()), Route::Policy(&policy.id)),
        kind: words::policy_kind(lang, policy.kind),
        authority: policy.authority.text(lang.into()).to_owned(),
        document: edition.map_or_else(String::new, |edition| super::detail::short(&edition.source)),
        unconfirmed: edition.is_some_and(benfu_app::packs::Edition::is_unconfirmed),
        benefit: benefit.map_or_else(String::new, |benefit| {
            benefit.text.text(lang.into()).to_owned()
        }),
        counts: line.tally.map(|tally| counts(lang, &policy.id, &tally)),
    }
}

fn counts(lang: Lang, policy: &str, tally: &Tally) -> Counts {
    let link = |number: usize, of: &str| counted(lang, number, firms_address(policy, of));
    Counts {
        idle: link(tally.idle, "idle"),
        near: link(tally.near, "near"),
        unknown: link(tally.unknown, "unknown"),
        holders: link(tally.holders, "holders"),
    }
}
