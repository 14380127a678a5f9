//! Acts on many firms behind a policy: first a page that says what would be written, then the act.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use axum::extract::{Path, Query};
use axum::response::Response;
use benfu_app::packs::Edition;
use benfu_app::policy::{
    BulkAct, BulkLine, BulkPreview, ChosenFirms, CoachChoice, FirmRow, LeftOut, Planned,
    StateTarget, TakenOut, carry_out_bulk, coaches, preview_bulk, preview_export, state_target,
};
use benfu_domain::policy::NoticeAnswer;

use super::export::columns;
use super::firms::Asked;
use super::{BulkRow, BulkView};
use crate::error_page::{Problem, ProblemKind};
use crate::locale::{Lang, count};
use crate::pages::{FilterGroup, id_of};
use crate::route::Route;
use crate::server::{Posted, Signed, done};
use crate::view::{FilterChoice, Link, Mark, Tone};
use crate::words;

/// The value that lets each firm be taken by the office of its own street.
const STREETS: &str = "streets";

/// What a form or an address says about a bulk act.
pub(super) struct Said {
    asked: Asked,
    ticked: BTreeSet<String>,
    coach: String,
}

impl Said {
    /// Fields may be there several times: each ticked firm is one.
    pub(super) fn new(fields: Vec<(String, String)>) -> Said {
        let (mut rest, mut ticked, mut coach) = (BTreeMap::new(), BTreeSet::new(), String::new());
        for (name, value) in fields {
            match name.as_str() {
                "firm" => {
                    ticked.insert(value);
                }
                "coach" => coach = value,
                "form_token" | "request_key" | "version" => {}
                _ => {
                    rest.insert(name, value);
                }
            }
        }
        Said {
            asked: Asked::new(rest),
            ticked,
            coach,
        }
    }

    pub(super) fn chosen(&self, policy: &str) -> Result<ChosenFirms, Problem> {
        let not_found = || Problem::new(ProblemKind::NotFound);
        let ticked = self.ticked.iter().map(|id| id_of(id));
        Ok(ChosenFirms {
            policy: policy.to_owned(),
            of: self.asked.rows().ok_or_else(not_found)?,
            region: self.asked.region.clone(),
            assumed: self.asked.assumed.clone(),
            ticked: ticked.collect::<Result<_, _>>()?,
        })
    }

    fn act(&self, word: &str) -> Result<BulkAct, Problem> {
        match word {
            "assign" if self.coach.is_empty() || self.coach == STREETS => {
                Ok(BulkAct::Assign(CoachChoice::StreetOffices))
            }
            "assign" => Ok(BulkAct::Assign(CoachChoice::Organisation(id_of(
                &self.coach,
            )?))),
            "remind" => Ok(BulkAct::Remind),
            "push" => Ok(BulkAct::Push),
            _ => Err(Problem::new(ProblemKind::NotFound)),
        }
    }

    /// Everything as hidden fields, so that what is carried out is what was shown.
    fn hidden(&self) -> Vec<(String, String)> {
        let ticked = self.ticked.iter().map(|id| ("firm".to_owned(), id.clone()));
        let coach = (!self.coach.is_empty()).then(|| ("coach".to_owned(), self.coach.clone()));
        self.asked
            .fields()
            .into_iter()
            .chain(ticked)
            .chain(coach)
            .collect()
    }

    /// The address of the same preview with another coach.
    fn with_coach(&self, policy: &str, coach: &str) -> String {
        let mut fields = self.hidden();
        fields.retain(|(name, _)| name != "coach");
        fields.push(("coach".to_owned(), coach.to_owned()));
        let query: Vec<(&str, &str)> = fields
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        Route::PolicyAct(policy, "assign").with(&query)
    }
}

/// `GET /policies/{id}/acts/{action}`: what the act would do.
pub(crate) async fn preview(
    signed: Signed,
    Path((id, word)): Path<(String, String)>,
    Query(fields): Query<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let (said, lang) = (Said::new(fields), signed.lang);
    let chosen = said.chosen(&id)?;
    let view = if word == "export" {
        let found = preview_export(&signed.cx, &chosen).await?;
        let lead = lang.tv("bulk-export-lead", lang.listed(&columns(lang)));
        let said_of = (lang.t("bulk-export"), lead, Vec::new());
        let plan = |_: &TakenOut| Mark::new(lang.t("plan-export"), Tone::Good);
        view(&signed, (&id, &word, &said), &found, said_of, plan)?
    } else {
        let act = said.act(&word)?;
        let found = preview_bulk(&signed.cx, &chosen, act).await?;
        let choices = choices(&signed, &id, act, &said).await?;
        let said_of = (lang.t(heading(act)), lang.t(lead(act)), choices);
        view(&signed, (&id, &word, &said), &found, said_of, |planned| {
            plan(lang, planned)
        })?
    };
    Ok(signed.page(&view))
}

/// What an act would do; `plan` names what would be written for a firm.
fn view<P>(
    signed: &Signed,
    (id, word, said): (&str, &str, &Said),
    found: &BulkPreview<P>,
    (heading, lead, choices): (Cow<'_, str>, Cow<'_, str>, Vec<FilterGroup>),
    plan: impl Fn(&P) -> Mark,
) -> Result<BulkView, Problem> {
    let not_found = || Problem::new(ProblemKind::NotFound);
    let policy = signed.cx.pack().policies.get(id).ok_or_else(not_found)?;
    let edition = policy.edition_on(signed.cx.today()).ok_or_else(not_found)?;
    let lang = signed.lang;
    let name = policy.label.text(lang.into());
    let planned = found.planned();
    let left_out = count(found.lines.len() - planned);
    let row = |line: &BulkLine<P>| BulkRow {
        firm: Link::new(
            &line.firm.name,
            Route::FirmPolicy(&line.firm.id.to_string(), id),
        ),
        place: words::region(&signed.cx, lang, &line.firm.region),
        plan: match &line.plan {
            Ok(planned) => plan(planned),
            Err(why) => Mark::new(left_out_because(lang, why), Tone::Plain),
        },
        text: reminder(lang, name, edition, &line.firm),
    };
    Ok(BulkView {
        policy: Link::new(name, Route::Policy(id)),
        lead: lead.into_owned(),
        counts: lang
            .tw(
                "bulk-counts",
                &[
                    ("planned", &lang.int(count(planned))),
                    ("left", &lang.int(left_out)),
                    ("beyond", &lang.int(count(found.beyond))),
                ],
            )
            .into_owned(),
        href: Route::PolicyAct(id, word).to_string(),
        hidden: said.hidden(),
        button: (planned > 0).then(|| format!("{heading} · {}", lang.int(count(planned)))),
        choices,
        back: Link::new(
            lang.t("bulk-back"),
            said.asked.address(id, &said.asked.region, 0),
        ),
        rows: found.lines.iter().map(row).collect(),
        heading: heading.into_owned(),
    })
}

fn heading(act: BulkAct) -> &'static str {
    match act {
        BulkAct::Assign(_) => "bulk-assign",
        BulkAct::Remind => "bulk-remind",
        BulkAct::Push => "bulk-push",
    }
}

fn lead(act: BulkAct) -> &'static str {
    match act {
        BulkAct::Assign(_) => "bulk-assign-lead",
        BulkAct::Remind => "bulk-remind-lead",
        BulkAct::Push => "bulk-push-lead",
    }
}

/// Whom one can choose to coach.
async fn choices(
    signed: &Signed,
    policy: &str,
    act: BulkAct,
    said: &Said,
) -> Result<Vec<FilterGroup>, Problem> {
    let BulkAct::Assign(chosen) = act else {
        return Ok(Vec::new());
    };
    let lang = signed.lang;
    let streets = FilterChoice {
        link: Link::new(
            lang.t("bulk-street-offices"),
            said.with_coach(policy, STREETS),
        ),
        count: None,
        chosen: chosen == CoachChoice::StreetOffices,
    };
    let known = coaches(&signed.cx).await?;
    let one = known.into_iter().take(60).map(|coach| FilterChoice {
        link: Link::new(coach.name, said.with_coach(policy, &coach.id.to_string())),
        count: None,
        chosen: chosen == CoachChoice::Organisation(coach.id),
    });
    Ok(vec![FilterGroup {
        label: lang.t("bulk-coach").into_owned(),
        choices: std::iter::once(streets).chain(one).collect(),
    }])
}

fn plan(lang: Lang, planned: &Planned) -> Mark {
    match planned {
        Planned::Coaching { name, .. } => Mark::new(lang.tv("plan-coaching", name), Tone::Good),
        Planned::Notice => Mark::new(lang.t("plan-notice"), Tone::Good),
    }
}

fn left_out_because(lang: Lang, why: &LeftOut) -> String {
    let key = match why {
        LeftOut::Told(on) => {
            let on = words::date_of(*on).map(|on| lang.date(on));
            return lang.tv("left-told", on.unwrap_or_default()).into_owned();
        }
        LeftOut::NotYours => "left-not-yours",
        LeftOut::Coached(_) => "left-coached",
        LeftOut::NoOffice => "left-no-office",
        LeftOut::Holds => "left-holds",
        LeftOut::NotNear => "left-not-near",
    };
    lang.t(key).into_owned()
}

/// A text to be copied and sent: what the firm was found to be, and what is still to be done.
pub(super) fn reminder(lang: Lang, policy: &str, edition: &Edition, firm: &FirmRow) -> String {
    let name = |id: &String| edition.label(id, lang.into());
    let open: Vec<String> = firm.open.iter().map(name).collect();
    let key = match firm.answer {
        NoticeAnswer::Met => "reminder-met",
        NoticeAnswer::Near => "reminder-near",
        NoticeAnswer::Unknown => "reminder-unknown",
        NoticeAnswer::NotMet => "reminder-not-met",
    };
    let missed = firm.missed.as_ref().map(name).unwrap_or_default();
    let open = lang.listed(&open);
    let words = [
        ("firm", firm.name.as_str()),
        ("policy", policy),
        ("missed", &missed),
        ("open", if open.is_empty() { "–" } else { &open }),
    ];
    lang.tw(key, &words).into_owned()
}

/// `POST /policies/{id}/acts/{action}`: carries the act out.
pub(crate) async fn carry_out(
    Path((id, word)): Path<(String, String)>,
    posted: Posted,
) -> Result<Response, Problem> {
    if word == "target" {
        return target(&id, &posted).await;
    }
    let said = Said::new(posted.starting(""));
    if word == "export" {
        return super::export::export(&posted.signed, &said.chosen(&id)?).await;
    }
    let act = said.act(&word)?;
    let cx = &posted.signed.cx;
    let effect = carry_out_bulk(cx, &said.chosen(&id)?, act).await?;
    let notice = match effect.done {
        0 => "notice-bulk-none",
        _ => "notice-bulk-done",
    };
    let to = match act {
        BulkAct::Assign(_) => Route::PolicyCoaching(&id).to_string(),
        BulkAct::Remind | BulkAct::Push => said.asked.address(&id, &said.asked.region, 0),
    };
    Ok(done(to, notice))
}

async fn target(id: &str, posted: &Posted) -> Result<Response, Problem> {
    let command = StateTarget {
        policy: id.to_owned(),
        year: posted.text("year").parse().unwrap_or(0),
        wanted: posted.text("wanted").parse().unwrap_or(0),
        source: posted.text("source"),
    };
    let cx = &posted.signed.cx;
    let effect = crate::server::once(cx, state_target(cx, command)).await?;
    Ok(done(
        Route::PolicyCoaching(id),
        effect.notice("notice-saved"),
    ))
}
