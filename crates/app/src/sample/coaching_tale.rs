//! How a coaching goes, step by step with the decisions of the domain, so that every state is legal.
//!
//! Main type: [`Coaching`]. What becomes of it is one of the fates in [`super::coaching_fates`].

use super::calendar_time::{after, in_office_hours, known_on, working_day};
use super::coaching_fates::Fate;
use super::draw::Draws;
use super::firms::Firm;
use super::history::{Hand, PastAct};
use super::known::Known;
use crate::clock::day_of;
use crate::programme::case_event;
use crate::{Failure, Ids};
use benfu_domain::Day;
use benfu_domain::id::{CaseId, SubjectKey};
use benfu_domain::programme::{
    Action, Attempt, Case, CaseRecord, CaseState, Matter, Opening, Part, Programme, RecordKind,
    Sides,
};
use benfu_packs::{Edition, Pack};
use benfu_rules::Answer;
use benfu_store::programme::CaseStepDraft;
use jiff::Timestamp;
use serde_json::json;

/// What the coach notes on a visit.
const VISITS: [&str; 5] = [
    "上门核对研发费用辅助账，建议补一份专项审计。",
    "整理知识产权清单，两件软著尚未登记到企业名下。",
    "对照高新收入口径逐笔核对合同，留存台账。",
    "协助填写系统，缺近三年审计报告盖章页。",
    "核对科技人员花名册与社保记录，占比达到要求。",
];

/// The steps from state to state: who takes each, after how many days, in which words.
const STEPS: [(Action, By, (i64, i64), &str); 5] = [
    (
        Action::Agree,
        By::Coach,
        (2, 5),
        "已联系企业，约定上门时间。",
    ),
    (Action::Start, By::Coach, (3, 9), "已上门，逐条核对缺口。"),
    (
        Action::Deliver,
        By::Coach,
        (6, 14),
        "材料已在申报系统提交。",
    ),
    (Action::Accept, By::Officer, (3, 8), "材料齐全，予以受理。"),
    (
        Action::Adopt,
        By::Firm,
        (40, 60),
        "已收到证书，优惠已申报。",
    ),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum By {
    Coach,
    Officer,
    Firm,
}

impl By {
    fn parts(self) -> &'static [Part] {
        match self {
            By::Coach => &[Part::Supplier, Part::Host, Part::Helper],
            By::Officer => &[Part::Decider, Part::Supervisor],
            By::Firm => &[Part::Asker],
        }
    }
}

/// A step that is going to be taken so many days after the one before.
struct Planned {
    days: i64,
    by: By,
    action: Action,
    reason: &'static str,
    code: &'static str,
}

/// One coaching with everybody in it.
pub(super) struct Coaching<'a> {
    pub(super) pack: &'a Pack,
    pub(super) programme: &'a Programme,
    /// Id of the policy, and its edition in force.
    pub(super) policy: (&'a str, &'a Edition),
    pub(super) firm: &'a Firm,
    /// Who acts for the firm, when it has an account.
    pub(super) own: Option<&'a Hand>,
    pub(super) coach: &'a Hand,
    pub(super) officer: &'a Hand,
    pub(super) known: &'a Known,
    pub(super) ids: Ids,
    pub(super) draws: Draws,
}

impl Coaching<'_> {
    /// Tells it so that its last step falls as many days before `today` as its fate says.
    pub(super) fn tell(
        &mut self,
        fate: Fate,
        key: SubjectKey,
        today: Day,
    ) -> Result<Vec<PastAct>, Failure> {
        let planned = self.plan(fate);
        let lasts: i64 = planned.iter().map(|step| step.days).sum();
        let lasts = i32::try_from(lasts).unwrap_or_default();
        let opened_on = after(today, -fate.gap - lasts);
        let mut at = self.moment(opened_on);
        let mut case = self.opened(key, at);
        let mut acts = vec![self.assigned(&case, at)?];
        let mut passed = 0;
        for step in planned {
            passed += step.days;
            let on = after(opened_on, i32::try_from(passed).unwrap_or_default());
            at = self.moment(on).max(at + jiff::SignedDuration::from_mins(3));
            let (next, act) = self.step(&case, &step, at)?;
            case = next;
            acts.push(act);
        }
        Ok(acts)
    }

    fn moment(&mut self, on: Day) -> Timestamp {
        in_office_hours(working_day(on, &self.pack.calendar), &mut self.draws)
    }

    fn plan(&mut self, fate: Fate) -> Vec<Planned> {
        let count = STEPS
            .iter()
            .zip([
                CaseState::Agreed,
                CaseState::Underway,
                CaseState::Delivered,
                CaseState::Accepted,
                CaseState::Adopted,
            ])
            .filter(|(_, state)| *state <= fate.until)
            .count();
        let mut planned = Vec::new();
        for (action, by, (least, most), reason) in STEPS.into_iter().take(count) {
            planned.push(Planned {
                days: self.draws.between(least, most),
                by,
                action,
                reason,
                code: "",
            });
            if action == Action::Start {
                planned.extend(self.visits(fate.visits));
            }
        }
        planned.extend(self.ending(fate));
        planned
    }

    fn visits(&mut self, count: usize) -> Vec<Planned> {
        let notes = self.draws.some(&VISITS, count);
        let days = notes
            .iter()
            .map(|_| self.draws.between(4, 11))
            .collect::<Vec<_>>();
        let visit = |(note, days): (&&'static str, i64)| Planned {
            days,
            by: By::Coach,
            action: Action::Record,
            reason: note,
            code: RecordKind::Note.word(),
        };
        notes.into_iter().zip(days).map(visit).collect()
    }

    fn ending(&mut self, fate: Fate) -> Option<Planned> {
        if fate.paused {
            return Some(Planned {
                days: 3,
                by: By::Officer,
                action: Action::Pause,
                reason: "企业年度审计未完成，待审计报告出具后继续。",
                code: "",
            });
        }
        let (code, reason) = fate.end?;
        self.programme.end_code(code)?;
        Some(Planned {
            days: self.draws.between(12, 40),
            by: By::Officer,
            action: Action::End,
            reason,
            code,
        })
    }

    fn opened(&self, key: SubjectKey, at: Timestamp) -> Case {
        let on = day_of(at);
        let opening = Opening {
            id: CaseId::from_bits(self.ids.mint(at)),
            key,
            pack_version: &self.pack.version,
            matter: Matter::Policy(self.policy.0.to_owned()),
            sides: Sides {
                asker: self.firm.party.id,
                supplier: self.firm.party.id,
                proposed_by: Part::Asker,
            },
            organisation: self.coach.organisation,
            region: self.firm.party.region.clone(),
        };
        let calendar = known_on(&self.pack.calendar, on);
        Case::opened(opening, self.programme, on, &calendar)
    }

    /// The officer hands the firm to its coach.
    fn assigned(&self, case: &Case, at: Timestamp) -> Result<PastAct, Failure> {
        let (policy, edition) = self.policy;
        let on = day_of(at);
        let stand = self.known.stand(self.pack, edition, self.firm, on)?;
        let told = json!({
            "policy": policy, "edition": edition.id, "firm": case.sides.asker.to_string(),
            "coach": case.organisation.to_string(), "answer": stand.answer.word(), "missed": stand.missed, "open": stand.open,
        });
        let step = Taken {
            action: Action::Submit,
            from: CaseState::Proposed,
            part: Part::Asker,
            on,
            reason: "",
            code: "",
        };
        let act = PastAct::new(at, self.officer, "coaching_assigned", &case.id.to_string());
        Ok(step.written(act.telling(told), case, None))
    }

    fn step(&self, case: &Case, step: &Planned, at: Timestamp) -> Result<(Case, PastAct), Failure> {
        let hand = match step.by {
            By::Coach => Some(self.coach),
            By::Officer => Some(self.officer),
            By::Firm => self.own,
        };
        let hand = hand.ok_or_else(|| Failure::Bug("a firm without account acts".to_owned()))?;
        let (on, from) = (day_of(at), case.state);
        let noted = step.action == Action::Record;
        let attempt = Attempt {
            action: step.action,
            parts: step.by.parts(),
            on,
            reason: step.reason,
            code: if noted { "" } else { step.code },
            evidence: &[],
            measured: false,
            gate: Answer::Met,
        };
        let calendar = known_on(&self.pack.calendar, on);
        let moved = case.decide(&attempt, self.programme, &calendar);
        let moved = moved.map_err(|refusal| {
            Failure::Bug(format!(
                "sample coaching {:?} in {from:?}: {refusal:?}",
                step.action
            ))
        })?;
        let taken = Taken {
            action: step.action,
            from,
            part: moved.part,
            on,
            reason: step.reason,
            code: step.code,
        };
        let case = Case {
            version: case.version + 1,
            ..moved.case
        };
        let event = if noted {
            "case_recorded"
        } else {
            case_event(step.action)
        };
        let act = PastAct::new(at, hand, event, &case.id.to_string());
        let act = taken.written(
            act.telling(taken.told(&case)),
            &case,
            noted.then(|| taken.note()),
        );
        Ok((case, act))
    }
}

/// A step that was taken.
#[derive(Clone, Copy)]
struct Taken {
    action: Action,
    from: CaseState,
    part: Part,
    on: Day,
    reason: &'static str,
    code: &'static str,
}

impl Taken {
    fn note(self) -> CaseRecord {
        CaseRecord {
            kind: RecordKind::Note,
            on: self.on,
            text: self.reason.to_owned(),
            measurement: None,
            amount_fen: None,
            evidence: Vec::new(),
        }
    }

    fn told(self, case: &Case) -> serde_json::Value {
        if self.action == Action::Record {
            let kind = RecordKind::Note.word();
            return json!({ "kind": kind, "on": self.on.to_string(), "text": self.reason, "amount_fen": null });
        }
        json!({
            "from": self.from.word(), "to": case.state.word(), "stage": case.stage, "part": self.part.word(),
            "reason": self.reason, "code": self.code,
        })
    }

    fn written(self, act: PastAct, case: &Case, record: Option<CaseRecord>) -> PastAct {
        let case = case.clone();
        act.writing(move |write| {
            write.save_case(&case);
            if let Some(record) = &record {
                write.add_case_record(&case, record);
            }
            let step = CaseStepDraft {
                action: self.action,
                from: self.from,
                part: self.part,
                on: self.on,
                reason: self.reason,
                code: self.code,
            };
            write.add_case_step(&case, &step);
        })
    }
}
