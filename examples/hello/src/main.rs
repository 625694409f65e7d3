//! The smallest app: `cargo run -p hello`, then `curl localhost:8000/hello/Ada?times=2`.

use folio::{App, get, routes};
use serde::Serialize;
use utoipa::ToSchema;

/// A greeting.
#[derive(Serialize, ToSchema)]
struct Greeting {
    text: String,
}

/// Greets somebody.
#[get("/hello/{name}")]
async fn hello(
    name: String,
    /// How many times.
    #[query(default = 1, minimum = 1, maximum = 10)]
    times: usize,
) -> Greeting {
    let text = vec![format!("Hello, {name}!"); times].join(" ");
    Greeting { text }
}

fn app() -> App {
    App::new("Hello", "1.0.0").routes(routes![hello])
}

#[tokio::main]
async fn main() -> Result<(), folio::Error> {
    app().serve("127.0.0.1:8000").await
}

#[cfg(test)]
mod tests {
    use folio::test::Client;

    /// The client checks the answer against the document, too.
    #[tokio::test]
    async fn greets() {
        let answer = Client::new(super::app()).get("/hello/Ada?times=2").await;
        assert_eq!(answer.text(), r#"{"text":"Hello, Ada! Hello, Ada!"}"#);
    }
}
