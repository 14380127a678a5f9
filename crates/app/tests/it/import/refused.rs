//! Files and people that are refused, and failures on the way.

use super::{FIRMS, csv, import, named};
use benfu_app::import::{
    FileContent, ImportFile, import_file, list_imports, read_import, rejected_file,
};
use benfu_app::store::Page;
use benfu_app::{Cx, Failure, ProblemCode};
use benfu_testkit::{World, assert_survives};

async fn refused(cx: &Cx, file: ImportFile) -> ProblemCode {
    match import_file(cx, file).await {
        Err(Failure::Invalid(problems)) => problems[0].code,
        other => panic!("refused: {other:?}"),
    }
}

fn bytes(name: &str, bytes: &[u8]) -> ImportFile {
    ImportFile::new(name, FileContent::Bytes(bytes.to_vec()))
}

#[tokio::test]
async fn files_that_are_no_tables_are_refused_with_what_to_do() {
    let world = World::new().await;
    let cx = world.cx("officer").await;
    for file in [
        bytes("empty.csv", b""),
        bytes("picture.xlsx", b"\x89PNG\r\n\x1a\n0000"),
        bytes("array.json", b"[{\"title\": \"x\"}]"),
        bytes("quote.csv", "企业名称,区域\n\"没有闭合,宝安区\n".as_bytes()),
        ImportFile::new("gone.csv", FileContent::Path("/nowhere/gone.csv".into())),
    ] {
        let name = file.name.clone();
        assert_eq!(
            refused(&cx, file).await,
            ProblemCode::ImportUnreadable,
            "{name}"
        );
    }
    assert_eq!(
        refused(&cx, csv("odd.csv", &["甲,乙", "1,2"])).await,
        ProblemCode::ImportKindUnknown
    );
    assert!(list_imports(&cx, 10).await.expect("a list").is_empty());
}

#[tokio::test]
async fn a_file_without_a_column_that_every_row_needs_is_refused() {
    let world = World::new().await;
    let cx = world.cx("officer").await;
    let mut file = csv("list.csv", &["企业名称,区域", "云杉甲有限公司,宝安区"]);
    file.kind = Some(benfu_app::import::ImportKind::Status);
    assert_eq!(
        refused(&cx, file.clone()).await,
        ProblemCode::ImportFieldsMissing
    );
    file.defaults = vec![("scheem".to_owned(), "hnte".to_owned())];
    assert_eq!(refused(&cx, file).await, ProblemCode::ImportFieldUnknown);
}

#[tokio::test]
async fn a_list_whose_title_names_a_recognition_is_not_taken_as_mere_names() {
    let world = World::new().await;
    let cx = world.cx("officer").await;
    let file = csv(
        "2023年创新型中小企业名单.csv",
        &["企业名称,区域", "云杉甲有限公司,宝安区"],
    );
    assert_eq!(refused(&cx, file).await, ProblemCode::ImportKindUnknown);
}

#[tokio::test]
async fn only_those_who_may_import_take_files_in_and_see_what_came_back() {
    let world = World::new().await;
    let officer = world.cx("officer").await;
    let done = import(&officer, csv("企业.csv", &FIRMS)).await;
    let supplier = world.cx("supplier").await;
    assert!(import_file(&supplier, csv("x.csv", &FIRMS)).await.is_err());
    assert!(named(&officer, "云杉").await.len() == 3);
    assert!(matches!(
        read_import(&supplier, done.id).await,
        Err(Failure::NotFound)
    ));
    let auditor = world.cx("auditor").await;
    read_import(&auditor, done.id)
        .await
        .expect("auditors see that it was");
    assert!(
        rejected_file(&auditor, done.id).await.is_err(),
        "but not the contacts in its rows"
    );
}

#[tokio::test]
async fn an_import_that_fails_on_its_way_leaves_nothing() {
    let world = World::new().await;
    let cx = world.cx("officer").await;
    let before = cx.store().newest_act().await.expect("the ledger");
    let taken = async || import_file(&cx, csv("企业.csv", &FIRMS)).await;
    let unchanged = async || {
        cx.store().newest_act().await.expect("the ledger") == before
            && named(&cx, "云杉").await.is_empty()
    };
    let calls = assert_survives(&world.app, taken, unchanged).await;
    assert!(calls > 5, "{calls}");
    assert_eq!(named(&cx, "云杉").await.len(), 3);
    let merges = cx
        .store()
        .merge_proposals(&Page::first(10))
        .await
        .expect("proposals");
    assert!(merges.is_empty());
}
