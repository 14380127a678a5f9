//! The ledger, filled from use cases: all entries, those about one record, one entry with its payloads.

use axum::Json;
use axum::extract::{Path, Query};
use axum::http::header::CONTENT_DISPOSITION;
use axum::response::{IntoResponse as _, Response};
use benfu_app::access::people;
use benfu_app::ledger::{
    Entry as LedgerEntry, Finding, LedgerReport, entries_of, heads, list_entries, read_entry,
    verify,
};
use benfu_app::{Cx, Failure};
use serde::Deserialize;

use super::{EntryRow, EntryView, LedgerView, Verification};
use crate::error_page::{Problem, ProblemKind};
use crate::locale::Lang;
use crate::pages::id_of;
use crate::route::Route;
use crate::server::Signed;
use crate::view::{Entry, Link, Mark, Paging, Tone};
use crate::words;

const ROWS: i64 = 50;

/// Which entries are asked for.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    stream: String,
    before: Option<i64>,
    #[serde(default)]
    verify: String,
}

/// `GET /ledger`.
pub(crate) async fn list(signed: Signed, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    let (cx, lang) = (&signed.cx, signed.lang);
    let heads = heads(cx).await?;
    let stream = match heads
        .iter()
        .find(|head| head.stream == asked.stream)
        .or(heads.first())
    {
        Some(head) => head.stream.clone(),
        None => String::new(),
    };
    let before = asked.before.unwrap_or(i64::MAX);
    let entries = list_entries(cx, &stream, before, ROWS).await?;
    let full = i64::try_from(entries.len()).is_ok_and(|rows| rows >= ROWS);
    let last = entries
        .last()
        .map(|entry| entry.header.seq.to_string())
        .filter(|_| full);
    let next = last.map(|seq| Route::Ledger.with(&[("stream", &stream), ("before", &seq)]));
    let verification = if asked.verify.is_empty() {
        None
    } else {
        Some(verification(cx, lang, &verify(cx, &[]).await?))
    };
    let view = LedgerView {
        record: None,
        verification,
        tools: true,
        filters: Vec::new(),
        rows: rows(cx, lang, &entries).await?,
        paging: Paging {
            next,
            previous: asked
                .before
                .map(|_| Route::Ledger.with(&[("stream", &stream)])),
            total: None,
        },
    };
    Ok(signed.page(&view))
}

fn verification(cx: &Cx, lang: Lang, report: &LedgerReport) -> Verification {
    let whole = report.findings.is_empty();
    let result = if whole {
        Mark::new(lang.t("ledger-whole"), Tone::Good)
    } else {
        Mark::new(lang.t("ledger-broken"), Tone::Bad)
    };
    let head = |head: &benfu_app::ledger::PublishedHead| {
        Entry::new(format!("{} #{}", head.stream, head.seq), head.hash.clone())
    };
    Verification {
        result,
        at: words::moment_of(&benfu_app::written(cx.app.clock.now())),
        entries: i64::try_from(report.entries).unwrap_or(i64::MAX),
        details: report.heads.iter().map(head).collect(),
        faults: report
            .findings
            .iter()
            .map(|finding| fault(lang, finding))
            .collect(),
    }
}

fn fault(lang: Lang, finding: &Finding) -> String {
    let (key, place) = match finding {
        Finding::Edited { stream, seq } => ("ledger-edited", format!("{stream} #{seq}")),
        Finding::BrokenLink { stream, seq } => ("ledger-broken-link", format!("{stream} #{seq}")),
        Finding::Gap { stream, seq } => ("ledger-gap", format!("{stream} #{seq}")),
        Finding::PayloadEdited { stream, seq } => {
            ("ledger-payload-edited", format!("{stream} #{seq}"))
        }
        Finding::WrongHead { stream } => ("ledger-wrong-head", stream.clone()),
        Finding::LostHead(head) => ("ledger-lost-head", format!("{} #{}", head.stream, head.seq)),
    };
    lang.tv(key, place).into_owned()
}

/// Entries as rows, with the people behind them.
async fn rows(cx: &Cx, lang: Lang, entries: &[LedgerEntry]) -> Result<Vec<EntryRow>, Failure> {
    let accounts: Vec<&str> = entries
        .iter()
        .map(|entry| entry.header.account.as_str())
        .collect();
    let names = people(cx, &accounts).await?;
    let row = |entry: &LedgerEntry| EntryRow {
        number: entry.header.seq,
        at: words::moment_of(&entry.header.recorded_at),
        who: names
            .get(&entry.header.account)
            .cloned()
            .unwrap_or_default(),
        what: Link::new(
            words::event(lang, &entry.header.action),
            Route::LedgerEntry(&entry.header.key.to_string()),
        ),
        record: record(&entry.header.subject),
        hash: entry.hash.chars().take(12).collect(),
        erased: false,
    };
    Ok(entries.iter().map(row).collect())
}

/// The record that an entry is about, by the prefix of its identifier.
fn record(subject: &str) -> Link {
    let route = match subject.get(..4) {
        Some("ned_") => Some(('N', Route::Need(subject))),
        Some("ofr_") => Some(('O', Route::Offer(subject))),
        Some("pty_") => Some(('F', Route::Firm(subject))),
        Some("cas_") => Some(('C', Route::Case(subject))),
        Some("imp_") => Some(('I', Route::Import(subject))),
        _ => None,
    };
    match route {
        Some((letter, route)) => Link::new(words::code_of(letter, subject), route),
        None if subject.starts_with("acc_") => Link::new(words::code_of('A', subject), ""),
        None => Link::new(words::code_of('R', subject), ""),
    }
}

/// `GET /ledger/{kind}/{id}`: the record is read first, so that only its readers see its entries.
pub(crate) async fn of_record(
    signed: Signed,
    Path((kind, id)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let (cx, lang) = (&signed.cx, signed.lang);
    let title = readable(cx, &kind, &id).await?;
    let entries = entries_of(cx, &id).await?;
    let view = LedgerView {
        record: Some(Link::new(title, record(&id).href)),
        verification: None,
        tools: false,
        filters: Vec::new(),
        rows: rows(cx, lang, &entries).await?,
        paging: Paging::default(),
    };
    Ok(signed.page(&view))
}

async fn readable(cx: &Cx, kind: &str, id: &str) -> Result<String, Problem> {
    use benfu_app::{import, need, offer, party, programme};
    Ok(match kind {
        "need" => need::read_need(cx, id_of(id)?).await?.need.title,
        "offer" => offer::read_offer(cx, id_of(id)?).await?.offer.title,
        "party" => party::read_party(cx, id_of(id)?).await?.party.name,
        "case" => programme::read_case(cx, id_of(id)?).await?.card.need_title,
        "import" => import::read_import(cx, id_of(id)?).await?.import.file_name,
        _ => return Err(Problem::new(ProblemKind::NotFound)),
    })
}

/// `GET /ledger/entries/{key}`.
pub(crate) async fn entry(signed: Signed, Path(key): Path<i64>) -> Result<Response, Problem> {
    let (cx, lang) = (&signed.cx, signed.lang);
    let (entry, payloads) = read_entry(cx, key).await?;
    let row = rows(cx, lang, std::slice::from_ref(&entry)).await?.pop();
    let row = row.ok_or_else(|| Problem::new(ProblemKind::NotFound))?;
    let header = &entry.header;
    let line = |key: &str, value: String| Entry::new(lang.t(key), value);
    let view = EntryView {
        title: words::event(lang, &header.action),
        record: row.record.clone(),
        lines: vec![
            line("col-entry", format!("{} #{}", header.stream, header.seq)),
            line("col-when", lang.moment(row.at)),
            line("col-who", row.who),
            line("col-hash", entry.hash.clone()),
            line("ledger-previous", header.previous.clone()),
            line("ledger-commitments", header.commitments.join(" ")),
        ],
        payloads: payloads.iter().map(|payload| pretty(payload)).collect(),
    };
    Ok(signed.page(&view))
}

/// A payload laid out for reading; what is no JSON is shown as it is.
fn pretty(payload: &str) -> String {
    let read: Result<serde_json::Value, _> = serde_json::from_str(payload);
    let pretty = read
        .ok()
        .and_then(|value| serde_json::to_string_pretty(&value).ok());
    pretty.unwrap_or_else(|| payload.to_owned())
}

/// `GET /ledger/heads.json`.
pub(crate) async fn heads_file(signed: Signed) -> Result<Response, Problem> {
    let heads = heads(&signed.cx).await?;
    let heads: Vec<_> = heads
        .iter()
        .map(
            |head| serde_json::json!({ "stream": head.stream, "seq": head.seq, "hash": head.hash }),
        )
        .collect();
    let name = format!(
        "attachment; filename=\"benfu-heads-{}.json\"",
        signed.cx.today()
    );
    Ok(([(CONTENT_DISPOSITION, name)], Json(heads)).into_response())
}
