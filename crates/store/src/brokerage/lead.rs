//! Leads, and who is credited with them.

use crate::{Arg, Page, Row, Store, StoreError, Write};
use benfu_domain::brokerage::{Credit, CreditPart, Lead};
use benfu_domain::id::{BrokerId, CaseId, LeadId};
use benfu_domain::programme::CaseState;

const COLUMNS: &[&str] = &[
    "id",
    "title",
    "text",
    "party",
    "found_by",
    "found_on",
    "next",
    "next_on",
    "need",
    "followed_by",
    "dropped_on",
    "dropped_reason",
    "organisation",
    "region",
];

const CREDIT: &[&str] = &[
    "lead",
    "broker",
    "part",
    "permille",
    "fee_fen",
    "disclosed",
    "given_on",
];

/// A lead with what is known of its case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeadRow {
    /// The lead.
    pub lead: Lead,
    /// The programme of its case, the state, and the coded end.
    pub case: Option<(String, CaseState, String)>,
}

fn select(found: &str, order: &str) -> String {
    let columns: Vec<String> = COLUMNS.iter().map(|column| format!("l.{column}")).collect();
    format!(
        "SELECT {}, l.version, c.programme AS programme, c.state AS state, c.end_code AS end_code \
         FROM lead l LEFT JOIN case_file c ON c.id = l.followed_by WHERE {found} ORDER BY {order}",
        columns.join(", ")
    )
}

fn read_lead(row: &Row) -> Result<LeadRow, StoreError> {
    let dropped = row.day_or_none("dropped_on")?;
    let lead = Lead {
        id: row.parsed("id", |text| text.parse().ok())?,
        title: row.text("title")?,
        text: row.text("text")?,
        party: row.parsed_or_none("party", |text| text.parse().ok())?,
        found_by: row.parsed("found_by", |text| text.parse().ok())?,
        found_on: row.day("found_on")?,
        next: row.text("next")?,
        next_on: row.day_or_none("next_on")?,
        need: row.parsed_or_none("need", |text| text.parse().ok())?,
        case: row.parsed_or_none("followed_by", |text| text.parse().ok())?,
        dropped: dropped.zip(Some(row.text("dropped_reason")?)),
        organisation: row.parsed("organisation", |text| text.parse().ok())?,
        region: row.parsed("region", |text| text.parse().ok())?,
        version: row.int("version")?,
    };
    let state = row.parsed_or_none("state", CaseState::from_word)?;
    let programme = row.text_or_none("programme")?;
    let code = row.text_or_none("end_code")?.unwrap_or_default();
    let case = programme.zip(state);
    Ok(LeadRow {
        lead,
        case: case.map(|(programme, state)| (programme, state, code)),
    })
}

fn read_credit(row: &Row) -> Result<Credit, StoreError> {
    let permille = u16::try_from(row.int("permille")?).ok();
    Ok(Credit {
        lead: row.parsed("lead", |text| text.parse().ok())?,
        broker: row.parsed("broker", |text| text.parse().ok())?,
        part: row.parsed("part", CreditPart::from_word)?,
        permille: permille.ok_or_else(|| StoreError::Unreadable {
            column: "permille".to_owned(),
            found: "a number out of range".to_owned(),
        })?,
        fee_fen: row.int_or_none("fee_fen")?,
        disclosed: row.text("disclosed")?,
        on: row.day("given_on")?,
    })
}

impl Store {
    /// The lead with this id.
    pub async fn lead(&self, id: LeadId) -> Result<Option<LeadRow>, StoreError> {
        let sql = select("l.id = $1", "l.id");
        let row = self.row(sql, &[Arg::shown(&id)]).await?;
        row.as_ref().map(read_lead).transpose()
    }

    /// Leads of regions that start with `region`, in which `broker` has a part when one is named; the newest first.
    pub async fn leads(
        &self,
        region: &str,
        broker: Option<BrokerId>,
        page: &Page,
    ) -> Result<Vec<LeadRow>, StoreError> {
        let sql = select(
            "l.region LIKE $1 AND ($2 = '' OR l.id < $2) AND ($3 = '' OR EXISTS \
             (SELECT 1 FROM credit k WHERE k.lead = l.id AND k.broker = $3))",
            "l.id DESC LIMIT $4",
        );
        let args = [
            crate::row::starts_with(region),
            page.after.as_str().into(),
            broker
                .map(|broker| broker.to_string())
                .unwrap_or_default()
                .into(),
            page.bounded().into(),
        ];
        let rows = self.rows(sql, &args).await?;
        rows.iter().map(read_lead).collect()
    }

    /// The lead that a case follows.
    pub async fn lead_of_case(&self, case: CaseId) -> Result<Option<LeadRow>, StoreError> {
        let sql = select("l.followed_by = $1", "l.id LIMIT 1");
        let row = self.row(sql, &[Arg::shown(&case)]).await?;
        row.as_ref().map(read_lead).transpose()
    }

    /// Who is credited with these leads, by lead, part and broker.
    pub async fn credits_of(&self, leads: &[LeadId]) -> Result<Vec<Credit>, StoreError> {
        let select = format!("SELECT {} FROM credit", CREDIT.join(", "));
        let ids = leads.iter().map(Arg::shown).collect();
        let rows = self
            .rows_in(&select, "lead", ids, "lead, part, broker")
            .await?;
        rows.iter().map(read_credit).collect()
    }
}

impl Write {
    /// A new lead, or the next version of one.
    pub fn save_lead(&mut self, lead: &Lead) -> &mut Write {
        let (dropped_on, reason) = lead.dropped.clone().unzip();
        let args = vec![
            Arg::shown(&lead.id),
            lead.title.as_str().into(),
            lead.text.as_str().into(),
            Arg::shown_or_none(lead.party.as_ref()),
            Arg::shown(&lead.found_by),
            Arg::shown(&lead.found_on),
            lead.next.as_str().into(),
            Arg::shown_or_none(lead.next_on.as_ref()),
            Arg::shown_or_none(lead.need.as_ref()),
            Arg::shown_or_none(lead.case.as_ref()),
            Arg::shown_or_none(dropped_on.as_ref()),
            reason.unwrap_or_default().into(),
            Arg::shown(&lead.organisation),
            Arg::shown(&lead.region),
        ];
        self.save_versioned("lead", COLUMNS, args, lead.version)
    }

    /// A credit, in place of what the same broker had of the same part.
    pub fn put_credit(&mut self, credit: &Credit) -> &mut Write {
        let row = vec![
            Arg::shown(&credit.lead),
            Arg::shown(&credit.broker),
            credit.part.word().into(),
            i64::from(credit.permille).into(),
            credit.fee_fen.into(),
            credit.disclosed.as_str().into(),
            Arg::shown(&credit.on),
        ];
        let meeting = " ON CONFLICT (lead, broker, part) DO UPDATE SET permille = excluded.permille, \
                       fee_fen = excluded.fee_fen, disclosed = excluded.disclosed, \
                       given_on = excluded.given_on, entry = excluded.entry";
        self.put_rows("credit", CREDIT, vec![row], meeting)
    }
}
