//! The firms of the district: identity, names, places and contacts.

use super::calendar_time::{after, day};
use super::district::District;
use super::draw::Draws;
use super::names::Names;
use super::trades::{TRADES, Trade};
use benfu_domain::Day;
use benfu_domain::id::{OrganisationId, PartyId, SubjectKey};
use benfu_domain::party::{Contact, Identity, Party, PartyKind, PartyName, Place};
use benfu_store::party::PartyHistory;

/// How large a firm is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Size {
    /// Up to some dozens of people.
    Micro,
    /// Up to three hundred.
    Small,
    /// Up to a thousand.
    Medium,
    /// More.
    Large,
}

/// A firm of the sample.
pub(super) struct Firm {
    /// Its row.
    pub(super) party: Party,
    /// The two syllables of its name.
    pub(super) brand: String,
    /// What it does.
    pub(super) trade: &'static Trade,
    /// How large it is.
    pub(super) size: Size,
    /// When it was registered.
    pub(super) founded: Day,
    /// Names, places, contacts.
    pub(super) history: PartyHistory,
}

/// What all firms are made with.
pub(super) struct FirmMaker<'a> {
    /// Names and codes.
    pub(super) names: &'a mut Names,
    /// Draws.
    pub(super) draws: Draws,
    /// Where.
    pub(super) district: &'a District,
    /// Who keeps the rows.
    pub(super) keeper: OrganisationId,
}

impl FirmMaker<'_> {
    /// One more firm.
    pub(super) fn firm(&mut self, id: PartyId, key: SubjectKey) -> Firm {
        let trade = self.trade();
        let size = self.size();
        let founded = self.founded(size);
        let (name, brand) = self.names.firm(trade.words);
        let (region, street) = self.district.street(&mut self.draws).clone();
        let (identity, code) = self.identity();
        let introduction = self.introduction(trade, size, &street);
        let history = self.history(&name, founded, (&region, &street));
        let party = Party {
            id,
            key,
            kind: PartyKind::Organisation,
            identity,
            code,
            name,
            region,
            located: true,
            introduction,
            organisation: self.keeper,
            version: 1,
        };
        Firm {
            party,
            brand,
            trade,
            size,
            founded,
            history,
        }
    }

    fn trade(&mut self) -> &'static Trade {
        let mut place = self.draws.below(1_000);
        let found = TRADES.iter().find(|trade| {
            let here = place < trade.share;
            place = place.saturating_sub(trade.share);
            here
        });
        found.unwrap_or(&TRADES[0])
    }

    fn size(&mut self) -> Size {
        match self.draws.below(100) {
            0..36 => Size::Micro,
            36..82 => Size::Small,
            82..97 => Size::Medium,
            _ => Size::Large,
        }
    }

    fn founded(&mut self, size: Size) -> Day {
        let youngest = if size >= Size::Medium { 2018 } else { 2023 };
        let (one, other) = (
            self.draws.between(1998, youngest),
            self.draws.between(2004, youngest),
        );
        let year = i32::try_from(one.max(other)).unwrap_or(2010);
        after(
            day(year, 1, 1),
            i32::try_from(self.draws.between(3, 360)).unwrap_or_default(),
        )
    }

    /// Most firms are known by their code; a few codes are wrong in the register, a few firms only have a name.
    fn identity(&mut self) -> (Identity, Option<String>) {
        let code = self.names.code("91");
        match self.draws.below(1_000) {
            0..19 => (Identity::Unconfirmed, None),
            19..25 => (Identity::CodeDoubtful, code.map(|code| wrong(&code))),
            _ => (Identity::Confirmed, code),
        }
    }

    fn introduction(&mut self, trade: &Trade, size: Size, street: &str) -> String {
        let makes = self.draws.some(trade.makes, 2);
        let users = self.draws.some(trade.users, 2);
        let start = format!(
            "主要从事{}和{}的研发、生产与销售，产品用于{}和{}。",
            makes[0], makes[1], users[0], users[1]
        );
        let area = self.draws.between(4, 90) * 100 * (1 + i64::from(size >= Size::Medium) * 4);
        let end = match self.draws.below(4) {
            0 => format!("在{street}租用厂房约{area}平方米。"),
            1 => format!("研发团队设在{street}，样机车间约{area}平方米。"),
            2 => "可按客户工况定制，提供小批试制。".to_owned(),
            _ => "通过质量管理体系认证，产品出口多个国家和地区。".to_owned(),
        };
        start + &end
    }

    fn history(
        &mut self,
        name: &str,
        founded: Day,
        place: (&benfu_domain::region::RegionCode, &str),
    ) -> PartyHistory {
        let changed = self
            .draws
            .chance(40)
            .then(|| after(founded, 900))
            .filter(|day| day.year() < 2024);
        let mut names = Vec::new();
        if let Some(changed) = changed {
            let former = name
                .replace("股份有限公司", "有限公司")
                .replacen("科技", "实业", 1);
            let former = if former == name {
                name.replacen("有限公司", "贸易有限公司", 1)
            } else {
                former
            };
            names.push(PartyName {
                name: former,
                from: Some(founded),
                until: Some(after(changed, -1)),
            });
        }
        names.push(PartyName {
            name: name.to_owned(),
            from: Some(changed.unwrap_or(founded)),
            until: None,
        });
        let address = self.address(place.1);
        let places = vec![Place {
            region: place.0.clone(),
            address,
            from: Some(founded),
            until: None,
        }];
        PartyHistory {
            names,
            places,
            contacts: self.contacts(),
        }
    }

    /// A building that does not exist, in a street that does.
    pub(super) fn address(&mut self, street: &str) -> String {
        const PARKS: &[&str] = &[
            "澜岸科创园",
            "砺石智造园",
            "云帆工业城",
            "屿光产业园",
            "汐川科技园",
            "拓野制造园",
            "湾澄创新谷",
            "启砚工业区",
        ];
        let (building, floor, room) = (
            self.draws.between(1, 18),
            self.draws.between(1, 12),
            self.draws.between(1, 9),
        );
        format!(
            "{street}{}{building}栋{floor}{room:02}",
            self.draws.pick(PARKS)
        )
    }

    fn contacts(&mut self) -> Vec<Contact> {
        const POSTS: &[&str] = &[
            "总经理",
            "副总经理",
            "技术总监",
            "行政经理",
            "项目申报专员",
            "财务经理",
        ];
        if !self.draws.chance(600) {
            return Vec::new();
        }
        let (name, telephone) = (self.names.person(), self.names.telephone());
        let post = (*self.draws.pick(POSTS)).to_owned();
        vec![Contact {
            name,
            post,
            telephone,
            from: Some(day(2023, 6, 1)),
            until: None,
        }]
    }
}

/// The code with another check character, as real registers hold some.
fn wrong(code: &str) -> String {
    let (first, last) = code.split_at(code.len() - 1);
    let other = if last == "7" { '9' } else { '7' };
    format!("{first}{other}")
}
