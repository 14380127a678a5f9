//! The dossier (一企一档) of one firm as a view.

use benfu_app::Failure;
use benfu_app::collection::{AskedAbout, rounds_about};
use benfu_app::party::Dossier;
use benfu_app::policy::PolicyReading;
use benfu_app::store::fact::UnseenAnswer;
use benfu_domain::Day;
use benfu_domain::access::{Area, Verb};
use benfu_domain::party::{PartyName, Place, Relation, RelationKind, Status};

use super::read::status_name;
use super::{AskedRound, Contact, FactUse, FirmView, Held, StandingRead, fact_rows};
use crate::chart::{Caption, Picture, Span, Track, timeline};
use crate::locale::Lang;
use crate::pages::need::case_refs;
use crate::pages::paragraphs;
use crate::route::Route;
use crate::server::Signed;
use crate::view::{Answer, Link};
use crate::words;

/// Fills the view of a dossier.
pub(super) async fn firm_view(
    signed: &Signed,
    dossier: &Dossier,
    known: Option<Day>,
    needs: Vec<Link>,
) -> Result<FirmView, Failure> {
    let (cx, lang, party) = (&signed.cx, signed.lang, &dossier.party);
    let id = party.id.to_string();
    let offer = |offer: &benfu_domain::offer::Offer| {
        Link::new(&offer.title, Route::Offer(&offer.id.to_string()))
    };
    Ok(FirmView {
        name: party.name.clone(),
        code: party.code.clone(),
        identity: words::identity(lang, party.identity),
        place: words::place(cx, lang, party),
        names: dossier.history.names.iter().rev().map(name).collect(),
        places: dossier
            .history
            .places
            .iter()
            .rev()
            .map(|place| held_place(signed, place))
            .collect(),
        contacts: contacts(dossier),
        facts: fact_rows(cx, lang, &dossier.facts),
        known: known.and_then(words::date_of),
        about: paragraphs(&party.introduction),
        relations: relations(signed, dossier).await?,
        links: links(signed, dossier),
        status_picture: status_picture(signed, &dossier.statuses),
        statuses: dossier
            .statuses
            .iter()
            .rev()
            .map(|status| held_status(signed, status))
            .collect(),
        offers: dossier.offers.iter().map(offer).collect(),
        needs,
        cases: case_refs(cx, lang, &dossier.cases, Some(party.id)).await?,
        uses: uses(signed, dossier).await?,
        readings: readings(signed, dossier).await?,
        asked: asked(signed, dossier).await?,
        acts: Vec::new(),
        id,
    })
}

fn name(name: &PartyName) -> Held {
    Held {
        what: name.name.clone(),
        from: name.from.and_then(words::date_of),
        until: name.until.and_then(words::date_of),
        source: String::new(),
    }
}

fn held_place(signed: &Signed, place: &Place) -> Held {
    Held {
        what: words::region(&signed.cx, signed.lang, &place.region),
        from: place.from.and_then(words::date_of),
        until: place.until.and_then(words::date_of),
        source: place.address.clone(),
    }
}

fn held_status(signed: &Signed, status: &Status) -> Held {
    Held {
        what: status_name(&signed.cx, signed.lang, status),
        from: words::date_of(status.from),
        until: status.until.and_then(words::date_of),
        source: format!("{} {}", status.document, status.batch)
            .trim()
            .to_owned(),
    }
}

/// Contacts are there only for those who may see personal data; the use case leaves them out otherwise.
fn contacts(dossier: &Dossier) -> Option<Vec<Contact>> {
    let contact = |contact: &benfu_domain::party::Contact| Contact {
        name: contact.name.clone(),
        post: contact.post.clone(),
        telephone: contact.telephone.clone(),
        from: contact.from.and_then(words::date_of),
        until: contact.until.and_then(words::date_of),
    };
    let contacts: Vec<Contact> = dossier.history.contacts.iter().map(contact).collect();
    (dossier.own || !contacts.is_empty()).then_some(contacts)
}

async fn relations(signed: &Signed, dossier: &Dossier) -> Result<Vec<Link>, Failure> {
    let lang = signed.lang;
    let mut links = Vec::new();
    for relation in dossier.relations.iter().take(40) {
        let away = relation.from_party == dossier.party.id;
        let other = if away {
            relation.to_party
        } else {
            relation.from_party
        };
        if let Some(other) = signed.cx.store().party(other).await? {
            let text = format!("{} {}", lang.t(relation_key(relation, away)), other.name);
            links.push(Link::new(text, Route::Firm(&other.id.to_string())));
        }
    }
    Ok(links)
}

fn relation_key(relation: &Relation, away: bool) -> &'static str {
    match (relation.kind, away) {
        (RelationKind::Owns, true) => "relation-owns",
        (RelationKind::Owns, false) => "relation-owned-by",
        (RelationKind::Invests, true) => "relation-invests",
        (RelationKind::Invests, false) => "relation-invested-by",
        (RelationKind::BelongsTo, true) => "relation-belongs-to",
        (RelationKind::BelongsTo, false) => "relation-has-member",
        (RelationKind::LocatedIn, true) => "relation-located-in",
        (RelationKind::LocatedIn, false) => "relation-hosts",
        (RelationKind::Supplies, true) => "relation-supplies",
        (RelationKind::Supplies, false) => "relation-supplied-by",
    }
}

fn links(signed: &Signed, dossier: &Dossier) -> Vec<Link> {
    let (lang, id) = (signed.lang, dossier.party.id.to_string());
    let mut links = vec![
        Link::new(lang.t("ladder"), Route::FirmLadder(&id)),
        Link::new(lang.t("firm-matches"), Route::FirmMatches(&id)),
    ];
    if dossier.own && !dossier.questions.is_empty() {
        let count = i64::try_from(dossier.questions.len()).unwrap_or(0);
        links.push(Link::new(
            lang.tn("task-questions", count),
            Route::Questions(&id),
        ));
    }
    if dossier.may_write || dossier.own {
        links.push(Link::new(lang.t("fact-form"), Route::FirmFacts(&id)));
    }
    if dossier.may_write {
        links.push(Link::new(lang.t("edit"), Route::FirmEdit(&id)));
    }
    links
}

fn status_picture(signed: &Signed, statuses: &[Status]) -> Option<Picture> {
    let (cx, lang) = (&signed.cx, signed.lang);
    let mut tracks: Vec<Track> = Vec::new();
    for status in statuses {
        let Some(from) = words::date_of(status.from) else {
            continue;
        };
        let span = Span {
            from,
            until: status.until.and_then(words::date_of),
            label: status.batch.clone(),
            in_force: status.holds_on(cx.today()),
            href: None,
        };
        let label = status_name(cx, lang, status);
        match tracks.iter_mut().find(|track| track.label == label) {
            Some(track) => track.spans.push(span),
            None => tracks.push(Track {
                label,
                spans: vec![span],
            }),
        }
    }
    let today = words::date_of(cx.today())?;
    let count = i64::try_from(statuses.len()).unwrap_or(0);
    let caption = Caption::new(
        "status-line",
        lang.t("statuses"),
        lang.tn("statuses-rows", count),
    );
    (!tracks.is_empty()).then(|| timeline(&caption, (today, &lang.date(today)), &tracks))
}

/// Which rounds asked for facts of the firm; nothing for those who may not know its facts.
async fn asked(signed: &Signed, dossier: &Dossier) -> Result<Option<Vec<AskedRound>>, Failure> {
    let told = match rounds_about(&signed.cx, dossier.party.id).await {
        Ok(told) => told,
        Err(Failure::NotFound | Failure::Forbidden) => return Ok(None),
        Err(failure) => return Err(failure),
    };
    let rows = told.iter().filter_map(|told| asked_round(signed, told));
    Ok(Some(rows.collect()))
}

fn asked_round(signed: &Signed, told: &AskedAbout) -> Option<AskedRound> {
    let (lang, asked) = (signed.lang, &told.asked);
    let policy = asked.policy.as_ref();
    let policy = policy.and_then(|id| signed.cx.pack().policies.get(id));
    let title = match policy {
        Some(policy) => format!("{} · {}", asked.title, policy.label.text(lang.into())),
        None => asked.title.clone(),
    };
    let opens = signed
        .cx
        .actor
        .widest(Verb::Read, Area::Collection)
        .is_some();
    let address = opens.then(|| Route::Round(&asked.round.to_string()).to_string());
    let key = match asked.returned_on {
        Some(_) => "asked-rounds-answered",
        None => "asked-rounds-waiting",
    };
    Some(AskedRound {
        on: words::date_of(asked.opened_on)?,
        purpose: Link::new(title, address.unwrap_or_default()),
        asked_by: told.organisation.clone(),
        answering: format!("{} · {}", asked.answering, lang.t(key)),
    })
}

/// Which match-only facts answered which needs; for the firm's own people.
async fn uses(signed: &Signed, dossier: &Dossier) -> Result<Option<Vec<FactUse>>, Failure> {
    if !dossier.own {
        return Ok(None);
    }
    let mut uses = Vec::new();
    for answer in dossier.unseen.iter().rev().take(100) {
        uses.extend(fact_use(signed, answer).await?);
    }
    Ok(Some(uses))
}

async fn readings(signed: &Signed, dossier: &Dossier) -> Result<Vec<StandingRead>, Failure> {
    let mut readings = Vec::new();
    for reading in &dossier.readings {
        readings.extend(standing_read(signed, reading).await?);
    }
    Ok(readings)
}

async fn standing_read(
    signed: &Signed,
    reading: &PolicyReading,
) -> Result<Option<StandingRead>, Failure> {
    let (cx, lang, firm) = (&signed.cx, signed.lang, reading.party.to_string());
    let policy = match &reading.policy {
        Some(policy) => Link::new(
            words::policy_name(cx, lang, policy),
            Route::FirmPolicy(&firm, policy),
        ),
        None => Link::new(lang.t("fact-readings-all"), Route::FirmLadder(&firm)),
    };
    let organisation = cx.store().organisation(reading.organisation).await?;
    Ok(words::date_of(reading.on).map(|on| StandingRead {
        policy,
        reader: organisation.map(|row| row.name).unwrap_or_default(),
        on,
    }))
}

async fn fact_use(signed: &Signed, answer: &UnseenAnswer) -> Result<Option<FactUse>, Failure> {
    let lang: Lang = signed.lang;
    let concept = signed.cx.pack().dictionary.concepts.get(&answer.concept);
    let name = concept.map_or(answer.concept.as_str(), |concept| {
        concept.label.text(lang.into())
    });
    let need = signed.cx.store().need(answer.need).await?;
    let title = need.map(|need| need.title).unwrap_or_default();
    let id = answer.need.to_string();
    let Some(on) = words::date_of(answer.on) else {
        return Ok(None);
    };
    Ok(Some(FactUse {
        on,
        concept: name.to_owned(),
        purpose: Link::new(
            format!("{title} · {}", answer.need_version),
            Route::Need(&id),
        ),
        answer: if answer.met {
            Answer::Met
        } else {
            Answer::NotMet
        },
    }))
}
