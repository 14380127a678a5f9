//! Reading cases: one case, lists by filter, counts for the funnel, steps and records.

use crate::{Arg, Page, Row, Store, StoreError};
use benfu_domain::Day;
use benfu_domain::calendar::Deadline;
use benfu_domain::id::{CaseId, NeedId, PartyId, SubjectKey};
use benfu_domain::programme::{Action, Case, CaseState, Clock, End, Part, Sides};

pub(super) const COLUMNS: &[&str] = &[
    "id",
    "key",
    "programme",
    "pack_version",
    "need",
    "need_version",
    "policy",
    "offer",
    "asker",
    "supplier",
    "proposed_by",
    "state",
    "farthest",
    "stage",
    "opened_on",
    "stage_on",
    "due_on",
    "due_provisional",
    "paused_on",
    "end_code",
    "end_reason",
    "ended_on",
    "organisation",
    "region",
];

/// Which cases a list shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CaseFilter {
    /// Only these states; any when empty.
    pub states: Vec<CaseState>,
    /// Only cases in which this party takes part.
    pub party: Option<PartyId>,
    /// Only of this organisation (beside `party`).
    pub organisation: Option<String>,
    /// Only of regions that start with this code.
    pub region: String,
    /// Only due before this day.
    pub due_before: Option<Day>,
    /// Only about policies, or only about needs.
    pub about_policy: Option<bool>,
    /// Only about this policy.
    pub policy: Option<String>,
}

/// One step of a case, as recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseStepRow {
    /// The action.
    pub action: Action,
    /// From which state.
    pub from: CaseState,
    /// To which state.
    pub to: CaseState,
    /// The stage it led to.
    pub stage: String,
    /// The part that acted.
    pub part: Part,
    /// The day.
    pub on: Day,
    /// Why.
    pub reason: String,
    /// Coded end, if it ended the case.
    pub code: String,
    /// Who.
    pub account: String,
    /// The ledger entry.
    pub entry: i64,
}

/// A step with the case it belongs to, for people who follow many cases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LatestStep {
    /// The case.
    pub case: CaseId,
    /// The title of its need; empty when it has none.
    pub title: String,
    /// The policy it is about.
    pub policy: Option<String>,
    /// The programme it follows.
    pub programme: String,
    /// The action.
    pub action: Action,
    /// Who.
    pub account: String,
    /// The instant of recording, RFC 3339 UTC.
    pub at: String,
}

fn select() -> String {
    format!("SELECT {}, version FROM case_file", COLUMNS.join(", "))
}

fn read_case(row: &Row) -> Result<Case, StoreError> {
    let sides = Sides {
        asker: row.parsed("asker", |text| text.parse().ok())?,
        supplier: row.parsed("supplier", |text| text.parse().ok())?,
        proposed_by: row.parsed("proposed_by", Part::from_word)?,
    };
    Ok(Case {
        id: row.parsed("id", |text| text.parse().ok())?,
        key: SubjectKey(row.int("key")?),
        programme: row.text("programme")?,
        pack_version: row.text("pack_version")?,
        need: row.parsed_or_none("need", |text| text.parse().ok())?,
        need_version: row.int("need_version")?,
        policy: row.text_or_none("policy")?,
        offer: row.parsed_or_none("offer", |text| text.parse().ok())?,
        sides,
        organisation: row.parsed("organisation", |text| text.parse().ok())?,
        region: row.parsed("region", |text| text.parse().ok())?,
        state: row.parsed("state", CaseState::from_word)?,
        stage: row.text("stage")?,
        opened_on: row.day("opened_on")?,
        stage_on: row.day("stage_on")?,
        farthest: row.parsed("farthest", CaseState::from_word)?,
        clock: read_clock(row)?,
        end: read_end(row)?,
        version: row.int("version")?,
    })
}

fn read_clock(row: &Row) -> Result<Clock, StoreError> {
    let provisional = row.int("due_provisional")? == 1;
    let due = row
        .day_or_none("due_on")?
        .map(|on| Deadline { on, provisional });
    Ok(Clock {
        due,
        paused_on: row.day_or_none("paused_on")?,
    })
}

fn read_end(row: &Row) -> Result<Option<End>, StoreError> {
    let Some(code) = row.text_or_none("end_code")? else {
        return Ok(None);
    };
    Ok(Some(End {
        code,
        reason: row.text("end_reason")?,
        on: row.day("ended_on")?,
    }))
}

impl CaseFilter {
    fn clause(&self, args: &mut Vec<Arg>) -> String {
        let mut clauses = vec!["($1 = '' OR id < $1)".to_owned()];
        if !self.states.is_empty() {
            let places = crate::row::placeholders(args.len() + 1, self.states.len());
            args.extend(self.states.iter().map(|state| Arg::from(state.word())));
            clauses.push(format!("state IN ({places})"));
        }
        let mut reach = Vec::new();
        if let Some(organisation) = &self.organisation {
            args.push(organisation.as_str().into());
            reach.push(format!("organisation = ${}", args.len()));
        }
        if let Some(party) = &self.party {
            args.push(Arg::shown(party));
            reach.push(format!("asker = ${0} OR supplier = ${0}", args.len()));
        }
        if !reach.is_empty() {
            clauses.push(format!("({})", reach.join(" OR ")));
        }
        match self.about_policy {
            Some(true) => clauses.push("policy IS NOT NULL".to_owned()),
            Some(false) => clauses.push("policy IS NULL".to_owned()),
            None => {}
        }
        if let Some(policy) = &self.policy {
            args.push(policy.as_str().into());
            clauses.push(format!("policy = ${}", args.len()));
        }
        args.push(crate::row::starts_with(&self.region));
        clauses.push(format!("region LIKE ${}", args.len()));
        if let Some(day) = &self.due_before {
            args.push(Arg::shown(day));
            clauses.push(format!(
                "due_on < ${} AND due_provisional = 0 AND paused_on IS NULL",
                args.len()
            ));
        }
        clauses.join(" AND ")
    }
}

impl Store {
    /// The case with this id.
    pub async fn case(&self, id: CaseId) -> Result<Option<Case>, StoreError> {
        let row = self
            .row(format!("{} WHERE id = $1", select()), &[Arg::shown(&id)])
            .await?;
        row.as_ref().map(read_case).transpose()
    }

    /// Cases, the latest first.
    pub async fn cases(&self, filter: &CaseFilter, page: &Page) -> Result<Vec<Case>, StoreError> {
        let mut args = vec![page.after.as_str().into()];
        let clause = filter.clause(&mut args);
        args.push(page.bounded().into());
        let sql = format!(
            "{} WHERE {clause} ORDER BY id DESC LIMIT ${}",
            select(),
            args.len()
        );
        self.rows(sql, &args).await?.iter().map(read_case).collect()
    }

    /// Open cases by the day they are due, the most urgent first.
    pub async fn cases_by_urgency(
        &self,
        filter: &CaseFilter,
        limit: i64,
    ) -> Result<Vec<Case>, StoreError> {
        let mut args = vec![Arg::from("")];
        let clause = filter.clause(&mut args);
        args.push(Page::first(limit).bounded().into());
        let sql = format!(
            "{} WHERE {clause} AND state <> 'ended' ORDER BY COALESCE(due_on, '9999-12-31'), id LIMIT ${}",
            select(),
            args.len()
        );
        self.rows(sql, &args).await?.iter().map(read_case).collect()
    }

    /// Cases whose clock runs towards a deadline that the loaded calendar does not settle, in the order of their ids.
    pub async fn cases_with_provisional_deadline(
        &self,
        page: &Page,
    ) -> Result<Vec<Case>, StoreError> {
        let sql = format!(
            "{} WHERE due_provisional = 1 AND paused_on IS NULL AND state <> 'ended' AND id > $1 ORDER BY id LIMIT $2",
            select()
        );
        let rows = self
            .rows(sql, &[page.after.as_str().into(), page.bounded().into()])
            .await?;
        rows.iter().map(read_case).collect()
    }

    /// How many cases stand in each state, and how many came at least so far.
    pub async fn case_counts(
        &self,
        filter: &CaseFilter,
    ) -> Result<Vec<(CaseState, CaseState, i64)>, StoreError> {
        let mut args = vec![Arg::from("")];
        let clause = filter.clause(&mut args);
        let sql = format!(
            "SELECT state, farthest, count(*) AS count FROM case_file WHERE {clause} GROUP BY state, farthest ORDER BY state, farthest"
        );
        let rows = self.rows(sql, &args).await?;
        let word = CaseState::from_word;
        rows.iter()
            .map(|row| {
                Ok((
                    row.parsed("state", word)?,
                    row.parsed("farthest", word)?,
                    row.int("count")?,
                ))
            })
            .collect()
    }

    /// The cases with these ids.
    pub async fn cases_by_id(&self, ids: &[CaseId]) -> Result<Vec<Case>, StoreError> {
        let ids = ids.iter().map(Arg::shown).collect();
        let rows = self.rows_in(&select(), "id", ids, "id").await?;
        rows.iter().map(read_case).collect()
    }

    /// All cases of a need, at most a page's worth.
    pub async fn cases_of_need(&self, need: NeedId) -> Result<Vec<Case>, StoreError> {
        let sql = format!("{} WHERE need = $1 ORDER BY id LIMIT $2", select());
        let rows = self
            .rows(sql, &[Arg::shown(&need), Page::MOST.into()])
            .await?;
        rows.iter().map(read_case).collect()
    }

    /// When the cases about a policy were first handed over, by case.
    pub async fn submissions_about(&self, policy: &str) -> Result<Vec<(CaseId, Day)>, StoreError> {
        let sql = "SELECT s.case_id, MIN(s.taken_on) AS taken_on FROM case_step s JOIN case_file c ON c.id = s.case_id \
                   WHERE c.policy = $1 AND s.to_state = 'delivered' AND s.case_id > $2 GROUP BY s.case_id ORDER BY s.case_id LIMIT $3";
        let (mut found, mut after) = (Vec::new(), String::new());
        loop {
            let rows = self
                .rows(
                    sql,
                    &[policy.into(), after.as_str().into(), Page::MOST.into()],
                )
                .await?;
            for row in &rows {
                after = row.text("case_id")?;
                let case = row.parsed("case_id", |text| text.parse().ok())?;
                found.push((case, row.day("taken_on")?));
            }
            if rows.is_empty() {
                return Ok(found);
            }
        }
    }

    /// The steps of a case, the first first.
    pub async fn case_steps(&self, id: CaseId) -> Result<Vec<CaseStepRow>, StoreError> {
        let sql = "SELECT action, from_state, to_state, stage, part, taken_on, reason, code, account, entry \
                   FROM case_step WHERE case_id = $1 ORDER BY ordinal LIMIT $2";
        let rows = self
            .rows(sql, &[Arg::shown(&id), Page::MOST.into()])
            .await?;
        rows.iter().map(read_step).collect()
    }

    /// The latest steps of the cases within a filter, the last first.
    pub async fn latest_steps(
        &self,
        filter: &CaseFilter,
        limit: i64,
    ) -> Result<Vec<LatestStep>, StoreError> {
        let mut args = vec![Arg::from("")];
        let clause = filter.clause(&mut args);
        args.push(Page::first(limit).bounded().into());
        let sql = format!(
            "SELECT s.case_id, s.action, s.account, e.recorded_at, COALESCE(n.title, '') AS title, c.policy, c.programme \
             FROM case_step s JOIN (SELECT id, need, policy, programme FROM case_file WHERE {clause}) c ON c.id = s.case_id \
             JOIN ledger_entry e ON e.key = s.entry LEFT JOIN need n ON n.id = c.need \
             ORDER BY s.entry DESC, s.case_id LIMIT ${}",
            args.len()
        );
        self.rows(sql, &args)
            .await?
            .iter()
            .map(read_latest)
            .collect()
    }
}

fn read_latest(row: &Row) -> Result<LatestStep, StoreError> {
    Ok(LatestStep {
        case: row.parsed("case_id", |text| text.parse().ok())?,
        title: row.text("title")?,
        policy: row.text_or_none("policy")?,
        programme: row.text("programme")?,
        action: row.parsed("action", Action::from_word)?,
        account: row.text("account")?,
        at: row.text("recorded_at")?,
    })
}

fn read_step(row: &Row) -> Result<CaseStepRow, StoreError> {
    Ok(CaseStepRow {
        action: row.parsed("action", Action::from_word)?,
        from: row.parsed("from_state", CaseState::from_word)?,
        to: row.parsed("to_state", CaseState::from_word)?,
        stage: row.text("stage")?,
        part: row.parsed("part", Part::from_word)?,
        on: row.day("taken_on")?,
        reason: row.text("reason")?,
        code: row.text("code")?,
        account: row.text("account")?,
        entry: row.int("entry")?,
    })
}
