//! A headless Chromium that people drive: it opens pages, types into fields and presses buttons.
//!
//! Main types: [`Chromium`], one driver with one window, and [`Form`], one form of the page shown.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use axum::Router;
use fantoccini::elements::Element;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Map, Value, json};
use tokio::time::sleep;

use crate::town::{PASSWORD, Town};

/// How long a page may take to follow on a busy machine.
const PATIENCE: Duration = Duration::from_mins(1);

pub(crate) struct Chromium {
    driver: Child,
    client: Client,
    site: String,
}

impl Drop for Chromium {
    fn drop(&mut self) {
        drop(self.driver.kill());
        drop(self.driver.wait());
    }
}

/// Serves the town's pages on a port of their own.
async fn serve(router: Router) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await;
    let listener = listener.expect("a free port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move { axum::serve(listener, router).await });
    format!("http://{address}")
}

/// Starts the driver on a free port, which it names in its first lines.
fn driver() -> (Child, String) {
    let mut child = Command::new("chromedriver")
        .arg("--port=0")
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("chromedriver is installed: apt-get install chromium-driver");
    let out = BufReader::new(child.stdout.take().expect("its output"));
    let port = out.lines().map_while(Result::ok).find_map(|line| {
        let rest = line.split("on port ").nth(1)?;
        let port = rest.trim_end_matches('.').parse::<u16>().ok();
        port.filter(|port| *port > 0)
    });
    let port = port.expect("the driver says where it listens");
    (child, format!("http://127.0.0.1:{port}"))
}

fn capabilities() -> Map<String, Value> {
    let arguments = [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--window-size=1440,1000",
    ];
    let options = json!({ "args": arguments });
    Map::from_iter([("goog:chromeOptions".to_owned(), options)])
}

impl Chromium {
    pub(crate) async fn visiting(town: &Town) -> Chromium {
        let site = serve(town.router.clone()).await;
        let (driver, address) = driver();
        let mut http = HttpConnector::new();
        http.enforce_http(true);
        let client = ClientBuilder::new(http)
            .capabilities(capabilities())
            .connect(&address)
            .await
            .expect("a browser window");
        Chromium {
            driver,
            client,
            site,
        }
    }

    /// Closes the window; the driver ends with the value.
    pub(crate) async fn close(self) {
        self.client
            .clone()
            .close()
            .await
            .expect("the window closes");
    }

    /// Signs in as somebody, whoever was signed in before.
    pub(crate) async fn become_person(&self, login: &str) {
        self.client.delete_all_cookies().await.expect("no cookies");
        self.open("/sign-in").await;
        let form = self.form("/sign-in").await;
        form.fill(&[("login", login), ("password", PASSWORD)]).await;
        form.send().await;
        assert_eq!(self.path().await, "/", "{login} is signed in");
    }

    pub(crate) async fn open(&self, path: &str) {
        let address = format!("{}{path}", self.site);
        self.client.goto(&address).await.expect("a page");
    }

    /// The address shown, without the site.
    pub(crate) async fn path(&self) -> String {
        let address = self.client.current_url().await.expect("an address");
        address[..].trim_start_matches(&self.site).to_owned()
    }

    /// What a person can read on the page.
    pub(crate) async fn text(&self) -> String {
        let body = self.client.find(Locator::Css("main")).await;
        body.expect("a page body").text().await.expect("its text")
    }

    pub(crate) async fn reads(&self, words: &str) {
        let text = self.text().await;
        assert!(text.contains(words), "{words} is not on the page: {text}");
    }

    /// Follows the first link in the page's body with these words in it.
    pub(crate) async fn follow(&self, words: &str) {
        let path = format!("//main//a[contains(., '{words}')]");
        let link = self.client.find(Locator::XPath(&path)).await;
        let link = link.unwrap_or_else(|error| panic!("no link {words}: {error}"));
        link.click().await.expect("a link that can be pressed");
    }

    /// The form that is sent to an address with this ending; one that is folded away is opened.
    pub(crate) async fn form(&self, ending: &str) -> Form<'_> {
        let selector = format!("form[action$='{ending}']");
        let Ok(form) = self.client.find(Locator::Css(&selector)).await else {
            let (path, text) = (self.path().await, self.text().await);
            panic!("no form {ending} on {path}: {text}");
        };
        let summary =
            format!("//form[contains(@action, '{ending}')]/parent::details[not(@open)]/summary");
        if let Ok(summary) = self.client.find(Locator::XPath(&summary)).await {
            summary.click().await.expect("it unfolds");
        }
        Form {
            browser: self,
            form,
        }
    }

    /// Opens a page, fills in one of its forms and sends it; the page that follows must not report a problem.
    pub(crate) async fn act(&self, page: &str, action: &str, fields: &[(&str, &str)]) {
        self.open(page).await;
        let form = self.form(action).await;
        form.fill(fields).await;
        form.send().await;
        let problems = Locator::Css("main .problems, .error-page");
        let problems = self.client.find_all(problems).await.expect("a page");
        let text = self.text().await;
        assert!(problems.is_empty(), "{action} on {page}: {text}");
    }

    /// Waits until a page is no longer the one shown: a pressed button comes back before the answer does.
    async fn leaves(&self, page: &Element) {
        let until = Instant::now() + PATIENCE;
        while page.tag_name().await.is_ok() {
            assert!(Instant::now() < until, "no page followed");
            sleep(Duration::from_millis(20)).await;
        }
    }

    /// The page is set to the width of a telephone or of a desk.
    pub(crate) async fn wide(&self, pixels: u32) {
        let resized = self.client.set_window_size(pixels, 1000).await;
        resized.expect("another size");
    }

    /// Presses a key while nothing in particular has the focus.
    pub(crate) async fn press(&self, key: &str) {
        let body = self.client.find(Locator::Css("body")).await;
        body.expect("a body").send_keys(key).await.expect("a key");
    }

    pub(crate) async fn run(&self, script: &str) -> Value {
        let result = self.client.execute(script, Vec::new()).await;
        result.expect("a script that runs")
    }
}

pub(crate) struct Form<'b> {
    browser: &'b Chromium,
    form: Element,
}

impl Form<'_> {
    /// The field of this name; of fields that are numbered in a list, the first.
    async fn field(&self, name: &str) -> Element {
        let selector =
            format!("[name='{name}']:not([type=hidden]), [name^='{name}-']:not([type=hidden])");
        let field = self.form.find(Locator::Css(&selector)).await;
        field.unwrap_or_else(|error| panic!("no field {name}: {error}"))
    }

    pub(crate) async fn fill(&self, fields: &[(&str, &str)]) {
        for (name, value) in fields {
            self.enter(&self.field(name).await, value).await;
        }
    }

    /// Types, chooses or ticks, as the kind of field asks.
    async fn enter(&self, field: &Element, value: &str) {
        let kind = self.kind(field).await;
        match kind.as_str() {
            "select" => field.select_by_value(value).await.expect("a choice"),
            "checkbox" => {
                if !field.is_selected().await.expect("a tick") {
                    field.click().await.expect("it can be ticked");
                }
            }
            "date" => self.set(field, value).await,
            "file" => field.send_keys(value).await.expect("a file"),
            _ => {
                field.clear().await.expect("an empty field");
                field.send_keys(value).await.expect("typed text");
            }
        }
    }

    async fn kind(&self, field: &Element) -> String {
        let tag = field.tag_name().await.expect("a tag");
        if tag == "input" {
            let kind = field.attr("type").await.expect("an attribute");
            return kind.unwrap_or_default();
        }
        tag
    }

    /// A day is typed differently in each locale, so its value is set.
    async fn set(&self, field: &Element, value: &str) {
        let field = serde_json::to_value(field.clone()).expect("a reference to it");
        let arguments = vec![field, json!(value)];
        let script = "arguments[0].value = arguments[1]";
        let done = self.browser.client.execute(script, arguments).await;
        done.expect("a day");
    }

    /// Presses the form's last button and waits until the page it stood on has given way to the next.
    pub(crate) async fn send(&self) {
        let buttons = self.form.find_all(Locator::Css("button")).await;
        let button = buttons.expect("buttons").pop().expect("a button");
        let page = self.browser.client.find(Locator::Css("html")).await;
        let page = page.expect("a page");
        button.click().await.expect("a button that can be pressed");
        self.browser.leaves(&page).await;
    }

    pub(crate) async fn value(&self, name: &str) -> String {
        let value = self.field(name).await.prop("value").await;
        value.expect("a property").unwrap_or_default()
    }
}
