//! Processor time of every page of the thread, over a district of 100,000 firms with 100 facts each.
//!
//! The program signs in as an officer, follows the links of the pages as a person would, a few of each address, and
//! then asks for each page again while nothing else runs in this process. What it prints is the 95th percentile for
//! each address beside the limit, which stands in the peer's place; so the mark is a ratio of 1.

use anyhow::{Context as _, Result, ensure};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::header::{ACCEPT_ENCODING, CONTENT_TYPE, COOKIE};
use axum::http::{Request, StatusCode};
use benfu_app::import::{FileContent, ImportFile, ImportKind, import_file};
use benfu_benches::{Installation, Scale, Yearly, figure, note, percentile_ms, processor_time};
use benfu_web::route::pattern;
use benfu_web::{WebConfig, app_router};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::time::{Duration, Instant};
use tower::ServiceExt as _;

const FIRMS: usize = 100_000;
/// Firms of the sample district, whose needs, offers and cases the pages show.
const SAMPLE_FIRMS: usize = 12_000;
/// Pages of one address that are measured, and how often each.
const PAGES_EACH: usize = 12;
const ROUNDS: usize = 5;
const LIMIT_MS: f64 = 100.0;
const MARK: &str = "<= 1";
const PAGE_BYTES: usize = 1 << 26;

#[tokio::main]
async fn main() -> Result<()> {
    let scale = Scale::from_command_line()?;
    let (sample, all) = (scale.of(SAMPLE_FIRMS), scale.of(FIRMS));
    let start = Instant::now();
    let installation = Installation::sample(sample).await?;
    add_firms(&installation, all - sample).await?;
    note(&format!(
        "district of {all} firms ready after {:.0} s",
        start.elapsed().as_secs_f64()
    ))?;
    let token = installation.token().await?;
    let browser = Browser {
        router: app_router(installation.app.clone(), WebConfig::default()),
        cookie: format!("benfu={token}"),
    };
    let pages = browser.walk().await?;
    for (address, pages) in &pages {
        let samples = browser.measure(pages).await?;
        let name = format!("page {address} at {all} firms, p95 of processor time");
        figure(&name, "ms", percentile_ms(&samples, 95), LIMIT_MS, MARK)?;
    }
    Ok(())
}

/// Imports firms with a hundred facts each.
async fn add_firms(installation: &Installation, count: usize) -> Result<()> {
    let path = installation.directory().join("firms.csv");
    let mut writer = csv::Writer::from_path(&path)?;
    writer.write_record(Yearly::headers())?;
    let mut firms = Yearly::new(5);
    for number in 0..count {
        writer.write_record(firms.row(number)?)?;
    }
    writer.flush()?;
    let file = ImportFile {
        kind: Some(ImportKind::Party),
        ..ImportFile::new("firms.csv", FileContent::Path(path))
    };
    let done = import_file(&installation.cx().await?, file).await?;
    ensure!(
        usize::try_from(done.taken)? == count && done.partial == 0,
        "{} of {count} firms were taken",
        done.taken
    );
    Ok(())
}

/// A person who only reads.
struct Browser {
    router: Router,
    cookie: String,
}

/// An answer with its body read.
struct Answer {
    status: StatusCode,
    is_page: bool,
    body: Vec<u8>,
}

impl Browser {
    async fn get(&self, address: &str, encoding: &str) -> Result<Answer> {
        let request = Request::get(address)
            .header(COOKIE, &self.cookie)
            .header(ACCEPT_ENCODING, encoding);
        let response = self
            .router
            .clone()
            .oneshot(request.body(Body::empty())?)
            .await?;
        let kind = response
            .headers()
            .get(CONTENT_TYPE)
            .and_then(|kind| kind.to_str().ok());
        let (status, is_page) = (
            response.status(),
            kind.is_some_and(|kind| kind.starts_with("text/html")),
        );
        let body = to_bytes(response.into_body(), PAGE_BYTES).await?.to_vec();
        Ok(Answer {
            status,
            is_page,
            body,
        })
    }

    /// Follows links from the home page; the pages found, by the pattern of their address.
    async fn walk(&self) -> Result<BTreeMap<&'static str, Vec<String>>> {
        let mut pages: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        let mut seen = BTreeSet::from(["/".to_owned()]);
        let mut waiting = VecDeque::from(["/".to_owned()]);
        while let Some(address) = waiting.pop_front() {
            let Some(pattern) = pattern_of(&address) else {
                continue;
            };
            let found = pages.get(pattern).map_or(0, Vec::len);
            if found >= PAGES_EACH {
                continue;
            }
            let answer = self.get(&address, "identity").await?;
            if answer.status != StatusCode::OK || !answer.is_page {
                continue;
            }
            pages.entry(pattern).or_default().push(address);
            let links = links(&String::from_utf8_lossy(&answer.body));
            waiting.extend(links.into_iter().filter(|link| seen.insert(link.clone())));
        }
        ensure!(
            pages.len() > 1,
            "the home page leads nowhere: is the sign-in still good?"
        );
        Ok(pages)
    }

    async fn measure(&self, pages: &[String]) -> Result<Vec<Duration>> {
        let mut samples = Vec::with_capacity(pages.len() * ROUNDS);
        for page in pages.iter().cycle().take(pages.len() * ROUNDS) {
            let before = processor_time();
            let answer = self.get(page, "gzip").await?;
            samples.push(
                processor_time()
                    .checked_sub(before)
                    .context("processor time goes forward")?,
            );
            ensure!(
                answer.status == StatusCode::OK,
                "{page} answered {}",
                answer.status
            );
        }
        Ok(samples)
    }
}

/// The addresses of this site that a page links to.
fn links(page: &str) -> Vec<String> {
    let parts = page.split("href=\"").skip(1);
    let links = parts
        .filter_map(|part| part.split_once('"'))
        .map(|(link, _)| link.split('#').next().unwrap_or_default());
    let ours = links.filter(|link| link.starts_with('/') && !link.starts_with("/lang/"));
    ours.map(|link| link.replace("&amp;", "&").replace("&#38;", "&"))
        .collect()
}

/// The pattern that an address answers to; one without identifiers first.
fn pattern_of(address: &str) -> Option<&'static str> {
    let path: Vec<&str> = address.split('?').next()?.split('/').collect();
    let fits = |pattern: &&&str| {
        let parts: Vec<&str> = pattern.split('/').collect();
        parts.len() == path.len()
            && parts
                .iter()
                .zip(&path)
                .all(|(part, found)| part.starts_with('{') || part == found)
    };
    let fitting = pattern::ALL.iter().filter(fits);
    fitting
        .min_by_key(|pattern| pattern.matches('{').count())
        .copied()
}
