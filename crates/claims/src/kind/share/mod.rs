//! Shares: 占比, 几分之几, 几成, 过半, beside the part and the whole.
//!
//! Main type: [`Claim`]. Finding the part and the whole that a share is about is in `reading`.
//!
//! Wrong only when the part, the whole and the base are the ones the sentence names; a base the text does not hold
//! (占全市四分之一) is a question.

mod context;
mod reading;

use super::{Remark, Remarks, View, whole};
use crate::band::Band;
use crate::finding::Kind;
use crate::read::{Quantity, agrees};
use crate::words::{has, percent, printed, suggested};
use benfu_rules::Exact;

/// Looks at every share of a sentence.
pub(crate) fn check(view: &View<'_>, remarks: &mut Remarks) {
    for (index, quantity) in view.quantities().iter().enumerate() {
        if quantity.is_share() {
            remarks.extend(reading::claim(view, index).and_then(|claim| claim.judge(view)));
        }
    }
}

/// Sentences back whose amounts may make the share right.
const REACH: usize = 2;

/// A share that has been read.
struct Claim<'v> {
    share: &'v Quantity,
    part: Quantity,
    whole: Option<Quantity>,
    /// What stands between 占 and the number.
    base: &'v str,
    /// The whole is named in the claim itself.
    named: bool,
}

impl Claim<'_> {
    fn judge(&self, view: &View<'_>) -> Option<Remark> {
        let Some(whole) = &self.whole else {
            return self.open(view);
        };
        let computed = self.part.band()?.over(&whole.band()?)?;
        // What is larger than the whole is no part of it: the whole is another.
        if !self.named && self.part.value > whole.value {
            return None;
        }
        if agrees(self.share, &computed)? {
            return None;
        }
        if !self.named && whole::foreign(view, self.base, whole) {
            return self.open(view);
        }
        let others = || self.sums_up(view, whole) || self.borne_out_otherwise(view, whole);
        if !self.named && others() {
            return None;
        }
        self.wrong(view, whole)
    }

    /// Another reading of the sentence makes the share right.
    fn borne_out_otherwise(&self, view: &View<'_>, whole: &Quantity) -> bool {
        let told = view.window(REACH).flat_map(|near| near.quantities());
        let others = told.filter(|other| {
            other.is_amount()
                && other.span != self.part.span
                && other.span != whole.span
                && other.matches(&self.part)
        });
        let mut readings = others.flat_map(|other| [(&self.part, other), (other, whole)]);
        readings.any(|(part, whole)| {
            let ratio = part
                .band()
                .zip(whole.band())
                .and_then(|(part, whole)| part.over(&whole));
            ratio.is_some_and(|ratio| agrees(self.share, &ratio) == Some(true))
        })
    }

    /// 博士126人、硕士1485人,硕士以上占49.4%: the parts so far together.
    fn sums_up(&self, view: &View<'_>, whole: &Quantity) -> bool {
        let parts = view.quantities().iter().rev().filter(|part| {
            part.is_amount()
                && part.unit == self.part.unit
                && part.span.start <= self.part.span.start
                && part.span.start > whole.span.start
        });
        let mut sum = Band::exactly(Exact::ZERO);
        for part in parts {
            let Some(more) = part.band().and_then(|band| sum.plus(&band)) else {
                return false;
            };
            sum = more;
            let ratio = whole.band().and_then(|whole| sum.over(&whole));
            if ratio.and_then(|ratio| agrees(self.share, &ratio)) == Some(true) {
                return true;
            }
        }
        false
    }

    fn kind(&self) -> Kind {
        if self.share.coarse {
            Kind::Fraction
        } else {
            Kind::Share
        }
    }

    fn wrong(&self, view: &View<'_>, whole: &Quantity) -> Option<Remark> {
        let ratio = self.part.value.checked_div(&whole.value).ok()?;
        let (part, whole_text) = (printed(&self.part), printed(whole));
        let right = suggested(&ratio, self.share);
        let span = self.place(view, whole);
        Some(
            Remark::error(
                self.kind(),
                span,
                format!("{part}占{whole_text}的比重不是文中所写的数,应为{right}"),
                format!("{part} of {whole_text} is not the share the text states; it is {right}"),
                format!("{part} / {whole_text} = {}", percent(&ratio, 2)),
            )
            .corrected(self.share.span, right),
        )
    }

    fn place(&self, view: &View<'_>, whole: &Quantity) -> crate::read::Span {
        view.place(&self.part, self.share)
            .to(view.place(whole, self.share))
    }

    fn open(&self, view: &View<'_>) -> Option<Remark> {
        if !has(self.base, &["全市", "全省", "全国", "全球", "全区", "总"]) {
            return None;
        }
        Some(Remark::question(
            self.kind(),
            view.place(&self.part, self.share),
            "文中没有计算这一占比所需的总数".to_owned(),
            "the text does not hold the whole that this share is taken of".to_owned(),
            format!("“{}”的总数 / the total of \"{}\"", self.base, self.base),
        ))
    }
}
