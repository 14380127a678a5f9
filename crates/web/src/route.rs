//! Every address of the system, as values: links are built, never spelled.
//!
//! Main type: [`Route`]. Each route has an axum pattern in [`pattern`] made from the same line, so
//! the link and the handler cannot drift apart. Identifiers are percent-encoded when a link is
//! built. What does not belong here: handlers.

use std::fmt::{self, Write as _};

/// Declares routes: the name of the variant, its identifiers, and the pattern.
macro_rules! routes {
    ($($(#[$doc:meta])* $name:ident $(($($id:ident),+))?, $constant:ident = $pattern:literal;)+) => {
        /// An address of this site.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Route<'a> {
            $($(#[$doc])* $name $(($(routes!(@text $id 'a)),+))?,)+
        }

        /// The patterns under which the router mounts each address.
        pub mod pattern {
            $($(#[$doc])* pub const $constant: &str = $pattern;)+

            /// All of them, for tests and for the coverage list of endpoints.
            pub const ALL: &[&str] = &[$($constant),+];
        }

        impl Route<'_> {
            fn parts(&self) -> (&'static str, Vec<&str>) {
                match self {
                    $(Self::$name $(($($id),+))? => ($pattern, vec![$($($id),+)?]),)+
                }
            }
        }
    };
    (@text $id:ident $life:lifetime) => { &$life str };
}

routes! {
    /// What waits for me.
    Home, HOME = "/";
    /// The sign-in form.
    SignIn, SIGN_IN = "/sign-in";
    /// Ends the session (POST).
    SignOut, SIGN_OUT = "/sign-out";
    /// Switches the language and returns.
    Language(code), LANGUAGE = "/lang/{code}";
    /// Search over needs, offers, firms and cases.
    Search, SEARCH = "/search";
    /// All needs the reader may see.
    Needs, NEEDS = "/needs";
    /// The form for a new need.
    NeedNew, NEED_NEW = "/needs/new";
    /// A new need from a description in prose.
    NeedDescribe, NEED_DESCRIBE = "/needs/new/describe";
    /// One need.
    Need(id), NEED = "/needs/{id}";
    /// The form of an existing need.
    NeedEdit(id), NEED_EDIT = "/needs/{id}/edit";
    /// Ranked offers for a need.
    NeedMatches(id), NEED_MATCHES = "/needs/{id}/matches";
    /// An act on a need, such as publishing it (POST).
    NeedAct(id, action), NEED_ACT = "/needs/{id}/acts/{action}";
    /// What each part of a score counts, and what was learned from ends.
    Rankings, RANKINGS = "/matching/rankings";
    /// An act on the rankings (POST).
    RankingsAct(action), RANKINGS_ACT = "/matching/rankings/acts/{action}";
    /// All offers the reader may see.
    Offers, OFFERS = "/offers";
    /// The form for a new offer.
    OfferNew, OFFER_NEW = "/offers/new";
    /// The form for facts about an offer.
    OfferFacts(id), OFFER_FACTS = "/offers/{id}/facts";
    /// One offer.
    Offer(id), OFFER = "/offers/{id}";
    /// The form of an existing offer.
    OfferEdit(id), OFFER_EDIT = "/offers/{id}/edit";
    /// An act on an offer (POST).
    OfferAct(id, action), OFFER_ACT = "/offers/{id}/acts/{action}";
    /// Firms and other organisations.
    Firms, FIRMS = "/firms";
    /// The form for a new firm.
    FirmNew, FIRM_NEW = "/firms/new";
    /// Firms that look like one, to be merged or told apart.
    Duplicates, DUPLICATES = "/firms/duplicates";
    /// The form of an existing firm.
    FirmEdit(id), FIRM_EDIT = "/firms/{id}/edit";
    /// The form for facts about a firm.
    FirmFacts(id), FIRM_FACTS = "/firms/{id}/facts";
    /// Needs that suit a firm.
    FirmMatches(id), FIRM_MATCHES = "/firms/{id}/matches";
    /// Where a firm stands on every policy.
    FirmLadder(id), FIRM_LADDER = "/firms/{id}/ladder";
    /// One policy explained for a firm.
    FirmPolicy(id, policy), FIRM_POLICY = "/firms/{id}/policies/{policy}";
    /// One firm with its dossier.
    Firm(id), FIRM = "/firms/{id}";
    /// Policies: what they give, and who qualifies.
    Policies, POLICIES = "/policies";
    /// Every policy in every street or district.
    PolicyMatrix, POLICY_MATRIX = "/policies/matrix";
    /// The coaching towards a policy, beside its target.
    PolicyCoaching(id), POLICY_COACHING = "/policies/{id}/coaching";
    /// A bulk act on firms behind a policy: its preview, and carrying it out (POST).
    PolicyAct(id, action), POLICY_ACT = "/policies/{id}/acts/{action}";
    /// The firms behind a count of a policy.
    PolicyFirms(id), POLICY_FIRMS = "/policies/{id}/firms";
    /// One policy asked of everybody in reach.
    Policy(id), POLICY = "/policies/{id}";
    /// Collection rounds and the forms they send.
    Collections, COLLECTIONS = "/collections";
    /// The form for a new form.
    FormNew, FORM_NEW = "/collections/forms/new";
    /// The form of an existing form.
    FormEdit(id), FORM_EDIT = "/collections/forms/{id}";
    /// The form for a new round.
    RoundNew, ROUND_NEW = "/collections/rounds/new";
    /// One round.
    Round(id), ROUND = "/collections/rounds/{id}";
    /// An act on a round (POST).
    RoundAct(id, action), ROUND_ACT = "/collections/rounds/{id}/acts/{action}";
    /// The text for those who are late.
    RoundReminder(id), ROUND_REMINDER = "/collections/rounds/{id}/reminder";
    /// The workbook of a round.
    RoundWorkbook(id), ROUND_WORKBOOK = "/collections/rounds/{id}/workbook.xlsx";
    /// Hands in a workbook that came back (POST).
    RoundReturns(id), ROUND_RETURNS = "/collections/rounds/{id}/returns";
    /// One return beside the record.
    Return(id), RETURN = "/collections/returns/{id}";
    /// What of a return could not be read, as an Excel file.
    ReturnUnreadable(id), RETURN_UNREADABLE = "/collections/returns/{id}/unreadable.xlsx";
    /// An act on a return (POST).
    ReturnAct(id, action), RETURN_ACT = "/collections/returns/{id}/acts/{action}";
    /// A round that asks the reader's own firm or office.
    OwnRound(round), OWN_ROUND = "/asked/{round}";
    /// The form of one firm in it.
    OwnRoundFirm(round, firm), OWN_ROUND_FIRM = "/asked/{round}/firms/{firm}";
    /// A link: the form of one recipient, without an account.
    LinkForm(token), LINK_FORM = "/c/{token}";
    /// The form of one of its firms.
    LinkFirm(token, firm), LINK_FIRM = "/c/{token}/firms/{firm}";
    /// Its workbook.
    LinkWorkbook(token), LINK_WORKBOOK = "/c/{token}/workbook.xlsx";
    /// Hands in its workbook (POST).
    LinkReturns(token), LINK_RETURNS = "/c/{token}/returns";
    /// What it handed in, beside the record; posting takes it.
    LinkReturn(token, id), LINK_RETURN = "/c/{token}/returns/{id}";
    /// Matchmaking days and assignments.
    Gatherings, GATHERINGS = "/gatherings";
    /// The form for a new one.
    GatheringNew, GATHERING_NEW = "/gatherings/new";
    /// One of them.
    Gathering(id), GATHERING = "/gatherings/{id}";
    /// The form of an existing one.
    GatheringEdit(id), GATHERING_EDIT = "/gatherings/{id}/edit";
    /// The form that brings needs and suppliers to it.
    GatheringBring(id), GATHERING_BRING = "/gatherings/{id}/bring";
    /// Whom somebody who takes part would meet.
    GatheringWishes(id, party), GATHERING_WISHES = "/gatherings/{id}/wishes/{party}";
    /// What somebody asks for itself, or dropping out (POST).
    GatheringPart(id, party, action), GATHERING_PART = "/gatherings/{id}/parts/{party}/{action}";
    /// Sheets by party and by table, for printing.
    GatheringSheets(id), GATHERING_SHEETS = "/gatherings/{id}/sheets";
    /// An act on it (POST).
    GatheringAct(id, action), GATHERING_ACT = "/gatherings/{id}/acts/{action}";
    /// Leads: what was heard and what became of it.
    Leads, LEADS = "/leads";
    /// The form for a new lead.
    LeadNew, LEAD_NEW = "/leads/new";
    /// One lead.
    Lead(id), LEAD = "/leads/{id}";
    /// The form of an existing lead.
    LeadEdit(id), LEAD_EDIT = "/leads/{id}/edit";
    /// An act on a lead (POST).
    LeadAct(id, action), LEAD_ACT = "/leads/{id}/acts/{action}";
    /// The register of brokers, with load and credit.
    Brokers, BROKERS = "/brokers";
    /// The form for a new broker.
    BrokerNew, BROKER_NEW = "/brokers/new";
    /// One broker.
    Broker(id), BROKER = "/brokers/{id}";
    /// The form of an existing broker.
    BrokerEdit(id), BROKER_EDIT = "/brokers/{id}/edit";
    /// An act on a broker (POST).
    BrokerAct(id, action), BROKER_ACT = "/brokers/{id}/acts/{action}";
    /// Cases on the loop.
    Cases, CASES = "/cases";
    /// One case.
    Case(id), CASE = "/cases/{id}";
    /// An act on a case (POST).
    CaseAct(id, action), CASE_ACT = "/cases/{id}/acts/{action}";
    /// The file of a case that protects who decided.
    CaseDossier(id), CASE_DOSSIER = "/cases/{id}/dossier";
    /// The same as a file: `docx`, `pdf`.
    CaseDossierFile(id, format), CASE_DOSSIER_FILE = "/cases/{id}/dossier/{format}";
    /// Questions to a party, as a pre-filled form.
    Questions(id), QUESTIONS = "/questions/{id}";
    /// An evidence file.
    Evidence(subject, hash), EVIDENCE = "/evidence/{subject}/{hash}";
    /// The half-year report.
    Reports, REPORTS = "/reports";
    /// Checking the figures of a report that somebody brings.
    ReportCheck, REPORT_CHECK = "/reports/check";
    /// The report as a Word file.
    ReportWord(period), REPORT_WORD = "/reports/{period}/report.docx";
    /// The rows behind one figure.
    FigureRows(period, figure), FIGURE_ROWS = "/reports/{period}/figures/{figure}";
    /// Imports, and the upload form.
    Imports, IMPORTS = "/imports";
    /// One import: mapping, counts, withdrawal.
    Import(id), IMPORT = "/imports/{id}";
    /// The rejected rows of an import, as an Excel file.
    ImportRejected(id), IMPORT_REJECTED = "/imports/{id}/rejected.xlsx";
    /// An act on an import (POST).
    ImportAct(id, action), IMPORT_ACT = "/imports/{id}/acts/{action}";
    /// The ledger.
    Ledger, LEDGER = "/ledger";
    /// One ledger entry with what was written.
    LedgerEntry(key), LEDGER_ENTRY = "/ledger/entries/{key}";
    /// The heads of the ledger as a file, to be kept elsewhere.
    LedgerHeads, LEDGER_HEADS = "/ledger/heads.json";
    /// Ledger entries about one record.
    LedgerOf(kind, id), LEDGER_OF = "/ledger/{kind}/{id}";
    /// Accounts.
    Accounts, ACCOUNTS = "/admin/accounts";
    /// An act on an account (POST).
    AccountAct(id, action), ACCOUNT_ACT = "/admin/accounts/{id}/acts/{action}";
    /// Organisations that have accounts.
    Organisations, ORGANISATIONS = "/admin/organisations";
    /// Roles and what they may do.
    Roles, ROLES = "/admin/roles";
}

impl Route<'_> {
    /// The address with query parameters; empty values are left out, so that a filter form gives
    /// short addresses.
    pub fn with(&self, query: &[(&str, &str)]) -> String {
        let mut address = self.to_string();
        let kept = query.iter().filter(|(_, value)| !value.is_empty());
        for (index, (name, value)) in kept.enumerate() {
            address.push(if index == 0 { '?' } else { '&' });
            push_encoded(&mut address, name);
            address.push('=');
            push_encoded(&mut address, value);
        }
        address
    }
}

impl fmt::Display for Route<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (pattern, ids) = self.parts();
        let mut ids = ids.into_iter();
        let mut address = String::with_capacity(pattern.len() + 24);
        for segment in pattern.split('/').skip(1) {
            address.push('/');
            let id = if segment.starts_with('{') {
                ids.next()
            } else {
                None
            };
            match id {
                Some(id) => push_encoded(&mut address, id),
                None => address.push_str(segment),
            }
        }
        f.write_str(&address)
    }
}

/// A text percent-encoded, for headers.
pub(crate) fn encoded(text: &str) -> String {
    let mut out = String::new();
    push_encoded(&mut out, text);
    out
}

/// Appends `text` percent-encoded (RFC 3986: only unreserved characters stay).
fn push_encoded(address: &mut String, text: &str) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            address.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(address, "%{byte:02X}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_fill_their_pattern() {
        assert_eq!(Route::Home.to_string(), "/");
        assert_eq!(Route::Need("ned_1").to_string(), "/needs/ned_1");
        assert_eq!(
            Route::NeedAct("ned_1", "publish").to_string(),
            "/needs/ned_1/acts/publish"
        );
        assert_eq!(
            Route::ReportWord("2025-h1").to_string(),
            "/reports/2025-h1/report.docx"
        );
    }

    #[test]
    fn identifiers_and_filters_are_encoded() {
        assert_eq!(Route::Firm("a/b?c").to_string(), "/firms/a%2Fb%3Fc");
        let filtered = Route::Needs.with(&[("q", "水下 机器人"), ("state", ""), ("page", "2")]);
        assert_eq!(
            filtered,
            "/needs?q=%E6%B0%B4%E4%B8%8B%20%E6%9C%BA%E5%99%A8%E4%BA%BA&page=2"
        );
    }

    #[test]
    fn no_two_routes_share_a_pattern() {
        let mut seen = pattern::ALL.to_vec();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), pattern::ALL.len());
    }

    #[test]
    fn the_router_accepts_every_pattern() {
        let router: axum::Router = pattern::ALL
            .iter()
            .fold(axum::Router::new(), |router, path| {
                router.route(path, axum::routing::get(|| async {}))
            });
        assert!(router.has_routes());
    }
}
