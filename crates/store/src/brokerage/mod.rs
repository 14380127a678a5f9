//! Brokers, their interests, leads and credits.

mod lead;

pub use lead::LeadRow;

use crate::write::Expect;
use crate::{Arg, Page, Row, Store, StoreError, Write};
use benfu_domain::brokerage::{Broker, Certificate, CertificateLevel, Interest, InterestKind};
use benfu_domain::id::{AccountId, BrokerId};

const COLUMNS: &[&str] = &[
    "id",
    "name",
    "account",
    "fields",
    "certificate_level",
    "certificate_number",
    "certificate_until",
    "left_on",
    "organisation",
    "region",
];

const INTEREST: &[&str] = &["broker", "party", "kind", "note", "from_on", "until_on"];

fn select() -> String {
    format!("SELECT {}, version FROM broker", COLUMNS.join(", "))
}

fn read_broker(row: &Row) -> Result<Broker, StoreError> {
    let level = row.parsed_or_none("certificate_level", CertificateLevel::from_word)?;
    let (number, until) = (
        row.text("certificate_number")?,
        row.day_or_none("certificate_until")?,
    );
    Ok(Broker {
        id: row.parsed("id", |text| text.parse().ok())?,
        name: row.text("name")?,
        account: row.parsed_or_none("account", |text| text.parse().ok())?,
        fields: row.text("fields")?,
        certificate: level.map(|level| Certificate {
            level,
            number,
            until,
        }),
        left_on: row.day_or_none("left_on")?,
        organisation: row.parsed("organisation", |text| text.parse().ok())?,
        region: row.parsed("region", |text| text.parse().ok())?,
        version: row.int("version")?,
    })
}

fn read_interest(row: &Row) -> Result<Interest, StoreError> {
    Ok(Interest {
        broker: row.parsed("broker", |text| text.parse().ok())?,
        party: row.parsed("party", |text| text.parse().ok())?,
        kind: row.parsed("kind", InterestKind::from_word)?,
        note: row.text("note")?,
        from: row.day("from_on")?,
        until: row.day_or_none("until_on")?,
    })
}

impl Store {
    /// The broker with this id.
    pub async fn broker(&self, id: BrokerId) -> Result<Option<Broker>, StoreError> {
        let sql = format!("{} WHERE id = $1", select());
        let row = self.row(sql, &[Arg::shown(&id)]).await?;
        row.as_ref().map(read_broker).transpose()
    }

    /// The broker who signs in with this account.
    pub async fn broker_of_account(
        &self,
        account: AccountId,
    ) -> Result<Option<Broker>, StoreError> {
        let sql = format!("{} WHERE account = $1", select());
        let row = self.row(sql, &[Arg::shown(&account)]).await?;
        row.as_ref().map(read_broker).transpose()
    }

    /// The brokers of regions that start with `region`, in the order of their ids.
    pub async fn brokers(&self, region: &str, page: &Page) -> Result<Vec<Broker>, StoreError> {
        let sql = format!(
            "{} WHERE region LIKE $1 AND id > $2 ORDER BY id LIMIT $3",
            select()
        );
        let args = [
            crate::row::starts_with(region),
            page.after.as_str().into(),
            page.bounded().into(),
        ];
        let rows = self.rows(sql, &args).await?;
        rows.iter().map(read_broker).collect()
    }

    /// The interests that these brokers declared, by broker and day.
    pub async fn interests_of(&self, brokers: &[BrokerId]) -> Result<Vec<Interest>, StoreError> {
        let select = format!("SELECT {} FROM broker_interest", INTEREST.join(", "));
        let ids = brokers.iter().map(Arg::shown).collect();
        let order = "broker, from_on, party, kind";
        let rows = self.rows_in(&select, "broker", ids, order).await?;
        rows.iter().map(read_interest).collect()
    }
}

impl Write {
    /// A new broker, or the next version of one.
    pub fn save_broker(&mut self, broker: &Broker) -> &mut Write {
        let certificate = broker.certificate.as_ref();
        let args = vec![
            Arg::shown(&broker.id),
            broker.name.as_str().into(),
            Arg::shown_or_none(broker.account.as_ref()),
            broker.fields.as_str().into(),
            certificate.map_or(Arg::NoText, |held| held.level.word().into()),
            certificate.map_or("", |held| held.number.as_str()).into(),
            Arg::shown_or_none(certificate.and_then(|held| held.until.as_ref())),
            Arg::shown_or_none(broker.left_on.as_ref()),
            Arg::shown(&broker.organisation),
            Arg::shown(&broker.region),
        ];
        self.save_versioned("broker", COLUMNS, args, broker.version)
    }

    /// An interest, or the same one with another end or note.
    pub fn put_interest(&mut self, interest: &Interest) -> &mut Write {
        let row = vec![
            Arg::shown(&interest.broker),
            Arg::shown(&interest.party),
            interest.kind.word().into(),
            interest.note.as_str().into(),
            Arg::shown(&interest.from),
            Arg::shown_or_none(interest.until.as_ref()),
        ];
        let meeting = " ON CONFLICT (broker, party, kind, from_on) DO UPDATE SET note = excluded.note, \
                       until_on = excluded.until_on, entry = excluded.entry";
        self.put_rows("broker_interest", INTEREST, vec![row], meeting)
    }

    /// Takes a credit back.
    pub fn drop_credit(&mut self, credit: &benfu_domain::brokerage::Credit) -> &mut Write {
        let sql = "DELETE FROM credit WHERE lead = $1 AND broker = $2 AND part = $3";
        let args = vec![
            Arg::shown(&credit.lead),
            Arg::shown(&credit.broker),
            credit.part.word().into(),
        ];
        self.step(sql, args, Expect::Changed("credit"))
    }
}
