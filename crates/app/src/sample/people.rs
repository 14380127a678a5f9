//! The organisations and accounts of the sample. Their passwords are printed, so they protect nothing.

use super::district::District;
use super::history::Hand;
use crate::access::quick_hash_from;
use crate::{Failure, Ids};
use benfu_domain::id::{AccountId, OrganisationId, PartyId};
use benfu_domain::region::RegionCode;
use benfu_packs::Pack;
use benfu_store::{AccountRow, OrganisationRow};
use jiff::Timestamp;

/// A way to sign in to the sample.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SignIn {
    /// What the person types.
    pub login: &'static str,
    /// The password.
    pub password: &'static str,
    /// Role id of the pack.
    pub role: &'static str,
}

const fn sign_in(login: &'static str, password: &'static str, role: &'static str) -> SignIn {
    SignIn {
        login,
        password,
        role,
    }
}

/// The accounts to try, the three main ones first.
pub const SIGN_INS: &[SignIn] = &[
    sign_in("officer", "calm-heron-2025", "district_officer"),
    sign_in("owner", "deep-river-2025", "owner"),
    sign_in("supplier", "bright-kite-2025", "supplier"),
    sign_in("broker", "long-bridge-2025", "broker"),
    sign_in("street", "green-lychee-2025", "street_officer"),
    sign_in("park", "wide-gate-2025", "park_operator"),
    sign_in("reviewer", "clear-glass-2025", "reviewer"),
    sign_in("funder", "slow-turtle-2025", "funder"),
    sign_in("regulator", "high-tower-2025", "regulator"),
    sign_in("auditor", "quiet-owl-2025", "auditor"),
    sign_in("sysadmin", "iron-hinge-2025", "system_administrator"),
    sign_in("secadmin", "north-lock-2025", "security_administrator"),
    sign_in("audadmin", "white-page-2025", "audit_administrator"),
];

/// Makes organisations and accounts and remembers them until they are written.
pub(super) struct Registrar<'a> {
    pack: &'a Pack,
    ids: &'a Ids,
    at: Timestamp,
    salt: [u8; 16],
    /// Organisations made so far.
    pub(super) organisations: Vec<OrganisationRow>,
    /// Accounts made so far.
    pub(super) accounts: Vec<AccountRow>,
}

impl<'a> Registrar<'a> {
    /// A registrar who works at one instant.
    pub(super) fn new(pack: &'a Pack, ids: &'a Ids, at: Timestamp, seed: u64) -> Registrar<'a> {
        let half = seed.to_be_bytes();
        let salt = std::array::from_fn(|place| half[place % 8] ^ 0x5a);
        Registrar {
            pack,
            ids,
            at,
            salt,
            organisations: Vec::new(),
            accounts: Vec::new(),
        }
    }

    /// A new organisation.
    pub(super) fn organisation(
        &mut self,
        name: &str,
        region: &RegionCode,
        party: Option<PartyId>,
    ) -> OrganisationId {
        let id = OrganisationId::from_bits(self.ids.mint(self.at));
        let row = OrganisationRow {
            id,
            name: name.to_owned(),
            region: region.clone(),
            party,
            version: 1,
        };
        self.organisations.push(row);
        id
    }

    /// An account of an organisation made before, with the role and password of `sign_in`.
    ///
    /// # Errors
    /// [`Failure::Bug`] when the password cannot be hashed.
    pub(super) fn account(
        &mut self,
        organisation: OrganisationId,
        login: &str,
        sign_in: &SignIn,
    ) -> Result<Hand, Failure> {
        let id = AccountId::from_bits(self.ids.mint(self.at));
        let role = self.pack.roles.get(sign_in.role);
        let roles = role.map(|role| role.id.clone()).into_iter().collect();
        let name = role.map_or_else(
            || login.to_owned(),
            |role| format!("{}（示例）", role.label.zh),
        );
        self.accounts.push(AccountRow {
            id,
            login: login.to_owned(),
            name,
            organisation,
            password_hash: quick_hash_from(sign_in.password, &self.salt)?,
            active: true,
            failed_signins: 0,
            locked_until: None,
            roles,
            version: 1,
        });
        let row = self.organisations.iter().find(|row| row.id == organisation);
        let row = row.ok_or_else(|| Failure::Bug("an account without organisation".to_owned()))?;
        Ok(Hand {
            account: id,
            organisation,
            party: row.party,
            region: row.region.clone(),
        })
    }

    /// A main account, by its login.
    ///
    /// # Errors
    /// As [`Registrar::account`].
    pub(super) fn main(
        &mut self,
        organisation: OrganisationId,
        login: &str,
    ) -> Result<Hand, Failure> {
        let sign_in = SIGN_INS.iter().find(|known| known.login == login);
        let sign_in = sign_in.ok_or_else(|| Failure::Bug(format!("no sign-in {login}")))?;
        self.account(organisation, login, sign_in)
    }

    /// The officials: the bureau with its roles, a street office, a broker's house, a regulator of the city.
    ///
    /// # Errors
    /// As [`Registrar::account`].
    pub(super) fn officials(&mut self, district: &District) -> Result<Officials, Failure> {
        let bureau = self.organisation(
            &format!("{}科技创新部门（示例）", district.zh),
            &district.code,
            None,
        );
        let officer = self.main(bureau, "officer")?;
        for login in [
            "reviewer", "funder", "auditor", "sysadmin", "secadmin", "audadmin",
        ] {
            self.main(bureau, login)?;
        }
        let mut streets = Vec::new();
        for (number, (street, name)) in (1..).zip(&district.streets) {
            let office = self.organisation(&format!("{name}办事处（示例）"), street, None);
            streets.push(self.street(office, number)?);
        }
        let house = self.organisation("桥渡技术转移服务中心（示例）", &district.code, None);
        let broker = self.main(house, "broker")?;
        let regulator = self.organisation(
            &format!("{}国有资产监管部门（示例）", district.city_zh),
            &district.city,
            None,
        );
        self.main(regulator, "regulator")?;
        Ok(Officials {
            officer,
            streets,
            broker,
        })
    }

    /// The account of a street's office; the first one's is a main account.
    fn street(&mut self, office: OrganisationId, number: usize) -> Result<Hand, Failure> {
        match number {
            1 => self.main(office, "street"),
            _ => self.account(office, &format!("street-{number:02}"), &SIGN_INS[4]),
        }
    }
}

/// The hand that acts in many places.
pub(super) struct Officials {
    /// The district officer.
    pub(super) officer: Hand,
    /// The offices of the streets.
    pub(super) streets: Vec<Hand>,
    /// The broker.
    pub(super) broker: Hand,
}
