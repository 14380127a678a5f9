//! Several years: compounding, 连续增长 beside the yearly values.
//!
//! Yearly means are judged in `yearly`.

use super::change::{adjusted, direction};
use super::dated::year_of;
use super::{Remark, Remarks, View};
use crate::band::Band;
use crate::finding::Kind;
use crate::read::{Quantity, Span, agrees};
use crate::words::{and_so_on, has, percent, printed, suggested};
use benfu_rules::Exact;

/// Looks at compounded rates and unbroken series of a sentence.
pub(crate) fn check(view: &View<'_>, remarks: &mut Remarks) {
    if view.quantities().len() < 2 || adjusted(view.words()) {
        return;
    }
    for index in 0..view.quantities().len() {
        remarks.extend(compounded(view, index));
    }
    remarks.extend(unbroken(view));
    remarks.extend(two_digits(view));
}

/// 先增长10%,再增长20%,两年累计增长30%.
fn compounded(view: &View<'_>, index: usize) -> Option<Remark> {
    let all = view.quantities();
    let claim = &all[index];
    let words = view.before(claim);
    let total = claim.is_share()
        && has(
            words,
            &[
                "累计增长",
                "累计增幅",
                "累计提高",
                "累计上升",
                "共增长",
                "合计增长",
                "累计实现增长",
                "总计增长",
            ],
        );
    if !total {
        return None;
    }
    if let Some(found) = from_first_to_last(view, claim) {
        return Some(found);
    }
    let rates: Vec<&Quantity> = all[..index].iter().filter(|rate| rate.is_share()).collect();
    let grows = rates
        .iter()
        .all(|rate| !has(view.before(rate), &["占", "下降", "减少", "率", "月"]));
    if rates.len() < 2 || !grows || has(view.words(), &["百分点", "1—", "月", "季度"]) {
        return None;
    }
    let mut factor = Band::exactly(Exact::ONE);
    for rate in &rates {
        factor = factor.times(&rate.band()?.plus_one()?)?;
    }
    let together = factor.minus(&Band::exactly(Exact::ONE))?;
    if agrees(claim, &together)? {
        return None;
    }
    let exact = together.middle()?;
    let terms: Vec<String> = rates
        .iter()
        .map(|rate| format!("(1 + {})", printed(rate)))
        .collect();
    Some(
        Remark::error(
            Kind::Chain,
            view.place(rates[0], claim),
            format!("逐年增长率应当连乘,累计增长{}", suggested(&exact, claim)),
            format!(
                "yearly rates compound: together {}",
                suggested(&exact, claim)
            ),
            format!("{} - 1 = {}", terms.join(" × "), percent(&exact, 2)),
        )
        .corrected(claim.span, suggested(&exact, claim)),
    )
}

/// 2021年至2024年依次为2.4、2.7、3.0和3.6亿元,三年累计增长50%.
fn from_first_to_last(view: &View<'_>, claim: &Quantity) -> Option<Remark> {
    let mut dated: Vec<(i64, &Quantity)> = view
        .quantities()
        .iter()
        .filter(|value| value.is_amount() && value.span.end <= claim.span.start)
        .filter_map(|value| Some((year_of(view, value)?, value)))
        .collect();
    dated.sort_by_key(|(year, _)| *year);
    let ((_, from), (_, to)) = (dated.first()?, dated.last()?);
    let alike = dated.len() >= 3 && dated.iter().all(|(_, value)| value.unit == from.unit);
    let grown = to
        .band()?
        .over(&from.band()?)?
        .minus(&Band::exactly(Exact::ONE))?;
    if !alike || agrees(claim, &grown)? {
        return None;
    }
    let exact = grown.middle()?;
    let (first, last) = (printed(from), printed(to));
    Some(
        Remark::error(
            Kind::Chain,
            view.place(from, claim),
            format!("由{first}到{last}累计增长{}", suggested(&exact, claim)),
            format!(
                "from {first} to {last} the growth is {}",
                suggested(&exact, claim)
            ),
            format!("({last} - {first}) / {first} = {}", percent(&exact, 2)),
        )
        .corrected(claim.span, suggested(&exact, claim)),
    )
}

/// 连续三年保持两位数增长 where a listed rate is below ten per cent.
fn two_digits(view: &View<'_>) -> Option<Remark> {
    let words = view.words();
    let cue = words.find("两位数")?;
    if !has(words, SERIES) || words.contains('除') || and_so_on(words) {
        return None;
    }
    let rates: Vec<&Quantity> = view
        .quantities()
        .iter()
        .filter(|rate| rate.is_share())
        .collect();
    let listed = rates.len() >= 2
        && has(view.before(rates[0]), &["分别", "依次"])
        && direction(view.before(rates[0])) == Some(true);
    let ten = Exact::ratio(1, 10).ok()?;
    let low = rates
        .iter()
        .find(|rate| rate.is_plain() && rate.value < ten)?;
    listed.then(|| {
        let said = view.sentence.span.start + cue;
        Remark::error(
            Kind::Chain,
            view.place(rates[0], low)
                .to(Span::new(said, said + "两位数".len())),
            format!("所列{}不是两位数", printed(low)),
            format!("{} is not a rate of two digits", printed(low)),
            format!("{} < 10%", printed(low)),
        )
    })
}

const SERIES: &[&str] = &["连续", "逐年", "逐月", "逐季", "持续", "节节", "年年"];

/// 连续三年增长 where a listed value falls.
fn unbroken(view: &View<'_>) -> Option<Remark> {
    let words = view.words();
    let cue = SERIES.iter().filter_map(|cue| words.find(cue)).min()?;
    let claim = words[cue..]
        .split(['，', '。', '；', '：'])
        .next()
        .unwrap_or("");
    let up = direction(&claim.replace("多年", "年"))
        .or_else(|| has(claim, &["递增", "走高", "向好", "攀升"]).then_some(true))?;
    let mut values = series(view).or_else(|| series(&view.earlier(1).next()?))?;
    // What was gained in all is no value of the series.
    values.retain(|value| !has(view.before(value), &["净增", "增加", "减少", "净减"]));
    for pair in values.windows(2) {
        let [first, second] = pair else { continue };
        let (low, high) = (first.rounding()?, second.rounding()?);
        let broken = if up {
            high.high <= low.low
        } else {
            high.low >= low.high
        };
        if broken {
            let said = Span::new(
                view.sentence.span.start + cue,
                view.sentence.span.start + cue + claim.len(),
            );
            return Some(broken_series(view, &values, (first, second), (up, said)));
        }
    }
    None
}

fn broken_series(
    view: &View<'_>,
    values: &[&Quantity],
    (first, second): (&Quantity, &Quantity),
    (up, said): (bool, Span),
) -> Remark {
    let (word, english) = if up {
        ("增长", "rise")
    } else {
        ("下降", "fall")
    };
    let (before, after) = (printed(first), printed(second));
    let span = values
        .first()
        .zip(values.last())
        .map_or(second.span, |(first, last)| view.place(first, last))
        .to(said);
    Remark::error(
        Kind::Chain,
        span,
        format!("所列数值由{before}到{after},并非连续{word}"),
        format!("from {before} to {after} the listed values do not {english} throughout"),
        format!("{before} → {after}"),
    )
}

/// At least three values of one unit in a row, one for each year, without rates between them.
fn series<'v>(view: &View<'v>) -> Option<Vec<&'v Quantity>> {
    let all: Vec<&Quantity> = view
        .quantities()
        .iter()
        .filter(|quantity| quantity.is_amount() || quantity.is_share())
        .collect();
    let first = all.iter().position(|quantity| {
        has(view.before(quantity), &["分别", "依次"]) || year_of(view, quantity).is_some()
    })?;
    let unit = all[first].unit;
    let run: Vec<&Quantity> = all[first..]
        .iter()
        .take_while(|quantity| quantity.unit == unit)
        .copied()
        .collect();
    let listed = run.len() >= 3
        && run
            .windows(2)
            .all(|pair| view.between(pair[0], pair[1]).chars().count() <= 24);
    let growth = run
        .iter()
        .any(|quantity| quantity.is_share() && direction(view.before(quantity)).is_some());
    (listed && !growth && run.iter().all(|quantity| quantity.is_plain())).then_some(run)
}
