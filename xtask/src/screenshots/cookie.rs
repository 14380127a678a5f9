//! A door on the loopback address that adds a cookie to what passes through it.
//!
//! Main entry: [`door`]. It serves the one browser that takes the pictures, for as long as this
//! process lives: plain HTTP, one request a connection, `GET` only, to the host of the page.

use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::thread;

use anyhow::{Context, Result};

/// Longest request head that is passed on, in bytes.
const LONGEST_HEAD: u64 = 64 * 1024;
/// Header lines that the door writes itself.
const REPLACED: &[&str] = &["host:", "cookie:", "connection:"];

/// Opens a door to the host of `url` and returns the address of the same page behind it.
///
/// # Errors
/// When the address is not plain HTTP or no port is free.
pub(super) fn door(url: &str, cookie: &str) -> Result<String> {
    let rest = url
        .strip_prefix("http://")
        .context("a cookie can be added to http:// only")?;
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let listener = TcpListener::bind(("127.0.0.1", 0))?;
    let address = listener.local_addr()?;
    let (host, cookie) = (host.to_owned(), cookie.to_owned());
    thread::spawn(move || {
        for visitor in listener.incoming().flatten() {
            let (host, cookie) = (host.clone(), cookie.clone());
            thread::spawn(move || pass(&visitor, &host, &cookie));
        }
    });
    Ok(format!("http://{address}/{path}"))
}

/// Carries one request through and its answer back.
fn pass(visitor: &TcpStream, host: &str, cookie: &str) -> io::Result<()> {
    let head = read_head(visitor)?;
    let target = if host.contains(':') {
        host.to_owned()
    } else {
        format!("{host}:80")
    };
    let mut server = TcpStream::connect(target)?;
    server.write_all(rewritten(&head, host, cookie).as_bytes())?;
    io::copy(&mut server, &mut &*visitor).map(drop)
}

/// The lines of a request up to the empty one.
fn read_head(visitor: &TcpStream) -> io::Result<Vec<String>> {
    let lines = BufReader::new(visitor).take(LONGEST_HEAD).lines();
    lines
        .take_while(|line| line.as_ref().map_or(true, |line| !line.is_empty()))
        .collect()
}

fn rewritten(head: &[String], host: &str, cookie: &str) -> String {
    let replaced = |line: &str| {
        let line = line.to_ascii_lowercase();
        REPLACED.iter().any(|name| line.starts_with(name))
    };
    let kept: Vec<_> = head
        .iter()
        .map(String::as_str)
        .filter(|line| !replaced(line))
        .collect();
    let kept = kept.join("\r\n");
    format!("{kept}\r\nHost: {host}\r\nCookie: {cookie}\r\nConnection: close\r\n\r\n")
}

#[cfg(test)]
mod tests {
    use std::io::{Read as _, Write as _};
    use std::net::{TcpListener, TcpStream};
    use std::thread;

    use super::{door, read_head, rewritten};

    #[test]
    fn the_browsers_own_cookie_and_host_are_replaced() {
        let head =
            ["GET / HTTP/1.1", "Host: door", "cookie: a=b", "Accept: */*"].map(str::to_owned);
        let text = rewritten(&head, "site:8080", "session=s");
        assert_eq!(
            text,
            "GET / HTTP/1.1\r\nAccept: */*\r\nHost: site:8080\r\nCookie: session=s\r\n\
             Connection: close\r\n\r\n"
        );
    }

    #[test]
    fn a_page_behind_the_door_sees_the_cookie() {
        let site = TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let address = site.local_addr().expect("it is bound");
        let server = thread::spawn(move || {
            let (mut visitor, _) = site.accept().expect("the door calls");
            let head = read_head(&visitor).expect("a request comes");
            visitor
                .write_all(b"HTTP/1.1 204 No Content\r\n\r\n")
                .expect("the door listens");
            head
        });
        let url = door(&format!("http://{address}/page"), "session=s").expect("a port is free");
        let (place, path) = url["http://".len()..]
            .split_once('/')
            .expect("the path is kept");
        let mut browser = TcpStream::connect(place).expect("the door is open");
        write!(browser, "GET /{path} HTTP/1.1\r\nHost: door\r\n\r\n").expect("the door listens");
        let mut answer = String::new();
        browser
            .read_to_string(&mut answer)
            .expect("an answer comes");
        let head = server.join().expect("the site answered");
        assert_eq!(head[0], "GET /page HTTP/1.1");
        assert!(head.contains(&"Cookie: session=s".to_owned()), "{head:?}");
        assert!(answer.starts_with("HTTP/1.1 204"), "{answer}");
    }
}
