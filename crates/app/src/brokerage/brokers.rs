//! The register of brokers and what they declare.

use super::broker_for;
use crate::{Cx, Failure, Problem, ProblemCode};
use benfu_domain::Day;
use benfu_domain::access::{Area, Verb};
use benfu_domain::brokerage::{Broker, Certificate, CertificateLevel, Interest, InterestKind};
use benfu_domain::id::{BrokerId, PartyId};
use serde_json::json;

/// A broker as it is written.
#[derive(Debug, Clone, Default)]
pub struct BrokerDraft {
    /// The broker that is changed; a new one when `None`.
    pub id: Option<BrokerId>,
    /// The version that was seen.
    pub version: i64,
    /// Name.
    pub name: String,
    /// Sign-in of the account; empty for none.
    pub login: String,
    /// Fields of work.
    pub fields: String,
    /// Level of the certificate; none when empty.
    pub level: String,
    /// Its number.
    pub number: String,
    /// Its last day.
    pub until: String,
    /// When the broker stopped; empty while working.
    pub left_on: String,
}

/// Keeps a broker in the register.
///
/// # Errors
/// [`Failure::Invalid`] with everything that cannot be used; [`Failure::Conflict`] when somebody else changed it, or the
/// account is another broker's.
pub async fn save_broker(cx: &Cx, draft: BrokerDraft) -> Result<BrokerId, Failure> {
    if let Some(earlier) = cx.earlier_id().await? {
        return Ok(earlier);
    }
    let mut before = None;
    if let Some(id) = draft.id {
        before = Some(broker_for(cx, id, Verb::Write).await?);
    } else {
        cx.authorise(Verb::Write, Area::Brokerage, &cx.own())?;
    }
    let broker = written(cx, &draft, before).await?;
    let action = if broker.version == 1 {
        "broker_added"
    } else {
        "broker_changed"
    };
    let mut write = cx.write(action, &broker.id.to_string()).await?;
    write.tell(json!({
        "fields": broker.fields,
        "level": broker.certificate.as_ref().map(|held| held.level.word()),
        "until": broker.certificate.as_ref().and_then(|held| held.until).map(|day| day.to_string()),
        "left_on": broker.left_on.map(|day| day.to_string()),
    }));
    write.save_broker(&broker);
    cx.save(write).await?;
    Ok(broker.id)
}

async fn written(cx: &Cx, draft: &BrokerDraft, before: Option<Broker>) -> Result<Broker, Failure> {
    let mut problems = Vec::new();
    if draft.name.trim().is_empty() {
        problems.push(Problem::with_field(ProblemCode::PartyNameMissing, "name"));
    }
    let until = day(&draft.until, "until", &mut problems);
    let left_on = day(&draft.left_on, "left_on", &mut problems);
    let level = CertificateLevel::from_word(&draft.level);
    let account = match draft.login.trim() {
        "" => None,
        login => {
            let found = cx.store().account_by_login(login).await?;
            if found.is_none() {
                problems.push(Problem::with_field(ProblemCode::NoSuchLogin, "login"));
            }
            found.map(|found| found.id)
        }
    };
    Failure::unless_empty(problems)?;
    let (own, version) = (cx.own(), draft.version + 1);
    let fresh = Broker {
        id: BrokerId::from_bits(cx.app.mint()),
        name: draft.name.trim().to_owned(),
        account,
        fields: draft.fields.trim().to_owned(),
        certificate: level.map(|level| Certificate {
            level,
            number: draft.number.trim().to_owned(),
            until,
        }),
        left_on,
        organisation: own.organisation,
        region: own.region,
        version: 1,
    };
    Ok(match before {
        None => fresh,
        Some(before) => Broker {
            id: before.id,
            organisation: before.organisation,
            region: before.region,
            version,
            ..fresh
        },
    })
}

/// A day that may be left empty.
pub(super) fn day(text: &str, field: &str, problems: &mut Vec<Problem>) -> Option<Day> {
    let text = text.trim();
    let read = text.parse().ok();
    if read.is_none() && !text.is_empty() {
        problems.push(Problem::with_field(ProblemCode::DateUnreadable, field));
    }
    read
}

/// A tie as it is written.
#[derive(Debug, Clone, Default)]
pub struct InterestDraft {
    /// The party, by name or code.
    pub party: String,
    /// What ties them.
    pub kind: String,
    /// In words.
    pub note: String,
    /// Since when; today when empty.
    pub from: String,
    /// The last day; running when empty.
    pub until: String,
}

/// Declares what ties a broker to a party, or says when it ends.
///
/// # Errors
/// [`Failure::Invalid`] when the party is not found or a day cannot be read.
pub async fn declare_interest(cx: &Cx, id: BrokerId, draft: InterestDraft) -> Result<(), Failure> {
    let broker = broker_for(cx, id, Verb::Write).await?;
    let mut problems = Vec::new();
    let party = named(cx, &draft.party, &mut problems).await?;
    let from = day(&draft.from, "from", &mut problems).unwrap_or(cx.today());
    let until = day(&draft.until, "until", &mut problems);
    Failure::unless_empty(problems)?;
    let interest = Interest {
        broker: broker.id,
        party: party.ok_or(Failure::NotFound)?,
        kind: InterestKind::from_word(&draft.kind).unwrap_or(InterestKind::Other),
        note: draft.note.trim().to_owned(),
        from,
        until,
    };
    let mut write = cx
        .write("interest_declared", &broker.id.to_string())
        .await?;
    write.tell(json!({
        "party": interest.party.to_string(), "kind": interest.kind.word(), "from": interest.from.to_string(),
        "until": interest.until.map(|day| day.to_string()),
    }));
    write.put_interest(&interest);
    cx.save(write).await?;
    Ok(())
}

/// The one party in reach that is named.
pub(super) async fn named(
    cx: &Cx,
    name: &str,
    problems: &mut Vec<Problem>,
) -> Result<Option<PartyId>, Failure> {
    let (found, _) = crate::party::find_named(cx, name, 1).await?;
    if found.len() != 1 {
        problems.push(Problem::with_field(ProblemCode::NoSuchParty, "party"));
        return Ok(None);
    }
    Ok(found.first().map(|party| party.id))
}
