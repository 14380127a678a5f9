//! `benfu ranking`: the weights in force, learning them from ends, putting them in force, taking them back.

use super::Setting;
use crate::args::RankingAct;
use crate::outcome::Outcome;
use crate::say::say;
use benfu_app::Cx;
use benfu_app::matching::{learn_ranking, put_ranking_in_force, read_rankings, take_ranking_back};
use benfu_domain::matching::{Advice, Concordance, RankingModel, ScorePart, Weights};
use serde_json::{Map, Value, json};

pub(crate) async fn run(setting: &Setting, act: &RankingAct) -> anyhow::Result<Outcome> {
    let cx = setting.cx().await?;
    match act {
        RankingAct::List => {}
        RankingAct::Learn => return learn(&cx, setting.json).await,
        RankingAct::Use { number, reason } => put_ranking_in_force(&cx, *number, reason).await?,
        RankingAct::Default { reason } => take_ranking_back(&cx, reason).await?,
    }
    list(&cx, setting.json).await
}

async fn list(cx: &Cx, as_json: bool) -> anyhow::Result<Outcome> {
    let page = read_rankings(cx).await?;
    let weights = page.in_force().map_or(&page.pack, |model| &model.weights);
    let body = json!({
        "in_force": page.in_force().map(|model| model.number),
        "weights": weights_json(weights),
        "pack": weights_json(&page.pack),
        "learned": page.models.iter().map(model_json).collect::<Vec<_>>(),
    });
    if as_json {
        say!("{}", serde_json::to_string_pretty(&body)?);
        return Ok(Outcome::Done);
    }
    match page.in_force() {
        Some(model) => say!("第 {0} 版 / number {0}", model.number),
        None => say!("政策包默认 / the pack's own"),
    }
    for part in ScorePart::ALL {
        say!("  {}\t{}", part.word(), body["weights"][part.word()]);
    }
    for model in &page.models {
        let [before, after] = model.kept_apart.map(|one| shown(one.permille()));
        let (number, state) = (model.number, model.state.word());
        let passed = if model.better { "+" } else { "-" };
        say!(
            "{passed} {number}\t{}\t{before} → {after}\t{state}",
            model.learned_on
        );
    }
    Ok(Outcome::Done)
}

fn shown(permille: Option<u64>) -> String {
    permille.map_or_else(|| "-".to_owned(), |permille| format!("{permille} ‰"))
}

async fn learn(cx: &Cx, as_json: bool) -> anyhow::Result<Outcome> {
    let learned = learn_ranking(cx).await?;
    let trial = &learned.trial;
    let advice = match trial.advice {
        Advice::TooFew => "too_few",
        Advice::NoBetter => "no_better",
        Advice::Better => "better",
    };
    let body = json!({
        "cases": learned.cases, "needs": trial.needs, "advice": advice, "number": learned.number,
        "weights": weights_json(&trial.weights),
        "learned_on": trial.learned_on.map(concordance_json),
        "kept_apart": trial.kept_apart.map(concordance_json),
        "votes": trial.votes,
    });
    if as_json {
        say!("{}", serde_json::to_string_pretty(&body)?);
    } else {
        let [before, after] = trial.kept_apart.map(|one| shown(one.permille()));
        say!(
            "{advice}: {} + {} needs, {before} → {after}",
            trial.needs[0],
            trial.needs[1]
        );
    }
    Ok(if trial.advice == Advice::TooFew {
        Outcome::Findings
    } else {
        Outcome::Done
    })
}

fn weights_json(weights: &Weights) -> Value {
    let parts = ScorePart::ALL.iter().zip(weights.permille);
    let named = parts.map(|(part, weight)| (part.word().to_owned(), json!(weight)));
    Value::Object(named.collect::<Map<_, _>>())
}

fn concordance_json(one: Concordance) -> Value {
    json!({ "before": one.before, "equal": one.equal, "pairs": one.pairs, "permille": one.permille() })
}

fn model_json(model: &RankingModel) -> Value {
    json!({
        "number": model.number, "weights": weights_json(&model.weights), "needs": model.needs,
        "kept_apart": model.kept_apart.map(concordance_json), "votes": model.votes, "better": model.better,
        "state": model.state.word(), "learned_on": model.learned_on.to_string(), "reason": model.reason,
    })
}
