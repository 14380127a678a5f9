//! What use cases refuse, said once for pages: failures become error pages, or problems beside fields.
//!
//! Main items: the conversion of [`Failure`] into [`Problem`], and [`form_problems`].

use benfu_app::Failure;

use crate::error_page::{Problem, ProblemKind};
use crate::form::Fields;
use crate::locale::Lang;

impl From<Failure> for Problem {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::NotFound => Problem::new(ProblemKind::NotFound),
            Failure::Forbidden => Problem::new(ProblemKind::Forbidden),
            Failure::Invalid(reasons) => Problem::new(ProblemKind::Invalid).reasons(reasons),
            Failure::Conflict(reason) => Problem::new(ProblemKind::Conflict).reasons(vec![reason]),
            Failure::Unavailable(cause) => {
                tracing::error!(%cause, "a use case could not reach its data");
                Problem::new(ProblemKind::Unavailable)
            }
            Failure::Bug(fault) => {
                tracing::error!(%fault, "a fault of the program");
                Problem::new(ProblemKind::Bug)
            }
        }
    }
}

/// Puts problems beside the fields they are about. Problems of fields that are not there stand with
/// the first field, so that none is lost.
pub(crate) fn form_problems(groups: &mut [Fields], reasons: &[benfu_app::Problem], lang: Lang) {
    for reason in reasons {
        let text = format!(
            "{}。{}",
            reason.what(lang.into()),
            reason.code.next(lang.into())
        );
        let text = match lang {
            Lang::Zh => text,
            Lang::En => text.replace('。', ". "),
        };
        let fields = || groups.iter().flat_map(|group| &group.fields);
        let place = fields()
            .position(|field| field.name == reason.field)
            .unwrap_or(0);
        let field = groups
            .iter_mut()
            .flat_map(|group| &mut group.fields)
            .nth(place);
        if let Some(field) = field {
            let before = field
                .problem
                .take()
                .map(|before| before + " ")
                .unwrap_or_default();
            field.problem = Some(before + &text);
        }
    }
}
