//! Collecting facts from many at once: forms, rounds, links, workbooks, returns.
//!
//! An officer makes a form ([`save_form`]) and opens a round ([`open_round`]). It goes out as links ([`issue_links`])
//! or as workbooks ([`round_workbook`]). Whoever holds a link acts as a [`Visit`], without an account. What comes back
//! is compared with the record before it is taken ([`receive_workbook`], [`take_return`]), and a conflict waits for a
//! person ([`decide_answer`]).
//!
//! Does not belong here: how answers are judged (domain), what a workbook looks like (`office`).

mod ask;
mod close;
mod compare;
mod form;
mod form_list;
mod hand;
mod hand_in;
mod link;
mod open;
mod plan;
mod read;
mod remind;
mod returns;
mod sheet;
mod sheet_cells;
mod sheet_reading;
mod taking;
mod visit;
mod workbook;

pub(crate) use ask::lines;
pub use ask::{AskedFirm, AskedLine};
pub use close::close_round;
pub use compare::{Compared, Said};
pub use form::{FormDraft, save_form};
pub use form_list::{items_of_policy, list_forms, read_form};
pub use hand_in::{AnswerDraft, Answers, asked_firm, hand_in, review};
pub use link::{IssuedLink, LinksFor, issue_links, revoke_link};
pub use open::open_round;
pub use plan::{
    FirmChoice, LeftOut, OpenRound, PlannedRecipient, RoundPlan, WhyOut, offices_in_reach,
    plan_round,
};
pub use read::{
    AskedAbout, RoundList, RoundPage, list_rounds, read_round, rounds_about, rounds_of_home,
};
pub use remind::{Remind, Reminded, remind, to_remind};
pub use returns::{ReturnPage, ReturnedRow, read_return, unreadable_workbook};
pub(crate) use sheet::workbook;
pub use taking::{Settle, decide_answer, drop_return, take_return};
pub(crate) use taking::{source, taken};
pub use visit::{Over, Visit, Visited, own_return, own_visit, rounds_asking, visit, visitor_rows};
pub use workbook::{
    Received, receive_visitor_workbook, receive_workbook, round_workbook, take_own_return,
    visitor_workbook,
};

use crate::{Cx, Failure};
use benfu_domain::access::{Area, Owner, Verb};
use benfu_domain::collection::{Form, Round};
use benfu_domain::id::{FormId, PartyId, RoundId};
use benfu_domain::party::Party;

/// To whom a form belongs.
fn owner_of_form(form: &Form) -> Owner {
    Owner {
        organisation: form.organisation,
        region: form.region.clone(),
        parties: Vec::new(),
    }
}

/// To whom a round belongs.
fn owner_of(round: &Round) -> Owner {
    Owner {
        organisation: round.organisation,
        region: round.region.clone(),
        parties: Vec::new(),
    }
}

/// The form, when the actor may read it.
async fn visible_form(cx: &Cx, id: FormId) -> Result<Form, Failure> {
    let form = cx.store().form(id).await?.ok_or(Failure::NotFound)?;
    cx.authorise(Verb::Read, Area::Collection, &owner_of_form(&form))?;
    Ok(form)
}

/// The round, when the actor may do this with it.
async fn round_for(cx: &Cx, id: RoundId, verb: Verb) -> Result<Round, Failure> {
    let round = cx.store().round(id).await?.ok_or(Failure::NotFound)?;
    cx.authorise(verb, Area::Collection, &owner_of(&round))?;
    Ok(round)
}

/// The parties with these ids, whatever their number.
async fn parties(cx: &Cx, ids: &[PartyId]) -> Result<Vec<Party>, Failure> {
    let mut found = Vec::with_capacity(ids.len());
    for part in ids.chunks(500) {
        found.append(&mut cx.store().parties_by_id(part).await?);
    }
    Ok(found)
}
