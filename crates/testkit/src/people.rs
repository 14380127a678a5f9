//! The world and its people.

use benfu_app::access::{CreateAccount, CreateOrganisation};
use benfu_app::party::{PartyDraft, save_party};
use benfu_app::setup::{
    FirstSetup, OPERATOR, actor_by_login, install_account, install_organisation, open_app, set_up,
};
use benfu_app::store::Place;
use benfu_app::{App, Clock, Cx, Ids, packs};
use benfu_domain::Day;
use benfu_domain::id::PartyId;
use benfu_domain::region::RegionCode;
use std::collections::BTreeMap;
use tempfile::TempDir;

/// A district of the pack that tests use.
const DISTRICT: &str = "440306";
/// The password of everybody in the world.
pub const PASSWORD: &str = "three calm herons";

/// A temporary installation with people in it.
pub struct World {
    /// The app.
    pub app: App,
    /// The parties of the world, by the sign-in of their people.
    pub parties: BTreeMap<&'static str, PartyId>,
    directory: TempDir,
}

impl World {
    /// A world on the embedded engine with the Shenzhen pack, on 2025-06-30.
    ///
    /// # Panics
    /// When it cannot be made: a test has nothing to go on with then.
    pub async fn new() -> World {
        World::on(Day::from_ymd(2025, 6, 30).expect("a day")).await
    }

    /// The same on another day.
    ///
    /// # Panics
    /// When it cannot be made.
    pub async fn on(day: Day) -> World {
        let directory = TempDir::new().expect("a temporary directory");
        let (pack, _) = packs::open("shenzhen").expect("the embedded pack loads");
        let clock = Clock::standing_on(day).expect("a day within range");
        let place = Place::Directory(directory.path().to_owned());
        let app = open_app(&place, pack, clock, Ids::seeded(7))
            .await
            .expect("an installation");
        let mut world = World {
            app,
            parties: BTreeMap::new(),
            directory,
        };
        world.settle().await;
        world
    }

    async fn settle(&mut self) {
        let setup = FirstSetup {
            organisation: "测试区科创局".to_owned(),
            region: DISTRICT.parse().expect("a region"),
            roles: vec!["district_officer".to_owned()],
        };
        set_up(&self.app, setup).await.expect("a first setup");
        let operator = self.cx(OPERATOR).await;
        self.account("officer", "district_officer", operator.actor.organisation)
            .await;
        self.account("auditor", "auditor", operator.actor.organisation)
            .await;
        for (login, role, name) in [
            ("owner", "owner", "测试区水务有限公司"),
            ("supplier", "supplier", "测试区灵动机器人有限公司"),
            ("rival", "supplier", "测试区远瞳智能有限公司"),
        ] {
            let party = self.firm(&operator, name).await;
            let region: RegionCode = DISTRICT.parse().expect("a region");
            let command = CreateOrganisation {
                name: name.to_owned(),
                region,
                party: Some(party),
            };
            let organisation = install_organisation(&self.app, command)
                .await
                .expect("an organisation");
            self.account(login, role, organisation).await;
            self.parties.insert(login, party);
        }
    }

    async fn firm(&self, cx: &Cx, name: &str) -> PartyId {
        let draft = PartyDraft {
            id: None,
            version: 0,
            name: name.to_owned(),
            code: String::new(),
            region: DISTRICT.parse().expect("a region"),
            address: String::new(),
            introduction: String::new(),
        };
        save_party(cx, draft).await.expect("a firm")
    }

    async fn account(
        &self,
        login: &str,
        role: &str,
        organisation: benfu_domain::id::OrganisationId,
    ) {
        let command = CreateAccount {
            login: login.to_owned(),
            name: login.to_owned(),
            organisation,
            password: PASSWORD.to_owned(),
            roles: vec![role.to_owned()],
        };
        install_account(&self.app, command)
            .await
            .expect("an account");
    }

    /// The context of a call by `officer`, `auditor`, `owner`, `supplier` or `rival`.
    ///
    /// # Panics
    /// When there is nobody of that name.
    pub async fn cx(&self, login: &str) -> Cx {
        self.app.cx(actor_by_login(&self.app, login)
            .await
            .expect("somebody of that name"))
    }

    /// The party of `owner`, `supplier` or `rival`.
    ///
    /// # Panics
    /// When there is none.
    pub fn party(&self, login: &str) -> PartyId {
        *self.parties.get(login).expect("a party of that name")
    }

    /// Where the installation is.
    pub fn directory(&self) -> &std::path::Path {
        self.directory.path()
    }
}
