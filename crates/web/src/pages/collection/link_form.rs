//! The form behind a link: only true gaps are asked, old values are confirmed, what is known is folded.

use benfu_app::Cx;
use benfu_app::collection::{AnswerDraft, Answers, AskedFirm, AskedLine};
use benfu_domain::collection::Presence;
use benfu_domain::id::PartyId;

use super::returns::item_words;
use crate::form::{Choice, Control, Field, Fields};
use crate::locale::Lang;
use crate::pages::party::value_control;
use crate::server::Sent;
use crate::words;

/// The groups of a form.
pub(super) struct Groups {
    /// What is asked.
    pub(super) asked: Vec<Fields>,
    /// What need not be looked at.
    pub(super) known: Vec<Fields>,
}

/// The fields for one firm; what was sent before comes back.
pub(super) fn groups(cx: &Cx, lang: Lang, firm: &AskedFirm, sent: Option<&Sent>) -> Groups {
    let mut groups = Groups {
        asked: Vec::new(),
        known: Vec::new(),
    };
    for line in firm.lines.iter().filter(|line| !line.withheld) {
        let fields = group(cx, lang, line, sent);
        match line.presence {
            Presence::Gap | Presence::Confirm => groups.asked.push(fields),
            Presence::Fresh | Presence::Unneeded => groups.known.push(fields),
        }
    }
    groups
}

fn group(cx: &Cx, lang: Lang, line: &AskedLine, sent: Option<&Sent>) -> Fields {
    let place = line.ordinal;
    let back = |part: &str| {
        let name = format!("{part}-{place}");
        sent.map(|sent| sent.text(&name)).unwrap_or_default()
    };
    let mut fields = Vec::new();
    if line.held.is_some() && line.presence == Presence::Confirm {
        let field = Field::new(
            format!("confirm-{place}"),
            lang.t("link-confirm"),
            Control::Tick,
        );
        fields.push(field.value(back("confirm")));
    }
    let asks = if line.held.is_some() {
        lang.t("link-change").into_owned()
    } else {
        line.concept.question.text(lang.into()).to_owned()
    };
    fields.push(
        Field::new(format!("value-{place}"), asks, control(cx, lang, line)).value(back("value")),
    );
    let decline = Field::new(
        format!("decline-{place}"),
        lang.t("link-decline"),
        Control::Tick,
    );
    fields.push(decline.value(back("decline")));
    Fields {
        title: item_words(lang, &line.concept, line.period),
        lead: on_record(cx, lang, line),
        fields,
    }
}

/// As in the dossier; a choice also offers *none* and *not applicable*, which elsewhere are written.
fn control(cx: &Cx, lang: Lang, line: &AskedLine) -> Control {
    match value_control(cx, lang, &line.concept) {
        Control::Select(mut choices) => {
            choices.push(Choice::new("无", lang.t("value-none")));
            choices.push(Choice::new("不适用", lang.t("value-not-applicable")));
            Control::Select(choices)
        }
        Control::Day => Control::Line,
        control => control,
    }
}

fn on_record(cx: &Cx, lang: Lang, line: &AskedLine) -> Option<String> {
    let Some(held) = &line.held else {
        let unneeded = line.presence == Presence::Unneeded;
        return unneeded.then(|| lang.t("link-unneeded").into_owned());
    };
    let value = words::observed(cx, lang, Some(&line.concept), &held.observed);
    let dated = held.source.dated.and_then(words::date_of);
    let dated = dated.map(|day| lang.date(day)).unwrap_or_default();
    let source = format!("{} {dated}", held.source.title);
    let values = [("value", value.as_str()), ("source", source.trim())];
    Some(lang.tw("link-on-record", &values).into_owned())
}

/// What a form of a link says.
pub(super) fn answers(sent: &Sent, party: PartyId) -> Answers {
    let mut answers = Answers {
        party,
        filled_by: sent.text("person"),
        lines: std::collections::BTreeMap::new(),
    };
    let mut put = |part: &str, set: fn(&mut AnswerDraft, String)| {
        for (place, text) in sent.starting(part) {
            if let Ok(place) = place.parse() {
                set(answers.lines.entry(place).or_default(), text);
            }
        }
    };
    put("value-", |draft, text| draft.value = text);
    put("confirm-", |draft, text| draft.confirmed = !text.is_empty());
    put("decline-", |draft, text| draft.declined = !text.is_empty());
    answers
}

/// What was said, to be sent again unseen.
pub(super) fn carried(sent: &Sent) -> Vec<(String, String)> {
    let mut carried = vec![("person".to_owned(), sent.text("person"))];
    for part in ["value-", "confirm-", "decline-"] {
        let said = sent.starting(part).into_iter();
        let said = said.filter(|(_, text)| !text.is_empty());
        carried.extend(said.map(|(place, text)| (format!("{part}{place}"), text)));
    }
    carried
}
