//! Which database the cities lie in, as the command line names it.

use std::fmt::{self, Display, Formatter};
use std::path::PathBuf;
use std::str::FromStr;

use sqlx::postgres::PgConnectOptions;

/// A database of the atlas.
#[derive(Debug, Clone)]
pub(crate) enum Database {
    /// A file.
    Sqlite(PathBuf),
    /// A database of a server; the tables are in the first schema of its `search_path`.
    Postgres(Box<PgConnectOptions>),
}

impl Database {
    /// A file in the user's data directory, wherever the program is started: it takes changes, so it is
    /// data, not a cache.
    pub(crate) fn of_user() -> Self {
        let directory = data_directory().unwrap_or_else(std::env::temp_dir);
        Database::Sqlite(directory.join("atlas").join("atlas.db"))
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
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            let options = text.parse::<PgConnectOptions>();
            return options
                .map(|options| Database::Postgres(Box::new(options)))
                .map_err(|error| error.to_string());
        }
        let path = match text.strip_prefix("sqlite:") {
            Some(path) => path.strip_prefix("//").unwrap_or(path),
            None if text.contains("://") => {
                return Err("it has to begin with `sqlite:` or `postgres://`".to_owned());
            }
            None => text,
        };
        if path.is_empty() || path == ":memory:" {
            return Err("it has to name a file".to_owned());
        }
        if path.contains('?') {
            return Err("a file takes no options after `?`".to_owned());
        }
        Ok(Database::Sqlite(path.into()))
    }
}

/// Without what is secret.
impl Display for Database {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Database::Sqlite(path) => write!(f, "sqlite:{}", path.display()),
            Database::Postgres(options) => {
                let name = options.get_database().unwrap_or(options.get_username());
                let (host, port) = (options.get_host(), options.get_port());
                write!(f, "postgres://{host}:{port}/{name}")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Database;

    fn read(text: &str) -> Option<String> {
        let database: Database = text.parse().ok()?;
        Some(database.to_string())
    }

    #[test]
    fn databases_are_named_by_path_or_url() {
        for (text, shown) in [
            ("a.db", "sqlite:a.db"),
            ("/tmp/a.db", "sqlite:/tmp/a.db"),
            ("sqlite:a.db", "sqlite:a.db"),
            ("sqlite:/tmp/a.db", "sqlite:/tmp/a.db"),
            ("sqlite://a.db", "sqlite:a.db"),
            ("sqlite:///tmp/a.db", "sqlite:/tmp/a.db"),
            ("postgres://u:secret@h/d", "postgres://h:5432/d"),
            ("postgresql://u@h:1/d?sslmode=disable", "postgres://h:1/d"),
        ] {
            assert_eq!(read(text).as_deref(), Some(shown));
        }
        for text in [
            "",
            "sqlite:",
            "sqlite://",
            "sqlite::memory:",
            "sqlite:a?b=c",
            "mysql://a",
            "postgres://h:port/d",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
