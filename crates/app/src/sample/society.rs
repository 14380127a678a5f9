//! Putting the sample together: people, firms, lists, offers, needs.

use super::calendar_time::{after, at, day};
use super::coached::COACHINGS;
use super::collected::SOURCES;
use super::district::District;
use super::draw::Draws;
use super::fates::{Course, Fate, courses};
use super::firms::{Firm, FirmMaker};
use super::gathered::Tabled;
use super::history::{Hand, History, PastAct};
use super::known::Known;
use super::lists::Clerk;
use super::names::Names;
use super::owners::{OWNERS, OwnerKind};
use super::papers::Paper;
use super::people::{Officials, Registrar, SIGN_INS};
use super::returns::FactList;
use super::suppliers::casts;
use super::supply::{self, Supplied};
use super::tale::{Cast, Telling};
use super::themes::Theme;
use super::told::{Subject, tell};
use super::{
    SampleOptions, SampleSummary, activities, collected, gathered, platforms, profile, qualities,
    returns, themes, titles, yearly,
};
use crate::{App, Failure, Ids};
use benfu_domain::id::{PartyId, SubjectKey};
use benfu_domain::party::{Identity, Party, PartyKind, Status};
use benfu_domain::programme::{CaseState, Programme};
use benfu_packs::Pack;
use benfu_store::Pool;
use serde_json::json;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

/// Subjects that a tale may need: the need and its cases.
const KEYS_PER_TALE: usize = 8;
/// Firms that a street lists by name only.
const DOUBLES: usize = 14;
/// Firms that move away.
const MOVERS: usize = 8;

/// An owner with its hand.
struct Owner {
    kind: &'static OwnerKind,
    hand: Hand,
    party: Party,
}

/// Everybody and everything before it is written.
pub(super) struct Society<'a> {
    pub(super) app: &'a App,
    pub(super) pack: &'a Pack,
    pub(super) options: &'a SampleOptions,
    pub(super) ids: Ids,
    pub(super) district: District,
    keys: Range<i64>,
    sources: Range<i64>,
    pub(super) concepts: HashMap<String, i64>,
    pub(super) history: History,
    pub(super) papers: Vec<Paper>,
    pub(super) firms: Vec<Firm>,
    /// Who acts for firms that have accounts.
    pub(super) hands: BTreeMap<PartyId, Hand>,
    /// The firm of the main sign-in of suppliers.
    pub(super) supplier: Option<PartyId>,
    owners: Vec<Owner>,
    pub(super) tabled: Vec<Tabled>,
    pub(super) offers: usize,
    needs: usize,
    pub(super) cases: usize,
}

impl<'a> Society<'a> {
    /// Founds the society and lets it live.
    pub(super) async fn found(
        app: &'a App,
        options: &'a SampleOptions,
    ) -> Result<Society<'a>, Failure> {
        let pack = &*app.pack;
        let no_district =
            || Failure::Bug("the pack has no district to make a sample of".to_owned());
        let district = District::of(&pack.regions).ok_or_else(no_district)?;
        let cases = 90 * KEYS_PER_TALE + COACHINGS + gathered::CASES;
        let subjects = i64::try_from(options.firms + OWNERS.len() + 400 + cases + DOUBLES);
        let subjects = subjects.unwrap_or(i64::MAX);
        let mut wanted = supply::concepts(&themes::all());
        wanted.extend(yearly::CONCEPTS);
        wanted.extend(qualities::CONCEPTS);
        wanted.extend(collected::concepts());
        wanted.retain(|concept| pack.dictionary.concepts.contains_key(*concept));
        let mut society = Society {
            app,
            pack,
            options,
            ids: Ids::seeded(options.seed),
            district,
            keys: app.store.reserve(Pool::Subject, subjects).await?,
            sources: app.store.reserve(Pool::Source, 16 + SOURCES).await?,
            concepts: app.store.concept_keys(&wanted).await?,
            history: History::default(),
            papers: Vec::new(),
            firms: Vec::new(),
            hands: BTreeMap::new(),
            supplier: None,
            owners: Vec::new(),
            tabled: Vec::new(),
            offers: 0,
            needs: 0,
            cases: 0,
        };
        society.live()?;
        Ok(society)
    }

    /// What was made; the entries are not counted yet.
    pub(super) fn summary(&self) -> SampleSummary {
        SampleSummary {
            district: self.district.zh.clone(),
            firms: self.firms.len(),
            offers: self.offers,
            needs: self.needs,
            cases: self.cases,
            entries: 0,
        }
    }

    /// The acts and files.
    pub(super) fn into_history(self) -> (History, Vec<Paper>) {
        (self.history, self.papers)
    }

    pub(super) fn key(&mut self) -> SubjectKey {
        SubjectKey(self.keys.next().unwrap_or_default())
    }

    pub(super) fn source(&mut self) -> i64 {
        self.sources.next().unwrap_or_default()
    }

    fn live(&mut self) -> Result<(), Failure> {
        let begin = at(day(2024, 1, 2), -200);
        let ids = Ids::seeded(self.options.seed ^ 0x6163_636f_756e_7473);
        let mut registrar = Registrar::new(self.pack, &ids, begin, self.options.seed);
        let officials = registrar.officials(&self.district)?;
        let mut names = Names::new(self.options.seed, &self.district.city_zh);
        self.settle_firms(&mut names, &officials);
        self.settle_owners(&mut registrar, &mut names)?;
        let declared = self.source();
        let supplied = self.supply(&mut registrar, &officials, declared)?;
        self.people_arrive(registrar, &officials, declared);
        let mut known = self.take_lists_in(&officials);
        self.tell_needs(&supplied, &officials)?;
        self.coach(&known, &officials)?;
        self.tell_of_policies(&known, &officials)?;
        self.broker(&officials);
        self.gather(&officials)?;
        self.collect(&mut known, &officials)
    }

    fn settle_firms(&mut self, names: &mut Names, officials: &Officials) {
        let keys: Vec<SubjectKey> = (0..self.options.firms).map(|_| self.key()).collect();
        let mut maker = FirmMaker {
            names,
            draws: Draws::new(self.options.seed, "firms"),
            district: &self.district,
            keeper: officials.officer.organisation,
        };
        let moment = at(day(2024, 1, 3), -120);
        self.firms = keys
            .into_iter()
            .map(|key| maker.firm(PartyId::from_bits(self.ids.mint(moment)), key))
            .collect();
    }

    fn settle_owners(
        &mut self,
        registrar: &mut Registrar<'_>,
        names: &mut Names,
    ) -> Result<(), Failure> {
        let moment = at(day(2024, 1, 2), -190);
        for kind in OWNERS {
            let id = PartyId::from_bits(self.ids.mint(moment));
            let organisation = registrar.organisation(kind.name, &self.district.code, Some(id));
            let hand = match kind.key {
                "water" => registrar.main(organisation, "owner")?,
                other => registrar.account(
                    organisation,
                    &format!("owner-{}", other.replace('_', "-")),
                    &SIGN_INS[1],
                )?,
            };
            if kind.key == "park" {
                registrar.main(organisation, "park")?;
            }
            let party = Party {
                id,
                key: self.key(),
                kind: PartyKind::Organisation,
                identity: Identity::Confirmed,
                code: names.code(kind.class),
                name: kind.name.to_owned(),
                region: self.district.code.clone(),
                located: true,
                introduction: kind.introduction.to_owned(),
                organisation,
                version: 1,
            };
            self.owners.push(Owner { kind, hand, party });
        }
        Ok(())
    }

    /// The first act: organisations, accounts, the owners' rows.
    fn people_arrive(&mut self, registrar: Registrar<'_>, officials: &Officials, declared: i64) {
        let (organisations, accounts) = (registrar.organisations, registrar.accounts);
        let parties: Vec<Party> = self
            .owners
            .iter()
            .map(|owner| owner.party.clone())
            .collect();
        let subject = officials.officer.organisation.to_string();
        let told = json!({ "pack": self.pack.version, "organisations": organisations.len(), "accounts": accounts.len() });
        let act = PastAct::new(
            at(day(2024, 1, 2), -180),
            &officials.officer,
            "installation_set_up",
            &subject,
        );
        self.history.add(act.telling(told).writing(move |write| {
            for organisation in &organisations {
                write.save_organisation(organisation);
            }
            for account in &accounts {
                write.save_account(account);
            }
            write
                .add_parties(&parties, None)
                .add_source(declared, &supply::declared());
        }));
    }

    /// What is known of some firms then, for those who work with them.
    fn take_lists_in(&mut self, officials: &Officials) -> Known {
        let seed = self.options.seed;
        let mut statuses = titles::titles(&self.firms, seed);
        statuses.extend(platforms::platforms(&self.firms, seed));
        statuses.retain(|status| self.pack.dictionary.schemes.contains_key(&status.scheme));
        let profiles = profile::profiles(&self.firms, &statuses, seed);
        let (yearly, timeless) = self.returns(&profiles);
        let lists: Vec<FactList> = yearly.into_iter().chain(timeless).collect();
        let doubles: Vec<SubjectKey> = (0..DOUBLES).map(|_| self.key()).collect();
        let (complete, complete_today) = (self.source(), self.source());
        let clerk = Clerk {
            hand: &officials.officer,
            ids: &self.ids,
            district: &self.district,
            schemes: &self.pack.dictionary.schemes,
        };
        let regions = self
            .firms
            .iter()
            .map(|firm| (firm.party.id, firm.party.region.clone()))
            .collect();
        let kept = activities::activities(
            &self.ids,
            &self.pack.calendar,
            (seed, officials.officer.organisation),
            &self.district.code,
        );
        let kept = kept
            .into_iter()
            .filter(|activity| self.pack.activity_kinds.contains_key(&activity.kind));
        let statuses = statuses_within(statuses);
        let whole = returns::whole_registers(self.pack);
        let mut known = Known::of(self.pool(), &self.firms);
        known.hold(&statuses, clerk.statements(self.options.today, &whole));
        known.learn(&lists, &self.concepts);
        self.history.add(clerk.firms(&self.firms));
        self.history.extend(clerk.statuses(statuses, &regions));
        self.history.extend(clerk.activities(kept.collect()));
        self.history.add(clerk.complete(
            day(2025, 7, 8),
            &["hnte", "innovation_platform"],
            complete,
        ));
        self.history
            .add(clerk.complete(self.options.today, &whole, complete_today));
        self.history.add(clerk.street_list(&self.firms, &doubles));
        if let Some(park) = self.owners.iter().find(|owner| owner.kind.key == "park") {
            self.history
                .add(clerk.relations(&self.firms, park.party.id));
        }
        for (place, firm) in (0..).zip(movers(&self.firms)) {
            self.history
                .add(clerk.moves_away(firm, after(day(2024, 5, 8), place * 45)));
        }
        for (on, title, facts, source) in lists {
            self.history.add(clerk.facts(on, &title, facts, source));
        }
        known
    }

    fn tell_needs(
        &mut self,
        supplied: &[Vec<(Supplied, Hand)>],
        officials: &Officials,
    ) -> Result<(), Failure> {
        for (place, course) in self.courses().into_iter().enumerate() {
            let theme = themes::all()[place / 3];
            let casts = casts(&supplied[place / 3]);
            self.tell_need((theme, place), course, &casts, officials)?;
        }
        Ok(())
    }

    /// The courses in an order of the seed; the owner of the main sign-in has a need open and one delivered.
    fn courses(&self) -> Vec<Course> {
        let mut courses = courses();
        Draws::new(self.options.seed, "courses").shuffle(&mut courses);
        let open = |course: &Course| matches!(course, Course::Published(fates) if fates.len() == 3);
        let delivered =
            |course: &Course| *course == Course::Matched(Fate::stands(CaseState::Delivered));
        for (to, wanted) in [(0, &open as &dyn Fn(&Course) -> bool), (1, &delivered)] {
            if let Some(from) = courses.iter().skip(to).position(wanted) {
                courses.swap(to, to + from);
            }
        }
        courses
    }

    fn tell_need(
        &mut self,
        (theme, place): (&Theme, usize),
        course: Course,
        casts: &[Cast],
        officials: &Officials,
    ) -> Result<(), Failure> {
        let site = place % 3;
        let wanted = theme.sites[site].owner;
        let found = self.owners.iter().find(|owner| owner.kind.key == wanted);
        let owner = found.ok_or_else(|| Failure::Bug(format!("no owner for {}", theme.key)))?;
        let (kind, hand) = (owner.kind, owner.hand.clone());
        let keys: Vec<SubjectKey> = (0..KEYS_PER_TALE).map(|_| self.key()).collect();
        let seed = Draws::new(self.options.seed, &format!("need {place}")).next();
        let programme = programme(self.pack, theme)?;
        let with = Telling {
            pack: self.pack,
            programme,
            owner: &hand,
            officer: &officials.officer,
            casts,
            keys: &keys,
            seed,
        };
        let subject = Subject {
            theme,
            site,
            owner: kind,
            course,
        };
        let told = tell(&with, &subject, self.options.today)?;
        self.needs += 1;
        self.cases += told.cases;
        self.history.extend(told.acts);
        self.papers.extend(told.papers);
        self.tabled.push(Tabled {
            need: told.need,
            first: told.first,
            hand,
            casts: casts.iter().skip(told.cases).cloned().collect(),
        });
        Ok(())
    }
}

/// The firms that move away.
pub(super) fn movers(firms: &[Firm]) -> impl Iterator<Item = &Firm> {
    firms.iter().skip(5).step_by(29).take(MOVERS)
}

/// Rows that were taken in by mid-2025 at the latest.
fn statuses_within(statuses: Vec<Status>) -> Vec<Status> {
    statuses
        .into_iter()
        .filter(|status| status.from < day(2025, 7, 1))
        .collect()
}

fn programme<'p>(pack: &'p Pack, theme: &Theme) -> Result<&'p Programme, Failure> {
    let wanted = pack
        .programmes
        .get(theme.programme)
        .or_else(|| pack.programmes.get("scenario"));
    let any = wanted.or_else(|| pack.need_programmes().next());
    any.ok_or_else(|| Failure::Bug("the pack has no programme".to_owned()))
}
