//! Links that do not exist, counted by the address they are asked from, so that nobody tries tokens out.
//!
//! Main type: [`Guesses`], and [`few_guesses`], which stands before the pages of links. Wrong passwords are counted by
//! account, in the application layer; a link that does not exist has no account.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::sync::{Mutex, PoisonError};

use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use jiff::{SignedDuration, Timestamp};

use super::Web;
use crate::error_page::{Problem, ProblemKind};

/// Unknown links that one address may ask for before it has to wait; people who copy a link badly need a few.
const TRIES: u32 = 20;
/// How long it waits, as an account does after wrong passwords.
const WAIT: SignedDuration = SignedDuration::from_mins(15);
/// Addresses that are remembered at most.
const ADDRESSES: usize = 10_000;
/// The prefix of the pages of links.
const LINKS: &str = "/c/";

/// How often each address asked for what does not exist.
#[derive(Default)]
pub(crate) struct Guesses {
    counted: Mutex<HashMap<IpAddr, Counted>>,
}

#[derive(Clone, Copy)]
struct Counted {
    tries: u32,
    since: Timestamp,
}

impl Counted {
    fn is_over(&self, now: Timestamp) -> bool {
        now.duration_since(self.since) >= WAIT
    }
}

impl Guesses {
    /// Has this address to wait?
    fn spent(&self, address: IpAddr, now: Timestamp) -> bool {
        let counted = self.counted.lock().unwrap_or_else(PoisonError::into_inner);
        let counted = counted.get(&address);
        counted.is_some_and(|counted| counted.tries >= TRIES && !counted.is_over(now))
    }

    /// It asked for something that does not exist.
    fn note(&self, address: IpAddr, now: Timestamp) {
        let mut counted = self.counted.lock().unwrap_or_else(PoisonError::into_inner);
        if counted.len() >= ADDRESSES {
            counted.retain(|_, counted| !counted.is_over(now));
        }
        if counted.len() >= ADDRESSES {
            counted.clear();
        }
        let fresh = Counted {
            tries: 0,
            since: now,
        };
        let own = counted.entry(address).or_insert(fresh);
        if own.is_over(now) {
            *own = fresh;
        }
        own.tries += 1;
    }
}

/// Refuses the pages of links to addresses that asked for too many that do not exist.
pub(super) async fn few_guesses(State(web): State<Web>, request: Request, next: Next) -> Response {
    if !request.uri().path().starts_with(LINKS) {
        return next.run(request).await;
    }
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    let address = asked_from(peer.map(|peer| peer.0.ip()), request.headers());
    if web.guesses.spent(address, web.app.clock.now()) {
        return Problem::new(ProblemKind::TooMany).into_response();
    }
    let response = next.run(request).await;
    if response.status() == StatusCode::NOT_FOUND {
        web.guesses.note(address, web.app.clock.now());
    }
    response
}

/// The address of whoever asks. A proxy on this machine says for whom it asks, last in its line; anybody else could write
/// there what they like.
fn asked_from(peer: Option<IpAddr>, headers: &HeaderMap) -> IpAddr {
    let peer = peer.unwrap_or(IpAddr::V6(Ipv6Addr::UNSPECIFIED));
    if !peer.is_loopback() {
        return peer;
    }
    let lines = headers.get_all("x-forwarded-for").iter().next_back();
    let last = lines.and_then(|line| line.to_str().ok()?.rsplit(',').next());
    let named = last.and_then(|last| last.trim().parse().ok());
    named.unwrap_or(peer)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> IpAddr {
        text.parse().expect("an address")
    }

    fn after(minutes: i64) -> Timestamp {
        Timestamp::UNIX_EPOCH + SignedDuration::from_mins(minutes)
    }

    #[test]
    fn an_address_waits_after_too_many_and_others_do_not() {
        let guesses = Guesses::default();
        let (one, other) = (address("192.0.2.1"), address("192.0.2.2"));
        for _ in 1..TRIES {
            guesses.note(one, after(0));
        }
        assert!(!guesses.spent(one, after(1)));
        guesses.note(one, after(1));
        assert!(guesses.spent(one, after(14)) && !guesses.spent(other, after(14)));
        assert!(!guesses.spent(one, after(15)));
        guesses.note(one, after(15));
        assert!(!guesses.spent(one, after(16)), "it is counted anew");
    }

    #[test]
    fn only_a_proxy_on_this_machine_is_believed() {
        let mut headers = HeaderMap::new();
        let line = "203.0.113.9, 198.51.100.7".parse().expect("a value");
        headers.insert("x-forwarded-for", line);
        let from = |peer: &str| asked_from(Some(address(peer)), &headers);
        assert_eq!(from("127.0.0.1"), address("198.51.100.7"));
        assert_eq!(from("192.0.2.1"), address("192.0.2.1"));
        let plain = asked_from(Some(address("127.0.0.1")), &HeaderMap::new());
        assert_eq!(plain, address("127.0.0.1"));
    }
}
