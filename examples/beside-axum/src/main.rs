//! axum inside of Folio, and Folio inside of axum: `cargo run -p beside-axum`, then
//! `curl localhost:8000/old/count` and `curl localhost:8000/old/new/twice/21`.

use axum::routing;
use folio::{App, BuildErrors, Service, get, routes};

/// Twice a number.
#[get("/twice/{n}")]
fn twice(n: u32) -> u64 {
    u64::from(n) * 2
}

/// Folio as a service: axum nests it as any other.
fn inner() -> Result<Service, BuildErrors> {
    App::new("Inner", "1.0.0")
        .server("/old/new", "Where axum has nested it.")
        .routes(routes![twice])
        .build()
}

/// What was there before, in axum.
fn old() -> Result<axum::Router, BuildErrors> {
    let count = routing::get(async || "3");
    Ok(axum::Router::new()
        .route("/count", count)
        .nest_service("/new", inner()?))
}

/// Folio around it: what moves over is written as `routes`, and what doesn't stays.
fn app() -> Result<App, BuildErrors> {
    let app = App::new("Outer", "1.0.0").header("x-content-type-options", "nosniff");
    Ok(app
        .routes(routes![twice])
        .service("/old", old()?)
        .cover_foreign_answers(true))
}

#[tokio::main]
async fn main() -> Result<(), folio::Error> {
    app()?.serve("127.0.0.1:8000").await
}

#[cfg(test)]
mod tests {
    use folio::test::Client;

    #[tokio::test]
    async fn both_answer() {
        let client = Client::new(super::app().expect("no faults"));
        for (target, text) in [
            ("/twice/2", "4"),
            ("/old/count", "3"),
            ("/old/new/twice/21", "42"),
        ] {
            let answer = client.get(target).await;
            assert_eq!(answer.text(), text, "{target}");
            assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
        }
    }
}
