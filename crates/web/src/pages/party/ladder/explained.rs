//! One policy explained for a firm, filled from the use case.

use axum::extract::Path;
use axum::response::Response;
use benfu_app::Failure;
use benfu_app::packs::{Edition, Policy};
use benfu_app::policy::{Explained, explain_policy};
use benfu_rules::Question;

use super::conditions::{Teller, condition_rows, score_tables};
use super::remedy::remedy_rows;
use super::standing::{conditions, held};
use super::{FirmPolicyView, Stated};
use crate::error_page::Problem;
use crate::locale::Lang;
use crate::pages::id_of;
use crate::route::Route;
use crate::server::Signed;
use crate::view::Link;
use crate::words;

/// `GET /firms/{id}/policies/{policy}`.
pub(crate) async fn policy(
    signed: Signed,
    Path((id, policy)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let cx = &signed.cx;
    let explained = explain_policy(cx, id_of(&id)?, &policy).await?;
    let policy = cx.pack().policies.get(&policy).ok_or(Failure::NotFound)?;
    let edition = policy.edition(&explained.rung.edition);
    let edition = edition.ok_or(Failure::NotFound)?;
    Ok(signed.page(&view(&signed, &explained, policy, edition)))
}

fn view(
    signed: &Signed,
    explained: &Explained,
    policy: &Policy,
    edition: &Edition,
) -> FirmPolicyView {
    let (cx, lang, rung) = (&signed.cx, signed.lang, &explained.rung);
    let firm = explained.party.id.to_string();
    let teller = Teller { cx, edition, lang };
    let missing = rung.missing.iter();
    FirmPolicyView {
        firm: Link::new(&explained.party.name, Route::Firm(&firm)),
        ladder: Link::new(lang.t("ladder"), Route::FirmLadder(&firm)),
        name: policy.label.text(lang.into()).to_owned(),
        kind: words::policy_kind(lang, policy.kind),
        authority: policy.authority.text(lang.into()).to_owned(),
        held: held(lang, rung),
        standing: conditions(lang, rung),
        unconfirmed: edition.is_unconfirmed(),
        benefit: benefit(lang, edition),
        edition: in_force(lang, edition),
        terms: terms(lang, edition),
        missing: missing
            .map(|question| fact_link(signed, explained, question))
            .collect(),
        judgement: rung.judgement,
        remedies: remedy_rows(cx, lang, explained),
        conditions: condition_rows(teller, &explained.assessment),
        scores: score_tables(teller, &explained.assessment),
        fact_form: explained
            .may_record
            .then(|| Link::new(lang.t("fact-form"), Route::FirmFacts(&firm))),
    }
}

/// A fact to bring, with the field in which it is recorded; a register is kept by others.
fn fact_link(signed: &Signed, explained: &Explained, question: &Question) -> Link {
    let text = words::question(&signed.cx, signed.lang, question);
    let firm = explained.party.id.to_string();
    match question {
        Question::Concept { concept, .. } if explained.may_record => {
            Link::new(text, format!("{}#{concept}", Route::FirmFacts(&firm)))
        }
        Question::Concept { .. } | Question::Register { .. } => Link::new(text, ""),
    }
}

fn benefit(lang: Lang, edition: &Edition) -> Option<Stated> {
    let benefit = edition.benefit.as_ref()?;
    Some(Stated {
        text: benefit.text.text(lang.into()).to_owned(),
        source: words::citation(&benefit.source),
    })
}

fn in_force(lang: Lang, edition: &Edition) -> Stated {
    let (from, until) = (
        words::date_of(edition.from),
        edition.until.and_then(words::date_of),
    );
    Stated {
        text: lang
            .tv("edition-in-force", lang.span(from, until))
            .into_owned(),
        source: words::citation(&edition.source),
    }
}

/// How long what it gives holds, when applications are taken, what is due when.
fn terms(lang: Lang, edition: &Edition) -> Vec<Stated> {
    let validity = edition.validity.iter().map(|validity| Stated {
        text: lang.tn("valid-months", validity.months).into_owned(),
        source: words::citation(&validity.source),
    });
    let windows = words::policy_windows(lang, edition);
    let dated = windows.chain(words::policy_clocks(lang, edition));
    let dated = dated.map(|term| {
        let values = [("what", term.label.as_str()), ("when", &term.when)];
        Stated {
            text: lang.tw("term", &values).into_owned(),
            source: term.source,
        }
    });
    validity.chain(dated).collect()
}
