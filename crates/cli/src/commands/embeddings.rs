//! Vectors of texts for the commands that rank: from an endpoint, kept in a file.

use crate::args::Embeddings;
use crate::outcome::WrongUse;
use benfu_app::matching::meaning::{Cached, EmbedError, Embedder};
use benfu_web::embeddings::Endpoint;

/// The embedder that the arguments name, if any.
pub(crate) fn embedder(asked: &Embeddings) -> anyhow::Result<Option<Box<dyn Embedder>>> {
    let Some(url) = &asked.url else {
        return Ok(None);
    };
    let made = || -> Result<Box<dyn Embedder>, EmbedError> {
        let endpoint = Endpoint::new(url, &asked.model)?;
        Ok(match &asked.cache {
            None => Box::new(endpoint),
            Some(path) => Box::new(Cached::open(path, endpoint)?),
        })
    };
    made().map(Some).map_err(|error| {
        let [zh, en] = told(&error);
        WrongUse::error(zh, en)
    })
}

/// Why there are no vectors, in Chinese and English.
pub(crate) fn told(error: &EmbedError) -> [String; 2] {
    let zh = match error {
        EmbedError::Unreachable { address, cause } => format!("连不上向量服务 {address}:{cause}"),
        EmbedError::Slow { seconds } => format!("向量服务在 {seconds} 秒内没有应答"),
        EmbedError::Refused { status } => format!("向量服务拒绝请求,状态码 {status}"),
        EmbedError::Malformed(what) => format!("向量服务的应答不可用:{what}"),
        EmbedError::WrongDimension { expected, given } => {
            format!("向量服务给出 {given} 维的向量,应为 {expected} 维")
        }
        EmbedError::Cache(cause) => format!("向量缓存文件不可用:{cause}"),
    };
    [
        format!("{zh}({})", error.code()),
        format!("{error} ({})", error.code()),
    ]
}
