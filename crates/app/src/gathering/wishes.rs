//! Whom somebody would meet: what it could choose, and what it says.

use super::part::own_part;
use super::suggest::{self, Suggested};
use super::whole::Whole;
use crate::{Cx, Failure, ProblemCode};
use benfu_domain::access::{Area, Verb};
use benfu_domain::gathering::{
    Gathering, GatheringAction, Pair, Participant, Side, Strength, Wish,
};
use benfu_domain::id::{GatheringId, PartyId};
use serde_json::json;
use std::collections::{BTreeMap, HashMap};

/// The most pairs that one page shows and one act says.
const MOST: usize = 2_000;

/// A pair that somebody could want.
#[derive(Debug, Clone)]
pub struct Choice {
    /// The pair.
    pub pair: Pair,
    /// On which side it stands there.
    pub side: Side,
    /// What the pair's need is called.
    pub need: String,
    /// Who is on the other side.
    pub other: PartyId,
    /// Its name.
    pub other_name: String,
    /// What it said.
    pub said: Option<Strength>,
    /// What the other said; for the organiser only, so that nobody answers to please.
    pub answered: Option<Strength>,
    /// How well it suits, as matching sees it.
    pub suggested: Option<Suggested>,
}

/// What somebody could want, and what it said.
#[derive(Debug, Clone)]
pub struct WishesPage {
    /// The gathering.
    pub gathering: Gathering,
    /// Whose wishes these are.
    pub participant: Participant,
    /// Its name.
    pub name: String,
    /// What it could choose: what was said first, then what suits best.
    pub choices: Vec<Choice>,
    /// Suppliers who suit its needs and do not take part; for the organiser.
    pub newcomers: Vec<(PartyId, String, Suggested)>,
}

/// Reads what one of those who take part could want.
///
/// # Errors
/// [`Failure::NotFound`] for anybody but its own people and the organiser.
pub async fn read_wishes(cx: &Cx, id: GatheringId, party: PartyId) -> Result<WishesPage, Failure> {
    let (whole, participant) = own_part(cx, id, party, GatheringAction::Plan).await?;
    let organiser = cx.may(Verb::Write, Area::Gathering, &whole.owner());
    let suggested = suggest::for_party(cx, &whole, party).await?;
    let names = crate::party::names_of(cx, whole.participants.iter().map(|one| one.party)).await?;
    let mut choices = choices(&whole, party, &names, &suggested);
    if !organiser {
        for choice in &mut choices {
            choice.answered = None;
        }
    }
    let newcomers = if organiser {
        suggest::newcomers(cx, &whole, &suggested, NEWCOMERS).await?
    } else {
        Vec::new()
    };
    Ok(WishesPage {
        name: names.get(&party).cloned().unwrap_or_default(),
        choices,
        newcomers,
        participant,
        gathering: whole.gathering,
    })
}

/// How many newcomers are named for each need.
const NEWCOMERS: usize = 5;

/// Every pair of it: each of its needs with everybody else, each need of the others with itself.
fn pairs(whole: &Whole, party: PartyId) -> Vec<(Pair, Side, PartyId)> {
    let mut pairs = Vec::new();
    for need in whole.needs.values() {
        let Some(asker) = need.party else { continue };
        if asker == party {
            let others = whole.present().filter(|one| one.party != party);
            pairs.extend(others.map(|one| {
                let pair = Pair {
                    need: need.id,
                    supplier: one.party,
                };
                (pair, Side::Asker, one.party)
            }));
        } else if whole.present().any(|one| one.party == asker) {
            let pair = Pair {
                need: need.id,
                supplier: party,
            };
            pairs.push((pair, Side::Supplier, asker));
        }
    }
    pairs
}

fn choices(
    whole: &Whole,
    party: PartyId,
    names: &HashMap<PartyId, String>,
    suggested: &BTreeMap<Pair, Suggested>,
) -> Vec<Choice> {
    let said: HashMap<(Pair, Side), Strength> = whole
        .wishes
        .iter()
        .map(|wish| ((wish.pair, wish.side), wish.strength))
        .collect();
    let choice = |(pair, side, other): (Pair, Side, PartyId)| {
        let across = match side {
            Side::Asker => Side::Supplier,
            Side::Supplier => Side::Asker,
        };
        Choice {
            need: whole
                .needs
                .get(&pair.need)
                .map(|need| need.title.clone())
                .unwrap_or_default(),
            other_name: names.get(&other).cloned().unwrap_or_default(),
            said: said.get(&(pair, side)).copied(),
            answered: said.get(&(pair, across)).copied(),
            suggested: suggested.get(&pair).copied(),
            pair,
            side,
            other,
        }
    };
    let mut choices: Vec<Choice> = pairs(whole, party).into_iter().map(choice).collect();
    let suits = |choice: &Choice| choice.suggested.map(|one| (!one.fails, one.permille));
    choices.sort_by_key(|one| {
        let spoken = one.said.or(one.answered).is_some();
        (std::cmp::Reverse((spoken, suits(one))), one.pair)
    });
    choices.truncate(MOST);
    choices
}

/// Says whom somebody would meet, pair by pair; `None` takes back what was said.
///
/// # Errors
/// [`Failure::NotFound`] when a pair is not one of its own; [`Failure::Invalid`] after the day for wishes.
pub async fn save_wishes(
    cx: &Cx,
    id: GatheringId,
    party: PartyId,
    said: Vec<(Pair, Option<Strength>)>,
) -> Result<usize, Failure> {
    let (whole, _) = own_part(cx, id, party, GatheringAction::Wish).await?;
    if said.len() > MOST {
        return Err(Failure::invalid(ProblemCode::TextTooLong));
    }
    let own: HashMap<Pair, Side> = pairs(&whole, party)
        .into_iter()
        .map(|(pair, side, _)| (pair, side))
        .collect();
    let before: HashMap<(Pair, Side), Strength> = whole
        .wishes
        .iter()
        .map(|wish| ((wish.pair, wish.side), wish.strength))
        .collect();
    let (mut put, mut dropped) = (Vec::new(), Vec::new());
    for (pair, strength) in said {
        let side = *own.get(&pair).ok_or(Failure::NotFound)?;
        match strength {
            _ if before.get(&(pair, side)).copied() == strength => {}
            None => dropped.push((pair, side)),
            Some(strength) => put.push(Wish {
                pair,
                side,
                strength,
                offer: None,
                on: cx.today(),
            }),
        }
    }
    if put.is_empty() && dropped.is_empty() {
        return Ok(0);
    }
    if !put.is_empty() {
        let suggested = suggest::for_party(cx, &whole, party).await?;
        for wish in &mut put {
            wish.offer = suggested.get(&wish.pair).and_then(|one| one.offer);
        }
    }
    let mut write = cx.write("wishes_said", &id.to_string()).await?;
    let told = |pair: &Pair| format!("{} {}", pair.need, pair.supplier);
    write.tell(json!({
        "party": party.to_string(),
        "said": put.iter().map(|wish| json!([told(&wish.pair), wish.strength.value()])).collect::<Vec<_>>(),
        "taken_back": dropped.iter().map(|(pair, _)| told(pair)).collect::<Vec<_>>(),
    }));
    write.put_wishes(id, &put).drop_wishes(id, &dropped);
    cx.save(write).await?;
    Ok(put.len() + dropped.len())
}
