//! Needs, their constraints by published version, and the steps of their lives.

use crate::write::Expect;
use crate::{Arg, Page, Row, Store, StoreError, Write};
use benfu_domain::Day;
use benfu_domain::id::{NeedId, SubjectKey};
use benfu_domain::need::{Constraint, Need, NeedAction, NeedState, Terms};
use std::collections::HashMap;

pub(crate) const COLUMNS: &[&str] = &[
    "id",
    "key",
    "programme",
    "title",
    "text",
    "party",
    "state",
    "close_code",
    "metric",
    "metric_unit",
    "baseline_milli",
    "target_milli",
    "unconstrained",
    "owner_post",
    "budget_path",
    "budget_fen",
    "acceptance_test",
    "starts_on",
    "ends_on",
    "place",
    "if_it_works",
    "published_version",
    "opened_on",
    "expires_on",
    "organisation",
    "region",
    "import",
];

/// One step of a need's life, as recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NeedStepRow {
    /// What was done.
    pub action: NeedAction,
    /// The state it led to.
    pub state: NeedState,
    /// The day.
    pub on: Day,
    /// Why.
    pub reason: String,
    /// Who.
    pub account: String,
    /// The ledger entry.
    pub entry: i64,
}

/// Which needs a list shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NeedFilter {
    /// Only these states; any when empty.
    pub states: Vec<NeedState>,
    /// Only of this organisation.
    pub organisation: Option<String>,
    /// Only of regions that start with this code.
    pub region: String,
    /// Also those of other organisations that are published.
    pub published_too: bool,
}

fn select() -> String {
    format!("SELECT {}, version FROM need", COLUMNS.join(", "))
}

fn read_need(row: &Row, constraints: Vec<Constraint>) -> Result<Need, StoreError> {
    Ok(Need {
        id: row.parsed("id", |text| text.parse().ok())?,
        key: SubjectKey(row.int("key")?),
        programme: row.text("programme")?,
        title: row.text("title")?,
        text: row.text("text")?,
        party: row.parsed_or_none("party", |text| text.parse().ok())?,
        organisation: row.parsed("organisation", |text| text.parse().ok())?,
        region: row.parsed("region", |text| text.parse().ok())?,
        state: row.parsed("state", NeedState::from_word)?,
        close_code: row.text("close_code")?,
        terms: read_terms(row, constraints)?,
        published_version: row.int("published_version")?,
        expires_on: row.day_or_none("expires_on")?,
        import: row.parsed_or_none("import", |text| text.parse().ok())?,
        opened_on: row.day("opened_on")?,
        version: row.int("version")?,
    })
}

fn read_terms(row: &Row, constraints: Vec<Constraint>) -> Result<Terms, StoreError> {
    Ok(Terms {
        metric: row.text("metric")?,
        metric_unit: row.text("metric_unit")?,
        baseline_milli: row.int_or_none("baseline_milli")?,
        target_milli: row.int_or_none("target_milli")?,
        constraints,
        unconstrained: row.int("unconstrained")? == 1,
        owner_post: row.text("owner_post")?,
        budget_path: row.text("budget_path")?,
        budget_fen: row.int_or_none("budget_fen")?,
        acceptance_test: row.text("acceptance_test")?,
        starts_on: row.day_or_none("starts_on")?,
        ends_on: row.day_or_none("ends_on")?,
        place: row.parsed_or_none("place", |text| text.parse().ok())?,
        if_it_works: row.text("if_it_works")?,
    })
}

impl NeedFilter {
    fn clause(&self, args: &mut Vec<Arg>) -> String {
        let mut clauses = vec!["($1 = '' OR id < $1)".to_owned()];
        if !self.states.is_empty() {
            let places = crate::row::placeholders(args.len() + 1, self.states.len());
            clauses.push(format!("state IN ({places})"));
            args.extend(self.states.iter().map(|state| Arg::from(state.word())));
        }
        args.push(crate::row::starts_with(&self.region));
        let mut reach = format!("region LIKE ${}", args.len());
        if let Some(organisation) = &self.organisation {
            args.push(organisation.as_str().into());
            reach = format!("{reach} AND organisation = ${}", args.len());
        }
        if self.published_too {
            reach = format!("({reach}) OR state IN ('published', 'matched')");
        }
        clauses.push(format!("({reach})"));
        clauses.join(" AND ")
    }
}

impl Store {
    /// The need with this id.
    pub async fn need(&self, id: NeedId) -> Result<Option<Need>, StoreError> {
        let row = self
            .row(format!("{} WHERE id = $1", select()), &[Arg::shown(&id)])
            .await?;
        let Some(row) = row else { return Ok(None) };
        let constraints = self.constraints(id, 0).await?;
        read_need(&row, constraints).map(Some)
    }

    /// The constraints of a published version; version 0 is the working text.
    pub async fn constraints(
        &self,
        id: NeedId,
        published_version: i64,
    ) -> Result<Vec<Constraint>, StoreError> {
        let sql = "SELECT label, rule FROM need_constraint WHERE need = $1 AND published_version = $2 ORDER BY ordinal";
        let rows = self
            .rows(sql, &[Arg::shown(&id), published_version.into()])
            .await?;
        rows.iter().map(read_constraint).collect()
    }

    /// The constraints of many needs, of each the version named with it; needs without any are left out.
    pub async fn constraints_of_all(
        &self,
        versions: &HashMap<NeedId, i64>,
    ) -> Result<HashMap<NeedId, Vec<Constraint>>, StoreError> {
        let select = "SELECT need, published_version, label, rule FROM need_constraint";
        let needs = versions.keys().map(Arg::shown).collect();
        let order = "need, published_version, ordinal";
        let mut found: HashMap<NeedId, Vec<Constraint>> = HashMap::new();
        for row in &self.rows_in(select, "need", needs, order).await? {
            let need = row.parsed("need", |text| text.parse().ok())?;
            if versions.get(&need) == Some(&row.int("published_version")?) {
                found.entry(need).or_default().push(read_constraint(row)?);
            }
        }
        Ok(found)
    }

    /// Needs in the order of their ids, without their constraints.
    pub async fn needs(&self, filter: &NeedFilter, page: &Page) -> Result<Vec<Need>, StoreError> {
        let mut args = vec![page.after.as_str().into()];
        let clause = filter.clause(&mut args);
        args.push(page.bounded().into());
        let sql = format!(
            "{} WHERE {clause} ORDER BY id DESC LIMIT ${}",
            select(),
            args.len()
        );
        let rows = self.rows(sql, &args).await?;
        rows.iter().map(|row| read_need(row, Vec::new())).collect()
    }

    /// Published needs that lapse on or before `day` unless renewed, the most urgent first, of regions that
    /// start with `region`; without their constraints.
    pub async fn needs_expiring(
        &self,
        day: Day,
        region: &str,
        limit: i64,
    ) -> Result<Vec<Need>, StoreError> {
        let sql = format!(
            "{} WHERE state = 'published' AND expires_on <= $1 AND region LIKE $2 ORDER BY expires_on, id LIMIT $3",
            select()
        );
        let limit = Page::first(limit).bounded();
        let rows = self
            .rows(
                sql,
                &[
                    Arg::shown(&day),
                    crate::row::starts_with(region),
                    limit.into(),
                ],
            )
            .await?;
        rows.iter().map(|row| read_need(row, Vec::new())).collect()
    }

    /// How many needs stand in each state.
    pub async fn need_counts(
        &self,
        filter: &NeedFilter,
    ) -> Result<Vec<(NeedState, i64)>, StoreError> {
        let mut args = vec![Arg::from("")];
        let clause = filter.clause(&mut args);
        let sql = format!(
            "SELECT state, count(*) AS count FROM need WHERE {clause} GROUP BY state ORDER BY state"
        );
        let rows = self.rows(sql, &args).await?;
        rows.iter()
            .map(|row| {
                Ok((
                    row.parsed("state", NeedState::from_word)?,
                    row.int("count")?,
                ))
            })
            .collect()
    }

    /// The needs with these keys, without their constraints.
    pub async fn needs_by_key(&self, keys: &[SubjectKey]) -> Result<Vec<Need>, StoreError> {
        let keys = keys.iter().map(|key| key.0.into()).collect();
        let rows = self.rows_in(&select(), "key", keys, "id").await?;
        rows.iter().map(|row| read_need(row, Vec::new())).collect()
    }

    /// The needs with these ids, without their constraints.
    pub async fn needs_by_id(&self, ids: &[NeedId]) -> Result<Vec<Need>, StoreError> {
        let ids = ids.iter().map(Arg::shown).collect();
        let rows = self.rows_in(&select(), "id", ids, "id").await?;
        rows.iter().map(|row| read_need(row, Vec::new())).collect()
    }

    pub(crate) async fn needs_where(
        &self,
        clause: &str,
        args: &[Arg],
    ) -> Result<Vec<Need>, StoreError> {
        let sql = format!(
            "{} WHERE {clause} ORDER BY id LIMIT ${}",
            select(),
            args.len()
        );
        self.rows(sql, args)
            .await?
            .iter()
            .map(|row| read_need(row, Vec::new()))
            .collect()
    }

    /// The need that had this id in the file it was imported from; the newest when several did.
    pub async fn need_by_external_id(
        &self,
        external_id: &str,
    ) -> Result<Option<NeedId>, StoreError> {
        let sql = "SELECT id FROM need WHERE external_id = $1 ORDER BY id DESC LIMIT 1";
        let row = self.row(sql, &[external_id.into()]).await?;
        row.map(|row| row.parsed("id", |text| text.parse().ok()))
            .transpose()
    }

    /// The steps of a need's life, the first first.
    pub async fn need_steps(&self, id: NeedId) -> Result<Vec<NeedStepRow>, StoreError> {
        let sql = "SELECT action, state, taken_on, reason, account, entry FROM need_step WHERE need = $1 ORDER BY ordinal LIMIT $2";
        let rows = self
            .rows(sql, &[Arg::shown(&id), Page::MOST.into()])
            .await?;
        rows.iter().map(read_step).collect()
    }
}

fn read_constraint(row: &Row) -> Result<Constraint, StoreError> {
    Ok(Constraint {
        label: row.text("label")?,
        rule: row.text("rule")?,
    })
}

fn read_step(row: &Row) -> Result<NeedStepRow, StoreError> {
    Ok(NeedStepRow {
        action: row.parsed("action", NeedAction::from_word)?,
        state: row.parsed("state", NeedState::from_word)?,
        on: row.day("taken_on")?,
        reason: row.text("reason")?,
        account: row.text("account")?,
        entry: row.int("entry")?,
    })
}

impl Write {
    /// A new need, or the next version of one, with its working constraints.
    pub fn save_need(&mut self, need: &Need) -> &mut Write {
        self.save_versioned("need", COLUMNS, need_args(need), need.version);
        if need.version > 1 {
            let sql = "DELETE FROM need_constraint WHERE need = $1 AND published_version = 0";
            self.step(sql, vec![Arg::shown(&need.id)], Expect::Any);
        }
        self.save_constraints(need, 0)
    }

    /// Keeps the constraints of the version that is published now; later revisions leave them.
    pub fn keep_published_constraints(&mut self, need: &Need) -> &mut Write {
        self.save_constraints(need, need.published_version)
    }

    pub(crate) fn save_constraints(&mut self, need: &Need, published_version: i64) -> &mut Write {
        for (ordinal, constraint) in (0_i64..).zip(&need.terms.constraints) {
            let args = vec![
                Arg::shown(&need.id),
                published_version.into(),
                ordinal.into(),
                constraint.label.as_str().into(),
                constraint.rule.as_str().into(),
            ];
            self.add_row(
                "need_constraint",
                &["need", "published_version", "ordinal", "label", "rule"],
                args,
            );
        }
        self
    }

    /// Adds a step to a need's life. The step's place is found in the same transaction.
    pub fn add_need_step(
        &mut self,
        need: &Need,
        action: NeedAction,
        on: Day,
        reason: &str,
    ) -> &mut Write {
        let sql = "INSERT INTO need_step (need, ordinal, action, state, taken_on, reason, account, entry) \
                   SELECT $1, COALESCE(MAX(ordinal), 0) + 1, $2, $3, $4, $5, $6, CAST($7 AS BIGINT) FROM need_step WHERE need = $1";
        let args = vec![
            Arg::shown(&need.id),
            action.word().into(),
            need.state.word().into(),
            Arg::shown(&on),
            reason.into(),
            self.act.account.as_str().into(),
            self.entry_arg(),
        ];
        self.step(sql, args, Expect::Any)
    }
}

pub(crate) fn need_args(need: &Need) -> Vec<Arg> {
    let terms = &need.terms;
    vec![
        Arg::shown(&need.id),
        need.key.0.into(),
        need.programme.as_str().into(),
        need.title.as_str().into(),
        need.text.as_str().into(),
        Arg::shown_or_none(need.party.as_ref()),
        need.state.word().into(),
        need.close_code.as_str().into(),
        terms.metric.as_str().into(),
        terms.metric_unit.as_str().into(),
        terms.baseline_milli.into(),
        terms.target_milli.into(),
        terms.unconstrained.into(),
        terms.owner_post.as_str().into(),
        terms.budget_path.as_str().into(),
        terms.budget_fen.into(),
        terms.acceptance_test.as_str().into(),
        Arg::shown_or_none(terms.starts_on.as_ref()),
        Arg::shown_or_none(terms.ends_on.as_ref()),
        Arg::shown_or_none(terms.place.as_ref()),
        terms.if_it_works.as_str().into(),
        need.published_version.into(),
        Arg::shown(&need.opened_on),
        Arg::shown_or_none(need.expires_on.as_ref()),
        Arg::shown(&need.organisation),
        Arg::shown(&need.region),
        Arg::shown_or_none(need.import.as_ref()),
    ]
}
