//! Needs: written, handed in, screened, published, revised, closed.
//!
//! [`save_need`] asks for a title and a text only; [`move_need`] takes the steps of a need's life, and refuses
//! publication until every part is there. Closing the selection ends the other cases in the same act and
//! belongs to [`crate::programme`].

mod move_need;
mod read_description;
mod read_need;
mod save_need;

pub(crate) use move_need::event as need_event;
pub use move_need::{MoveNeed, move_need, refused as need_refused};
pub use read_description::{Description, describe_file, read_description};
pub(crate) use read_need::visible_need;
pub use read_need::{NeedCard, NeedList, NeedPage, list_needs, missing_parts, read_need};
pub use save_need::{NeedDraft, check_constraints, save_need};
pub(crate) use save_need::{broken_rules, drafted_need};

pub use benfu_domain::need::prose::{Measured, Proposal, Proposed};
pub use benfu_store::need::NeedStepRow;

use benfu_domain::access::Owner;
use benfu_domain::need::{Need, NeedState};

/// To whom a need belongs.
pub(crate) fn owner_of(need: &Need) -> Owner {
    Owner {
        organisation: need.organisation,
        region: need.region.clone(),
        parties: need.party.into_iter().collect(),
    }
}

/// A published need is open to everybody who may read needs at all, whatever their scope.
pub(crate) fn is_open(need: &Need) -> bool {
    matches!(need.state, NeedState::Published | NeedState::Matched)
}
