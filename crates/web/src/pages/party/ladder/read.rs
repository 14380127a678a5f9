//! The ladder of a firm, filled from the use case.

use axum::extract::Path;
use axum::response::Response;
use benfu_app::packs::{Edition, Policy, PolicyKind};
use benfu_app::policy::{Ladder, Rung, read_ladder};
use benfu_rules::Answer;

use super::duty::{calendar, dated, duties};
use super::standing::{Standing, conditions, height, mark, met, standing};
use super::{Drawn, HeldTitle, LadderView, OfKind, Reachable};
use crate::chart::{self, Caption};
use crate::error_page::Problem;
use crate::locale::{Lang, count};
use crate::pages::id_of;
use crate::route::Route;
use crate::server::Signed;
use crate::view::{Link, Mark, Tone};
use crate::words;

/// Facts named on one line of the list; the explanation names all.
const MOST_FACTS: usize = 6;

/// The kinds that are climbed, in the order of the page; a class is no rung.
const KINDS: [PolicyKind; 4] = [
    PolicyKind::Recognition,
    PolicyKind::Platform,
    PolicyKind::Subsidy,
    PolicyKind::Admission,
];

/// A rung with the policy and the edition it stands for.
struct Step<'a> {
    rung: &'a Rung,
    policy: &'a Policy,
    edition: &'a Edition,
    link: Link,
}

/// `GET /firms/{id}/ladder`.
pub(crate) async fn ladder(signed: Signed, Path(id): Path<String>) -> Result<Response, Problem> {
    let ladder = read_ladder(&signed.cx, id_of(&id)?).await?;
    Ok(signed.page(&view(&signed, &ladder)))
}

fn view(signed: &Signed, ladder: &Ladder) -> LadderView {
    let (lang, firm) = (signed.lang, ladder.party.id.to_string());
    let all = steps(signed, ladder);
    let (classes, mut climbed): (Vec<_>, Vec<_>) = all
        .into_iter()
        .partition(|step| step.policy.kind == PolicyKind::Classification);
    climbed.sort_by_key(|step| height(step.rung));
    let on = |wanted: &[Standing]| by_kind(signed, &climbed, wanted);
    let dates: Vec<_> = climbed
        .iter()
        .map(|step| (step.rung, step.edition, step.link.clone()))
        .collect();
    LadderView {
        firm: Link::new(&ladder.party.name, Route::Firm(&firm)),
        marks: marks(lang, &climbed),
        classes: in_class(classes),
        pictures: pictures(lang, &climbed),
        held: held(signed, &climbed),
        reach: on(&[Standing::Met, Standing::Judged, Standing::Short]),
        open: on(&[Standing::Open]),
        far: on(&[Standing::Far, Standing::Outside]),
        calendar: calendar(signed, &dates),
        fact_form: ladder
            .may_record
            .then(|| Link::new(lang.t("fact-form"), Route::FirmFacts(&firm))),
    }
}

fn steps<'a>(signed: &'a Signed, ladder: &'a Ladder) -> Vec<Step<'a>> {
    let (pack, firm) = (signed.cx.pack(), ladder.party.id.to_string());
    let step = |rung: &'a Rung| {
        let policy = pack.policies.get(&rung.policy)?;
        let route = Route::FirmPolicy(&firm, &policy.id);
        Some(Step {
            rung,
            policy,
            edition: policy.edition(&rung.edition)?,
            link: Link::new(policy.label.text(signed.lang.into()), route),
        })
    };
    ladder.rungs.iter().filter_map(step).collect()
}

/// The classes the firm is in.
fn in_class(steps: Vec<Step<'_>>) -> Vec<Link> {
    let met = steps
        .into_iter()
        .filter(|step| step.rung.answer == Answer::Met);
    met.map(|step| step.link).collect()
}

/// How many stand how, of those that count.
fn marks(lang: Lang, steps: &[Step<'_>]) -> Vec<Mark> {
    let kinds = [
        (Standing::Held, "ladder-count-held", Tone::Good),
        (Standing::Met, "ladder-count-met", Tone::Busy),
        (Standing::Judged, "ladder-count-judged", Tone::Busy),
        (Standing::Short, "ladder-count-short", Tone::Watch),
        (Standing::Open, "ladder-count-open", Tone::Open),
    ];
    let counted = kinds.map(|(wanted, key, tone)| {
        let found = steps.iter().filter(|step| standing(step.rung) == wanted);
        let found = count(found.count());
        (found > 0).then(|| Mark::new(lang.tn(key, found), tone))
    });
    counted.into_iter().flatten().collect()
}

/// One ladder for titles of firms and one for titles of platforms.
fn pictures(lang: Lang, steps: &[Step<'_>]) -> Vec<Drawn> {
    let kinds = [
        (PolicyKind::Recognition, "ladder-recognitions"),
        (PolicyKind::Platform, "ladder-platforms"),
    ];
    let drawn = kinds.into_iter().filter_map(|(kind, id)| {
        let shown =
            |step: &&Step<'_>| step.policy.kind == kind && standing(step.rung) != Standing::Outside;
        let rungs: Vec<chart::Rung> = steps
            .iter()
            .filter(shown)
            .map(|step| drawn(lang, step))
            .collect();
        let title = words::policy_kind(lang, kind);
        let caption = Caption::new(id, &title, lang.tn("ladder-caption", count(rungs.len())));
        let legend = ["legend-met", "legend-open", "legend-lacking"];
        let legend = legend.map(|key| lang.t(key).into_owned());
        (!rungs.is_empty()).then(|| Drawn {
            picture: chart::ladder(&caption, &legend, &rungs),
            title,
        })
    });
    drawn.collect()
}

fn drawn(lang: Lang, step: &Step<'_>) -> chart::Rung {
    let standing = mark(lang, step.rung);
    chart::Rung {
        label: step.link.text.clone(),
        standing: standing.text,
        tone: standing.tone,
        met: count(met(step.rung)),
        open: count(step.rung.open),
        of: count(step.rung.conditions),
        href: Some(step.link.href.clone()),
    }
}

/// Titles held, the first to end first.
fn held(signed: &Signed, steps: &[Step<'_>]) -> Vec<HeldTitle> {
    let title = |step: &Step<'_>| {
        let status = step.rung.held.as_ref()?;
        Some(HeldTitle {
            policy: step.link.clone(),
            until: status.until.and_then(|until| dated(&signed.cx, until)),
            today: watched(conditions(signed.lang, step.rung)),
            duties: duties(signed, status, step.edition),
        })
    };
    let mut titles: Vec<HeldTitle> = steps.iter().filter_map(title).collect();
    titles.sort_by_key(|title| (title.until.is_none(), title.until.map(|until| until.on)));
    titles
}

/// Whoever holds a title must watch what it no longer meets, however far that is.
fn watched(mark: Mark) -> Mark {
    match mark.tone {
        Tone::Plain => Mark {
            tone: Tone::Watch,
            ..mark
        },
        Tone::Busy | Tone::Good | Tone::Bad | Tone::Watch | Tone::Open => mark,
    }
}

/// The policies that stand in one of these ways, by kind; the nearest first.
fn by_kind(signed: &Signed, steps: &[Step<'_>], wanted: &[Standing]) -> Vec<OfKind> {
    let of_kind = |kind: PolicyKind| {
        let among =
            |step: &&Step<'_>| step.policy.kind == kind && wanted.contains(&standing(step.rung));
        let rows: Vec<Reachable> = steps
            .iter()
            .filter(among)
            .map(|step| reachable(signed, step))
            .collect();
        (!rows.is_empty()).then(|| OfKind {
            kind: words::policy_kind(signed.lang, kind),
            rows,
        })
    };
    KINDS.into_iter().filter_map(of_kind).collect()
}

fn reachable(signed: &Signed, step: &Step<'_>) -> Reachable {
    let (lang, rung) = (signed.lang, step.rung);
    let lacking = rung.failing.iter();
    let named = lacking.map(|id| step.edition.label(id, lang.into()));
    let asked = rung.missing.iter().take(MOST_FACTS);
    let asked = asked.map(|question| words::question(&signed.cx, lang, question));
    Reachable {
        policy: step.link.clone(),
        standing: mark(lang, rung),
        reasons: named.chain(asked).collect(),
        note: note(lang, rung),
    }
}

/// What the names do not say: facts left out, conditions that are open besides, reviewers.
fn note(lang: Lang, rung: &Rung) -> String {
    let left_out = rung.missing.len().saturating_sub(MOST_FACTS);
    let mut notes = Vec::new();
    if left_out > 0 {
        notes.push(lang.tn("and-more-facts", count(left_out)));
    }
    if rung.answer == Answer::NotMet && rung.open > 0 {
        notes.push(lang.tn("and-open-conditions", count(rung.open)));
    }
    if rung.judgement && !rung.missing.is_empty() {
        notes.push(lang.t("and-judgement"));
    }
    notes.join(if lang == Lang::Zh { "；" } else { "; " })
}
