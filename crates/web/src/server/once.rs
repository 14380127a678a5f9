//! One effect for one form, however often it is sent.
//!
//! Main item: [`once`]. Every form carries a key of its page; with its content it makes the key of
//! the request ([`super::Posted`]). A write remembers its key in the same transaction, so a repeated
//! form finds what the first one did instead of doing it again.

use std::pin::Pin;

use benfu_app::{Cx, Failure};

/// What a posted form did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Effect<T> {
    /// It was carried out now.
    Fresh(T),
    /// The same form was carried out before; this is the record it was about.
    Before(String),
}

/// Carries out `act` unless this very request had its effect before. Boxed, since use cases are large
/// futures and every handler awaits one.
pub(crate) fn once<'a, T: Send + 'a>(
    cx: &'a Cx,
    act: impl Future<Output = Result<T, Failure>> + Send + 'a,
) -> Pin<Box<dyn Future<Output = Result<Effect<T>, Failure>> + Send + 'a>> {
    Box::pin(async move {
        if let Some(subject) = cx.earlier().await? {
            return Ok(Effect::Before(subject));
        }
        match act.await {
            Ok(fresh) => Ok(Effect::Fresh(fresh)),
            // Both may have arrived at once: the one that lost looks again.
            Err(failure @ Failure::Conflict(_)) => match cx.earlier().await? {
                Some(subject) => Ok(Effect::Before(subject)),
                None => Err(failure),
            },
            Err(failure) => Err(failure),
        }
    })
}

impl<T> Effect<T> {
    /// The words of the notice: `fresh`, or that it was done already.
    pub(crate) fn notice(&self, fresh: &'static str) -> &'static str {
        match self {
            Self::Fresh(_) => fresh,
            Self::Before(_) => "notice-already",
        }
    }
}

impl<T: ToString> Effect<T> {
    /// The identifier of the record that was made, now or before.
    pub(crate) fn id(&self) -> String {
        match self {
            Self::Fresh(id) => id.to_string(),
            Self::Before(id) => id.clone(),
        }
    }
}
