//! Firms behind a policy as rows of a file: what each lacks and what to bring.

use super::plan::{edition_of, firms_of};
use super::{BulkLine, BulkPreview, ChosenFirms, LeftOut};
use crate::policy::FirmRow;
use crate::policy::closer::closer;
use crate::{Cx, Failure};
use benfu_domain::access::{Area, Verb};
use benfu_rules::{Answer, Assessment, Question};
use serde_json::json;

/// A firm of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportedFirm {
    /// The firm as the list shows it.
    pub firm: FirmRow,
    /// Conditions that it does not meet.
    pub failing: Vec<String>,
    /// Facts that would settle what is open.
    pub missing: Vec<Question>,
    /// Whether reviewers still have to judge.
    pub judgement: bool,
}

/// A row of the file, and an entry in the ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TakenOut;

/// Says whom a file of chosen firms would hold; nothing is written.
///
/// # Errors
/// As [`export_firms`].
pub async fn preview_export(
    cx: &Cx,
    chosen: &ChosenFirms,
) -> Result<BulkPreview<TakenOut>, Failure> {
    let found = firms_of(cx, chosen).await?;
    may_take_out_some(cx)?;
    let beyond = found.total.saturating_sub(found.rows.len());
    let line = |firm: FirmRow| {
        let mine = may_take_out(cx, &firm);
        let plan = if mine {
            Ok(TakenOut)
        } else {
            Err(LeftOut::NotYours)
        };
        BulkLine { firm, plan }
    };
    Ok(BulkPreview {
        lines: found.rows.into_iter().map(line).collect(),
        beyond,
    })
}

fn may_take_out_some(cx: &Cx) -> Result<(), Failure> {
    let widest = cx.actor.widest(Verb::Export, Area::Fact);
    widest.map(drop).ok_or(Failure::Forbidden)
}

fn may_take_out(cx: &Cx, firm: &FirmRow) -> bool {
    cx.may(Verb::Export, Area::Fact, &firm.owner)
}

/// Takes chosen firms out; the ledger keeps of each for which policy and from which list. Firms that the actor may not
/// take out are not among them.
///
/// # Errors
/// [`Failure::Forbidden`] for those who may take out nothing; else as for the list itself.
pub async fn export_firms(cx: &Cx, chosen: &ChosenFirms) -> Result<Vec<ExportedFirm>, Failure> {
    let (_, edition) = edition_of(cx, &chosen.policy)?;
    let mut firms = firms_of(cx, chosen).await?.rows;
    may_take_out_some(cx)?;
    firms.retain(|firm| may_take_out(cx, firm));
    let found = closer(cx, edition, &firms).await?;
    let exported: Vec<ExportedFirm> = found
        .into_iter()
        .map(|closer| exported(closer.firm, &closer.assessment))
        .collect();
    if cx.earlier().await?.is_none() {
        tell_each(cx, chosen, &edition.id, &exported).await?;
    }
    Ok(exported)
}

/// One ledger entry for each firm, so that it finds on its own record who took it out; all of them or none.
async fn tell_each(
    cx: &Cx,
    chosen: &ChosenFirms,
    edition: &str,
    exported: &[ExportedFirm],
) -> Result<(), Failure> {
    let list = format!("{:?}", chosen.of);
    let mut writes = Vec::with_capacity(exported.len());
    for ExportedFirm { firm, .. } in exported {
        let mut write = cx.write("firm_exported", &firm.id.to_string()).await?;
        write.tell(json!({
            "policy": chosen.policy, "edition": edition, "list": list, "region": chosen.region,
            "answer": firm.answer.word(),
        }));
        writes.push(write);
    }
    cx.save_together(writes).await?;
    Ok(())
}

fn exported(firm: &FirmRow, assessment: &Assessment) -> ExportedFirm {
    let deciding = assessment.root.parts().iter().filter(|part| !part.advisory);
    let failing = deciding
        .filter(|part| part.answer == Answer::NotMet)
        .map(|part| part.id.to_string());
    ExportedFirm {
        firm: firm.clone(),
        failing: failing.collect(),
        missing: assessment.missing(),
        judgement: assessment.open().judgement,
    }
}
