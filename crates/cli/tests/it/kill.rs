//! Killed at any moment: no acknowledged write is lost and the chain verifies.

use crate::command_line::{benfu, installation};
use serde_json::Value;
use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// Kills in one run of the gate.
const ROUNDS: usize = 20;
/// People who write at the same time.
const WRITERS: usize = 8;
const PASSWORD: &str = "three calm herons";

struct Server {
    child: Child,
    address: String,
}

fn start(city: &str) -> Server {
    let mut child = Command::new(env!("CARGO_BIN_EXE_benfu"))
        .args(["--dir", city, "serve", "--listen", "127.0.0.1:0"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the server starts");
    let mut line = String::new();
    let out = child.stdout.take().expect("its output");
    BufReader::new(out)
        .read_line(&mut line)
        .expect("it says where it listens");
    let address = line
        .rsplit("http://")
        .next()
        .unwrap_or_default()
        .trim()
        .to_owned();
    Server { child, address }
}

/// One request over a connection of its own; `None` when the server died under it.
fn request(
    address: &str,
    method: &str,
    path: &str,
    token: Option<&str>,
    body: &str,
) -> Option<(u16, String)> {
    let mut stream = TcpStream::connect(address).ok()?;
    stream
        .set_read_timeout(Some(Duration::from_secs(20)))
        .ok()?;
    let authorization = token
        .map(|token| format!("Authorization: Bearer {token}\r\n"))
        .unwrap_or_default();
    let head = format!(
        "{method} {path} HTTP/1.1\r\nHost: {address}\r\nContent-Type: application/json\r\n{authorization}Content-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).ok()?;
    stream.write_all(body.as_bytes()).ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    let status = answer.split_whitespace().nth(1)?.parse().ok()?;
    let body = answer.split_once("\r\n\r\n")?.1.to_owned();
    Some((status, body))
}

/// A session token for the writers.
fn token(city: &str) -> String {
    let issued = benfu(&["--dir", city, "--json", "account", "token", "writer"]);
    let answer: Value = serde_json::from_slice(&issued.stdout).expect("JSON");
    answer["token"].as_str().expect("a token").to_owned()
}

/// Writes needs until the server is gone; every acknowledged id is noted outside of it.
fn write_until_killed(address: &str, token: &str, acknowledged: &Mutex<BTreeSet<String>>) {
    for number in 0_u64.. {
        let body = format!(
            "{{\"title\": \"需求 {number}\", \"text\": \"第 {number} 次\", \"programme\": \"scenario\"}}"
        );
        match request(address, "POST", "/api/v1/needs", Some(token), &body) {
            Some((201, answer)) => {
                let Ok(answer) = serde_json::from_str::<Value>(&answer) else {
                    return;
                };
                let id = answer["id"].as_str().expect("an id").to_owned();
                acknowledged.lock().expect("the note").insert(id);
            }
            _ => return,
        }
    }
}

fn add_writer(city: &str) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_benfu"))
        .args([
            "--dir",
            city,
            "account",
            "add",
            "writer",
            "--name",
            "writer",
            "--roles",
            "district_officer",
        ])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .expect("the binary runs");
    child
        .stdin
        .take()
        .expect("its input")
        .write_all(format!("{PASSWORD}\n").as_bytes())
        .expect("a password");
    assert!(child.wait().expect("it ends").success());
}

/// Waits until the writers have had so many more answers that a kill falls into the middle of their work.
fn wait_for_answers(acknowledged: &Mutex<BTreeSet<String>>, more: usize) {
    let before = acknowledged.lock().expect("the note").len();
    for _ in 0..20_000 {
        if acknowledged.lock().expect("the note").len() >= before + more {
            return;
        }
        std::thread::park_timeout(Duration::from_millis(1));
    }
    panic!("the server answered no writer for twenty seconds");
}

#[test]
fn no_acknowledged_write_is_lost_when_the_server_is_killed() {
    let (_directory, city) = installation();
    add_writer(&city);
    let token = token(&city);
    let acknowledged = Arc::new(Mutex::new(BTreeSet::new()));
    for round in 0..ROUNDS {
        let mut server = start(&city);
        let writers: Vec<_> = (0..WRITERS)
            .map(|_| {
                let (address, token, noted) = (
                    server.address.clone(),
                    token.clone(),
                    Arc::clone(&acknowledged),
                );
                std::thread::spawn(move || write_until_killed(&address, &token, &noted))
            })
            .collect();
        wait_for_answers(&acknowledged, 1 + round % 7);
        server.child.kill().expect("killed");
        server.child.wait().expect("gone");
        for writer in writers {
            writer.join().expect("a writer ends");
        }
    }
    let acknowledged = acknowledged.lock().expect("the note").clone();
    assert!(
        acknowledged.len() > 20,
        "the writers must have written: {}",
        acknowledged.len()
    );
    let listed = benfu(&["--dir", &city, "--json", "need", "list"]);
    let listed: Vec<Value> = serde_json::from_slice(&listed.stdout).expect("JSON");
    let kept: BTreeSet<String> = listed
        .iter()
        .filter_map(|need| need["id"].as_str().map(str::to_owned))
        .collect();
    let lost: Vec<&String> = acknowledged.difference(&kept).collect();
    assert!(
        lost.is_empty(),
        "{} of {} acknowledged writes are lost",
        lost.len(),
        acknowledged.len()
    );
    assert_eq!(
        benfu(&["--dir", &city, "ledger", "verify"]).status.code(),
        Some(0),
        "the chain verifies"
    );
}
