//! What pages are made of: the [`View`] trait that joins a view model with its template, and the
//! small values several pages show (answers, states, due dates, paging, links).
//!
//! Text in view models is already in the language of the page; fixed words carry a catalogue key.
//! What does not belong here: forms (see [`crate::form`]) and drawings (see [`crate::chart`]).

use std::fmt::Display;

use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use jiff::civil::Date;

use crate::error_page::{Problem, ProblemKind};
use crate::frame::{Frame, Job};
use crate::locale::{Given, Lang};

/// A page's view model.
pub trait View {
    /// The job the page belongs to; `None` outside the navigation.
    const JOB: Option<Job>;

    /// The text of the browser's title, without the product's name.
    fn title(&self, lang: Lang) -> String;

    /// The whole page.
    fn render(&self, frame: &Frame) -> Result<String, askama::Error>;

    /// The page as a response; a template that fails is our bug and becomes the 500 page.
    fn respond(&self, frame: &Frame) -> Response {
        self.respond_with(StatusCode::OK, frame)
    }

    /// The page as a response with another status, such as 422 for a form with problems.
    fn respond_with(&self, status: StatusCode, frame: &Frame) -> Response {
        match self.render(frame) {
            Ok(page) => (status, Html(page)).into_response(),
            Err(error) => {
                tracing::error!(%error, "a page could not be rendered");
                Problem::new(ProblemKind::Bug).into_response()
            }
        }
    }
}

/// Joins a view model with its template: `page_template!(HomeView, "home/home.html", Some(Job::Home),
/// |view, lang| title)`. The template sees `v` (the view model), `l` (the language) and `frame`.
macro_rules! page_template {
    ($view:ty, $path:tt, $job:expr, $title:expr) => {
        const _: () = {
            use $crate::frame::{Frame, Job};
            use $crate::locale::Lang;

            #[derive(askama::Template)]
            #[template(path = $path)]
            struct Page<'a> {
                v: &'a $view,
                l: Lang,
                frame: &'a Frame,
                title: String,
                job: Option<Job>,
            }

            impl $crate::view::View for $view {
                const JOB: Option<Job> = $job;

                fn title(&self, lang: Lang) -> String {
                    let title: fn(&$view, Lang) -> String = $title;
                    title(self, lang)
                }

                fn render(&self, frame: &Frame) -> Result<String, askama::Error> {
                    let page = Page {
                        v: self,
                        l: frame.lang,
                        frame,
                        title: self.title(frame.lang),
                        job: Self::JOB,
                    };
                    askama::Template::render(&page)
                }
            }
        };
    };
}
pub(crate) use page_template;

/// The three answers of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The condition holds.
    Met,
    /// It does not hold, and why is known.
    NotMet,
    /// A fact is missing.
    CannotTell,
}

impl Answer {
    /// The key of its words.
    pub fn key(self) -> &'static str {
        match self {
            Self::Met => "answer-met",
            Self::NotMet => "answer-not-met",
            Self::CannotTell => "answer-cannot-tell",
        }
    }

    /// How it is coloured and shaped.
    pub fn tone(self) -> Tone {
        match self {
            Self::Met => Tone::Good,
            Self::NotMet => Tone::Bad,
            Self::CannotTell => Tone::Open,
        }
    }
}

/// The meaning a mark carries; each has a colour *and* a shape, so that colour is never alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Nothing to say: a hollow ring.
    Plain,
    /// In progress: a half-filled ring.
    Busy,
    /// Well: a filled disc with a tick.
    Good,
    /// Not well: a square with a cross.
    Bad,
    /// Something to watch: a triangle.
    Watch,
    /// Not known yet: a diamond.
    Open,
}

impl Tone {
    /// The class that colours it.
    pub fn class(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Busy => "busy",
            Self::Good => "good",
            Self::Bad => "bad",
            Self::Watch => "watch",
            Self::Open => "open",
        }
    }
}

/// A word with its tone: the state of a need, a case, an account.
#[derive(Clone, Debug)]
pub struct Mark {
    /// The word, in the language of the page.
    pub text: String,
    /// Its tone.
    pub tone: Tone,
}

impl Mark {
    /// A mark.
    pub fn new(text: impl Into<String>, tone: Tone) -> Self {
        Self {
            text: text.into(),
            tone,
        }
    }
}

/// A link with its text.
#[derive(Clone, Debug)]
pub struct Link {
    /// The words.
    pub text: String,
    /// The address.
    pub href: String,
}

impl Link {
    /// A link.
    pub fn new(text: impl Into<String>, href: impl Display) -> Self {
        Self {
            text: text.into(),
            href: href.to_string(),
        }
    }
}

/// A date by which something must be done.
#[derive(Clone, Copy, Debug)]
pub struct Due {
    /// The day.
    pub on: Date,
    /// Working days left; negative when overdue.
    pub days_left: i64,
    /// True when the day lies beyond the loaded calendar and will be recomputed.
    pub provisional: bool,
}

impl Due {
    /// Overdue is bad, three working days or fewer is to be watched.
    pub fn tone(&self) -> Tone {
        match self.days_left {
            ..0 => Tone::Bad,
            0..=3 => Tone::Watch,
            _ => Tone::Plain,
        }
    }

    /// How much time is left, in words.
    pub fn words(&self, lang: impl Given<Lang>) -> String {
        let lang = lang.given();
        let words = match self.days_left {
            ..0 => lang.tn("due-overdue", self.days_left.saturating_neg()),
            0 => lang.t("due-today"),
            _ => lang.tn("due-left", self.days_left),
        };
        words.into_owned()
    }
}

/// A day that matters, with the time left when it is near enough to count in days.
#[derive(Clone, Copy, Debug)]
pub struct Dated {
    /// The day.
    pub on: Date,
    /// The time left; `None` for a day more than a year away.
    pub due: Option<Due>,
}

/// A day or a term that a policy sets.
#[derive(Clone, Debug)]
pub struct Term {
    /// What is due.
    pub label: String,
    /// When, in words.
    pub when: String,
    /// The clause.
    pub source: Cited,
}

/// Where something is laid down.
#[derive(Clone, Debug)]
pub struct Cited {
    /// Title, clause and document number.
    pub text: String,
    /// True while nobody compared it with the text.
    pub unconfirmed: bool,
}

/// Where a page of a keyset-paged list stands.
#[derive(Clone, Debug, Default)]
pub struct Paging {
    /// The page before, when there is one.
    pub previous: Option<String>,
    /// The page after, when there is one.
    pub next: Option<String>,
    /// All rows that pass the filter, when counted.
    pub total: Option<i64>,
}

/// One value of a filter, with the number of rows it would leave.
#[derive(Clone, Debug)]
pub struct FilterChoice {
    /// The link with its text.
    pub link: Link,
    /// The rows it leaves, when counted.
    pub count: Option<i64>,
    /// True for the value in force.
    pub chosen: bool,
}

/// A label with its value, for detail pages.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What it is.
    pub label: String,
    /// The value; `None` when it is still missing.
    pub value: Option<String>,
}

impl Entry {
    /// A label with a value.
    pub fn new(label: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            value: Some(value.into()),
        }
    }

    /// A label whose value is missing.
    pub fn missing(label: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            value: None,
        }
    }
}

/// Text of which some parts are marked, such as the passages a match found.
#[derive(Clone, Debug)]
pub struct Passage {
    /// The parts in reading order; `true` marks.
    pub parts: Vec<(String, bool)>,
}
