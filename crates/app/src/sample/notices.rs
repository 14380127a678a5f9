//! What firms were told of policies, and which targets the district set itself.
//!
//! Main function: [`Society::tell_of_policies`].

use super::calendar_time::{after, at, day, working_day};
use super::history::PastAct;
use super::known::Known;
use super::people::Officials;
use super::society::Society;
use super::titles::FULL;
use crate::Failure;
use benfu_domain::Day;
use benfu_domain::policy::{NoticeAnswer, NoticeKind};
use benfu_packs::{Edition, Policy};
use benfu_store::policy::{PolicyNotice, PolicyTarget};
use serde_json::json;

/// A time at which firms were told of a policy.
struct Telling {
    policy: &'static str,
    kind: NoticeKind,
    /// To whom it went.
    to: NoticeAnswer,
    firms: usize,
    /// How many days ago.
    ago: i32,
}

const fn telling(
    policy: &'static str,
    kind: NoticeKind,
    to: NoticeAnswer,
    firms: usize,
    ago: i32,
) -> Telling {
    Telling {
        policy,
        kind,
        to,
        firms,
        ago,
    }
}

const TELLINGS: [Telling; 5] = {
    use {NoticeAnswer as A, NoticeKind as K};
    [
        telling("hnte", K::Push, A::Met, 14, 21),
        telling("hnte", K::Push, A::Near, 18, 20),
        telling("innovative_sme", K::Push, A::Met, 12, 15),
        telling("hnte", K::Remind, A::Near, 9, 6),
        telling("srdi_sme", K::Remind, A::Near, 8, 2),
    ]
};

/// New holders that a full district wants.
struct Target {
    policy: &'static str,
    year: i32,
    of_full: i64,
    /// The month and day of that year on which it said so.
    stated: (u8, u8),
}

const fn target(policy: &'static str, year: i32, of_full: i64, stated: (u8, u8)) -> Target {
    Target {
        policy,
        year,
        of_full,
        stated,
    }
}

const TARGETS: [Target; 6] = [
    target("hnte", 2024, 520, (2, 19)),
    target("hnte", 2025, 560, (2, 17)),
    target("srdi_sme", 2025, 150, (2, 17)),
    target("innovative_sme", 2025, 240, (2, 17)),
    target("little_giant", 2025, 12, (2, 17)),
    target("hnte", 2025, 600, (5, 12)),
];

impl Society<'_> {
    /// Targets and notices.
    pub(super) fn tell_of_policies(
        &mut self,
        known: &Known,
        officials: &Officials,
    ) -> Result<(), Failure> {
        for (place, target) in (0..).zip(&TARGETS) {
            self.set_target(target, place, officials);
        }
        for telling in &TELLINGS {
            let on = working_day(after(self.options.today, -telling.ago), &self.pack.calendar);
            let policy = self.pack.policies.get(telling.policy);
            let edition = policy.and_then(|policy| policy.edition_on(on));
            if let (Some(policy), Some(edition)) = (policy, edition) {
                self.tell_firms(telling, (policy, edition, on), known, officials)?;
            }
        }
        Ok(())
    }

    fn set_target(&mut self, target: &Target, place: i64, officials: &Officials) {
        let Target { policy, year, .. } = *target;
        if !self.pack.policies.contains_key(policy) {
            return;
        }
        let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
        let wanted = target.of_full * count(self.options.firms) / count(FULL);
        let on = day(year, target.stated.0, target.stated.1);
        let row = PolicyTarget {
            policy: policy.to_owned(),
            region: officials.officer.region.clone(),
            year,
            stated_on: on,
            wanted: wanted.max(2),
            source: format!("{year}年度科技创新工作要点（示例）"),
            account: officials.officer.account.to_string(),
        };
        let told =
            json!({ "policy": policy, "year": year, "wanted": row.wanted, "source": row.source });
        let moment = at(on, 150 + place);
        let act = PastAct::new(moment, &officials.officer, "target_stated", policy);
        self.history.add(act.telling(told).writing(move |write| {
            write.add_policy_target(&row);
        }));
    }

    /// Each firm is told by a write of its own.
    fn tell_firms(
        &mut self,
        telling: &Telling,
        (policy, edition, on): (&Policy, &Edition, Day),
        known: &Known,
        officials: &Officials,
    ) -> Result<(), Failure> {
        let event = match telling.kind {
            NoticeKind::Push => "policy_pushed",
            NoticeKind::Remind => "firm_reminded",
        };
        let mut told = 0;
        for place in &known.pool {
            let firm = &self.firms[*place];
            let grant = policy.grants.as_ref();
            let holds = grant.is_some_and(|grant| known.holds_since(firm, grant, on).is_some());
            if told == telling.firms {
                break;
            }
            if holds {
                continue;
            }
            let stand = known.stand(self.pack, edition, firm, on)?;
            if stand.answer != telling.to {
                continue;
            }
            told += 1;
            let notice = PolicyNotice {
                party: firm.party.id,
                policy: policy.id.clone(),
                edition: edition.id.clone(),
                kind: telling.kind,
                on,
                answer: stand.answer,
                organisation: officials.officer.organisation,
            };
            let words = json!({
                "policy": policy.id, "edition": edition.id, "answer": stand.answer.word(),
                "missed": stand.missed, "open": stand.open,
            });
            let (subject, moment) = (firm.party.id.to_string(), at(on, 200));
            let act = PastAct::new(moment, &officials.officer, event, &subject).telling(words);
            self.history.add(act.writing(move |write| {
                write.add_policy_notice(&notice);
            }));
        }
        Ok(())
    }
}
