//! The story of one need, told step by step with the decisions of the domain, so that every state is legal.
//!
//! Main type: [`Tale`]: the need as it stands, the moment, and the acts so far. Cases are told in
//! [`super::case_tale`].

use super::calendar_time::{after, in_office_hours, known_on, working_day};
use super::draw::Draws;
use super::history::{Hand, PastAct};
use super::papers::Paper;
use crate::clock::day_of;
use crate::need::need_event;
use crate::{Failure, Ids};
use benfu_domain::Day;
use benfu_domain::calendar::Calendar;
use benfu_domain::fact::{FactBook, Held};
use benfu_domain::id::{CaseId, NeedId, OfferId, PartyId, QuestionId, SubjectKey};
use benfu_domain::matching::Compiled;
use benfu_domain::need::{Constraint, Need, NeedAction, NeedState, NeedStep, Terms};
use benfu_domain::programme::Programme;
use benfu_packs::Pack;
use benfu_rules::Answer;
use benfu_store::fact::{QuestionRow, QuestionState, UnseenAnswer};
use jiff::Timestamp;
use serde_json::json;

/// Working days in which an answer to a question is asked for.
const ANSWER_DAYS: u32 = 5;

/// Suppliers who are asked for what their offers leave open.
const ASKED: usize = 2;

/// A supplier who may take part in a tale.
#[derive(Debug, Clone)]
pub(super) struct Cast {
    /// Who acts for it.
    pub(super) hand: Hand,
    /// The firm.
    pub(super) party: PartyId,
    /// Its offer.
    pub(super) offer: OfferId,
    /// Key of the offer.
    pub(super) offer_key: SubjectKey,
    /// Concepts that the offer leaves open.
    pub(super) open: Vec<String>,
    /// What the offer states for matching only.
    pub(super) unseen: Vec<Held>,
}

/// What a tale is told with.
pub(super) struct Telling<'a> {
    /// The policy.
    pub(super) pack: &'a Pack,
    /// The programme.
    pub(super) programme: &'a Programme,
    /// Who has the need.
    pub(super) owner: &'a Hand,
    /// The district officer.
    pub(super) officer: &'a Hand,
    /// Suppliers, the likeliest first.
    pub(super) casts: &'a [Cast],
    /// Keys of subjects: the need's, then the cases'.
    pub(super) keys: &'a [SubjectKey],
    /// The seed of this tale.
    pub(super) seed: u64,
}

/// A story so far.
pub(super) struct Tale<'a> {
    pub(super) with: &'a Telling<'a>,
    pub(super) ids: Ids,
    pub(super) draws: Draws,
    pub(super) need: Need,
    pub(super) at: Timestamp,
    pub(super) cases: usize,
    /// The first case, and when it was opened.
    pub(super) first: Option<(CaseId, Timestamp)>,
    /// What happened.
    pub(super) acts: Vec<PastAct>,
    /// Files that were handed in.
    pub(super) papers: Vec<Paper>,
}

impl<'a> Tale<'a> {
    /// Begins with the draft.
    pub(super) fn begin(
        with: &'a Telling<'a>,
        start: Day,
        (title, text): (String, String),
        terms: Terms,
    ) -> Tale<'a> {
        let mut draws = Draws::new(with.seed, "tale");
        let at = in_office_hours(working_day(start, &with.pack.calendar), &mut draws);
        let ids = Ids::seeded(with.seed);
        let need = Need {
            id: NeedId::from_bits(ids.mint(at)),
            key: with.keys[0],
            programme: with.programme.id.clone(),
            title,
            text,
            party: with.owner.party,
            organisation: with.owner.organisation,
            region: with.owner.region.clone(),
            state: NeedState::Draft,
            close_code: String::new(),
            terms,
            published_version: 0,
            expires_on: None,
            import: None,
            opened_on: day_of(at),
            version: 1,
        };
        let row = need.clone();
        let drafted = PastAct::new(at, with.owner, "need_drafted", &need.id.to_string())
            .telling(json!({ "title": need.title, "programme": need.programme }))
            .writing(move |write| {
                write.save_need(&row);
            });
        Tale {
            with,
            ids,
            draws,
            need,
            at,
            cases: 0,
            first: None,
            acts: vec![drafted],
            papers: Vec::new(),
        }
    }

    /// Today in the tale.
    pub(super) fn today(&self) -> Day {
        day_of(self.at)
    }

    /// The calendar as it is known today in the tale.
    pub(super) fn calendar(&self) -> Calendar {
        known_on(&self.with.pack.calendar, self.today())
    }

    /// Some days pass. A published need that would run out meanwhile is renewed before.
    pub(super) fn later(&mut self, least: i64, most: i64) -> Result<(), Failure> {
        let days = i32::try_from(self.draws.between(least, most)).unwrap_or_default();
        let then = working_day(after(self.today(), days), &self.with.pack.calendar);
        let ends = self
            .need
            .expires_on
            .filter(|_| self.need.state == NeedState::Published);
        if ends.is_some_and(|ends| ends < then) {
            self.soon();
            self.step(self.with.owner, NeedAction::Renew, "", "")?;
        }
        let moment = in_office_hours(then, &mut self.draws);
        if moment > self.at {
            self.at = moment;
        } else {
            self.soon();
        }
        Ok(())
    }

    /// So many days pass and nothing is done.
    pub(super) fn wait(&mut self, days: i64) {
        let then = after(self.today(), i32::try_from(days).unwrap_or_default());
        self.at = in_office_hours(working_day(then, &self.with.pack.calendar), &mut self.draws);
    }

    /// Some minutes pass.
    pub(super) fn soon(&mut self) {
        let minutes = self.draws.between(2, 9);
        self.at = self
            .at
            .checked_add(jiff::SignedDuration::from_mins(minutes))
            .unwrap_or(self.at);
    }

    /// A step of the need's life.
    pub(super) fn step(
        &mut self,
        hand: &Hand,
        action: NeedAction,
        reason: &str,
        code: &str,
    ) -> Result<(), Failure> {
        let from = self.need.state;
        self.decide(action, reason, code)?;
        let (need, on, said) = (self.need.clone(), self.today(), reason.to_owned());
        let told =
            json!({ "from": from.word(), "to": need.state.word(), "reason": reason, "code": code });
        let act =
            PastAct::new(self.at, hand, need_event(action), &need.id.to_string()).telling(told);
        self.acts.push(act.writing(move |write| {
            write
                .save_need(&need)
                .add_need_step(&need, action, on, &said);
            if matches!(action, NeedAction::Publish | NeedAction::Revise) {
                write.keep_published_constraints(&need);
            }
        }));
        Ok(())
    }

    /// The need as it is after a step.
    pub(super) fn decide(
        &mut self,
        action: NeedAction,
        reason: &str,
        code: &str,
    ) -> Result<(), Failure> {
        let step = NeedStep {
            action,
            on: self.today(),
            reason,
            code,
            programme: self.with.programme,
        };
        let next = self.need.decide(&step);
        let next =
            next.map_err(|refusal| Failure::Bug(format!("sample need {action:?}: {refusal:?}")))?;
        self.need = Need {
            version: self.need.version + 1,
            ..next
        };
        Ok(())
    }

    /// From the draft to the screen; `returned` sends it back once.
    pub(super) fn hand_in(&mut self, returned: bool) -> Result<(), Failure> {
        let (owner, officer) = (self.with.owner, self.with.officer);
        self.later(1, 6)?;
        self.step(owner, NeedAction::HandIn, "", "")?;
        if returned {
            self.later(2, 5)?;
            self.step(
                officer,
                NeedAction::Return,
                "请补充现状值的测量办法，并说明验收由谁出具结论。",
                "",
            )?;
            self.later(3, 8)?;
            self.step(owner, NeedAction::HandIn, "", "")?;
        }
        Ok(())
    }

    /// Through the screen and out to suppliers.
    pub(super) fn publish(&mut self) -> Result<(), Failure> {
        let returned = self.draws.chance(180);
        self.hand_in(returned)?;
        self.screen()?;
        self.later(1, 5)?;
        self.step(self.with.owner, NeedAction::Publish, "", "")
    }

    /// Past the officer's screen.
    pub(super) fn screen(&mut self) -> Result<(), Failure> {
        self.later(2, 6)?;
        self.step(
            self.with.officer,
            NeedAction::Screen,
            "材料齐全，指标可测。",
            "",
        )
    }

    /// Asks suppliers for what their offers leave open, and logs what answered unseen.
    pub(super) fn ask_and_match(&mut self) {
        let casts = self.with.casts.iter().enumerate().take(ASKED);
        let open = casts.flat_map(|(place, cast)| {
            cast.open
                .iter()
                .map(move |concept| (place, concept.clone()))
        });
        let asked: Vec<(usize, String)> = open
            .filter(|(_, concept)| self.condition_on(concept).is_some())
            .collect();
        self.soon();
        if !asked.is_empty() {
            self.ask(asked);
        }
        let answers: Vec<UnseenAnswer> = self
            .with
            .casts
            .iter()
            .flat_map(|cast| cast.unseen.iter())
            .filter_map(|held| self.unseen(held))
            .collect();
        if !answers.is_empty() {
            self.log_unseen(answers);
        }
    }

    /// The first condition of the need that begins with a concept.
    fn condition_on(&self, concept: &str) -> Option<&Constraint> {
        let named = |rule: &&Constraint| {
            rule.rule
                .strip_prefix(concept)
                .is_some_and(|rest| rest.starts_with(' '))
        };
        self.need.terms.constraints.iter().find(named)
    }

    /// How a fact that nobody sees answers the condition on it.
    fn unseen(&self, held: &Held) -> Option<UnseenAnswer> {
        let dictionary = &self.with.pack.dictionary;
        let compiled = Compiled::new(self.condition_on(&held.concept)?, dictionary).ok()?;
        let book = FactBook::new(self.today(), vec![held.subject]).with_facts([held.clone()]);
        let answer = compiled
            .rule
            .evaluate(&book, dictionary, self.today())
            .ok()?
            .answer;
        Some(UnseenAnswer {
            subject: held.subject,
            concept: held.concept.clone(),
            need: self.need.id,
            need_version: self.need.published_version,
            on: self.today(),
            met: answer == Answer::Met,
        })
    }

    fn ask(&mut self, asked: Vec<(usize, String)>) {
        let due_on = Some(
            self.calendar()
                .add_working_days(self.today(), ANSWER_DAYS)
                .on,
        );
        let mut questions = Vec::new();
        for (place, concept) in asked {
            let cast = &self.with.casts[place];
            let state = if self.draws.chance(200) {
                QuestionState::Declined
            } else {
                QuestionState::Open
            };
            questions.push(QuestionRow {
                id: QuestionId::from_bits(self.ids.mint(self.at)),
                party: cast.party,
                subject: cast.offer_key,
                offer: Some(cast.offer),
                concept,
                need: Some(self.need.id),
                state,
                asked_on: self.today(),
                due_on,
                organisation: self.need.organisation,
                region: self.need.region.clone(),
                version: 1,
            });
        }
        let concepts: Vec<&String> = questions.iter().map(|question| &question.concept).collect();
        let act = PastAct::new(
            self.at,
            self.with.owner,
            "facts_asked",
            &self.need.id.to_string(),
        )
        .telling(json!({ "concepts": concepts }));
        self.acts.push(act.writing(move |write| {
            for question in &questions {
                write.save_question(question);
            }
        }));
    }

    fn log_unseen(&mut self, answers: Vec<UnseenAnswer>) {
        let act = PastAct::new(
            self.at,
            self.with.owner,
            "matched_unseen",
            &self.need.id.to_string(),
        );
        self.acts.push(
            act.telling(json!({ "answers": answers.len() }))
                .writing(move |write| {
                    write.log_unseen(&answers);
                }),
        );
    }
}
