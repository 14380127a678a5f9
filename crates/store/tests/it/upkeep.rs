//! Backups: taken while writes go on, checked before they are restored.

use crate::bench::{Bench, act};
use crate::sample::{party, party_id};
use benfu_store::backup::{BackupError, Manifest};
use benfu_store::{Place, Store, Write, restore};
use std::path::{Path, PathBuf};

/// A store with rows and evidence, and a backup of it.
async fn backed_up() -> (Bench, PathBuf, Manifest) {
    let bench = Bench::sqlite().await;
    bench.with_parties(&[1, 2]).await;
    bench.store.keep_file(b"report").await.unwrap();
    bench.store.keep_file(b"photograph").await.unwrap();
    let target = bench.beside("backup");
    let manifest = bench.store.backup_to(&target).await.unwrap();
    (bench, target, manifest)
}

async fn refused(from: &Path, bench: &Bench) -> BackupError {
    let place = Place::Directory(bench.beside("restored"));
    let error = restore(from, &place).await.err().unwrap();
    assert!(
        !place.directory().exists(),
        "the target is not touched: {error}"
    );
    error
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_restores_to_an_equal_store() {
    let (bench, target, manifest) = backed_up().await;
    assert_eq!(
        (
            manifest.files.len(),
            manifest.damaged.len(),
            manifest.schema
        ),
        (3, 0, 1)
    );
    bench.with_parties(&[3]).await;
    let place = Place::Directory(bench.beside("restored"));
    let report = restore(&target, &place).await.unwrap();
    assert_eq!((report.entries, report.findings), (1, Vec::new()));
    let store = Store::open(&place).await.unwrap();
    assert_eq!(store.party(party_id(2)).await.unwrap(), Some(party(2)));
    assert_eq!(
        store.party(party_id(3)).await.unwrap(),
        None,
        "what came later is not in it"
    );
    let hash = benfu_store::evidence::content_hash(b"report");
    assert_eq!(
        store.file(&hash).await.unwrap().as_deref(),
        Some(&b"report"[..])
    );
    let key = store.next_subject().await.unwrap();
    assert!(key.0 >= 1, "keys go on");
    store.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_taken_while_writes_go_on_is_consistent() {
    let bench = Bench::sqlite().await;
    let (store, mut prepared) = (bench.store.clone(), Vec::new());
    for number in 1..=300 {
        let mut write = bench.write("party_added", number).await;
        write.save_party(&party(number), None);
        prepared.push(write);
    }
    let writing = tokio::spawn(async move {
        for write in prepared {
            store.commit(write).await.unwrap();
        }
    });
    let mut taken = Vec::new();
    while !writing.is_finished() {
        let target = bench.beside(&format!("backup{}", taken.len()));
        bench.store.backup_to(&target).await.unwrap();
        taken.push(target);
    }
    writing.await.unwrap();
    for (number, target) in taken.iter().enumerate() {
        let place = Place::Directory(bench.beside(&format!("restored{number}")));
        let report = restore(target, &place).await.unwrap();
        let store = Store::open(&place).await.unwrap();
        let parties = store
            .party_counts("")
            .await
            .unwrap()
            .first()
            .map_or(0, |(_, count)| *count);
        assert_eq!(
            u64::try_from(parties).unwrap(),
            report.entries,
            "each party with its entry"
        );
        store.close().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_backup_is_refused_before_the_target_is_touched() {
    let (bench, target, manifest) = backed_up().await;
    for file in &manifest.files {
        let path = target.join(&file.path);
        let bytes = std::fs::read(&path).unwrap();
        let mut changed = bytes.clone();
        changed[3] ^= 1;
        for damage in [Some(changed), Some(bytes[..bytes.len() - 1].to_vec()), None] {
            match damage {
                Some(damage) => std::fs::write(&path, damage).unwrap(),
                None => std::fs::remove_file(&path).unwrap(),
            }
            let error = refused(&target, &bench).await;
            assert!(
                matches!(&error, BackupError::Damaged { file: named } if *named == file.path),
                "{error}"
            );
        }
        std::fs::write(&path, &bytes).unwrap();
    }
    let place = Place::Directory(bench.beside("restored"));
    assert!(
        restore(&target, &place).await.is_ok(),
        "put right, it restores"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_incomplete_or_foreign_manifest_is_refused() {
    let (bench, target, manifest) = backed_up().await;
    let path = target.join("manifest.json");
    let write = |manifest: &Manifest| {
        std::fs::write(&path, serde_json::to_string(manifest).unwrap()).unwrap();
    };
    let without = Manifest {
        files: manifest.files[1..].to_vec(),
        ..manifest.clone()
    };
    write(&without);
    assert!(matches!(
        refused(&target, &bench).await,
        BackupError::Incomplete { .. }
    ));
    for newer in [
        Manifest {
            format: 2,
            ..manifest.clone()
        },
        Manifest {
            schema: 9_999,
            ..manifest.clone()
        },
    ] {
        write(&newer);
        assert!(matches!(refused(&target, &bench).await, BackupError::Newer));
    }
    write(&Manifest {
        engine: "postgres".to_owned(),
        ..manifest.clone()
    });
    assert!(matches!(
        refused(&target, &bench).await,
        BackupError::OtherEngine { .. }
    ));
    let mut outside = manifest.clone();
    outside.files[1].path = "../data/benfu.db".to_owned();
    write(&outside);
    assert!(matches!(
        refused(&target, &bench).await,
        BackupError::Damaged { .. }
    ));
    std::fs::write(&path, "{").unwrap();
    assert!(matches!(
        refused(&target, &bench).await,
        BackupError::Incomplete { .. }
    ));
    std::fs::remove_file(&path).unwrap();
    let error = refused(&target, &bench).await;
    assert!(error.to_string().contains("不是完整的备份"), "{error}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_filled_target_is_refused_on_both_ways() {
    let (bench, target, _) = backed_up().await;
    let again = bench.store.backup_to(&target).await.unwrap_err();
    assert!(matches!(again, BackupError::NotEmpty(_)), "{again}");
    let over = restore(&target, &bench.place).await.err().unwrap();
    assert!(matches!(over, BackupError::NotEmpty(_)), "{over}");
    assert!(bench.store.party(party_id(1)).await.unwrap().is_some());
    let empty = Place::Directory(bench.beside("empty"));
    std::fs::create_dir(empty.directory()).unwrap();
    assert!(
        restore(&target, &empty).await.is_ok(),
        "an empty one will do"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_of_a_broken_ledger_is_thrown_away() {
    let bench = Bench::sqlite().await;
    bench.with_parties(&[1]).await;
    bench
        .tamper("UPDATE ledger_entry SET account = 'other'")
        .await;
    let target = bench.beside("backup");
    bench.store.backup_to(&target).await.unwrap();
    assert!(matches!(
        refused(&target, &bench).await,
        BackupError::LedgerBroken(1)
    ));
    assert!(!bench.beside(".restored.restoring").exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn evidence_that_was_damaged_already_is_named_in_the_manifest() {
    let bench = Bench::sqlite().await;
    let hash = bench.store.keep_file(b"signed").await.unwrap();
    let path = bench
        .store
        .directory()
        .join("evidence")
        .join(&hash[..2])
        .join(&hash);
    std::fs::write(path, b"forged").unwrap();
    let target = bench.beside("backup");
    let manifest = bench.store.backup_to(&target).await.unwrap();
    assert_eq!(
        (manifest.damaged.as_slice(), manifest.files.len()),
        (&[hash][..], 1)
    );
    assert!(
        restore(&target, &Place::Directory(bench.beside("restored")))
            .await
            .is_ok()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shared_database_is_dumped_and_loaded_by_its_own_programs() {
    let Some(base) = Bench::postgres_base() else {
        return;
    };
    let databases = ["benfu_backup_from", "benfu_backup_to"];
    for database in databases {
        Bench::on_server(&base, &format!("DROP DATABASE IF EXISTS {database}")).await;
        Bench::on_server(&base, &format!("CREATE DATABASE {database}")).await;
    }
    let folder = tempfile::tempdir().unwrap();
    let place = |database: &str| Place::Postgres {
        url: format!("{}/{database}", base.rsplit_once('/').unwrap().0),
        directory: folder.path().join(database),
    };
    let store = Store::open(&place(databases[0])).await.unwrap();
    let mut write = Write::new(store.next_entry().await.unwrap(), act("party_added", "pty"));
    write.save_party(&party(1), None);
    store.commit(write).await.unwrap();
    store.keep_file(b"report").await.unwrap();
    let target = folder.path().join("backup");
    let manifest = store.backup_to(&target).await.unwrap();
    assert_eq!(
        (manifest.engine.as_str(), manifest.files.len()),
        ("postgres", 2)
    );
    let report = restore(&target, &place(databases[1])).await.unwrap();
    assert_eq!((report.entries, report.findings), (1, Vec::new()));
    let restored = Store::open(&place(databases[1])).await.unwrap();
    assert_eq!(restored.party(party_id(1)).await.unwrap(), Some(party(1)));
    let Place::Postgres { url, .. } = place(databases[1]) else {
        unreachable!("it is one")
    };
    let filled = Place::Postgres {
        url,
        directory: folder.path().join("third"),
    };
    let over = restore(&target, &filled).await;
    assert!(
        matches!(over, Err(BackupError::DatabaseNotEmpty)),
        "{over:?}"
    );
    restored.close().await;
    store.close().await;
    for database in databases {
        Bench::on_server(&base, &format!("DROP DATABASE {database}")).await;
    }
}
