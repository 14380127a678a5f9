//! A report that somebody brings is checked in the page and kept nowhere.

use crate::town::Town;
use axum::http::StatusCode;

const CHECK: &str = "/reports/check";
const WRONG: &str = "全区共有平台805个,其中市级以上642个,占比超80%。";

#[tokio::test]
async fn a_report_is_checked_as_a_file_and_as_a_text_and_nothing_is_kept() {
    let town = Town::build().await;
    let officer = town.signed_in("officer").await;
    let before = town.app.store.newest_act().await.unwrap();
    assert!(
        officer.open("/reports").await.text.contains(CHECK),
        "reports lead to it"
    );
    let page = [("give", "page")];
    let file = ("总结.txt", WRONG.as_bytes());
    let found = officer.upload(CHECK, CHECK, &page, file).await;
    assert_eq!(found.status, StatusCode::OK, "{}", found.reasons());
    for word in ["总结.txt", "有误", "79.75%", "占比超80%"] {
        assert!(found.text.contains(word), "{word}");
    }
    let text = [("give", "page"), ("text", "本街道服务企业12家。")];
    let right = officer.fill(CHECK, CHECK, &text).await;
    assert!(
        right.text.contains("未发现自相矛盾之处"),
        "{}",
        right.reasons()
    );
    let english = officer.open(&format!("{CHECK}?lang=en")).await;
    assert!(english.text.contains("Word copy with comments"));
    assert_eq!(town.app.store.newest_act().await.unwrap(), before);
}

#[tokio::test]
async fn a_word_copy_comes_back_with_comments() {
    let town = Town::build().await;
    let supplier = town.signed_in("supplier").await;
    let asked = [("give", "word"), ("text", WRONG)];
    let copy = supplier.fill(CHECK, CHECK, &asked).await;
    assert_eq!(copy.status, StatusCode::OK);
    assert!(copy.bytes.starts_with(b"PK"), "a Word file");
    let checked = benfu_app::claim::check_file("copy.docx", copy.bytes).expect("a text");
    assert_eq!(checked.findings.len(), 1, "the text is as it was");
}

#[tokio::test]
async fn what_cannot_be_checked_comes_back_with_the_reason() {
    let town = Town::build().await;
    let officer = town.signed_in("officer").await;
    let page = [("give", "page")];
    let nothing = officer.fill(CHECK, CHECK, &page).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nothing.text.contains("请选择文件或粘贴文字"));
    let long = "企业12家。".repeat(200_000);
    for (name, bytes, says) in [
        ("a.pdf", &b"%PDF-1.7"[..], "不读取 PDF"),
        ("a.docx", &b"PK\x03\x04broken"[..], "无法读取"),
        ("a.bin", &b"\x00\x01\x02\xff\xfe\x00"[..], "无法读取"),
        ("a.txt", long.as_bytes(), "过长"),
    ] {
        let refused = officer.upload(CHECK, CHECK, &page, (name, bytes)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        assert!(refused.text.contains(says), "{name}: {}", refused.reasons());
    }
}
