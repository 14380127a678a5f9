//! `benfu serve`: the web page and the API.

use super::Setting;
use crate::config::Config;
use crate::installation::open;
use crate::outcome::Outcome;
use crate::say::say;
use benfu_app::App;
use benfu_app::upkeep::keep_house;
use benfu_web::WebConfig;
use std::time::Duration;
use tracing_subscriber::EnvFilter;

/// How often the index looks for acts of other processes, and old sessions are swept.
const KEEP_UP: Duration = Duration::from_secs(1);
/// How often needs expire and provisional deadlines are settled.
const HOUSEKEEPING: Duration = Duration::from_hours(1);

pub(crate) async fn run(setting: &Setting, listen: Option<String>) -> anyhow::Result<Outcome> {
    let config = Config::read(&setting.directory)?;
    let app = open(&setting.directory).await?;
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
