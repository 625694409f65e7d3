//! Every form of a problem.

#![deny(warnings)]

use folio::Problem;

/// Nobody is there.
#[derive(Debug, Problem)]
#[problem(status = 404)]
struct Nobody;

#[derive(Debug, Problem)]
#[problem(status = 409, type = "https://example.com/taken", title = "Taken", detail = "{name} is taken")]
struct Taken {
    /// The name that is.
    name: String,
}

#[derive(Debug, Problem)]
enum Failure {
    #[problem(transparent)]
    Nobody(#[problem(from)] Nobody),
    #[problem(transparent)]
    Taken {
        #[problem(from)]
        inner: Taken,
    },
    /// With {braces} in its text.
    #[problem(status = 400)]
    Braces,
    #[problem(status = 400, title = "By place", detail = "{0} and {1:?}")]
    Places(u8, String),
    #[problem(status = 503)]
    Io(#[problem(from)] std::io::Error),
    /// With headers.
    #[problem(status = 429, header("X-Fixed" = "a", description = "Always."))]
    Often {
        #[problem(header = "Retry-After")]
        status: u32,
        #[problem(header = "x-maybe")]
        maybe: Option<String>,
    },
    /// Two causes.
    #[problem(status = 500)]
    Both { first: std::fmt::Error, second: u8 },
}

#[derive(Debug, Problem)]
enum Never {}

#[folio::get("/{n}")]
fn handler(n: u8) -> Result<u8, Failure> {
    match n {
        0 => Err(Nobody)?,
        1 => Err(Taken { name: "one".to_owned() })?,
        2 => Err(Failure::Braces),
        3 => Err(Failure::Places(3, "three".to_owned())),
        4 => Err(std::io::Error::other("four"))?,
        5 => Err(Failure::Both { first: std::fmt::Error, second: 5 }),
        6 => Err(Failure::Often { status: 1, maybe: None }),
        n => Ok(n),
    }
}

#[folio::get("/")]
fn never() -> Result<(), Never> {
    Ok(())
}

fn main() {
    let app = folio::App::new("t", "1").routes(folio::routes![handler, never]);
    assert!(app.build().is_ok());
}
