//! Carrying a bulk act out: what was planned, one ledger entry a firm.

use super::plan::{edition_of, kind, preview_bulk};
use super::{BulkAct, BulkDone, BulkLine, ChosenFirms, Planned};
use crate::policy::FirmRow;
use crate::policy::coaching::new_coaching;
use crate::{Cx, Failure};
use benfu_domain::id::OrganisationId;
use benfu_domain::policy::NoticeKind;
use benfu_store::policy::PolicyNotice;
use serde_json::json;
use tokio::task::JoinSet;

/// Firms written for at the same time; the store commits them in groups.
const AT_ONCE: usize = 16;

/// A firm's part of a bulk act.
struct Part {
    policy: String,
    edition: String,
    act: BulkAct,
    firm: FirmRow,
    planned: Planned,
}

/// Carries a bulk act out. Each firm is a write of its own: when the store fails half-way, those done stay done, and the
/// same act again does the rest.
///
/// # Errors
/// As [`preview_bulk`], and those of the store.
pub async fn carry_out_bulk(
    cx: &Cx,
    chosen: &ChosenFirms,
    act: BulkAct,
) -> Result<BulkDone, Failure> {
    let preview = preview_bulk(cx, chosen, act).await?;
    let (policy, edition) = edition_of(cx, &chosen.policy)?;
    let mut done = BulkDone {
        left_out: preview.lines.len() - preview.planned() + preview.beyond,
        ..BulkDone::default()
    };
    let mut writing = JoinSet::new();
    for BulkLine { firm, plan } in preview.lines {
        let Ok(planned) = plan else { continue };
        if writing.len() >= AT_ONCE {
            done.count(writing.join_next().await)?;
        }
        let part = Part {
            policy: policy.id.clone(),
            edition: edition.id.clone(),
            act,
            firm,
            planned,
        };
        let cx = of_firm(cx, &part.firm);
        writing.spawn(async move { part.write(&cx).await });
    }
    while !writing.is_empty() {
        done.count(writing.join_next().await)?;
    }
    Ok(done)
}

/// The context of one firm's write: the request's key with the firm's, so that each write is remembered by itself.
fn of_firm(cx: &Cx, firm: &FirmRow) -> Cx {
    let key = cx.request_key.as_ref();
    Cx {
        request_key: key.map(|key| format!("{key}/{}", firm.id)),
        ..cx.clone()
    }
}

type Joined = Option<Result<Result<bool, Failure>, tokio::task::JoinError>>;

impl BulkDone {
    fn count(&mut self, joined: Joined) -> Result<(), Failure> {
        match joined {
            Some(Ok(Ok(true))) => self.done += 1,
            Some(Ok(Ok(false))) => self.left_out += 1,
            Some(Ok(Err(failure))) => return Err(failure),
            Some(Err(error)) => return Err(Failure::Bug(format!("a part of a bulk act: {error}"))),
            None => {}
        }
        Ok(())
    }
}

impl Part {
    /// Writes; false when somebody else was first.
    async fn write(self, cx: &Cx) -> Result<bool, Failure> {
        if cx.earlier().await?.is_some() {
            return Ok(false);
        }
        let written = match &self.planned {
            Planned::Coaching { coach, .. } => self.coaching(cx, *coach).await,
            Planned::Notice => self.notice(cx).await,
        };
        match written {
            Ok(()) => Ok(true),
            Err(Failure::Conflict(_)) => Ok(false),
            Err(failure) => Err(failure),
        }
    }

    async fn coaching(&self, cx: &Cx, coach: OrganisationId) -> Result<(), Failure> {
        let write = new_coaching(cx, (&self.policy, &self.edition), &self.firm, coach).await?;
        cx.save(write).await.map(drop)
    }

    async fn notice(&self, cx: &Cx) -> Result<(), Failure> {
        let kind = kind(self.act);
        let event = match kind {
            NoticeKind::Push => "policy_pushed",
            NoticeKind::Remind => "firm_reminded",
        };
        let mut write = cx.write(event, &self.firm.id.to_string()).await?;
        write.tell(json!({
            "policy": self.policy, "edition": self.edition, "answer": self.firm.answer.word(),
            "missed": self.firm.missed, "open": self.firm.open,
        }));
        write.add_policy_notice(&PolicyNotice {
            party: self.firm.id,
            policy: self.policy.clone(),
            edition: self.edition.clone(),
            kind,
            on: cx.today(),
            answer: self.firm.answer,
            organisation: cx.actor.organisation,
        });
        cx.save(write).await.map(drop)
    }
}
