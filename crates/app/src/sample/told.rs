//! A whole tale from its course, moved in time so that it ends where it should.

use super::calendar_time::{after, day};
use super::draw::Draws;
use super::fates::{Course, Fate};
use super::history::PastAct;
use super::owners::OwnerKind;
use super::papers::Paper;
use super::tale::{Tale, Telling};
use super::themes::Theme;
use super::wants;
use crate::Failure;
use benfu_domain::Day;
use benfu_domain::id::CaseId;
use benfu_domain::need::{Need, NeedAction};
use benfu_domain::programme::CaseState;
use jiff::Timestamp;

/// The first day on which a need is drafted.
const EARLIEST: (i32, u8, u8) = (2024, 1, 15);
/// How often a tale is moved until it ends in time.
const MOVES: usize = 6;

/// What a tale is about.
pub(super) struct Subject<'a> {
    /// The field of work.
    pub(super) theme: &'a Theme,
    /// Which of its sites.
    pub(super) site: usize,
    /// Who has the need.
    pub(super) owner: &'a OwnerKind,
    /// What becomes of it.
    pub(super) course: Course,
}

/// What happened, and the files.
pub(super) struct Told {
    /// The acts.
    pub(super) acts: Vec<PastAct>,
    /// The files.
    pub(super) papers: Vec<Paper>,
    /// Cases in it.
    pub(super) cases: usize,
    /// The need as it ended.
    pub(super) need: Need,
    /// Its first case, and when it was opened.
    pub(super) first: Option<(CaseId, Timestamp)>,
}

/// Tells the tale so that its last step falls `gap` days before `today`, or somewhat earlier.
pub(super) fn tell(with: &Telling<'_>, subject: &Subject<'_>, today: Day) -> Result<Told, Failure> {
    let last = after(today, -gap(subject.course, with.seed));
    let earliest = day(EARLIEST.0, EARLIEST.1, EARLIEST.2);
    let mut start = after(last, -30).max(earliest);
    for _ in 0..MOVES {
        let (told, ended) = tell_from(with, subject, start)?;
        let over = last.days_until(ended);
        if over <= 0 || start == earliest {
            return Ok(told);
        }
        start = after(start, -over).max(earliest);
    }
    tell_from(with, subject, earliest).map(|(told, _)| told)
}

/// How long ago the last step was: running things are fresh or overdue, ended things lie back.
fn gap(course: Course, seed: u64) -> i32 {
    let mut draws = Draws::new(seed, "gap");
    let (low, high) = match course {
        Course::Draft | Course::Collected(_) | Course::Screened => (1, 24),
        Course::Published(_) => (1, 16),
        Course::Matched(_) => (1, 62),
        Course::Closed(_) => (4, 230),
        Course::Expired => (10, 80),
        Course::Withdrawn => (20, 160),
    };
    i32::try_from(draws.between(low, high)).unwrap_or(1)
}

fn tell_from(
    with: &Telling<'_>,
    subject: &Subject<'_>,
    start: Day,
) -> Result<(Told, Day), Failure> {
    let mut draws = Draws::new(with.seed, "words");
    let words = wants::words(subject.theme, subject.site, subject.owner, &mut draws);
    let mut terms = wants::terms(
        subject.theme,
        subject.owner,
        start,
        &with.pack.dictionary,
        &mut draws,
    );
    if matches!(subject.course, Course::Draft | Course::Collected(_)) {
        // Not everything is there yet: the form says what publication still lacks.
        terms.baseline_milli = None;
        terms.budget_path.clear();
    }
    let mut tale = Tale::begin(with, start, words, terms);
    tale.run(subject.course)?;
    let ended = tale.today();
    Ok((
        Told {
            acts: tale.acts,
            papers: tale.papers,
            cases: tale.cases,
            need: tale.need,
            first: tale.first,
        },
        ended,
    ))
}

impl Tale<'_> {
    fn run(&mut self, course: Course) -> Result<(), Failure> {
        match course {
            Course::Draft => Ok(()),
            Course::Collected(returned) => self.hand_in(returned),
            Course::Screened => {
                self.hand_in(false)?;
                self.screen()
            }
            Course::Published(fates) => self.stay_open(fates),
            Course::Matched(fate) => self.select(fate),
            Course::Closed(fate) => self.close(fate),
            Course::Expired => self.expire(),
            Course::Withdrawn => self.take_back(),
        }
    }

    fn stay_open(&mut self, fates: &[Fate]) -> Result<(), Failure> {
        self.publish()?;
        self.ask_and_match();
        for (cast, fate) in fates.iter().enumerate().take(self.with.casts.len()) {
            let mut living = self.open(cast)?;
            if fate.until > CaseState::Proposed {
                self.agree(&mut living)?;
                self.live(&mut living, *fate)?;
            } else if let Some(code) = fate.end {
                self.finish(&mut living, code)?;
            }
        }
        Ok(())
    }

    /// Several suppliers, one selected, the others answered; the selected case lives to its fate.
    fn select(&mut self, fate: Fate) -> Result<(), Failure> {
        self.publish()?;
        self.ask_and_match();
        let count = 2 + self
            .draws
            .below(3)
            .min(self.with.casts.len().saturating_sub(2));
        let mut cases = Vec::new();
        for cast in 0..count.min(self.with.casts.len()) {
            cases.push(self.open(cast)?);
        }
        let mut selected = cases.remove(0);
        if let Some(other) = cases.last_mut().filter(|_| count > 2) {
            self.agree(other)?;
        }
        self.agree(&mut selected)?;
        self.close_selection(&mut cases)?;
        self.live(&mut selected, fate)
    }

    fn close(&mut self, fate: Fate) -> Result<(), Failure> {
        self.select(fate)?;
        self.later(2, 9)?;
        let code = fate.end.unwrap_or("adopted");
        self.step(
            self.with.owner,
            NeedAction::Close,
            "事项已办结，需求随之关闭。",
            code,
        )
    }

    fn expire(&mut self) -> Result<(), Failure> {
        self.publish()?;
        let Some(ends) = self.need.expires_on else {
            return Ok(());
        };
        let days = i64::from(self.today().days_until(ends)) + 2;
        self.wait(days);
        self.step(self.with.officer, NeedAction::Expire, "到期未续期。", "")
    }

    fn take_back(&mut self) -> Result<(), Failure> {
        let published = self.draws.chance(500);
        if published {
            self.publish()?;
            self.later(10, 25)?;
        } else {
            self.hand_in(false)?;
            self.later(3, 9)?;
        }
        self.step(
            self.with.owner,
            NeedAction::Withdraw,
            "改由自有班组技改解决，撤回需求。",
            "",
        )
    }
}
