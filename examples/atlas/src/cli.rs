//! The command line: what it takes, and what it starts.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use folio::pages::{CursorKeyFault, CursorKeys};
use folio::{BuildErrors, Service};
use tokio::net::TcpListener;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::LevelFilter;

use crate::app::{api, app};
use crate::database::Database;
use crate::import::{ImportError, import};
use crate::keys::{KeyFault, ring};
use crate::store::{COMPOSITES, Store};

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
    #[command(
        about = "Checks the configuration, and that the database has an index for each order it is made for"
    )]
    Check(Data),
}

#[derive(Debug, Args)]
struct Serve {
    /// Address to listen on. Port 0 takes a free one; the URL is printed on the standard output.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8000")]
    listen: String,
    #[command(flatten)]
    data: Data,
}

#[derive(Debug, Args)]
struct Data {
    #[arg(
        long,
        help = "Database: a file, or that of a PostgreSQL server. The first start builds it, in a file in the user's data directory unless told otherwise",
        value_name = "sqlite:PATH|postgres://…",
        default_value_t = Database::of_user()
    )]
    database: Database,
    /// Key to sign cursors by, 32 random bytes or more, hexadecimal or in base64. Given again, keys that
    /// were used before. Others can see what stands here: the environment is the better place.
    #[arg(
        long = "cursor-key",
        value_name = "KEY",
        env = "ATLAS_CURSOR_KEYS",
        value_delimiter = ',',
        hide_env_values = true
    )]
    cursor_keys: Vec<String>,
}

/// Why the program ends before it has done what it was asked.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// The app contradicts itself.
    #[error("{0}")]
    App(#[from] BuildErrors),
    /// There is nothing to sign cursors by.
    #[error("{0}")]
    Key(#[from] KeyFault),
    /// The database can't be built.
    #[error("can't build the database {0}: {1}")]
    Import(Database, #[source] ImportError),
    /// The database can't be opened.
    #[error("can't open the database {0}: {1}")]
    Open(Database, #[source] sqlx::Error),
    /// The database can't be asked.
    #[error("can't check the database {0}: {1}")]
    Check(Database, String),
    /// The address can't be listened on.
    #[error("can't listen on {0}: {1}")]
    Listen(String, #[source] io::Error),
    /// The output can't be written.
    #[error("can't write: {0}")]
    Write(#[from] io::Error),
}

impl Cli {
    /// Does what the command line says.
    pub(crate) async fn run(self) -> Result<ExitCode, Failure> {
        match self.command {
            Some(Command::Openapi { out }) => print_document(out.as_deref())?,
            Some(Command::Check(data)) => return check(data).await,
            None => serve(self.serve).await?,
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn print_document(out: Option<&Path>) -> Result<(), Failure> {
    // No cursor is ever signed by it.
    let keys =
        CursorKeys::new([0; 32]).map_err(|fault: CursorKeyFault| KeyFault::Short(1, fault))?;
    let document = api(keys).openapi()?;
    let text = format!("{document:#}\n");
    match out {
        Some(path) => fs::write(path, text)?,
        None => io::stdout().write_all(text.as_bytes())?,
    }
    Ok(())
}

/// Prints a line for each order that no index supports; fails if there is any.
async fn check(data: Data) -> Result<ExitCode, Failure> {
    start_logging();
    let keys = ring(&data.cursor_keys, &data.database)?;
    let store = open(&data.database).await?;
    app(store.clone(), keys).build()?;
    let unindexed = store.unindexed().await;
    store.close().await;
    let unindexed =
        unindexed.map_err(|error| Failure::Check(data.database.clone(), error.to_string()))?;
    let mut out = io::stdout();
    for order in &unindexed {
        writeln!(out, "{order}")?;
    }
    if !unindexed.is_empty() {
        return Ok(ExitCode::FAILURE);
    }
    writeln!(
        out,
        "{}: indexes support the order by each column and {}",
        data.database,
        COMPOSITES.map(|order| format!("`{order}`")).join(", ")
    )?;
    Ok(ExitCode::SUCCESS)
}

async fn serve(options: Serve) -> Result<(), Failure> {
    start_logging();
    let keys = ring(&options.data.cursor_keys, &options.data.database)?;
    build(&options.data.database).await?;
    let store = open(&options.data.database).await?;
    let service: Service = app(store.clone(), keys).build()?;
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

/// Builds the database if there is none.
async fn build(database: &Database) -> Result<(), Failure> {
    let failed = |error| Failure::Import(database.clone(), error);
    if let Database::Sqlite(path) = database
        && let Some(directory) = path.parent()
    {
        fs::create_dir_all(directory).map_err(|error| failed(error.into()))?;
    }
    if import(database, true).await.map_err(failed)? {
        tracing::info!("built the database {database}");
    } else {
        tracing::info!("found the database {database}");
    }
    Ok(())
}

async fn open(database: &Database) -> Result<Store, Failure> {
    let store = Store::open(database).await;
    store.map_err(|error| Failure::Open(database.clone(), error))
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::Cli;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }
}
