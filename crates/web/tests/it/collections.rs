//! Collecting, driven as the people who do it: a form, a round, links, a workbook, a conflict, a reminder, the end.

use crate::town::{Browser, Page, Town, day};
use axum::http::StatusCode;
use benfu_app::Clock;
use benfu_app::access::CreateOrganisation;
use benfu_app::setup::install_organisation;
use benfu_office::limits::Limits;
use benfu_office::table::{Source, open};
use benfu_office::workbook::{Column, SheetContent, Value, Workbook};
use benfu_web::{WebConfig, app_router};

/// Makes a form that asks for sales and main product.
async fn form(officer: &Browser<'_>) -> String {
    let new = "/collections/forms/new";
    let fields = [
        ("do", "save"),
        ("title", "科技企业核对"),
        ("explanation", "用于半年分析"),
        ("fresh", "12"),
        ("ask", "sales:closed"),
        ("ask", "main_product:latest"),
    ];
    officer.fill(new, new, &fields).await.moved().id()
}

/// Opens a round over three firms by their names, after a look at whom it asks.
async fn round(officer: &Browser<'_>, form: &str, sent_to: &str, office: &str) -> String {
    let new = format!("/collections/rounds/new?form={form}");
    let mut fields = vec![
        ("form", form),
        ("title", "七月采集"),
        ("sent_to", sent_to),
        (
            "names",
            "滨海水务集团\n蓝湾智能装备\n沧澜检测技术\n没有的企业",
        ),
        ("days", "3"),
    ];
    if !office.is_empty() {
        fields.push(("office", office));
    }
    let to = "/collections/rounds/new";
    let look = [&fields[..], &[("do", "plan")]].concat();
    let seen = officer.fill(&new, to, &look).await;
    assert_eq!(seen.status, StatusCode::OK, "{}", seen.reasons());
    assert!(seen.text.contains("3 家企业") && seen.text.contains("没有的企业"));
    let open = [&fields[..], &[("do", "open")]].concat();
    officer.submit(&seen, to, &open, None).await.moved().id()
}

/// A round that asks three firms for themselves; its id.
pub(crate) async fn sent_to_firms(town: &Town) -> String {
    let officer = town.signed_in("officer").await;
    let form = form(&officer).await;
    round(&officer, &form, "firm", "").await
}

/// The link of a firm, from the page that shows links once.
fn link_of(page: &Page, name: &str) -> String {
    let rest = page.text.split(&format!("{name}</td>")).nth(1);
    let rest = rest.and_then(|rest| rest.split("/c/").nth(1));
    let token = rest.and_then(|rest| rest.split('<').next());
    format!(
        "/c/{}",
        token.unwrap_or_else(|| panic!("no link of {name}"))
    )
}

async fn links(officer: &Browser<'_>, round: &str) -> Page {
    let page = format!("/collections/rounds/{round}");
    let given = officer
        .fill(&page, &format!("{page}/acts/links"), &[])
        .await;
    assert_eq!(given.status, StatusCode::OK, "{}", given.reasons());
    given
}

/// The workbook with one cell of one firm written over.
fn changed(bytes: &[u8], firm: &str, column: &str, text: &str) -> Vec<u8> {
    let limits = Limits::default();
    let mut book = open(Source::bytes("a.xlsx", bytes.to_vec()), &limits).expect("a workbook");
    let sheet = book.sheet(0).expect("a sheet");
    let header = sheet.header.names.clone();
    let at = header
        .iter()
        .position(|name| name.starts_with(column))
        .expect("a column");
    let rows: Vec<Vec<String>> = sheet
        .rows
        .map(|row| {
            let row = row.expect("a row");
            let mut cells: Vec<String> =
                (0..header.len()).map(|at| row.cell(at).to_text()).collect();
            if cells.iter().any(|cell| cell == firm) {
                cells[at] = String::from(text);
            }
            cells
        })
        .collect();
    let content = SheetContent {
        name: "填报".to_owned(),
        columns: header.iter().map(Column::new).collect(),
        rows: rows
            .iter()
            .map(|row| row.iter().map(|cell| Value::text(cell.as_str())).collect())
            .collect(),
    };
    let mut back = Workbook::new();
    back.add(&content).expect("a sheet");
    back.finish().expect("bytes")
}

/// The firm answers by its link, without an account.
async fn answers_by_link(town: &Town, own: &str) {
    let visitor = town.visitor();
    let asked = visitor.open(own).await;
    assert!(asked.text.contains("科技企业核对") || asked.text.contains("七月采集"));
    let to = format!("{own}/firms/{}", town.firms[1]);
    let fields = [
        ("value-1", "1200"),
        ("value-2", "巡检机器人"),
        ("person", "财务部"),
    ];
    let wrong = visitor
        .submit(&asked, &to, &[("value-1", "很多")], None)
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let review = visitor.submit(&asked, &to, &fields, None).await;
    assert_eq!(review.status, StatusCode::OK, "{}", review.reasons());
    assert!(review.text.contains("提交前核对") && review.text.contains("1,200万元"));
    let send = [&fields[..], &[("do", "send")]].concat();
    visitor.submit(&review, &to, &send, None).await.moved();
    let twice = visitor.submit(&review, &to, &send, None).await.moved();
    assert!(
        twice
            .set_cookies
            .iter()
            .any(|cookie| cookie.contains("notice-already"))
    );
    let other = format!("{own}/firms/{}", town.firms[2]);
    assert_eq!(visitor.get(&other).await.status, StatusCode::NOT_FOUND);
    let unknown = "/c/0123456789012345678901234567890123456789";
    assert_eq!(visitor.get(unknown).await.status, StatusCode::NOT_FOUND);
}

/// A workbook says something else about the same firm: a conflict, which a person decides.
async fn decides_a_conflict(town: &Town, officer: &Browser<'_>, page: &str) {
    let out = officer.open(&format!("{page}/workbook.xlsx")).await;
    let back = changed(&out.bytes, "蓝湾智能装备", "销售收入", "1300");
    let returns = format!("{page}/returns");
    let got = officer
        .upload(page, &returns, &[], ("back.xlsx", &back))
        .await
        .moved();
    let here = got.location.clone();
    let read = officer.open(&here).await;
    assert!(read.text.contains("冲突") && read.text.contains("待采纳"));
    officer
        .submit(&read, &format!("{here}/acts/take"), &[], None)
        .await
        .moved();
    let taken = officer.open(&here).await;
    let decide = format!("{here}/acts/accept?party={}&item=1", town.firms[1]);
    assert!(taken.text.contains("本批次的另一份填报内容不同"));
    officer.submit(&taken, &decide, &[], None).await.moved();
    assert!(officer.open(&here).await.text.contains("已裁定：采用填报"));
    let dossier = officer
        .open(&format!("/firms/{}", town.firms[1]))
        .await
        .text;
    assert!(dossier.contains("1,300万元") && dossier.contains("七月采集"));
    let same = officer
        .upload(page, &returns, &[], ("again.xlsx", &back))
        .await
        .moved();
    assert_eq!(same.location, here, "the same file has no second effect");
}

#[tokio::test]
async fn a_round_runs_from_the_form_to_its_end() {
    let town = Town::build().await;
    let officer = town.signed_in("officer").await;
    let form = form(&officer).await;
    let id = round(&officer, &form, "firm", "").await;
    let page = format!("/collections/rounds/{id}");
    let given = links(&officer, &id).await;
    let own = link_of(&given, "蓝湾智能装备");
    let again = officer.open(&page).await.text;
    assert!(!again.contains(&own), "a link is shown once");
    answers_by_link(&town, &own).await;
    decides_a_conflict(&town, &officer, &page).await;

    // The others are reminded, and the round is closed.
    let visitor = town.visitor();
    let text = officer.open(&format!("{page}/reminder")).await;
    assert!(text.text.contains("【催报】七月采集") && text.text.contains("滨海水务集团"));
    assert!(
        !text.text.contains("1. 蓝湾智能装备"),
        "who has answered is not reminded"
    );
    let fresh = [("fresh", "yes"), ("recipient", "")];
    let shown = officer
        .submit(&text, &format!("{page}/acts/remind"), &fresh, None)
        .await;
    assert!(shown.text.contains("填报链接："), "{}", shown.reasons());
    let sure = [("close-sure", "yes")];
    officer
        .fill(&page, &format!("{page}/acts/close"), &sure)
        .await
        .moved();
    let over = visitor.get(&own).await;
    assert_eq!(over.status, StatusCode::GONE);
    assert!(over.text.contains("本次采集已结束"));
    let own_people = town.signed_in("supplier").await;
    let told = own_people
        .open(&format!("/firms/{}", town.firms[1]))
        .await
        .text;
    assert!(told.contains("谁采集过、用途是什么") && told.contains("区产业办"));
}

#[tokio::test]
async fn a_street_answers_for_its_firms_and_a_late_round_waits_on_the_home_page() {
    let clock = Clock::standing_on(day("2025-07-01")).expect("a clock");
    let mut town = Town::on(clock).await;
    let command = CreateOrganisation {
        name: "海湾街道办".to_owned(),
        region: "440305".parse().expect("a region"),
        party: None,
    };
    let office = install_organisation(&town.app, command)
        .await
        .expect("an office");
    let officer = town.signed_in("officer").await;
    let form = form(&officer).await;
    let id = round(&officer, &form, "office", &office.to_string()).await;
    let given = links(&officer, &id).await;
    let own = link_of(&given, "海湾街道办");
    let visitor = town.visitor();
    let start = visitor.open(&own).await;
    assert!(start.text.contains("沧澜检测技术") && start.text.contains("滨海水务集团"));
    let out = visitor.open(&format!("{own}/workbook.xlsx")).await;
    let back = changed(&out.bytes, "沧澜检测技术", "主导产品", "检测服务");
    let returns = format!("{own}/returns");
    let file = Some(("b.xlsx", back.as_slice()));
    let got = visitor.submit(&start, &returns, &[], file).await.moved();
    let seen = visitor.open(&got.location).await;
    assert!(seen.text.contains("检测服务"));
    visitor
        .submit(&seen, &got.location, &[], None)
        .await
        .moved();
    let page = officer
        .open(&format!("/collections/rounds/{id}"))
        .await
        .text;
    assert!(
        page.contains("1 / 3") && page.contains("部分收回"),
        "one of three firms"
    );
    let list = officer.open("/collections?lang=en").await.text;
    assert!(list.contains("Collection rounds") && list.contains("1 / 3"));

    town.app.clock = Clock::standing_on(day("2025-07-15")).expect("a clock");
    town.router = app_router(town.app.clone(), WebConfig::default());
    let officer = town.signed_in("officer").await;
    let home = officer.open("/").await.text;
    assert!(home.contains("催报逾期的采集") && home.contains("还差 2 家企业"));
    let late = officer
        .open(&format!("/collections/rounds/{id}?of=late"))
        .await;
    assert!(late.text.contains("海湾街道办") && late.text.contains("已逾期"));
}

#[tokio::test]
async fn who_may_not_collect_finds_nothing() {
    let town = Town::build().await;
    let officer = town.signed_in("officer").await;
    let form = form(&officer).await;
    let supplier = town.signed_in("supplier").await;
    let auditor = town.signed_in("auditor").await;
    for path in [
        "/collections".to_owned(),
        "/collections/forms/new".to_owned(),
        format!("/collections/forms/{form}"),
        format!("/collections/rounds/new?form={form}"),
    ] {
        assert_eq!(
            supplier.get(&path).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
    auditor.open("/collections").await;
    let refused = auditor.get("/collections/forms/new").await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}

/// Twenty links that do not exist may be asked for; then the address waits, and so does a good link from there.
#[tokio::test]
async fn whoever_tries_links_out_has_to_wait() {
    let town = Town::build().await;
    let nobody = town.visitor();
    for _ in 0..20 {
        let page = nobody.get("/c/0123456789abcdef").await;
        assert_eq!(page.status, StatusCode::NOT_FOUND);
    }
    let page = nobody.get("/c/0123456789abcdef").await;
    assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
    let other = nobody.get("/sign-in").await;
    assert_eq!(other.status, StatusCode::OK, "only links have to wait");
}

#[tokio::test]
async fn a_firm_answers_what_it_is_asked_where_it_signs_in() {
    let town = Town::build().await;
    let officer = town.signed_in("officer").await;
    let id = sent_to_firms(&town).await;
    let page = format!("/asked/{id}");
    let supplier = town.signed_in("supplier").await;
    assert!(
        supplier.open("/").await.text.contains(&page),
        "it stands at home"
    );
    let shown = supplier.open(&page).await;
    assert!(
        shown.text.contains("supplier 某"),
        "who fills it in is known"
    );
    let own = format!("{page}/firms/{}", town.firms[1]);
    let said = [("value-1", "1200"), ("person", "李工")];
    let look = [&said[..], &[("do", "review")]].concat();
    let seen = supplier.submit(&shown, &own, &look, None).await;
    assert!(seen.text.contains("1,200万元"), "{}", seen.reasons());
    let send = [&said[..], &[("do", "send")]].concat();
    supplier.submit(&seen, &own, &send, None).await.moved();
    let home = supplier.open("/").await.text;
    assert!(!home.contains(&page), "nothing is owed any more");
    let told = officer
        .open(&format!("/collections/rounds/{id}"))
        .await
        .text;
    assert!(told.contains("1 / 1"), "it is back");
    for other in [format!("{page}/firms/{}", town.firms[2]), own] {
        let rival = town.signed_in("rival").await;
        let refused = rival.get(&other).await.status;
        let theirs = other.ends_with(&town.firms[2].to_string());
        let expected = if theirs {
            StatusCode::OK
        } else {
            StatusCode::NOT_FOUND
        };
        assert_eq!(refused, expected, "{other}");
    }
    let nobody = officer.get(&page).await;
    assert_eq!(
        nobody.status,
        StatusCode::NOT_FOUND,
        "the bureau is not asked"
    );
}
