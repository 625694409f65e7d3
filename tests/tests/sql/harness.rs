//! A database of its own for each test, on either engine.

use std::{io::Write, str::FromStr, sync::Arc, time::Duration};

use folio::{App, CursorKeys, PageOptions, pages::sql::cancelling, test::Client};
use sqlx::{
    AssertSqlSafe, PgPool, SqlitePool,
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions},
};
use tempfile::TempDir;

/// The variable that has the URL of a PostgreSQL server for tests.
const POSTGRES: &str = "FOLIO_TEST_POSTGRES";

/// Makes an `async` function of a [`Database`] a test on each engine.
macro_rules! on_both {
    ($($(#[$attribute:meta])* $name:ident),+ $(,)?) => {$(
        mod $name {
            use $crate::harness::Database;

            #[tokio::test]
            $(#[$attribute])*
            async fn on_sqlite() {
                let database = Database::sqlite().await;
                super::$name(&database).await;
            }

            #[tokio::test]
            $(#[$attribute])*
            async fn on_postgres() {
                let Some(database) = Database::postgres(module_path!()).await else {
                    return $crate::harness::left_out(module_path!());
                };
                // The schema is taken away after a panic too.
                let running = database.clone();
                let running = async move { super::$name(&running).await };
                let tasks = tokio::task::LocalSet::new();
                let running = tasks.spawn_local(running);
                let ended = tasks.run_until(running).await;
                database.remove().await;
                if let Err(error) = ended {
                    std::panic::resume_unwind(error.into_panic());
                }
            }
        }
    )+};
}

/// Writes the same twice: once where `Db` is SQLite and once where it is PostgreSQL.
macro_rules! engines {
    ($($item:item)*) => {
        pub(crate) mod sqlite {
            use super::*;
            type Db = sqlx::Sqlite;
            $($item)*
        }
        pub(crate) mod postgres {
            use super::*;
            type Db = sqlx::Postgres;
            $($item)*
        }
    };
}

pub(crate) use {engines, on_both};

/// A database that no other test sees.
#[derive(Clone)]
pub(crate) enum Database {
    Sqlite {
        pool: SqlitePool,
        directory: Arc<TempDir>,
    },
    Postgres {
        pool: PgPool,
        options: Box<PgConnectOptions>,
        schema: String,
    },
}

/// Says which test is left out, past what is captured of a test that passes.
pub(crate) fn left_out(test: &str) {
    let line = format!("left out, since {POSTGRES} is not set: {test} on PostgreSQL\n");
    // Where nobody can read it, it need not be written.
    drop(std::io::stderr().write_all(line.as_bytes()));
}

impl Database {
    pub(crate) async fn sqlite() -> Self {
        let directory = TempDir::new().expect("a directory");
        let options = SqliteConnectOptions::new()
            .filename(directory.path().join("test.db"))
            .journal_mode(SqliteJournalMode::Wal)
            .create_if_missing(true);
        let pool = SqlitePoolOptions::new().max_connections(4);
        let pool = pool.connect_with(options).await.expect("a database");
        Database::Sqlite {
            pool,
            directory: Arc::new(directory),
        }
    }

    /// A schema of the server that tests may use; none where there is no server.
    pub(crate) async fn postgres(test: &str) -> Option<Self> {
        let url = std::env::var(POSTGRES).ok().filter(|url| !url.is_empty())?;
        let options = PgConnectOptions::from_str(&url).expect("a URL of PostgreSQL");
        // Names are cut to 63 bytes.
        let name: String = test.replace("::", "_").chars().take(48).collect();
        let schema = format!("{name}_{}", std::process::id());
        let options = options
            .options([("search_path", &schema)])
            .application_name(&schema);
        let pool = PgPoolOptions::new().max_connections(4);
        let pool = pool.connect_with(options.clone()).await;
        let pool = pool.expect("a server that FOLIO_TEST_POSTGRES leads to");
        let database = Database::Postgres {
            pool,
            options: Box::new(options),
            schema,
        };
        database.run("DROP SCHEMA IF EXISTS $schema CASCADE").await;
        database.run("CREATE SCHEMA $schema").await;
        Some(database)
    }

    /// Takes the schema away; the directory of SQLite goes with its value.
    pub(crate) async fn remove(self) {
        self.run("DROP SCHEMA $schema CASCADE").await;
    }

    /// The same by one connection, whose statements end after this time on PostgreSQL.
    pub(crate) async fn by_one_connection(&self, timeout: Duration) -> Self {
        match self {
            Database::Sqlite { directory, .. } => {
                let options =
                    SqliteConnectOptions::new().filename(directory.path().join("test.db"));
                let pool = SqlitePoolOptions::new().max_connections(1);
                let pool = pool.connect_with(options).await.expect("a database");
                let directory = Arc::clone(directory);
                Database::Sqlite { pool, directory }
            }
            Database::Postgres {
                options, schema, ..
            } => {
                let options = cancelling((**options).clone(), timeout);
                let pool = PgPoolOptions::new().max_connections(1);
                let pool = pool.connect_with(options.clone()).await;
                let pool = pool.expect("a server that FOLIO_TEST_POSTGRES leads to");
                let schema = schema.clone();
                Database::Postgres {
                    pool,
                    options: Box::new(options),
                    schema,
                }
            }
        }
    }

    pub(crate) fn is_sqlite(&self) -> bool {
        matches!(self, Database::Sqlite { .. })
    }

    /// Runs a statement.
    pub(crate) async fn run(&self, statement: &str) {
        let failed = match self {
            Database::Sqlite { pool, .. } => {
                let query = sqlx::query(AssertSqlSafe(statement.to_owned()));
                query.execute(pool).await.err()
            }
            Database::Postgres { pool, schema, .. } => {
                let statement = statement.replace("$schema", schema);
                sqlx::query(AssertSqlSafe(statement))
                    .execute(pool)
                    .await
                    .err()
            }
        };
        if let Some(error) = failed {
            panic!("{statement}: {error}");
        }
    }

    /// Runs one statement on SQLite, another on PostgreSQL.
    pub(crate) async fn run_either(&self, sqlite: &str, postgres: &str) {
        let statement = if self.is_sqlite() { sqlite } else { postgres };
        self.run(statement).await;
    }

    /// The whole numbers that a query gives.
    pub(crate) async fn numbers(&self, query: &str) -> Vec<i64> {
        let text = AssertSqlSafe(query.to_owned());
        let numbers = match self {
            Database::Sqlite { pool, .. } => sqlx::query_scalar(text).fetch_all(pool).await,
            Database::Postgres { pool, .. } => sqlx::query_scalar(text).fetch_all(pool).await,
        };
        numbers.unwrap_or_else(|error| panic!("{query}: {error}"))
    }
}

/// An app whose cursors are signed.
pub(crate) fn app() -> App {
    let keys = CursorKeys::new([7; 32]).expect("long enough");
    App::new("Rows", "1.0.0").pages(PageOptions::new().cursor_keys(keys))
}

pub(crate) type Make<P> = fn(App, P) -> App;

impl Database {
    /// A client of an app, which is made from the pool of either engine.
    pub(crate) fn client(&self, sqlite: Make<SqlitePool>, postgres: Make<PgPool>) -> Client {
        Client::new(match self {
            Database::Sqlite { pool, .. } => sqlite(app(), pool.clone()),
            Database::Postgres { pool, .. } => postgres(app(), pool.clone()),
        })
    }
}
