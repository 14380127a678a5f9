//! Sharing credit: a broker gets a share of having found, shaped or closed a lead, or gives it back.

use super::{broker_for, check_interests, lead_for};
use crate::{Cx, Failure, Problem, ProblemCode};
use benfu_domain::access::Verb;
use benfu_domain::brokerage::{Credit, CreditFault, CreditPart, credit_fault};
use benfu_domain::id::{BrokerId, LeadId};
use serde_json::json;

/// A credit as it is written.
#[derive(Debug, Clone)]
pub struct CreditDraft {
    /// The broker.
    pub broker: BrokerId,
    /// What it did.
    pub part: CreditPart,
    /// Its share in per cent, with one decimal at most.
    pub percent: String,
    /// What it was paid, in words such as `1.2万元`; empty when not said.
    pub fee: String,
    /// How an interest was told to the sides.
    pub disclosed: String,
}

/// Gives a broker a share of a part of a lead, in place of the share it had.
///
/// # Errors
/// [`Failure::Invalid`] when the shares would exceed the whole, or the broker has an interest in a side that is not told.
pub async fn give_credit(cx: &Cx, id: LeadId, draft: CreditDraft) -> Result<(), Failure> {
    let lead = lead_for(cx, id, Verb::Write).await?.lead;
    let broker = broker_for(cx, draft.broker, Verb::Read).await?;
    let mut problems = Vec::new();
    let permille = permille(&draft.percent);
    if permille.is_none() {
        problems.push(Problem::with_field(
            ProblemCode::NumberUnreadable,
            "percent",
        ));
    }
    let fee_fen = fee(&draft.fee, &mut problems);
    Failure::unless_empty(problems)?;
    let credit = Credit {
        lead: id,
        broker: broker.id,
        part: draft.part,
        permille: permille.unwrap_or(0),
        fee_fen,
        disclosed: draft.disclosed.trim().to_owned(),
        on: cx.today(),
    };
    let standing = cx.store().credits_of(&[id]).await?;
    if let Some(fault) = credit_fault(&standing, &credit) {
        return Err(Failure::Invalid(vec![told(fault)]));
    }
    check_interests(cx, &lead, std::slice::from_ref(&credit)).await?;
    let mut write = cx.write("credit_given", &id.to_string()).await?;
    write.tell(json!({
        "broker": broker.id.to_string(), "part": credit.part.word(), "permille": credit.permille,
        "fee_fen": credit.fee_fen, "disclosed": credit.disclosed,
    }));
    write.put_credit(&credit);
    cx.save(write).await?;
    Ok(())
}

/// Takes a credit back.
///
/// # Errors
/// [`Failure::NotFound`] when there is none.
pub async fn take_credit(
    cx: &Cx,
    id: LeadId,
    broker: BrokerId,
    part: CreditPart,
) -> Result<(), Failure> {
    lead_for(cx, id, Verb::Write).await?;
    let standing = cx.store().credits_of(&[id]).await?;
    let own = standing
        .iter()
        .find(|one| one.broker == broker && one.part == part)
        .ok_or(Failure::NotFound)?;
    let mut write = cx.write("credit_taken", &id.to_string()).await?;
    write.tell(
        json!({ "broker": broker.to_string(), "part": part.word(), "permille": own.permille }),
    );
    write.drop_credit(own);
    cx.save(write).await?;
    Ok(())
}

/// Tenths of a per cent, from `100`, `62.5` or `62.5%`.
fn permille(text: &str) -> Option<u16> {
    let text = text.trim().trim_end_matches(['%', '%']);
    let (whole, tenth) = text.split_once('.').unwrap_or((text, "0"));
    let (whole, tenth): (u16, u16) = (whole.parse().ok()?, tenth.parse().ok()?);
    (tenth < 10).then(|| whole.checked_mul(10)?.checked_add(tenth))?
}

fn fee(text: &str, problems: &mut Vec<Problem>) -> Option<i64> {
    if text.trim().is_empty() {
        return None;
    }
    let read = benfu_domain::written::money(text).ok();
    let read = read.and_then(benfu_domain::written::Written::value);
    let read = read.and_then(|money| money.amount());
    if read.is_none() {
        let problem = Problem::with_field(ProblemCode::NumberUnreadable, "fee");
        problems.push(problem.detail("例如 1.2万元", "for example 1.2万元"));
    }
    read.map(|money| money.amount_minor)
}

fn told(fault: CreditFault) -> Problem {
    let problem = Problem::with_field(ProblemCode::CreditUnfit, "percent");
    match fault {
        CreditFault::Share => problem.detail("份额为 0.1% 至 100%", "a share is 0.1% to 100%"),
        CreditFault::Fee => problem.detail("费用不能为负", "a fee is not negative"),
        CreditFault::Left(left) => problem.detail(
            format!("该项只剩 {}.{}%", left / 10, left % 10),
            format!("only {}.{}% of this part is left", left / 10, left % 10),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn per_cent_is_read_to_a_tenth() {
        assert_eq!(permille("100"), Some(1_000));
        assert_eq!(permille(" 62.5% "), Some(625));
        assert_eq!(permille("33.33"), None);
        assert_eq!(permille("一半"), None);
        assert_eq!(permille("99999"), None);
    }
}
