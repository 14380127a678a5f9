//! The pictures of a round: how many stand where, and who is furthest behind.

use benfu_app::collection::RoundPage;
use benfu_app::store::collection::RecipientProgress;
use benfu_domain::collection::Stage;

use super::list::of;
use super::round::{STAGES, address, stage_of};
use crate::chart::{Bar, Caption, Part, Picture, Shade, bars, state_bar};
use crate::locale::{Lang, count};
use crate::server::Signed;
use crate::view::Tone;

/// Bars of the picture at most; of more recipients the ones furthest behind are drawn.
const BARS: usize = 24;

/// How many stand where.
pub(super) fn picture(signed: &Signed, page: &RoundPage) -> Option<Picture> {
    let lang = signed.lang;
    let part = |(which, key, _, shade): &(Stage, &'static str, Tone, Shade)| {
        let found = page.recipients.iter().filter(|one| stage_of(one) == *which);
        let number = count(found.count());
        Part {
            label: lang.t(key).into_owned(),
            count: number,
            count_text: lang.int(number),
            shade: *shade,
            href: Some(address(page, which.word())),
        }
    };
    let parts: Vec<Part> = STAGES.iter().map(part).collect();
    let caption = Caption::new(
        "stages",
        lang.t("round-stages"),
        lang.t("round-stages-basis"),
    );
    (!page.recipients.is_empty()).then(|| state_bar(&caption, &parts))
}

/// Those furthest behind.
pub(super) fn behind(lang: Lang, page: &RoundPage) -> Option<Picture> {
    let mut rows: Vec<&RecipientProgress> = page.recipients.iter().collect();
    rows.sort_by_key(|one| one.progress.returned - one.progress.asked);
    let bar = |one: &&RecipientProgress| Bar {
        label: one.recipient.name.clone(),
        value: one.progress.returned,
        value_text: of(lang, one.progress),
        target: Some(one.progress.asked),
        href: None,
    };
    let drawn: Vec<Bar> = rows.iter().take(BARS).map(bar).collect();
    let caption = Caption::new(
        "behind",
        lang.t("round-behind"),
        lang.t("round-behind-basis"),
    );
    (drawn.len() > 1).then(|| bars(&caption, &drawn))
}
