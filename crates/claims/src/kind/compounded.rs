//! Years of one rate told as a whole: 年均增长10%,三年累计增长33.1%.

use super::{Remark, Remarks, View, number_line};
use crate::band::Band;
use crate::finding::Kind;
use crate::read::{Quantity, agrees, numeral};
use crate::words::{ends, has, printed, suggested};
use benfu_rules::Exact;

/// Words before the rate of each year.
const YEARLY: &[&str] = &[
    "年均增长",
    "每年增长",
    "每年均增长",
    "每年递增",
    "逐年增长",
    "年均递增",
    "年均增速",
    "年均增长率",
];
/// Words of the whole growth.
const WHOLE: &[&str] = &["累计增长", "累计增幅", "共增长", "总共增长", "合计增长"];
/// Years at most.
const MOST: i128 = 20;

/// Looks at every whole growth of a sentence.
pub(crate) fn check(view: &View<'_>, remarks: &mut Remarks) {
    for claim in view.quantities() {
        remarks.extend(whole(view, claim));
    }
}

fn whole(view: &View<'_>, claim: &Quantity) -> Option<Remark> {
    let words = view.clause(claim);
    let name = WHOLE.iter().find(|name| ends(words, &[name]))?;
    let years = years(words.strip_suffix(*name)?)?;
    let yearly = |rate: &&Quantity| {
        let told = rate.span.end <= claim.span.start && rate.is_share() && rate.is_plain();
        told && ends(view.clause(rate), YEARLY)
    };
    let mut rates = view.quantities().iter().filter(yearly);
    let (rate, None) = (rates.next()?, rates.next()) else {
        return None;
    };
    let one = Band::exactly(Exact::ONE);
    let grown = rate.band()?.plus_one()?.power(years)?.minus(&one)?;
    let shrinks = has(view.words(), &["下降", "减少"]);
    if shrinks || !claim.is_share() || agrees(claim, &grown)? {
        return None;
    }
    let (each, right) = (printed(rate), suggested(&grown.middle()?, claim));
    Some(
        Remark::error(
            Kind::Chain,
            view.place(rate, claim).to(claim.span),
            format!("每年增长{each},{years}年累计增长{right}"),
            format!("{each} a year comes to {right} in {years} years"),
            format!("(1 + {each})^{years} - 1 = {right}"),
        )
        .corrected(claim.span, right),
    )
}

/// The years of 三年, 3年 at the end of a text.
fn years(words: &str) -> Option<u32> {
    let words = words
        .strip_suffix('来')
        .unwrap_or(words)
        .strip_suffix('年')?;
    let start = words
        .char_indices()
        .rev()
        .take_while(|(_, char)| char.is_ascii_digit() || "两二三四五六七八九十".contains(*char))
        .last()?
        .0;
    let line = number_line(&words[start..]);
    let number = numeral::words(&line, 0).or_else(|| numeral::digits(&line, 0))?;
    let years = number
        .value
        .to_whole()
        .filter(|years| (2..=MOST).contains(years))?;
    u32::try_from(years).ok()
}
