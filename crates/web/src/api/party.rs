//! Firms and other parties for programs.

use axum::Json;
use axum::extract::{Path, Query};
use benfu_app::Cx;
use benfu_app::fact::ShownFact;
use benfu_app::party::{PartyQuery, list_parties, read_party};
use benfu_domain::party::{Party, Status};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::problem::id_of;
use super::{ApiProblem, Caller, Paged, ProblemBody};
use crate::locale::Lang;
use crate::words;

/// A party.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PartyBody {
    id: String,
    name: String,
    code: Option<String>,
    identity: &'static str,
    region: String,
    /// Is the region where it is? If not, nothing says where it is, and the region is that of the office that keeps the row.
    located: bool,
    introduction: String,
    version: i64,
}

fn body(party: &Party) -> PartyBody {
    PartyBody {
        id: party.id.to_string(),
        name: party.name.clone(),
        code: party.code.clone(),
        identity: party.identity.word(),
        region: party.region.to_string(),
        located: party.located,
        introduction: party.introduction.clone(),
        version: party.version,
    }
}

/// A page of the register.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PartyPageBody {
    parties: Vec<PartyBody>,
    /// The key after which the next page begins.
    next: Option<String>,
}

/// Which parties are asked for.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Narrowed {
    /// Only names that contain this.
    #[serde(default)]
    name: String,
    /// Only of this region and within it.
    #[serde(default)]
    region: String,
    /// Only holders of this scheme today.
    #[serde(default)]
    scheme: String,
}

/// Parties that the caller may see.
#[utoipa::path(get, operation_id = "list_parties", path = "/api/v1/parties", params(Narrowed, Paged), responses(
    (status = 200, body = PartyPageBody), (status = 404, body = ProblemBody)))]
pub(crate) async fn list(
    Caller(cx): Caller,
    Query(narrowed): Query<Narrowed>,
    Query(paged): Query<Paged>,
) -> Result<Json<PartyPageBody>, ApiProblem> {
    let query = PartyQuery {
        region: narrowed.region,
        scheme: narrowed.scheme,
        name: narrowed.name,
    };
    let list = list_parties(&cx, &query, &paged.page()).await?;
    let parties = list.parties.iter().map(body).collect();
    Ok(Json(PartyPageBody {
        parties,
        next: list.next,
    }))
}

/// A fact that the caller may see.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FactBody {
    concept: String,
    period: String,
    value_zh: String,
    value_en: String,
    level: &'static str,
    source: String,
}

pub(super) fn fact_bodies(cx: &Cx, facts: &[ShownFact]) -> Vec<FactBody> {
    let dictionary = &cx.pack().dictionary;
    let fact = |fact: &ShownFact| {
        let concept = dictionary.concepts.get(&fact.concept);
        FactBody {
            concept: fact.concept.clone(),
            period: fact.period.to_string(),
            value_zh: words::observed(cx, Lang::Zh, concept, &fact.observed),
            value_en: words::observed(cx, Lang::En, concept, &fact.observed),
            level: fact.level.word(),
            source: words::source(&fact.source),
        }
    };
    facts.iter().map(fact).collect()
}

/// A status of a party.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct StatusBody {
    scheme: String,
    level: String,
    from: String,
    until: Option<String>,
    document: String,
}

/// One party with the facts and statuses that the caller may see.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PartyDetailBody {
    party: PartyBody,
    facts: Vec<FactBody>,
    statuses: Vec<StatusBody>,
}

/// One party.
#[utoipa::path(get, operation_id = "read_party", path = "/api/v1/parties/{id}", params(("id" = String, Path)), responses(
    (status = 200, body = PartyDetailBody), (status = 404, body = ProblemBody)))]
pub(crate) async fn read(
    Caller(cx): Caller,
    Path(id): Path<String>,
) -> Result<Json<PartyDetailBody>, ApiProblem> {
    let dossier = read_party(&cx, id_of(&id)?).await?;
    let status = |status: &Status| StatusBody {
        scheme: status.scheme.clone(),
        level: status.level.clone(),
        from: status.from.to_string(),
        until: status.until.map(|day| day.to_string()),
        document: status.document.clone(),
    };
    Ok(Json(PartyDetailBody {
        party: body(&dossier.party),
        facts: fact_bodies(&cx, &dossier.facts),
        statuses: dossier.statuses.iter().map(status).collect(),
    }))
}
