//! Opening a round: the choice of firms, a look at whom it would ask, then the act.

use axum::extract::Query;
use axum::response::Response;
use benfu_app::Failure;
use benfu_app::collection::{
    FirmChoice, LeftOut, OpenRound, RoundPlan, WhyOut, offices_in_reach, open_round, plan_round,
    read_form,
};
use benfu_app::policy::RowsOf;
use benfu_domain::access::{Area, Verb};
use benfu_domain::collection::{Form, SentTo};
use serde::Deserialize;

use super::{OpenView, PlanView};
use crate::error_page::Problem;
use crate::form::{Choice, Control, Field, Fields};
use crate::locale::{Lang, count};
use crate::pages::{RecordForm, id_of};
use crate::route::Route;
use crate::server::{Posted, Signed, done, form_problems, once};
use crate::view::Link;
use crate::words;

/// Working days until answers are due, unless somebody says otherwise.
const DAYS: &str = "10";
/// Recipients that a plan names; all are counted.
const NAMED: usize = 40;

/// The counts of a policy behind which firms stand, each with the key of its name.
const BEHIND: [(&str, &str); 4] = [
    ("unknown", "policy-unknown"),
    ("near", "policy-near"),
    ("idle", "policy-idle"),
    ("holders", "policy-holders"),
];

/// Which form is sent.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Sends {
    #[serde(default)]
    form: String,
}

/// What a form of ours carries, as it was written.
#[derive(Debug, Clone, Default)]
struct Written {
    form: String,
    title: String,
    sent_to: String,
    region: String,
    scheme: String,
    policy: String,
    of: String,
    names: String,
    days: String,
    offices: Vec<String>,
}

/// `GET /collections/rounds/new`.
pub(crate) async fn form(signed: Signed, Query(sends): Query<Sends>) -> Result<Response, Problem> {
    let cx = &signed.cx;
    let form = read_form(cx, id_of(&sends.form)?).await?;
    cx.authorise(Verb::Write, Area::Collection, &cx.own())?;
    let written = Written {
        form: sends.form,
        title: form.title.clone(),
        sent_to: SentTo::Office.word().to_owned(),
        policy: form.policy.clone().unwrap_or_default(),
        of: "unknown".to_owned(),
        days: DAYS.to_owned(),
        ..Written::default()
    };
    let view = view(&signed, &form, &written, None).await?;
    Ok(signed.page(&view))
}

/// `POST /collections/rounds/new`: shows whom it would ask; with the button below that, opens it.
pub(crate) async fn plan_or_open(posted: Posted) -> Result<Response, Problem> {
    let signed = &posted.signed;
    let written = Written::of(&posted);
    let form = read_form(&signed.cx, id_of(&written.form)?).await?;
    let command = written.command()?;
    let refused = if posted.text("do") == "open" {
        match once(&signed.cx, open_round(&signed.cx, command)).await {
            Ok(effect) => {
                let notice = effect.notice("notice-round-opened");
                return Ok(done(Route::Round(&effect.id()), notice));
            }
            Err(failure) => failure,
        }
    } else {
        match plan_round(&signed.cx, &command).await {
            Ok(plan) => {
                let view = view(signed, &form, &written, Some(&plan)).await?;
                return Ok(signed.page(&view));
            }
            Err(failure) => failure,
        }
    };
    let Failure::Invalid(reasons) = refused else {
        return Err(refused.into());
    };
    let mut view = view(signed, &form, &written, None).await?;
    form_problems(&mut view.form.groups, &reasons, signed.lang);
    Ok(signed.faulty(&view))
}

impl Written {
    fn of(posted: &Posted) -> Written {
        let text = |name| posted.text(name);
        Written {
            form: text("form"),
            title: text("title"),
            sent_to: text("sent_to"),
            region: text("region"),
            scheme: text("scheme"),
            policy: text("policy"),
            of: text("of"),
            names: text("names"),
            days: text("days"),
            offices: posted.all("office"),
        }
    }

    fn command(&self) -> Result<OpenRound, Problem> {
        let of = match self.of.as_str() {
            "near" => RowsOf::Near(None),
            "idle" => RowsOf::Idle,
            "holders" => RowsOf::Holders,
            _ => RowsOf::Unknown,
        };
        let policy = (!self.policy.is_empty()).then(|| (self.policy.clone(), Some(of)));
        Ok(OpenRound {
            form: id_of(&self.form)?,
            title: self.title.clone(),
            sent_to: SentTo::from_word(&self.sent_to).unwrap_or(SentTo::Firm),
            firms: FirmChoice {
                region: self.region.clone(),
                scheme: self.scheme.clone(),
                policy,
                names: self.names.clone(),
            },
            offices: self
                .offices
                .iter()
                .filter_map(|id| id.parse().ok())
                .collect(),
            working_days: self.days.parse().unwrap_or(0),
        })
    }

    fn carried(&self) -> Vec<(String, String)> {
        let one = [
            ("form", &self.form),
            ("title", &self.title),
            ("sent_to", &self.sent_to),
            ("region", &self.region),
            ("scheme", &self.scheme),
            ("policy", &self.policy),
            ("of", &self.of),
            ("names", &self.names),
            ("days", &self.days),
        ];
        let offices = self.offices.iter().map(|id| ("office", id));
        one.into_iter()
            .chain(offices)
            .map(|(name, value)| (name.to_owned(), value.clone()))
            .collect()
    }
}

async fn view(
    signed: &Signed,
    form: &Form,
    written: &Written,
    plan: Option<&RoundPlan>,
) -> Result<OpenView, Failure> {
    let lang = signed.lang;
    let offices = offices_in_reach(&signed.cx).await?;
    let first = written.offices.is_empty() && plan.is_none();
    let offices = offices.into_iter().map(|office| {
        let id = office.id.to_string();
        let narrower = office.region != signed.cx.actor.region;
        let ticked = written.offices.contains(&id) || (first && narrower);
        (id, office.name, ticked)
    });
    Ok(OpenView {
        sends: Link::new(&form.title, Route::FormEdit(&written.form)),
        form: RecordForm {
            action: Route::RoundNew.to_string(),
            back: Link::new(lang.t("job-collections"), Route::Collections),
            version: 0,
            lead: lang.t("round-open-lead").into_owned(),
            groups: vec![about(lang, written), firms(signed, written)],
        },
        offices: offices.collect(),
        plan: plan.map(|plan| plan_view(signed, plan, written)),
    })
}

fn about(lang: Lang, written: &Written) -> Fields {
    let sent_to = SentTo::ALL
        .iter()
        .map(|one| Choice::new(one.word(), super::list::sent_to(lang, *one)));
    Fields {
        title: lang.t("round-about").into_owned(),
        lead: None,
        fields: vec![
            Field::new("form", "", Control::Hidden).value(&written.form),
            Field::new("title", lang.t("round-title"), Control::Line).value(&written.title),
            Field::new(
                "days",
                lang.t("round-days"),
                Control::Number(lang.t("unit-working-days").into_owned()),
            )
            .value(&written.days)
            .required(),
            Field::new(
                "sent_to",
                lang.t("round-sent-to"),
                Control::Radio(sent_to.collect()),
            )
            .value(&written.sent_to),
        ],
    }
}

fn firms(signed: &Signed, written: &Written) -> Fields {
    let (cx, lang) = (&signed.cx, signed.lang);
    let own = &cx.actor.region;
    let regions = cx.pack().regions.iter().filter(|region| {
        own.contains(&region.code) && region.code.as_str().len() <= own.as_str().len() + 3
    });
    let regions = regions
        .map(|region| Choice::new(region.code.as_str(), words::region(cx, lang, &region.code)));
    let schemes = cx.pack().dictionary.schemes.values();
    let schemes = schemes.map(|scheme| Choice::new(&scheme.id, scheme.label.text(lang.into())));
    let policies = cx.pack().policies.values();
    let policies = policies.map(|policy| Choice::new(&policy.id, policy.label.text(lang.into())));
    let behind = BEHIND
        .map(|(of, key)| Choice::new(of, lang.t(key)))
        .to_vec();
    let select = |name: &str, key: &str, choices: Vec<Choice>, value: &str| {
        Field::new(name, lang.t(key), Control::Select(choices)).value(value)
    };
    Fields {
        title: lang.t("round-firms").into_owned(),
        lead: Some(lang.t("round-firms-lead").into_owned()),
        fields: vec![
            select("region", "col-place", regions.collect(), &written.region),
            select("scheme", "round-scheme", schemes.collect(), &written.scheme),
            select(
                "policy",
                "round-policy",
                policies.collect(),
                &written.policy,
            ),
            select("of", "round-of", behind, &written.of),
            Field::new("names", lang.t("round-names"), Control::Text(4))
                .value(&written.names)
                .hint(lang.t("round-names-hint")),
        ],
    }
}

fn plan_view(signed: &Signed, plan: &RoundPlan, written: &Written) -> PlanView {
    let lang = signed.lang;
    let asked: usize = plan.recipients.iter().map(|one| one.firms.len()).sum();
    let sum = lang.tw(
        "round-plan-sum",
        &[
            ("recipients", &lang.int(count(plan.recipients.len()))),
            ("firms", &lang.int(count(asked))),
        ],
    );
    let named = plan.recipients.iter().take(NAMED);
    let more = plan.recipients.len().saturating_sub(NAMED);
    PlanView {
        sum: sum.into_owned(),
        due: words::due_on(&signed.cx, plan.due.on, plan.due.provisional),
        recipients: named
            .map(|one| (one.name.clone(), lang.int(count(one.firms.len()))))
            .collect(),
        more: (more > 0).then(|| lang.tn("round-plan-more", count(more)).into_owned()),
        left_out: plan
            .left_out
            .iter()
            .take(NAMED)
            .map(|one| (one.what.clone(), why(lang, one)))
            .collect(),
        carried: written.carried(),
    }
}

fn why(lang: Lang, out: &LeftOut) -> String {
    let key = match out.why {
        WhyOut::NotFound => "out-not-found",
        WhyOut::Ambiguous => "out-ambiguous",
        WhyOut::NotYours => "out-not-yours",
        WhyOut::NoOffice => "out-no-office",
    };
    lang.t(key).into_owned()
}
