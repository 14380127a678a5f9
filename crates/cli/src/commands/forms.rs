//! `benfu forms`: forms, rounds, workbooks out and in.

use super::Setting;
use super::need::print;
use super::read::{id, optional_id};
use crate::args::FormsAct;
use crate::outcome::Outcome;
use anyhow::Context as _;
use benfu_app::Cx;
use benfu_app::collection::{
    ReturnPage, list_forms, list_rounds, read_return, read_round, receive_workbook, round_workbook,
    take_return,
};
use benfu_app::store::Page;
use benfu_app::store::collection::{RecipientProgress, RoundProgress};
use benfu_domain::collection::{ReturnState, Verdict, stage};
use benfu_domain::id::RoundId;
use serde_json::{Value, json};
use std::path::Path;

pub(crate) async fn run(setting: &Setting, act: FormsAct) -> anyhow::Result<Outcome> {
    let cx = setting.cx().await?;
    match act {
        FormsAct::List => print(setting, &list(&cx).await?),
        FormsAct::Show { round } => print(setting, &show(&cx, id(&round)?).await?),
        FormsAct::Export {
            round,
            recipient,
            out,
        } => {
            let recipient = optional_id(recipient.as_deref())?;
            let bytes = round_workbook(&cx, id(&round)?, recipient).await?;
            std::fs::write(&out, &bytes).with_context(|| format!("writing {}", out.display()))?;
            print(
                setting,
                &json!({ "file": out.display().to_string(), "bytes": bytes.len() }),
            )
        }
        FormsAct::Import { round, file, take } => {
            let told = import(&cx, id(&round)?, &file, take).await?;
            print(setting, &told)
        }
    }
}

async fn list(cx: &Cx) -> anyhow::Result<Value> {
    let forms = list_forms(cx, &Page::first(Page::MOST)).await?;
    let forms: Vec<Value> = forms
        .iter()
        .map(|form| json!({ "id": form.id.to_string(), "title": form.title, "policy": form.policy, "edition": form.edition }))
        .collect();
    let (mut rounds, mut page) = (Vec::new(), Page::first(Page::MOST));
    loop {
        let found = list_rounds(cx, &page).await?;
        rounds.extend(found.rounds.iter().map(|one| told(cx, one)));
        match found.next {
            Some(next) => page.after = next,
            None => break,
        }
    }
    Ok(json!({ "forms": forms, "rounds": rounds }))
}

fn told(cx: &Cx, one: &RoundProgress) -> Value {
    let (round, progress) = (&one.round, one.progress);
    json!({
        "id": round.id.to_string(), "title": round.title, "form": round.form.to_string(),
        "sent_to": round.sent_to.word(), "due": round.due.on.to_string(),
        "closed": round.closed_on.map(|on| on.to_string()), "late": progress.is_late(round, cx.today()),
        "asked": progress.asked, "returned": progress.returned, "gaps_left": progress.left_open,
    })
}

async fn show(cx: &Cx, round: RoundId) -> anyhow::Result<Value> {
    let page = read_round(cx, round).await?;
    let recipient = |one: &RecipientProgress| {
        json!({
            "id": one.recipient.id.to_string(), "name": one.recipient.name,
            "stage": stage(&one.recipient, one.progress).word(),
            "late": one.progress.is_late(&page.round, cx.today()),
            "asked": one.progress.asked, "returned": one.progress.returned, "gaps_left": one.progress.left_open,
        })
    };
    let recipients: Vec<Value> = page.recipients.iter().map(recipient).collect();
    let returns: Vec<Value> = page
        .returns
        .iter()
        .map(|back| {
            let waiting = page.conflicts.get(&back.id).copied().unwrap_or(0);
            json!({ "id": back.id.to_string(), "state": back.state.word(), "channel": back.channel.word(), "conflicts": waiting })
        })
        .collect();
    let progress = page.progress();
    let whole = RoundProgress {
        round: page.round.clone(),
        progress,
    };
    let mut told = told(cx, &whole);
    if let Some(fields) = told.as_object_mut() {
        fields.insert("recipients".to_owned(), json!(recipients));
        fields.insert("returns".to_owned(), json!(returns));
    }
    Ok(told)
}

async fn import(cx: &Cx, round: RoundId, file: &Path, take: bool) -> anyhow::Result<Value> {
    let bytes = std::fs::read(file).with_context(|| format!("reading {}", file.display()))?;
    let name = file
        .file_name()
        .map(|name| name.to_string_lossy().into_owned());
    let received = receive_workbook(cx, round, &name.unwrap_or_default(), bytes).await?;
    let read = read_return(cx, received.id).await?;
    if take && read.back.state == ReturnState::Read {
        take_return(cx, received.id).await?;
    }
    let page = read_return(cx, received.id).await?;
    Ok(compared(&page, received.again))
}

fn compared(page: &ReturnPage, again: bool) -> Value {
    let counts: serde_json::Map<String, Value> = Verdict::ALL
        .iter()
        .map(|verdict| (verdict.word().to_owned(), json!(page.count(*verdict))))
        .collect();
    let notes: Vec<&str> = page.back.notes.lines().collect();
    json!({
        "return": page.back.id.to_string(), "state": page.back.state.word(), "again": again,
        "answers": counts, "undecided": page.undecided(), "notes": notes,
    })
}
