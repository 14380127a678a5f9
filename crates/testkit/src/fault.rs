//! Failing the n-th store call of a use case.

use benfu_app::{App, Failure};

/// More store calls than any use case makes.
const MOST_CALLS: u64 = 2_000;

/// Runs `attempt` with its first store call failing, then with its second, and so on until it succeeds; after each
/// failure `unchanged` must hold and the ledger must verify. Returns how many calls the use case makes.
///
/// # Panics
/// When a failed attempt has changed something, or the use case fails for another reason.
pub async fn assert_survives<T>(
    app: &App,
    mut attempt: impl AsyncFnMut() -> Result<T, Failure>,
    mut unchanged: impl AsyncFnMut() -> bool,
) -> u64 {
    for n in 1..MOST_CALLS {
        app.store.faults().fail_at(n);
        let outcome = attempt().await;
        app.store.faults().fail_at(0);
        match outcome {
            Ok(_) => return n - 1,
            Err(Failure::Unavailable(_)) => {
                assert!(
                    unchanged().await,
                    "failing store call {n} has left something behind"
                );
                let report = app
                    .store
                    .verify_ledger(&[])
                    .await
                    .expect("the ledger can be read");
                assert!(
                    report.findings.is_empty(),
                    "failing store call {n}: {:?}",
                    report.findings
                );
            }
            Err(other) => panic!("failing store call {n} led to another failure: {other}"),
        }
    }
    panic!("the use case makes more than {MOST_CALLS} store calls");
}
