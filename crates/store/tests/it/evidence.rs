//! Evidence files by content.

use crate::bench::{Bench, on_both_engines};
use crate::sample::day;
use benfu_store::evidence::{EvidenceRow, content_hash};

on_both_engines!(
    equal_files_are_kept_once_and_read_back_checked,
    a_file_whose_bytes_changed_is_noticed_and_can_be_kept_anew,
    many_hands_may_keep_the_same_file_at_once,
    evidence_is_listed_under_what_it_proves,
    a_name_that_is_no_hash_reads_nothing,
);

fn path(bench: &Bench, hash: &str) -> std::path::PathBuf {
    bench
        .store
        .directory()
        .join("evidence")
        .join(&hash[..2])
        .join(hash)
}

async fn equal_files_are_kept_once_and_read_back_checked(bench: &Bench) {
    let hash = bench.store.keep_file("测试报告".as_bytes()).await.unwrap();
    assert_eq!(
        bench.store.keep_file("测试报告".as_bytes()).await.unwrap(),
        hash
    );
    assert_eq!(hash, content_hash("测试报告".as_bytes()));
    assert_eq!(
        bench.store.file(&hash).await.unwrap().as_deref(),
        Some("测试报告".as_bytes())
    );
    assert_eq!(
        bench.store.file(&content_hash(b"other")).await.unwrap(),
        None
    );
    let empty = bench.store.keep_file(b"").await.unwrap();
    assert_eq!(
        bench.store.file(&empty).await.unwrap().as_deref(),
        Some(&b""[..])
    );
}

async fn a_file_whose_bytes_changed_is_noticed_and_can_be_kept_anew(bench: &Bench) {
    let hash = bench.store.keep_file(b"signed").await.unwrap();
    std::fs::write(path(bench, &hash), b"forged").unwrap();
    assert!(bench.store.file(&hash).await.is_err());
    bench.store.keep_file(b"signed").await.unwrap();
    assert_eq!(
        bench.store.file(&hash).await.unwrap().as_deref(),
        Some(&b"signed"[..])
    );
}

async fn many_hands_may_keep_the_same_file_at_once(bench: &Bench) {
    let bytes = vec![7_u8; 300_000];
    let mut keeping = tokio::task::JoinSet::new();
    for _ in 0..8 {
        let (store, bytes) = (bench.store.clone(), bytes.clone());
        keeping.spawn(async move { store.keep_file(&bytes).await.unwrap() });
    }
    let hashes = keeping.join_all().await;
    assert!(hashes.iter().all(|hash| *hash == hashes[0]));
    assert_eq!(bench.store.file(&hashes[0]).await.unwrap(), Some(bytes));
    let folder = path(bench, &hashes[0]);
    let left = std::fs::read_dir(folder.parent().unwrap()).unwrap().count();
    assert_eq!(left, 1, "no draft is left behind");
}

async fn evidence_is_listed_under_what_it_proves(bench: &Bench) {
    let hash = bench.store.keep_file(b"report").await.unwrap();
    let row = |subject: &str, kind: &str| EvidenceRow {
        hash: hash.clone(),
        subject: subject.to_owned(),
        kind: kind.to_owned(),
        name: "报告.pdf".to_owned(),
        media_type: "application/pdf".to_owned(),
        size_bytes: 6,
        stage: "trial".to_owned(),
        added_on: day("2025-06-01"),
        account: "acc_test".to_owned(),
        organisation: crate::sample::organisation_id().to_string(),
        entry: 0,
    };
    bench
        .save(|write| {
            write
                .save_evidence(&row("cas_1", "test_report"))
                .save_evidence(&row("cas_2", ""));
        })
        .await;
    let listed = bench.store.evidence_of("cas_1").await.unwrap();
    assert_eq!(listed.len(), 1);
    assert_eq!(
        EvidenceRow {
            entry: 0,
            ..listed[0].clone()
        },
        row("cas_1", "test_report")
    );
    assert!(bench.store.entry(listed[0].entry).await.unwrap().is_some());
}

async fn a_name_that_is_no_hash_reads_nothing(bench: &Bench) {
    for name in ["", "../../etc/passwd", &"A".repeat(64), &"é".repeat(32)] {
        assert_eq!(bench.store.file(name).await.unwrap(), None, "{name}");
    }
}
