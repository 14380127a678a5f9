//! A gathering with everything in it, read once.

use super::owner_of;
use super::read::is_running;
use crate::{Cx, Failure};
use benfu_domain::access::{Area, Owner, Verb};
use benfu_domain::gathering::{Gathering, Meeting, Mutual, Participant, Standing, Wish, mutual};
use benfu_domain::id::{CaseId, GatheringId, NeedId, PartyId};
use benfu_domain::need::Need;
use benfu_domain::programme::Case;
use benfu_store::gathering::BroughtNeed;
use std::collections::{BTreeMap, HashMap, HashSet};

/// A gathering with everything in it.
pub(crate) struct Whole {
    pub(crate) gathering: Gathering,
    pub(crate) participants: Vec<Participant>,
    pub(crate) brought: Vec<BroughtNeed>,
    /// The needs that are brought, without their constraints.
    pub(crate) needs: BTreeMap<NeedId, Need>,
    pub(crate) wishes: Vec<Wish>,
    pub(crate) meetings: Vec<Meeting>,
    pub(crate) cases: HashMap<CaseId, Case>,
}

impl Whole {
    /// Reads it for whoever may know of it.
    pub(super) async fn read(cx: &Cx, id: GatheringId) -> Result<Whole, Failure> {
        let store = cx.store();
        let gathering = store.gathering(id).await?.ok_or(Failure::NotFound)?;
        let participants = store.participants(id).await?;
        let reads = cx.actor.widest(Verb::Read, Area::Gathering).is_some();
        if !(is_running(&gathering) && reads) {
            let owner = owner_of(&gathering, &participants);
            cx.authorise(Verb::Read, Area::Gathering, &owner)?;
        }
        let brought = store.needs_brought(id).await?;
        let ids: Vec<NeedId> = brought.iter().map(|one| one.need).collect();
        let needs = store.needs_by_id(&ids).await?;
        let meetings = store.meetings(id).await?;
        let followed: Vec<CaseId> = meetings.iter().filter_map(|one| one.case).collect();
        let cases = store.cases_by_id(&followed).await?;
        Ok(Whole {
            wishes: store.wishes(id).await?,
            needs: needs.into_iter().map(|need| (need.id, need)).collect(),
            cases: cases.into_iter().map(|case| (case.id, case)).collect(),
            gathering,
            participants,
            brought,
            meetings,
        })
    }

    pub(super) fn owner(&self) -> Owner {
        owner_of(&self.gathering, &self.participants)
    }

    /// Where its meetings stand, and how many of their cases are open.
    pub(super) fn standing(&self) -> Standing {
        Standing::of(self.meetings.iter().map(|meeting| {
            let case = meeting.case.and_then(|case| self.cases.get(&case));
            let open = case.is_some_and(|case| case.end.is_none());
            (meeting.state, open)
        }))
    }

    /// Those who take part and have not dropped out.
    pub(super) fn present(&self) -> impl Iterator<Item = &Participant> {
        self.participants.iter().filter(|one| one.left.is_none())
    }

    pub(super) fn participant(&self, party: PartyId) -> Option<&Participant> {
        self.participants.iter().find(|one| one.party == party)
    }

    pub(super) fn asker_of(&self, need: NeedId) -> Option<PartyId> {
        self.needs.get(&need)?.party
    }

    /// What both sides want, of those who are still there.
    pub(super) fn mutual(&self) -> Vec<Mutual> {
        let present: HashSet<PartyId> = self.present().map(|one| one.party).collect();
        let here = |party: PartyId| present.contains(&party);
        let mut found = mutual(&self.wishes);
        found.retain(|one| {
            let asker = self.asker_of(one.pair.need);
            here(one.pair.supplier) && asker.is_some_and(here)
        });
        found
    }
}
