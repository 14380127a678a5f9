//! `benfu serve`: the web page and the API.

use super::Setting;
use super::embeddings::told;
use crate::config::{Config, EmbeddingsConfig};
use crate::installation::open;
use crate::outcome::{Outcome, WrongUse};
use crate::say::say;
use benfu_app::App;
use benfu_app::matching::Meanings;
use benfu_app::matching::meaning::{Cached, EmbedError};
use benfu_app::upkeep::keep_house;
use benfu_web::WebConfig;
use benfu_web::embeddings::Endpoint;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tracing_subscriber::EnvFilter;

/// How often the index looks for acts of other processes, and old sessions are swept.
const KEEP_UP: Duration = Duration::from_secs(1);
/// How long somebody who matches waits for the endpoint.
const QUERY_PATIENCE: Duration = Duration::from_secs(3);
/// How long an endpoint that failed is left alone.
const ENDPOINT_REST: Duration = Duration::from_secs(20);
/// How often needs expire and provisional deadlines are settled.
const HOUSEKEEPING: Duration = Duration::from_hours(1);

pub(crate) async fn run(setting: &Setting, listen: Option<String>) -> anyhow::Result<Outcome> {
    let config = Config::read(&setting.directory)?;
    let mut app = open(&setting.directory).await?;
    if let Some(wanted) = &config.embeddings {
        app.meanings = Arc::new(meanings(&setting.directory, wanted)?);
    }
    let listen = listen.unwrap_or(config.listen);
    serve(app, &listen, config.public_url).await
}

/// Serves until the process is told to stop.
pub(crate) async fn serve(
    app: App,
    listen: &str,
    public_url: Option<String>,
) -> anyhow::Result<Outcome> {
    let filter =
        EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info,tantivy=warn"));
    // A second subscriber in one process is no reason not to serve.
    let _ = tracing_subscriber::fmt()
        .json()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .try_init();
    tokio::spawn(keep_up(app.clone()));
    tokio::spawn(keep_meanings(app.clone()));
    tokio::spawn(keep_house_hourly(app.clone()));
    let listener = tokio::net::TcpListener::bind(listen).await?;
    say!("奔赴 Benfu: http://{}", listener.local_addr()?);
    let config = WebConfig {
        public_url,
        operator: app.pack.label.clone(),
        ..WebConfig::default()
    };
    benfu_web::serve(app, listener, config, stop()).await?;
    Ok(Outcome::Done)
}

async fn keep_up(app: App) {
    let mut turn = tokio::time::interval(KEEP_UP);
    loop {
        turn.tick().await;
        app.finder.follow(&app).await;
    }
}

/// The vectors of the profiles: the endpoint with what it has answered before, and once more for those who search.
fn meanings(directory: &Path, wanted: &EmbeddingsConfig) -> anyhow::Result<Meanings> {
    let endpoint = || {
        Endpoint::new(&wanted.url, &wanted.model).map_err(|error| {
            let [zh, en] = told(&error);
            WrongUse::error(zh, en)
        })
    };
    let path = directory.join("index").join("vectors");
    let cached = match Cached::open(&path, endpoint()?) {
        Err(EmbedError::Cache(error)) => {
            tracing::warn!(%error, "the file of known vectors is made anew");
            std::fs::remove_file(&path)?;
            Cached::open(&path, endpoint()?)?
        }
        other => other?,
    };
    let queries = endpoint()?.with_patience(QUERY_PATIENCE);
    Ok(Meanings::by(Box::new(cached), Box::new(queries)))
}

async fn keep_meanings(app: App) {
    loop {
        let more = app.meanings.follow(&app).await.unwrap_or_else(|error| {
            tracing::warn!(%error, "vectors could not follow the store");
            false
        });
        if app.meanings.failing() {
            tokio::time::sleep(ENDPOINT_REST).await;
        } else if !more {
            tokio::time::sleep(KEEP_UP).await;
        }
    }
}

async fn keep_house_hourly(app: App) {
    let mut turn = tokio::time::interval(HOUSEKEEPING);
    loop {
        turn.tick().await;
        match keep_house(&app).await {
            Ok(kept) => tracing::info!(?kept, "housekeeping"),
            Err(error) => tracing::warn!(%error, "housekeeping was not finished"),
        }
    }
}

async fn stop() {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        let terminated = async {
            match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
                Ok(mut signal) => {
                    signal.recv().await;
                }
                Err(_) => std::future::pending().await,
            }
        };
        tokio::select! { _ = interrupted => {}, () = terminated => {} }
    }
    #[cfg(not(unix))]
    {
        let _ = interrupted.await;
    }
}
