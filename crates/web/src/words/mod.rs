//! The words of domain values for people: states as marks, actions as buttons, days and money as text.
//!
//! Main items: [`need_state`], [`case_state`], [`level`], [`due_on`] and their like. Each maps a value
//! of the domain to a key of the catalogue. What does not belong here: labels of packs, which come
//! with the packs in both languages.

mod act;
mod event;
mod policy;
mod state;
mod time;
mod value;

pub(crate) use act::{action, action_effect, need_action, need_action_effect, part, record_kind};
pub(crate) use event::event;
pub(crate) use policy::{
    case_about, citation, policy_clocks, policy_kind, policy_name, policy_windows, question,
};
pub(crate) use state::{
    area, case_state, case_state_word, identity, level, need_shade, need_state, need_state_word,
    offer_state, scope, verb,
};
pub(crate) use time::{date_of, day_of_text, due_on, moment_of};
pub(crate) use value::{
    answer, code_of, milli, milli_of_text, money_of_text, observed, period, place, reason, region,
    score_part, size, source,
};
