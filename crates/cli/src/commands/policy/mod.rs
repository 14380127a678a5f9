//! `benfu explain`, `benfu sweep` and `benfu fit`: policies and guides answered for facts in files. No database is opened.

mod explain;
mod fit;
mod found;
mod sheet;
mod stated;
mod sweep;
mod tree;

pub(crate) use explain::run as explain;
pub(crate) use fit::run as fit;
pub(crate) use sweep::run as sweep;

use crate::outcome::WrongUse;
use benfu_app::packs::{Pack, Policy};
use benfu_domain::Day;
use benfu_rules::Question;

fn day(text: &str) -> anyhow::Result<Day> {
    text.parse().map_err(|_| {
        WrongUse::error(
            format!("“{text}”不是日期,写成 2026-06-30"),
            format!("\"{text}\" is no date; write it as 2026-06-30"),
        )
    })
}

fn policy<'p>(pack: &'p Pack, id: &str) -> anyhow::Result<&'p Policy> {
    pack.policies.get(id).ok_or_else(|| {
        let known: Vec<&str> = pack.policies.keys().map(String::as_str).collect();
        let known = known.join(", ");
        WrongUse::error(
            format!("没有政策“{id}”;可用:{known}"),
            format!("there is no policy {id}; known: {known}"),
        )
    })
}

/// The id of the concept or the register that is asked.
pub(crate) fn name_of(question: &Question) -> &str {
    match question {
        Question::Concept { concept, .. } => concept,
        Question::Register { register, .. } => register,
    }
}
