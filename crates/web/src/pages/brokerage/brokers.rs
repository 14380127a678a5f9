//! The register of brokers.

use axum::response::Response;
use benfu_app::brokerage::{BrokerCard, list_brokers};
use benfu_domain::brokerage::{CertificateLevel, Holding};

use super::{BrokerRow, BrokersView};
use crate::chart::{Bar, Caption, Picture, bars};
use crate::error_page::Problem;
use crate::locale::{Lang, count};
use crate::route::Route;
use crate::server::Signed;
use crate::view::{Due, Link, Mark, Tone};
use crate::words;

/// Bars of the picture at most.
const BARS: usize = 20;

/// `GET /brokers`.
pub(crate) async fn list(signed: Signed) -> Result<Response, Problem> {
    let found = list_brokers(&signed.cx).await?;
    let lang = signed.lang;
    Ok(signed.page(&BrokersView {
        picture: picture(lang, &found.brokers),
        rows: found
            .brokers
            .iter()
            .map(|card| row(&signed, card))
            .collect(),
        create: found
            .may_write
            .then(|| Link::new(lang.t("broker-new"), Route::BrokerNew)),
    }))
}

/// How many open leads each has.
fn picture(lang: Lang, cards: &[BrokerCard]) -> Option<Picture> {
    let working = cards.iter().filter(|card| card.broker.left_on.is_none());
    let rows: Vec<Bar> = working
        .take(BARS)
        .map(|card| Bar {
            label: card.broker.name.clone(),
            value: count(card.open),
            value_text: lang.int(count(card.open)),
            target: None,
            href: Some(Route::Broker(&card.broker.id.to_string()).to_string()),
        })
        .collect();
    let caption = Caption::new("load", lang.t("brokers-load"), lang.t("brokers-load-basis"));
    (rows.len() > 1).then(|| bars(&caption, &rows))
}

fn row(signed: &Signed, card: &BrokerCard) -> BrokerRow {
    let (lang, broker) = (signed.lang, &card.broker);
    let some = |number: usize| {
        if number == 0 {
            String::new()
        } else {
            lang.int(count(number))
        }
    };
    let left = broker.left_on.and_then(words::date_of);
    BrokerRow {
        broker: Link::new(&broker.name, Route::Broker(&broker.id.to_string())),
        under: left.map_or_else(
            || broker.fields.clone(),
            |day| lang.tv("broker-left", lang.date(day)).into_owned(),
        ),
        certificate: certificate(lang, card),
        until: until(signed, card),
        open: some(card.open),
        won: some(card.won),
        credit: card.credit.map(|permille| share(lang, permille)),
        interests: some(card.interests),
    }
}

/// A share of leads, such as 1.5; empty for none.
fn share(lang: Lang, permille: u64) -> String {
    let tenths = permille / 100;
    if permille == 0 {
        return String::new();
    }
    let whole = lang.int(i64::try_from(tenths / 10).unwrap_or(i64::MAX));
    format!("{whole}.{}", tenths % 10)
}

pub(super) fn level(lang: Lang, level: CertificateLevel) -> String {
    let key = match level {
        CertificateLevel::Junior => "certificate-junior",
        CertificateLevel::Intermediate => "certificate-intermediate",
        CertificateLevel::Senior => "certificate-senior",
    };
    lang.t(key).into_owned()
}

/// The level of a certificate and where it stands; none on record is open, not missing.
pub(super) fn certificate(lang: Lang, card: &BrokerCard) -> Mark {
    let name = card.broker.certificate.as_ref();
    let name = name.map(|held| level(lang, held.level)).unwrap_or_default();
    match card.holding {
        Holding::Unknown => Mark::new(lang.t("certificate-unknown"), Tone::Open),
        Holding::Valid => Mark::new(name, Tone::Good),
        Holding::Lapsing => Mark::new(lang.tv("certificate-lapsing", name), Tone::Watch),
        Holding::Lapsed => Mark::new(lang.tv("certificate-lapsed", name), Tone::Bad),
    }
}

pub(super) fn until(signed: &Signed, card: &BrokerCard) -> Option<Due> {
    let until = card.broker.certificate.as_ref()?.until?;
    words::due_on(&signed.cx, until, false)
}
