//! The cases of a tale: opened, moved by the actions of the loop, with evidence and records.

use super::history::{Hand, PastAct};
use super::papers::Paper;
use super::tale::Tale;
use crate::Failure;
use crate::programme::case_event;
use benfu_domain::id::CaseId;
use benfu_domain::programme::{
    Action, Attempt, Case, CaseRecord, CaseState, Guard, Matter, Measurement, Opening, Part,
    RecordKind, Sides, Transition,
};
use benfu_rules::Answer;
use benfu_store::evidence::EvidenceRow;
use benfu_store::programme::CaseStepDraft;
use serde_json::json;

/// A case with what the tale remembers about it.
pub(super) struct Living {
    /// The case as it stands.
    pub(super) case: Case,
    /// Which supplier.
    pub(super) cast: usize,
    /// Records so far.
    pub(super) records: i64,
    measured: bool,
}

/// Which side acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    Owner,
    Supplier,
    Officer,
}

impl By {
    fn parts(self) -> &'static [Part] {
        match self {
            By::Owner => &[Part::Asker, Part::Host],
            By::Supplier => &[Part::Supplier],
            By::Officer => &[Part::Supervisor, Part::Decider],
        }
    }
}

impl Tale<'_> {
    fn hand(&self, by: By, cast: usize) -> Hand {
        match by {
            By::Owner => self.with.owner.clone(),
            By::Supplier => self.with.casts[cast].hand.clone(),
            By::Officer => self.with.officer.clone(),
        }
    }

    /// A supplier is invited, or comes forward.
    pub(super) fn open(&mut self, supplier: usize) -> Result<Living, Failure> {
        self.later(2, 9)?;
        let invited = self.draws.chance(600);
        let proposed_by = if invited { Part::Asker } else { Part::Supplier };
        let message = if invited {
            "看到贵单位的供给，邀请参加对接。"
        } else {
            "我们有同类现场的应用，希望参加。"
        };
        let asker = self
            .need
            .party
            .ok_or_else(|| Failure::Bug("a sample need without owner".to_owned()))?;
        let with = &self.with.casts[supplier];
        self.cases += 1;
        let opening = Opening {
            id: CaseId::from_bits(self.ids.mint(self.at)),
            key: self.with.keys[self.cases],
            pack_version: &self.with.pack.version,
            matter: Matter::Need {
                need: self.need.id,
                version: self.need.published_version,
                offer: Some(with.offer),
            },
            sides: Sides {
                asker,
                supplier: with.party,
                proposed_by,
            },
            organisation: self.need.organisation,
            region: self.need.region.clone(),
        };
        let case = Case::opened(opening, self.with.programme, self.today(), &self.calendar());
        self.first.get_or_insert((case.id, self.at));
        let event = if invited {
            "supplier_invited"
        } else {
            "supplier_came_forward"
        };
        let hand = self.hand(if invited { By::Owner } else { By::Supplier }, supplier);
        let told = json!({ "need": self.need.id.to_string(), "supplier": with.party.to_string(), "message": message });
        self.write_step(
            &hand,
            event,
            told,
            &case,
            Stepped {
                action: Action::Submit,
                from: CaseState::Proposed,
                part: proposed_by,
                reason: message,
                code: "",
            },
        );
        Ok(Living {
            case,
            cast: supplier,
            records: 0,
            measured: false,
        })
    }

    fn write_step(
        &mut self,
        hand: &Hand,
        event: &'static str,
        told: serde_json::Value,
        case: &Case,
        step: Stepped<'_>,
    ) {
        let (row, on) = (case.clone(), self.today());
        let (reason, code) = (step.reason.to_owned(), step.code.to_owned());
        let (action, from, part) = (step.action, step.from, step.part);
        let act = PastAct::new(self.at, hand, event, &case.id.to_string()).telling(told);
        self.acts.push(act.writing(move |write| {
            write.save_case(&row);
            write.add_case_step(
                &row,
                &CaseStepDraft {
                    action,
                    from,
                    part,
                    on,
                    reason: &reason,
                    code: &code,
                },
            );
        }));
    }

    /// An action of the loop, with the evidence that its stage asks for.
    pub(super) fn act(
        &mut self,
        living: &mut Living,
        by: By,
        action: Action,
        (reason, code): (&str, &str),
    ) -> Result<(), Failure> {
        let gated = Transition::find(living.case.state, action)
            .is_some_and(|line| matches!(line.guard, Guard::Gate | Guard::Measured));
        let evidence = if gated {
            self.attach(living, by)
        } else {
            Vec::new()
        };
        let attempt = Attempt {
            action,
            parts: by.parts(),
            on: self.today(),
            reason,
            code,
            evidence: &evidence,
            measured: living.measured,
            gate: Answer::Met,
        };
        let from = living.case.state;
        let moved = living
            .case
            .decide(&attempt, self.with.programme, &self.calendar());
        let moved = moved.map_err(|refusal| {
            Failure::Bug(format!("sample case {action:?} in {from:?}: {refusal:?}"))
        })?;
        living.case = Case {
            version: living.case.version + 1,
            ..moved.case
        };
        let case = living.case.clone();
        let told = json!({
            "from": from.word(), "to": case.state.word(), "stage": case.stage, "part": moved.part.word(),
            "reason": reason, "code": code,
        });
        let hand = self.hand(by, living.cast);
        self.write_step(
            &hand,
            case_event(action),
            told,
            &case,
            Stepped {
                action,
                from,
                part: moved.part,
                reason,
                code,
            },
        );
        Ok(())
    }

    /// Attaches a file of each kind that the stage asks for; returns the kinds.
    fn attach(&mut self, living: &Living, by: By) -> Vec<String> {
        let stage = self.with.programme.stage(&living.case.stage);
        let kinds: Vec<_> = stage
            .map(|stage| stage.evidence.clone())
            .unwrap_or_default();
        for kind in &kinds {
            let lines = [
                format!("事项：{}", self.need.title),
                format!(
                    "环节：{}",
                    stage
                        .map(|stage| stage.label.zh.as_str())
                        .unwrap_or_default()
                ),
                format!("日期：{}", self.today()),
                format!("编号：{}", living.case.id),
                "本文件为示例数据，不代表任何真实单位。".to_owned(),
            ];
            let paper = Paper::pdf(&kind.label.zh, &lines);
            self.hand_in_paper(living, by, &kind.id, paper);
        }
        kinds.into_iter().map(|kind| kind.id).collect()
    }

    pub(super) fn hand_in_paper(&mut self, living: &Living, by: By, kind: &str, paper: Paper) {
        let hand = self.hand(by, living.cast);
        let subject = living.case.id.to_string();
        let row = EvidenceRow {
            hash: paper.hash.clone(),
            subject: subject.clone(),
            kind: kind.to_owned(),
            name: paper.name.clone(),
            media_type: paper.media_type.to_owned(),
            size_bytes: i64::try_from(paper.bytes.len()).unwrap_or(i64::MAX),
            stage: living.case.stage.clone(),
            added_on: self.today(),
            account: hand.account.to_string(),
            organisation: hand.organisation.to_string(),
            entry: 0,
        };
        let told = json!({ "hash": row.hash, "name": row.name, "kind": row.kind });
        let act = PastAct::new(self.at, &hand, "evidence_added", &subject).telling(told);
        self.acts.push(act.writing(move |write| {
            write.save_evidence(&row);
        }));
        self.papers.push(paper);
        self.soon();
    }

    /// A record on a case.
    fn record(&mut self, living: &mut Living, by: By, record: CaseRecord) -> Result<(), Failure> {
        let attempt = Attempt {
            action: Action::Record,
            parts: by.parts(),
            on: self.today(),
            reason: &record.text,
            code: "",
            evidence: &[],
            measured: false,
            gate: Answer::Met,
        };
        let from = living.case.state;
        let moved = living
            .case
            .decide(&attempt, self.with.programme, &self.calendar());
        let moved = moved
            .map_err(|refusal| Failure::Bug(format!("sample record in {from:?}: {refusal:?}")))?;
        living.case = Case {
            version: living.case.version + 1,
            ..moved.case
        };
        living.records += 1;
        living.measured |= record.measurement.is_some();
        let (case, on) = (living.case.clone(), self.today());
        let hand = self.hand(by, living.cast);
        let told = json!({ "kind": record.kind.word(), "on": on.to_string(), "text": record.text, "amount_fen": record.amount_fen });
        let act = PastAct::new(self.at, &hand, "case_recorded", &case.id.to_string()).telling(told);
        self.acts.push(act.writing(move |write| {
            write.save_case(&case).add_case_record(&case, &record);
            let (reason, code) = (record.text.as_str(), record.kind.word());
            write.add_case_step(
                &case,
                &CaseStepDraft {
                    action: Action::Record,
                    from,
                    part: moved.part,
                    on,
                    reason,
                    code,
                },
            );
        }));
        Ok(())
    }

    pub(super) fn note(
        &mut self,
        living: &mut Living,
        by: By,
        kind: RecordKind,
        (text, amount_fen): (&str, Option<i64>),
    ) -> Result<(), Failure> {
        let on = self.today();
        self.record(
            living,
            by,
            CaseRecord {
                kind,
                on,
                text: text.to_owned(),
                measurement: None,
                amount_fen,
                evidence: Vec::new(),
            },
        )
    }

    /// A trial round that closes so many percent of the way from the baseline to the target.
    pub(super) fn round(&mut self, living: &mut Living, percent: i64) -> Result<(), Failure> {
        const AFTER_ROUND: &[&str] = &[
            "现场条件与需求一致，结束后调整了传感器安装位置。",
            "连续三个班次，结束后升级识别模型并更换密封件。",
            "由需求方班组独立操作，结束后缩短了收放流程。",
            "雨天加测一轮，结束后修改了报警阈值。",
        ];
        let terms = &self.need.terms;
        let (baseline, target) = (
            terms.baseline_milli.unwrap_or_default(),
            terms.target_milli.unwrap_or_default(),
        );
        let measured_milli = baseline + (target - baseline) * percent / 100;
        let measurement = Some(Measurement {
            metric: terms.metric.clone(),
            unit: terms.metric_unit.clone(),
            baseline_milli: Some(baseline),
            measured_milli,
        });
        let text = (*self.draws.pick(AFTER_ROUND)).to_owned();
        let readings: Vec<u8> = (0..12_i64)
            .map(|place| {
                let height = percent * (place + 3) / 28 + self.draws.between(0, 8);
                u8::try_from(height.clamp(4, 62)).unwrap_or(4)
            })
            .collect();
        let paper = Paper::png(&format!("第{}次测量", living.records + 1), &readings);
        self.hand_in_paper(living, By::Supplier, "", paper);
        let on = self.today();
        self.record(
            living,
            By::Supplier,
            CaseRecord {
                kind: RecordKind::Round,
                on,
                text,
                measurement,
                amount_fen: None,
                evidence: Vec::new(),
            },
        )
    }
}

/// A step as the tale remembers it.
#[derive(Clone, Copy)]
struct Stepped<'t> {
    action: Action,
    from: CaseState,
    part: Part,
    reason: &'t str,
    code: &'t str,
}
