//! Measuring indicators.

use crate::{Cx, Failure, Problem, ProblemCode};
use benfu_domain::Lang;
use benfu_domain::access::{Area, Scope, Verb};
use benfu_domain::indicator::{
    Figure, FigureValue, Formula, Indicator, Measure, Span, growth, share,
};
use benfu_domain::money::Money;
use benfu_domain::period::Period;
use benfu_rules::Exact;
use std::collections::HashMap;
use std::pin::Pin;

/// Indicators may rest on others so deep and no deeper.
pub(super) const DEEPEST: u8 = 4;

/// A figure with the indicator it measures.
#[derive(Debug, Clone)]
pub struct MeasuredFigure {
    /// The indicator.
    pub indicator: Indicator,
    /// The figure.
    pub figure: Figure,
}

/// The region codes that the actor's figures cover, as a prefix.
pub(super) fn territory(cx: &Cx) -> Result<String, Failure> {
    match cx.actor.widest(Verb::Read, Area::Indicator) {
        None => Err(Failure::NotFound),
        Some(Scope::All) => Ok(String::new()),
        Some(Scope::Own | Scope::Organisation | Scope::District) => Ok(cx.actor.region.to_string()),
    }
}

pub(super) fn span_of(period: Period) -> Result<Span, Failure> {
    let problem = || {
        Failure::Invalid(vec![Problem::with_field(
            ProblemCode::PeriodUnreadable,
            "period",
        )])
    };
    Span::of(period).ok_or_else(problem)
}

pub(super) fn indicator<'a>(cx: &'a Cx, id: &str) -> Result<&'a Indicator, Failure> {
    let unknown = || {
        Failure::Invalid(vec![Problem::with_field(
            ProblemCode::UnknownFigure,
            "figure",
        )])
    };
    cx.pack().indicators.get(id).ok_or_else(unknown)
}

/// Measures one indicator over a period.
///
/// # Errors
/// [`Failure::Invalid`] for an unknown indicator or a period without days; [`Failure::NotFound`] for actors who
/// may not read figures.
pub async fn figure(cx: &Cx, id: &str, period: Period) -> Result<MeasuredFigure, Failure> {
    Measuring::new(cx)?.figure(id, period).await
}

/// A value with the number of rows behind it.
type Measured = (FigureValue, i64);

/// A value on its way; boxed, since an indicator may rest on others.
type OnItsWay<'m> = Pin<Box<dyn Future<Output = Result<Measured, Failure>> + Send + 'm>>;

/// The figures of one reader: each is measured once, however many others rest on it.
pub(super) struct Measuring<'a> {
    cx: &'a Cx,
    territory: String,
    known: HashMap<(String, Period), Measured>,
}

impl<'a> Measuring<'a> {
    /// Nothing measured yet.
    pub(super) fn new(cx: &'a Cx) -> Result<Measuring<'a>, Failure> {
        Ok(Measuring {
            cx,
            territory: territory(cx)?,
            known: HashMap::new(),
        })
    }

    /// One indicator over a period.
    pub(super) async fn figure(
        &mut self,
        id: &str,
        period: Period,
    ) -> Result<MeasuredFigure, Failure> {
        let (value, rows) = self.value(id, period, DEEPEST).await?;
        let figure = Figure {
            indicator: id.to_owned(),
            span: span_of(period)?,
            value,
            rows,
        };
        Ok(MeasuredFigure {
            indicator: indicator(self.cx, id)?.clone(),
            figure,
        })
    }

    fn value<'m>(&'m mut self, id: &'m str, period: Period, depth: u8) -> OnItsWay<'m> {
        Box::pin(async move {
            let key = (id.to_owned(), period);
            if let Some(known) = self.known.get(&key) {
                return Ok(known.clone());
            }
            let Some(depth) = depth.checked_sub(1) else {
                return Err(Failure::Bug(format!("indicator {id} rests on itself")));
            };
            let measured = self.measure(id, period, depth).await?;
            self.known.insert(key, measured.clone());
            Ok(measured)
        })
    }

    async fn measure(&mut self, id: &str, period: Period, depth: u8) -> Result<Measured, Failure> {
        match &indicator(self.cx, id)?.formula {
            Formula::Counted {
                population,
                measure,
                window,
            } => {
                let (span, store) = (span_of(period)?, self.cx.store());
                Ok(store
                    .measure(population, *measure, *window, span, &self.territory)
                    .await?)
            }
            Formula::Share { part, whole } => {
                let (part, rows) = self.value(part, period, depth).await?;
                let (whole, _) = self.value(whole, period, depth).await?;
                Ok((share(&part, &whole), rows))
            }
            Formula::Growth { of } => {
                let (now, rows) = self.value(of, period, depth).await?;
                let before = match period.same_period_last_year() {
                    Some(before) => self.value(of, before, depth).await?.0,
                    None => FigureValue::Missing,
                };
                Ok((growth(&now, &before), rows))
            }
        }
    }
}

/// A figure as it is written in a report: whole numbers with their unit, shares as a percentage with two
/// decimals, money in yuan.
pub fn written_value(measured: &MeasuredFigure, lang: Lang) -> String {
    let unit = measured.indicator.unit.text(lang);
    let amount = matches!(
        measured.indicator.formula,
        Formula::Counted {
            measure: Measure::Amount,
            ..
        }
    );
    match (&measured.figure.value, lang) {
        (FigureValue::Whole(fen), Lang::Zh) if amount => Money::fen(*fen).zh(),
        (FigureValue::Whole(fen), Lang::En) if amount => Money::fen(*fen).en(),
        (FigureValue::Whole(number), Lang::Zh) => format!("{number}{unit}"),
        (FigureValue::Whole(number), Lang::En) => format!("{number} {unit}").trim_end().to_owned(),
        (FigureValue::Ratio(ratio), _) => percent(ratio),
        (FigureValue::Missing, Lang::Zh) => "缺数据".to_owned(),
        (FigureValue::Missing, Lang::En) => "no data".to_owned(),
    }
}

/// A ratio in percent with two decimals, rounded half away from zero. Claims ("over 80 %") are judged on the exact
/// ratio, never on this text.
fn percent(ratio: &Exact) -> String {
    let (numerator, denominator) = (ratio.numerator(), ratio.denominator());
    let hundredths = numerator.unsigned_abs().saturating_mul(10_000);
    let rounded = hundredths.saturating_add(denominator.unsigned_abs() / 2)
        / denominator.unsigned_abs().max(1);
    let sign = if numerator < 0 && rounded > 0 {
        "-"
    } else {
        ""
    };
    format!("{sign}{}.{:02}%", rounded / 100, rounded % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(numerator: i128, denominator: i128) -> String {
        percent(&Exact::ratio(numerator, denominator).expect("a ratio"))
    }

    #[test]
    fn percentages_are_rounded_as_an_auditor_recomputes_them() {
        assert_eq!(written(642, 805), "79.75%");
        assert_eq!(written(5, 54), "9.26%");
        assert_eq!(written(-1, 200), "-0.50%");
        assert_eq!(written(1, 80_000), "0.00%");
        assert_eq!(written(-1, 800_000), "0.00%");
    }
}
