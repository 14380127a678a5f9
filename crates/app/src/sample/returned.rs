//! What comes back in the rounds of the sample: answers by link, workbooks, and what is taken of them.
//!
//! Main items: the steps of [`RoundTale`] that answer, and [`File`], a workbook that was handed in.

use super::firms::Firm;
use super::papers::Paper;
use super::round_tale::RoundTale;
use super::rounds::Sent;
use crate::Failure;
use crate::collection::{AskedFirm, AskedLine, Compared, Said, source, taken, workbook};
use benfu_domain::collection::{
    Channel, Decision, Given, OnRecord, Presence, Return, ReturnState, Vouching, judge, standing,
};
use benfu_domain::fact::{Held, Observed, SourceKind};
use benfu_domain::id::ReturnId;
use benfu_domain::party::Party;
use benfu_rules::{Labels as _, Language, Type, Value};
use benfu_store::collection::AnswerRow;
use benfu_store::evidence::EvidenceRow;
use benfu_store::fact::NewFact;
use serde_json::json;
use std::ops::Range;

/// Firms that are looked at for a like answer.
const DONORS: usize = 40;
/// Who fills forms in.
const PEOPLE: [&str; 5] = ["林工", "陈会计", "何经理", "苏主管", "郑老师"];

/// A workbook that was handed in and is not taken yet.
pub(super) struct File {
    back: Return,
    who: String,
    asked: Vec<AskedFirm>,
    compared: Vec<Compared>,
}

impl RoundTale<'_, '_> {
    /// The holder of the link answers for one of its firms.
    pub(super) fn answer(&mut self, sent: &mut Sent, firm: usize) -> Result<(), Failure> {
        let own = sent.recipient.party.is_some();
        let asked = self.asked(sent.places[firm], own)?;
        let compared = self.answers(&asked, sent.places[firm], false);
        if compared.is_empty() {
            return Ok(());
        }
        sent.is_back(firm);
        let back = Return {
            channel: Channel::Link,
            filled_by: (*self.draws.pick(&PEOPLE)).to_owned(),
            state: ReturnState::Taken,
            ..self.returned(sent)
        };
        let told = json!({
            "round": back.round.to_string(), "party": asked.party.id.to_string(),
            "answers": compared.len(), "conflicts": 0,
        });
        let file = File {
            who: sent.recipient.name.clone(),
            asked: vec![asked],
            back,
            compared,
        };
        self.record(file, "return_handed_in", told);
        Ok(())
    }

    /// A workbook comes back through the link; nothing of it is taken yet. `against` says that it contradicts what came
    /// before.
    pub(super) fn hand_in(
        &mut self,
        sent: &mut Sent,
        firms: Range<usize>,
        against: bool,
    ) -> Result<File, Failure> {
        let (mut asked, mut compared) = (Vec::new(), Vec::new());
        for firm in firms {
            let Some(place) = sent.places.get(firm).copied() else {
                break;
            };
            let of_firm = self.asked(place, false)?;
            compared.extend(self.answers(&of_firm, place, against));
            asked.push(of_firm);
            sent.is_back(firm);
        }
        let paper = self.paper(&sent.recipient.name, &asked, &compared)?;
        let back = Return {
            file_hash: Some(paper.hash.clone()),
            file_name: paper.name.clone(),
            ..self.returned(sent)
        };
        let file = File {
            back,
            who: sent.recipient.name.clone(),
            asked,
            compared,
        };
        self.receive(&file, sent, paper);
        Ok(file)
    }

    fn returned(&self, sent: &Sent) -> Return {
        Return {
            id: ReturnId::from_bits(self.ids.mint(self.at)),
            round: self.round.id,
            recipient: Some(sent.recipient.id),
            channel: Channel::Excel,
            file_hash: None,
            file_name: String::new(),
            filled_by: String::new(),
            notes: String::new(),
            state: ReturnState::Read,
            received_on: self.today(),
            version: 1,
        }
    }

    /// The workbook as it was filled in.
    fn paper(
        &self,
        who: &str,
        asked: &[AskedFirm],
        compared: &[Compared],
    ) -> Result<Paper, Failure> {
        let filled = asked.iter().map(|firm| {
            let mut firm = firm.clone();
            for line in &mut firm.lines {
                let same = |one: &&Compared| {
                    one.said.party == firm.party.id && one.said.ordinal == line.ordinal
                };
                if let Some(Given::Said(observed)) =
                    compared.iter().find(same).map(|one| &one.said.given)
                {
                    line.held = Some(held(&firm.party, line, observed));
                }
            }
            (firm, who.to_owned())
        });
        let filled: Vec<(AskedFirm, String)> = filled.collect();
        let bytes = workbook(&self.rounds.cx(self.at), &self.round, &filled)?;
        let title = format!("{}_{who}", self.round.title);
        Ok(Paper::workbook(&title, bytes))
    }

    fn receive(&mut self, file: &File, sent: &Sent, paper: Paper) {
        let back = file.back.clone();
        let rows = file.compared.iter();
        let rows: Vec<AnswerRow> = rows
            .map(|one| one.row(back.id, Decision::Waiting))
            .collect();
        let evidence = EvidenceRow {
            hash: paper.hash.clone(),
            subject: back.id.to_string(),
            kind: String::new(),
            name: paper.name.clone(),
            media_type: paper.media_type.to_owned(),
            size_bytes: i64::try_from(paper.bytes.len()).unwrap_or(i64::MAX),
            stage: String::new(),
            added_on: self.today(),
            account: sent.recipient.id.to_string(),
            organisation: self.round.organisation.to_string(),
            entry: 0,
        };
        let told = json!({
            "round": back.round.to_string(), "file": back.file_name, "hash": paper.hash, "answers": rows.len(),
        });
        let act = self.tell("return_received", &back.id.to_string(), told);
        let act = act.by_link(sent.recipient.id);
        self.rounds.papers.push(paper);
        self.rounds.acts.push(act.writing(move |write| {
            write
                .save_return(&back)
                .put_answers(back.id, &rows)
                .save_evidence(&evidence);
        }));
    }

    /// The officer takes a workbook.
    pub(super) fn take(&mut self, mut file: File) {
        let conflicts = file
            .compared
            .iter()
            .filter(|one| one.judged.clash.is_some());
        let told = json!({
            "round": self.round.id.to_string(), "firms": file.asked.len(), "answers": file.compared.len(),
            "conflicts": conflicts.count(),
        });
        file.back.state = ReturnState::Taken;
        file.back.version += 1;
        self.record(file, "return_taken", told);
    }

    fn record(&mut self, file: File, event: &'static str, told: serde_json::Value) {
        let File {
            back,
            who,
            asked,
            compared,
        } = file;
        let act = self.tell(event, &back.id.to_string(), told);
        let act = match (back.channel, back.recipient) {
            (Channel::Link, Some(recipient)) => act.by_link(recipient),
            _ => act,
        };
        let cx = self.rounds.cx(self.at);
        let taken = taken(&cx, back.id, &asked, &compared);
        let source = source(&cx, &self.round, &back, &who);
        let (on, ms, key) = (self.today(), self.at.as_millisecond(), self.rounds.source());
        let concepts = &self.rounds.society.concepts;
        let facts: Vec<NewFact> = taken
            .facts
            .into_iter()
            .filter_map(|read| {
                let fact = NewFact {
                    subject: read.subject,
                    concept: concepts.get(&read.concept).copied()?,
                    period: read.period,
                    observed: read.observed,
                    level: read.level,
                };
                self.rounds.known.add(on, &read.concept, &fact, &source);
                Some(fact)
            })
            .collect();
        let round = self.round.id;
        self.rounds.acts.push(act.writing(move |write| {
            write.save_return(&back).put_answers(back.id, &taken.rows);
            for (party, left) in &taken.answered {
                write.mark_returned((round, *party), on, *left);
            }
            if !facts.is_empty() {
                write
                    .add_source(key, &source)
                    .record_facts(&facts, key, ms, false);
            }
        }));
    }

    /// What somebody answers for a firm, beside what is on record.
    fn answers(&mut self, firm: &AskedFirm, place: usize, against: bool) -> Vec<Compared> {
        let donors = self.donors(place);
        let opened = self.round.opened_on;
        let shown = self.rounds.known.facts(self.rounds.firm(place), opened);
        let mut against = against;
        let mut compared = Vec::new();
        for line in &firm.lines {
            let given = match &line.concept.kind {
                Type::Text => product(self.rounds.firm(place), line),
                _ => self.given(line, &donors, &mut against),
            };
            let record = OnRecord {
                now: line.held.as_ref().map(|held| &held.observed),
                vouching: vouching(line.held.as_ref()),
                shown: standing(&shown, &line.item, opened).map(|held| &held.observed),
            };
            let Some(judged) = judge(&given, record) else {
                continue;
            };
            let said = Said {
                party: firm.party.id,
                ordinal: line.ordinal,
                written: self.written(line, &given),
                given,
            };
            compared.push(Compared {
                said,
                judged,
                was: line.held.clone(),
            });
        }
        compared
    }

    /// The facts of firms of the same size, from whom made-up answers are copied.
    fn donors(&mut self, place: usize) -> Vec<Vec<Held>> {
        let (known, size) = (&self.rounds.known, self.rounds.firm(place).size);
        let start = self.draws.below(known.pool.len());
        let others = known.pool.iter().cycle().skip(start).take(known.pool.len());
        let alike =
            others.filter(|other| **other != place && self.rounds.firm(**other).size == size);
        let facts = alike.map(|other| known.facts(self.rounds.firm(*other), self.today()));
        facts.take(DONORS).collect()
    }

    fn given(&mut self, line: &AskedLine, donors: &[Vec<Held>], against: &mut bool) -> Given {
        let opened = self.round.opened_on;
        let now = line.held.as_ref().map(|held| &held.observed);
        let other = donors.iter().find_map(|facts| {
            let held = standing(facts, &line.item, opened)?;
            (Some(&held.observed) != now).then(|| held.observed.clone())
        });
        let other = other.map_or(Given::Blank, Given::Said);
        let same = now.map_or(Given::Blank, |now| Given::Said(now.clone()));
        let answered = line.held.as_ref().is_some_and(from_return);
        let luck = self.draws.below(100);
        if *against && answered {
            *against = false;
            return other;
        }
        match line.presence {
            Presence::Gap if luck < 86 => other,
            Presence::Gap if luck < 92 => Given::Declined,
            Presence::Confirm if luck < 78 => same,
            Presence::Confirm if luck < 90 => other,
            Presence::Gap | Presence::Confirm | Presence::Fresh | Presence::Unneeded => {
                Given::Blank
            }
        }
    }

    fn written(&self, line: &AskedLine, given: &Given) -> String {
        let dictionary = &self.rounds.society.pack.dictionary;
        match given {
            Given::Said(Observed::Value(value)) => {
                dictionary.value(value, &line.concept.kind, Language::Chinese)
            }
            Given::Said(Observed::None) => "无".to_owned(),
            Given::Said(Observed::NotApplicable) => "不适用".to_owned(),
            Given::Declined => "不公开".to_owned(),
            Given::Blank | Given::Unreadable(_) => String::new(),
        }
    }
}

/// What a firm makes, when that is not on record.
fn product(firm: &Firm, line: &AskedLine) -> Given {
    match (line.presence, firm.trade.makes.first()) {
        (Presence::Gap, Some(product)) => {
            Given::Said(Observed::Value(Value::Text((*product).to_owned())))
        }
        _ => Given::Blank,
    }
}

/// A value as a workbook shows it.
fn held(party: &Party, line: &AskedLine, observed: &Observed) -> Held {
    Held {
        subject: party.key,
        concept: line.concept.id.clone(),
        period: line.period,
        observed: observed.clone(),
        level: line.concept.level,
        source: super::supply::declared(),
    }
}

/// Only answers of this round lead back to a return.
fn from_return(held: &Held) -> bool {
    let reference = held.source.reference.as_deref();
    reference.is_some_and(|text| text.parse::<ReturnId>().is_ok())
}

fn vouching(held: Option<&Held>) -> Vouching {
    match held {
        Some(held) if from_return(held) => Vouching::OtherReturn,
        Some(held) => Vouching::Source(held.source.kind),
        None => Vouching::Source(SourceKind::Declared),
    }
}
