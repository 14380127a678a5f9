//! Those a round is sent to, and the firms each answers for.

use super::round::{COUNTS, read_progress};
use crate::write::Expect;
use crate::{Arg, Page, Row, Store, StoreError, Write};
use benfu_domain::Day;
use benfu_domain::collection::{LinkState, Progress, Recipient};
use benfu_domain::id::{OrganisationId, PartyId, RecipientId, RoundId};

const COLUMNS: &[&str] = &[
    "id",
    "round",
    "name",
    "party",
    "office",
    "link",
    "token_hash",
    "opened_on",
    "reminded_on",
    "sendings_on",
    "sendings",
];

/// A recipient with how many of its firms are answered for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecipientProgress {
    /// The recipient.
    pub recipient: Recipient,
    /// How many of its firms are answered for.
    pub progress: Progress,
}

/// A firm that a round asks about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubjectRow {
    /// The round.
    pub round: RoundId,
    /// The firm.
    pub party: PartyId,
    /// Who answers for it.
    pub recipient: RecipientId,
    /// When an answer was last taken.
    pub returned_on: Option<Day>,
    /// How many true gaps that answer left open.
    pub left_open: i64,
}

/// A round that asked about a firm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedBy {
    /// The round.
    pub round: RoundId,
    /// Its title.
    pub title: String,
    /// The policy it serves.
    pub policy: Option<String>,
    /// Whose round it is.
    pub organisation: OrganisationId,
    /// Who answered for the firm.
    pub answering: String,
    /// When it was opened.
    pub opened_on: Day,
    /// When an answer was last taken.
    pub returned_on: Option<Day>,
}

fn columns() -> String {
    let named = COLUMNS.iter().map(|column| format!("c.{column}"));
    named.collect::<Vec<_>>().join(", ")
}

fn read_recipient(row: &Row) -> Result<Recipient, StoreError> {
    Ok(Recipient {
        id: row.parsed("id", |text| text.parse().ok())?,
        round: row.parsed("round", |text| text.parse().ok())?,
        name: row.text("name")?,
        party: row.parsed_or_none("party", |text| text.parse().ok())?,
        office: row.parsed_or_none("office", |text| text.parse().ok())?,
        link: row.parsed("link", LinkState::from_word)?,
        token_hash: row.text_or_none("token_hash")?,
        opened_on: row.day_or_none("opened_on")?,
        reminded_on: row.day_or_none("reminded_on")?,
        sendings_on: row.day_or_none("sendings_on")?,
        sendings: row.int("sendings")?,
        version: row.int("version")?,
    })
}

fn read_subject(row: &Row) -> Result<SubjectRow, StoreError> {
    Ok(SubjectRow {
        round: row.parsed("round", |text| text.parse().ok())?,
        party: row.parsed("party", |text| text.parse().ok())?,
        recipient: row.parsed("recipient", |text| text.parse().ok())?,
        returned_on: row.day_or_none("returned_on")?,
        left_open: row.int("left_open")?,
    })
}

fn read_asked(row: &Row) -> Result<AskedBy, StoreError> {
    Ok(AskedBy {
        round: row.parsed("round", |text| text.parse().ok())?,
        title: row.text("title")?,
        policy: row.text_or_none("policy")?,
        organisation: row.parsed("organisation", |text| text.parse().ok())?,
        answering: row.text("name")?,
        opened_on: row.day("opened_on")?,
        returned_on: row.day_or_none("returned_on")?,
    })
}

impl Store {
    /// The recipient with this id.
    pub async fn recipient(&self, id: RecipientId) -> Result<Option<Recipient>, StoreError> {
        let sql = format!(
            "SELECT {}, c.version FROM collection_recipient c WHERE c.id = $1",
            columns()
        );
        let row = self.row(sql, &[Arg::shown(&id)]).await?;
        row.as_ref().map(read_recipient).transpose()
    }

    /// The recipient whose link has a token with this hash, also when it was revoked.
    pub async fn recipient_of_token(&self, hash: &str) -> Result<Option<Recipient>, StoreError> {
        let sql = format!(
            "SELECT {}, c.version FROM collection_recipient c WHERE c.token_hash = $1",
            columns()
        );
        let row = self.row(sql, &[hash.into()]).await?;
        row.as_ref().map(read_recipient).transpose()
    }

    /// All recipients of a round with how far each has come, by name.
    pub async fn recipients_of(
        &self,
        round: RoundId,
    ) -> Result<Vec<RecipientProgress>, StoreError> {
        let sql = format!(
            "SELECT {0}, c.version, {COUNTS} FROM collection_recipient c \
             LEFT JOIN collection_subject s ON s.recipient = c.id WHERE c.round = $1 \
             GROUP BY {0}, c.version ORDER BY c.name, c.id LIMIT $2",
            columns()
        );
        let rows = self
            .rows(sql, &[Arg::shown(&round), Page::MOST.into()])
            .await?;
        rows.iter()
            .map(|row| {
                Ok(RecipientProgress {
                    recipient: read_recipient(row)?,
                    progress: read_progress(row)?,
                })
            })
            .collect()
    }

    /// The firms a round asks about.
    pub async fn subjects_of(&self, round: RoundId) -> Result<Vec<SubjectRow>, StoreError> {
        let sql = "SELECT round, party, recipient, returned_on, left_open FROM collection_subject \
                   WHERE round = $1 ORDER BY party LIMIT $2";
        let rows = self
            .rows(sql, &[Arg::shown(&round), Page::MOST.into()])
            .await?;
        rows.iter().map(read_subject).collect()
    }

    /// Which rounds asked about a firm, the newest first.
    pub async fn rounds_about(&self, party: PartyId) -> Result<Vec<AskedBy>, StoreError> {
        let sql = "SELECT r.id AS round, r.title, r.policy, r.organisation, c.name, r.opened_on, s.returned_on \
                   FROM collection_subject s JOIN collection_round r ON r.id = s.round \
                   JOIN collection_recipient c ON c.id = s.recipient WHERE s.party = $1 ORDER BY r.id DESC LIMIT $2";
        let rows = self
            .rows(sql, &[Arg::shown(&party), Page::MOST.into()])
            .await?;
        rows.iter().map(read_asked).collect()
    }
}

impl Write {
    /// A new recipient, or the next version of one.
    pub fn save_recipient(&mut self, recipient: &Recipient) -> &mut Write {
        let args = recipient_args(recipient);
        self.save_versioned("collection_recipient", COLUMNS, args, recipient.version)
    }

    /// Many new recipients.
    pub fn add_recipients(&mut self, recipients: &[Recipient]) -> &mut Write {
        let columns: Vec<&str> = COLUMNS.iter().copied().chain(["version"]).collect();
        let rows = recipients.iter().map(|recipient| {
            let mut args = recipient_args(recipient);
            args.push(recipient.version.into());
            args
        });
        self.add_rows("collection_recipient", &columns, rows.collect())
    }

    /// Counts that a link sent something on a day, at most so often. The write fails when the link was taken back, or
    /// has sent as often as that.
    pub fn count_sending(&mut self, recipient: RecipientId, on: Day, most: i64) -> &mut Write {
        let sql = "UPDATE collection_recipient SET sendings = CASE WHEN sendings_on = $2 THEN sendings + 1 ELSE 1 END, \
                   sendings_on = $2, entry = $4 WHERE id = $1 AND link = 'live' \
                   AND (COALESCE(sendings_on, '') <> $2 OR sendings < $3)";
        let args = vec![
            Arg::shown(&recipient),
            Arg::shown(&on),
            most.into(),
            self.entry_arg(),
        ];
        self.step(sql, args, Expect::Changed("collection_recipient"))
    }

    /// The firms a new round asks about.
    pub fn add_subjects(&mut self, subjects: &[SubjectRow]) -> &mut Write {
        let rows = subjects.iter().map(|subject| {
            vec![
                Arg::shown(&subject.round),
                Arg::shown(&subject.party),
                Arg::shown(&subject.recipient),
                Arg::shown_or_none(subject.returned_on.as_ref()),
                subject.left_open.into(),
            ]
        });
        let columns = &["round", "party", "recipient", "returned_on", "left_open"];
        self.add_rows("collection_subject", columns, rows.collect())
    }

    /// An answer for a firm was taken; so many true gaps are left.
    pub fn mark_returned(
        &mut self,
        (round, party): (RoundId, PartyId),
        on: Day,
        left_open: i64,
    ) -> &mut Write {
        let sql = "UPDATE collection_subject SET returned_on = $3, left_open = $4, entry = $5 \
                   WHERE round = $1 AND party = $2";
        let args = vec![
            Arg::shown(&round),
            Arg::shown(&party),
            Arg::shown(&on),
            left_open.into(),
            self.entry_arg(),
        ];
        self.step(sql, args, Expect::Changed("collection_subject"))
    }
}

fn recipient_args(recipient: &Recipient) -> Vec<Arg> {
    vec![
        Arg::shown(&recipient.id),
        Arg::shown(&recipient.round),
        recipient.name.as_str().into(),
        Arg::shown_or_none(recipient.party.as_ref()),
        Arg::shown_or_none(recipient.office.as_ref()),
        recipient.link.word().into(),
        recipient.token_hash.clone().map_or(Arg::NoText, Arg::Text),
        Arg::shown_or_none(recipient.opened_on.as_ref()),
        Arg::shown_or_none(recipient.reminded_on.as_ref()),
        Arg::shown_or_none(recipient.sendings_on.as_ref()),
        recipient.sendings.into(),
    ]
}
