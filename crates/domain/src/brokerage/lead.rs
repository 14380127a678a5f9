//! A lead: from something heard to a need, a case and its end.

use crate::id::{BrokerId, CaseId, LeadId, NeedId, OrganisationId, PartyId};
use crate::region::RegionCode;
use crate::word::worded;
use benfu_rules::Day;

worded! {
    /// How far a lead has come.
    LeadStanding {
        /// Heard of, nothing more.
        Open = "open",
        /// A need was made of it.
        Shaped = "shaped",
        /// A case follows it.
        Followed = "followed",
        /// The case came to the end it was for.
        Won = "won",
        /// The case ended otherwise.
        Lost = "lost",
        /// Given up before there was a case.
        Dropped = "dropped",
    }
}

/// Where the case of a lead stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Followed {
    /// It goes on.
    Running,
    /// It came to the end it was for.
    Succeeded,
    /// It ended otherwise.
    Ended,
}

/// Something that could become a need and a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lead {
    /// Identifier.
    pub id: LeadId,
    /// What it is called.
    pub title: String,
    /// What was heard, and from whom.
    pub text: String,
    /// Whose it would be, when known.
    pub party: Option<PartyId>,
    /// Who wrote it down first.
    pub found_by: BrokerId,
    /// When.
    pub found_on: Day,
    /// What is done next.
    pub next: String,
    /// By when.
    pub next_on: Option<Day>,
    /// The need that was made of it.
    pub need: Option<NeedId>,
    /// The case that follows it.
    pub case: Option<CaseId>,
    /// When it was given up, and why.
    pub dropped: Option<(Day, String)>,
    /// Whose it is.
    pub organisation: OrganisationId,
    /// Where it belongs.
    pub region: RegionCode,
    /// Counts up with each write.
    pub version: i64,
}

impl Lead {
    /// How far it has come; `case` says where its case stands, when it has one.
    pub fn standing(&self, case: Option<Followed>) -> LeadStanding {
        match (case, &self.dropped) {
            (Some(Followed::Succeeded), _) => LeadStanding::Won,
            (Some(Followed::Ended), _) => LeadStanding::Lost,
            (_, Some(_)) => LeadStanding::Dropped,
            (Some(Followed::Running), None) => LeadStanding::Followed,
            (None, None) if self.need.is_some() => LeadStanding::Shaped,
            (None, None) => LeadStanding::Open,
        }
    }
}

impl LeadStanding {
    /// Does somebody still work on it?
    pub fn is_open(self) -> bool {
        matches!(
            self,
            LeadStanding::Open | LeadStanding::Shaped | LeadStanding::Followed
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lead() -> Lead {
        Lead {
            id: LeadId::from_bits(1),
            title: "管廊巡检".to_owned(),
            text: String::new(),
            party: None,
            found_by: BrokerId::from_bits(1),
            found_on: "2025-06-01".parse().unwrap(),
            next: String::new(),
            next_on: None,
            need: None,
            case: None,
            dropped: None,
            organisation: OrganisationId::from_bits(1),
            region: "440306".parse().unwrap(),
            version: 1,
        }
    }

    #[test]
    fn a_lead_stands_where_its_case_does() {
        assert_eq!(lead().standing(None), LeadStanding::Open);
        let shaped = Lead {
            need: Some(NeedId::from_bits(1)),
            ..lead()
        };
        assert_eq!(shaped.standing(None), LeadStanding::Shaped);
        let of = |case| shaped.standing(Some(case));
        assert_eq!(of(Followed::Running), LeadStanding::Followed);
        assert_eq!(of(Followed::Succeeded), LeadStanding::Won);
        assert_eq!(of(Followed::Ended), LeadStanding::Lost);
        let dropped = Lead {
            dropped: Some(("2025-06-09".parse().unwrap(), "没有预算".to_owned())),
            ..shaped
        };
        assert_eq!(dropped.standing(None), LeadStanding::Dropped);
        assert!(!dropped.standing(None).is_open());
    }
}
