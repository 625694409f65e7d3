//! Databases to test on.

use std::io::Write;
use std::sync::{OnceLock, atomic::AtomicU32, atomic::Ordering, mpsc};
use std::time::{SystemTime, UNIX_EPOCH};

use folio::test::Client;
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions};

use super::keys;
use crate::app::app;
use crate::database::Database;
use crate::import::{
    import,
    tests::{Directory, imported},
};
use crate::store::Store;

/// Where `PostgreSQL` is: a URL such as `postgres://postgres@127.0.0.1:5432/test`.
const VARIABLE: &str = "FOLIO_TEST_POSTGRES";

/// Makes two tests of each function that takes a [`Place`]: one on a file, one on a schema of `PostgreSQL`.
/// Those that read alone share a schema; those that write have one of their own, with fewer cities.
macro_rules! engines {
    (reading: [$($reading:ident),* $(,)?], writing: [$($writing:ident),* $(,)?] $(,)?) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $reading() {
                super::$reading(&$crate::tests::engines::Place::file().await).await;
            })*
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $writing() {
                super::$writing(&$crate::tests::engines::Place::file().await).await;
            })*
        }

        mod postgres {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $reading() {
                if let Some(place) = $crate::tests::engines::Place::shared() {
                    super::$reading(&place).await;
                }
            })*
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $writing() {
                if let Some(place) = $crate::tests::engines::Place::schema().await {
                    super::$writing(&place).await;
                    place.end().await;
                }
            })*
        }
    };
}
pub(crate) use engines;

/// A database with cities in it.
pub(crate) struct Place {
    pub(crate) database: Database,
    /// Goes with the place.
    _directory: Option<Directory>,
}

impl Place {
    /// A file with all cities.
    pub(crate) async fn file() -> Self {
        let directory = Directory::new();
        imported(&directory.database()).await;
        Place {
            database: Database::Sqlite(directory.database()),
            _directory: Some(directory),
        }
    }

    /// The schema with all cities that tests share which write nothing.
    pub(crate) fn shared() -> Option<Self> {
        let run = Run::get()?;
        Some(run.place(&run.name))
    }

    /// An empty schema of the test's own.
    pub(crate) async fn empty() -> Option<Self> {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let run = Run::get()?;
        let name = format!("{}_{}", run.name, NEXT.fetch_add(1, Ordering::Relaxed));
        let mut db = run.options.connect().await.expect("a server");
        run_sql(&mut db, format!("CREATE SCHEMA {name}")).await;
        Some(run.place(&name))
    }

    /// A schema of the test's own, with the tables of the shared one, some of its cities and all of its
    /// countries.
    pub(crate) async fn schema() -> Option<Self> {
        let (place, run) = (Self::empty().await?, Run::get()?);
        let (all, own) = (&run.name, place.search_path());
        let mut db = run.options.connect().await.expect("a server");
        for table in ["cities", "countries"] {
            let like = format!("CREATE TABLE {own}.{table} (LIKE {all}.{table} INCLUDING ALL)");
            run_sql(&mut db, like).await;
        }
        run_sql(
            &mut db,
            format!(
                "INSERT INTO {own}.countries SELECT * FROM {all}.countries;
                INSERT INTO {own}.cities SELECT * FROM {all}.cities
                    WHERE country = 'AD' OR population > 2000000;
                SELECT setval(pg_get_serial_sequence('{own}.cities', 'id'), max(id)) FROM {all}.cities"
            ),
        )
        .await;
        Some(place)
    }

    fn search_path(&self) -> &str {
        match &self.database {
            Database::Sqlite(_) => "",
            Database::Postgres(options) => {
                let options = options.get_options().unwrap_or_default();
                options.rsplit_once("search_path=").expect("it is set").1
            }
        }
    }

    /// Drops a schema of a test's own. Those of tests that fail are dropped by a later run.
    pub(crate) async fn end(self) {
        let run = Run::get().expect("it made the schema");
        let mut db = run.options.connect().await.expect("a server");
        run_sql(
            &mut db,
            format!("DROP SCHEMA {} CASCADE", self.search_path()),
        )
        .await;
    }

    pub(crate) async fn store(&self) -> Store {
        let store = Store::open(&self.database).await;
        store.expect("the database was just built")
    }

    /// The ids of all cities, as the database itself orders them.
    pub(crate) async fn ids(&self, order: &str) -> Vec<i64> {
        let query = AssertSqlSafe(format!("SELECT id FROM cities ORDER BY {order}"));
        let ids = match &self.database {
            Database::Sqlite(path) => {
                let options = SqliteConnectOptions::new().filename(path);
                let mut db = options.connect().await.expect("a file");
                sqlx::query_scalar(query).fetch_all(&mut db).await
            }
            Database::Postgres(options) => {
                let mut db = options.connect().await.expect("a server");
                sqlx::query_scalar(query).fetch_all(&mut db).await
            }
        };
        ids.expect("the cities are there")
    }

    /// A client of an atlas of its own.
    pub(crate) async fn client(&self) -> Client {
        Client::new(app(self.store().await, keys(1, &[])))
    }
}

async fn run_sql(db: &mut PgConnection, sql: String) {
    let done = sqlx::raw_sql(AssertSqlSafe(sql)).execute(db).await;
    done.expect("the statement runs");
}

/// The schema of this run.
struct Run {
    options: PgConnectOptions,
    name: String,
}

impl Run {
    fn place(&self, schema: &str) -> Place {
        let options = self.options.clone().options([("search_path", schema)]);
        Place {
            database: Database::Postgres(Box::new(options)),
            _directory: None,
        }
    }

    /// None where no variable says where `PostgreSQL` is.
    fn get() -> Option<&'static Run> {
        static RUN: OnceLock<Option<Run>> = OnceLock::new();
        let run = RUN.get_or_init(|| {
            let url = std::env::var(VARIABLE).ok().filter(|url| !url.is_empty());
            let Some(url) = url else {
                // Not by `eprintln!`, which tests that pass keep to themselves.
                let line =
                    format!("left out, since {VARIABLE} is not set: the atlas on PostgreSQL\n");
                let _ = std::io::stderr().write_all(line.as_bytes());
                return None;
            };
            let options: PgConnectOptions = url.parse().expect("a URL of PostgreSQL");
            let now = SystemTime::now().duration_since(UNIX_EPOCH);
            let now = now.expect("after 1970").as_nanos();
            let name = format!("atlas_test_{}{now}", std::process::id());
            let run = Run {
                options: options.disable_statement_logging(),
                name,
            };
            run.begin();
            Some(run)
        });
        run.as_ref()
    }

    /// Makes the shared schema, from a thread that stays as long as the process: its connection holds a
    /// lock, by which later runs know whose schemas nobody needs any more.
    fn begin(&self) {
        let (options, name) = (self.options.clone(), self.name.clone());
        let database = self.place(&self.name).database;
        let (ready, waits) = mpsc::channel();
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build();
            runtime.expect("a runtime").block_on(async {
                let mut db = options.connect().await.expect("a server");
                lock(&mut db, &name).await;
                drop_abandoned(&mut db).await;
                run_sql(&mut db, format!("CREATE SCHEMA {name}")).await;
                assert!(import(&database, false).await.expect("it imports"));
                ready.send(()).expect("somebody waits");
                std::future::pending::<()>().await;
            });
        });
        waits.recv().expect("the schema is made");
    }
}

/// Whether the lock of a run was free, which is held from now on.
async fn lock(db: &mut PgConnection, run: &str) -> bool {
    let lock = sqlx::query_scalar("SELECT pg_try_advisory_lock(hashtextextended($1, 0))");
    lock.bind(run).fetch_one(db).await.expect("an answer")
}

async fn drop_abandoned(db: &mut PgConnection) {
    let names = "SELECT nspname::text FROM pg_namespace WHERE starts_with(nspname, 'atlas_test_')";
    let names: Vec<String> = sqlx::query_scalar(names)
        .fetch_all(&mut *db)
        .await
        .expect("an answer");
    for name in names {
        // The run's own name, without the number of a test.
        let run: Vec<&str> = name.split('_').take(3).collect();
        if lock(db, &run.join("_")).await {
            run_sql(db, format!("DROP SCHEMA IF EXISTS {name} CASCADE")).await;
        }
    }
}
