//! Who is visiting: the session of a request, resolved once before any handler.
//!
//! Main types: [`Visit`] (every request) and [`Signed`] (a signed-in person, as handlers ask for it).

use axum::extract::{FromRequestParts, Request, State};
use axum::http::header::{LOCATION, SET_COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use benfu_app::Cx;
use benfu_app::access::{StandingSession, actor_of_session};

use super::{Web, cookie, notice};
use crate::error_page::{Problem, ProblemKind};
use crate::frame::{Frame, Job, JobLink, Notice, Person};
use crate::locale::{self, Lang};
use crate::route::Route;
use crate::view::View;
use crate::words::date_of;

/// A request with its language and, when there is one, its session.
#[derive(Clone)]
pub(crate) struct Visit {
    pub(crate) lang: Lang,
    pub(crate) here: String,
    pub(crate) signed: Option<Signed>,
    pub(crate) notice: Option<Notice>,
    operator: String,
}

/// A signed-in person with the context of the call.
#[derive(Clone)]
pub(crate) struct Signed {
    pub(crate) cx: Cx,
    pub(crate) lang: Lang,
    pub(crate) here: String,
    standing: StandingSession,
    notice: Option<Notice>,
    operator: String,
}

/// Resolves the session, hands it to the handlers, and dresses error pages in the reader's frame.
pub(super) async fn resolve(State(web): State<Web>, mut request: Request, next: Next) -> Response {
    let (lang, here) = (locale::chosen_of(&request), here(&request));
    let token = cookie::session_token(request.headers(), &web.config).map(str::to_owned);
    let standing = match &token {
        Some(token) => actor_of_session(&web.app, token).await,
        None => Ok(None),
    };
    let standing = match standing {
        Ok(standing) => standing,
        Err(failure) => return Problem::from(failure).into_response(),
    };
    let lapsed = token.is_some() && standing.is_none();
    let brought = notice::brought(request.headers(), lang);
    let shows = brought.is_some() && request.method() == Method::GET;
    let visit = visit(&web, lang, here, standing, brought);
    request.extensions_mut().insert(visit.clone());
    let mut response = next.run(request).await;
    dress(&mut response, &visit);
    if shows && response.status() == StatusCode::OK {
        add_cookie(&mut response, &notice::shown());
    }
    if lapsed && !response.headers().contains_key(SET_COOKIE) {
        add_cookie(&mut response, &cookie::no_session_cookie(&web.config));
    }
    response
}

fn here(request: &Request) -> String {
    let path = request.uri().path_and_query();
    path.map_or_else(|| "/".to_owned(), ToString::to_string)
}

fn visit(
    web: &Web,
    lang: Lang,
    here: String,
    standing: Option<StandingSession>,
    notice: Option<Notice>,
) -> Visit {
    let operator = web.config.operator.text(lang.into()).to_owned();
    let signed = standing.map(|standing| Signed {
        cx: web.app.cx(standing.actor.clone()),
        lang,
        here: here.clone(),
        standing,
        notice: notice.clone(),
        operator: operator.clone(),
    });
    Visit {
        lang,
        here,
        signed,
        notice,
        operator,
    }
}

fn dress(response: &mut Response, visit: &Visit) {
    let frame = || {
        visit
            .signed
            .as_ref()
            .map(|signed| Box::new(signed.frame(None)))
    };
    if let Some(problem) = response.extensions_mut().get_mut::<Problem>() {
        problem.frame = problem.frame.take().or_else(frame);
    }
}

fn add_cookie(response: &mut Response, cookie: &str) {
    if let Ok(cookie) = HeaderValue::from_str(cookie) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
}

impl Visit {
    /// The frame of a page outside, such as the sign-in page.
    pub(crate) fn public_frame(&self) -> Frame {
        Frame {
            operator: self.operator.clone(),
            notice: self.notice.clone(),
            ..Frame::public(self.lang, self.here.clone())
        }
    }
}

impl Signed {
    /// The frame of a page. `job` is not needed for it: the page's view says where it belongs.
    pub(crate) fn frame(&self, notice: Option<Notice>) -> Frame {
        Frame {
            operator: self.operator.clone(),
            today: date_of(self.cx.today()),
            person: Some(Person {
                name: self.standing.name.clone(),
                organisation: self.standing.organisation_name.clone(),
                role: self.roles().join(" / "),
            }),
            jobs: self.jobs(),
            form_token: self.standing.csrf.clone(),
            request_key: format!("{:032x}", self.cx.app.mint()),
            notice,
            ..Frame::public(self.lang, self.here.clone())
        }
    }

    fn roles(&self) -> Vec<String> {
        let roles = &self.cx.pack().roles;
        let name = |id: &String| {
            let label = roles.get(id).map(|role| role.label.text(self.lang.into()));
            label.unwrap_or(id).to_owned()
        };
        self.standing.roles.iter().map(name).collect()
    }

    fn jobs(&self) -> Vec<JobLink> {
        let allowed = Job::ALL
            .into_iter()
            .filter(|job| job.open_to(&self.cx.actor));
        allowed.map(|job| JobLink { job, waiting: None }).collect()
    }

    /// The token that this person's forms carry.
    pub(crate) fn form_token(&self) -> &str {
        &self.standing.csrf
    }

    /// The name of this person.
    pub(crate) fn person(&self) -> &str {
        &self.standing.name
    }

    /// The organisation this person acts for.
    pub(crate) fn organisation(&self) -> &str {
        &self.standing.organisation_name
    }

    /// A page for this person.
    pub(crate) fn page<V: View>(&self, view: &V) -> Response {
        view.respond(&self.frame(self.notice.clone()))
    }

    /// A form with problems, to be mended and sent again.
    pub(crate) fn faulty<V: View>(&self, view: &V) -> Response {
        view.respond_with(StatusCode::UNPROCESSABLE_ENTITY, &self.frame(None))
    }
}

impl FromRequestParts<Web> for Visit {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &Web) -> Result<Self, Problem> {
        let visit = parts.extensions.get::<Visit>().cloned();
        visit.ok_or_else(|| Problem::new(ProblemKind::Bug))
    }
}

impl FromRequestParts<Web> for Signed {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Response> {
        let visit = Visit::from_request_parts(parts, web).await;
        let visit = visit.map_err(IntoResponse::into_response)?;
        let reads = parts.method == Method::GET || parts.method == Method::HEAD;
        match visit.signed {
            Some(signed) => Ok(signed),
            None if reads => Err(to_sign_in(&visit.here)),
            None => Err(Problem::new(ProblemKind::SignedOut).into_response()),
        }
    }
}

fn to_sign_in(here: &str) -> Response {
    let back = if here == "/" { "" } else { here };
    let address = Route::SignIn.with(&[("back", back)]);
    (StatusCode::SEE_OTHER, [(LOCATION, address)]).into_response()
}
