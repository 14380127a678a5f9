//! The brokers of the district: their certificates, an interest, and leads from something heard to a case.
//!
//! Main function: [`Society::broker`].

use super::calendar_time::{after, at, day, in_office_hours, working_day};
use super::draw::Draws;
use super::gathered::Tabled;
use super::history::{Hand, PastAct};
use super::people::Officials;
use super::society::Society;
use crate::Ids;
use benfu_domain::Day;
use benfu_domain::brokerage::{
    Broker, Certificate, CertificateLevel, Credit, CreditPart, Interest, InterestKind, Lead, WHOLE,
};
use benfu_domain::id::{BrokerId, LeadId, PartyId};
use jiff::Timestamp;
use serde_json::json;

/// Name, fields, level of the certificate, days from today until it ends.
type Known = (&'static str, &'static str, Option<CertificateLevel>, i32);

const BROKERS: [Known; 4] = [
    (
        "技术经理人甲（示例）",
        "智能装备、机器人",
        Some(CertificateLevel::Senior),
        540,
    ),
    (
        "技术经理人乙（示例）",
        "水务、环保、城市运维",
        Some(CertificateLevel::Intermediate),
        47,
    ),
    (
        "技术经理人丙（示例）",
        "半导体、检测仪器",
        Some(CertificateLevel::Junior),
        -12,
    ),
    ("技术经理人丁（示例）", "生物医药、医疗器械", None, 0),
];

/// Leads that became needs.
const SHAPED: usize = 16;

/// Leads that did not yet: title, what was heard, next step, days from today until it, given up because.
type Heard = (&'static str, &'static str, &'static str, i32, &'static str);

const HEARD: [Heard; 8] = [
    (
        "老旧冷库节能改造",
        "走访冷链园区时，物业说夏季电费占成本三成，想找能保证节能率的方案。",
        "约设备部看现场并要近三年电费单",
        -3,
        "",
    ),
    (
        "注塑件在线外观检测",
        "技术荟茶歇时听说，人工抽检漏检率高，客户已投诉两次。",
        "请对方提供缺陷样件和节拍要求",
        2,
        "",
    ),
    (
        "园区屋顶光伏清洗",
        "园区运营例会提到，组件积灰严重，人工清洗有坠落风险。",
        "确认屋顶荷载与取水点",
        5,
        "",
    ),
    (
        "涂装车间废气在线监测",
        "环保检查后，企业想先把浓度数据接到自己平台。",
        "核对排口数量和现有接口",
        -6,
        "",
    ),
    (
        "高校中试线找代工",
        "高校团队的样机已通过验证，找能做五十台小批量的工厂。",
        "整理公差要求，联系两家精密加工企业",
        8,
        "",
    ),
    (
        "港口冷箱远程监控",
        "港务方提到断电报警滞后，要求改造不停航。",
        "等对方内部立项结果",
        15,
        "",
    ),
    (
        "社区养老跌倒识别",
        "街道座谈时提出，要求不装摄像头。",
        "",
        0,
        "涉及个人影像，街道暂不推进。",
    ),
    (
        "食堂余量预测",
        "后勤部门随口提到，没有负责人。",
        "",
        0,
        "没有预算，也没有人负责。",
    ),
];

impl Society<'_> {
    /// The register and its leads.
    pub(super) fn broker(&mut self, officials: &Officials) {
        let mut draws = Draws::new(self.options.seed, "brokers");
        let mut ledger = Ledger {
            ids: Ids::seeded(draws.next()),
            hand: officials.broker.clone(),
            today: self.options.today,
            draws,
            brokers: Vec::new(),
            tied: self.tabled.first().and_then(|tabled| tabled.need.party),
            acts: Vec::new(),
        };
        ledger.register();
        ledger.declare();
        let followed = self.tabled.iter().filter(|tabled| tabled.first.is_some());
        for (place, tabled) in followed.take(SHAPED).enumerate() {
            ledger.shaped(place, tabled, &self.pack.calendar);
        }
        for heard in HEARD {
            ledger.heard(&heard);
        }
        self.history.extend(ledger.acts);
    }
}

struct Ledger {
    ids: Ids,
    hand: Hand,
    today: Day,
    draws: Draws,
    brokers: Vec<BrokerId>,
    /// The party that the second broker advises.
    tied: Option<PartyId>,
    acts: Vec<PastAct>,
}

impl Ledger {
    fn act(&self, at: Timestamp, action: &'static str, subject: &str) -> PastAct {
        PastAct::new(at, &self.hand, action, subject)
    }

    /// The first broker has the main sign-in.
    fn register(&mut self) {
        let begun = day(2024, 1, 2);
        for (place, (name, fields, level, left)) in BROKERS.into_iter().enumerate() {
            let moment = at(begun, 60 + i64::try_from(place).unwrap_or(0) * 7);
            let broker = Broker {
                id: BrokerId::from_bits(self.ids.mint(moment)),
                name: name.to_owned(),
                account: (place == 0).then_some(self.hand.account),
                fields: fields.to_owned(),
                certificate: level.map(|level| Certificate {
                    level,
                    number: format!("SL-JL-{:04}", 17 + place * 31),
                    until: Some(after(self.today, left)),
                }),
                left_on: None,
                organisation: self.hand.organisation,
                region: self.hand.region.clone(),
                version: 1,
            };
            self.brokers.push(broker.id);
            let told = json!({ "fields": broker.fields });
            let act = self
                .act(moment, "broker_added", &broker.id.to_string())
                .telling(told);
            self.acts.push(act.writing(move |write| {
                write.save_broker(&broker);
            }));
        }
    }

    /// The second broker advises one of the owners.
    fn declare(&mut self) {
        let Some(party) = self.tied else { return };
        let interest = Interest {
            broker: self.brokers[1],
            party,
            kind: InterestKind::Adviser,
            note: "受聘担任智慧水务课题顾问。".to_owned(),
            from: day(2024, 1, 2),
            until: None,
        };
        let moment = at(day(2024, 1, 2), 120);
        let told = json!({ "party": party.to_string(), "kind": interest.kind.word() });
        let act = self.act(moment, "interest_declared", &interest.broker.to_string());
        self.acts.push(act.telling(told).writing(move |write| {
            write.put_interest(&interest);
        }));
    }

    fn lead(&mut self, title: &str, found_by: BrokerId, moment: Timestamp) -> Lead {
        Lead {
            id: LeadId::from_bits(self.ids.mint(moment)),
            title: title.to_owned(),
            text: String::new(),
            party: None,
            found_by,
            found_on: crate::clock::day_of(moment),
            next: String::new(),
            next_on: None,
            need: None,
            case: None,
            dropped: None,
            organisation: self.hand.organisation,
            region: self.hand.region.clone(),
            version: 1,
        }
    }

    /// A share; the second broker's says how its interest was told.
    fn credit(
        &self,
        lead: &Lead,
        broker: BrokerId,
        part: CreditPart,
        permille: u16,
        on: Day,
    ) -> Credit {
        let tied = broker == self.brokers[1] && lead.party.is_some() && lead.party == self.tied;
        Credit {
            lead: lead.id,
            broker,
            part,
            permille,
            fee_fen: None,
            disclosed: if tied {
                "已书面告知双方，由甲复核。"
            } else {
                ""
            }
            .to_owned(),
            on,
        }
    }

    fn written(
        &mut self,
        moment: Timestamp,
        action: &'static str,
        lead: &Lead,
        credits: Vec<Credit>,
    ) {
        let told = json!({ "title": lead.title, "next": lead.next });
        let act = self.act(moment, action, &lead.id.to_string()).telling(told);
        let row = lead.clone();
        self.acts.push(act.writing(move |write| {
            write.save_lead(&row);
            for credit in &credits {
                write.put_credit(credit);
            }
        }));
    }

    /// A need that began as a lead: heard some days before it was written, tied to its first case.
    fn shaped(
        &mut self,
        place: usize,
        tabled: &Tabled,
        calendar: &benfu_domain::calendar::Calendar,
    ) {
        let (need, Some((case, opened))) = (&tabled.need, tabled.first) else {
            return;
        };
        let finder = self.brokers[[0, 2, 3, 0, 1][place % 5]];
        let shaper = self.brokers[[0, 0, 2, 3, 0][place % 5]];
        let before = i32::try_from(self.draws.between(9, 20)).unwrap_or(9);
        let heard = after(need.opened_on, -before).max(day(2024, 1, 3));
        let heard = working_day(heard, calendar);
        let found = in_office_hours(heard, &mut self.draws);
        let mut lead = self.lead(&need.title, finder, found);
        lead.party = need.party;
        lead.text
            .push_str("走访时了解到现场情况，对方愿意提供场地试用。");
        let credit = self.credit(&lead, finder, CreditPart::Found, WHOLE, lead.found_on);
        self.written(found, "lead_found", &lead, vec![credit]);
        let evening = at(need.opened_on, 345);
        lead.need = Some(need.id);
        lead.version += 1;
        let share = if finder == shaper { WHOLE } else { 700 };
        let mut credits =
            vec![self.credit(&lead, shaper, CreditPart::Shaped, share, need.opened_on)];
        if share < WHOLE {
            credits.push(self.credit(
                &lead,
                finder,
                CreditPart::Shaped,
                WHOLE - share,
                need.opened_on,
            ));
        }
        self.written(evening, "lead_shaped", &lead, credits);
        let followed = opened
            .checked_add(jiff::SignedDuration::from_mins(5))
            .unwrap_or(opened);
        lead.case = Some(case);
        lead.version += 1;
        let closed = self.credit(
            &lead,
            finder,
            CreditPart::Closed,
            WHOLE,
            crate::clock::day_of(opened),
        );
        let fee_fen = place.is_multiple_of(3).then_some(1_500_000);
        self.written(
            followed,
            "lead_followed",
            &lead,
            vec![Credit { fee_fen, ..closed }],
        );
    }

    /// Something heard lately, with its next step, or given up.
    fn heard(&mut self, (title, text, next, left, dropped): &Heard) {
        let ago = i32::try_from(self.draws.between(4, 40)).unwrap_or(4);
        let finder = self.brokers[self.draws.below(self.brokers.len())];
        let on = after(self.today, -ago);
        let moment = in_office_hours(on, &mut self.draws);
        let mut lead = self.lead(title, finder, moment);
        lead.text.push_str(text);
        lead.next.push_str(next);
        lead.next_on = (!next.is_empty()).then(|| after(self.today, *left));
        let credit = self.credit(&lead, finder, CreditPart::Found, WHOLE, on);
        self.written(moment, "lead_found", &lead, vec![credit]);
        if !dropped.is_empty() {
            let later = after(on, 3).min(self.today);
            lead.dropped = Some((later, (*dropped).to_owned()));
            lead.version += 1;
            self.written(at(later, 200), "lead_dropped", &lead, Vec::new());
        }
    }
}
