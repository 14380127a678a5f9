//! Organisations, accounts, sessions, requests, settings.

use crate::bench::{Bench, NOW, on_both_engines};
use crate::sample::{organisation, organisation_id, party_id};
use benfu_domain::id::AccountId;
use benfu_store::{AccountRow, NewSession, Page, StoreError};

on_both_engines!(
    an_organisation_is_found_by_id_and_by_its_party,
    accounts_come_back_with_their_roles,
    a_session_stands_for_its_account_as_it_is_now,
    a_login_is_given_out_once,
    a_session_lives_until_it_is_closed_or_swept,
    closing_an_account_ends_its_sessions_in_the_same_act,
    an_act_of_an_account_that_was_closed_meanwhile_is_refused,
    a_repeated_request_finds_the_first_answer,
    a_setting_can_be_set_again,
);

fn account(number: u128, roles: &[&str]) -> AccountRow {
    AccountRow {
        id: AccountId::from_bits(number),
        login: format!("person{number}"),
        name: "张三".to_owned(),
        organisation: organisation_id(),
        password_hash: "$argon2id$".to_owned(),
        active: true,
        failed_signins: 0,
        locked_until: None,
        roles: roles.iter().map(|role| (*role).to_owned()).collect(),
        version: 1,
    }
}

async fn with_accounts(bench: &Bench, accounts: &[AccountRow]) {
    bench
        .save(|write| {
            write.save_organisation(&organisation(None));
            for account in accounts {
                write.save_account(account);
            }
        })
        .await;
}

async fn an_organisation_is_found_by_id_and_by_its_party(bench: &Bench) {
    let row = organisation(Some(party_id(7)));
    bench
        .save(|write| {
            write.save_organisation(&row);
        })
        .await;
    assert_eq!(
        bench.store.organisation(row.id).await.unwrap(),
        Some(row.clone())
    );
    assert_eq!(
        bench
            .store
            .organisation_of_party(party_id(7))
            .await
            .unwrap(),
        Some(row.clone())
    );
    assert_eq!(
        bench
            .store
            .organisation_of_party(party_id(8))
            .await
            .unwrap(),
        None
    );
    assert_eq!(
        bench.store.organisations(&Page::first(10)).await.unwrap(),
        std::slice::from_ref(&row)
    );
    let after = Page {
        after: row.id.to_string(),
        limit: 10,
    };
    assert_eq!(bench.store.organisations(&after).await.unwrap(), []);
}

async fn accounts_come_back_with_their_roles(bench: &Bench) {
    let accounts = [
        account(1, &["auditor", "officer"]),
        account(2, &[]),
        account(3, &["owner"]),
    ];
    with_accounts(bench, &accounts).await;
    assert_eq!(
        bench.store.accounts(&Page::first(10)).await.unwrap(),
        accounts
    );
    assert_eq!(
        bench.store.account(accounts[0].id).await.unwrap().as_ref(),
        Some(&accounts[0])
    );
    assert_eq!(
        bench
            .store
            .account_by_login("person3")
            .await
            .unwrap()
            .as_ref(),
        Some(&accounts[2])
    );
    let next = AccountRow {
        roles: vec!["broker".to_owned()],
        failed_signins: 2,
        locked_until: Some(NOW.to_owned()),
        version: 2,
        ..accounts[0].clone()
    };
    bench
        .save(|write| {
            write.save_account(&next);
        })
        .await;
    assert_eq!(bench.store.account(next.id).await.unwrap(), Some(next));
}

async fn a_login_is_given_out_once(bench: &Bench) {
    with_accounts(bench, &[account(1, &[])]).await;
    let other = AccountRow {
        login: "person1".to_owned(),
        ..account(2, &[])
    };
    let refused = bench
        .try_save(|write| {
            write.save_account(&other);
        })
        .await;
    assert!(
        matches!(refused, Err(StoreError::Duplicate("account"))),
        "{refused:?}"
    );
}

fn session(token: &str, account: u128, expires_at: &str) -> NewSession {
    NewSession {
        token_hash: token.to_owned(),
        account: AccountId::from_bits(account),
        csrf: "csrf".to_owned(),
        created_at: NOW.to_owned(),
        expires_at: expires_at.to_owned(),
    }
}

async fn a_session_lives_until_it_is_closed_or_swept(bench: &Bench) {
    with_accounts(bench, &[account(1, &[])]).await;
    for (token, expires_at) in [
        ("short", "2025-07-02"),
        ("long", "2025-08-01"),
        ("left", "2025-08-01"),
    ] {
        bench
            .store
            .open_session(&session(token, 1, expires_at))
            .await
            .unwrap();
    }
    bench
        .store
        .touch_session("long", "2025-07-01T09:00:00.000Z")
        .await
        .unwrap();
    let open = bench.store.standing_of_session("long").await;
    let (open, _) = open.unwrap().unwrap();
    assert_eq!(
        (open.account, open.csrf.as_str()),
        (AccountId::from_bits(1), "csrf")
    );
    assert_eq!(open.seen_at, "2025-07-01T09:00:00.000Z");
    bench.store.close_session("left").await.unwrap();
    bench.store.sweep_sessions("2025-07-15").await.unwrap();
    assert!(
        bench
            .store
            .standing_of_session("left")
            .await
            .unwrap()
            .is_none()
    );
    assert!(
        bench
            .store
            .standing_of_session("short")
            .await
            .unwrap()
            .is_none()
    );
    assert!(
        bench
            .store
            .standing_of_session("long")
            .await
            .unwrap()
            .is_some()
    );
}

async fn a_session_stands_for_its_account_as_it_is_now(bench: &Bench) {
    with_accounts(bench, &[account(1, &["broker", "auditor"])]).await;
    let opened = session("token", 1, "2025-08-01");
    bench.store.open_session(&opened).await.unwrap();
    let found = bench.store.standing_of_session("token").await.unwrap();
    let (session, standing) = found.unwrap();
    assert_eq!(
        (session.account, session.expires_at.as_str()),
        (standing.account, "2025-08-01")
    );
    assert_eq!(standing.roles, ["auditor", "broker"]);
    let organisation = bench.store.organisation(standing.organisation).await;
    let organisation = organisation.unwrap().unwrap();
    assert_eq!(
        (standing.organisation_name, standing.region, standing.party),
        (organisation.name, organisation.region, organisation.party)
    );
    let closed = closed_account();
    bench
        .save(|write| {
            write.save_account(&closed);
        })
        .await;
    let (_, now) = bench
        .store
        .standing_of_session("token")
        .await
        .unwrap()
        .unwrap();
    assert_eq!((now.active, now.roles), (false, Vec::new()));
    let same = bench
        .store
        .standing_of_account(closed.id)
        .await
        .unwrap()
        .unwrap();
    assert!(!same.active);
    assert!(
        bench
            .store
            .standing_of_session("other")
            .await
            .unwrap()
            .is_none()
    );
}

/// The first account as it is after it was closed.
fn closed_account() -> AccountRow {
    AccountRow {
        active: false,
        version: 2,
        ..account(1, &[])
    }
}

async fn closing_an_account_ends_its_sessions_in_the_same_act(bench: &Bench) {
    with_accounts(bench, &[account(1, &[])]).await;
    bench
        .store
        .open_session(&session("token", 1, "2025-08-01"))
        .await
        .unwrap();
    let closed = closed_account();
    bench
        .save(|write| {
            write.save_account(&closed).close_sessions_of(closed.id);
        })
        .await;
    assert!(
        bench
            .store
            .standing_of_session("token")
            .await
            .unwrap()
            .is_none()
    );
}

async fn an_act_of_an_account_that_was_closed_meanwhile_is_refused(bench: &Bench) {
    with_accounts(bench, &[account(1, &[])]).await;
    let id = AccountId::from_bits(1);
    bench
        .save(|write| {
            write.require_active(id, 1);
        })
        .await;
    let closed = closed_account();
    bench
        .save(|write| {
            write.save_account(&closed);
        })
        .await;
    for version in [1, 2] {
        let refused = bench
            .try_save(|write| {
                write.require_active(id, version);
            })
            .await;
        assert!(
            matches!(refused, Err(StoreError::Conflict("account"))),
            "{refused:?}"
        );
    }
}

async fn a_repeated_request_finds_the_first_answer(bench: &Bench) {
    assert_eq!(bench.store.request("acc_test", "key").await.unwrap(), None);
    bench
        .save(|write| {
            write.remember_request("key");
        })
        .await;
    assert_eq!(
        bench
            .store
            .request("acc_test", "key")
            .await
            .unwrap()
            .as_deref(),
        Some("thing")
    );
    assert_eq!(bench.store.request("acc_other", "key").await.unwrap(), None);
    let again = bench
        .try_save(|write| {
            write.remember_request("key");
        })
        .await;
    assert!(
        matches!(again, Err(StoreError::Duplicate("request"))),
        "{again:?}"
    );
}

async fn a_setting_can_be_set_again(bench: &Bench) {
    assert_eq!(bench.store.setting("pack").await.unwrap(), None);
    bench
        .save(|write| {
            write.set_setting("pack", "base");
        })
        .await;
    bench
        .save(|write| {
            write.set_setting("pack", "shenzhen");
        })
        .await;
    assert_eq!(
        bench.store.setting("pack").await.unwrap().as_deref(),
        Some("shenzhen")
    );
}
