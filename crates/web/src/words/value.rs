//! Values, reasons and sources as text, and numbers of forms back from text.

use benfu_app::Cx;
use benfu_domain::fact::{Concept, Observed, Source, language};
use benfu_domain::matching::{Nearness, Reason, ScorePart};
use benfu_domain::party::Party;
use benfu_domain::period::Period;
use benfu_domain::region::RegionCode;
use benfu_domain::written;
use benfu_rules::{Answer as RuleAnswer, Exact, Labels as _};

use crate::locale::Lang;
use crate::view::Answer;

/// The number people quote: the kind's letter and the last digits of the identifier.
pub(crate) fn code_of(letter: char, id: &str) -> String {
    let tail = id.get(id.len().saturating_sub(8)..).unwrap_or(id);
    format!("{letter}-{}", tail.to_uppercase())
}

/// An answer of a rule as pages mark it.
pub(crate) fn answer(answer: RuleAnswer) -> Answer {
    match answer {
        RuleAnswer::Met => Answer::Met,
        RuleAnswer::NotMet => Answer::NotMet,
        RuleAnswer::Unknown => Answer::CannotTell,
    }
}

/// Thousandths as a decimal number with its unit.
pub(crate) fn milli(milli: i64, unit: &str) -> String {
    let number = crate::money_text::fixed(i128::from(milli), 3);
    let glued = unit.is_empty() || unit == "%" || unit.starts_with('°');
    if glued {
        format!("{number}{unit}")
    } else {
        format!("{number} {unit}")
    }
}

/// A decimal number of a form in thousandths; `None` when nothing was said.
///
/// # Errors
/// What was read and what is expected, in the language of the page.
pub(crate) fn milli_of_text(lang: Lang, text: &str) -> Result<Option<i64>, String> {
    let read = written::number(text).map_err(|misread| said(lang, &misread))?;
    let Some(number) = read.value() else {
        return Ok(None);
    };
    let scaled = number.checked_mul(&Exact::whole(1000)).ok();
    let whole = scaled.and_then(|scaled| scaled.to_whole());
    match whole.and_then(|whole| i64::try_from(whole).ok()) {
        Some(milli) => Ok(Some(milli)),
        None => Err(lang.t("number-three-decimals").into_owned()),
    }
}

/// An amount of a form in fen, written in any way people write money; a bare number is in 万元 (ten
/// thousand yuan). `None` when nothing was said.
///
/// # Errors
/// What was read and what is expected, in the language of the page.
pub(crate) fn money_of_text(lang: Lang, text: &str) -> Result<Option<i64>, String> {
    let unit = written::MoneyUnit::from_text("万元");
    let read = written::money_with(text, unit).map_err(|misread| said(lang, &misread))?;
    let Some(amount) = read.value() else {
        return Ok(None);
    };
    let yuan = amount
        .amount()
        .filter(|money| money.currency == benfu_domain::money::Currency::Cny);
    match yuan {
        Some(money) => Ok(Some(money.amount_minor)),
        None => Err(lang.t("amount-in-yuan").into_owned()),
    }
}

fn said(lang: Lang, misread: &written::Misread) -> String {
    match lang {
        Lang::Zh => misread.zh(),
        Lang::En => misread.to_string(),
    }
}

/// What was observed, written for people.
pub(crate) fn observed(
    cx: &Cx,
    lang: Lang,
    concept: Option<&Concept>,
    observed: &Observed,
) -> String {
    match (observed, concept) {
        (Observed::None, _) => lang.t("value-none").into_owned(),
        (Observed::NotApplicable, _) => lang.t("value-not-applicable").into_owned(),
        (Observed::Value(value), Some(concept)) => {
            cx.pack()
                .dictionary
                .value(value, &concept.kind, language(lang.into()))
        }
        (Observed::Value(value), None) => format!("{value:?}"),
    }
}

/// A period, written for people.
pub(crate) fn period(lang: Lang, period: Period) -> String {
    match (period, lang) {
        (Period::Always, _) => "–".to_owned(),
        (period, Lang::Zh) => period.zh(),
        (period, Lang::En) => period.en(),
    }
}

/// Where a fact comes from.
pub(crate) fn source(source: &Source) -> String {
    let reference = source.reference.as_deref().unwrap_or_default();
    format!("{} {reference}", source.title).trim().to_owned()
}

/// A part of a match's score.
pub(crate) fn score_part(lang: Lang, part: ScorePart) -> String {
    let key = match part {
        ScorePart::Similarity => "score-similarity",
        ScorePart::Certainty => "score-certainty",
        ScorePart::Maturity => "score-maturity",
        ScorePart::TrackRecord => "score-track-record",
        ScorePart::Place => "score-place",
    };
    lang.t(key).into_owned()
}

/// A reason for or against a pairing.
pub(crate) fn reason(lang: Lang, reason: &Reason) -> String {
    let text = match reason {
        Reason::SharedTerms(terms) => lang.tv("reason-shared-terms", lang.listed(terms)),
        Reason::NoSharedTerms => lang.t("reason-no-shared-terms"),
        Reason::Maturity(level) => lang.tn("reason-maturity", i64::from(*level)),
        Reason::MaturityUnknown => lang.t("reason-maturity-unknown"),
        Reason::TrackRecord(count) => lang.tn("reason-track-record", i64::from(*count)),
        Reason::NoTrackRecord => lang.t("reason-no-track-record"),
        Reason::OtherEnds(count) => lang.tn("reason-other-ends", i64::from(*count)),
        Reason::Near(Nearness::Unknown) => lang.t("reason-place-unknown"),
        Reason::Near(Nearness::Far) => lang.t("reason-far"),
        Reason::Near(Nearness::SameCity) => lang.t("reason-same-city"),
        Reason::Near(Nearness::SameDistrict) => lang.t("reason-same-district"),
    };
    text.into_owned()
}

/// A region by its name, with the region that runs it.
pub(crate) fn region(cx: &Cx, lang: Lang, code: &RegionCode) -> String {
    let Some(region) = cx.pack().regions.get(code) else {
        return code.to_string();
    };
    match lang {
        Lang::Zh => region.zh.clone(),
        Lang::En => region.en.clone(),
    }
}

/// Where a party is; when nothing says so, which region looks after it.
pub(crate) fn place(cx: &Cx, lang: Lang, party: &Party) -> String {
    let region = region(cx, lang, &party.region);
    match party.place() {
        Some(_) => region,
        None => lang.tv("place-unknown", &region).into_owned(),
    }
}

/// The size of a file.
pub(crate) fn size(bytes: i64) -> String {
    match bytes {
        ..1_024 => format!("{bytes} B"),
        1_024..1_048_576 => format!("{} KB", bytes / 1_024),
        _ => {
            let tenths = i128::from(bytes) * 10 / 1_048_576;
            format!("{} MB", crate::money_text::fixed(tenths, 1))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_of_a_form_stay_exact() {
        assert_eq!(milli_of_text(Lang::Zh, "0.3"), Ok(Some(300)));
        assert_eq!(milli_of_text(Lang::Zh, "1,200"), Ok(Some(1_200_000)));
        assert_eq!(milli_of_text(Lang::Zh, ""), Ok(None));
        assert!(milli_of_text(Lang::Zh, "0.0001").is_err());
        assert!(milli_of_text(Lang::En, "about ten").is_err());
        assert_eq!(milli(300, "m"), "0.3 m");
        assert_eq!(milli(91_600, "%"), "91.6%");
    }

    #[test]
    fn money_of_a_form_is_read_as_people_write_it() {
        assert_eq!(money_of_text(Lang::Zh, "120"), Ok(Some(120_000_000)));
        assert_eq!(money_of_text(Lang::Zh, "1.5亿元"), Ok(Some(15_000_000_000)));
        assert_eq!(money_of_text(Lang::Zh, ""), Ok(None));
        assert!(money_of_text(Lang::Zh, "USD 5 million").is_err());
        assert!(money_of_text(Lang::Zh, "数千万").is_err());
    }

    #[test]
    fn sizes_are_short() {
        assert_eq!(size(900), "900 B");
        assert_eq!(size(20_480), "20 KB");
        assert_eq!(size(1_887_436), "1.7 MB");
    }
}
