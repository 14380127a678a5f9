//! Actions, parts and kinds of record as words on buttons and in histories.

use benfu_domain::need::NeedAction;
use benfu_domain::programme::{Action, Part, RecordKind};

use crate::locale::Lang;

/// A step of a need's life.
pub(crate) fn need_action(lang: Lang, action: NeedAction) -> String {
    let key = match action {
        NeedAction::HandIn => "need-act-hand-in",
        NeedAction::Return => "need-act-return",
        NeedAction::Screen => "need-act-screen",
        NeedAction::Publish => "need-act-publish",
        NeedAction::CloseSelection => "need-act-close-selection",
        NeedAction::Close => "need-act-close",
        NeedAction::Expire => "need-act-expire",
        NeedAction::Renew => "need-act-renew",
        NeedAction::Withdraw => "need-act-withdraw",
        NeedAction::Revise => "need-act-revise",
    };
    lang.t(key).into_owned()
}

/// What a step of a need's life brings about, in a sentence.
pub(crate) fn need_action_effect(lang: Lang, action: NeedAction) -> String {
    let key = match action {
        NeedAction::HandIn => "need-effect-hand-in",
        NeedAction::Return => "need-effect-return",
        NeedAction::Screen => "need-effect-screen",
        NeedAction::Publish => "need-effect-publish",
        NeedAction::CloseSelection => "need-effect-close-selection",
        NeedAction::Close => "need-effect-close",
        NeedAction::Expire => "need-effect-expire",
        NeedAction::Renew => "need-effect-renew",
        NeedAction::Withdraw => "need-effect-withdraw",
        NeedAction::Revise => "need-effect-revise",
    };
    lang.t(key).into_owned()
}

/// An action of the loop.
pub(crate) fn action(lang: Lang, action: Action) -> String {
    let key = match action {
        Action::Submit => "case-act-submit",
        Action::Return => "case-act-return",
        Action::Agree => "case-act-agree",
        Action::Decline => "case-act-decline",
        Action::Start => "case-act-start",
        Action::Record => "case-act-record",
        Action::Deliver => "case-act-deliver",
        Action::Refuse => "case-act-refuse",
        Action::Accept => "case-act-accept",
        Action::Adopt => "case-act-adopt",
        Action::Advance => "case-act-advance",
        Action::StepBack => "case-act-step-back",
        Action::Pause => "case-act-pause",
        Action::Resume => "case-act-resume",
        Action::Transfer => "case-act-transfer",
        Action::Withdraw => "case-act-withdraw",
        Action::End => "case-act-end",
    };
    lang.t(key).into_owned()
}

/// What an action of the loop brings about, in a sentence.
pub(crate) fn action_effect(lang: Lang, action: Action) -> String {
    let key = match action {
        Action::Submit => "case-effect-submit",
        Action::Return => "case-effect-return",
        Action::Agree => "case-effect-agree",
        Action::Decline => "case-effect-decline",
        Action::Start => "case-effect-start",
        Action::Record => "case-effect-record",
        Action::Deliver => "case-effect-deliver",
        Action::Refuse => "case-effect-refuse",
        Action::Accept => "case-effect-accept",
        Action::Adopt => "case-effect-adopt",
        Action::Advance => "case-effect-advance",
        Action::StepBack => "case-effect-step-back",
        Action::Pause => "case-effect-pause",
        Action::Resume => "case-effect-resume",
        Action::Transfer => "case-effect-transfer",
        Action::Withdraw => "case-effect-withdraw",
        Action::End => "case-effect-end",
    };
    lang.t(key).into_owned()
}

/// A part in a case.
pub(crate) fn part(lang: Lang, part: Part) -> String {
    let key = match part {
        Part::Asker => "part-asker",
        Part::Supplier => "part-supplier",
        Part::Host => "part-host",
        Part::Decider => "part-decider",
        Part::Reviewer => "part-reviewer",
        Part::Supervisor => "part-supervisor",
        Part::Helper => "part-helper",
    };
    lang.t(key).into_owned()
}

/// A kind of record on a case.
pub(crate) fn record_kind(lang: Lang, kind: RecordKind) -> String {
    kind.label().text(lang.into()).to_owned()
}
