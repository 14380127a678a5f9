//! How cases live: through talks, trials and deliveries to their fate.

use super::case_tale::{By, Living};
use super::fates::Fate;
use super::history::PastAct;
use super::papers::Paper;
use super::tale::Tale;
use crate::Failure;
use benfu_domain::need::NeedAction;
use benfu_domain::programme::{Action, Case, CaseState, Part, RecordKind};
use benfu_store::programme::CaseStepDraft;
use serde_json::json;

impl Tale<'_> {
    /// To the last stage of the present state.
    fn through_stages(&mut self, living: &mut Living) -> Result<(), Failure> {
        let state = living.case.state;
        while self
            .with
            .programme
            .stages_of(state)
            .last()
            .is_some_and(|last| last.id != living.case.stage)
        {
            self.later(4, 9)?;
            let acts = self
                .with
                .programme
                .stage(&living.case.stage)
                .map(|stage| stage.acts);
            let by = match acts {
                Some(Part::Supplier) => By::Supplier,
                Some(Part::Asker | Part::Host) => By::Owner,
                _ => By::Officer,
            };
            self.act(living, by, Action::Advance, ("", ""))?;
        }
        Ok(())
    }

    /// Both sides want it.
    pub(super) fn agree(&mut self, living: &mut Living) -> Result<(), Failure> {
        self.through_stages(living)?;
        let other = if living.case.sides.proposed_by == Part::Asker {
            By::Supplier
        } else {
            By::Owner
        };
        self.later(2, 6)?;
        self.act(living, other, Action::Agree, ("同意对接。", ""))
    }

    /// Lives through to the fate, from an agreed case on; ends it where the fate says so.
    pub(super) fn live(&mut self, living: &mut Living, fate: Fate) -> Result<(), Failure> {
        if fate.until > CaseState::Agreed {
            self.through_stages(living)?;
            self.later(3, 8)?;
            self.act(living, By::Owner, Action::Start, ("", ""))?;
            self.trial(living, fate)?;
        }
        if fate.until > CaseState::Delivered {
            self.take_over(living, fate)?;
        }
        if fate.paused {
            self.later(2, 5)?;
            self.act(
                living,
                By::Owner,
                Action::Pause,
                ("场地检修，待恢复后继续。", ""),
            )?;
        }
        match fate.end {
            Some(code) => self.finish(living, code),
            None => Ok(()),
        }
    }

    fn trial(&mut self, living: &mut Living, fate: Fate) -> Result<(), Failure> {
        let fails = fate
            .end
            .is_some_and(|code| code.starts_with("trial_failed"));
        for round in 0..fate.rounds {
            if self.has_next_stage(living) {
                self.later(6, 14)?;
                self.act(living, By::Supplier, Action::Advance, ("", ""))?;
            }
            self.later(12, 24)?;
            let (low, high) = if fails {
                (4, 32)
            } else if round == 0 {
                (48, 83)
            } else {
                (88, 118)
            };
            let percent = self.draws.between(low, high);
            self.round(living, percent)?;
        }
        if fate.until == CaseState::Underway && !fate.refused {
            return Ok(());
        }
        self.through_stages(living)?;
        self.later(3, 8)?;
        self.act(
            living,
            By::Supplier,
            Action::Deliver,
            ("随附测量结果与交付清单。", ""),
        )?;
        if fate.refused {
            self.refuse_once(living, fate)?;
        }
        Ok(())
    }

    fn has_next_stage(&self, living: &Living) -> bool {
        let last = self.with.programme.stages_of(living.case.state).last();
        last.is_some_and(|last| last.id != living.case.stage)
    }

    fn refuse_once(&mut self, living: &mut Living, fate: Fate) -> Result<(), Failure> {
        const REASONS: &[&str] = &[
            "夜间工况未达到约定值，需补测一轮。",
            "缺陷清单格式不能导入工单系统。",
            "连续运行时间不足，中途人工干预两次。",
        ];
        self.later(4, 9)?;
        let reason = *self.draws.pick(REASONS);
        self.act(living, By::Owner, Action::Refuse, (reason, ""))?;
        if fate.until == CaseState::Underway {
            return Ok(());
        }
        self.through_stages(living)?;
        self.later(12, 20)?;
        let percent = self.draws.between(98, 121);
        self.round(living, percent)?;
        self.later(3, 7)?;
        self.act(
            living,
            By::Supplier,
            Action::Deliver,
            ("已按意见整改并补测。", ""),
        )
    }

    fn take_over(&mut self, living: &mut Living, fate: Fate) -> Result<(), Failure> {
        self.through_stages(living)?;
        self.later(4, 9)?;
        self.act(
            living,
            By::Owner,
            Action::Accept,
            ("指标达到合同约定。", ""),
        )?;
        self.soon();
        let cost = self.need.terms.budget_fen.unwrap_or_default() / 10 * 6;
        self.note(
            living,
            By::Owner,
            RecordKind::Cost,
            ("试点费用结算。", Some(cost)),
        )?;
        if fate.until == CaseState::Accepted {
            return Ok(());
        }
        self.through_stages(living)?;
        self.later(5, 11)?;
        self.act(living, By::Owner, Action::Adopt, ("转入常态使用。", ""))?;
        self.later(6, 14)?;
        let lines = [
            "班组试用意见：操作简单,故障少。".to_owned(),
            format!("记录日期:{}", self.today()),
        ];
        self.hand_in_paper(living, By::Owner, "", Paper::text("使用意见", &lines));
        self.note(
            living,
            By::Owner,
            RecordKind::Adoption,
            ("已在首批场所投入使用，班组反映稳定。", None),
        )?;
        for _ in 0..fate.repeats {
            self.later(10, 22)?;
            let amount =
                self.need.terms.budget_fen.unwrap_or_default() / 10 * self.draws.between(3, 9);
            self.note(
                living,
                By::Owner,
                RecordKind::RepeatPurchase,
                ("追加采购，扩大到其他场所。", Some(amount)),
            )?;
        }
        Ok(())
    }

    /// Ends a case with a code; who ends it and in which words follows from the code.
    pub(super) fn finish(&mut self, living: &mut Living, code: &str) -> Result<(), Failure> {
        let (by, action, reason) = match code {
            "declined_by_supplier" => (
                By::Supplier,
                Action::Decline,
                "近期产能排满，无法按期到场。",
            ),
            "declined_by_owner" => (
                By::Owner,
                Action::Decline,
                "现场条件与方案差异较大，本次不安排试用。",
            ),
            "withdrawn" => (By::Supplier, Action::Withdraw, "核心部件改版，暂不参加。"),
            "constraint_not_met" => (By::Owner, Action::End, "防护等级未达到硬性条件。"),
            "trial_failed_blameless" => (
                By::Owner,
                Action::End,
                "按方案执行并如实记录，指标未达到，依规予以免责。",
            ),
            "trial_failed" => (By::Owner, Action::End, "两轮试点均未达到目标值。"),
            "budget_lost" => (By::Owner, Action::End, "年度预算调减，资金落空。"),
            "not_accepted" => (By::Owner, Action::End, "补测后仍未通过验收。"),
            "need_changed" => (By::Owner, Action::End, "线路改造计划调整，需求变更。"),
            _ => (By::Owner, Action::End, "已投入使用，转入常态采购。"),
        };
        // Before the two sides have agreed, a refusal of the proposal is for the side that did not propose.
        let own = (by == By::Owner) == (living.case.sides.proposed_by == Part::Asker);
        let action = if action == Action::Decline && own {
            if by == By::Owner {
                Action::End
            } else {
                Action::Withdraw
            }
        } else {
            action
        };
        self.later(3, 9)?;
        self.act(living, by, action, (reason, code))?;
        if living.case.farthest == CaseState::Adopted {
            self.later(20, 45)?;
            self.note(
                living,
                By::Owner,
                RecordKind::FollowUp,
                ("回访：运行正常，年度用工明显减少。", None),
            )?;
        }
        Ok(())
    }

    /// Closes the selection: every other case that is open ends in the same act.
    pub(super) fn close_selection(&mut self, others: &mut [Living]) -> Result<(), Failure> {
        let answer = "本次选择了指标更符合现场条件的方案，感谢参与，后续需求将优先通知。";
        self.later(2, 6)?;
        self.decide(NeedAction::CloseSelection, answer, "")?;
        let (on, calendar) = (self.today(), self.calendar());
        let mut ended = Vec::new();
        for other in others.iter_mut() {
            let from = other.case.state;
            let Some(closed) =
                other
                    .case
                    .close_unselected(self.with.programme, answer, on, &calendar)
            else {
                continue;
            };
            other.case = Case {
                version: other.case.version + 1,
                ..closed
            };
            ended.push((from, other.case.clone()));
        }
        let need = self.need.clone();
        let ids: Vec<String> = ended.iter().map(|(_, case)| case.id.to_string()).collect();
        let act = PastAct::new(
            self.at,
            self.with.owner,
            "selection_closed",
            &need.id.to_string(),
        );
        self.acts.push(
            act.telling(json!({ "ended": ids, "answer": answer }))
                .writing(move |write| {
                    write.save_need(&need).add_need_step(
                        &need,
                        NeedAction::CloseSelection,
                        on,
                        answer,
                    );
                    for (from, case) in &ended {
                        let code = case
                            .end
                            .as_ref()
                            .map(|end| end.code.as_str())
                            .unwrap_or_default();
                        write.save_case(case);
                        let (action, from, part) = (Action::End, *from, Part::Asker);
                        write.add_case_step(
                            case,
                            &CaseStepDraft {
                                action,
                                from,
                                part,
                                on,
                                reason: answer,
                                code,
                            },
                        );
                    }
                }),
        );
        Ok(())
    }
}
