//! The index on disk: kept, refused when it cannot be trusted, made anew.

use std::fs;
use std::path::{Path, PathBuf};

use benfu_search::{Change, Index, Lexicon, Query, RebuildCause, SearchError};
use tempfile::TempDir;

use crate::{keys, offer};

fn open(dir: &Path) -> Result<Index, SearchError> {
    Index::open(dir, &Lexicon::default())
}

/// A directory with an index of one offer and stamp 5, closed again.
fn written() -> TempDir {
    let dir = TempDir::new().unwrap();
    let index = open(dir.path()).unwrap();
    index
        .apply([Change::Put(offer(1, "激光雷达", ""))], 5)
        .unwrap();
    dir
}

fn cause(dir: &Path) -> RebuildCause {
    match open(dir).unwrap_err() {
        SearchError::MustRebuild { cause, .. } => cause,
        other => panic!("{other}"),
    }
}

fn files(dir: &Path) -> Vec<PathBuf> {
    let mut files: Vec<_> = fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.retain(|path| path.extension().is_none_or(|extension| extension != "lock"));
    files.sort();
    files
}

#[test]
fn a_new_directory_becomes_an_empty_index() {
    let dir = TempDir::new().unwrap();
    let index = open(&dir.path().join("deep/search")).unwrap();
    assert_eq!((index.stamp(), index.len()), (0, 0));
}

#[test]
fn content_and_stamp_survive_reopening() {
    let dir = written();
    let index = open(dir.path()).unwrap();
    assert_eq!(index.stamp(), 5);
    assert_eq!(
        keys(&index.search(&Query::words("激光雷达", 10)).unwrap()),
        [1]
    );
    index.apply([Change::Remove(1)], 6).unwrap();
    assert!(index.is_empty());
}

#[test]
fn a_changed_byte_in_any_segment_file_is_noticed() {
    let dir = written();
    let segments = files(dir.path());
    let segments = segments
        .iter()
        .filter(|path| !path.to_string_lossy().ends_with("json"));
    let mut changed = 0;
    for file in segments {
        let before = fs::read(file).unwrap();
        let mut after = before.clone();
        after[0] ^= 0xff;
        fs::write(file, after).unwrap();
        cause(dir.path());
        fs::write(file, before).unwrap();
        changed += 1;
    }
    assert!(changed > 3, "{changed}");
    open(dir.path()).unwrap();
}

#[test]
fn any_file_cut_off_emptied_or_gone_is_noticed() {
    let dir = written();
    for file in files(dir.path()) {
        let before = fs::read(&file).unwrap();
        for length in [0, before.len() / 2] {
            fs::write(&file, &before[..length]).unwrap();
            cause(dir.path());
        }
        if !file.ends_with(".managed.json") {
            fs::remove_file(&file).unwrap();
            cause(dir.path());
        }
        fs::write(&file, before).unwrap();
    }
    open(dir.path()).unwrap();
}

#[test]
fn an_index_of_another_format_is_not_used() {
    let dir = written();
    let meta = dir.path().join("meta.json");
    let text = fs::read_to_string(&meta).unwrap();
    fs::write(&meta, text.replace("benfu-search ", "benfu-search 9")).unwrap();
    assert_eq!(cause(dir.path()), RebuildCause::OtherVersion);
}

#[test]
fn an_index_with_other_domain_words_is_not_used() {
    let dir = written();
    let lexicon = Lexicon {
        words: vec!["磁流变抛光液".to_owned()],
        synonyms: Vec::new(),
    };
    let refused = Index::open(dir.path(), &lexicon).unwrap_err();
    assert_eq!(refused.code(), "search.must_rebuild");
}

#[test]
fn recreating_makes_an_empty_index_and_leaves_other_files_alone() {
    let dir = written();
    let foreign = dir.path().join("notes.txt");
    fs::write(&foreign, "kept").unwrap();
    fs::write(dir.path().join("meta.json"), "{").unwrap();
    cause(dir.path());
    let index = Index::recreate(dir.path(), &Lexicon::default()).unwrap();
    assert_eq!((index.stamp(), index.len()), (0, 0));
    assert_eq!(fs::read_to_string(foreign).unwrap(), "kept");
    drop(index);
    open(dir.path()).unwrap();
}

#[test]
fn a_second_writer_is_refused_while_the_first_lives() {
    let dir = TempDir::new().unwrap();
    let first = open(dir.path()).unwrap();
    first.apply([Change::Put(offer(1, "泵", ""))], 1).unwrap();
    let second = open(dir.path()).unwrap();
    let busy = second
        .apply([Change::Put(offer(2, "泵", ""))], 2)
        .unwrap_err();
    assert!(matches!(busy, SearchError::WriterBusy), "{busy}");
    let busy = Index::recreate(dir.path(), &Lexicon::default()).unwrap_err();
    assert!(matches!(busy, SearchError::WriterBusy), "{busy}");
    drop(first);
    second.apply([Change::Put(offer(2, "泵", ""))], 2).unwrap();
    assert_eq!(second.len(), 2);
}

#[test]
fn a_reader_sees_what_another_wrote_after_refreshing() {
    let dir = TempDir::new().unwrap();
    let writer = open(dir.path()).unwrap();
    let reader = open(dir.path()).unwrap();
    writer.apply([Change::Put(offer(1, "泵", ""))], 3).unwrap();
    assert_eq!((reader.len(), reader.stamp()), (0, 0));
    reader.refresh().unwrap();
    assert_eq!((reader.len(), reader.stamp()), (1, 3));
}
