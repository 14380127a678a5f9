//! Sample views of rankings: none yet, one in force after others.

use jiff::civil::date;

use super::{RankingRow, RankingsView};
use crate::chart::{Bar, Caption, Picture, bars};
use crate::locale::Lang;
use crate::pages::samples::{plain_act, say};
use crate::view::{Mark, Tone};

fn picture(lang: Lang) -> Picture {
    let bar = |key: &str, value| Bar {
        label: lang.t(key).into_owned(),
        value,
        value_text: format!("{}%", value / 10),
        target: Some(100),
        href: None,
    };
    let rows = [bar("score-similarity", 700), bar("score-place", 40)];
    let caption = Caption::new(
        "weights",
        lang.t("ranking-weights"),
        lang.t("ranking-weights-basis"),
    );
    bars(&caption, &rows)
}

/// None yet, one in force, after a trial.
pub(crate) fn rankings(lang: Lang) -> Vec<(&'static str, RankingsView)> {
    let row = |number: i64| RankingRow {
        name: lang.tv("ranking-number", number.to_string()).into_owned(),
        learned_on: Some(date(2025, 7, 1)),
        weights: say(
            lang,
            "文本相近 60%、履约记录 18%",
            "similarity 60%, record 18%",
        ),
        needs: "41 + 20".to_owned(),
        kept_apart: "61.5% → 74%".to_owned(),
        votes: "9 : 2".to_owned(),
        verdict: Mark::new(lang.t("ranking-passed"), Tone::Good),
        state: if number == 2 {
            Mark::new(lang.t("ranking-used"), Tone::Good)
        } else {
            Mark::new(lang.t("ranking-retired"), Tone::Plain)
        },
        reason: say(lang, "连续两个季度一致", "Two quarters agree"),
        acts: vec![plain_act(lang, "use", ("启用", "Use"))],
    };
    let none = RankingsView {
        sum: lang.t("ranking-of-pack").into_owned(),
        picture: picture(lang),
        tried: None,
        rows: Vec::new(),
        acts: vec![plain_act(lang, "learn", ("学习", "Learn"))],
    };
    let usual = RankingsView {
        tried: Some(lang.t("ranking-of-pack").into_owned()),
        rows: vec![row(2), row(1)],
        ..none.clone()
    };
    vec![("usual", usual), ("none", none)]
}
