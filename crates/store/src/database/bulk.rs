//! Long transactions for imports: parts stream to the writer, and hold together or not at all.

use crate::{Committed, Step, StoreError, Write};
use tokio::sync::{mpsc, oneshot};

/// Parts that may wait before the sender is held back.
const PARTS_MAX: usize = 4;

/// A part on its way to the writer.
pub(super) enum BulkPart {
    Steps(Vec<Step>),
    Finish(Box<Write>),
}

/// How an engine answers when the long transaction is over.
pub(super) type BulkReply = oneshot::Sender<Result<Committed, StoreError>>;

/// One long transaction. Dropping it without [`Bulk::finish`] undoes everything.
///
/// The embedded engine has one writer, which belongs to this transaction until it ends: do not await
/// [`crate::Store::commit`] between its parts. Keys and concepts may be asked for at any time.
pub struct Bulk {
    parts: mpsc::Sender<BulkPart>,
    outcome: Option<oneshot::Receiver<Result<Committed, StoreError>>>,
}

/// The two ends of a long transaction: the caller's, and what the engine reads from and answers to.
pub(super) fn channels() -> (Bulk, mpsc::Receiver<BulkPart>, BulkReply) {
    let (parts, received) = mpsc::channel(PARTS_MAX);
    let (reply, outcome) = oneshot::channel();
    (
        Bulk {
            parts,
            outcome: Some(outcome),
        },
        received,
        reply,
    )
}

/// What a long transaction ends with when its caller has gone away: nobody is told.
pub(super) fn dropped() -> StoreError {
    StoreError::Stopped
}

impl Bulk {
    /// Sends the statements collected in `write` so far and empties it; waits when the writer is behind, so
    /// that memory stays bounded.
    ///
    /// # Errors
    /// The failure of an earlier part; nothing is kept then.
    pub async fn send(&mut self, write: &mut Write) -> Result<(), StoreError> {
        let steps = std::mem::take(&mut write.steps);
        if self.parts.send(BulkPart::Steps(steps)).await.is_ok() {
            return Ok(());
        }
        // A closed channel means an earlier part failed; the outcome says why.
        self.outcome().await.and(Err(StoreError::Stopped))
    }

    /// Sends the rest of `write`, seals its ledger entry and makes all parts durable.
    ///
    /// # Errors
    /// The first failure of any part; nothing is kept then.
    pub async fn finish(mut self, write: Write) -> Result<Committed, StoreError> {
        let _ = self.parts.send(BulkPart::Finish(Box::new(write))).await;
        self.outcome().await
    }

    /// The outcome can be heard once; later the transaction is simply over.
    async fn outcome(&mut self) -> Result<Committed, StoreError> {
        match self.outcome.take() {
            Some(outcome) => outcome.await.unwrap_or(Err(StoreError::Stopped)),
            None => Err(StoreError::Stopped),
        }
    }
}
