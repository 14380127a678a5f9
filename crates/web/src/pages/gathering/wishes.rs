//! Whom somebody would meet: the pairs, what was said, and what suits.

use axum::extract::Path;
use axum::response::Response;
use benfu_app::gathering::{Choice, Suggested, WishesPage, read_wishes, save_wishes};
use benfu_domain::gathering::{GatheringKind, Pair, Side, Strength};
use benfu_domain::id::{GatheringId, NeedId, PartyId};

use super::{WishRow, WishesView};
use crate::error_page::Problem;
use crate::form::{ActForm, Control, Field, Weight};
use crate::locale::Lang;
use crate::pages::{id_of, reason_field};
use crate::route::Route;
use crate::server::{Posted, Signed, done, once};
use crate::view::{Link, Mark, Tone};

/// What can be said, with the key of its words.
const STRENGTHS: [(&str, &str); 5] = [
    ("", "wish-none"),
    ("3", "wish-most"),
    ("2", "wish-much"),
    ("1", "wish-some"),
    ("0", "wish-no"),
];

/// `GET /gatherings/{id}/wishes/{party}`.
pub(crate) async fn form(
    signed: Signed,
    Path((id, party)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let page = read_wishes(&signed.cx, id_of(&id)?, id_of(&party)?).await?;
    Ok(signed.page(&view(&signed, &page)))
}

/// `POST /gatherings/{id}/wishes/{party}`: each choice is `wish-{need}-{supplier}`.
pub(crate) async fn say(
    Path((id, party)): Path<(String, String)>,
    posted: Posted,
) -> Result<Response, Problem> {
    let cx = &posted.signed.cx;
    let (gathering, own): (GatheringId, PartyId) = (id_of(&id)?, id_of(&party)?);
    let mut said = Vec::new();
    for (name, value) in posted.starting("wish-") {
        let names = name.trim_start_matches("wish-").split_once('-');
        let (need, supplier) = names.unwrap_or_default();
        let pair = Pair {
            need: id_of::<NeedId>(need)?,
            supplier: id_of::<PartyId>(supplier)?,
        };
        let strength = value.parse().ok().and_then(Strength::new);
        said.push((pair, strength));
    }
    let effect = once(cx, save_wishes(cx, gathering, own, said)).await?;
    Ok(done(
        Route::GatheringWishes(&id, &party),
        effect.notice("notice-saved"),
    ))
}

fn view(signed: &Signed, page: &WishesPage) -> WishesView {
    let (lang, id) = (signed.lang, page.gathering.id.to_string());
    let own = page.participant.party.to_string();
    let newcomers = page.newcomers.iter().map(|(party, name, suggested)| {
        let suits = suits(lang, *suggested).text;
        (party.to_string(), name.clone(), suits)
    });
    let key = match page.gathering.kind {
        GatheringKind::Day => "wishes-lead-day",
        GatheringKind::Assignment => "wishes-lead-assignment",
    };
    WishesView {
        heading: lang.tv("wishes-of", &page.name).into_owned(),
        gathering: Link::new(&page.gathering.title, Route::Gathering(&id)),
        lead: lang.t(key).into_owned(),
        action: Route::GatheringWishes(&id, &own).to_string(),
        rows: page
            .choices
            .iter()
            .map(|choice| row(lang, choice))
            .collect(),
        strengths: STRENGTHS
            .map(|(value, key)| (value.to_owned(), lang.t(key).into_owned()))
            .to_vec(),
        answers: page.choices.iter().any(|choice| choice.answered.is_some()),
        newcomers: newcomers.collect(),
        bring: Route::GatheringBring(&id).to_string(),
        acts: acts(lang, page, &id, &own),
    }
}

fn row(lang: Lang, choice: &Choice) -> WishRow {
    let need = choice.pair.need.to_string();
    let side = match choice.side {
        Side::Asker => "wish-own-need",
        Side::Supplier => "wish-their-need",
    };
    let value = |said: Option<Strength>| said.map(|said| said.value().to_string());
    WishRow {
        name: format!("wish-{}-{}", choice.pair.need, choice.pair.supplier),
        need: Link::new(&choice.need, Route::Need(&need)),
        other: choice.other_name.clone(),
        side: lang.t(side).into_owned(),
        suits: choice.suggested.map(|suggested| suits(lang, suggested)),
        answered: words_of(lang, value(choice.answered)),
        said: value(choice.said).unwrap_or_default(),
    }
}

fn words_of(lang: Lang, value: Option<String>) -> String {
    let Some(value) = value else {
        return String::new();
    };
    let found = STRENGTHS.iter().find(|(known, _)| *known == value);
    found
        .map(|(_, key)| lang.t(key).into_owned())
        .unwrap_or_default()
}

fn suits(lang: Lang, suggested: Suggested) -> Mark {
    if suggested.fails {
        return Mark::new(lang.t("wish-fails"), Tone::Bad);
    }
    let percent = i64::from(suggested.permille) / 10;
    Mark::new(lang.tn("wish-suits", percent), Tone::Good)
}

fn acts(lang: Lang, page: &WishesPage, id: &str, own: &str) -> Vec<ActForm> {
    let part = &page.participant;
    let number = |number: Option<u16>| number.map(|number| number.to_string()).unwrap_or_default();
    let field = |name: &str, key: &str, hint: &str, value: String| {
        Field::new(name, lang.t(key), Control::Line)
            .value(value)
            .hint(lang.t(hint))
    };
    let mut acts = Vec::new();
    if page.gathering.kind == GatheringKind::Day {
        let fields = vec![
            field("table", "part-table", "part-table-hint", number(part.table)),
            field("away", "part-away", "part-away-hint", part.away_written()),
            field("most", "part-most", "part-most-hint", number(part.most)),
        ];
        let route = Route::GatheringPart(id, own, "change");
        let form = ActForm::new(lang, route, ("act-part", "act-part-effect"));
        acts.push(form.version(part.version).fields(fields));
    }
    let route = Route::GatheringPart(id, own, "leave");
    let form = ActForm::new(lang, route, ("act-leave", "act-leave-effect"));
    acts.push(
        form.weight(Weight::Grave)
            .fields(vec![reason_field(lang, "leave")]),
    );
    acts
}
