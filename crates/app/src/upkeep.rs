//! What the clock does by itself: needs that ran out expire, deadlines become certain when the calendar arrives.
//!
//! [`keep_house`] is run by the server at its start and every hour, as the operator; it is safe to run twice.

use crate::need::{MoveNeed, move_need};
use crate::setup::{OPERATOR, actor_by_login};
use crate::{App, Cx, Failure};
use benfu_domain::access::{Actor, Area, Permission, Scope, Verb};
use benfu_domain::need::NeedAction;
use benfu_domain::programme::Case;
use benfu_store::Page;
use serde_json::json;

/// What was done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Kept {
    /// Needs that expired.
    pub expired: usize,
    /// Deadlines that became certain.
    pub settled: usize,
}

/// Lets needs expire and settles provisional deadlines.
///
/// # Errors
/// Those of the store; what was done before stays done.
pub async fn keep_house(app: &App) -> Result<Kept, Failure> {
    let cx = app.cx(housekeeper(app).await?);
    Ok(Kept {
        expired: expire_needs(&cx).await?,
        settled: settle_deadlines(&cx).await?,
    })
}

/// The operator with what housekeeping needs and nothing else.
async fn housekeeper(app: &App) -> Result<Actor, Failure> {
    let operator = actor_by_login(app, OPERATOR).await?;
    let may = |verb, area| Permission {
        verb,
        area,
        scope: Scope::All,
    };
    let permissions = vec![
        may(Verb::Read, Area::Need),
        may(Verb::Write, Area::Need),
        may(Verb::Read, Area::Programme),
        may(Verb::Act, Area::Programme),
    ];
    Ok(Actor {
        permissions,
        ..operator
    })
}

async fn expire_needs(cx: &Cx) -> Result<usize, Failure> {
    let Some(yesterday) = cx.today().plus_days(-1) else {
        return Ok(0);
    };
    let mut expired = 0;
    loop {
        let needs = cx.store().needs_expiring(yesterday, "", Page::MOST).await?;
        if needs.is_empty() {
            return Ok(expired);
        }
        for need in needs {
            let command = MoveNeed {
                id: need.id,
                action: NeedAction::Expire,
                reason: String::new(),
                code: String::new(),
            };
            move_need(cx, command).await?;
            expired += 1;
        }
    }
}

async fn settle_deadlines(cx: &Cx) -> Result<usize, Failure> {
    let mut page = Page::first(Page::MOST);
    let mut settled = 0;
    loop {
        let cases = cx.store().cases_with_provisional_deadline(&page).await?;
        let Some(last) = cases.last() else {
            return Ok(settled);
        };
        page.after = last.id.to_string();
        for case in &cases {
            settled += usize::from(settle(cx, case).await?);
        }
    }
}

async fn settle(cx: &Cx, case: &Case) -> Result<bool, Failure> {
    let programme = cx.pack().programmes.get(&case.programme);
    let certain = programme.and_then(|programme| case.settled(programme, &cx.pack().calendar));
    let Some(certain) = certain else {
        return Ok(false);
    };
    let next = Case {
        version: case.version + 1,
        ..certain
    };
    let mut write = cx.write("deadline_settled", &case.id.to_string()).await?;
    write.tell(json!({ "due": next.clock.due.as_ref().map(|due| due.on.to_string()) }));
    write.save_case(&next);
    cx.save(write).await?;
    Ok(true)
}
