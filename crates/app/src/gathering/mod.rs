//! Matchmaking days and assignments: needs and suppliers are brought together, say whom they would meet, and meet.
//!
//! An organiser makes one ([`save_gathering`]) and brings needs and suppliers ([`bring`]); a firm joins by itself
//! ([`join`]). Each says whom it would meet ([`save_wishes`]). [`plan_gathering`] sets the meetings; [`leave`] takes
//! somebody out and moves few; [`settle_meetings`] opens a case for each meeting that was held; [`close_gathering`]
//! waits for their ends.
//!
//! Does not belong here: who gets which slot (`optimise`), what becomes of a case ([`crate::programme`]).

mod assign;
mod bring;
mod part;
mod plan;
mod read;
mod save_gathering;
mod settle;
mod suggest;
mod whole;
mod wishes;

pub use bring::{Bring, Brought, bring, join};
pub use part::{PartDraft, leave, save_part};
pub use plan::plan_gathering;
pub(crate) use plan::{changed_by, plan};
pub use read::{
    GatheringList, GatheringPage, NeedHere, PairShown, PartyHere, gatherings_of_home,
    list_gatherings, read_gathering,
};
pub use save_gathering::{GatheringDraft, save_gathering};
pub use settle::{cancel_gathering, close_gathering, settle_meetings};
pub use suggest::Suggested;
pub use wishes::{Choice, WishesPage, read_wishes, save_wishes};

pub use benfu_store::gathering::GatheringProgress;

use crate::{Cx, Failure, Problem, ProblemCode};
use benfu_domain::access::{Area, Owner, Verb};
use benfu_domain::gathering::{Gathering, GatheringAction, GatheringRefusal, Participant};
use benfu_domain::id::GatheringId;
pub(crate) use whole::Whole;

/// To whom a gathering belongs; those who take part are its parties.
fn owner_of(gathering: &Gathering, participants: &[Participant]) -> Owner {
    let present = participants.iter().filter(|one| one.left.is_none());
    Owner {
        organisation: gathering.organisation,
        region: gathering.region.clone(),
        parties: present.map(|one| one.party).collect(),
    }
}

/// The gathering with everything in it, when its organiser asks and this may be done now.
async fn organised(cx: &Cx, id: GatheringId, action: GatheringAction) -> Result<Whole, Failure> {
    let whole = Whole::read(cx, id).await?;
    cx.authorise(Verb::Write, Area::Gathering, &whole.owner())?;
    allowed(cx, &whole, action, true)?;
    Ok(whole)
}

fn allowed(
    cx: &Cx,
    whole: &Whole,
    action: GatheringAction,
    organiser: bool,
) -> Result<(), Failure> {
    let allows = whole
        .gathering
        .allows(action, whole.standing(), cx.today(), organiser);
    allows.map_err(refused)
}

fn refused(refusal: GatheringRefusal) -> Failure {
    let problem = match refusal {
        GatheringRefusal::WrongState => Problem::new(ProblemCode::GatheringWrongState),
        GatheringRefusal::WishesOver => Problem::new(ProblemCode::GatheringWishesOver),
        GatheringRefusal::NotYetHeld => Problem::new(ProblemCode::GatheringNotYetHeld),
        GatheringRefusal::Unsettled(count) => Problem::new(ProblemCode::MeetingsUnsettled)
            .detail(format!("还有 {count} 场"), format!("{count} are left")),
        GatheringRefusal::CasesOpen(count) => Problem::new(ProblemCode::MeetingCasesOpen)
            .detail(format!("还有 {count} 项"), format!("{count} are left")),
    };
    Failure::Invalid(vec![problem])
}
