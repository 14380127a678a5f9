//! The gatherings of the district: a matchmaking day that was held, one that is set for next week, an assignment that
//! gathers wishes.
//!
//! Main function: [`Society::gather`]. How one goes is told in [`super::gathering_tale`].

use super::calendar_time::{after, working_day};
use super::draw::Draws;
use super::gathering_tale::{GatheringTale, Guest};
use super::history::Hand;
use super::people::Officials;
use super::society::Society;
use super::tale::Cast;
use crate::Failure;
use benfu_domain::gathering::{Aim, GatheringKind};
use benfu_domain::id::CaseId;
use benfu_domain::need::{Need, NeedState};
use benfu_domain::{Day, programme::Programme};
use jiff::Timestamp;

/// Cases that meetings of the sample open at most.
pub(super) const CASES: usize = 60;
/// The programme that pairs follow.
const PROGRAMME: &str = "meeting_pair";
/// Suppliers of each need who come.
const GUESTS: usize = 4;

/// A need that was told, with those who could come for it.
pub(super) struct Tabled {
    /// The need as it stands today.
    pub(super) need: Need,
    /// Who acts for its asker.
    pub(super) hand: Hand,
    /// Its first case, and when it was opened.
    pub(super) first: Option<(CaseId, Timestamp)>,
    /// Suppliers with an account and no case for it, the likeliest first.
    pub(super) casts: Vec<Cast>,
}

/// How a gathering of the sample is made.
pub(super) struct Held {
    pub(super) title: &'static str,
    pub(super) place: &'static str,
    pub(super) kind: GatheringKind,
    pub(super) aim: Aim,
    /// Days from today; before it when negative.
    pub(super) in_days: i32,
    pub(super) tables: u16,
    /// Needs that are brought at most.
    pub(super) needs: usize,
}

const PAST: Held = Held {
    title: "技术荟·二季度综合专场",
    place: "区科技创新服务中心二楼多功能厅",
    kind: GatheringKind::Day,
    aim: Aim::Stable,
    in_days: -27,
    tables: 6,
    needs: 9,
};

const NEXT: Held = Held {
    title: "技术荟·城市运维与管网专场",
    place: "湾区会展中心 3 号馆洽谈区",
    kind: GatheringKind::Day,
    aim: Aim::Stable,
    in_days: 6,
    tables: 8,
    needs: 12,
};

const ASSIGNED: Held = Held {
    title: "揭榜需求双向选择（第一批）",
    place: "线上",
    kind: GatheringKind::Assignment,
    aim: Aim::BestTotal,
    in_days: 12,
    tables: 1,
    needs: 8,
};

impl Society<'_> {
    /// The gatherings; nothing where the pack has no programme for pairs.
    pub(super) fn gather(&mut self, officials: &Officials) -> Result<(), Failure> {
        let Some(programme) = self.pack.programmes.get(PROGRAMME) else {
            return Ok(());
        };
        let past = self.tale(&PAST, officials, programme, 0);
        let (acts, cases) = past.held()?;
        self.history.extend(acts);
        self.cases += cases;
        for (number, held) in (1..).zip([&NEXT, &ASSIGNED]) {
            let tale = self.tale(held, officials, programme, number);
            self.history.extend(tale.coming());
        }
        Ok(())
    }

    fn tale<'t>(
        &mut self,
        held: &'t Held,
        officials: &'t Officials,
        programme: &'t Programme,
        number: usize,
    ) -> GatheringTale<'t>
    where
        Self: 't,
    {
        let on = working_day(after(self.options.today, held.in_days), &self.pack.calendar);
        let begun = after(on, -21);
        let tabled = self.on_table(begun, number);
        let guests: Vec<Guest> = tabled.into_iter().take(held.needs).collect();
        let keys = (0..CASES / 3).map(|_| self.key()).collect();
        GatheringTale::begin(
            held,
            (on, self.options.today),
            (programme, self.app.pack.clone()),
            officials.officer.clone(),
            (guests, keys),
            self.options.seed,
        )
    }

    /// Needs that were open by a day and are not over, in an order of the gathering's own.
    fn on_table(&self, by: Day, number: usize) -> Vec<Guest> {
        let open = |tabled: &&Tabled| {
            let need = &tabled.need;
            let running = matches!(need.state, NeedState::Published | NeedState::Matched);
            let programme = self.pack.programmes.get(&need.programme);
            let published = programme
                .and_then(|programme| need.expires_on?.plus_days(-programme.publication_days));
            running && published.is_some_and(|day| day <= by)
        };
        let mut found: Vec<Guest> = self
            .tabled
            .iter()
            .filter(open)
            .map(|tabled| Guest {
                need: tabled.need.clone(),
                hand: tabled.hand.clone(),
                casts: tabled.casts.iter().take(GUESTS).cloned().collect(),
            })
            .collect();
        Draws::new(self.options.seed, &format!("table {number}")).shuffle(&mut found);
        found
    }
}
