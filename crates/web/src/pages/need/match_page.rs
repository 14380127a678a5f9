//! The match page of a need, filled from the use case: ranked offers, or the answer for one named offer.

use axum::extract::{Path, Query};
use axum::response::Response;
use benfu_app::matching::{
    NeedMatches, Ranked as AppRanked, ShownConstraint, WithoutMeaning, explain, explain_conditions,
    find_text, match_need, why_not,
};
use benfu_app::{Cx, Failure};
use benfu_domain::id::{NeedId, OfferId};
use benfu_domain::need::NeedState;
use serde::Deserialize;

use super::{Check, MatchView, Ranked, ScorePart};
use crate::error_page::Problem;
use crate::form::{ActForm, Control, Field, Weight};
use crate::locale::{Lang, count};
use crate::pages::{firm_link, id_of};
use crate::route::Route;
use crate::server::Signed;
use crate::view::{Answer, Link, Passage};
use crate::words;

/// Offers of one page.
const SHOWN: usize = 20;
/// Offers that fail, shown with what they lack.
const FAILED_SHOWN: usize = 20;
/// Offers that are judged.
const JUDGED: usize = 200;

/// Which offers are asked for.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    offer: String,
    #[serde(default)]
    all: String,
}

/// `GET /needs/{id}/matches`.
pub(crate) async fn matches(
    signed: Signed,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let id: NeedId = id_of(&id)?;
    let cx = &signed.cx;
    let found = match named_offer(cx, &asked.offer).await? {
        Some(offer) => why_not(cx, id, offer).await?,
        None => match_need(cx, id, JUDGED).await?,
    };
    let shown = if asked.all.is_empty() { SHOWN } else { JUDGED };
    let view = view(&signed, &found, shown);
    Ok(signed.page(&view))
}

/// The offer that a person names by identifier, address or words.
async fn named_offer(cx: &Cx, text: &str) -> Result<Option<OfferId>, Failure> {
    let text = text.trim();
    let last = text.rsplit('/').next().unwrap_or_default();
    if text.is_empty() {
        return Ok(None);
    }
    if let Ok(id) = last.parse() {
        return Ok(Some(id));
    }
    let found = find_text(cx, text).await?.offers;
    let first = found.first().map(|offer| offer.id);
    first.map(Some).ok_or(Failure::NotFound)
}

fn view(signed: &Signed, found: &NeedMatches, shown: usize) -> MatchView {
    let (cx, lang, need) = (&signed.cx, signed.lang, &found.need);
    let id = need.id.to_string();
    let fails = |ranked: &&AppRanked| ranked.fails();
    let (failing, passing): (Vec<_>, Vec<_>) = found.ranked.iter().partition(fails);
    let places = 1_i64..;
    let ranked = places.zip(&passing).take(shown);
    let ranked = ranked
        .map(|(place, ranked)| shown_offer(signed, found, ranked, place))
        .collect();
    let failed = failing.iter().take(FAILED_SHOWN);
    let failed = failed
        .map(|ranked| shown_offer(signed, found, ranked, 0))
        .collect();
    let broken = found.broken_constraints.iter();
    MatchView {
        need: Link::new(&need.title, Route::Need(&id)),
        code: words::code_of('N', &id),
        state: words::need_state(lang, need.state),
        version: need.published_version,
        at: words::moment_of(&benfu_app::written(cx.app.clock.now())),
        considered: i64::try_from(found.ranked.len()).unwrap_or(0),
        ranked,
        failed,
        failed_total: i64::try_from(failing.len()).unwrap_or(0),
        broken: broken
            .map(|constraint| format!("{} {}", constraint.label, constraint.rule))
            .collect(),
        ranking: ranking(lang, found.ranking),
        without_meaning: found
            .without_meaning
            .as_ref()
            .map(|why| without_meaning(lang, why)),
        ask_why: true,
        more: (passing.len() > shown).then(|| Route::NeedMatches(&id).with(&[("all", "yes")])),
    }
}

/// That likeness of meaning did not take part, and why.
/// Which ranking this is, linked to what each part counts.
fn ranking(lang: Lang, number: Option<i64>) -> Link {
    let text = match number {
        Some(number) => lang.tv("ranking-in-force", lang.int(number)),
        None => lang.t("ranking-of-pack"),
    };
    Link::new(text, Route::Rankings)
}

fn without_meaning(lang: Lang, why: &WithoutMeaning) -> String {
    match why {
        WithoutMeaning::Preparing { left } => {
            lang.tn("meaning-preparing", count(*left)).into_owned()
        }
        WithoutMeaning::Failed { code } => lang.tv("meaning-failed", *code).into_owned(),
    }
}

fn shown_offer(signed: &Signed, found: &NeedMatches, ranked: &AppRanked, place: i64) -> Ranked {
    let lang = signed.lang;
    let party = &ranked.candidate.party;
    let supplier = firm_link(&signed.cx, party);
    let constraints = explain(&signed.cx, ranked);
    let open_case = found.in_case.contains(&party.id);
    let in_case = Link::new(
        lang.t("case-open-already"),
        Route::Need(&found.need.id.to_string()),
    );
    let published = found.need.state == NeedState::Published;
    Ranked {
        place,
        offer: offer_link(lang, ranked),
        supplier,
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
        invite: (published && !open_case).then(|| invite(lang, found, ranked, place)),
        ask: ask(lang, found, ranked, &constraints),
        case: open_case.then_some(in_case),
    }
}

/// The offer; a firm that was found by what it says of itself leads to its dossier.
pub(crate) fn offer_link(lang: Lang, ranked: &AppRanked) -> Link {
    match &ranked.candidate.offer {
        Some(offer) => Link::new(&offer.title, Route::Offer(&offer.id.to_string())),
        None => Link::new(lang.t("firm-itself"), ""),
    }
}

/// The parts of the score.
pub(crate) fn parts(lang: Lang, ranked: &AppRanked) -> Vec<ScorePart> {
    let part = |(part, _, given): &(benfu_domain::matching::ScorePart, u16, u16)| ScorePart {
        label: words::score_part(lang, *part),
        permille: i64::from(*given),
    };
    ranked.score.parts.iter().map(part).collect()
}

/// Reasons for, or against.
pub(crate) fn reasons(lang: Lang, ranked: &AppRanked, favouring: bool) -> Vec<String> {
    let wanted = ranked
        .reasons
        .iter()
        .filter(|reason| reason.favours() == favouring);
    wanted.map(|reason| words::reason(lang, reason)).collect()
}

/// The constraints of the need and the conditions of the offer with their answers, those not met first.
pub(crate) fn all_checks(
    signed: &Signed,
    ranked: &AppRanked,
    constraints: &[ShownConstraint],
) -> Vec<Check> {
    let conditions = explain_conditions(&signed.cx, ranked);
    let own = constraints.iter().map(|one| check(signed, one, false));
    let theirs = conditions.iter().map(|one| check(signed, one, true));
    let mut checks: Vec<Check> = own.chain(theirs).collect();
    checks.sort_by_key(|check| match check.answer {
        Answer::NotMet => 0,
        Answer::CannotTell => 1,
        Answer::Met => 2,
    });
    checks
}

fn check(signed: &Signed, constraint: &ShownConstraint, of_offer: bool) -> Check {
    let lang = signed.lang;
    Check {
        text: if constraint.label.is_empty() {
            super::in_words(signed, &constraint.rule)
        } else {
            constraint.label.clone()
        },
        answer: words::answer(constraint.answer),
        why: constraint
            .why
            .iter()
            .map(|line| line.text(lang.into()).to_owned())
            .collect(),
        unseen: constraint.unseen,
        of_offer,
    }
}

/// A text cut at its highlights.
pub(crate) fn marked(text: &str, highlights: &[std::ops::Range<usize>]) -> Passage {
    let mut parts = Vec::new();
    let mut from = 0;
    for highlight in highlights {
        let plain = text.get(from..highlight.start).unwrap_or_default();
        parts.push((plain.to_owned(), false));
        parts.push((
            text.get(highlight.clone()).unwrap_or_default().to_owned(),
            true,
        ));
        from = highlight.end;
    }
    parts.push((text.get(from..).unwrap_or_default().to_owned(), false));
    parts.retain(|(part, _)| !part.is_empty());
    Passage { parts }
}

/// The hidden fields that say which supplier and offer are meant.
fn meant(ranked: &AppRanked) -> Vec<Field> {
    let party = ranked.candidate.party.id.to_string();
    let offer = ranked
        .candidate
        .offer
        .as_ref()
        .map(|offer| offer.id.to_string());
    vec![
        Field::new("supplier", "", Control::Hidden).value(party),
        Field::new("offer", "", Control::Hidden).value(offer.unwrap_or_default()),
    ]
}

fn invite(lang: Lang, found: &NeedMatches, ranked: &AppRanked, place: i64) -> ActForm {
    let mut fields = meant(ranked);
    let name = format!("message-{place}-{}", ranked.candidate.hit.key);
    fields.push(Field::new(name, lang.t("message"), Control::Text(3)));
    ActForm::new(
        lang,
        Route::NeedAct(&found.need.id.to_string(), "invite"),
        ("invite", "invite-effect"),
    )
    .weight(if place == 1 {
        Weight::Main
    } else {
        Weight::Other
    })
    .version(found.need.version)
    .fields(fields)
}

/// Asking for the facts that would settle what cannot be told.
fn ask(
    lang: Lang,
    found: &NeedMatches,
    ranked: &AppRanked,
    constraints: &[ShownConstraint],
) -> Option<ActForm> {
    let missing: Vec<_> = constraints
        .iter()
        .flat_map(|constraint| &constraint.missing)
        .collect();
    if missing.is_empty() {
        return None;
    }
    let mut fields = meant(ranked);
    let concept = |id: &str| Field::new("concept", "", Control::Hidden).value(id);
    fields.extend(missing.iter().map(|(id, _, _)| concept(id)));
    let questions: Vec<&str> = missing
        .iter()
        .map(|(_, _, label)| label.text(lang.into()))
        .collect();
    let comma = if lang == Lang::Zh { "；" } else { "; " };
    Some(ActForm {
        href: Route::NeedAct(&found.need.id.to_string(), "ask").to_string(),
        label: lang.t("ask-facts").into_owned(),
        effect: questions.join(comma),
        weight: Weight::Other,
        version: found.need.version,
        fields,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passage_is_cut_at_its_highlights() {
        let passage = marked("在水下管廊巡检", std::slice::from_ref(&(3..15)));
        let parts: Vec<_> = passage
            .parts
            .iter()
            .map(|(text, mark)| (text.as_str(), *mark))
            .collect();
        assert_eq!(parts, [("在", false), ("水下管廊", true), ("巡检", false)]);
    }
}
