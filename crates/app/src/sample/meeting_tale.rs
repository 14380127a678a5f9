//! What came of the meetings of a gathering: some were missed, the others are followed with the decisions of the domain.

use super::calendar_time::{at, known_on};
use super::gathering_tale::GatheringTale;
use super::history::PastAct;
use crate::Failure;
use crate::clock::day_of;
use crate::programme::case_event;
use benfu_domain::gathering::{Meeting, MeetingState};
use benfu_domain::id::CaseId;
use benfu_domain::programme::{Action, Attempt, Case, CaseState, Matter, Opening, Part, Sides};
use benfu_rules::Answer;
use benfu_store::programme::CaseStepDraft;
use jiff::Timestamp;
use serde_json::json;

/// What comes after a meeting: action, days after it, code, words; in turn.
type Followed = &'static [(Action, i32, &'static str, &'static str)];

const FATES: [Followed; 6] = [
    &[
        (Action::Agree, 3, "", "会后已互访，继续谈样机指标。"),
        (Action::Start, 15, "", "指标谈定，进入现场验证。"),
    ],
    &[(Action::Agree, 4, "", "约定两周内给出初步方案。")],
    &[(
        Action::End,
        6,
        "no_common_ground",
        "现场条件与产品工况差距较大。",
    )],
    &[
        (Action::Agree, 2, "", "愿意继续谈。"),
        (Action::End, 17, "price", "报价超出预算，暂不合作。"),
    ],
    &[(Action::End, 9, "later", "待明年技改立项后再谈。")],
    &[(Action::Agree, 5, "", "已交换技术资料，待复核。")],
];

impl GatheringTale<'_> {
    /// What came of the meetings: every ninth was missed, the others are followed as far as they got.
    pub(super) fn followed(&mut self) -> Result<usize, Failure> {
        let evening = at(self.on, 300);
        let (mut settled, mut cases) = (Vec::new(), Vec::new());
        for (place, meeting) in self.whole.meetings.clone().into_iter().enumerate() {
            let missed = place % 9 == 7;
            let case = if missed {
                None
            } else {
                self.case(&meeting, evening)
            };
            settled.push(Meeting {
                state: if missed {
                    MeetingState::Missed
                } else {
                    MeetingState::Held
                },
                reason: if missed {
                    "对方临时有会，改日再约。"
                } else {
                    ""
                }
                .to_owned(),
                case: case.as_ref().map(|case| case.id),
                version: meeting.version + 1,
                ..meeting
            });
            cases.extend(case);
        }
        let told = json!({ "meetings": settled.len(), "cases": cases.len() });
        let act = self
            .act(evening, &self.officer, "meetings_settled")
            .telling(told);
        let (rows, on, title) = (cases.clone(), self.on, self.held.title);
        self.acts.push(act.writing(move |write| {
            for case in &rows {
                write.save_case(case);
                let step = CaseStepDraft {
                    action: Action::Submit,
                    from: CaseState::Proposed,
                    part: Part::Asker,
                    on,
                    reason: title,
                    code: "",
                };
                write.add_case_step(case, &step);
            }
            for meeting in &settled {
                write.save_meeting(meeting);
            }
        }));
        let count = cases.len();
        for (case, fate) in cases.into_iter().zip(FATES.iter().cycle()) {
            self.lived(case, fate)?;
        }
        Ok(count)
    }

    fn case(&mut self, meeting: &Meeting, at: Timestamp) -> Option<Case> {
        let need = self.whole.needs.get(&meeting.pair.need)?;
        let opening = Opening {
            id: CaseId::from_bits(self.ids.mint(at)),
            key: self.keys.pop()?,
            pack_version: &self.pack.version,
            matter: Matter::Need {
                need: need.id,
                version: need.published_version,
                offer: meeting.offer,
            },
            sides: Sides {
                asker: need.party?,
                supplier: meeting.pair.supplier,
                proposed_by: Part::Asker,
            },
            organisation: need.organisation,
            region: need.region.clone(),
        };
        let calendar = known_on(&self.pack.calendar, self.on);
        Some(Case::opened(opening, self.programme, self.on, &calendar))
    }

    fn lived(&mut self, mut case: Case, fate: Followed) -> Result<(), Failure> {
        for (action, days, code, reason) in fate {
            let moment = self.moment(*days);
            let (on, from) = (day_of(moment), case.state);
            let attempt = Attempt {
                action: *action,
                parts: if *action == Action::Agree {
                    &[Part::Supplier]
                } else {
                    &[Part::Asker]
                },
                on,
                reason,
                code,
                evidence: &[],
                measured: false,
                gate: Answer::Met,
            };
            let calendar = known_on(&self.pack.calendar, on);
            let moved = case.decide(&attempt, self.programme, &calendar);
            let moved = moved.map_err(|refusal| {
                Failure::Bug(format!(
                    "sample meeting {action:?} in {from:?}: {refusal:?}"
                ))
            })?;
            case = Case {
                version: case.version + 1,
                ..moved.case
            };
            let side = if moved.part == Part::Supplier {
                case.sides.supplier
            } else {
                case.sides.asker
            };
            let hand = self.hands.get(&side).unwrap_or(&self.officer);
            let told = json!({ "state": case.state.word(), "stage": case.stage, "code": code });
            let act = PastAct::new(moment, hand, case_event(*action), &case.id.to_string());
            let (row, part, action) = (case.clone(), moved.part, *action);
            self.acts.push(act.telling(told).writing(move |write| {
                write.save_case(&row);
                let step = CaseStepDraft {
                    action,
                    from,
                    part,
                    on,
                    reason,
                    code,
                };
                write.add_case_step(&row, &step);
            }));
        }
        Ok(())
    }
}
