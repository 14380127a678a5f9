//! A timeline of what was held from when until when: certificates, statuses, clocks.
//!
//! Main items: [`Track`], [`Span`], [`timeline`].

use jiff::civil::Date;

use super::svg::{Area, Caption, Picture, Svg, fitted};

/// One period on a track.
#[derive(Clone, Debug)]
pub struct Span {
    /// First day.
    pub from: Date,
    /// Last day; `None` when open.
    pub until: Option<Date>,
    /// What was held, for the pointer and the screen reader.
    pub label: String,
    /// Whether it is in force today.
    pub in_force: bool,
    /// The record behind it.
    pub href: Option<String>,
}

/// One row of the timeline.
#[derive(Clone, Debug)]
pub struct Track {
    /// What the row is about.
    pub label: String,
    /// Its periods.
    pub spans: Vec<Span>,
}

const WIDTH: i64 = 920;
const LABEL: i64 = 170;
const HEAD: i64 = 22;
const ROW: i64 = 28;

/// The days shown, as whole years.
#[derive(Clone, Copy)]
struct Years {
    first: i16,
    last: i16,
}

impl Years {
    fn covering(tracks: &[Track], today: Date) -> Self {
        let spans = || tracks.iter().flat_map(|track| &track.spans);
        let ends = spans().filter_map(|span| span.until).map(Date::year);
        let first = spans()
            .map(|span| span.from.year())
            .min()
            .unwrap_or(today.year());
        let last = ends.max().unwrap_or(today.year()).max(today.year());
        Self {
            first: first.min(today.year()),
            last,
        }
    }

    /// The x of a day; years have equal width, days within one are proportional.
    fn x(self, day: Date) -> i64 {
        let years = i64::from(self.last - self.first) + 1;
        let into = i64::from(day.year() - self.first) * 366 + i64::from(day.day_of_year()) - 1;
        (LABEL + into * (WIDTH - LABEL) / (years * 366)).clamp(LABEL, WIDTH)
    }

    /// How many years lie between two ticks so that labels do not touch.
    fn stride(self) -> usize {
        usize::try_from((self.last - self.first) / 14 + 1).unwrap_or(1)
    }
}

/// Draws the tracks over whole years, with a line at `today`.
pub fn timeline(caption: &Caption, today: (Date, &str), tracks: &[Track]) -> Picture {
    let years = Years::covering(tracks, today.0);
    let rows = i64::try_from(tracks.len()).unwrap_or(0);
    let bottom = HEAD + rows * ROW;
    let height = bottom + 20;
    let mut svg = Svg::open("timeline", caption, WIDTH, height);
    svg.patterns(&caption.id);
    for year in (years.first..=years.last).step_by(years.stride()) {
        if let Ok(day) = Date::new(year, 1, 1) {
            let x = years.x(day);
            svg.rect(Area::new(x, HEAD - 4, 1, bottom - HEAD + 4), "grid");
            svg.text((x + 3, 12), "faint", &year.to_string());
        }
    }
    for (index, track) in (0..).zip(tracks) {
        track_row(&mut svg, caption, years, track, HEAD + index * ROW);
    }
    let x = years.x(today.0);
    svg.rect(Area::new(x, HEAD - 4, 2, bottom - HEAD + 8), "today");
    svg.text((x, bottom + 17), "today-label middle", today.1);
    svg.finish()
}

fn track_row(svg: &mut Svg, caption: &Caption, years: Years, track: &Track, top: i64) {
    svg.rect(Area::new(0, top + ROW - 1, WIDTH, 1), "grid");
    svg.text(
        (0, top + 18),
        "label",
        &fitted(&track.label, LABEL - 10, 13),
    );
    for span in &track.spans {
        let start = years.x(span.from);
        let end = span.until.map_or(WIDTH, |day| years.x(day));
        let area = Area::new(start, top + 6, (end - start).max(2), ROW - 13);
        svg.linked(span.href.as_deref(), &span.label, |svg| {
            svg.rect(area, if span.in_force { "fill-1" } else { "fill-6" });
            if !span.in_force {
                svg.woven(area, &caption.id, "lines");
            }
            let inside = if span.in_force {
                "small on-dark"
            } else {
                "small on-light"
            };
            if area.width > 60 {
                let label = fitted(&span.label, area.width - 12, 11);
                svg.text((start + 6, top + 17), inside, &label);
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn track(from: Date, until: Option<Date>) -> Track {
        let span = Span {
            from,
            until,
            label: "高新技术企业".to_owned(),
            in_force: true,
            href: None,
        };
        Track {
            label: "资质".to_owned(),
            spans: vec![span],
        }
    }

    #[test]
    fn a_year_takes_its_share_of_the_width() {
        let tracks = [track(date(2024, 1, 1), Some(date(2025, 12, 31)))];
        let years = Years::covering(&tracks, date(2025, 7, 15));
        assert_eq!(years.x(date(2024, 1, 1)), 170);
        assert_eq!(years.x(date(2025, 1, 1)), 545);
        assert!(years.x(date(2025, 12, 31)) <= WIDTH);
    }

    #[test]
    fn an_open_period_runs_to_the_edge_and_a_reversed_one_is_still_visible() {
        let caption = Caption::new("t", "t", "d");
        let today = (date(2025, 7, 15), "今天");
        let open = timeline(&caption, today, &[track(date(2025, 1, 1), None)]).to_string();
        assert!(open.contains("class=\"fill-1\" x=\"170\" y=\"28\" width=\"750\""));
        let reversed = track(date(2025, 6, 1), Some(date(2024, 6, 1)));
        assert!(
            timeline(&caption, today, &[reversed])
                .to_string()
                .contains("width=\"2\"")
        );
    }

    #[test]
    fn a_span_of_centuries_keeps_its_ticks_apart() {
        let tracks = [track(date(1900, 1, 1), None)];
        let picture = timeline(
            &Caption::new("t", "t", "d"),
            (date(2025, 7, 15), "x"),
            &tracks,
        );
        assert!(picture.to_string().matches("class=\"faint\"").count() <= 16);
    }
}
