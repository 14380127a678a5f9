//! `benfu figure` and `benfu report`.

use super::Setting;
use super::need::print;
use crate::args::{FigureArgs, ReportArgs};
use crate::outcome::{Outcome, WrongUse};
use crate::say::say;
use benfu_app::indicator::{
    CountedRow, figure as measure, figure_rows, read_report, report_document, written_value,
};
use benfu_app::store::Page;
use benfu_domain::Lang;
use benfu_domain::indicator::FigureValue;
use benfu_domain::period::Period;
use serde_json::{Value, json};

fn period(text: &str) -> anyhow::Result<Period> {
    text.parse().map_err(|_| {
        WrongUse::error(
            format!("期间无法识别:{text}(请写 2025-H1、2025-Q2、2025-06、2025 或 2025-06-30)"),
            format!("not a period: {text} (write 2025-H1, 2025-Q2, 2025-06, 2025 or 2025-06-30)"),
        )
    })
}

pub(crate) async fn figure(setting: &Setting, wanted: &FigureArgs) -> anyhow::Result<Outcome> {
    let named = wanted.period.as_deref().or(wanted.on.as_deref());
    let named =
        named.ok_or_else(|| WrongUse::error("请给出 --period 或 --on", "give --period or --on"))?;
    let (cx, period) = (setting.cx().await?, period(named)?);
    let measured = measure(&cx, &wanted.id, period).await?;
    let rows = if wanted.rows {
        rows(&cx, &wanted.id, period).await?
    } else {
        Vec::new()
    };
    let value = match &measured.figure.value {
        FigureValue::Whole(number) => json!(number),
        FigureValue::Ratio(ratio) => json!(ratio.to_string()),
        FigureValue::Missing => Value::Null,
    };
    let body = json!({
        "id": wanted.id,
        "label": { "zh": measured.indicator.label.zh, "en": measured.indicator.label.en },
        "basis": { "zh": measured.indicator.basis.zh, "en": measured.indicator.basis.en },
        "from": measured.figure.span.first.to_string(),
        "to": measured.figure.span.last.to_string(),
        "value": value,
        "written": { "zh": written_value(&measured, Lang::Zh), "en": written_value(&measured, Lang::En) },
        "rows_behind": measured.figure.rows,
        "rows": rows,
    });
    print(setting, &body)
}

async fn rows(cx: &benfu_app::Cx, id: &str, period: Period) -> anyhow::Result<Vec<Value>> {
    let mut page = Page::first(Page::MOST);
    let mut listed = Vec::new();
    loop {
        let rows = figure_rows(cx, id, period, &page).await?;
        let full = i64::try_from(rows.len()).unwrap_or(i64::MAX) >= Page::MOST;
        let last = rows.last().map(|one| one.row.key.clone());
        listed.extend(rows.into_iter().map(|CountedRow { row, .. }| json!({ "record": row.record, "id": row.id, "title": row.title, "note": row.note, "on": row.on.map(|day| day.to_string()), "adds": row.adds, "entry": row.entry })));
        match last.filter(|_| full) {
            Some(last) => page.after = last,
            None => return Ok(listed),
        }
    }
}

pub(crate) async fn report(setting: &Setting, wanted: &ReportArgs) -> anyhow::Result<Outcome> {
    let (cx, period) = (setting.cx().await?, period(&wanted.period)?);
    let lang = if wanted.english { Lang::En } else { Lang::Zh };
    let page = read_report(&cx, &wanted.id, period).await?;
    let Some(out) = &wanted.out else {
        say!("{}", page.text(lang));
        return Ok(Outcome::Done);
    };
    std::fs::write(out, report_document(&page, lang)?)?;
    print(
        setting,
        &json!({ "out": out.display().to_string(), "figures": page.figures() }),
    )
}
