//! Changes against a value told in a sentence before: 2023年15项。2024年18项,较2023年增长20%.
//!
//! Changes between two values of one sentence are judged in `growth`, `points` and `multiple`.

use super::change::{adjusted, direction, reached};
use super::subject::subject;
use super::{Remark, Remarks, View};
use crate::band::Band;
use crate::finding::Kind;
use crate::read::{Dimension, Quantity, agrees};
use crate::words::{has, like, percent, printed, shared};
use benfu_rules::Exact;

/// Looks at every change whose base is no value of the sentence.
pub(crate) fn check(view: &View<'_>, remarks: &mut Remarks) {
    if !adjusted(view.words()) {
        for index in 1..view.quantities().len() {
            remarks.extend(changed(view, index));
        }
    }
}

/// Sentences back that the base may stand.
const REACH: usize = 2;

fn changed(view: &View<'_>, index: usize) -> Option<Remark> {
    let all = view.quantities();
    let (level, claim) = (&all[index - 1], &all[index]);
    let base = Base::read(view.before(claim))?;
    let words = view.before(level);
    let near = claim.clause <= level.clause + 1
        && claim.stretch == level.stretch
        && !has(view.clause(level), &["比", "较", "同比", "其中"])
        && (direction(words).is_none() || reached(words));
    let alone = all
        .iter()
        .all(|other| other.span == level.span || other.unit != level.unit);
    if !near || !alone || !level.is_plain() {
        return None;
    }
    let from = view
        .earlier(REACH)
        .find_map(|earlier| base.find(&earlier, view, level))?;
    judge(view, (from, level), claim)
}

/// The time that a change is counted from.
enum Base {
    /// 较2023年.
    Year(i64),
    /// 较年初.
    Opening,
    /// 为去年全年的2倍.
    Last,
}

impl Base {
    fn read(words: &str) -> Option<Self> {
        let words = &words[words.find(['比', '较', '为', '是'])?..];
        let digits: String = words.chars().filter(char::is_ascii_digit).collect();
        if digits.len() == 4 && words.contains('年') {
            return digits.parse().ok().map(Self::Year);
        }
        if words.contains("年初") {
            return Some(Self::Opening);
        }
        has(words, &["上年全年", "去年全年"]).then_some(Self::Last)
    }

    /// The one value of that time in a sentence, said of the same thing.
    fn find<'v>(
        &self,
        earlier: &View<'v>,
        view: &View<'_>,
        level: &Quantity,
    ) -> Option<&'v Quantity> {
        let thing = subject(view, level);
        let same = |quantity: &&Quantity| {
            let other = subject(earlier, quantity);
            let short = thing.chars().count() < 3 && other.ends_with(&thing);
            quantity.unit == level.unit
                && quantity.is_plain()
                && self.dates(earlier, quantity)
                && (shared(&thing, &other) >= 3 || short)
        };
        let mut found = earlier.quantities().iter().filter(same);
        let first = found.next()?;
        found.next().is_none().then_some(first)
    }

    fn dates(&self, earlier: &View<'_>, quantity: &Quantity) -> bool {
        let lead = earlier.lead(quantity);
        match self {
            Self::Year(year) => lead.contains(&year.to_string()) && !lead.contains('月'),
            Self::Opening => has(lead, &["年初", "上年末", "上年底", "去年底", "去年末"]),
            Self::Last => lead.contains("全年") && !lead.contains("其中"),
        }
    }
}

fn judge(view: &View<'_>, (from, to): (&Quantity, &Quantity), claim: &Quantity) -> Option<Remark> {
    let words = view.before(claim);
    let up = direction(words);
    let (kind, computed) = measured((from, to), claim, up)?;
    let signed = if up == Some(false) {
        Band::exactly(Exact::ZERO).minus(&computed)?
    } else {
        computed
    };
    if reached(words) && up.is_some() || agrees(claim, &signed)? {
        return None;
    }
    let exact = computed.middle()?;
    let right = if kind == Kind::Multiple {
        like(&exact, claim)
    } else {
        percent(&exact, 2)
    };
    let (from_text, to_text) = (printed(from), printed(to));
    Some(
        Remark::error(
            kind,
            view.place(from, claim),
            format!("前文为{from_text},此处为{to_text},变化是{right}"),
            format!("from {from_text} told before to {to_text} the change is {right}"),
            format!("{from_text} → {to_text}: {right}"),
        )
        .corrected(claim.span, right),
    )
}

/// The change that the claim speaks of, in its measure.
fn measured(
    (from, to): (&Quantity, &Quantity),
    claim: &Quantity,
    up: Option<bool>,
) -> Option<(Kind, Band)> {
    let (old, new) = (from.band()?, to.band()?);
    let one = Band::exactly(Exact::ONE);
    match claim.unit.dimension {
        Dimension::Points if to.is_share() && up.is_some() => {
            Some((Kind::Points, new.minus(&old)?))
        }
        Dimension::Share if to.is_amount() && up.is_some() => {
            Some((Kind::Growth, new.over(&old)?.minus(&one)?))
        }
        Dimension::Times if to.is_amount() && up.is_none() => {
            Some((Kind::Multiple, new.over(&old)?))
        }
        _ => None,
    }
}
