//! A matchmaking day, driven as the people who do it: needs and suppliers, wishes, a timetable, sheets, what came of it.

use crate::thread::{act, published_need};
use crate::town::{Browser, Town};
use axum::http::StatusCode;

const FORM: &[(&str, &str)] = &[
    ("title", "技术荟·管网专场"),
    ("kind", "day"),
    ("held_on", "2025-07-15"),
    ("wishes_until", "2025-07-15"),
    ("place", "创新中心"),
    ("programme", "meeting_pair"),
    ("begins", "09:00"),
    ("ends", "10:00"),
    ("slot_minutes", "20"),
    ("tables", "2"),
    ("breaks", ""),
];

/// A published need, brought to a gathering to which both suppliers come. The pages of the two.
async fn gathered(town: &Town) -> (String, String) {
    let (owner, officer) = (
        town.signed_in("owner").await,
        town.signed_in("officer").await,
    );
    let need = published_need(&owner, &officer).await;
    let new = "/gatherings/new";
    let id = officer.fill(new, new, FORM).await.moved().id();
    let page = format!("/gatherings/{id}");
    let bring = format!("{page}/bring");
    let fields = [
        ("need", need.as_str()),
        ("names", "沧澜检测技术\n没有的企业"),
    ];
    let seen = officer.fill(&bring, &bring, &fields).await;
    assert_eq!(seen.status, StatusCode::OK, "{}", seen.reasons());
    assert!(seen.text.contains("没有的企业") && seen.text.contains("已加入 2 家"));
    act(&town.signed_in("supplier").await, &page, "join", &[]).await;
    (page, need)
}

async fn wish(browser: &Browser<'_>, page: &str, own: &str, pairs: &[(&str, &str, &str)]) {
    let to = format!("{page}/wishes/{own}");
    let names: Vec<(String, &str)> = pairs
        .iter()
        .map(|(need, supplier, how)| (format!("wish-{need}-{supplier}"), *how))
        .collect();
    let fields: Vec<(&str, &str)> = names
        .iter()
        .map(|(name, how)| (name.as_str(), *how))
        .collect();
    browser.fill(&to, &to, &fields).await.moved();
}

#[tokio::test]
async fn a_day_is_set_from_mutual_wishes_and_each_meeting_is_followed() {
    let town = Town::build().await;
    let (page, need) = gathered(&town).await;
    let [owner, supplier, rival] = [0, 1, 2].map(|at: usize| town.firms[at].to_string());
    let of = |login: &'static str| town.signed_in(login);
    let both = [
        (need.as_str(), supplier.as_str(), "3"),
        (need.as_str(), rival.as_str(), "1"),
    ];
    wish(&of("owner").await, &page, &owner, &both).await;
    wish(&of("supplier").await, &page, &supplier, &both[..1]).await;
    let officer = of("officer").await;
    wish(&officer, &page, &rival, &both[1..]).await;

    act(&officer, &page, "plan", &[]).await;
    let seen = officer.get(&page).await;
    assert!(seen.text.contains("2 场待登记结果"), "{}", seen.reasons());
    assert!(seen.text.contains("chart grid"), "the timetable is drawn");
    let sheets = officer.get(&format!("{page}/sheets")).await;
    for text in ["按参会方", "按桌次", "滨海水务集团", "09:20–09:40"] {
        assert!(sheets.text.contains(text), "{text}: {}", sheets.reasons());
    }
    let own = of("rival").await.get(&format!("{page}/sheets")).await;
    assert!(
        !own.text.contains("蓝湾智能装备"),
        "others' meetings are theirs"
    );

    let meetings: Vec<&str> = seen
        .text
        .split("name=\"came-")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    let [first, second] = meetings[..] else {
        panic!("two meetings wait: {}", seen.reasons());
    };
    let came = [format!("came-{first}"), format!("came-{second}")];
    let why = format!("why-{second}");
    let fields = [
        (came[0].as_str(), "held"),
        (came[1].as_str(), "missed"),
        (why.as_str(), "对方临时出差"),
    ];
    act(&officer, &page, "settle", &fields).await;
    let seen = officer.get(&page).await;
    assert!(seen.text.contains("对方临时出差"));
    assert!(seen.text.contains("跟踪事项") && seen.text.contains("/cases/cas_"));
    let closed = officer
        .fill(&page, &format!("{page}/acts/close"), &[])
        .await;
    assert_eq!(closed.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn somebody_drops_out_and_nobody_speaks_for_others() {
    let town = Town::build().await;
    let (page, need) = gathered(&town).await;
    let [owner, supplier, rival] = [0, 1, 2].map(|at: usize| town.firms[at].to_string());
    let pair = [(need.as_str(), supplier.as_str(), "2")];
    wish(&town.signed_in("owner").await, &page, &owner, &pair).await;
    let browser = town.signed_in("supplier").await;
    wish(&browser, &page, &supplier, &pair).await;
    let foreign = browser.get(&format!("{page}/wishes/{rival}")).await;
    assert_eq!(foreign.status, StatusCode::NOT_FOUND);
    let officer = town.signed_in("officer").await;
    act(&officer, &page, "plan", &[]).await;
    let leave = format!("{page}/parts/{supplier}/leave");
    let own = format!("{page}/wishes/{supplier}");
    let fields = [("leave-reason", "设备送检")];
    browser.fill(&own, &leave, &fields).await.moved();
    let seen = officer.get(&page).await;
    assert!(seen.text.contains("设备送检"));
    assert!(seen.text.contains("已撤下"), "{}", seen.reasons());
}

#[tokio::test]
async fn a_form_that_cannot_be_used_comes_back_with_what_was_written() {
    let town = Town::build().await;
    let officer = town.signed_in("officer").await;
    let mut fields = FORM.to_vec();
    fields[6] = ("begins", "九点");
    let new = "/gatherings/new";
    let back = officer.fill(new, new, &fields).await;
    assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(back.text.contains("九点") && back.text.contains("09:30"));
    let supplier = town.signed_in("supplier").await.get(new).await;
    assert_eq!(supplier.status, StatusCode::FORBIDDEN);
}
