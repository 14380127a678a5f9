//! In whose name something is written: a signed-in person's, or that of the holder of a link.

use crate::{Cx, Failure};
use benfu_domain::collection::Recipient;
use benfu_store::{Committed, Write};

/// How often a link may send something in one day; like wrong passwords, more is no honest use.
pub(super) const MOST_SENDINGS: i64 = 60;

/// Who writes.
#[derive(Clone, Copy)]
pub(super) struct Hand<'a> {
    /// The context; of a link, one without any permission.
    pub(super) cx: &'a Cx,
    /// The recipient, when it is the holder of its link.
    pub(super) visitor: Option<&'a Recipient>,
}

impl Hand<'_> {
    /// An empty write in this name. Of a link it counts the sending, and fails when the link was taken back meanwhile.
    pub(super) async fn write(self, action: &'static str, subject: &str) -> Result<Write, Failure> {
        let mut write = self.cx.write(action, subject).await?;
        if let Some(recipient) = self.visitor {
            write.act.account = recipient.id.to_string();
            write.count_sending(recipient.id, self.cx.today(), MOST_SENDINGS);
        }
        Ok(write)
    }

    /// Makes a write durable.
    pub(super) async fn save(self, write: Write) -> Result<Committed, Failure> {
        self.cx.save(write).await
    }
}
