//! One quantity with two values in one text.
//!
//! Two mentions are of one quantity when one refers back (这38个项目, 签约的38个项目) or when both name the same thing in
//! the same words for the same time and place. Names that are merely similar are left alone.

mod back;
mod mention;
mod restated;

use super::{Remark, Remarks};
use crate::finding::Kind;
use crate::read::{Document, Quantity, Span};
use crate::words::printed;
use back::{attribute, named, refers_back};
use mention::{Mention, mentions};
use restated::restated;

/// Looks at every pair of mentions in the document.
pub(crate) fn check(document: &Document<'_>, remarks: &mut Remarks) {
    let mentions = mentions(document);
    for (index, mention) in mentions.iter().enumerate() {
        let near = index.saturating_sub(REACH);
        let earlier = &mentions[near..index];
        remarks.extend(
            refers_back(earlier, mention)
                .or_else(|| attribute(earlier, mention))
                .or_else(|| named(earlier, mention)),
        );
    }
    restated(&mentions, remarks);
}

/// How many mentions back 这38个 can point; without a bound a long text would cost its square.
const REACH: usize = 120;

fn noun_of(after: &str) -> &str {
    after
        .split(['中', '的', '均', '已', '全', '里'])
        .next()
        .unwrap_or("")
}

/// Bytes between two sides that are quoted together; Chinese characters take three.
const NEAR: usize = 3 * 120;

fn disjoint(left: &Quantity, right: &Quantity) -> Option<bool> {
    Some(!left.band()?.meets(&right.band()?))
}

fn remark(first: &Mention<'_>, second: &Mention<'_>) -> Remark {
    let (left, right) = (printed(first.quantity), printed(second.quantity));
    let end = second.quantity.span.end + noun_of(second.after).len();
    let here = Span::new(second.quantity.before.start, end);
    // Both sides are shown where they stand near each other.
    let both = Span::new(first.quantity.before.start, end);
    let near = first.paragraph == second.paragraph && both.end - both.start <= NEAR;
    Remark::error(
        Kind::Conflict,
        if near { both } else { here },
        format!("同一数量前文写作{left},此处写作{right}"),
        format!("one quantity is {left} earlier and {right} here"),
        format!("{left} ≠ {right}"),
    )
}
