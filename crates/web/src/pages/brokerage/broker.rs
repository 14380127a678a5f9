//! One broker: certificate, leads, what it declared.

use std::collections::HashMap;

use axum::extract::Path;
use axum::response::Response;
use benfu_app::brokerage::{BrokerPage, read_broker};
use benfu_domain::brokerage::{Interest, InterestKind, LeadStanding};

use super::brokers::{certificate, until};
use super::leads::{picture, row};
use super::{BrokerView, InterestRow};
use crate::error_page::Problem;
use crate::form::{ActForm, Choice, Control, Field};
use crate::locale::{Lang, count};
use crate::pages::id_of;
use crate::route::Route;
use crate::server::Signed;
use crate::view::{Entry, Link, Mark, Tone};
use crate::words;

/// `GET /brokers/{id}`.
pub(crate) async fn detail(signed: Signed, Path(id): Path<String>) -> Result<Response, Problem> {
    let page = read_broker(&signed.cx, id_of(&id)?).await?;
    Ok(signed.page(&view(&signed, &page)))
}

fn view(signed: &Signed, page: &BrokerPage) -> BrokerView {
    let (lang, broker) = (signed.lang, &page.card.broker);
    let id = broker.id.to_string();
    let names = HashMap::from([(broker.id, broker.name.clone())]);
    let counts: Vec<(LeadStanding, usize)> = LeadStanding::ALL
        .iter()
        .map(|standing| {
            let here = page.leads.iter().filter(|lead| lead.standing == *standing);
            (*standing, here.count())
        })
        .collect();
    BrokerView {
        name: broker.name.clone(),
        certificate: certificate(lang, &page.card),
        sum: sum(lang, page),
        entries: entries(lang, page),
        until: until(signed, &page.card),
        picture: picture(lang, &counts),
        leads: page
            .leads
            .iter()
            .map(|lead| row(signed, lead, &names))
            .collect(),
        interests: page
            .interests
            .iter()
            .map(|(interest, name)| interest_row(signed, interest, name))
            .collect(),
        edit: page
            .may_write
            .then(|| Link::new(lang.t("broker-edit"), Route::BrokerEdit(&id))),
        acts: if page.may_write {
            vec![declare(lang, &id)]
        } else {
            Vec::new()
        },
    }
}

fn sum(lang: Lang, page: &BrokerPage) -> String {
    let text = lang.tw(
        "broker-sum",
        &[
            ("open", &lang.int(count(page.card.open))),
            ("won", &lang.int(count(page.card.won))),
        ],
    );
    text.into_owned()
}

fn entries(lang: Lang, page: &BrokerPage) -> Vec<Entry> {
    let broker = &page.card.broker;
    let filled = |key: &str, value: &str| {
        let value = value.trim();
        (!value.is_empty()).then(|| Entry::new(lang.t(key), value))
    };
    let number = broker.certificate.as_ref().map(|held| held.number.as_str());
    let left = broker
        .left_on
        .and_then(words::date_of)
        .map(|day| lang.date(day));
    let fees = page.card.fees_fen;
    let fees = (fees > 0).then(|| lang.money(fees));
    let shown = [
        filled("broker-fields", &broker.fields),
        filled("certificate-number", number.unwrap_or_default()),
        filled("broker-login", &page.login),
        filled("broker-left-on", &left.unwrap_or_default()),
        filled("broker-fees", &fees.unwrap_or_default()),
    ];
    shown.into_iter().flatten().collect()
}

const KINDS: [(InterestKind, &str); 5] = [
    (InterestKind::Employed, "interest-employed"),
    (InterestKind::Owns, "interest-owns"),
    (InterestKind::Family, "interest-family"),
    (InterestKind::Adviser, "interest-adviser"),
    (InterestKind::Other, "interest-other"),
];

fn interest_row(signed: &Signed, interest: &Interest, name: &str) -> InterestRow {
    let (lang, today) = (signed.lang, signed.cx.today());
    let day = |day| words::date_of(day).map(|day| lang.date(day));
    let kind = KINDS.iter().find(|(kind, _)| *kind == interest.kind);
    let until = interest.until.and_then(day).unwrap_or_default();
    InterestRow {
        party: Link::new(name, Route::Firm(&interest.party.to_string())),
        kind: kind
            .map(|(_, key)| lang.t(key).into_owned())
            .unwrap_or_default(),
        note: interest.note.clone(),
        span: format!("{} – {until}", day(interest.from).unwrap_or_default()),
        state: if interest.runs(today) {
            Mark::new(lang.t("interest-runs"), Tone::Watch)
        } else {
            Mark::new(lang.t("interest-over"), Tone::Plain)
        },
    }
}

fn declare(lang: Lang, id: &str) -> ActForm {
    let kinds = KINDS
        .iter()
        .map(|(kind, key)| Choice::new(kind.word(), lang.t(key)));
    let fields = vec![
        Field::new("party", lang.t("interest-party"), Control::Line)
            .hint(lang.t("interest-party-hint"))
            .required(),
        Field::new(
            "kind",
            lang.t("interest-kind"),
            Control::Select(kinds.collect()),
        )
        .required(),
        Field::new("note", lang.t("interest-note"), Control::Text(2)),
        Field::new("from", lang.t("interest-from"), Control::Day),
        Field::new("until", lang.t("interest-until"), Control::Day)
            .hint(lang.t("interest-until-hint")),
    ];
    let keys = ("act-interest", "act-interest-effect");
    ActForm::new(lang, Route::BrokerAct(id, "interest"), keys).fields(fields)
}
