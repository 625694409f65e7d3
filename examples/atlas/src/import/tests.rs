//! Tests of the import, and the imported database that other tests start from.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use indicatif::ProgressBar;
use tokio::sync::OnceCell;

use super::{CITIES, build, import, sibling};
use crate::store::{Filter, Store};

/// A directory of a test's own, removed when dropped.
pub(crate) struct Directory(PathBuf);

impl Directory {
    pub(crate) fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("atlas-test-{}-{number}", std::process::id());
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub(crate) fn database(&self) -> PathBuf {
        self.0.join("atlas.db")
    }

    fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(&self.0).unwrap();
        let name = |entry: std::io::Result<std::fs::DirEntry>| entry.unwrap().file_name();
        entries
            .map(|entry| name(entry).into_string().unwrap())
            .collect()
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Copies a freshly imported database to `path`. The import itself is done once per process.
pub(crate) async fn imported(path: &Path) {
    static BYTES: OnceCell<Vec<u8>> = OnceCell::const_new();
    let bytes = BYTES.get_or_init(|| async {
        let directory = Directory::new();
        // What an import that was killed and a database that was deleted leave behind.
        for suffix in [".tmp", ".lock", "-wal", "-shm"] {
            std::fs::write(sibling(&directory.database(), suffix), "leftover").unwrap();
        }
        assert!(import(&directory.database(), false).await.unwrap());
        assert_eq!(directory.names(), ["atlas.db"]);
        std::fs::read(directory.database()).unwrap()
    });
    std::fs::write(path, bytes.await).unwrap();
}

#[tokio::test]
async fn imports_every_row() {
    let directory = Directory::new();
    imported(&directory.database()).await;
    let store = Store::open(&directory.database()).await.unwrap();
    let (_, cities) = store.cities(&Filter::default(), 1, 1).await.unwrap();
    assert_eq!(cities, 135_233);
    assert_eq!(store.countries().await.unwrap().len(), 252);
}

#[tokio::test]
async fn leaves_an_existing_file_alone() {
    let directory = Directory::new();
    std::fs::write(directory.database(), "mine").unwrap();
    assert!(!import(&directory.database(), false).await.unwrap());
    assert_eq!(std::fs::read(directory.database()).unwrap(), b"mine");
}

#[tokio::test]
async fn leaves_nothing_when_it_fails_midway() {
    let directory = Directory::new();
    let half = &CITIES[..CITIES.len() / 50];
    let failure = build(&directory.database(), half, &ProgressBar::hidden()).await;
    assert!(failure.is_err());
    assert_eq!(directory.names(), [""; 0]);
}

#[tokio::test]
async fn fails_without_a_directory() {
    let path = Directory::new().database();
    let failure = import(&path, false).await.unwrap_err();
    assert!(
        matches!(failure, super::ImportError::File(error) if error.kind() == ErrorKind::NotFound)
    );
}
