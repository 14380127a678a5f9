//! Identifiers. Each entity has an id type of its own, so that ids cannot be mixed up.
//!
//! An id is a `UUIDv7` written as a prefix and 32 hexadecimal digits, for example
//! `pty_0198c6e2a7b07c3e9d1f5a6b7c8d9e0f`. Minting needs time and randomness, so it happens in the
//! application layer; this module only reads and writes them. [`SubjectKey`] and [`EntryKey`] are the
//! dense integers used inside the fact journal and the columns.

use std::fmt;

/// A text is not an identifier of the expected kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadId {
    /// The prefix an identifier of this kind starts with.
    pub expected_prefix: &'static str,
}

impl fmt::Display for BadId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "not an identifier that starts with {}",
            self.expected_prefix
        )
    }
}

impl std::error::Error for BadId {}

fn parse_hex(prefix: &'static str, text: &str) -> Result<u128, BadId> {
    let bad = || BadId {
        expected_prefix: prefix,
    };
    let hex = text.strip_prefix(prefix).ok_or_else(bad)?;
    let plain = hex.len() == 32 && hex.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    if !plain {
        return Err(bad());
    }
    u128::from_str_radix(hex, 16).map_err(|_| bad())
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident = $prefix:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u128);

        impl $name {
            /// What every identifier of this kind starts with.
            pub const PREFIX: &'static str = $prefix;

            /// The identifier that carries these 128 bits.
            pub fn from_bits(bits: u128) -> Self {
                Self(bits)
            }

            /// Reads the written form.
            ///
            /// # Errors
            /// [`BadId`] when the prefix or the digits are not of this kind.
            pub fn parse(text: &str) -> Result<Self, BadId> {
                parse_hex($prefix, text).map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!($prefix, "{:032x}"), self.0)
            }
        }

        impl std::str::FromStr for $name {
            type Err = BadId;
            fn from_str(text: &str) -> Result<Self, BadId> {
                Self::parse(text)
            }
        }
    )*};
}

ids! {
    /// An organisation that has accounts and owns rows.
    OrganisationId = "org_";
    /// A person's sign-in.
    AccountId = "acc_";
    /// A party: an organisation or person known to the registers.
    PartyId = "pty_";
    /// A need.
    NeedId = "ned_";
    /// An offer.
    OfferId = "ofr_";
    /// A case on the loop.
    CaseId = "cas_";
    /// A question to a party about a missing fact.
    QuestionId = "qst_";
    /// One import of a file.
    ImportId = "imp_";
    /// A dated event with counts.
    ActivityId = "act_";
    /// A report of a period.
    ReportId = "rpt_";
    /// A form: the facts that a collection asks for.
    FormId = "frm_";
    /// A collection round.
    RoundId = "rnd_";
    /// One of those a round is sent to.
    RecipientId = "rcp_";
    /// What came back for a round at one time.
    ReturnId = "ret_";
    /// A matchmaking day or an assignment.
    GatheringId = "gth_";
    /// Somebody who takes part in it.
    ParticipantId = "ptc_";
    /// A pair that is to meet in it.
    MeetingId = "mtg_";
    /// Somebody who brings sides together.
    BrokerId = "brk_";
    /// Something that could become a need and a case.
    LeadId = "led_";
}

/// The dense integer by which the fact journal knows a subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SubjectKey(pub i64);

/// The integer by which rows name the ledger entry that wrote them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryKey(pub i64);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_what_it_wrote() {
        let id = PartyId::from_bits(0x0198_c6e2_a7b0_7c3e_9d1f_5a6b_7c8d_9e0f);
        assert_eq!(PartyId::parse(&id.to_string()), Ok(id));
    }

    #[test]
    fn refuses_an_id_of_another_kind_or_shape() {
        for text in [
            "",
            "pty_",
            "ned_0198c6e2a7b07c3e9d1f5a6b7c8d9e0f",
            "pty_+198c6e2a7b07c3e9d1f5a6b7c8d9e0f",
        ] {
            assert!(PartyId::parse(text).is_err(), "{text}");
        }
    }
}
