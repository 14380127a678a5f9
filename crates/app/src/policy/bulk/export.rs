//! Firms behind a policy as rows of a file: what each lacks and what to bring.

use super::ChosenFirms;
use super::plan::{edition_of, firms_of};
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

/// Takes chosen firms out; the ledger keeps of which policy, which list and how many. Firms that the actor may not take
/// out are not among them.
///
/// # Errors
/// [`Failure::Forbidden`] for those who may take out nothing; else as for the list itself.
pub async fn export_firms(cx: &Cx, chosen: &ChosenFirms) -> Result<Vec<ExportedFirm>, Failure> {
    let (policy, edition) = edition_of(cx, &chosen.policy)?;
    let mut firms = firms_of(cx, chosen).await?.rows;
    if cx.actor.widest(Verb::Export, Area::Fact).is_none() {
        return Err(Failure::Forbidden);
    }
    firms.retain(|firm| cx.may(Verb::Export, Area::Fact, &firm.owner));
    let found = closer(cx, edition, &firms).await?;
    let exported: Vec<ExportedFirm> = found
        .into_iter()
        .map(|closer| exported(closer.firm, &closer.assessment))
        .collect();
    if cx.earlier().await?.is_none() {
        let mut write = cx.write("firms_exported", &policy.id).await?;
        let told = json!({ "policy": policy.id, "edition": edition.id, "list": format!("{:?}", chosen.of), "region": chosen.region, "firms": exported.len() });
        write.tell(told);
        cx.save(write).await?;
    }
    Ok(exported)
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
