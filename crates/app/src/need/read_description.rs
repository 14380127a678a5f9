//! A need's parts proposed from a description in prose. Nothing is saved: a person confirms.

use crate::brought::{Brought, aside};
use crate::{Cx, Failure};
use benfu_domain::access::{Area, Verb};
use benfu_domain::need::prose::{Known, Proposal, proposals};
use benfu_office::limits::Limits;
use benfu_office::prose::{self, ProseError};
use benfu_packs::Pack;
use std::sync::Arc;

/// The longest description that a page reads, in bytes.
const LONGEST: usize = 200_000;

/// A description and what it proposes.
#[derive(Debug, Clone)]
pub struct Description {
    /// The text as it was read.
    pub text: String,
    /// In the order of the text.
    pub proposals: Vec<Proposal>,
}

impl Description {
    /// What a text proposes, by the words of a pack.
    pub fn of(text: String, pack: &Pack) -> Self {
        let known = Known {
            dictionary: &pack.dictionary,
            regions: &pack.regions,
        };
        let proposals = proposals(&text, known);
        Self { text, proposals }
    }
}

/// Reads a file without a database.
///
/// # Errors
/// Why there is no text in it.
pub fn describe_file(name: &str, bytes: Vec<u8>, pack: &Pack) -> Result<Description, ProseError> {
    let text = prose::read(name, bytes, &Limits::default())?;
    Ok(Description::of(text, pack))
}

/// What a person's description proposes for a need. Whoever may write needs may ask.
///
/// # Errors
/// [`Failure::Invalid`] when there is no text in it, or more than a description has.
pub async fn read_description(cx: &Cx, brought: Brought) -> Result<Description, Failure> {
    cx.authorise(Verb::Write, Area::Need, &cx.own())?;
    let pack = Arc::clone(&cx.app.pack);
    aside(move || Ok(Description::of(brought.text(LONGEST)?, &pack))).await
}
