//! A durable write over HTTP (a new need through the API) beside bare SQLite with group commits.
//!
//! Ours: many clients on connections that stay open; each request is signed in, checked, decided, written with its
//! ledger entry and answered after the fsync. Clients and server share this process and this machine. The peer: as many
//! committers hand the same text to one writer, which inserts what is waiting, commits with fsync, and tells them.

use anyhow::{Context as _, Result, ensure};
use benfu_benches::{Installation, Plain, Scale, Texts, figure, note, processor_time, rate};
use benfu_web::{WebConfig, serve};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinSet;

const CLIENTS: usize = 64;
const WRITES_EACH: usize = 300;
/// Writes that share one fsync at most, as in our own store.
const GROUP_MAX: usize = 256;
const MARK: &str = ">= 0.3";

#[tokio::main]
async fn main() -> Result<()> {
    let each = Scale::from_command_line()?.of(WRITES_EACH);
    let bodies = Arc::new(bodies(each));
    let peer = bare(&bodies).await?;
    let ours = over_http(&bodies).await?;
    let count = CLIENTS * each;
    tell("ours", count, &ours)?;
    tell("peer", count, &peer)?;
    let name = format!("durable write over HTTP, {CLIENTS} clients");
    figure(
        &name,
        "writes/s",
        rate(count, ours.took),
        rate(count, peer.took),
        MARK,
    )
}

/// How long a run took, and the processor time of everybody who took part in it.
struct Run {
    took: Duration,
    processor: Duration,
}

/// The clocks at the start of a run.
struct Started(Instant, Duration);

impl Started {
    fn now() -> Started {
        Started(Instant::now(), processor_time())
    }

    fn over(&self) -> Run {
        Run {
            took: self.0.elapsed(),
            processor: processor_time().saturating_sub(self.1),
        }
    }
}

fn tell(whose: &str, count: usize, run: &Run) -> Result<()> {
    note(&format!(
        "{count} writes by {CLIENTS} clients, {whose}: {:.2} s, {:.0} µs of processor time a write, clients included",
        run.took.as_secs_f64(),
        1_000_000.0 / rate(count, run.processor),
    ))
}

fn bodies(count: usize) -> Vec<String> {
    let mut texts = Texts::new(4);
    let body =
        |_| serde_json::json!({ "title": texts.title(), "text": texts.text(200) }).to_string();
    (0..count).map(body).collect()
}

async fn over_http(bodies: &Arc<Vec<String>>) -> Result<Run> {
    let installation = Installation::empty().await?;
    let token = installation.token().await?;
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let (stop, stopped) = oneshot::channel::<()>();
    let stopped = async move { drop(stopped.await) };
    let server = tokio::spawn(serve(
        installation.app.clone(),
        listener,
        WebConfig::default(),
        stopped,
    ));
    let requests: Arc<Vec<Vec<u8>>> =
        Arc::new(bodies.iter().map(|body| request(&token, body)).collect());
    let started = Started::now();
    let mut clients = JoinSet::new();
    for _ in 0..CLIENTS {
        clients.spawn(client(address, Arc::clone(&requests)));
    }
    finished(clients).await?;
    let run = started.over();
    drop(stop);
    server.await??;
    Ok(run)
}

async fn finished(mut tasks: JoinSet<Result<()>>) -> Result<()> {
    while let Some(ended) = tasks.join_next().await {
        ended??;
    }
    Ok(())
}

/// What a client sends; ready before the clock runs, since the client is not what is measured.
fn request(token: &str, body: &str) -> Vec<u8> {
    let head = format!(
        "POST /api/v1/needs HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer {token}\r\n\
         content-type: application/json\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    (head + body).into_bytes()
}

async fn client(address: SocketAddr, requests: Arc<Vec<Vec<u8>>>) -> Result<()> {
    let mut stream = BufReader::new(TcpStream::connect(address).await?);
    stream.get_ref().set_nodelay(true)?;
    for request in requests.iter() {
        stream.write_all(request).await?;
        answer(&mut stream).await?;
    }
    Ok(())
}

/// Reads one answer to its end; anything but 201 ends the benchmark.
async fn answer(stream: &mut BufReader<TcpStream>) -> Result<()> {
    let mut line = String::new();
    stream.read_line(&mut line).await?;
    let status = line.trim().to_owned();
    let mut length = None;
    loop {
        line.clear();
        stream.read_line(&mut line).await?;
        let Some((name, value)) = line.split_once(':') else {
            break;
        };
        if name.eq_ignore_ascii_case("content-length") {
            length = value.trim().parse().ok();
        }
    }
    let mut body = vec![0; length.with_context(|| format!("`{status}` without a length"))?];
    stream.read_exact(&mut body).await?;
    ensure!(
        status.contains(" 201 "),
        "{status}: {}",
        String::from_utf8_lossy(&body)
    );
    Ok(())
}

/// A row on its way to the bare database, and who waits for it.
type Waiting = (String, oneshot::Sender<()>);

async fn bare(bodies: &Arc<Vec<String>>) -> Result<Run> {
    let directory = TempDir::new()?;
    let plain = Plain::make(&directory.path().join("bare.db"), 1)?;
    let (jobs, inbox) = mpsc::channel(1_024);
    let writer = tokio::task::spawn_blocking(move || write_groups(&plain, inbox));
    let started = Started::now();
    let mut committers = JoinSet::new();
    for _ in 0..CLIENTS {
        committers.spawn(committer(jobs.clone(), Arc::clone(bodies)));
    }
    finished(committers).await?;
    let run = started.over();
    drop(jobs);
    writer.await??;
    Ok(run)
}

async fn committer(jobs: mpsc::Sender<Waiting>, bodies: Arc<Vec<String>>) -> Result<()> {
    for body in bodies.iter() {
        let (tell, told) = oneshot::channel();
        jobs.send((body.clone(), tell)).await?;
        told.await?;
    }
    Ok(())
}

/// On a thread of its own, as our own writer.
fn write_groups(plain: &Plain, mut inbox: mpsc::Receiver<Waiting>) -> Result<()> {
    while let Some(first) = inbox.blocking_recv() {
        plain.begin()?;
        let mut group = Vec::new();
        let mut next = Some(first);
        while let Some((body, tell)) = next.take() {
            plain.insert(&[vec![body]])?;
            group.push(tell);
            if group.len() < GROUP_MAX {
                next = inbox.try_recv().ok();
            }
        }
        plain.commit()?;
        for tell in group {
            // A committer that has gone away needs no answer.
            let _ = tell.send(());
        }
    }
    Ok(())
}
