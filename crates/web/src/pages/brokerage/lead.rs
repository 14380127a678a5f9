//! One lead: what was heard, what became of it, how the credit is shared.

use axum::extract::Path;
use axum::response::Response;
use benfu_app::brokerage::{LeadPage, read_lead};
use benfu_domain::brokerage::{Credit, CreditPart, LeadStanding};
use benfu_domain::id::BrokerId;

use super::leads::standing;
use super::{CreditRow, LeadView};
use crate::chart::{Bar, Caption, Picture, bars};
use crate::error_page::Problem;
use crate::form::{ActForm, Choice, Control, Field, Weight};
use crate::locale::Lang;
use crate::pages::{id_of, paragraphs, reason_field};
use crate::route::Route;
use crate::server::Signed;
use crate::view::{Entry, Link};
use crate::words;

const PARTS: [(CreditPart, &str); 3] = [
    (CreditPart::Found, "credit-found"),
    (CreditPart::Shaped, "credit-shaped"),
    (CreditPart::Closed, "credit-closed"),
];

/// The whole of a part, in permille.
const WHOLE: i64 = benfu_domain::brokerage::WHOLE as i64;

/// `GET /leads/{id}`.
pub(crate) async fn detail(signed: Signed, Path(id): Path<String>) -> Result<Response, Problem> {
    let page = read_lead(&signed.cx, id_of(&id)?).await?;
    Ok(signed.page(&view(&signed, &page)))
}

fn view(signed: &Signed, page: &LeadPage) -> LeadView {
    let (lang, lead) = (signed.lang, &page.card.lead);
    let id = lead.id.to_string();
    let due = lead.next_on.filter(|_| page.card.standing.is_open());
    LeadView {
        title: lead.title.clone(),
        standing: standing(lang, page.card.standing),
        next: lead.next.clone(),
        due: due.and_then(|on| words::due_on(&signed.cx, on, false)),
        text: paragraphs(&lead.text),
        entries: entries(lang, page),
        links: links(lang, page),
        picture: picture(lang, page),
        credits: PARTS
            .iter()
            .flat_map(|(part, _)| credit_rows(lang, page, *part))
            .collect(),
        edit: (page.may_write && page.card.standing.is_open())
            .then(|| Link::new(lang.t("lead-edit"), Route::LeadEdit(&id))),
        acts: acts(signed, page),
    }
}

fn name(page: &LeadPage, broker: BrokerId) -> String {
    let found = page.brokers.iter().find(|(id, _)| *id == broker);
    found.map(|(_, name)| name.clone()).unwrap_or_default()
}

fn entries(lang: Lang, page: &LeadPage) -> Vec<Entry> {
    let lead = &page.card.lead;
    let day = |day| {
        words::date_of(day)
            .map(|day| lang.date(day))
            .unwrap_or_default()
    };
    let mut entries = vec![
        Entry::new(lang.t("lead-found-by"), name(page, lead.found_by)),
        Entry::new(lang.t("lead-found-on"), day(lead.found_on)),
    ];
    if !page.card.party.is_empty() {
        entries.push(Entry::new(lang.t("lead-party"), &page.card.party));
    }
    if let Some((on, reason)) = &lead.dropped {
        entries.push(Entry::new(lang.t("lead-dropped-on"), day(*on)));
        entries.push(Entry::new(lang.t("reason"), reason));
    }
    entries
}

fn links(lang: Lang, page: &LeadPage) -> Vec<Link> {
    let lead = &page.card.lead;
    let need = lead.need.map(|need| {
        let text = format!("{} {}", lang.t("need"), page.need);
        Link::new(text, Route::Need(&need.to_string()))
    });
    let case = lead
        .case
        .map(|case| Link::new(lang.t("gathering-case"), Route::Case(&case.to_string())));
    need.into_iter().chain(case).collect()
}

/// How much of each part is given away.
fn picture(lang: Lang, page: &LeadPage) -> Option<Picture> {
    let bar = |(part, key): &(CreditPart, &'static str)| {
        let own = page.card.credits.iter().filter(|one| one.part == *part);
        let given: i64 = own.map(|one| i64::from(one.permille)).sum();
        Bar {
            label: lang.t(key).into_owned(),
            value: given,
            value_text: lang.percent(given, WHOLE),
            target: Some(WHOLE),
            href: None,
        }
    };
    let rows: Vec<Bar> = PARTS.iter().map(bar).collect();
    let caption = Caption::new("credit", lang.t("credits"), lang.t("credits-basis"));
    (!page.card.credits.is_empty()).then(|| bars(&caption, &rows))
}

fn credit_rows(lang: Lang, page: &LeadPage, part: CreditPart) -> Vec<CreditRow> {
    let own = page.card.credits.iter().filter(|one| one.part == part);
    own.map(|credit| credit_row(lang, page, credit)).collect()
}

fn credit_row(lang: Lang, page: &LeadPage, credit: &Credit) -> CreditRow {
    let (lead, broker) = (credit.lead.to_string(), credit.broker.to_string());
    let part = PARTS.iter().find(|(part, _)| *part == credit.part);
    let take = || {
        let route = Route::LeadAct(&lead, "uncredit");
        let href = route.with(&[("broker", &broker), ("part", credit.part.word())]);
        ActForm::new(lang, href, ("act-uncredit", "act-uncredit-effect"))
    };
    CreditRow {
        part: part
            .map(|(_, key)| lang.t(key).into_owned())
            .unwrap_or_default(),
        broker: Link::new(name(page, credit.broker), Route::Broker(&broker)),
        share: lang.percent(i64::from(credit.permille), WHOLE),
        fee: credit
            .fee_fen
            .map(|fee| lang.money(fee))
            .unwrap_or_default(),
        disclosed: credit.disclosed.clone(),
        acts: if page.may_write {
            vec![take()]
        } else {
            Vec::new()
        },
    }
}

fn acts(signed: &Signed, page: &LeadPage) -> Vec<ActForm> {
    let (lang, lead) = (signed.lang, &page.card.lead);
    let id = lead.id.to_string();
    if !page.may_write {
        return Vec::new();
    }
    let mut acts = Vec::new();
    let mut act = |action: &str, keys, weight, fields| {
        let form = ActForm::new(lang, Route::LeadAct(&id, action), keys);
        acts.push(form.weight(weight).fields(fields));
    };
    let open = page.card.standing.is_open();
    if page.card.standing == LeadStanding::Open {
        let keys = ("act-shape", "act-shape-effect");
        act("shape", keys, Weight::Main, shape_fields(signed, page));
    }
    if open && lead.case.is_none() && !page.cases.is_empty() {
        let choices = page.cases.iter();
        let choices = choices.map(|(case, supplier)| Choice::new(case.to_string(), supplier));
        let case = Control::Select(choices.collect());
        let field = Field::new("case", lang.t("lead-case"), case).required();
        let keys = ("act-follow", "act-follow-effect");
        act("follow", keys, Weight::Main, vec![field]);
    }
    let keys = ("act-credit", "act-credit-effect");
    act("credit", keys, Weight::Other, credit_fields(lang, page));
    if open && lead.case.is_none() {
        let keys = ("act-give-up", "act-give-up-effect");
        act(
            "drop",
            keys,
            Weight::Grave,
            vec![reason_field(lang, "drop")],
        );
    }
    acts
}

fn brokers(page: &LeadPage) -> Control {
    let choices = page.brokers.iter();
    let choices = choices.map(|(id, name)| Choice::new(id.to_string(), name));
    Control::Select(choices.collect())
}

fn shape_fields(signed: &Signed, page: &LeadPage) -> Vec<Field> {
    let lang = signed.lang;
    let programmes = signed.cx.pack().programmes.values();
    let programmes = programmes
        .filter(|programme| !programme.about_policy)
        .map(|programme| Choice::new(&programme.id, programme.label.text(lang.into())));
    vec![
        Field::new(
            "programme",
            lang.t("lead-programme"),
            Control::Select(programmes.collect()),
        )
        .required(),
        Field::new("shaper", lang.t("lead-shaper"), brokers(page))
            .value(page.card.lead.found_by.to_string())
            .hint(lang.t("lead-shaper-hint")),
    ]
}

fn credit_fields(lang: Lang, page: &LeadPage) -> Vec<Field> {
    let parts = PARTS
        .iter()
        .map(|(part, key)| Choice::new(part.word(), lang.t(key)));
    let share = Control::Number("%".to_owned());
    vec![
        Field::new("broker", lang.t("broker"), brokers(page)).required(),
        Field::new(
            "part",
            lang.t("credit-part"),
            Control::Select(parts.collect()),
        )
        .required(),
        Field::new("percent", lang.t("credit-share"), share)
            .value("100")
            .required(),
        Field::new("fee", lang.t("credit-fee"), Control::Line).hint(lang.t("credit-fee-hint")),
        Field::new("disclosed", lang.t("credit-disclosed"), Control::Text(2))
            .hint(lang.t("credit-disclosed-hint")),
    ]
}
