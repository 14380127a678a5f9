//! Parties by the names or codes that somebody pasted.

use super::owner_of;
use crate::{Cx, Failure};
use benfu_domain::access::{Area, Verb};
use benfu_domain::id::PartyId;
use benfu_domain::party::Party;
use std::collections::BTreeMap;

/// Why a name leads to no party.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unfound {
    /// No party in reach has it.
    NotFound,
    /// Several have it.
    Ambiguous,
}

/// The parties in the actor's reach that are named, one a line, each once; and the lines that name none or several. At
/// most `most` lines and one are read.
pub(crate) async fn find_named(
    cx: &Cx,
    names: &str,
    most: usize,
) -> Result<(Vec<Party>, Vec<(String, Unfound)>), Failure> {
    let (mut found, mut unfound) = (BTreeMap::<PartyId, Party>::new(), Vec::new());
    let lines = names.lines().map(str::trim).filter(|line| !line.is_empty());
    for line in lines.take(most + 1) {
        let mut parties = cx.store().parties_by_code(line).await?;
        if parties.is_empty() {
            parties = cx.store().parties_by_name(line, "").await?;
        }
        parties.retain(|party| cx.may(Verb::Read, Area::Party, &owner_of(party)));
        let why = match parties.len() {
            1 => None,
            0 => Some(Unfound::NotFound),
            _ => Some(Unfound::Ambiguous),
        };
        let what = line.chars().take(80).collect();
        match why {
            Some(why) => unfound.push((what, why)),
            None => found.extend(parties.into_iter().map(|party| (party.id, party))),
        }
    }
    Ok((found.into_values().collect(), unfound))
}
