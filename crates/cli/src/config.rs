//! `benfu.toml`: what an installation needs to know before its database is open.

use crate::outcome::WrongUse;
use anyhow::Context as _;
use serde::{Deserialize, Serialize};
use std::path::Path;

/// Name of the file in the installation's directory.
pub(crate) const FILE: &str = "benfu.toml";

/// The settings.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Config {
    /// Id of an embedded pack, or a directory with one.
    pub(crate) pack: String,
    /// Where the server listens.
    #[serde(default = "default_listen")]
    pub(crate) listen: String,
    /// How people reach it; `https://` makes cookies secure.
    #[serde(default)]
    pub(crate) public_url: Option<String>,
    /// A `PostgreSQL` address; the embedded database when absent.
    #[serde(default)]
    pub(crate) postgres: Option<String>,
    /// The endpoint that makes vectors of texts; matching goes by words alone when absent.
    #[serde(default)]
    pub(crate) embeddings: Option<EmbeddingsConfig>,
    /// A sample's clock starts on this day; the system's clock when absent.
    #[serde(default)]
    pub(crate) clock_starts_on: Option<String>,
}

/// An endpoint that speaks as `OpenAI` does.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct EmbeddingsConfig {
    /// Its address, such as `http://127.0.0.1:8000/v1`.
    pub(crate) url: String,
    /// The model asked for.
    #[serde(default = "default_model")]
    pub(crate) model: String,
}

fn default_model() -> String {
    "default".to_owned()
}

fn default_listen() -> String {
    "127.0.0.1:8080".to_owned()
}

impl Config {
    /// The settings of a new installation.
    pub(crate) fn new(pack: &str) -> Config {
        Config {
            pack: pack.to_owned(),
            listen: default_listen(),
            public_url: None,
            postgres: None,
            embeddings: None,
            clock_starts_on: None,
        }
    }

    pub(crate) fn read(directory: &Path) -> anyhow::Result<Config> {
        let path = directory.join(FILE);
        let text = std::fs::read_to_string(&path).map_err(|error| {
            let shown = path.display();
            WrongUse::error(
                format!("读不到 {shown}({error})。请用 --dir 指定安装目录,或先运行 benfu init DIR --pack PACK"),
                format!("cannot read {shown} ({error}). Name the installation with --dir, or run: benfu init DIR --pack PACK"),
            )
        })?;
        toml::from_str(&text).map_err(|error| {
            let shown = path.display();
            WrongUse::error(
                format!("{shown} 有误:{error}"),
                format!("{shown} is not right: {error}"),
            )
        })
    }

    pub(crate) fn write(&self, directory: &Path) -> anyhow::Result<()> {
        let text = toml::to_string_pretty(self).context("writing the settings")?;
        std::fs::write(directory.join(FILE), text).context("writing the settings")
    }
}
