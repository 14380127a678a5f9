//! The firms behind a count of a policy as a workbook: where each stands, what it lacks and what to bring.

use axum::response::Response;
use benfu_app::office::evidence::MediaType;
use benfu_app::packs::{Edition, Policy};
use benfu_app::policy::{ChosenFirms, ExportedFirm, export_firms};
use benfu_domain::policy::NoticeAnswer;

use crate::error_page::{Problem, ProblemKind};
use crate::locale::Lang;
use crate::server::Signed;
use crate::words;

/// `POST /policies/{id}/acts/export`: the chosen firms as a workbook.
pub(super) async fn export(signed: &Signed, chosen: &ChosenFirms) -> Result<Response, Problem> {
    let firms = export_firms(&signed.cx, chosen).await?;
    let not_found = || Problem::new(ProblemKind::NotFound);
    let policy = signed
        .cx
        .pack()
        .policies
        .get(&chosen.policy)
        .ok_or_else(not_found)?;
    let edition = policy.edition_on(signed.cx.today()).ok_or_else(not_found)?;
    let bytes = benfu_app::policy::firms_workbook(
        &columns(signed.lang),
        &sheet(signed, (policy, edition), &firms),
    )?;
    let name = format!("{}.xlsx", policy.label.text(signed.lang.into()));
    Ok(crate::pages::case::file_response(
        &name,
        MediaType::Xlsx.as_str(),
        bytes,
    ))
}

/// The columns of the file.
pub(super) fn columns(lang: Lang) -> Vec<String> {
    let keys = [
        "col-firm",
        "col-place",
        "col-answer",
        "col-missed",
        "col-bring",
        "col-expires",
        "col-reminder",
    ];
    keys.map(|key| lang.t(key).into_owned()).to_vec()
}

fn sheet(
    signed: &Signed,
    (policy, edition): (&Policy, &Edition),
    firms: &[ExportedFirm],
) -> Vec<Vec<String>> {
    let lang = signed.lang;
    let row = |exported: &ExportedFirm| {
        let firm = &exported.firm;
        let failing = exported
            .failing
            .iter()
            .map(|id| edition.label(id, lang.into()));
        let missing = exported
            .missing
            .iter()
            .map(|question| words::question(&signed.cx, lang, question));
        let until = firm
            .until
            .and_then(words::date_of)
            .map(|until| until.to_string());
        vec![
            firm.name.clone(),
            words::region(&signed.cx, lang, &firm.region),
            lang.t(answer_key(firm.answer)).into_owned(),
            lang.listed(&failing.collect::<Vec<_>>()),
            lang.listed(&missing.collect::<Vec<_>>()),
            until.unwrap_or_default(),
            super::bulk::reminder(lang, policy.label.text(lang.into()), edition, firm),
        ]
    };
    firms.iter().map(row).collect()
}

fn answer_key(answer: NoticeAnswer) -> &'static str {
    match answer {
        NoticeAnswer::Met => "answer-met",
        NoticeAnswer::Near => "policy-near",
        NoticeAnswer::NotMet => "policy-not-met",
        NoticeAnswer::Unknown => "answer-cannot-tell",
    }
}
