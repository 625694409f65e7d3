//! A type whose methods are endpoints, mounted twice: `cargo run -p controllers`, then
//! `curl -X PUT localhost:8000/attic/shelf/Dune` and `curl localhost:8000/attic/shelf`.

use std::collections::BTreeSet;
use std::sync::{Mutex, MutexGuard, PoisonError};

use folio::{App, Problem, Router, controller, delete, get, put};

/// Books, by their titles.
#[derive(Default)]
struct Shelf(Mutex<BTreeSet<String>>);

impl Shelf {
    fn titles(&self) -> MutexGuard<'_, BTreeSet<String>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[derive(Debug, Problem)]
enum TakeError {
    /// No such book stands there.
    #[problem(status = 404)]
    Missing { book: String },
}

#[controller("/shelf", tags = ["shelves"], cache_control(no_store))]
impl Shelf {
    /// What stands there.
    #[get("/")]
    fn books(&self) -> Vec<String> {
        self.titles().iter().cloned().collect()
    }

    /// Puts a book there.
    #[put("/{title}", status = 204)]
    fn put_book(&self, title: String) {
        self.titles().insert(title);
    }

    /// Takes a book away.
    #[delete("/{title}")]
    fn take_book(&self, title: String) -> Result<(), TakeError> {
        let taken = self.titles().remove(&title);
        taken
            .then_some(())
            .ok_or(TakeError::Missing { book: title })
    }
}

fn app() -> App {
    App::new("Shelves", "1.0.0")
        .tag("shelves", "Where books stand.")
        .mount(Shelf::default())
        .mount(Router::new("/attic").mount(Shelf::default()))
}

#[tokio::main]
async fn main() -> Result<(), folio::Error> {
    app().serve("127.0.0.1:8000").await
}

#[cfg(test)]
mod tests {
    use folio::test::Client;

    #[tokio::test]
    async fn each_shelf_has_its_own_books() {
        let client = Client::new(super::app());
        assert_eq!(client.put("/attic/shelf/Dune").await.status(), 204);
        assert_eq!(client.get("/attic/shelf").await.text(), r#"["Dune"]"#);
        assert_eq!(client.get("/shelf").await.text(), "[]");
        assert_eq!(client.delete("/attic/shelf/Dune").await.status(), 204);
        assert_eq!(client.delete("/attic/shelf/Dune").await.status(), 404);
    }
}
