//! A small town to drive the pages with: an officer, an owner, two suppliers, an auditor, each with a browser.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::header::{CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE};
use axum::http::{Request, Response, StatusCode};
use benfu_app::access::{CreateAccount, CreateOrganisation};
use benfu_app::party::{PartyDraft, save_party};
use benfu_app::setup::{
    FirstSetup, actor_by_login, install_account, install_organisation, open_app, set_up,
};
use benfu_app::{App, Clock, Ids};
use benfu_domain::Day;
use benfu_domain::id::{OrganisationId, PartyId};
use benfu_store::Place;
use benfu_web::{WebConfig, app_router};
use tempfile::TempDir;
use tower::ServiceExt as _;

pub(crate) const PASSWORD: &str = "three calm herons";
const DISTRICT: &str = "440305";

pub(crate) struct Town {
    pub(crate) app: App,
    pub(crate) router: Router,
    pub(crate) firms: Vec<PartyId>,
    _directory: TempDir,
}

/// A person at a browser: keeps cookies, sends forms as a browser does.
pub(crate) struct Browser<'t> {
    town: &'t Town,
    cookie: String,
}

/// An answer with its body read.
pub(crate) struct Page {
    pub(crate) status: StatusCode,
    pub(crate) location: String,
    pub(crate) text: String,
    pub(crate) bytes: Vec<u8>,
    pub(crate) set_cookies: Vec<String>,
}

pub(crate) fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

async fn organisation(app: &App, name: &str, party: Option<PartyId>) -> OrganisationId {
    let region = DISTRICT.parse().expect("a region");
    let command = CreateOrganisation {
        name: name.to_owned(),
        region,
        party,
    };
    install_organisation(app, command)
        .await
        .expect("an organisation")
}

async fn account(app: &App, organisation: OrganisationId, login: &str, role: &str) {
    let command = CreateAccount {
        login: login.to_owned(),
        name: format!("{login} 某"),
        organisation,
        password: PASSWORD.to_owned(),
        roles: vec![role.to_owned()],
    };
    install_account(app, command).await.expect("an account");
}

async fn firm(app: &App, name: &str) -> PartyId {
    let officer = actor_by_login(app, "officer").await.expect("the officer");
    let draft = PartyDraft {
        id: None,
        version: 0,
        name: name.to_owned(),
        code: String::new(),
        region: DISTRICT.parse().expect("a region"),
        address: String::new(),
        introduction: format!("{name}从事水下管廊巡检机器人。"),
    };
    save_party(&app.cx(officer), draft).await.expect("a firm")
}

impl Town {
    pub(crate) async fn build() -> Town {
        Town::on(Clock::standing_on(day("2025-07-15")).expect("a clock")).await
    }

    pub(crate) async fn on(clock: Clock) -> Town {
        let directory = TempDir::new().expect("a directory");
        let (pack, _) = benfu_packs::open("shenzhen").expect("the pack");
        let place = Place::Directory(directory.path().to_owned());
        let app = open_app(&place, pack, clock, Ids::seeded(7))
            .await
            .expect("an app");
        let region = DISTRICT.parse().expect("a region");
        let setup = FirstSetup {
            organisation: "区科技创新局".to_owned(),
            region,
            roles: vec!["district_officer".to_owned()],
        };
        set_up(&app, setup).await.expect("a first organisation");
        let bureau = organisation(&app, "区产业办", None).await;
        account(&app, bureau, "officer", "district_officer").await;
        account(&app, bureau, "auditor", "auditor").await;
        account(&app, bureau, "admin", "system_administrator").await;
        account(&app, bureau, "security", "security_administrator").await;
        let mut firms = Vec::new();
        for (name, login, role) in [
            ("滨海水务集团", "owner", "owner"),
            ("蓝湾智能装备", "supplier", "supplier"),
            ("沧澜检测技术", "rival", "supplier"),
        ] {
            let party = firm(&app, name).await;
            let own = organisation(&app, name, Some(party)).await;
            account(&app, own, login, role).await;
            firms.push(party);
        }
        let router = app_router(app.clone(), WebConfig::default());
        Town {
            app,
            router,
            firms,
            _directory: directory,
        }
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Page {
        let response = self
            .router
            .clone()
            .oneshot(request)
            .await
            .expect("a router never fails");
        Page::read(response).await
    }

    pub(crate) fn visitor(&self) -> Browser<'_> {
        Browser {
            town: self,
            cookie: String::new(),
        }
    }

    pub(crate) async fn signed_in(&self, login: &str) -> Browser<'_> {
        let mut browser = self.visitor();
        let page = browser.sign_in(login, PASSWORD).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{login}: {}", page.text);
        browser
    }
}

impl Page {
    async fn read(response: Response<Body>) -> Page {
        let (parts, body) = response.into_parts();
        let text = |name| {
            parts
                .headers
                .get(name)
                .map(|value: &axum::http::HeaderValue| value.to_str().expect("text").to_owned())
        };
        let set_cookies = parts.headers.get_all(SET_COOKIE).iter();
        let set_cookies = set_cookies
            .map(|value| value.to_str().expect("text").to_owned())
            .collect();
        let bytes = to_bytes(body, 64 << 20)
            .await
            .expect("a whole body")
            .to_vec();
        Page {
            status: parts.status,
            location: text(LOCATION).unwrap_or_default(),
            text: String::from_utf8_lossy(&bytes).into_owned(),
            bytes,
            set_cookies,
        }
    }

    /// The value of the first hidden field of this name.
    pub(crate) fn hidden(&self, name: &str) -> String {
        let start = format!("name=\"{name}\" value=\"");
        let rest = self.text.split(&start).nth(1).unwrap_or_default();
        rest.split('"').next().unwrap_or_default().to_owned()
    }

    /// What was done must have been answered by a redirect.
    #[track_caller]
    pub(crate) fn moved(self) -> Page {
        assert_eq!(self.status, StatusCode::SEE_OTHER, "{}", self.reasons());
        self
    }

    /// The readable part of an error page.
    pub(crate) fn reasons(&self) -> String {
        let body = self.text.split("<main").nth(1).unwrap_or(&self.text);
        body.split('<')
            .filter_map(|tag| tag.split_once('>'))
            .map(|(_, text)| text)
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// The last part of the address it leads to.
    pub(crate) fn id(&self) -> String {
        self.location
            .rsplit('/')
            .next()
            .unwrap_or_default()
            .to_owned()
    }
}

const BOUNDARY: &str = "----benfu-test";

fn multipart(fields: &[(&str, &str)], file: Option<(&str, &[u8])>) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in fields {
        let part = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
        );
        body.extend(part.as_bytes());
    }
    if let Some((name, bytes)) = file {
        let head = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n"
        );
        body.extend(head.as_bytes());
        body.extend(bytes);
        body.extend(b"\r\n");
    }
    body.extend(format!("--{BOUNDARY}--\r\n").as_bytes());
    body
}

impl Browser<'_> {
    pub(crate) async fn sign_in(&mut self, login: &str, password: &str) -> Page {
        let body = format!("login={login}&password={}", password.replace(' ', "+"));
        let request =
            Request::post("/sign-in").header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        let page = self
            .town
            .send(request.body(Body::from(body)).expect("a request"))
            .await;
        if let Some(cookie) = page
            .set_cookies
            .iter()
            .find(|cookie| cookie.starts_with("benfu="))
        {
            let pair = cookie.split(';').next().unwrap_or_default();
            self.cookie = String::from(pair);
        }
        page
    }

    pub(crate) fn cookie(&self) -> &str {
        &self.cookie
    }

    pub(crate) async fn get(&self, path: &str) -> Page {
        let request = Request::get(path).header(COOKIE, &self.cookie);
        self.town
            .send(request.body(Body::empty()).expect("a request"))
            .await
    }

    /// A page that must be there.
    pub(crate) async fn open(&self, path: &str) -> Page {
        let page = self.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.reasons());
        page
    }

    /// Fills in a form of the page `from` and sends it to `to`; token, key and version are the page's.
    pub(crate) async fn fill(&self, from: &str, to: &str, fields: &[(&str, &str)]) -> Page {
        let page = self.open(from).await;
        self.submit(&page, to, fields, None).await
    }

    /// The same with a file.
    pub(crate) async fn upload(
        &self,
        from: &str,
        to: &str,
        fields: &[(&str, &str)],
        file: (&str, &[u8]),
    ) -> Page {
        let page = self.open(from).await;
        self.submit(&page, to, fields, Some(file)).await
    }

    pub(crate) async fn submit(
        &self,
        page: &Page,
        to: &str,
        fields: &[(&str, &str)],
        file: Option<(&str, &[u8])>,
    ) -> Page {
        let (token, key) = (page.hidden("form_token"), page.hidden("request_key"));
        let version = page.hidden("version");
        let mut all = vec![
            ("form_token", token.as_str()),
            ("request_key", &key),
            ("version", &version),
        ];
        all.extend(fields);
        self.post(to, &all, file).await
    }

    pub(crate) async fn post(
        &self,
        to: &str,
        fields: &[(&str, &str)],
        file: Option<(&str, &[u8])>,
    ) -> Page {
        let kind = format!("multipart/form-data; boundary={BOUNDARY}");
        let request = Request::post(to)
            .header(COOKIE, &self.cookie)
            .header(CONTENT_TYPE, kind);
        self.town
            .send(
                request
                    .body(Body::from(multipart(fields, file)))
                    .expect("a request"),
            )
            .await
    }
}
