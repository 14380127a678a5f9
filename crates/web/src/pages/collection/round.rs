//! One round: how far it has come, who is late, what came back.

use std::collections::HashMap;

use axum::extract::{Path, Query};
use axum::response::Response;
use benfu_app::Failure;
use benfu_app::collection::{RoundPage, read_round};
use benfu_app::store::collection::RecipientProgress;
use benfu_domain::collection::{
    Channel, LinkState, Recipient, Return, ReturnState, SentTo, Stage, stage,
};
use benfu_domain::id::RecipientId;
use serde::Deserialize;

use super::list::{of, sent_to, some, state};
use super::round_picture::{behind, picture};
use super::{RecipientRow, ReturnRow, RoundView};
use crate::chart::Shade;
use crate::error_page::Problem;
use crate::form::{ActForm, Control, Field, Fields, Weight};
use crate::locale::{Lang, count};
use crate::pages::{FilterGroup, RecordForm, id_of};
use crate::route::Route;
use crate::server::Signed;
use crate::view::{Entry, FilterChoice, Link, Mark, Tone};
use crate::words;

/// Which recipients are listed.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Narrowed {
    #[serde(default)]
    of: String,
}

pub(super) const STAGES: [(Stage, &str, Tone, Shade); 4] = [
    (Stage::Returned, "stage-returned", Tone::Good, Shade::Good),
    (Stage::Partly, "stage-partly", Tone::Busy, Shade::Third),
    (Stage::Opened, "stage-opened", Tone::Watch, Shade::Second),
    (Stage::Waiting, "stage-waiting", Tone::Plain, Shade::First),
];

/// `GET /collections/rounds/{id}`.
pub(crate) async fn detail(
    signed: Signed,
    Path(id): Path<String>,
    Query(narrowed): Query<Narrowed>,
) -> Result<Response, Problem> {
    let page = read_round(&signed.cx, id_of(&id)?).await?;
    Ok(signed.page(&view(&signed, &page, &narrowed.of, None)))
}

/// The page of a round, with what was wrong with a workbook.
pub(super) async fn faulty(
    signed: &Signed,
    id: &str,
    reasons: &[benfu_app::Problem],
) -> Result<Response, Problem> {
    let read = id_of(id)?;
    let page: Result<RoundPage, Failure> = read_round(&signed.cx, read).await;
    let view = view(signed, &page?, "", Some(reasons));
    Ok(signed.faulty(&view))
}

fn view(
    signed: &Signed,
    page: &RoundPage,
    of_list: &str,
    wrong: Option<&[benfu_app::Problem]>,
) -> RoundView {
    let (cx, lang, round) = (&signed.cx, signed.lang, &page.round);
    let (id, progress) = (round.id.to_string(), page.progress());
    let open = round.closed_on.is_none();
    let reminds = page.may_write && open && !progress.is_complete();
    RoundView {
        title: round.title.clone(),
        state: state(signed, round, progress),
        entries: entries(signed, page),
        form: Link::new(
            lang.t("round-form"),
            Route::FormEdit(&round.form.to_string()),
        ),
        due: words::due_on(cx, round.due.on, round.due.provisional).filter(|_| open),
        sum: sum(lang, page),
        picture: picture(signed, page),
        bars: (round.sent_to == SentTo::Office)
            .then(|| behind(lang, page))
            .flatten(),
        filters: vec![filters(signed, page, of_list)],
        rows: page
            .recipients
            .iter()
            .filter(|one| listed(signed, page, one, of_list))
            .map(|one| row(signed, page, one))
            .collect(),
        returns: returns(lang, page),
        workbook: page
            .may_export
            .then(|| Link::new(lang.t("round-workbook"), Route::RoundWorkbook(&id))),
        reminder: reminds.then(|| Link::new(lang.t("round-remind"), Route::RoundReminder(&id))),
        upload: (page.may_import && open).then(|| upload(lang, &id, wrong)),
        acts: acts(lang, page),
    }
}

fn entries(signed: &Signed, page: &RoundPage) -> Vec<Entry> {
    let (lang, round) = (signed.lang, &page.round);
    let date = |day| {
        words::date_of(day)
            .map(|day| lang.date(day))
            .unwrap_or_default()
    };
    let items = lang.tn("form-items", count(round.items.len()));
    let policy = super::list::policy_name(signed, round.policy.as_ref());
    let mut entries = vec![
        Entry::new(lang.t("round-sent-to"), sent_to(lang, round.sent_to)),
        Entry::new(lang.t("form-asks"), items),
        Entry::new(lang.t("round-opened-on"), date(round.opened_on)),
        Entry::new(lang.t("round-runner"), &page.runner),
    ];
    if !policy.is_empty() {
        entries.push(Entry::new(lang.t("col-policy"), policy));
    }
    entries.extend(
        round
            .closed_on
            .map(|on| Entry::new(lang.t("round-closed-on"), date(on))),
    );
    entries
}

fn sum(lang: Lang, page: &RoundPage) -> String {
    let progress = page.progress();
    let text = lang.tw(
        "round-sum",
        &[
            ("returned", &lang.int(progress.returned)),
            ("asked", &lang.int(progress.asked)),
            ("gaps", &lang.int(progress.left_open)),
        ],
    );
    text.into_owned()
}

pub(super) fn stage_of(one: &RecipientProgress) -> Stage {
    stage(&one.recipient, one.progress)
}

fn is_late(signed: &Signed, page: &RoundPage, one: &RecipientProgress) -> bool {
    one.progress.is_late(&page.round, signed.cx.today())
}

fn listed(signed: &Signed, page: &RoundPage, one: &RecipientProgress, of: &str) -> bool {
    match of {
        "" => true,
        "late" => is_late(signed, page, one),
        word => Stage::from_word(word) == Some(stage_of(one)),
    }
}

pub(super) fn address(page: &RoundPage, of: &str) -> String {
    Route::Round(&page.round.id.to_string()).with(&[("of", of)])
}

fn filters(signed: &Signed, page: &RoundPage, chosen: &str) -> FilterGroup {
    let lang = signed.lang;
    let choice = |of: &str, key: &str| FilterChoice {
        link: Link::new(lang.t(key), address(page, of)),
        count: Some(count(
            page.recipients
                .iter()
                .filter(|one| listed(signed, page, one, of))
                .count(),
        )),
        chosen: chosen == of,
    };
    let stages = STAGES
        .iter()
        .map(|(which, key, _, _)| choice(which.word(), key));
    FilterGroup {
        label: lang.t("col-standing").into_owned(),
        choices: [choice("", "filter-all"), choice("late", "stage-late")]
            .into_iter()
            .chain(stages)
            .collect(),
    }
}

fn mark(signed: &Signed, page: &RoundPage, one: &RecipientProgress) -> Mark {
    let lang = signed.lang;
    if is_late(signed, page, one) {
        return Mark::new(lang.t("stage-late"), Tone::Bad);
    }
    let found = STAGES.iter().find(|(which, ..)| *which == stage_of(one));
    found.map_or_else(
        || Mark::new(String::new(), Tone::Plain),
        |(_, key, tone, _)| Mark::new(lang.t(key), *tone),
    )
}

fn row(signed: &Signed, page: &RoundPage, one: &RecipientProgress) -> RecipientRow {
    let (lang, recipient) = (signed.lang, &one.recipient);
    let (round, own) = (page.round.id.to_string(), recipient.id.to_string());
    let open = page.round.closed_on.is_none();
    let firm = recipient
        .party
        .map(|party| Route::Firm(&party.to_string()).to_string());
    let workbook = Route::RoundWorkbook(&round).with(&[("recipient", &own)]);
    let reminder = Route::RoundReminder(&round).with(&[("recipient", &own)]);
    let owes = page.may_write && open && !one.progress.is_complete();
    RecipientRow {
        name: Link::new(&recipient.name, firm.unwrap_or_default()),
        stage: mark(signed, page, one),
        progress: of(lang, one.progress),
        left_open: some(lang, one.progress.left_open),
        link: link_words(lang, recipient),
        reminded: recipient.reminded_on.and_then(words::date_of),
        workbook: page
            .may_export
            .then(|| Link::new(lang.t("workbook"), workbook)),
        reminder: owes.then(|| Link::new(lang.t("remind"), reminder)),
        acts: if page.may_write && open {
            link_acts(lang, &round, recipient)
        } else {
            Vec::new()
        },
    }
}

fn link_words(lang: Lang, recipient: &Recipient) -> String {
    let key = match recipient.link {
        LinkState::None => "link-none",
        LinkState::Live => "link-live",
        LinkState::Revoked => "link-revoked",
    };
    lang.t(key).into_owned()
}

/// The keys of an act's name and of what it does.
type Keys = (&'static str, &'static str);

fn hidden(name: &str, value: &str) -> Field {
    Field::new(name, "", Control::Hidden).value(value)
}

fn act(lang: Lang, round: &str, action: &str, keys: Keys, fields: Vec<Field>) -> ActForm {
    ActForm::new(lang, Route::RoundAct(round, action), keys).fields(fields)
}

/// The address names the recipient, since a button alone carries no fields.
fn link_acts(lang: Lang, round: &str, recipient: &Recipient) -> Vec<ActForm> {
    let of = |action: &str, keys: Keys| {
        let own = recipient.id.to_string();
        let href = Route::RoundAct(round, action).with(&[("recipient", &own)]);
        ActForm::new(lang, href, keys)
    };
    let mut acts = vec![of("link", ("act-link", "act-link-effect"))];
    if recipient.link == LinkState::Live {
        acts.push(of("revoke", ("act-revoke", "act-revoke-effect")));
    }
    acts
}

fn acts(lang: Lang, page: &RoundPage) -> Vec<ActForm> {
    if !page.may_write || page.round.closed_on.is_some() {
        return Vec::new();
    }
    let id = page.round.id.to_string();
    let without = |one: &RecipientProgress| one.recipient.link == LinkState::None;
    let mut acts = Vec::new();
    if page.recipients.iter().any(without) {
        let keys = ("act-links", "act-links-effect");
        acts.push(act(lang, &id, "links", keys, Vec::new()).weight(Weight::Main));
    }
    let sure = Field::new("close-sure", lang.t("act-close-sure"), Control::Tick).required();
    let keys = ("act-close", "act-close-effect");
    acts.push(act(lang, &id, "close", keys, vec![sure]).weight(Weight::Grave));
    acts
}

/// The form that records a reminder.
pub(super) fn remind_act(lang: Lang, round: &str, recipient: &str) -> ActForm {
    let fresh = Field::new("fresh", lang.t("act-remind-fresh"), Control::Tick)
        .hint(lang.t("act-remind-fresh-hint"));
    let fields = vec![hidden("recipient", recipient), fresh];
    let keys = ("act-remind", "act-remind-effect");
    act(lang, round, "remind", keys, fields).weight(Weight::Main)
}

fn returns(lang: Lang, page: &RoundPage) -> Vec<ReturnRow> {
    let names: HashMap<RecipientId, &str> = page
        .recipients
        .iter()
        .map(|one| (one.recipient.id, one.recipient.name.as_str()))
        .collect();
    let row = |back: &Return| {
        let from = back.recipient.and_then(|id| names.get(&id).copied());
        let from = from.map_or_else(|| lang.t("return-of-several").into_owned(), str::to_owned);
        let waiting = page.conflicts.get(&back.id).copied().unwrap_or(0);
        ReturnRow {
            from: Link::new(from, Route::Return(&back.id.to_string())),
            channel: channel(lang, back.channel),
            on: words::date_of(back.received_on),
            state: return_state(lang, back.state),
            conflicts: some(lang, waiting),
        }
    };
    page.returns.iter().map(row).collect()
}

pub(super) fn channel(lang: Lang, channel: Channel) -> String {
    let key = match channel {
        Channel::Link => "channel-link",
        Channel::Excel => "channel-excel",
    };
    lang.t(key).into_owned()
}

pub(super) fn return_state(lang: Lang, state: ReturnState) -> Mark {
    let (key, tone) = match state {
        ReturnState::Read => ("return-read", Tone::Watch),
        ReturnState::Taken => ("return-taken", Tone::Good),
        ReturnState::Dropped => ("return-dropped", Tone::Plain),
    };
    Mark::new(lang.t(key), tone)
}

fn upload(lang: Lang, round: &str, wrong: Option<&[benfu_app::Problem]>) -> RecordForm {
    let mut form = upload_form(lang, Route::RoundReturns(round).to_string());
    if let Some(reasons) = wrong {
        crate::server::form_problems(&mut form.groups, reasons, lang);
    }
    form
}

/// The form in which a workbook is handed in.
pub(super) fn upload_form(lang: Lang, action: String) -> RecordForm {
    let file = Control::File(".xlsx,.xls,.csv".to_owned());
    RecordForm {
        back: Link::new("", &action),
        action,
        version: 0,
        lead: lang.t("return-upload-lead").into_owned(),
        groups: vec![Fields {
            title: lang.t("return-upload").into_owned(),
            lead: None,
            fields: vec![Field::new("file", lang.t("col-file"), file).required()],
        }],
    }
}
