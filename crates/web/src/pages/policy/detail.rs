//! One policy asked of everybody in reach, with thresholds that can be changed to see who would move.

use std::collections::BTreeMap;

use axum::extract::{Path, Query};
use axum::response::Response;
use benfu_app::packs::{Citation, Edition, Policy};
use benfu_app::policy::{Moved, PolicyPage, Threshold, read_policy};
use benfu_domain::fact::language;
use benfu_rules::{ConditionCount, Exact, Labels as _, Type, Value};

use super::list::{counted, firms_address};
use super::places::places;
use super::{ConditionRow, Headline, MovedView, PolicyView, Term, ThresholdRow};
use crate::chart::{Bar, Caption, Picture, bars};
use crate::error_page::{Problem, ProblemKind};
use crate::locale::{Lang, count};
use crate::route::Route;
use crate::server::Signed;
use crate::view::Link;
use crate::words;

/// `GET /policies/{id}`; the query holds assumed thresholds by their names.
pub(crate) async fn detail(
    signed: Signed,
    Path(id): Path<String>,
    Query(written): Query<BTreeMap<String, String>>,
) -> Result<Response, Problem> {
    let page = read_policy(&signed.cx, &id, &written).await?;
    let policy = signed.cx.pack().policies.get(&id);
    let policy = policy.ok_or_else(|| Problem::new(ProblemKind::NotFound))?;
    let shown = Shown {
        signed: &signed,
        policy,
        edition: page.edition.as_deref().and_then(|id| policy.edition(id)),
        page: &page,
        written: &written,
    };
    Ok(signed.page(&shown.view()))
}

struct Shown<'a> {
    signed: &'a Signed,
    policy: &'a Policy,
    edition: Option<&'a Edition>,
    page: &'a PolicyPage,
    written: &'a BTreeMap<String, String>,
}

impl Shown<'_> {
    fn lang(&self) -> Lang {
        self.signed.lang
    }

    fn view(&self) -> PolicyView {
        let lang = self.lang();
        let benefit = self.edition.and_then(|edition| edition.benefit.as_ref());
        let counted = self.page.tally.is_some();
        PolicyView {
            coaching: counted.then(|| {
                Link::new(
                    lang.t("policy-coaching"),
                    Route::PolicyCoaching(&self.policy.id),
                )
            }),
            name: self.policy.label.text(lang.into()).to_owned(),
            here: Route::Policy(&self.policy.id).to_string(),
            kind: words::policy_kind(lang, self.policy.kind),
            authority: self.policy.authority.text(lang.into()).to_owned(),
            document: self.edition.map(|edition| cited(&edition.source)),
            in_force: self
                .edition
                .map_or_else(String::new, |edition| self.days(edition)),
            unconfirmed: self.edition.is_some_and(Edition::is_unconfirmed),
            benefit: benefit.map(|benefit| {
                let text = benefit.text.text(lang.into()).to_owned();
                (text, cited(&benefit.source))
            }),
            headlines: self.headlines(),
            near_picture: self.near_picture(),
            region_picture: self.region_picture(),
            conditions: self.conditions(),
            thresholds: if counted {
                self.thresholds()
            } else {
                Vec::new()
            },
            moved: self.page.moved.as_ref().map(|moved| self.moved(moved)),
            terms: self
                .edition
                .map_or_else(Vec::new, |edition| self.terms(edition)),
            editions: self.other_editions(),
        }
    }

    fn days(&self, edition: &Edition) -> String {
        let lang = self.lang();
        let (from, until) = (edition.from, edition.until);
        lang.span(words::date_of(from), until.and_then(words::date_of))
    }

    fn headlines(&self) -> Vec<Headline> {
        let lang = self.lang();
        let Some(tally) = self.page.tally else {
            return Vec::new();
        };
        let line = |key: &'static str, number: usize, of: &str| Headline {
            label: lang.t(key).into_owned(),
            value: counted(lang, number, firms_address(&self.policy.id, of)),
        };
        let mut lines = vec![
            line("policy-idle", tally.idle, "idle"),
            line("policy-near", tally.near, "near"),
            line("policy-unknown", tally.unknown, "unknown"),
        ];
        if self.policy.grants.is_some() {
            lines.push(line("policy-holders", tally.holders, "holders"));
        }
        lines
    }

    fn condition_name(&self, id: &str) -> String {
        self.edition.map_or_else(
            || id.to_owned(),
            |edition| edition.label(id, self.lang().into()),
        )
    }

    fn near_address(&self, condition: &str) -> String {
        let query = [("of", "near"), ("condition", condition)];
        Route::PolicyFirms(&self.policy.id).with(&query)
    }

    fn near_picture(&self) -> Option<Picture> {
        let lang = self.lang();
        let mut rows: Vec<Bar> = self
            .page
            .conditions
            .iter()
            .filter(|condition| condition.only_here > 0)
            .map(|condition| {
                let (name, address) = (
                    self.condition_name(&condition.id),
                    self.near_address(&condition.id),
                );
                Bar::of_count(lang, name, count(condition.only_here), address)
            })
            .collect();
        rows.sort_by_key(|bar| std::cmp::Reverse(bar.value));
        let caption = Caption::new(
            "policy-near-by",
            lang.t("policy-near-by"),
            lang.t("policy-near-by-basis"),
        );
        (!rows.is_empty()).then(|| bars(&caption, &rows))
    }

    fn region_picture(&self) -> Option<Picture> {
        let lang = self.lang();
        let caption = Caption::new(
            "policy-idle-by",
            lang.t("policy-idle-by"),
            lang.t("policy-idle-basis"),
        );
        places(self.signed, &caption, &self.page.idle_by_region, |region| {
            let query = [("of", "idle"), ("region", region.as_str())];
            Some(Route::PolicyFirms(&self.policy.id).with(&query))
        })
    }

    fn conditions(&self) -> Vec<ConditionRow> {
        let lang = self.lang();
        let source = |id: &str| {
            let citation = self.edition.and_then(|edition| edition.sources.get(id));
            citation.map(cited).unwrap_or_default()
        };
        let row = |condition: &ConditionCount| ConditionRow {
            label: self.condition_name(&condition.id),
            source: source(&condition.id),
            not_met: lang.int(count(condition.not_met)),
            only_here: counted(lang, condition.only_here, self.near_address(&condition.id)),
            unknown: lang.int(count(condition.unknown)),
        };
        self.page.conditions.iter().map(row).collect()
    }

    fn number(&self, number: Exact, kind: &Type) -> String {
        let dictionary = &self.signed.cx.pack().dictionary;
        dictionary.value(&Value::Number(number), kind, language(self.lang().into()))
    }

    fn thresholds(&self) -> Vec<ThresholdRow> {
        let thresholds = &self.page.assumed.thresholds;
        thresholds.iter().map(|one| self.threshold(one)).collect()
    }

    fn threshold(&self, threshold: &Threshold) -> ThresholdRow {
        let (lang, dictionary) = (self.lang(), &self.signed.cx.pack().dictionary);
        let label = dictionary.parameters.get(&threshold.parameter);
        let label = label.map_or(threshold.parameter.as_str(), |parameter| {
            parameter.label.text(lang.into())
        });
        let row = match (&threshold.up_to, &threshold.by) {
            (Some(limit), Some(by)) => {
                let limit = dictionary.value(limit, by, language(lang.into()));
                format!("{label} · {}", lang.tv("threshold-up-to", limit))
            }
            (None, Some(_)) => format!("{label} · {}", lang.t("threshold-above")),
            (_, None) => label.to_owned(),
        };
        let problem = self.page.assumed.problems.iter();
        let problem = problem
            .into_iter()
            .find(|problem| problem.field == threshold.id);
        ThresholdRow {
            name: threshold.id.clone(),
            label: row,
            value: self.number(threshold.value, &threshold.kind),
            written: self.written.get(&threshold.id).cloned().unwrap_or_default(),
            problem: problem.map(|problem| problem.code.what(lang.into()).to_owned()),
        }
    }

    fn moved(&self, moved: &Moved) -> MovedView {
        let lang = self.lang();
        let address = |of: &str| {
            let assumed = self.written.iter();
            let assumed = assumed.map(|(name, text)| (name.as_str(), text.as_str()));
            let query: Vec<(&str, &str)> = std::iter::once(("of", of)).chain(assumed).collect();
            Route::PolicyFirms(&self.policy.id).with(&query)
        };
        MovedView {
            met: lang
                .tv("policy-would-meet", lang.int(count(moved.met)))
                .into_owned(),
            entering: Link::new(
                lang.tv("policy-entering", lang.int(count(moved.entering))),
                address("entering"),
            ),
            leaving: Link::new(
                lang.tv("policy-leaving", lang.int(count(moved.leaving))),
                address("leaving"),
            ),
        }
    }

    fn terms(&self, edition: &Edition) -> Vec<Term> {
        let lang = self.lang();
        let validity = edition.validity.iter().map(|validity| Term {
            label: lang.t("policy-validity").into_owned(),
            when: lang.tn("policy-months", validity.months).into_owned(),
            source: words::citation(&validity.source),
        });
        let windows = words::policy_windows(lang, edition);
        let clocks = words::policy_clocks(lang, edition);
        windows.chain(validity).chain(clocks).collect()
    }

    fn other_editions(&self) -> Vec<String> {
        let editions = self.policy.editions.iter();
        let others = editions.filter(|edition| {
            let shown = self.edition.map(|edition| &edition.id);
            shown != Some(&edition.id)
        });
        others
            .map(|edition| format!("{} · {}", cited(&edition.source), self.days(edition)))
            .collect()
    }
}

fn cited(citation: &Citation) -> String {
    words::citation(citation).text
}

/// The number of a document; its title when it has none.
pub(super) fn short(citation: &Citation) -> String {
    if citation.document.trim().is_empty() {
        citation.title.clone()
    } else {
        citation.document.clone()
    }
}
