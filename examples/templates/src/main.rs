//! One answer as a page and as JSON: `cargo run -p templates`, then open
//! <http://localhost:8000/hello/Ada> and `curl localhost:8000/hello/Ada -H 'accept: application/json'`.

use folio::{App, Templates, get, routes};
use serde::Serialize;
use utoipa::ToSchema;

/// A greeting.
#[derive(Serialize, ToSchema)]
struct Greeting {
    name: String,
    times: u8,
}

/// Greets somebody.
#[get("/hello/{name}", produces = [Html("hello.html"), Json])]
fn hello(name: String, #[query(default = 1, maximum = 10)] times: u8) -> Greeting {
    Greeting { name, times }
}

fn app() -> App {
    // `Templates::load("templates")` reads a directory instead.
    let templates = Templates::new([("hello.html", include_str!("hello.html"))]);
    App::new("Greetings", "1.0.0")
        .templates(templates)
        .routes(routes![hello])
}

#[tokio::main]
async fn main() -> Result<(), folio::Error> {
    app().serve("127.0.0.1:8000").await
}

#[cfg(test)]
mod tests {
    use folio::test::Client;

    #[tokio::test]
    async fn browsers_get_a_page_and_programs_json() {
        let client = Client::new(super::app());
        let page = client.get("/hello/%3Cb%3E?times=2").await;
        let escaped = "<p>Hello, &lt;b&gt;!</p>";
        assert!(page.text().contains(&escaped.repeat(2)), "{}", page.text());
        let json = client
            .get("/hello/Ada")
            .header("accept", "application/json");
        assert_eq!(json.await.text(), r#"{"name":"Ada","times":1}"#);
    }
}
