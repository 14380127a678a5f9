//! Questions to parties about missing facts, and the log of match-only answers.

use crate::write::Expect;
use crate::{Arg, Page, Row, Store, StoreError, Write};
use benfu_domain::Day;
use benfu_domain::id::{NeedId, OfferId, OrganisationId, PartyId, QuestionId, SubjectKey};
use benfu_domain::region::RegionCode;

/// Where a question stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QuestionState {
    /// Waits for an answer.
    Open,
    /// Answered: the fact is recorded.
    Answered,
    /// The party does not want to say.
    Declined,
    /// No longer asked.
    Withdrawn,
}

impl QuestionState {
    /// The word kept in the table.
    pub fn word(self) -> &'static str {
        match self {
            QuestionState::Open => "open",
            QuestionState::Answered => "answered",
            QuestionState::Declined => "declined",
            QuestionState::Withdrawn => "withdrawn",
        }
    }

    fn from_word(word: &str) -> Option<QuestionState> {
        let all = [
            QuestionState::Open,
            QuestionState::Answered,
            QuestionState::Declined,
            QuestionState::Withdrawn,
        ];
        all.into_iter().find(|state| state.word() == word)
    }
}

/// A question about a missing fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionRow {
    /// Identifier.
    pub id: QuestionId,
    /// Who is asked.
    pub party: PartyId,
    /// What it is about: the party itself or one of its offers.
    pub subject: SubjectKey,
    /// The offer it is about.
    pub offer: Option<OfferId>,
    /// The concept that is missing.
    pub concept: String,
    /// The need that asks.
    pub need: Option<NeedId>,
    /// Where it stands.
    pub state: QuestionState,
    /// When it was asked.
    pub asked_on: Day,
    /// When an answer is due.
    pub due_on: Option<Day>,
    /// Whose organisation asks.
    pub organisation: OrganisationId,
    /// Where it belongs.
    pub region: RegionCode,
    /// Counts up with each write.
    pub version: i64,
}

/// A match-only fact that answered a constraint unseen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnseenAnswer {
    /// Whose fact.
    pub subject: SubjectKey,
    /// Which concept.
    pub concept: String,
    /// The need that asked.
    pub need: NeedId,
    /// Its published version.
    pub need_version: i64,
    /// The day.
    pub on: Day,
    /// Was the constraint met?
    pub met: bool,
}

const COLUMNS: &[&str] = &[
    "id",
    "party",
    "subject_kind",
    "subject",
    "offer",
    "concept",
    "need",
    "state",
    "asked_on",
    "due_on",
    "organisation",
    "region",
];

fn read_question(row: &Row) -> Result<QuestionRow, StoreError> {
    Ok(QuestionRow {
        id: row.parsed("id", |text| text.parse().ok())?,
        party: row.parsed("party", |text| text.parse().ok())?,
        subject: SubjectKey(row.int("subject")?),
        offer: row.parsed_or_none("offer", |text| text.parse().ok())?,
        concept: row.text("concept")?,
        need: row.parsed_or_none("need", |text| text.parse().ok())?,
        state: row.parsed("state", QuestionState::from_word)?,
        asked_on: row.day("asked_on")?,
        due_on: row.day_or_none("due_on")?,
        organisation: row.parsed("organisation", |text| text.parse().ok())?,
        region: row.parsed("region", |text| text.parse().ok())?,
        version: row.int("version")?,
    })
}

impl Store {
    /// The question with this id.
    pub async fn question(&self, id: QuestionId) -> Result<Option<QuestionRow>, StoreError> {
        let sql = format!(
            "SELECT {}, version FROM question WHERE id = $1",
            COLUMNS.join(", ")
        );
        let row = self.row(sql, &[Arg::shown(&id)]).await?;
        row.as_ref().map(read_question).transpose()
    }

    /// Open questions to a party, the oldest first.
    pub async fn open_questions(&self, party: PartyId) -> Result<Vec<QuestionRow>, StoreError> {
        let sql = format!(
            "SELECT {}, version FROM question WHERE party = $1 AND state = 'open' ORDER BY id LIMIT $2",
            COLUMNS.join(", ")
        );
        let rows = self
            .rows(sql, &[Arg::shown(&party), Page::MOST.into()])
            .await?;
        rows.iter().map(read_question).collect()
    }

    /// Questions that a need has asked.
    pub async fn questions_of_need(&self, need: NeedId) -> Result<Vec<QuestionRow>, StoreError> {
        let sql = format!(
            "SELECT {}, version FROM question WHERE need = $1 ORDER BY id LIMIT $2",
            COLUMNS.join(", ")
        );
        let rows = self
            .rows(sql, &[Arg::shown(&need), Page::MOST.into()])
            .await?;
        rows.iter().map(read_question).collect()
    }

    /// Which match-only facts of these subjects answered which needs, the newest first.
    pub async fn unseen_answers(
        &self,
        subjects: &[SubjectKey],
    ) -> Result<Vec<UnseenAnswer>, StoreError> {
        let subjects: Vec<Arg> = subjects.iter().map(|key| key.0.into()).collect();
        let mut answers = Vec::new();
        for chunk in subjects.chunks(500) {
            let sql = format!(
                "SELECT subject, concept, need, need_version, answered_on, answer FROM unseen_answer \
                 WHERE subject IN ({}) ORDER BY answered_on DESC, need, concept, need_version LIMIT {}",
                crate::row::placeholders(1, chunk.len()),
                Page::MOST
            );
            for row in &self.rows(sql, chunk).await? {
                answers.push(read_unseen(row)?);
            }
        }
        Ok(answers)
    }

    /// Open questions of an organisation's needs that should have been answered before `day`, the most urgent
    /// first.
    pub async fn overdue_questions(
        &self,
        organisation: OrganisationId,
        day: Day,
        limit: i64,
    ) -> Result<Vec<QuestionRow>, StoreError> {
        let sql = format!(
            "SELECT {}, version FROM question WHERE state = 'open' AND due_on < $1 AND organisation = $2 \
             ORDER BY due_on, id LIMIT $3",
            COLUMNS.join(", ")
        );
        let args = [
            Arg::shown(&day),
            Arg::shown(&organisation),
            Page::first(limit).bounded().into(),
        ];
        self.rows(sql, &args)
            .await?
            .iter()
            .map(read_question)
            .collect()
    }
}

fn read_unseen(row: &Row) -> Result<UnseenAnswer, StoreError> {
    Ok(UnseenAnswer {
        subject: SubjectKey(row.int("subject")?),
        concept: row.text("concept")?,
        need: row.parsed("need", |text| text.parse().ok())?,
        need_version: row.int("need_version")?,
        on: row.day("answered_on")?,
        met: row.text("answer")? == "met",
    })
}

impl Write {
    /// A new question, or the next version of one.
    pub fn save_question(&mut self, question: &QuestionRow) -> &mut Write {
        let subject_kind = if question.offer.is_some() {
            "offer"
        } else {
            "party"
        };
        let args = vec![
            Arg::shown(&question.id),
            Arg::shown(&question.party),
            subject_kind.into(),
            question.subject.0.into(),
            Arg::shown_or_none(question.offer.as_ref()),
            question.concept.as_str().into(),
            Arg::shown_or_none(question.need.as_ref()),
            question.state.word().into(),
            Arg::shown(&question.asked_on),
            Arg::shown_or_none(question.due_on.as_ref()),
            Arg::shown(&question.organisation),
            Arg::shown(&question.region),
        ];
        self.save_versioned("question", COLUMNS, args, question.version)
    }

    /// Closes every other open question about the same fact: asked once, used everywhere.
    pub fn settle_questions(&mut self, subject: SubjectKey, concept: &str) -> &mut Write {
        let sql = "UPDATE question SET state = 'answered', version = version + 1, entry = $3 \
                   WHERE subject = $1 AND concept = $2 AND state = 'open'";
        self.step(
            sql,
            vec![subject.0.into(), concept.into(), self.entry_arg()],
            Expect::Any,
        )
    }

    /// Logs that match-only facts answered constraints of a published need.
    pub fn log_unseen(&mut self, answers: &[UnseenAnswer]) -> &mut Write {
        for answer in answers {
            let sql = "INSERT INTO unseen_answer (subject, concept, need, need_version, answered_on, answer, entry) \
                       VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (subject, concept, need, need_version) DO NOTHING";
            let args = vec![
                answer.subject.0.into(),
                answer.concept.as_str().into(),
                Arg::shown(&answer.need),
                answer.need_version.into(),
                Arg::shown(&answer.on),
                if answer.met { "met" } else { "not_met" }.into(),
                self.entry_arg(),
            ];
            self.step(sql, args, Expect::Any);
        }
        self
    }
}
