//! Bringing needs and suppliers to a gathering.

use std::collections::BTreeSet;

use axum::extract::Path;
use axum::response::Response;
use benfu_app::gathering::{Bring, Brought, GatheringPage, bring, read_gathering};
use benfu_app::need::{NeedCard, list_needs};
use benfu_app::party::Unfound;
use benfu_app::{Failure, Page};
use benfu_domain::gathering::GatheringKind;
use benfu_domain::id::GatheringId;
use benfu_domain::need::NeedState;

use super::{BringView, NeedChoice};
use crate::error_page::{Problem, ProblemKind};
use crate::form::{Control, Field, Fields};
use crate::locale::{Lang, count};
use crate::pages::{RecordForm, id_of};
use crate::route::Route;
use crate::server::{Posted, Signed, done, form_problems};
use crate::view::Link;

/// Published needs to choose from.
const NEEDS: i64 = 200;

/// `GET /gatherings/{id}/bring`.
pub(crate) async fn form(signed: Signed, Path(id): Path<String>) -> Result<Response, Problem> {
    let page = organised(&signed, id_of(&id)?).await?;
    let view = view(&signed, &page, "", None).await?;
    Ok(signed.page(&view))
}

/// `POST /gatherings/{id}/bring`.
pub(crate) async fn send(Path(id): Path<String>, posted: Posted) -> Result<Response, Problem> {
    let (signed, gathering) = (&posted.signed, id_of(&id)?);
    let names = posted.text("names");
    let command = Bring {
        needs: ids(&posted, "need")?,
        places: posted.text("places").trim().parse().unwrap_or(1),
        suppliers: ids(&posted, "supplier")?,
        names: names.clone(),
    };
    match bring(&signed.cx, gathering, command).await {
        Ok(brought) if brought.unfound.is_empty() => {
            let back = posted.text("back");
            let wishes = back.starts_with(&format!("/gatherings/{id}/"));
            let to = if wishes {
                back
            } else {
                Route::Gathering(&id).to_string()
            };
            Ok(done(to, "notice-done"))
        }
        Ok(brought) => {
            let page = organised(signed, gathering).await?;
            let view = view(signed, &page, "", Some(&brought)).await?;
            Ok(signed.page(&view))
        }
        Err(Failure::Invalid(reasons)) => {
            let page = organised(signed, gathering).await?;
            let mut view = view(signed, &page, &names, None).await?;
            form_problems(&mut view.form.groups, &reasons, signed.lang);
            Ok(signed.faulty(&view))
        }
        Err(failure) => Err(failure.into()),
    }
}

fn ids<T: std::str::FromStr>(posted: &Posted, name: &str) -> Result<Vec<T>, Problem> {
    posted.all(name).iter().map(|text| id_of(text)).collect()
}

async fn organised(signed: &Signed, id: GatheringId) -> Result<GatheringPage, Problem> {
    let page = read_gathering(&signed.cx, id).await?;
    if page.may_write {
        Ok(page)
    } else {
        Err(Problem::new(ProblemKind::Forbidden))
    }
}

async fn view(
    signed: &Signed,
    page: &GatheringPage,
    names: &str,
    brought: Option<&Brought>,
) -> Result<BringView, Problem> {
    let (lang, id) = (signed.lang, page.gathering.id.to_string());
    let states = [NeedState::Published, NeedState::Matched];
    let found = list_needs(&signed.cx, &states, &Page::first(NEEDS)).await?;
    let here: BTreeSet<_> = page.needs.iter().map(|one| one.need.id).collect();
    let choice = |card: &NeedCard| NeedChoice {
        id: card.need.id.to_string(),
        title: card.need.title.clone(),
        asker: card.party_name.clone(),
        brought: here.contains(&card.need.id),
    };
    let with_asker = found.cards.iter().filter(|card| card.need.party.is_some());
    Ok(BringView {
        gathering: Link::new(&page.gathering.title, Route::Gathering(&id)),
        form: record(lang, page, names),
        needs: with_asker.map(choice).collect(),
        unfound: unfound(lang, brought),
        done: brought.map(|brought| {
            let parties = lang.int(count(brought.parties));
            lang.tv("gathering-brought", &parties).into_owned()
        }),
    })
}

fn unfound(lang: Lang, brought: Option<&Brought>) -> Vec<(String, String)> {
    let unfound = brought.into_iter().flat_map(|brought| &brought.unfound);
    let told = unfound.map(|(what, why)| {
        let key = match why {
            Unfound::NotFound => "out-not-found",
            Unfound::Ambiguous => "out-ambiguous",
        };
        (what.clone(), lang.t(key).into_owned())
    });
    told.collect()
}

fn record(lang: Lang, page: &GatheringPage, names: &str) -> RecordForm {
    let id = page.gathering.id.to_string();
    let mut fields = vec![
        Field::new("names", lang.t("gathering-names"), Control::Text(6))
            .value(names)
            .hint(lang.t("round-names-hint")),
    ];
    if page.gathering.kind == GatheringKind::Assignment {
        let places = Control::Number(lang.t("unit-firms").into_owned());
        fields.push(
            Field::new("places", lang.t("gathering-places"), places)
                .value("1")
                .hint(lang.t("gathering-places-hint")),
        );
    }
    RecordForm {
        action: Route::GatheringBring(&id).to_string(),
        back: Link::new(lang.t("gathering-back"), Route::Gathering(&id)),
        version: 0,
        lead: lang.t("gathering-bring-lead").into_owned(),
        groups: vec![Fields {
            title: lang.t("gathering-suppliers").into_owned(),
            lead: None,
            fields,
        }],
    }
}
