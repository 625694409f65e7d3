//! Walks while rows are added, removed and moved: cursors hold, offsets lose rows.

use folio::{
    App, PageOptions, PageStyle, Router, Sort, State, get,
    pages::sql::Rows,
    routes,
    test::{
        Client,
        churn::{self, Random},
    },
};
use sqlx::Pool;

use crate::{
    books::{self, Book, book, books},
    harness::{Database, engines, on_both},
};

on_both!(
    cursors_hold,
    cursors_hold_over_nulls_and_ties,
    cursors_hold_under_a_collation,
    #[should_panic(expected = "a row was")]
    offsets_lose_rows,
);

engines! {
    /// Books by offset.
    #[get("/skipped", paginate)]
    async fn skipped(sort: Sort<Book>, pool: State<Pool<Db>>) -> Rows<Db, Book> {
        Rows::new(&pool, sort, |sql| {
            sql.push("SELECT * FROM books");
        })
    }

    pub(crate) fn app(app: App, pool: Pool<Db>) -> App {
        let options = PageOptions::new().style(PageStyle::skip_limit());
        let router = Router::new("/offset").pages(options).routes(routes![skipped]);
        app.state(pool).mount(router)
    }
}

/// The table, and the order it is walked in.
struct Changing {
    database: Database,
    order: &'static str,
}

impl Changing {
    fn random(id: i64, random: &mut Random) -> Book {
        let title = ["Emma", "EMMA", "emma", "Ulysses", "a"][random.below(5)];
        let year = 1900 + i64::try_from(random.below(4)).expect("small");
        book(
            id,
            title,
            year,
            [None, Some(0.5), Some(-2.25)][random.below(3)],
        )
    }

    /// Any row's key.
    async fn any(&self, random: &mut Random) -> i64 {
        let ids = self
            .database
            .numbers("SELECT id FROM books ORDER BY id")
            .await;
        ids[random.below(ids.len())]
    }

    async fn remove(&self, id: i64) {
        self.database
            .run(&format!("DELETE FROM books WHERE id = {id}"))
            .await;
    }
}

impl churn::Rows for Changing {
    type Row = Book;

    async fn rows(&mut self) -> Vec<Book> {
        let query = format!("SELECT * FROM books ORDER BY {}", self.order);
        let query = sqlx::AssertSqlSafe(query);
        match &self.database {
            Database::Sqlite { pool, .. } => sqlx::query_as(query).fetch_all(pool).await,
            Database::Postgres { pool, .. } => sqlx::query_as(query).fetch_all(pool).await,
        }
        .expect("a table")
    }

    async fn insert(&mut self, random: &mut Random) {
        let id = i64::try_from(random.next() >> 2).expect("62 bits");
        books::insert(&self.database, &[Changing::random(id, random)]).await;
    }

    async fn delete(&mut self, random: &mut Random) {
        let id = self.any(random).await;
        self.remove(id).await;
    }

    async fn update(&mut self, random: &mut Random) {
        let id = self.any(random).await;
        self.remove(id).await;
        books::insert(&self.database, &[Changing::random(id, random)]).await;
    }
}

async fn churned(database: &Database, target: &str, order: &'static str, seed: u64) {
    let client: Client = books(database, &[]).await;
    let rows = Changing {
        database: database.clone(),
        order,
    };
    client
        .churn(target, rows)
        .seed(seed)
        .rounds(2)
        .sizes([1, 2, 3, 7, 25])
        .await;
}

async fn cursors_hold(database: &Database) {
    churned(database, "/relay/books", "year DESC, id", 1).await;
}

async fn cursors_hold_over_nulls_and_ties(database: &Database) {
    let order = "rating NULLS LAST, year DESC, id";
    churned(database, "/relay/books?sort=rating,-year", order, 2).await;
}

async fn cursors_hold_under_a_collation(database: &Database) {
    let order = r#"title COLLATE "NOCASE" DESC, rating DESC NULLS LAST, id"#;
    churned(database, "/relay/books?sort=-title,-rating", order, 3).await;
}

/// What cursors are for: the same by offset.
async fn offsets_lose_rows(database: &Database) {
    drop(books(database, &[]).await);
    let client = database.client(sqlite::app, postgres::app);
    let rows = Changing {
        database: database.clone(),
        order: "year DESC, id",
    };
    client
        .churn("/offset/skipped", rows)
        .sizes([1, 2, 3, 7])
        .await;
}
