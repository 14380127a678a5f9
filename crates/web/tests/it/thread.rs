//! The thread, end to end, as different people: from a draft need to an adopted result and a repeat purchase.

use crate::town::{Browser, Town};
use axum::http::StatusCode;

pub(crate) const PDF: &[u8] =
    b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n";

/// All that publication asks for.
pub(crate) const TERMS: &[(&str, &str)] = &[
    ("title", "水下管廊巡检机器人"),
    (
        "text",
        "长期积水管廊,能见度低于0.3米,需要水下机器人巡检裂缝。",
    ),
    ("programme", "scenario"),
    ("metric", "缺陷识别率"),
    ("metric_unit", "%"),
    ("baseline", "62"),
    ("target", "90"),
    ("acceptance_test", "三段管廊,第三方复核"),
    ("label-0", "成熟度不低于7级"),
    ("constraints.0", "maturity_level >= 7"),
    ("label-1", "防护等级达到IP68"),
    ("constraints.1", "ingress_protection >= \"IP68\""),
    ("owner_post", "智慧水务部"),
    ("budget_path", "2025年技改预算"),
    ("budget", "120万元"),
    ("starts_on", "2025-08-01"),
    ("ends_on", "2025-12-31"),
    ("if_it_works", "采购六台"),
];

/// An owner's need, screened and published.
pub(crate) async fn published_need(owner: &Browser<'_>, officer: &Browser<'_>) -> String {
    let id = owner.fill("/needs/new", "/needs", TERMS).await.moved().id();
    act(owner, &format!("/needs/{id}"), "hand_in", &[]).await;
    act(officer, &format!("/needs/{id}"), "screen", &[]).await;
    act(owner, &format!("/needs/{id}"), "publish", &[]).await;
    id
}

/// A supplier's open offer with the facts that the need asks for.
pub(crate) async fn open_offer(supplier: &Browser<'_>, title: &str, maturity: &str) -> String {
    let text = "声呐与光学融合的水下机器人,用于管廊积水环境巡检裂缝。";
    let fields = [
        ("title", title),
        ("text", text),
        ("kind", "technology"),
        ("open", "yes"),
    ];
    let id = supplier
        .fill("/offers/new", "/offers", &fields)
        .await
        .moved()
        .id();
    let facts = format!("/offers/{id}/facts");
    let values = [
        ("maturity_level", maturity),
        ("level-maturity_level", "public"),
        ("ingress_protection", "IP68"),
    ];
    supplier.fill(&facts, &facts, &values).await.moved();
    id
}

/// Takes an act on the page `of`.
pub(crate) async fn act(browser: &Browser<'_>, of: &str, action: &str, fields: &[(&str, &str)]) {
    browser
        .fill(of, &format!("{of}/acts/{action}"), fields)
        .await
        .moved();
}

async fn attach(browser: &Browser<'_>, case: &str, kind: &str) {
    let name = format!("{kind}.pdf");
    let to = format!("{case}/acts/attach");
    browser
        .upload(case, &to, &[("evidence-kind", kind)], (&name, PDF))
        .await
        .moved();
}

async fn record(browser: &Browser<'_>, case: &str, kind: &str, on: &str, more: &[(&str, &str)]) {
    let mut fields = vec![
        ("record-kind", kind),
        ("record-on", on),
        ("record-text", "现场记录"),
    ];
    fields.extend(more);
    act(browser, case, "record", &fields).await;
}

/// The owner invites the supplier; the rival comes forward. The addresses of the two cases.
async fn two_cases(town: &Town, need: &str, offer: &str) -> (String, String) {
    let (owner, rival) = (town.signed_in("owner").await, town.signed_in("rival").await);
    let party = town.firms[1].to_string();
    let invite = [
        ("supplier", party.as_str()),
        ("offer", offer),
        ("message-1", "请来对接"),
    ];
    let invited = owner
        .fill(need, &format!("{need}/acts/invite"), &invite)
        .await
        .moved();
    let message = [("message", "我们也可以")];
    let forward = rival
        .fill(need, &format!("{need}/acts/come-forward"), &message)
        .await
        .moved();
    (invited.location, forward.location)
}

/// From an agreement to the second measured round.
async fn trial(owner: &Browser<'_>, supplier: &Browser<'_>, case: &str) {
    act(owner, case, "advance", &[]).await;
    attach(owner, case, "agreement").await;
    act(owner, case, "start", &[]).await;
    attach(supplier, case, "trial_plan").await;
    act(supplier, case, "advance", &[]).await;
    record(
        supplier,
        case,
        "round",
        "2025-07-14",
        &[("record-measured", "84.5")],
    )
    .await;
    attach(supplier, case, "test_report").await;
    act(supplier, case, "advance", &[]).await;
    record(
        supplier,
        case,
        "round",
        "2025-07-15",
        &[("record-measured", "93.25")],
    )
    .await;
}

/// Delivered, refused once, delivered again, accepted, put to use.
async fn accepted(owner: &Browser<'_>, supplier: &Browser<'_>, case: &str) {
    act(supplier, case, "deliver", &[]).await;
    act(
        owner,
        case,
        "refuse",
        &[("refuse-reason", "请补充第三方复核")],
    )
    .await;
    act(supplier, case, "advance", &[]).await;
    act(supplier, case, "advance", &[]).await;
    act(supplier, case, "deliver", &[]).await;
    attach(supplier, case, "delivery_note").await;
    act(owner, case, "advance", &[]).await;
    attach(owner, case, "acceptance_form").await;
    act(owner, case, "accept", &[]).await;
    attach(owner, case, "use_decision").await;
    act(owner, case, "adopt", &[]).await;
}

/// The ended case shows how it ended and gives its evidence back byte by byte.
async fn ends_with_its_file(supplier: &Browser<'_>, case: &str) {
    let ended = supplier.open(case).await;
    assert!(ended.text.contains("已应用并复购") && ended.text.contains("80 万元"));
    let file = ended
        .text
        .split("/evidence/")
        .nth(1)
        .and_then(|rest| rest.split('"').next());
    let download = supplier
        .open(&format!("/evidence/{}", file.expect("a file")))
        .await;
    assert_eq!(download.bytes, PDF);
}

/// The file tells the owner who was not chosen and why, and the supplier nothing about others.
async fn protects_who_decided(owner: &Browser<'_>, supplier: &Browser<'_>, case: &str) {
    let file = owner.open(&format!("{case}/dossier")).await;
    for told in [
        "本次已选定其他方案",
        "93.25%",
        "已应用并复购",
        "尽职免责卷宗",
    ] {
        assert!(file.text.contains(told), "{told}");
    }
    let theirs = supplier.open(&format!("{case}/dossier")).await;
    assert!(!theirs.text.contains("本次已选定其他方案"));
    let word = owner.open(&format!("{case}/dossier/docx")).await;
    assert!(word.bytes.starts_with(b"PK"), "a Word file");
    assert_eq!(owner.get(&format!("{case}/dossier/xml")).await.status, 404);
}

#[tokio::test]
async fn a_need_goes_from_a_draft_to_a_repeat_purchase() {
    let town = Town::build().await;
    let (owner, officer) = (
        town.signed_in("owner").await,
        town.signed_in("officer").await,
    );
    let (supplier, rival) = (
        town.signed_in("supplier").await,
        town.signed_in("rival").await,
    );
    let need = format!("/needs/{}", published_need(&owner, &officer).await);
    let offer = open_offer(&supplier, "浑水巡检机器人", "8").await;
    open_offer(&rival, "管廊水下检测平台", "7").await;
    let matches = owner.open(&format!("{need}/matches")).await;
    assert!(
        matches.text.contains("浑水巡检机器人"),
        "the offer is ranked"
    );

    let (case, other) = two_cases(&town, &need, &offer).await;
    act(&supplier, &case, "agree", &[]).await;
    assert!(
        owner.open("/").await.text.contains("水下管廊巡检机器人"),
        "the case waits for the owner"
    );
    let kept = format!("keep-{}", case.trim_start_matches("/cases/"));
    let selection = [
        (kept.as_str(), "yes"),
        ("answer", "本次已选定其他方案,感谢参与"),
    ];
    act(&owner, &need, "close_selection", &selection).await;
    let answered = rival.open(&other).await;
    assert!(
        answered.text.contains("本次已选定其他方案"),
        "the other case ended with an answer"
    );
    assert!(
        answered.text.contains("未被选中"),
        "the other case ended with a code"
    );

    trial(&owner, &supplier, &case).await;
    let page = owner.open(&case).await;
    assert!(
        page.text.contains("93.25%") && page.text.contains("84.5%"),
        "measured values are exact"
    );
    accepted(&owner, &supplier, &case).await;
    act(
        &owner,
        &case,
        "end",
        &[
            ("end-code", "adopted_repeat"),
            ("end-reason", "已应用并复购"),
        ],
    )
    .await;
    record(
        &owner,
        &case,
        "repeat_purchase",
        "2025-07-15",
        &[("record-amount", "80万元")],
    )
    .await;
    ends_with_its_file(&supplier, &case).await;
    protects_who_decided(&owner, &supplier, &case).await;
    assert_eq!(rival.get(&format!("{case}/dossier")).await.status, 404);
}

#[tokio::test]
async fn the_report_counts_what_happened_and_leads_to_rows_and_ledger() {
    let town = Town::build().await;
    let (owner, officer) = (
        town.signed_in("owner").await,
        town.signed_in("officer").await,
    );
    let need = published_need(&owner, &officer).await;
    let report = officer.open("/reports?period=2025-H2").await;
    let figure = report
        .text
        .split("/reports/2025-H2/figures/")
        .nth(1)
        .expect("a figure that opens its rows");
    let figure = figure.split('"').next().expect("an address");
    officer
        .open(&format!("/reports/2025-H2/figures/{figure}"))
        .await;
    let word = officer.open("/reports/2025-H2/report.docx").await;
    assert!(word.bytes.starts_with(b"PK"), "a Word file");
    let entries = officer.open(&format!("/ledger/need/{need}")).await;
    assert!(entries.text.contains("发布需求") && entries.text.contains("提交需求"));
    let entry = entries
        .text
        .split("/ledger/entries/")
        .nth(1)
        .and_then(|rest| rest.split('"').next());
    let auditor = town.signed_in("auditor").await;
    let page = auditor
        .open(&format!("/ledger/entries/{}", entry.expect("an entry")))
        .await;
    assert!(page.text.contains("class=\"payload\""));
    let verified = auditor.open("/ledger?verify=yes").await;
    assert!(verified.text.contains("台账完整"));
}

/// The owner asks the supplier for what its offer does not say.
async fn asked(town: &Town, owner: &Browser<'_>, supplier: &Browser<'_>, need: &str) {
    let text = "管廊巡检水下机器人裂缝";
    let fields = [
        ("title", "水下机器人"),
        ("text", text),
        ("kind", "technology"),
        ("open", "yes"),
    ];
    let offer = supplier
        .fill("/offers/new", "/offers", &fields)
        .await
        .moved()
        .id();
    let party = town.firms[1].to_string();
    let ask = [
        ("supplier", party.as_str()),
        ("offer", &offer),
        ("concept", "maturity_level"),
        ("concept", "ingress_protection"),
    ];
    let matches = format!("/needs/{need}/matches");
    owner
        .fill(&matches, &format!("/needs/{need}/acts/ask"), &ask)
        .await
        .moved();
}

#[tokio::test]
async fn a_missing_fact_is_asked_for_and_answered_on_a_form() {
    let town = Town::build().await;
    let (owner, officer) = (
        town.signed_in("owner").await,
        town.signed_in("officer").await,
    );
    let supplier = town.signed_in("supplier").await;
    let need = published_need(&owner, &officer).await;
    asked(&town, &owner, &supplier, &need).await;
    let form = format!("/questions/{}", town.firms[1]);
    assert!(
        supplier.open("/").await.text.contains(&form),
        "the questions wait at home"
    );
    let page = supplier.open(&form).await;
    let field = page
        .text
        .split("name=\"value-")
        .nth(1)
        .and_then(|rest| rest.split('"').next());
    let field = field.expect("a question");
    let (value, level) = (format!("value-{field}"), format!("level-{field}"));
    let wrong = [(value.as_str(), "完全不懂"), (level.as_str(), "public")];
    let wrong = supplier.submit(&page, &form, &wrong, None).await;
    assert_eq!(
        wrong.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "a value that does not fit comes back"
    );
    let declined = format!("decline-{field}");
    supplier
        .submit(&page, &form, &[(&declined, "yes")], None)
        .await
        .moved();
    let again = supplier.open(&form).await;
    assert!(
        !again.text.contains(&value),
        "an answered question is not asked again"
    );
    assert_eq!(
        owner.get(&form).await.status,
        StatusCode::NOT_FOUND,
        "questions are the supplier's own"
    );
}
