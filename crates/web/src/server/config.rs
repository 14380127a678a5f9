//! What the face is told when it starts.
//!
//! Main types: [`WebConfig`] and [`Web`], the state of every handler.

use std::sync::Arc;
use std::time::Duration;

use benfu_app::App;
use benfu_domain::Label;

use super::guesses::Guesses;

/// How this installation shows itself.
#[derive(Clone, Debug)]
pub struct WebConfig {
    /// The address under which people reach it, such as `https://benfu.example.gov.cn`; `None` when it
    /// is only reached directly.
    pub public_url: Option<String>,
    /// Who runs it (a district, a group, a park); shown at the top of every page.
    pub operator: Label,
    /// What the sign-in page tells people, such as whom to call.
    pub sign_in_note: Option<Label>,
    /// The largest upload, in bytes.
    pub upload_limit_bytes: usize,
    /// How long a request may take.
    pub request_timeout: Duration,
}

impl Default for WebConfig {
    fn default() -> Self {
        Self {
            public_url: None,
            operator: Label::default(),
            sign_in_note: None,
            upload_limit_bytes: 60 * 1024 * 1024,
            request_timeout: Duration::from_mins(2),
        }
    }
}

impl WebConfig {
    /// Whether people reach it over https; cookies are then marked for it.
    pub(crate) fn secure(&self) -> bool {
        self.public_url
            .as_deref()
            .is_some_and(|url| url.starts_with("https://"))
    }
}

/// What every handler is given; every layer has its own, so that it must be cheap to clone.
#[derive(Clone)]
pub(crate) struct Web {
    pub(crate) app: Arc<App>,
    pub(crate) config: Arc<WebConfig>,
    pub(crate) guesses: Arc<Guesses>,
}
