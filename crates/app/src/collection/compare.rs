//! Answers beside the record.

use super::ask::{AskedFirm, AskedLine};
use crate::{Cx, Failure};
use benfu_domain::collection::{
    Channel, Decision, Given, Judged, OnRecord, Round, Verdict, Vouching, judge, standing,
};
use benfu_domain::fact::{Held, Observed, SourceKind, Unfit};
use benfu_domain::id::{PartyId, RecipientId, ReturnId, SubjectKey};
use benfu_store::collection::AnswerRow;
use benfu_store::fact::FactLine;
use std::collections::HashMap;

/// An answer to one line about one firm.
#[derive(Debug, Clone)]
pub struct Said {
    /// The firm.
    pub party: PartyId,
    /// The place in the form, from 1.
    pub ordinal: i64,
    /// As written.
    pub written: String,
    /// What was read.
    pub given: Given,
}

/// An answer with what it is beside the record.
#[derive(Debug, Clone)]
pub struct Compared {
    /// The answer.
    pub said: Said,
    /// What it is.
    pub judged: Judged,
    /// What is on record.
    pub was: Option<Held>,
}

impl Compared {
    /// The row that is kept of it.
    pub(crate) fn row(&self, given_in: ReturnId, decision: Decision) -> AnswerRow {
        let observed = match &self.said.given {
            Given::Said(observed) => Some(observed.clone()),
            Given::Blank | Given::Declined | Given::Unreadable(_) => None,
        };
        AnswerRow {
            given_in,
            party: self.said.party,
            ordinal: self.said.ordinal,
            judged: self.judged,
            written: self.said.written.clone(),
            observed,
            was: self.was.as_ref().map(|held| held.observed.clone()),
            was_source: self.was.as_ref().map(|held| held.source.title.clone()),
            decision,
        }
    }
}

/// An answer as it was kept, to be compared anew.
pub(super) fn said_again(row: AnswerRow) -> Said {
    let given = match (row.observed, row.judged.verdict) {
        (Some(observed), _) => Given::Said(observed),
        (None, Verdict::Declined) => Given::Declined,
        (None, _) => Given::Unreadable(Unfit {
            zh: String::new(),
            en: String::new(),
        }),
    };
    Said {
        party: row.party,
        ordinal: row.ordinal,
        written: row.written,
        given,
    }
}

/// From whom answers come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct From {
    pub(super) channel: Channel,
    pub(super) recipient: Option<RecipientId>,
    /// The return itself, once it is on record.
    pub(super) given_in: Option<ReturnId>,
}

/// Compares answers with the record; blanks are left out.
pub(super) async fn compare(
    cx: &Cx,
    round: &Round,
    from: From,
    asked: &[AskedFirm],
    said: Vec<Said>,
) -> Result<Vec<Compared>, Failure> {
    let earlier = earlier(cx, round).await?;
    let mut shown: HashMap<PartyId, Vec<Held>> = HashMap::new();
    let mut compared = Vec::with_capacity(said.len());
    for said in said {
        let firm = asked.iter().find(|firm| firm.party.id == said.party);
        let Some((firm, line)) = firm.and_then(|firm| Some((firm, firm.line(said.ordinal)?)))
        else {
            continue;
        };
        let said = refused_when_withheld(said, line);
        if differs(&said, line) && !shown.contains_key(&said.party) {
            let key = firm.party.key;
            let known = cx.store().facts_as_known(key, round.opened_ms).await?;
            let known = known.into_iter().filter_map(|line| held(key, line));
            shown.insert(said.party, known.collect());
        }
        let then = shown.get(&said.party).map(Vec::as_slice);
        let then = then.and_then(|facts| standing(facts, &line.item, round.opened_on));
        let record = OnRecord {
            now: line.held.as_ref().map(|held| &held.observed),
            vouching: vouching(line.held.as_ref(), &earlier, from),
            shown: then.map(|held| &held.observed),
        };
        let judged = judge(&said.given, record);
        compared.extend(judged.map(|judged| Compared {
            said,
            judged,
            was: line.held.clone(),
        }));
    }
    Ok(compared)
}

fn differs(said: &Said, line: &AskedLine) -> bool {
    let now: Option<&Observed> = line.held.as_ref().map(|held| &held.observed);
    matches!((&said.given, now), (Given::Said(said), Some(now)) if said != now)
}

fn refused_when_withheld(said: Said, line: &AskedLine) -> Said {
    if !line.withheld || said.given == Given::Blank {
        return said;
    }
    Said {
        given: Given::Unreadable(withheld()),
        ..said
    }
}

/// Why nobody else answers for a value that a firm keeps to itself.
pub(super) fn withheld() -> Unfit {
    Unfit {
        zh: "企业已将该项设为仅供匹配,只能由企业自己修改".to_owned(),
        en: "the firm keeps this value match-only; only the firm itself may change it".to_owned(),
    }
}

fn held(subject: SubjectKey, line: FactLine) -> Option<Held> {
    Some(Held {
        subject,
        concept: line.concept,
        period: line.period,
        observed: line.observed?,
        level: line.level,
        source: line.source,
    })
}

type Earlier = HashMap<ReturnId, (Option<RecipientId>, Channel)>;

async fn earlier(cx: &Cx, round: &Round) -> Result<Earlier, Failure> {
    let returns = cx.store().returns_of(round.id).await?;
    let known = returns
        .into_iter()
        .map(|back| (back.id, (back.recipient, back.channel)));
    Ok(known.collect())
}

/// Only answers through the same link correct each other; any other return of the round is another voice.
fn vouching(held: Option<&Held>, earlier: &Earlier, from: From) -> Vouching {
    let Some(held) = held else {
        return Vouching::Source(SourceKind::Declared);
    };
    let reference = held.source.reference.as_deref();
    let by: Option<ReturnId> = reference.and_then(|text| text.parse().ok());
    let known = by.and_then(|by| Some((by, earlier.get(&by)?)));
    match known {
        None => Vouching::Source(held.source.kind),
        Some((by, _)) if from.given_in == Some(by) => Vouching::SameHand,
        Some((_, (recipient, Channel::Link)))
            if from.channel == Channel::Link && *recipient == from.recipient =>
        {
            Vouching::SameHand
        }
        Some(_) => Vouching::OtherReturn,
    }
}
