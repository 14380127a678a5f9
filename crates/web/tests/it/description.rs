//! A need is proposed from a description, taken over into the form, and saved by the person alone.

use crate::town::Town;
use axum::http::StatusCode;

const DESCRIBE: &str = "/needs/new/describe";
const TEXT: &str = "供水管网漏损定位\n计划将管网漏损率由12.5%降至9%，单次定位时间从48小时缩短到6小时。\n\
    防护等级不低于IP68，整机重量不超过15kg。项目预算120万元，验收方式：第三方复测。";

#[tokio::test]
async fn what_is_taken_stands_in_the_form_and_nothing_is_saved_before() {
    let town = Town::build().await;
    let owner = town.signed_in("owner").await;
    assert!(owner.open("/needs/new").await.text.contains(DESCRIBE));
    let before = town.app.store.newest_act().await.unwrap();
    let read = owner.fill(DESCRIBE, DESCRIBE, &[("text", TEXT)]).await;
    assert_eq!(read.status, StatusCode::OK, "{}", read.reasons());
    for word in [
        "读出 7 项",
        "<mark>防护等级不低于IP68</mark>",
        "防护等级 不低于 IP68",
        "责任岗位",
    ] {
        assert!(read.text.contains(word), "{word}");
    }
    let taken = [
        ("text", TEXT),
        ("give", "form"),
        ("take-field-title", "1"),
        ("take-need-metric", "3"),
        ("take-need-constraint", "4"),
        ("take-need-constraint", "5"),
        ("take-need-budget", "6"),
    ];
    let form = owner.fill(DESCRIBE, DESCRIBE, &taken).await;
    for word in [
        "value=\"供水管网漏损定位\"",
        "value=\"单次定位时间\"",
        "value=\"48\"",
        "value=\"防护等级 不低于 IP68\"",
        "value=\"120万元\"",
    ] {
        assert!(form.text.contains(word), "{word}");
    }
    assert!(
        !form.text.contains(">第三方复测"),
        "what was not taken stays out"
    );
    assert_eq!(town.app.store.newest_act().await.unwrap(), before);
}

#[tokio::test]
async fn a_word_file_and_what_cannot_be_read() {
    let town = Town::build().await;
    let owner = town.signed_in("owner").await;
    let word = benfu_app::office::prose::plain_document(TEXT).expect("a Word file");
    let read = owner
        .upload(DESCRIBE, DESCRIBE, &[], ("需求.docx", &word))
        .await;
    assert!(read.text.contains("读出 7 项"), "{}", read.reasons());
    let nothing = owner.fill(DESCRIBE, DESCRIBE, &[("text", " ")]).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    let pdf = owner
        .upload(DESCRIBE, DESCRIBE, &[], ("a.pdf", b"%PDF-1.7"))
        .await;
    assert!(pdf.text.contains("不读取 PDF"), "{}", pdf.reasons());
    let empty = owner
        .fill(DESCRIBE, DESCRIBE, &[("text", "希望找到合适的方案。")])
        .await;
    assert!(empty.text.contains("没有读出可以填入的内容"));
}

#[tokio::test]
async fn who_may_not_write_needs_may_not_have_them_read() {
    let town = Town::build().await;
    let auditor = town.signed_in("auditor").await;
    let refused = auditor
        .fill("/reports/check", DESCRIBE, &[("text", TEXT)])
        .await;
    assert!(refused.status.is_client_error(), "{}", refused.status);
    assert!(!refused.text.contains("不低于 IP68"));
}
