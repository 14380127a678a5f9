//! The needs that suit a firm, filled from the use case.

use axum::extract::Path;
use axum::response::Response;
use benfu_app::matching::{Ranked as AppRanked, explain, match_party};
use benfu_domain::need::{Need, NeedState};

use super::FirmMatchView;
use crate::error_page::Problem;
use crate::form::{ActForm, Control, Field, Weight};
use crate::pages::id_of;
use crate::pages::need::{Ranked, all_checks, marked, offer_link, parts, reasons};
use crate::route::Route;
use crate::server::Signed;
use crate::view::Link;

/// Needs that are judged.
const JUDGED: usize = 60;

/// `GET /firms/{id}/matches`.
pub(crate) async fn matches(signed: Signed, Path(id): Path<String>) -> Result<Response, Problem> {
    let found = match_party(&signed.cx, id_of(&id)?, JUDGED).await?;
    let fails = |row: &&(Need, AppRanked)| row.1.fails();
    let (failing, passing): (Vec<_>, Vec<_>) = found.needs.iter().partition(fails);
    let own = signed.cx.actor.party == Some(found.party.id);
    let ranked = (1_i64..)
        .zip(&passing)
        .map(|(place, row)| shown(&signed, row, place, own));
    let view = FirmMatchView {
        firm: Link::new(&found.party.name, Route::Firm(&found.party.id.to_string())),
        considered: i64::try_from(found.needs.len()).unwrap_or(0),
        ranked: ranked.collect(),
        failed: failing
            .iter()
            .map(|row| shown(&signed, row, 0, own))
            .collect(),
    };
    Ok(signed.page(&view))
}

/// A need as a ranked row: the need takes the offer's place, the offer that answers it the supplier's.
fn shown(signed: &Signed, (need, ranked): &(Need, AppRanked), place: i64, own: bool) -> Ranked {
    let lang = signed.lang;
    let id = need.id.to_string();
    let constraints = explain(&signed.cx, ranked);
    let open = need.state == NeedState::Published;
    Ranked {
        place,
        offer: Link::new(&need.title, Route::Need(&id)),
        supplier: offer_link(lang, ranked),
        score_permille: i64::from(ranked.score.total_permille),
        parts: parts(lang, ranked),
        reasons_for: reasons(lang, ranked, true),
        reasons_against: reasons(lang, ranked, false),
        checks: all_checks(signed, ranked, &constraints),
        passages: ranked
            .passages
            .iter()
            .map(|passage| marked(&passage.text, &passage.highlights))
            .collect(),
        case: None,
        invite: (own && open).then(|| come_forward(signed, need, ranked, place)),
        ask: None,
    }
}

fn come_forward(signed: &Signed, need: &Need, ranked: &AppRanked, place: i64) -> ActForm {
    let lang = signed.lang;
    let offer = ranked
        .candidate
        .offer
        .as_ref()
        .map(|offer| offer.id.to_string());
    ActForm::new(
        lang,
        Route::NeedAct(&need.id.to_string(), "come-forward"),
        ("come-forward", "come-forward-effect"),
    )
    .weight(if place == 1 {
        Weight::Main
    } else {
        Weight::Other
    })
    .version(need.version)
    .fields(vec![
        Field::new("offer", "", Control::Hidden).value(offer.unwrap_or_default()),
        Field::new(
            format!("message-{}", need.id),
            lang.t("message"),
            Control::Text(3),
        ),
    ])
}
