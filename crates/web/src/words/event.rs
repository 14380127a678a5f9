//! Events of the ledger as words.

use crate::locale::Lang;

/// Event and the key of its words.
const EVENTS: &[(&str, &str)] = &[
    ("installation_set_up", "event-installation-set-up"),
    ("account_created", "event-account-created"),
    ("account_closed", "event-account-closed"),
    ("account_reopened", "event-account-reopened"),
    ("account_unlocked", "event-account-unlocked"),
    ("account_password_set", "event-account-password-set"),
    ("organisation_created", "event-organisation-created"),
    ("sign_in_attempted", "event-sign-in-attempted"),
    ("signed_in", "event-signed-in"),
    ("need_drafted", "event-need-drafted"),
    ("need_changed", "event-need-changed"),
    ("need_handed_in", "event-need-handed-in"),
    ("need_returned", "event-need-returned"),
    ("need_screened", "event-need-screened"),
    ("need_published", "event-need-published"),
    ("need_revised", "event-need-revised"),
    ("need_renewed", "event-need-renewed"),
    ("need_closed", "event-need-closed"),
    ("need_expired", "event-need-expired"),
    ("need_withdrawn", "event-need-withdrawn"),
    ("selection_closed", "event-selection-closed"),
    ("offer_made", "event-offer-made"),
    ("offer_changed", "event-offer-changed"),
    ("offer_withdrawn", "event-offer-withdrawn"),
    ("party_added", "event-party-added"),
    ("party_changed", "event-party-changed"),
    ("merge_decided", "event-merge-decided"),
    ("facts_asked", "event-facts-asked"),
    ("facts_recorded", "event-facts-recorded"),
    ("question_answered", "event-question-answered"),
    ("matched_unseen", "event-matched-unseen"),
    ("supplier_invited", "event-supplier-invited"),
    ("supplier_came_forward", "event-supplier-came-forward"),
    ("case_submitted", "event-case-submitted"),
    ("case_returned", "event-case-returned"),
    ("case_agreed", "event-case-agreed"),
    ("case_declined", "event-case-declined"),
    ("case_started", "event-case-started"),
    ("case_recorded", "event-case-recorded"),
    ("result_delivered", "event-result-delivered"),
    ("result_refused", "event-result-refused"),
    ("result_accepted", "event-result-accepted"),
    ("result_adopted", "event-result-adopted"),
    ("stage_advanced", "event-stage-advanced"),
    ("stage_stepped_back", "event-stage-stepped-back"),
    ("case_paused", "event-case-paused"),
    ("case_resumed", "event-case-resumed"),
    ("case_transferred", "event-case-transferred"),
    ("case_withdrawn", "event-case-withdrawn"),
    ("case_ended", "event-case-ended"),
    ("evidence_added", "event-evidence-added"),
    ("import_taken", "event-import-taken"),
    ("import_withdrawn", "event-import-withdrawn"),
    ("sample_made", "event-sample-made"),
];

/// What happened; an event of another version is shown by its name.
pub(crate) fn event(lang: Lang, action: &str) -> String {
    let known = EVENTS.iter().find(|(event, _)| *event == action);
    known.map_or_else(|| action.to_owned(), |(_, key)| lang.t(key).into_owned())
}
