//! Writing a need: a title and a text are enough.

use super::owner_of;
use crate::{Cx, Failure, Problem, ProblemCode};
use benfu_domain::access::{Area, Owner, Verb};
use benfu_domain::id::{NeedId, PartyId};
use benfu_domain::matching::Compiled;
use benfu_domain::need::{Constraint, Need, NeedAction, NeedState, Terms};
use serde_json::json;

/// The longest text, in characters; longer material is attached as a file.
const LONGEST_TEXT: usize = 20_000;
/// The longest title, in characters.
const LONGEST_TITLE: usize = 200;
/// How often the constraints of a published need may change in a day, so that a secret cannot be probed.
const REVISIONS_A_DAY: usize = 3;

/// What somebody wrote.
#[derive(Debug, Clone, Default)]
pub struct NeedDraft {
    /// The need to change; a new one when `None`.
    pub id: Option<NeedId>,
    /// The version it was read at, when it is changed.
    pub version: i64,
    /// The programme, a pack id.
    pub programme: String,
    /// Title.
    pub title: String,
    /// What is the matter.
    pub text: String,
    /// The party that has the need; the actor's own when `None`.
    pub party: Option<PartyId>,
    /// What publication asks for; may be empty.
    pub terms: Terms,
}

/// Saves a draft, or changes a need that may still be changed. A change of a published need's terms is a new
/// published version.
///
/// # Errors
/// [`Failure::Invalid`] without title or text, or with a constraint that does not compile.
pub async fn save_need(cx: &Cx, draft: NeedDraft) -> Result<NeedId, Failure> {
    if let Some(earlier) = cx.earlier_id().await? {
        return Ok(earlier);
    }
    match draft.id {
        None => create(cx, draft).await,
        Some(id) => change(cx, id, draft).await,
    }
}

async fn create(cx: &Cx, draft: NeedDraft) -> Result<NeedId, Failure> {
    let need = drafted_need(cx, draft).await?;
    let mut write = cx.write("need_drafted", &need.id.to_string()).await?;
    write.tell(json!({ "title": need.title, "programme": need.programme }));
    write.save_need(&need);
    cx.save(write).await?;
    Ok(need.id)
}

/// A new draft that the actor may write; not saved yet.
pub(crate) async fn drafted_need(cx: &Cx, draft: NeedDraft) -> Result<Need, Failure> {
    cx.authorise(Verb::Write, Area::Need, &cx.own())?;
    Failure::unless_empty(problems(cx, &draft))?;
    let id = NeedId::from_bits(cx.app.mint());
    let need = Need {
        id,
        key: cx.store().next_subject().await?,
        programme: draft.programme,
        title: draft.title.trim().to_owned(),
        text: draft.text.trim().to_owned(),
        party: draft.party.or(cx.actor.party),
        organisation: cx.actor.organisation,
        region: cx.actor.region.clone(),
        state: NeedState::Draft,
        close_code: String::new(),
        terms: draft.terms,
        published_version: 0,
        expires_on: None,
        import: None,
        opened_on: cx.today(),
        version: 1,
    };
    check_party(cx, &need).await?;
    Ok(need)
}

async fn change(cx: &Cx, id: NeedId, draft: NeedDraft) -> Result<NeedId, Failure> {
    let need = cx.store().need(id).await?.ok_or(Failure::NotFound)?;
    cx.authorise(Verb::Write, Area::Need, &owner_of(&need))?;
    Failure::unless_empty(problems(cx, &draft))?;
    if draft.version != need.version {
        return Err(Failure::Conflict(Problem::new(
            ProblemCode::ChangedMeanwhile,
        )));
    }
    let mut next = Need {
        title: draft.title.trim().to_owned(),
        text: draft.text.trim().to_owned(),
        party: draft.party.or(need.party),
        terms: draft.terms,
        version: need.version + 1,
        ..need.clone()
    };
    check_party(cx, &next).await?;
    let revised = need.state == NeedState::Published;
    match need.state {
        NeedState::Draft | NeedState::Collected | NeedState::Screened => {}
        NeedState::Published => next = super::move_need::revised(cx, &next)?,
        NeedState::Matched | NeedState::Closed | NeedState::Expired | NeedState::Withdrawn => {
            return Err(Failure::invalid(ProblemCode::NeedWrongState));
        }
    }
    let mut write = cx
        .write(
            if revised {
                "need_revised"
            } else {
                "need_changed"
            },
            &id.to_string(),
        )
        .await?;
    write.tell(json!({ "title": next.title, "version": next.version, "published_version": next.published_version }));
    write.save_need(&next);
    if revised {
        limit_revisions(cx, id).await?;
        write.keep_published_constraints(&next).add_need_step(
            &next,
            NeedAction::Revise,
            cx.today(),
            "",
        );
    }
    cx.save(write).await?;
    Ok(id)
}

async fn limit_revisions(cx: &Cx, id: NeedId) -> Result<(), Failure> {
    let today = cx.today();
    let steps = cx.store().need_steps(id).await?;
    let revisions = steps
        .iter()
        .filter(|step| step.action == NeedAction::Revise && step.on == today)
        .count();
    if revisions >= REVISIONS_A_DAY {
        return Err(Failure::invalid(ProblemCode::TermsLimit));
    }
    Ok(())
}

/// A need may be written for another party only by those whose reach covers that party.
async fn check_party(cx: &Cx, need: &Need) -> Result<(), Failure> {
    let Some(party) = need.party.filter(|party| cx.actor.party != Some(*party)) else {
        return Ok(());
    };
    let party = cx.store().party(party).await?.ok_or(Failure::NotFound)?;
    let owner = Owner {
        organisation: party.organisation,
        region: party.region,
        parties: vec![party.id],
    };
    cx.authorise(Verb::Read, Area::Party, &owner)
}

fn problems(cx: &Cx, draft: &NeedDraft) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut say = |code, field: &str| problems.push(Problem::with_field(code, field));
    if draft.title.trim().is_empty() {
        say(ProblemCode::TitleMissing, "title");
    }
    if draft.text.trim().is_empty() {
        say(ProblemCode::TextMissing, "text");
    }
    if draft.title.chars().count() > LONGEST_TITLE {
        say(ProblemCode::TextTooLong, "title");
    }
    if draft.text.chars().count() > LONGEST_TEXT {
        say(ProblemCode::TextTooLong, "text");
    }
    let place = draft.terms.place.as_ref();
    if place.is_some_and(|place| cx.pack().regions.get(place).is_none()) {
        say(ProblemCode::RegionUnknown, "place");
    }
    problems.extend(check_constraints(cx, &draft.terms));
    problems
}

/// The problems of constraints whose rules do not compile, each with what to write instead.
pub fn check_constraints(cx: &Cx, terms: &Terms) -> Vec<Problem> {
    broken_rules(cx, &terms.constraints, "constraints")
}

/// The same for constraints that stand in fields of this name.
pub(crate) fn broken_rules(cx: &Cx, constraints: &[Constraint], field: &str) -> Vec<Problem> {
    let dictionary = &cx.pack().dictionary;
    let faults = (0..).zip(constraints).filter_map(|(place, constraint)| {
        let faults = Compiled::new(constraint, dictionary).err()?;
        Some((place, faults))
    });
    let each = faults.flat_map(|(place, faults): (usize, _)| {
        faults.into_iter().map(move |fault| (place, fault))
    });
    each.map(|(place, fault)| {
        let (message, help) = (&fault.message, &fault.help);
        Problem::with_field(ProblemCode::RuleInvalid, &format!("{field}.{place}")).detail(
            format!("{};{}", message.zh, help.zh),
            format!("{}; {}", message.en, help.en),
        )
    })
    .collect()
}
