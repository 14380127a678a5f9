//! Parts with shares of a whole that the text does not give: 96项,占四分之三；48项,占三分之一.
//!
//! Each part and its share imply a whole; of one whole all must imply the same.

use super::{Remark, Remarks, View};
use crate::band::Band;
use crate::finding::Kind;
use crate::read::Quantity;
use crate::words::{and_so_on, has, printed, without_tail};

/// Looks at the parts of a sentence that have shares of their own.
pub(crate) fn check(view: &View<'_>, remarks: &mut Remarks) {
    let parts = parts(view);
    for group in parts.chunk_by(|left, right| {
        left.amount.unit == right.amount.unit && right.amount.clause <= left.share.clause + 2
    }) {
        remarks.extend(judge(view, group));
    }
}

/// A part with its share.
struct Part<'v> {
    amount: &'v Quantity,
    share: &'v Quantity,
    /// The whole it implies.
    whole: Band,
}

/// Every amount directly followed by 占 and its share.
fn parts<'v>(view: &View<'v>) -> Vec<Part<'v>> {
    let pairs = view.quantities().windows(2).filter_map(|pair| {
        let [part, share] = pair else { return None };
        let words = view.before(share);
        let bare = without_tail(words, &["约", "达", "为", "的", "近", "超", "比", "到"]) == "占";
        let near = share.clause == part.clause + 1 || share.bracket > part.bracket;
        let direct = part.is_amount()
            && part.is_plain()
            && share.is_share()
            && share.is_plain()
            && bare
            && near;
        let whole = direct.then(|| part.band()?.over(&share.rounding()?))??;
        Some(Part {
            amount: part,
            share,
            whole,
        })
    });
    pairs.collect()
}

fn judge(view: &View<'_>, group: &[Part<'_>]) -> Option<Remark> {
    if group.len() < 2
        || has(view.words(), &["其中", "中，", "多选", "重复"])
        || and_so_on(view.words())
    {
        return None;
    }
    let fits = |one: &Part<'_>| {
        group
            .iter()
            .filter(|other| other.whole.meets(&one.whole))
            .count()
    };
    let least = group.iter().map(fits).min()?;
    if least == group.len() {
        return None;
    }
    // Where nothing tells which of them is wrong, all that fit least are shown.
    let mut wrong = group.iter().filter(|one| fits(one) == least);
    let first = wrong.next()?;
    let until = wrong.next_back().unwrap_or(first);
    let (part, share) = (printed(first.amount), printed(first.share));
    Some(Remark::error(
        if first.share.coarse {
            Kind::Fraction
        } else {
            Kind::Share
        },
        view.place(first.amount, until.share),
        format!("{part}占{share}与同句其他部分所占的比重不能出自同一总数"),
        format!("{part} at {share} and the other shares of the sentence cannot be of one whole"),
        format!("{part} / {share}"),
    ))
}
