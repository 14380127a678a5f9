//! The rankings, filled from the use cases, and the acts on them.

use axum::extract::{Path, Query};
use axum::response::Response;
use benfu_app::matching::{
    RankingPage, learn_ranking, put_ranking_in_force, read_rankings, take_ranking_back,
};
use benfu_domain::matching::{Advice, Concordance, RankingModel, RankingState, ScorePart, Weights};
use serde::Deserialize;

use super::{RankingRow, RankingsView};
use crate::chart::{Bar, Caption, Picture, bars};
use crate::error_page::{Problem, ProblemKind};
use crate::form::{ActForm, Weight};
use crate::locale::{Lang, count};
use crate::pages::reason_field;
use crate::route::Route;
use crate::server::{Effect, Posted, Signed, done, once};
use crate::view::{Mark, Tone};
use crate::words;

/// Which ranking an act is about.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Of {
    #[serde(default)]
    number: i64,
}

/// `GET /matching/rankings`.
pub(crate) async fn rankings(signed: Signed) -> Result<Response, Problem> {
    let page = read_rankings(&signed.cx).await?;
    Ok(signed.page(&view(signed.lang, &page, None)))
}

/// `POST /matching/rankings/acts/{action}`.
pub(crate) async fn act(
    Path(action): Path<String>,
    Query(of): Query<Of>,
    posted: Posted,
) -> Result<Response, Problem> {
    let cx = &posted.signed.cx;
    let notice = match action.as_str() {
        "learn" => return learn(&posted).await,
        "use" => {
            let reason = posted.text(&format!("use-{}-reason", of.number));
            once(cx, put_ranking_in_force(cx, of.number, &reason))
                .await?
                .notice("notice-done")
        }
        "take-back" => {
            let reason = posted.text("take-back-reason");
            once(cx, take_ranking_back(cx, &reason))
                .await?
                .notice("notice-done")
        }
        _ => return Err(Problem::new(ProblemKind::NotFound)),
    };
    Ok(done(Route::Rankings, notice))
}

/// What was learned stands on the page; too few ends are kept nowhere, and said here.
async fn learn(posted: &Posted) -> Result<Response, Problem> {
    let (signed, lang) = (&posted.signed, posted.signed.lang);
    let learned = match once(&signed.cx, learn_ranking(&signed.cx)).await? {
        Effect::Fresh(learned) => learned,
        Effect::Before(_) => return Ok(done(Route::Rankings, "notice-already")),
    };
    let key = match learned.trial.advice {
        Advice::TooFew => "learned-too-few",
        Advice::NoBetter => "learned-no-better",
        Advice::Better => "learned-better",
    };
    let page = read_rankings(&signed.cx).await?;
    let [learn, apart] = learned.trial.needs;
    let told = lang.tw(
        key,
        &[
            ("cases", &lang.int(count(learned.cases))),
            ("learn", &lang.int(count(learn))),
            ("apart", &lang.int(count(apart))),
        ],
    );
    Ok(signed.page(&view(lang, &page, Some(told.into_owned()))))
}

fn view(lang: Lang, page: &RankingPage, tried: Option<String>) -> RankingsView {
    let in_force = page.in_force();
    let sum = match in_force {
        Some(model) => lang
            .tv("ranking-in-force", lang.int(model.number))
            .into_owned(),
        None => lang.t("ranking-of-pack").into_owned(),
    };
    RankingsView {
        sum,
        picture: picture(lang, page),
        tried,
        rows: page
            .models
            .iter()
            .map(|model| row(lang, page, model))
            .collect(),
        acts: acts(lang, page),
    }
}

/// What each part counts; the tick is the pack's own weight.
fn picture(lang: Lang, page: &RankingPage) -> Picture {
    let weights = page.in_force().map_or(&page.pack, |model| &model.weights);
    let parts = ScorePart::ALL
        .iter()
        .zip(weights.permille)
        .zip(page.pack.permille);
    let rows: Vec<Bar> = parts
        .map(|((part, weight), own)| Bar {
            label: words::score_part(lang, *part),
            value: i64::from(weight),
            value_text: lang.percent(i64::from(weight), 1_000_i64),
            target: Some(i64::from(own)),
            href: None,
        })
        .collect();
    let caption = Caption::new(
        "weights",
        lang.t("ranking-weights"),
        lang.t("ranking-weights-basis"),
    );
    bars(&caption, &rows)
}

fn weights(lang: Lang, weights: &Weights) -> String {
    let parts = ScorePart::ALL.iter().zip(weights.permille);
    let told = parts.map(|(part, weight)| {
        format!(
            "{} {}",
            words::score_part(lang, *part),
            lang.percent(i64::from(weight), 1_000_i64)
        )
    });
    told.collect::<Vec<_>>().join(lang.t("list-comma").as_ref())
}

fn right(lang: Lang, one: Concordance) -> String {
    let permille = one.permille().map(i64::try_from).and_then(Result::ok);
    permille.map_or_else(
        || "–".to_owned(),
        |permille| lang.percent(permille, 1_000_i64),
    )
}

fn row(lang: Lang, page: &RankingPage, model: &RankingModel) -> RankingRow {
    let [before, after] = model.kept_apart.map(|one| right(lang, one));
    let [learned, apart] = model.needs;
    let verdict = if model.better {
        Mark::new(lang.t("ranking-passed"), Tone::Good)
    } else {
        Mark::new(lang.t("ranking-not-passed"), Tone::Plain)
    };
    let (key, tone) = match model.state {
        RankingState::Learned => ("ranking-learned", Tone::Open),
        RankingState::InForce => ("ranking-used", Tone::Good),
        RankingState::Retired => ("ranking-retired", Tone::Plain),
    };
    RankingRow {
        name: lang
            .tv("ranking-number", lang.int(model.number))
            .into_owned(),
        learned_on: words::date_of(model.learned_on),
        weights: weights(lang, &model.weights),
        needs: format!("{} + {}", lang.int(learned), lang.int(apart)),
        kept_apart: format!("{before} → {after}"),
        votes: format!(
            "{} : {}",
            lang.int(model.votes[0]),
            lang.int(model.votes[1])
        ),
        verdict,
        state: Mark::new(lang.t(key), tone),
        reason: model.reason.clone(),
        acts: use_act(lang, page, model),
    }
}

fn use_act(lang: Lang, page: &RankingPage, model: &RankingModel) -> Vec<ActForm> {
    if !page.may_write || !model.better || model.state == RankingState::InForce {
        return Vec::new();
    }
    let number = model.number.to_string();
    let href = Route::RankingsAct("use").with(&[("number", &number)]);
    let form = ActForm::new(lang, href, ("act-use-ranking", "act-use-ranking-effect"));
    let reason = reason_field(lang, &format!("use-{number}"));
    vec![form.weight(Weight::Main).fields(vec![reason])]
}

fn acts(lang: Lang, page: &RankingPage) -> Vec<ActForm> {
    if !page.may_write {
        return Vec::new();
    }
    let learn = Route::RankingsAct("learn");
    let mut acts = vec![ActForm::new(lang, learn, ("act-learn", "act-learn-effect"))];
    if page.in_force().is_some() {
        let route = Route::RankingsAct("take-back");
        let form = ActForm::new(lang, route, ("act-take-back", "act-take-back-effect"));
        let reason = reason_field(lang, "take-back");
        acts.push(form.weight(Weight::Grave).fields(vec![reason]));
    }
    acts
}
