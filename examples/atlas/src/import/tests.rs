//! Tests of the import, and the imported database that other tests start from.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use indicatif::ProgressBar;
use serde_json::Value;
use sqlx::ConnectOptions;
use tokio::sync::OnceCell;

use super::sqlite::{build, sibling};
use super::{CITIES, Source, import, postgres::import as import_tables};
use crate::database::Database;
use crate::tests::engines::{Place, engines};

engines! {
    reading: [imports_every_row, leaves_what_is_there_alone],
    writing: [],
}

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
        let database = Database::Sqlite(directory.database());
        assert!(import(&database, false).await.unwrap());
        assert_eq!(directory.names(), ["atlas.db"]);
        std::fs::read(directory.database()).unwrap()
    });
    std::fs::write(path, bytes.await).unwrap();
}

/// The data, torn off after a part of its bytes.
fn torn() -> Source {
    Source {
        cities: &CITIES[..CITIES.len() / 50],
        bar: ProgressBar::hidden(),
    }
}

async fn imports_every_row(place: &Place) {
    let page: Value = place.client().await.get("/cities?page_size=1").await.json();
    assert_eq!(page["total_items"], 135_233);
    let store = place.store().await;
    assert_eq!(store.countries().await.unwrap().len(), 252);
}

async fn leaves_what_is_there_alone(place: &Place) {
    assert!(!import(&place.database, false).await.unwrap());
}

#[tokio::test]
async fn leaves_an_existing_file_alone() {
    let directory = Directory::new();
    std::fs::write(directory.database(), "mine").unwrap();
    let database = Database::Sqlite(directory.database());
    assert!(!import(&database, false).await.unwrap());
    assert_eq!(std::fs::read(directory.database()).unwrap(), b"mine");
}

#[tokio::test]
async fn leaves_no_file_when_it_fails_midway() {
    let directory = Directory::new();
    let failure = build(&directory.database(), &torn()).await;
    assert!(failure.is_err());
    assert_eq!(directory.names(), [""; 0]);
}

#[tokio::test]
async fn leaves_no_table_when_it_fails_midway() {
    let Some(place) = Place::empty().await else {
        return;
    };
    let Database::Postgres(options) = &place.database else {
        panic!("it is a schema");
    };
    assert!(import_tables(options, &torn()).await.is_err());
    let mut db = options.connect().await.unwrap();
    let tables =
        "SELECT count(*) FROM pg_class WHERE relnamespace = current_schema()::regnamespace";
    let tables: i64 = sqlx::query_scalar(tables).fetch_one(&mut db).await.unwrap();
    assert_eq!(tables, 0);
    place.end().await;
}

/// Of those who build at the same time one does, and the others wait for it.
#[tokio::test(flavor = "multi_thread")]
async fn is_done_once() {
    let Some(place) = Place::empty().await else {
        return;
    };
    let (one, other) = tokio::join!(
        import(&place.database, false),
        import(&place.database, false)
    );
    assert_ne!(one.unwrap(), other.unwrap());
    place.end().await;
}

#[tokio::test]
async fn fails_without_a_directory() {
    let database = Database::Sqlite(Directory::new().database());
    let failure = import(&database, false).await.unwrap_err();
    assert!(
        matches!(failure, super::ImportError::File(error) if error.kind() == ErrorKind::NotFound)
    );
}
