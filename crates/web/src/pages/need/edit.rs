//! The form of a need: a title and a text are enough; the rest is what publication asks for.

use axum::extract::{Path, Query};
use axum::response::Response;
use benfu_app::Failure;
use benfu_app::need::{NeedDraft, read_need, save_need};
use benfu_domain::id::NeedId;
use benfu_domain::need::{Need, Terms};
use serde::Deserialize;

use super::NeedFormView;
use super::groups::{Lines, constraints_of, first_programme, groups, line_of, sent_lines};
use crate::error_page::Problem;
use crate::pages::{RecordForm, chosen_id, field_fault, id_of};
use crate::route::Route;
use crate::server::{Posted, Signed, done, form_problems, once};
use crate::view::Link;
use crate::words;

/// Whose need a new one is, when it is written for another party.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct For {
    #[serde(default)]
    party: String,
}

/// What stands in the form, as text.
#[derive(Default)]
pub(super) struct Written {
    fields: Vec<(&'static str, String)>,
    pub(super) constraints: Lines,
    version: i64,
}

impl Written {
    pub(super) fn text(&self, name: &str) -> String {
        let found = self.fields.iter().find(|(field, _)| *field == name);
        found.map(|(_, text)| text.clone()).unwrap_or_default()
    }

    fn of(signed: &Signed, need: &Need) -> Written {
        let terms = &need.terms;
        let milli = |milli: Option<i64>| {
            milli
                .map(|milli| words::milli(milli, ""))
                .unwrap_or_default()
        };
        let day =
            |day: Option<benfu_domain::Day>| day.map(|day| day.to_string()).unwrap_or_default();
        let party = need
            .party
            .map(|party| party.to_string())
            .unwrap_or_default();
        let ticked = if terms.unconstrained { "yes" } else { "" };
        let fen = terms
            .budget_fen
            .map(|fen| benfu_domain::money::Money::fen(fen).zh());
        let place = terms.place.as_ref().map(|place| place.as_str().to_owned());
        let fields = vec![
            ("title", need.title.clone()),
            ("text", need.text.clone()),
            ("programme", need.programme.clone()),
            ("party", party),
            ("metric", terms.metric.clone()),
            ("metric_unit", terms.metric_unit.clone()),
            ("baseline", milli(terms.baseline_milli)),
            ("target", milli(terms.target_milli)),
            ("unconstrained", ticked.to_owned()),
            ("owner_post", terms.owner_post.clone()),
            ("budget_path", terms.budget_path.clone()),
            ("budget", fen.unwrap_or_default()),
            ("acceptance_test", terms.acceptance_test.clone()),
            ("starts_on", day(terms.starts_on)),
            ("ends_on", day(terms.ends_on)),
            ("place", place.unwrap_or_default()),
            ("if_it_works", terms.if_it_works.clone()),
        ];
        Written {
            fields,
            constraints: terms
                .constraints
                .iter()
                .map(|one| line_of(signed, one))
                .collect(),
            version: need.version,
        }
    }

    fn sent(posted: &Posted) -> Written {
        let names = [
            "title",
            "text",
            "programme",
            "party",
            "metric",
            "metric_unit",
            "baseline",
            "target",
            "unconstrained",
            "owner_post",
            "budget_path",
            "budget",
            "acceptance_test",
            "starts_on",
            "ends_on",
            "place",
            "if_it_works",
        ];
        Written {
            fields: names.map(|name| (name, posted.text(name))).to_vec(),
            constraints: sent_lines(posted, "constraints"),
            version: posted.version(),
        }
    }

    /// The terms, or the problems of single fields.
    fn terms(&self, signed: &Signed) -> Result<Terms, Vec<(&'static str, String)>> {
        let lang = signed.lang;
        let mut faults = Vec::new();
        let mut milli = |name| {
            let read = words::milli_of_text(lang, &self.text(name));
            read.unwrap_or_else(|fault| {
                faults.push((name, fault));
                None
            })
        };
        let (baseline_milli, target_milli) = (milli("baseline"), milli("target"));
        let budget_fen = words::money_of_text(lang, &self.text("budget")).unwrap_or_else(|fault| {
            faults.push(("budget", fault));
            None
        });
        let mut day = |name| {
            words::day_of_text(&self.text(name)).unwrap_or_else(|_| {
                faults.push((name, lang.t("date-expected").into_owned()));
                None
            })
        };
        let (starts_on, ends_on) = (day("starts_on"), day("ends_on"));
        let terms = Terms {
            metric: self.text("metric"),
            metric_unit: self.text("metric_unit"),
            baseline_milli,
            target_milli,
            constraints: constraints_of(signed, &self.constraints),
            unconstrained: !self.text("unconstrained").is_empty(),
            owner_post: self.text("owner_post"),
            budget_path: self.text("budget_path"),
            budget_fen,
            acceptance_test: self.text("acceptance_test"),
            starts_on,
            ends_on,
            place: self.text("place").parse().ok(),
            if_it_works: self.text("if_it_works"),
        };
        if faults.is_empty() {
            Ok(terms)
        } else {
            Err(faults)
        }
    }
}

/// `GET /needs/new`.
pub(crate) async fn new(signed: Signed, Query(asked): Query<For>) -> Result<Response, Problem> {
    let written = Written {
        fields: vec![("party", asked.party)],
        ..Written::default()
    };
    Ok(signed.page(&form(&signed, None, &written)))
}

/// The form of a new need with what a description proposes.
pub(super) fn proposed(
    signed: &Signed,
    fields: Vec<(&'static str, String)>,
    constraints: Lines,
) -> NeedFormView {
    let written = Written {
        fields,
        constraints,
        version: 0,
    };
    form(signed, None, &written)
}

/// `GET /needs/{id}/edit`.
pub(crate) async fn existing(signed: Signed, Path(id): Path<String>) -> Result<Response, Problem> {
    let page = read_need(&signed.cx, id_of(&id)?).await?;
    if !page.may_write {
        return Err(Failure::Forbidden.into());
    }
    let view = form(
        &signed,
        Some(page.need.id),
        &Written::of(&signed, &page.need),
    );
    Ok(signed.page(&view))
}

/// `POST /needs`.
pub(crate) async fn create(posted: Posted) -> Result<Response, Problem> {
    save(None, posted).await
}

/// Saves a new or an existing need; a form with problems comes back as it was sent.
pub(crate) async fn save(id: Option<NeedId>, posted: Posted) -> Result<Response, Problem> {
    let (signed, written) = (&posted.signed, Written::sent(&posted));
    let terms = match written.terms(signed) {
        Ok(terms) => terms,
        Err(faults) => {
            let mut view = form(signed, id, &written);
            for (name, fault) in faults {
                field_fault(&mut view.form.groups, name, &fault);
            }
            return Ok(signed.faulty(&view));
        }
    };
    let draft = NeedDraft {
        id,
        version: written.version,
        programme: programme(signed, &written),
        title: written.text("title"),
        text: written.text("text"),
        party: chosen_id(&written.text("party"))?,
        terms,
    };
    match once(&signed.cx, save_need(&signed.cx, draft)).await {
        Ok(effect) => Ok(done(
            Route::Need(&effect.id()),
            effect.notice("notice-saved"),
        )),
        Err(Failure::Invalid(reasons)) => {
            let mut view = form(signed, id, &written);
            form_problems(&mut view.form.groups, &reasons, signed.lang);
            Ok(signed.faulty(&view))
        }
        Err(failure) => Err(failure.into()),
    }
}

/// The chosen programme, or the pack's first one.
fn programme(signed: &Signed, written: &Written) -> String {
    let chosen = written.text("programme");
    let mut known = signed.cx.pack().need_programmes();
    if known.any(|programme| programme.id == chosen) {
        chosen
    } else {
        first_programme(signed)
    }
}

fn form(signed: &Signed, id: Option<NeedId>, written: &Written) -> NeedFormView {
    let lang = signed.lang;
    let id = id.map(|id| id.to_string());
    let (action, back) = match &id {
        Some(id) => (
            Route::NeedAct(id, "save").to_string(),
            Route::Need(id).to_string(),
        ),
        None => (Route::Needs.to_string(), Route::Needs.to_string()),
    };
    NeedFormView {
        existing: id.map(|_| written.text("title")),
        form: RecordForm {
            action,
            back: Link::new(lang.t("back-unsaved"), back),
            version: written.version,
            lead: lang.t("need-form-lead").into_owned(),
            groups: groups(signed, written),
        },
    }
}
