//! A broker: certificate, fields, interests.

use crate::id::{AccountId, BrokerId, OrganisationId, PartyId};
use crate::region::RegionCode;
use crate::word::worded;
use benfu_rules::Day;

/// A certificate that ends within so many days is told to be renewed.
pub const LAPSING_DAYS: i32 = 90;

worded! {
    /// Level of a technology manager's certificate (技术经理人, 国家职业标准 2023).
    CertificateLevel {
        /// 初级.
        Junior = "junior",
        /// 中级.
        Intermediate = "intermediate",
        /// 高级.
        Senior = "senior",
    }
}

worded! {
    /// Why a broker is not impartial about a party.
    InterestKind {
        /// Works for it, or did lately.
        Employed = "employed",
        /// Owns a part of it.
        Owns = "owns",
        /// A near relative does.
        Family = "family",
        /// Is paid by it for advice.
        Adviser = "adviser",
        /// Another reason, told in words.
        Other = "other",
    }
}

/// A certificate, as its register says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate {
    /// Its level.
    pub level: CertificateLevel,
    /// Its number.
    pub number: String,
    /// The last day on which it holds; open when not said.
    pub until: Option<Day>,
}

/// Somebody who brings sides together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broker {
    /// Identifier.
    pub id: BrokerId,
    /// Name.
    pub name: String,
    /// The account, for those who sign in.
    pub account: Option<AccountId>,
    /// Fields of work, in words.
    pub fields: String,
    /// The certificate; none is on record when `None`.
    pub certificate: Option<Certificate>,
    /// When the broker stopped.
    pub left_on: Option<Day>,
    /// Whose broker it is.
    pub organisation: OrganisationId,
    /// Where it belongs.
    pub region: RegionCode,
    /// Counts up with each write.
    pub version: i64,
}

/// Where a certificate stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holding {
    /// None is on record: not known to be held, not known to be missing.
    Unknown,
    /// It holds.
    Valid,
    /// It ends within [`LAPSING_DAYS`].
    Lapsing,
    /// It ended.
    Lapsed,
}

/// A tie of a broker with a party, as declared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interest {
    /// The broker.
    pub broker: BrokerId,
    /// The party.
    pub party: PartyId,
    /// What ties them.
    pub kind: InterestKind,
    /// In words.
    pub note: String,
    /// Since when.
    pub from: Day,
    /// The last day; running when not said.
    pub until: Option<Day>,
}

impl Broker {
    /// Where the certificate stands.
    pub fn holding(&self, today: Day) -> Holding {
        let Some(certificate) = &self.certificate else {
            return Holding::Unknown;
        };
        match certificate.until.map(|until| today.days_until(until)) {
            Some(left) if left < 0 => Holding::Lapsed,
            Some(left) if left <= LAPSING_DAYS => Holding::Lapsing,
            _ => Holding::Valid,
        }
    }
}

impl Interest {
    /// Does it run on a day?
    pub fn runs(&self, on: Day) -> bool {
        self.from <= on && self.until.is_none_or(|until| on <= until)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn broker(until: Option<&str>) -> Broker {
        Broker {
            id: BrokerId::from_bits(1),
            name: "某经理".to_owned(),
            account: None,
            fields: "智能装备".to_owned(),
            certificate: Some(Certificate {
                level: CertificateLevel::Intermediate,
                number: "JL-0001".to_owned(),
                until: until.map(day),
            }),
            left_on: None,
            organisation: OrganisationId::from_bits(2),
            region: "440306".parse().unwrap(),
            version: 1,
        }
    }

    #[test]
    fn a_certificate_lapses_after_its_last_day_and_is_told_before() {
        let holding = |on: &str| broker(Some("2025-06-30")).holding(day(on));
        assert_eq!(holding("2025-03-31"), Holding::Valid);
        assert_eq!(holding("2025-04-01"), Holding::Lapsing);
        assert_eq!(holding("2025-06-30"), Holding::Lapsing);
        assert_eq!(holding("2025-07-01"), Holding::Lapsed);
        assert_eq!(broker(None).holding(day("2035-01-01")), Holding::Valid);
    }

    #[test]
    fn what_is_not_on_record_is_not_known() {
        let without = Broker {
            certificate: None,
            ..broker(None)
        };
        assert_eq!(without.holding(day("2025-01-01")), Holding::Unknown);
    }
}
