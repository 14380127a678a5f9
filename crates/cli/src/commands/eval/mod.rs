//! `benfu eval`: the ranking beside plain BM25, held to judgements of people. Opens no database.

mod sets;

use super::embeddings::{embedder, told};
use crate::args::Eval;
use crate::installation::load_pack;
use crate::outcome::{Outcome, WrongUse};
use crate::say::say;
use benfu_app::matching::quality::{Comparison, Measure, SearchError, measure_ranking};
use clap::ValueEnum as _;
use serde_json::{Value, json};

pub(crate) fn run(eval: &Eval) -> anyhow::Result<Outcome> {
    let pack = load_pack(&eval.pack)?;
    let embedder = embedder(&eval.embeddings)?;
    let collection = sets::read(eval)?;
    let measured = measure_ranking(&pack, &collection, embedder.as_deref()).map_err(failure)?;
    let measured = measured.ok_or_else(|| {
        WrongUse::error(
            "没有一个查询有相关的结果",
            "no query has a document that answers it",
        )
    })?;
    let name = eval.set.to_possible_value();
    let name = name.as_ref().map_or("", |name| name.get_name());
    if eval.json {
        say!("{}", shown(name, collection.documents.len(), &measured));
    } else {
        print(name, collection.documents.len(), &measured);
    }
    Ok(Outcome::Done)
}

/// A measurement without the vectors that were asked for would be one of something else: it ends.
fn failure(error: SearchError) -> anyhow::Error {
    match error {
        SearchError::Embeddings(error) => {
            let [zh, en] = told(&error);
            WrongUse::error(zh, en)
        }
        other => other.into(),
    }
}

fn shown(set: &str, documents: usize, measured: &Comparison) -> Value {
    let measure = |one: &Measure| json!({"ndcg_at_10": one.ndcg, "pair_auc": one.pair_auc});
    let difference = measured.difference;
    json!({
        "set": set,
        "documents": documents,
        "queries": measured.queries,
        "bm25": measure(&measured.plain),
        "benfu": measure(&measured.ours),
        "ratio": measured.ours.ndcg / measured.plain.ndcg,
        "difference": {"mean": difference.mean, "low": difference.low, "high": difference.high},
    })
}

fn print(set: &str, documents: usize, measured: &Comparison) {
    say!(
        "{set}: {} 个查询 queries, {documents} 个文档 documents",
        measured.queries
    );
    for (name, one) in [("BM25", &measured.plain), ("benfu", &measured.ours)] {
        let auc = one.pair_auc.map(|auc| format!(", pair AUC {auc:.4}"));
        say!("{name}: nDCG@10 {:.4}{}", one.ndcg, auc.unwrap_or_default());
    }
    let difference = measured.difference;
    say!(
        "差 difference: {:+.4}, 95 % [{:+.4}, {:+.4}]",
        difference.mean,
        difference.low,
        difference.high
    );
}
