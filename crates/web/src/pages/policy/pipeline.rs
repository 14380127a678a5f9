//! The coaching towards a policy beside its target, filled from its use case.

use axum::extract::{Path, Query};
use axum::response::Response;
use benfu_app::packs::Policy;
use benfu_app::policy::{Cohort, Coverage, Pipeline, PipelineAsked, TargetView, read_pipeline};
use benfu_domain::policy::Outlook;
use serde::Deserialize;

use super::{PipelineRow, PipelineView, TargetLines};
use crate::chart::{Bar, Caption, Picture, bars};
use crate::error_page::{Problem, ProblemKind};
use crate::form::{ActForm, Control, Field};
use crate::locale::{Lang, count};
use crate::pages::{FilterGroup, chosen_id};
use crate::route::Route;
use crate::server::Signed;
use crate::view::{FilterChoice, Link, Paging};
use crate::words;

const ROWS: usize = 50;

/// What the rows are narrowed to.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Narrowed {
    #[serde(default)]
    stage: String,
    #[serde(default)]
    coach: String,
    #[serde(default)]
    region: String,
    #[serde(default)]
    overdue: String,
    #[serde(default)]
    after: String,
}

/// `GET /policies/{id}/coaching`.
pub(crate) async fn pipeline(
    signed: Signed,
    Path(id): Path<String>,
    Query(narrowed): Query<Narrowed>,
) -> Result<Response, Problem> {
    let after: usize = narrowed.after.parse().unwrap_or(0);
    let asked = PipelineAsked {
        stage: narrowed.stage.clone(),
        coach: chosen_id(&narrowed.coach)?,
        region: narrowed.region.clone(),
        overdue: !narrowed.overdue.is_empty(),
        after,
        limit: ROWS,
    };
    let found = read_pipeline(&signed.cx, &id, &asked).await?;
    let policy = signed.cx.pack().policies.get(&id);
    let policy = policy.ok_or_else(|| Problem::new(ProblemKind::NotFound))?;
    let shown = Shown {
        signed: &signed,
        policy,
        found: &found,
        narrowed: &narrowed,
    };
    Ok(signed.page(&shown.view(after)))
}

struct Shown<'a> {
    signed: &'a Signed,
    policy: &'a Policy,
    found: &'a Pipeline,
    narrowed: &'a Narrowed,
}

impl Shown<'_> {
    fn lang(&self) -> Lang {
        self.signed.lang
    }

    fn view(&self, after: usize) -> PipelineView {
        let (lang, found) = (self.lang(), self.found);
        let next = after + found.rows.len();
        let page = |after: usize| {
            let after = after.to_string();
            let after = if after == "0" { "" } else { &after };
            Route::PolicyCoaching(&self.policy.id).with(&[
                ("stage", &self.narrowed.stage),
                ("coach", &self.narrowed.coach),
                ("region", &self.narrowed.region),
                ("overdue", &self.narrowed.overdue),
                ("after", after),
            ])
        };
        PipelineView {
            policy: Link::new(
                self.policy.label.text(lang.into()),
                Route::Policy(&self.policy.id),
            ),
            target: found.target.as_ref().map(|target| self.target(target)),
            state: found.may_state.then(|| self.state()),
            stages: self.stages(),
            ends: found
                .ends
                .iter()
                .map(|(code, number)| self.end(code, *number))
                .collect(),
            coverage: found
                .coverage
                .iter()
                .map(|line| self.coverage(line))
                .collect(),
            cohorts: found
                .cohorts
                .iter()
                .map(|cohort| self.cohort(cohort))
                .collect(),
            loads: self.loads(),
            filters: vec![self.filters()],
            rows: found.rows.iter().map(|row| self.row(row)).collect(),
            more: Link::new(
                lang.t("pipeline-assign"),
                Route::PolicyFirms(&self.policy.id).with(&[("of", "idle")]),
            ),
            paging: Paging {
                next: (next < found.total).then(|| page(next)),
                previous: (after > 0).then(|| page(after.saturating_sub(ROWS))),
                total: i64::try_from(found.total).ok(),
            },
        }
    }

    fn narrowed_to(&self, query: &[(&str, &str)]) -> String {
        Route::PolicyCoaching(&self.policy.id).with(query)
    }

    fn stage_name(&self, id: &str) -> String {
        let programme = self.signed.cx.pack().coaching();
        let stage = programme.and_then(|programme| programme.stage(id));
        let label = stage.map(|stage| stage.label.text(self.lang().into()).to_owned());
        label.unwrap_or_else(|| id.to_owned())
    }

    fn end_name(&self, id: &str) -> String {
        let programme = self.signed.cx.pack().coaching();
        let end = programme.and_then(|programme| programme.end_code(id));
        let label = end.map(|end| end.label.text(self.lang().into()).to_owned());
        label.unwrap_or_else(|| id.to_owned())
    }

    fn end(&self, code: &str, number: usize) -> (String, String) {
        (self.end_name(code), self.lang().int(count(number)))
    }

    fn stages(&self) -> Option<Picture> {
        let lang = self.lang();
        let bar = |stage: &benfu_app::policy::StageCount| {
            let text = lang.int(count(stage.open));
            let late = lang.int(count(stage.overdue));
            Bar {
                label: self.stage_name(&stage.stage),
                value: count(stage.open),
                value_text: match stage.overdue {
                    0 => text,
                    _ => lang
                        .tw("pipeline-late", &[("open", &text), ("late", &late)])
                        .into_owned(),
                },
                target: None,
                href: Some(self.narrowed_to(&[("stage", &stage.stage)])),
            }
        };
        let rows: Vec<Bar> = self.found.stages.iter().map(bar).collect();
        let caption = Caption::new(
            "stages",
            lang.t("pipeline-stages"),
            lang.t("pipeline-stages-basis"),
        );
        let any = self.found.stages.iter().any(|stage| stage.open > 0);
        any.then(|| bars(&caption, &rows))
    }

    fn target(&self, view: &TargetView) -> TargetLines {
        let (lang, prospect) = (self.lang(), &view.prospect);
        let number = |number: i64| lang.int(number);
        let values = |extra: i64| {
            [
                ("wanted", number(prospect.wanted)),
                ("won", number(prospect.won)),
                ("remaining", number(prospect.remaining())),
                ("hand", number(prospect.submitted + prospect.coached)),
                ("extra", number(extra)),
                ("year", view.target.year.to_string()),
                ("lapsing", number(view.lapsing)),
                ("unknown", number(view.unknown)),
            ]
        };
        let say = |key: &'static str, extra: i64| {
            let values = values(extra);
            let values: Vec<(&str, &str)> = values
                .iter()
                .map(|(name, text)| (*name, text.as_str()))
                .collect();
            lang.tw(key, &values).into_owned()
        };
        let outlook = match prospect.outlook() {
            Outlook::Reached => say("target-reached", 0),
            Outlook::InHand => say("target-in-hand", 0),
            Outlook::WithIdle { applying } => say("target-with-idle", applying),
            Outlook::WithNear { closing } => say("target-with-near", closing),
            Outlook::Short { by } => say("target-short", by),
        };
        let needed = prospect
            .applications_needed()
            .filter(|_| prospect.remaining() > 0);
        TargetLines {
            sentence: outlook + &say("target-beside", 0),
            by_rate: needed.map(|needed| say("target-by-rate", needed)),
            source: format!("{} · {}", view.target.source, view.target.stated_on),
            picture: self.target_picture(view),
        }
    }

    fn target_picture(&self, view: &TargetView) -> Picture {
        let (lang, prospect) = (self.lang(), &view.prospect);
        let firms = |of: &str| Route::PolicyFirms(&self.policy.id).with(&[("of", of)]);
        let coaching = self.narrowed_to(&[]);
        let lines = [
            ("target-line-won", prospect.won, firms("holders")),
            (
                "target-line-submitted",
                prospect.submitted,
                coaching.clone(),
            ),
            ("target-line-coached", prospect.coached, coaching),
            ("policy-idle", prospect.idle, firms("idle")),
            ("policy-near", prospect.near, firms("near")),
            ("target-line-lapsing", view.lapsing, firms("lapsing")),
            ("target-line-held", view.held, firms("holders")),
        ];
        let bar = |(key, value, href): (&'static str, i64, String)| Bar {
            target: (key == "target-line-won").then_some(prospect.wanted),
            ..Bar::of_count(lang, lang.t(key).into_owned(), value, href)
        };
        let basis = lang.tv("target-basis", lang.int(prospect.wanted));
        let caption = Caption::new("target", lang.t("pipeline-target"), basis);
        bars(&caption, &lines.map(bar))
    }

    fn state(&self) -> ActForm {
        let lang = self.lang();
        let year = self.signed.cx.today().year().to_string();
        let line = |name: &str, key, control| Field::new(name, lang.t(key), control).required();
        let href = Route::PolicyAct(&self.policy.id, "target");
        ActForm::new(lang, href, ("target-state", "target-state-effect")).fields(vec![
            line("year", "target-year", Control::Number(String::new())).value(year),
            line("wanted", "target-wanted", Control::Number(String::new())),
            line("source", "target-source", Control::Line),
        ])
    }

    fn coverage(&self, line: &Coverage) -> (String, Link, Link, Link, String) {
        let lang = self.lang();
        let region = line.region.as_str();
        let firms =
            |of: &str| Route::PolicyFirms(&self.policy.id).with(&[("of", of), ("region", region)]);
        (
            words::region(&self.signed.cx, lang, &line.region),
            super::list::counted(lang, line.coached, self.narrowed_to(&[("region", region)])),
            super::list::counted(lang, line.idle, firms("idle")),
            super::list::counted(lang, line.near, firms("near")),
            lang.percent(count(line.coached), count(line.candidates())),
        )
    }

    fn cohort(&self, cohort: &Cohort) -> (String, String, String, String, String) {
        let lang = self.lang();
        let rate = cohort.rate;
        let share = match rate.decided {
            0 => "–".to_owned(),
            decided => lang.percent(rate.passed, decided),
        };
        (
            words::period(lang, cohort.period),
            lang.int(cohort.submitted),
            lang.int(rate.passed),
            lang.int(rate.decided),
            share,
        )
    }

    fn loads(&self) -> Vec<(Link, String, String)> {
        let lang = self.lang();
        let load = |load: &benfu_app::policy::CoachLoad| {
            let id = load.organisation.to_string();
            let link = Link::new(&load.name, self.narrowed_to(&[("coach", &id)]));
            (
                link,
                lang.int(count(load.open)),
                lang.int(count(load.overdue)),
            )
        };
        self.found.loads.iter().map(load).collect()
    }

    fn filters(&self) -> FilterGroup {
        let lang = self.lang();
        let choice = |key: &'static str, query: &[(&str, &str)], chosen: bool| FilterChoice {
            link: Link::new(lang.t(key), self.narrowed_to(query)),
            count: None,
            chosen,
        };
        let narrowed = self.narrowed;
        let all = [
            &narrowed.stage,
            &narrowed.coach,
            &narrowed.region,
            &narrowed.overdue,
        ];
        let all = all.iter().all(|text| text.is_empty());
        FilterGroup {
            label: lang.t("col-state").into_owned(),
            choices: vec![
                choice("filter-all", &[], all),
                choice(
                    "filter-overdue",
                    &[("overdue", "yes")],
                    !narrowed.overdue.is_empty(),
                ),
            ],
        }
    }

    fn row(&self, row: &benfu_app::policy::CoachingRow) -> PipelineRow {
        let (cx, case) = (&self.signed.cx, &row.case);
        let due = case.clock.due.as_ref();
        let due = due.filter(|_| case.end.is_none() && case.clock.paused_on.is_none());
        PipelineRow {
            firm: Link::new(&row.firm, Route::Case(&case.id.to_string())),
            place: words::region(cx, self.lang(), &case.region),
            stage: match &case.end {
                Some(end) => self.end_name(&end.code),
                None => self.stage_name(&case.stage),
            },
            coach: row.coach.clone(),
            due: due.and_then(|due| words::due_on(cx, due.on, due.provisional)),
        }
    }
}
