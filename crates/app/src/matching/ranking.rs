//! The ranking in force: learned weights that a person put there, else the weights of the pack.

use crate::{Cx, Failure, Problem, ProblemCode};
use benfu_domain::access::{Area, Verb};
use benfu_domain::matching::{RankingModel, RankingState, Weights};
use serde_json::json;

/// The rankings of an installation.
#[derive(Debug, Clone)]
pub struct RankingPage {
    /// The weights of the pack.
    pub pack: Weights,
    /// All learned rankings, the newest first.
    pub models: Vec<RankingModel>,
    /// May the actor learn, put in force and take back?
    pub may_write: bool,
}

impl RankingPage {
    /// The one in force.
    pub fn in_force(&self) -> Option<&RankingModel> {
        let mut models = self.models.iter();
        models.find(|model| model.state == RankingState::InForce)
    }
}

/// What each part of a score counts today, and the number of the learned ranking that says so.
pub(super) async fn weights_in_force(cx: &Cx) -> Result<(Weights, Option<i64>), Failure> {
    let model = cx.store().ranking_in_force().await?;
    let learned = model.map(|model| (model.weights, Some(model.number)));
    Ok(learned.unwrap_or_else(|| (cx.pack().weights.clone(), None)))
}

/// Whoever publishes needs of a district answers for how they are ranked.
pub(super) fn authorised(cx: &Cx) -> Result<(), Failure> {
    cx.authorise(Verb::Publish, Area::Need, &district(cx))
}

/// A row of the district that is nobody's own.
fn district(cx: &Cx) -> benfu_domain::access::Owner {
    benfu_domain::access::Owner {
        organisation: benfu_domain::id::OrganisationId::from_bits(0),
        region: cx.actor.region.clone(),
        parties: Vec::new(),
    }
}

/// Reads the rankings.
///
/// # Errors
/// [`Failure::NotFound`] for those who may not match needs at all.
pub async fn read_rankings(cx: &Cx) -> Result<RankingPage, Failure> {
    cx.actor
        .widest(Verb::Match, Area::Need)
        .ok_or(Failure::NotFound)?;
    Ok(RankingPage {
        pack: cx.pack().weights.clone(),
        models: cx.store().rankings().await?,
        may_write: authorised(cx).is_ok(),
    })
}

/// Puts a learned ranking in force, in place of the one before.
///
/// # Errors
/// [`Failure::Invalid`] unless it did better on needs kept apart, and without a reason.
pub async fn put_ranking_in_force(cx: &Cx, number: i64, reason: &str) -> Result<(), Failure> {
    authorised(cx)?;
    let models = cx.store().rankings().await?;
    let model = models.iter().find(|model| model.number == number);
    let model = model.ok_or(Failure::NotFound)?;
    if !model.better {
        return Err(Failure::invalid(ProblemCode::RankingNotBetter));
    }
    if model.state == RankingState::InForce {
        return Err(Failure::Conflict(Problem::new(ProblemCode::AlreadyExists)));
    }
    let reason = Failure::unless_reason(reason, "reason")?;
    let mut write = cx
        .write("ranking_put_in_force", &format!("ranking {number}"))
        .await?;
    write.tell(json!({ "number": number, "weights": model.weights.permille, "reason": reason }));
    for before in models
        .iter()
        .filter(|one| one.state == RankingState::InForce)
    {
        write.save_ranking(&before.moved(RankingState::Retired, &before.reason));
    }
    write.save_ranking(&model.moved(RankingState::InForce, reason));
    cx.save(write).await?;
    Ok(())
}

/// Takes the ranking in force back: the pack's weights count again.
///
/// # Errors
/// [`Failure::NotFound`] when none is in force; [`Failure::Invalid`] without a reason.
pub async fn take_ranking_back(cx: &Cx, reason: &str) -> Result<(), Failure> {
    authorised(cx)?;
    let model = cx
        .store()
        .ranking_in_force()
        .await?
        .ok_or(Failure::NotFound)?;
    let reason = Failure::unless_reason(reason, "reason")?;
    let subject = format!("ranking {}", model.number);
    let mut write = cx.write("ranking_taken_back", &subject).await?;
    write.tell(json!({ "number": model.number, "reason": reason }));
    write.save_ranking(&model.moved(RankingState::Retired, reason));
    cx.save(write).await?;
    Ok(())
}
