//! The command line: what it takes, and what it starts.

use std::fmt::{self, Display, Formatter};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::str::FromStr;

use clap::{Args, Parser, Subcommand};
use folio::BuildErrors;
use tokio::net::TcpListener;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::LevelFilter;

use crate::app::{api, app};
use crate::import::{ImportError, import};
use crate::store::Store;

/// Serves the cities of the world over HTTP.
#[derive(Debug, Parser)]
#[command(version, args_conflicts_with_subcommands = true)]
pub(crate) struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    serve: Serve,
}

#[derive(Debug, Subcommand)]
enum Command {
    #[command(about = "Prints the OpenAPI document, without a server and without a database")]
    Openapi {
        /// File to write it to, instead of the standard output.
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
}

#[derive(Debug, Args)]
struct Serve {
    /// Address to listen on. Port 0 takes a free one; the URL is printed on the standard output.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8000")]
    listen: String,
    /// Database file. The first start builds it, in the user's data directory unless told otherwise.
    #[arg(long, value_name = "sqlite:PATH", default_value_t = Database::of_user())]
    database: Database,
}

/// Why the program ends before it has done what it was asked.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// The app contradicts itself.
    #[error("{0}")]
    App(#[from] BuildErrors),
    /// The database can't be built.
    #[error("can't build the database {0}: {1}")]
    Import(Database, #[source] ImportError),
    /// The database can't be opened.
    #[error("can't open the database {0}: {1}")]
    Open(Database, #[source] sqlx::Error),
    /// The address can't be listened on.
    #[error("can't listen on {0}: {1}")]
    Listen(String, #[source] io::Error),
    /// The output can't be written.
    #[error("can't write: {0}")]
    Write(#[from] io::Error),
}

impl Cli {
    /// Does what the command line says.
    pub(crate) async fn run(self) -> Result<(), Failure> {
        match self.command {
            Some(Command::Openapi { out }) => print_document(out.as_deref()),
            None => serve(self.serve).await,
        }
    }
}

fn print_document(out: Option<&Path>) -> Result<(), Failure> {
    let document = api().openapi()?;
    let text = format!("{document:#}\n");
    match out {
        Some(path) => fs::write(path, text)?,
        None => io::stdout().write_all(text.as_bytes())?,
    }
    Ok(())
}

async fn serve(options: Serve) -> Result<(), Failure> {
    start_logging();
    let store = open(options.database).await?;
    let service = app(store.clone()).build()?;
    let cannot_listen = |error| Failure::Listen(options.listen.clone(), error);
    let listener = TcpListener::bind(&options.listen)
        .await
        .map_err(cannot_listen)?;
    let address = listener.local_addr().map_err(cannot_listen)?;
    eprint!("{}", service.route_table());
    writeln!(io::stdout(), "http://{address}")?;
    service.listen(listener).await;
    store.close().await;
    Ok(())
}

fn start_logging() {
    let filter = EnvFilter::builder()
        .with_default_directive(LevelFilter::INFO.into())
        .from_env_lossy();
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(io::stderr)
        .init();
}

/// Opens the database, which is built first if there is none.
async fn open(database: Database) -> Result<Store, Failure> {
    match build(&database.path).await {
        Ok(true) => tracing::info!("built the database {database}"),
        Ok(false) => tracing::info!("found the database {database}"),
        Err(error) => return Err(Failure::Import(database, error)),
    }
    let store = Store::open(&database.path).await;
    store.map_err(|error| Failure::Open(database, error))
}

async fn build(path: &Path) -> Result<bool, ImportError> {
    if let Some(directory) = path.parent() {
        fs::create_dir_all(directory)?;
    }
    import(path, true).await
}

/// A database file, written `sqlite:PATH`.
#[derive(Debug, Clone)]
pub(crate) struct Database {
    path: PathBuf,
}

impl Database {
    /// The one that is used unless another is named: it holds what the user changes, so it is data,
    /// not a cache.
    fn of_user() -> Self {
        let directory = data_directory().unwrap_or_else(std::env::temp_dir);
        let path = directory.join("atlas").join("atlas.db");
        Self { path }
    }
}

/// Where the system wants the user's data.
fn data_directory() -> Option<PathBuf> {
    let absolute = |name| {
        let path = std::env::var_os(name).map(PathBuf::from);
        path.filter(|path| path.is_absolute())
    };
    if cfg!(windows) {
        absolute("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        absolute("HOME").map(|home| home.join("Library/Application Support"))
    } else {
        let of_home = || absolute("HOME").map(|home| home.join(".local/share"));
        absolute("XDG_DATA_HOME").or_else(of_home)
    }
}

impl FromStr for Database {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let path = text
            .strip_prefix("sqlite:")
            .ok_or("it has to begin with `sqlite:`")?;
        let path = path.strip_prefix("//").unwrap_or(path);
        if path.is_empty() || path == ":memory:" {
            return Err("it has to name a file");
        }
        if path.contains('?') {
            return Err("it takes no options after `?`");
        }
        Ok(Self { path: path.into() })
    }
}

impl Display for Database {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "sqlite:{}", self.path.display())
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use clap::CommandFactory;

    use super::{Cli, Database};

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn databases_are_named_by_url() {
        for (text, path) in [
            ("sqlite:a.db", "a.db"),
            ("sqlite:/tmp/a.db", "/tmp/a.db"),
            ("sqlite://a.db", "a.db"),
            ("sqlite:///tmp/a.db", "/tmp/a.db"),
        ] {
            let database: Database = text.parse().unwrap();
            assert_eq!(database.path, Path::new(path));
        }
        for text in [
            "a.db",
            "sqlite:",
            "sqlite://",
            "sqlite::memory:",
            "sqlite:a?b=c",
            "postgres://a",
        ] {
            assert!(text.parse::<Database>().is_err(), "{text}");
        }
    }
}
