//! The administrators' pages: accounts, organisations, roles.

use axum::extract::{Path, Query};
use axum::response::Response;
use benfu_app::access::{
    AccountChange, AccountRow as Account, CreateAccount, CreateOrganisation, change_account,
    create_account, create_organisation, list_accounts, list_organisations,
};
use benfu_app::{Cx, Failure, Page};
use benfu_domain::access::{Area, Permission as Held, Role, Scope, Verb};
use serde::Deserialize;

use super::{
    AccountListView, AccountRow, OrganisationListView, OrganisationRow, Permission, RoleListView,
    RoleRow,
};
use crate::error_page::{Problem, ProblemKind};
use crate::form::{ActForm, Choice, Control, Field, Weight};
use crate::locale::Lang;
use crate::pages::party::region_choices;
use crate::pages::{ListHead, chosen_id, id_of};
use crate::route::Route;
use crate::server::{Posted, Signed, done, once};
use crate::view::{Mark, Paging, Tone};
use crate::words;

const ROWS: i64 = 200;

/// Where a list goes on.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct After {
    #[serde(default)]
    after: String,
}

/// `GET /admin/accounts`.
pub(crate) async fn accounts(
    signed: Signed,
    Query(asked): Query<After>,
) -> Result<Response, Problem> {
    let (cx, lang) = (&signed.cx, signed.lang);
    let page = Page {
        after: asked.after,
        limit: ROWS,
    };
    let listed = list_accounts(cx, &page).await?;
    let may = cx.actor.widest(Verb::Administer, Area::Access).is_some();
    let next = listed.last().map(|(account, _)| account.id.to_string());
    let next = next.filter(|_| i64::try_from(listed.len()).is_ok_and(|rows| rows >= ROWS));
    let rows = listed
        .into_iter()
        .map(|(account, organisation)| AccountRow {
            login: account.login.clone(),
            person: account.name.clone(),
            organisation: organisation.name,
            roles: account
                .roles
                .iter()
                .map(|role| role_name(cx, lang, role))
                .collect(),
            state: account_state(lang, account.active, account.locked_until.is_some()),
            last_seen: None,
            until: None,
            acts: if may {
                account_acts(lang, &account)
            } else {
                Vec::new()
            },
        });
    let view = AccountListView {
        head: ListHead::default(),
        rows: rows.collect(),
        paging: Paging {
            next: next.map(|after| Route::Accounts.with(&[("after", &after)])),
            ..Paging::default()
        },
        create: create_form(&signed).await?,
    };
    Ok(signed.page(&view))
}

fn role_name(cx: &Cx, lang: Lang, id: &str) -> String {
    let role = cx.pack().roles.get(id);
    role.map_or(id, |role| role.label.text(lang.into()))
        .to_owned()
}

fn account_state(lang: Lang, active: bool, locked: bool) -> Mark {
    match (active, locked) {
        (false, _) => Mark::new(lang.t("account-closed"), Tone::Plain),
        (true, true) => Mark::new(lang.t("account-locked"), Tone::Watch),
        (true, false) => Mark::new(lang.t("account-active"), Tone::Good),
    }
}

/// What can be done to an account as it stands.
fn account_acts(lang: Lang, account: &Account) -> Vec<ActForm> {
    let id = account.id.to_string();
    let act = |action: &str, words: (&str, &str), weight: Weight| {
        let plain = ActForm::new(lang, Route::AccountAct(&id, action), words);
        plain.version(account.version).weight(weight)
    };
    if !account.active {
        let words = ("account-act-reopen", "account-effect-reopen");
        return vec![act("reopen", words, Weight::Other)];
    }
    let name = format!("password-{id}");
    let password = Field::new(name, lang.t("field-password"), Control::Password).required();
    let words = ("account-act-password", "account-effect-password");
    let mut acts = vec![act("password", words, Weight::Other).fields(vec![password])];
    if account.locked_until.is_some() {
        let words = ("account-act-unlock", "account-effect-unlock");
        acts.push(act("unlock", words, Weight::Other));
    }
    let words = ("account-act-close", "account-effect-close");
    acts.push(act("close", words, Weight::Grave));
    acts
}

/// `POST /admin/accounts/{id}/acts/{action}`.
pub(crate) async fn act_on_account(
    Path((id, action)): Path<(String, String)>,
    posted: Posted,
) -> Result<Response, Problem> {
    let change = match action.as_str() {
        "close" => AccountChange::Close,
        "reopen" => AccountChange::Reopen,
        "unlock" => AccountChange::Unlock,
        "password" => {
            let password = posted.starting("password-").into_iter().next();
            AccountChange::Password(password.map(|(_, text)| text).unwrap_or_default())
        }
        _ => return Err(Problem::new(ProblemKind::NotFound)),
    };
    let cx = &posted.signed.cx;
    let change = change_account(cx, id_of(&id)?, posted.version(), change);
    let effect = once(cx, change).await?;
    Ok(done(Route::Accounts, effect.notice("notice-saved")))
}

async fn create_form(signed: &Signed) -> Result<Option<ActForm>, Failure> {
    let (cx, lang) = (&signed.cx, signed.lang);
    if cx.actor.widest(Verb::Administer, Area::Access).is_none() {
        return Ok(None);
    }
    let organisations = list_organisations(cx, &Page::first(Page::MOST)).await?;
    let choice =
        |row: &benfu_app::access::OrganisationRow| Choice::new(row.id.to_string(), &row.name);
    let organisations = organisations.iter().map(choice).collect();
    let roles = cx.pack().roles.values();
    let role = |role: &Role| {
        Field::new(
            format!("role-{}", role.id),
            role.label.text(lang.into()),
            Control::Tick,
        )
    };
    let mut fields = vec![
        Field::new("login", lang.t("field-login"), Control::Line).required(),
        Field::new("name", lang.t("field-person"), Control::Line).required(),
        Field::new(
            "organisation",
            lang.t("col-organisation"),
            Control::Select(organisations),
        )
        .required(),
        Field::new("password", lang.t("field-password"), Control::Password).required(),
    ];
    fields.extend(roles.map(role));
    let act = ActForm::new(lang, Route::Accounts, ("account-new", "account-new-effect"));
    Ok(Some(act.weight(Weight::Main).fields(fields)))
}

/// `POST /admin/accounts`.
pub(crate) async fn make_account(posted: Posted) -> Result<Response, Problem> {
    let roles = posted
        .starting("role-")
        .into_iter()
        .map(|(role, _)| role)
        .collect();
    let command = CreateAccount {
        login: posted.text("login"),
        name: posted.text("name"),
        organisation: id_of(&posted.text("organisation"))?,
        password: posted.text("password"),
        roles,
    };
    let cx = &posted.signed.cx;
    let effect = once(cx, create_account(cx, command)).await?;
    Ok(done(Route::Accounts, effect.notice("notice-saved")))
}

/// `GET /admin/organisations`.
pub(crate) async fn organisations(
    signed: Signed,
    Query(asked): Query<After>,
) -> Result<Response, Problem> {
    let (cx, lang) = (&signed.cx, signed.lang);
    let listed = list_organisations(
        cx,
        &Page {
            after: asked.after,
            limit: ROWS,
        },
    )
    .await?;
    let rows = listed.iter().map(|row| OrganisationRow {
        name: row.name.clone(),
        place: words::region(cx, lang, &row.region),
        party: row.party.map(|party| party.to_string()),
    });
    let may = cx.actor.widest(Verb::Administer, Area::Access).is_some();
    let view = OrganisationListView {
        rows: rows.collect(),
        create: may.then(|| organisation_form(cx, lang)),
    };
    Ok(signed.page(&view))
}

fn organisation_form(cx: &Cx, lang: Lang) -> ActForm {
    let fields = vec![
        Field::new("name", lang.t("field-name"), Control::Line).required(),
        Field::new(
            "region",
            lang.t("col-place"),
            Control::Select(region_choices(cx, lang)),
        )
        .required(),
        Field::new("party", lang.t("organisation-party"), Control::Line)
            .hint(lang.t("organisation-party-hint")),
    ];
    let words = ("organisation-new", "organisation-new-effect");
    ActForm::new(lang, Route::Organisations, words)
        .weight(Weight::Main)
        .fields(fields)
}

/// `POST /admin/organisations`.
pub(crate) async fn make_organisation(posted: Posted) -> Result<Response, Problem> {
    let region = posted
        .text("region")
        .parse()
        .map_err(|_| Problem::new(ProblemKind::BadRequest))?;
    let party = posted.text("party");
    let party = party.rsplit('/').next().unwrap_or_default();
    let command = CreateOrganisation {
        name: posted.text("name"),
        region,
        party: chosen_id(party)?,
    };
    let cx = &posted.signed.cx;
    let effect = once(cx, create_organisation(cx, command)).await?;
    Ok(done(Route::Organisations, effect.notice("notice-saved")))
}

/// `GET /admin/roles`.
pub(crate) async fn roles(signed: Signed) -> Result<Response, Problem> {
    let (cx, lang) = (&signed.cx, signed.lang);
    let accounts = list_accounts(cx, &Page::first(Page::MOST)).await?;
    let holders = |id: &String| {
        accounts
            .iter()
            .filter(|(account, _)| account.roles.contains(id))
            .count()
    };
    let row = |role: &Role| RoleRow {
        name: role.label.text(lang.into()).to_owned(),
        id: role.id.clone(),
        holders: i64::try_from(holders(&role.id)).unwrap_or(0),
        permissions: permissions(lang, &role.permissions),
    };
    let view = RoleListView {
        pack: format!(
            "{} {}",
            cx.pack().label.text(lang.into()),
            cx.pack().version
        ),
        roles: cx.pack().roles.values().map(row).collect(),
    };
    Ok(signed.page(&view))
}

/// Permissions by area and scope, in the order of the areas.
fn permissions(lang: Lang, held: &[Held]) -> Vec<Permission> {
    let mut rows = Vec::new();
    for area in Area::ALL {
        for scope in Scope::ALL {
            let here = held
                .iter()
                .filter(|held| held.area == *area && held.scope == *scope);
            let actions: Vec<String> = here.map(|held| words::verb(lang, held.verb)).collect();
            if !actions.is_empty() {
                rows.push(Permission {
                    area: words::area(lang, *area),
                    actions,
                    scope: words::scope(lang, *scope),
                });
            }
        }
    }
    rows
}
