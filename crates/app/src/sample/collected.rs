//! What the district collects: a round that was closed, one that runs late with a conflict, one just sent.
//!
//! Main function: [`Society::collect`]. What a round goes through is told in [`super::round_tale`].

use super::known::Known;
use super::people::Officials;
use super::round_tale::RoundTale;
use super::rounds::{Asking, Rounds, Sent};
use super::society::Society;
use crate::Failure;
use benfu_domain::collection::{Asked, SentTo};

/// Facts from returns come from so many sources at most.
pub(super) const SOURCES: i64 = 80;

const YEARLY: Asking = Asking {
    title: "2024年度经营与研发数据补报",
    explanation: "年度数据汇总后仍有缺项，请各企业补齐；已有数据均已预填，核对即可。",
    policy: None,
    fresh_months: 12,
    asks: &[
        ("sales", Asked::ClosedYear(0)),
        ("rd_expense", Asked::ClosedYear(0)),
        ("high_tech_income", Asked::ClosedYear(0)),
        ("employees", Asked::ClosedYear(0)),
        ("rd_staff", Asked::ClosedYear(0)),
        ("assets", Asked::ClosedYear(0)),
    ],
    sent_to: SentTo::Firm,
    ago: 33,
    working_days: 10,
};

const CULTIVATION: Asking = Asking {
    title: "专精特新培育企业情况核对",
    explanation: "请各街道逐户核对，只补影响申报结论的缺项。",
    policy: Some("srdi_sme"),
    fresh_months: 1,
    asks: &[
        ("rd_expense", Asked::ClosedYear(0)),
        ("main_income", Asked::ClosedYear(0)),
        ("niche_years", Asked::ClosedYear(0)),
        ("class_one_ip", Asked::Latest),
        ("class_two_ip", Asked::Latest),
        ("standards_led", Asked::Latest),
        ("niche_market_leading", Asked::Latest),
        ("own_brand", Asked::Latest),
        ("management_certificate", Asked::Latest),
        ("digital_level", Asked::Latest),
    ],
    sent_to: SentTo::Office,
    ago: 26,
    working_days: 12,
};

const INTENTION: Asking = Asking {
    title: "高新技术企业申报摸底（2025年第二批）",
    explanation: "拟于下半年申报的企业请在截止日前填报；已有数据均已预填，只补缺项。",
    policy: None,
    fresh_months: 12,
    asks: &[
        ("main_product", Asked::Latest),
        ("high_tech_field", Asked::Latest),
        ("rd_expense_audited", Asked::Latest),
        ("class_one_ip", Asked::Latest),
        ("sales", Asked::ClosedYear(0)),
        ("high_tech_income", Asked::ClosedYear(0)),
        ("rd_expense", Asked::ClosedYear(0)),
        ("rd_staff", Asked::ClosedYear(0)),
    ],
    sent_to: SentTo::Firm,
    ago: 1,
    working_days: 10,
};

/// Firms that the closed round asked.
const YEARLY_FIRMS: usize = 18;
/// Firms that the new one asks.
const INTENDING_FIRMS: usize = 30;
/// Firms that a street answers for.
const OF_A_STREET: usize = 6;

/// The concepts that are asked.
pub(super) fn concepts() -> impl Iterator<Item = &'static str> {
    let all = [&YEARLY, &CULTIVATION, &INTENTION].into_iter();
    all.flat_map(|asking| asking.asks.iter().map(|(concept, _)| *concept))
}

impl Society<'_> {
    /// The rounds.
    pub(super) fn collect(
        &mut self,
        known: &mut Known,
        officials: &Officials,
    ) -> Result<(), Failure> {
        let sources = (0..SOURCES).map(|_| self.source()).collect();
        let mut rounds = Rounds::of(self, known, officials, sources);
        yearly(&mut rounds)?;
        of_streets(&mut rounds)?;
        intentions(&mut rounds)?;
        let (acts, papers) = rounds.told();
        self.history.extend(acts);
        self.papers.extend(papers);
        Ok(())
    }
}

/// Most firms answered; three did not, and were reminded before the round was closed.
fn yearly(rounds: &mut Rounds<'_>) -> Result<(), Failure> {
    let Some(mut tale) = RoundTale::begin(rounds, &YEARLY) else {
        return Ok(());
    };
    let firms = tale.owing(|_| true, YEARLY_FIRMS)?;
    let mut sent: Vec<Sent> = firms.into_iter().map(|firm| tale.to_firm(firm)).collect();
    let answering = sent.len().saturating_sub(3);
    tale.open(&mut sent);
    for (number, one) in (0..).zip(sent.iter_mut().take(answering)) {
        tale.on(1 + number % 12);
        tale.look(one);
        tale.answer(one, 0)?;
    }
    tale.on(12);
    tale.remind(&mut sent[answering..]);
    tale.on(21);
    tale.close(&sent);
    Ok(())
}

/// Streets answer by link or by workbook. Two are late, one workbook still waits to be taken, and one says something else
/// than its street said before.
fn of_streets(rounds: &mut Rounds<'_>) -> Result<(), Failure> {
    let Some(mut tale) = RoundTale::begin(rounds, &CULTIVATION) else {
        return Ok(());
    };
    let mut sent = tale.streets(OF_A_STREET)?;
    tale.open(&mut sent);
    let late = sent.len().saturating_sub(2).max(2).min(sent.len());
    for (number, street) in (0..).zip(&mut sent[..late]) {
        tale.on(3 + number);
        tale.look(street);
        let firms = street.firms();
        match number {
            0 => firms
                .into_iter()
                .try_for_each(|firm| tale.answer(street, firm))?,
            1 => tale.answer(street, 0)?,
            _ => {
                let file = tale.hand_in(street, firms, false)?;
                tale.take(file);
            }
        }
    }
    // Of the late ones, one has looked.
    if let Some(street) = sent.get_mut(late) {
        tale.look(street);
    }
    tale.on(17);
    tale.remind(&mut sent);
    tale.on(20);
    if let Some(first) = sent.first_mut() {
        let file = tale.hand_in(first, 0..1, true)?;
        tale.take(file);
    }
    tale.on(25);
    if let Some(second) = sent.get_mut(1) {
        let rest = 1..second.firms().end;
        tale.hand_in(second, rest, false)?;
    }
    Ok(())
}

/// Sent yesterday; a few have looked, one has answered.
fn intentions(rounds: &mut Rounds<'_>) -> Result<(), Failure> {
    let Some(mut tale) = RoundTale::begin(rounds, &INTENTION) else {
        return Ok(());
    };
    let firms = tale.owing(|_| true, INTENDING_FIRMS)?;
    let mut sent: Vec<Sent> = firms.into_iter().map(|firm| tale.to_firm(firm)).collect();
    tale.open(&mut sent);
    for one in sent.iter_mut().skip(2).step_by(7) {
        tale.look(one);
    }
    sent.get_mut(2)
        .map_or(Ok(()), |third| tale.answer(third, 0))
}
