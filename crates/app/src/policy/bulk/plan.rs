//! What a bulk act would write for each firm, decided before anything is written.

use super::{
    BulkAct, BulkLine, BulkPreview, ChosenFirms, CoachChoice, LeftOut, MOST_FIRMS, Planned,
};
use crate::policy::coaching::{Coach, coaches};
use crate::policy::{FirmRow, FirmRows, RowsAsked, policy_firms};
use crate::{Cx, Failure};
use benfu_domain::Day;
use benfu_domain::access::{Area, Verb};
use benfu_domain::id::{CaseId, PartyId};
use benfu_domain::policy::{NoticeAnswer, NoticeKind};
use benfu_packs::{Edition, Policy};
use benfu_store::Page;
use benfu_store::programme::CaseFilter;
use std::collections::HashMap;

/// Everything the decision needs.
struct Known {
    coaches: Vec<Coach>,
    /// Open coaching cases about the policy.
    open: HashMap<PartyId, CaseId>,
    /// When firms were told of this edition for this purpose.
    told: HashMap<PartyId, Day>,
    today: Day,
}

/// Says what a bulk act would do.
///
/// # Errors
/// [`Failure::NotFound`] as for the list itself, and when the coach is none whom the actor may choose.
pub async fn preview_bulk(
    cx: &Cx,
    chosen: &ChosenFirms,
    act: BulkAct,
) -> Result<BulkPreview, Failure> {
    let (policy, edition) = edition_of(cx, &chosen.policy)?;
    let found = firms_of(cx, chosen).await?;
    let known = known(cx, (policy, edition), act).await?;
    if let BulkAct::Assign(CoachChoice::Organisation(id)) = act
        && !known.coaches.iter().any(|coach| coach.id == id)
    {
        return Err(Failure::NotFound);
    }
    let beyond = found.total.saturating_sub(found.rows.len());
    let line = |firm: FirmRow| BulkLine {
        plan: if cx.may(Verb::Act, Area::Programme, &firm.owner) {
            known.plan(&firm, act)
        } else {
            Err(LeftOut::NotYours)
        },
        firm,
    };
    Ok(BulkPreview {
        lines: found.rows.into_iter().map(line).collect(),
        beyond,
    })
}

/// The policy and its edition of today.
pub(super) fn edition_of<'c>(cx: &'c Cx, id: &str) -> Result<(&'c Policy, &'c Edition), Failure> {
    let policy = cx.pack().policies.get(id).ok_or(Failure::NotFound)?;
    let edition = policy.edition_on(cx.today()).ok_or(Failure::NotFound)?;
    Ok((policy, edition))
}

/// The chosen firms, at most [`MOST_FIRMS`].
pub(super) async fn firms_of(cx: &Cx, chosen: &ChosenFirms) -> Result<FirmRows, Failure> {
    let asked = RowsAsked {
        of: chosen.of.clone(),
        region: chosen.region.clone(),
        assumed: chosen.assumed.clone(),
        only: chosen.ticked.clone(),
        after: 0,
        limit: MOST_FIRMS,
    };
    policy_firms(cx, &chosen.policy, &asked).await
}

async fn known(
    cx: &Cx,
    (policy, edition): (&Policy, &Edition),
    act: BulkAct,
) -> Result<Known, Failure> {
    let mut known = Known {
        coaches: Vec::new(),
        open: HashMap::new(),
        told: HashMap::new(),
        today: cx.today(),
    };
    match act {
        BulkAct::Assign(_) => {
            known.coaches = coaches(cx).await?;
            known.open = open_cases(cx, &policy.id).await?;
        }
        BulkAct::Remind | BulkAct::Push => {
            let told = cx
                .store()
                .told_of_policy((&policy.id, &edition.id), kind(act))
                .await?;
            known.told = told.into_iter().collect();
        }
    }
    Ok(known)
}

/// What a notice of an act is for.
pub(super) fn kind(act: BulkAct) -> NoticeKind {
    match act {
        BulkAct::Push => NoticeKind::Push,
        BulkAct::Assign(_) | BulkAct::Remind => NoticeKind::Remind,
    }
}

/// The open cases of the coaching programme about a policy, by firm.
async fn open_cases(cx: &Cx, policy: &str) -> Result<HashMap<PartyId, CaseId>, Failure> {
    let filter = CaseFilter {
        policy: Some(policy.to_owned()),
        ..CaseFilter::default()
    };
    let programme = cx.pack().coaching().map(|programme| programme.id.as_str());
    let (mut open, mut page) = (HashMap::new(), Page::first(Page::MOST));
    loop {
        let cases = cx.store().cases(&filter, &page).await?;
        let Some(last) = cases.last() else {
            return Ok(open);
        };
        page.after = last.id.to_string();
        let coaching = cases
            .iter()
            .filter(|case| case.end.is_none() && Some(case.programme.as_str()) == programme);
        open.extend(coaching.map(|case| (case.sides.asker, case.id)));
    }
}

impl Known {
    fn plan(&self, firm: &FirmRow, act: BulkAct) -> Result<Planned, LeftOut> {
        match act {
            BulkAct::Assign(choice) => self.coaching(firm, choice),
            BulkAct::Remind => match self.told.get(&firm.id) {
                Some(on) if *on == self.today => Err(LeftOut::Told(*on)),
                _ => Ok(Planned::Notice),
            },
            BulkAct::Push => self.push(firm),
        }
    }

    fn coaching(&self, firm: &FirmRow, choice: CoachChoice) -> Result<Planned, LeftOut> {
        if let Some(case) = self.open.get(&firm.id) {
            return Err(LeftOut::Coached(*case));
        }
        let coach = match choice {
            CoachChoice::Organisation(id) => self.coaches.iter().find(|coach| coach.id == id),
            CoachChoice::StreetOffices => Coach::of_street(&self.coaches, &firm.region),
        };
        coach.map_or(Err(LeftOut::NoOffice), |coach| {
            Ok(Planned::Coaching {
                coach: coach.id,
                name: coach.name.clone(),
            })
        })
    }

    /// A firm is told once of an edition that it qualifies, or nearly does.
    fn push(&self, firm: &FirmRow) -> Result<Planned, LeftOut> {
        if firm.holds {
            return Err(LeftOut::Holds);
        }
        if let Some(on) = self.told.get(&firm.id) {
            return Err(LeftOut::Told(*on));
        }
        match firm.answer {
            NoticeAnswer::Met | NoticeAnswer::Near => Ok(Planned::Notice),
            NoticeAnswer::NotMet | NoticeAnswer::Unknown => Err(LeftOut::NotNear),
        }
    }
}
