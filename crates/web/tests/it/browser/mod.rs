//! The thread by hand: people press real buttons in headless Chromium.

mod chromium;

use std::fs;

use serde_json::Value;
use tempfile::TempDir;

use crate::thread::TERMS;
use crate::town::Town;
use chromium::Chromium;

/// A need that the owner files, the officer screens and the owner publishes. Its address.
async fn published(browser: &Chromium) -> String {
    browser.become_person("owner").await;
    browser.act("/needs/new", "/needs", TERMS).await;
    let need = browser.path().await;
    let need = need.split('?').next().unwrap_or_default().to_owned();
    browser.act(&need, "/acts/hand_in", &[]).await;
    browser.become_person("officer").await;
    browser.act(&need, "/acts/screen", &[]).await;
    browser.become_person("owner").await;
    browser.act(&need, "/acts/publish", &[]).await;
    browser.reads("已发布").await;
    need
}

/// An open offer of the supplier with the facts that the need asks for.
async fn offered(browser: &Chromium) {
    browser.become_person("supplier").await;
    let text = "声呐与光学融合的水下机器人,用于管廊积水环境巡检裂缝。";
    let fields = [
        ("title", "浑水巡检机器人"),
        ("text", text),
        ("kind", "technology"),
        ("open", "yes"),
    ];
    browser.act("/offers/new", "/offers", &fields).await;
    browser.follow("填报数据").await;
    let facts = browser.path().await;
    let values = [("maturity_level", "8"), ("ingress_protection", "IP68")];
    browser.act(&facts, "/facts", &values).await;
}

/// The owner reads the ranking and invites the best, who agrees. The address of the case.
async fn invited(browser: &Chromium, need: &str) -> String {
    browser.become_person("owner").await;
    browser.open(&format!("{need}/matches")).await;
    browser.reads("浑水巡检机器人").await;
    browser.reads("防护等级 IP68").await;
    let form = browser.form("/acts/invite").await;
    form.fill(&[("message", "请来对接")]).await;
    form.send().await;
    let case = browser.path().await;
    let case = case.split('?').next().unwrap_or_default().to_owned();
    browser.become_person("supplier").await;
    browser.act(&case, "/acts/agree", &[]).await;
    case
}

/// A file that people attach.
struct Paper {
    path: String,
    _directory: TempDir,
}

impl Paper {
    fn new() -> Paper {
        let directory = TempDir::new().expect("a directory");
        let path = directory.path().join("盖章件.pdf");
        fs::write(&path, crate::thread::PDF).expect("a file");
        let path = path.display().to_string();
        Paper {
            path,
            _directory: directory,
        }
    }
}

async fn attach(browser: &Chromium, case: &str, kind: &str, paper: &Paper) {
    let fields = [("evidence-kind", kind), ("file", &paper.path)];
    browser.act(case, "/acts/attach", &fields).await;
}

async fn round(browser: &Chromium, case: &str, on: &str, measured: &str) {
    let fields = [
        ("record-kind", "round"),
        ("record-on", on),
        ("record-text", "现场实测"),
        ("record-measured", measured),
    ];
    browser.act(case, "/acts/record", &fields).await;
}

/// From the agreement to the second round, measured against the baseline.
async fn tried(browser: &Chromium, case: &str, paper: &Paper) {
    browser.become_person("owner").await;
    browser.act(case, "/acts/advance", &[]).await;
    attach(browser, case, "agreement", paper).await;
    browser.act(case, "/acts/start", &[]).await;
    browser.become_person("supplier").await;
    attach(browser, case, "trial_plan", paper).await;
    browser.act(case, "/acts/advance", &[]).await;
    round(browser, case, "2025-07-14", "84.5").await;
    attach(browser, case, "test_report", paper).await;
    browser.act(case, "/acts/advance", &[]).await;
    round(browser, case, "2025-07-15", "93.25").await;
    browser.reads("93.25%").await;
    browser.act(case, "/acts/deliver", &[]).await;
    attach(browser, case, "delivery_note", paper).await;
}

/// Accepted, put to use, ended, bought again.
async fn adopted(browser: &Chromium, case: &str, paper: &Paper) {
    browser.become_person("owner").await;
    browser.act(case, "/acts/advance", &[]).await;
    attach(browser, case, "acceptance_form", paper).await;
    browser.act(case, "/acts/accept", &[]).await;
    attach(browser, case, "use_decision", paper).await;
    browser.act(case, "/acts/adopt", &[]).await;
    let end = [
        ("end-code", "adopted_repeat"),
        ("end-reason", "已应用并复购"),
    ];
    browser.act(case, "/acts/end", &end).await;
    let again = [
        ("record-kind", "repeat_purchase"),
        ("record-on", "2025-07-15"),
        ("record-text", "再购六台"),
        ("record-amount", "80万元"),
    ];
    browser.act(case, "/acts/record", &again).await;
    browser.reads("80 万元").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn people_bring_a_need_to_a_repeat_purchase_by_hand() {
    let town = Town::build().await;
    let browser = Chromium::visiting(&town).await;
    let paper = Paper::new();
    let need = published(&browser).await;
    offered(&browser).await;
    let case = invited(&browser, &need).await;
    tried(&browser, &case, &paper).await;
    adopted(&browser, &case, &paper).await;

    browser.become_person("officer").await;
    browser.open("/reports?period=2025-H2").await;
    browser.open("/reports/2025-H2/figures/cases_adopted").await;
    browser.reads("水下管廊巡检机器人").await;
    browser.follow("台账").await;
    browser.reads("投入使用").await;
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_with_a_fault_comes_back_as_it_was_written() {
    let town = Town::build().await;
    let browser = Chromium::visiting(&town).await;
    browser.become_person("owner").await;
    browser.open("/needs/new").await;
    let form = browser.form("/needs").await;
    let fields = [
        ("title", "管廊巡检"),
        ("text", "水下巡检"),
        ("budget", "很多钱"),
        ("constraints.0", "技术成熟度 不低于 7"),
    ];
    form.fill(&fields).await;
    form.send().await;
    let form = browser.form("/needs").await;
    assert_eq!(form.value("budget").await, "很多钱");
    assert_eq!(form.value("constraints.0").await, "技术成熟度 不低于 7");
    form.fill(&[("budget", "120万元")]).await;
    form.send().await;
    browser.reads("技术成熟度 不低于 7").await;
    browser.close().await;
}

/// Pages that everybody sees daily.
const DAILY: [&str; 9] = [
    "/",
    "/needs",
    "/needs/new",
    "/offers",
    "/firms",
    "/cases",
    "/reports",
    "/imports",
    "/search?q=机器人",
];

#[tokio::test(flavor = "multi_thread")]
async fn no_page_is_wider_than_a_telephone_in_either_language() {
    let town = Town::build().await;
    let browser = Chromium::visiting(&town).await;
    published(&browser).await;
    browser.become_person("officer").await;
    browser.wide(390).await;
    for lang in ["zh", "en"] {
        browser.open(&format!("/lang/{lang}?back=/")).await;
        for path in DAILY {
            browser.open(path).await;
            let over = browser
                .run("return document.documentElement.scrollWidth - window.innerWidth")
                .await;
            assert!(
                over.as_i64().is_some_and(|over| over <= 0),
                "{lang} {path}: {over} px too wide"
            );
            let titles = browser
                .run("return document.querySelectorAll('h1').length")
                .await;
            assert_eq!(titles, Value::from(1), "{lang} {path} has one title");
        }
    }
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_keyboard_reaches_the_content_first_and_the_search_by_a_key() {
    let town = Town::build().await;
    let browser = Chromium::visiting(&town).await;
    browser.become_person("officer").await;
    browser.open("/needs").await;
    let first = "const all = [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, summary')];
        return all.findIndex(one => one.getAttribute('href') === '#main')";
    assert_eq!(
        browser.run(first).await,
        Value::from(0),
        "the skip link comes first"
    );
    browser.press("/").await;
    let focused = browser.run("return document.activeElement.name").await;
    assert_eq!(focused, Value::from("q"), "the key / leads to the search");
    browser.close().await;
}
