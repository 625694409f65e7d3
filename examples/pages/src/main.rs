//! Lists, a page at a time: `PAGES_KEY=$(openssl rand -hex 32) cargo run -p pages`, then
//! `curl 'localhost:8000/books?sort=-year&page_size=2'`, the same under `/header` and `/json-api`, and
//! `curl 'localhost:8000/new?limit=2'`.

use std::sync::Arc;

use folio::{
    App, Cursor, CursorKeys, Page, PageOptions, PageStyle, Router, Sort, Sortable, State, get,
    pages::{Edge, Sorted},
    routes,
};
use serde::Serialize;
use utoipa::ToSchema;

/// A book.
#[derive(Clone, Serialize, ToSchema, Sortable)]
struct Book {
    #[sort(key)]
    id: u64,
    #[sort]
    title: String,
    #[sort]
    year: i32,
}

type Books = Arc<[Book]>;

/// Books, in the order that is asked for.
///
/// The whole list is returned: a page of it is answered, in the style of the router above.
#[get("/books", paginate)]
async fn books(sort: Sort<Book>, all: State<Books>) -> Sorted<Book> {
    Sorted::new(Books::clone(&all), sort)
}

/// Books, the last that came in first.
///
/// Reads no more than the page, on from where the last one ended.
#[get("/new", page(size = 3, max_size = 10))]
async fn new(at: Cursor<u64>, all: State<Books>) -> Page<Book> {
    let rows = all.iter().filter(|book| match at.edge() {
        Edge::After(id) => book.id < *id,
        Edge::Before(id) => book.id > *id,
        Edge::Start | Edge::End => true,
    });
    // One more than the page has says whether there are others.
    let most = usize::try_from(at.probe()).unwrap_or(usize::MAX);
    let rows = if at.is_backward() {
        rows.take(most).cloned().collect()
    } else {
        rows.rev().take(most).cloned().collect()
    };
    Page::probed(&at, rows).keyed(|book| book.id)
}

/// A router whose lists are paged in a style.
fn styled(prefix: &str, style: PageStyle) -> Router {
    Router::new(format!("/{prefix}"))
        .operation_prefix(format!("{prefix}_"))
        .pages(PageOptions::new().style(style))
        .routes(routes![books])
}

fn app(keys: CursorKeys) -> App {
    let book = |id, title: &str, year| Book {
        id,
        title: title.to_owned(),
        year,
    };
    let all: Books = Arc::new([
        book(1, "Emma", 1815),
        book(2, "Middlemarch", 1871),
        book(3, "Walden", 1854),
        book(4, "Dracula", 1897),
        book(5, "Frankenstein", 1818),
        book(6, "Persuasion", 1817),
        book(7, "Villette", 1853),
    ]);
    App::new("Pages", "1.0.0")
        .state(all)
        .pages(PageOptions::new().cursor_keys(keys).max_size(50))
        .routes(routes![books, new])
        .mount(styled("header", PageStyle::smorest()))
        .mount(styled("json-api", PageStyle::json_api_cursor()))
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let keys = CursorKeys::new(std::env::var("PAGES_KEY")?)?;
    app(keys).serve("127.0.0.1:8000").await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use folio::{CursorKeys, test::Client};
    use serde_json::Value;

    fn client() -> Client {
        let keys = CursorKeys::new([7; 32]).expect("32 bytes");
        Client::new(super::app(keys))
    }

    fn titles(items: &Value) -> Vec<&str> {
        let items = items.as_array().expect("a list");
        items
            .iter()
            .filter_map(|book| book["title"].as_str())
            .collect()
    }

    /// The same two books, in the envelope of each style.
    #[tokio::test]
    async fn one_handler_answers_in_three_styles() {
        let client = client();
        let newest = ["Dracula", "Middlemarch"];

        let answer = client.get("/books?sort=-year&page_size=2").await;
        let page: Value = answer.json();
        assert_eq!(titles(&page["items"]), newest);
        assert_eq!(
            (&page["total"], &page["has_next"]),
            (&7.into(), &true.into())
        );

        let answer = client.get("/header/books?sort=-year&page_size=2").await;
        assert_eq!(titles(&answer.json()), newest);
        assert_eq!(
            answer.header("x-pagination"),
            Some(
                r#"{"total": 7, "total_pages": 4, "first_page": 1, "last_page": 4, "page": 1, "next_page": 2}"#
            )
        );

        let answer = client.get("/json-api/books?sort=-year&page[size]=2").await;
        let page: Value = answer.json();
        assert_eq!(titles(&page["data"]), newest);
        let next = page["links"]["next"].as_str().expect("a link");
        let page: Value = client.get(next).await.json();
        assert_eq!(titles(&page["data"]), ["Walden", "Villette"]);
    }

    /// Forwards to the end by the cursors of the answers, and back again.
    #[tokio::test]
    async fn cursors_go_on_where_a_page_ended() {
        let client = client();
        let first: Value = client.get("/new").await.json();
        assert_eq!(
            titles(&first["items"]),
            ["Villette", "Persuasion", "Frankenstein"]
        );
        assert_eq!(first["has_previous"], false);

        let next = first["next_cursor"].as_str().expect("a cursor");
        let second: Value = client.get(&format!("/new?cursor={next}")).await.json();
        assert_eq!(
            titles(&second["items"]),
            ["Dracula", "Walden", "Middlemarch"]
        );

        let next = second["next_cursor"].as_str().expect("a cursor");
        let last: Value = client
            .get(&format!("/new?cursor={next}&limit=10"))
            .await
            .json();
        assert_eq!(titles(&last["items"]), ["Emma"]);
        assert_eq!(last["next_cursor"], Value::Null);

        let back = second["previous_cursor"].as_str().expect("a cursor");
        let again: Value = client.get(&format!("/new?cursor={back}")).await.json();
        assert_eq!(again["items"], first["items"]);
    }

    #[tokio::test]
    async fn bad_questions_are_the_clients_fault() {
        let client = client();
        for query in ["page=0", "page_size=51", "page_size=a", "sort=colour"] {
            let answer = client.get(&format!("/books?{query}")).await;
            assert_eq!(answer.status(), 400, "{query}");
        }
        assert_eq!(client.get("/new?cursor=made-up").await.status(), 400);
    }
}
