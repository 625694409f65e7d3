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
use tokio::{sync::watch, task::JoinSet};

use crate::{
    books::{self, Book, book, books},
    harness::{Database, engines, on_both},
};

on_both!(
    cursors_hold,
    cursors_hold_over_nulls_and_ties,
    cursors_hold_under_a_collation,
    cursors_hold_beside_a_writer,
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

/// Rows come, move and go while pages are read; those that nobody touches are read once and in order.
async fn cursors_hold_beside_a_writer(database: &Database) {
    let random = &mut Random::new(4);
    let steady: Vec<Book> = (0..120).map(|n| Changing::random(10 * n, random)).collect();
    let client = books(database, &steady).await;
    let (tell, mut told) = watch::channel(0_u64);
    let mut writer = JoinSet::new();
    writer.spawn(write(database.clone(), tell));
    let untouched = |page: &serde_json::Value| {
        let ids = books::ids(page).into_iter();
        ids.filter(|id| id % 10 == 0).collect::<Vec<_>>()
    };
    for (sort, order) in [
        ("-year", "year DESC, id"),
        ("rating,-year", "rating NULLS LAST, year DESC, id"),
        (
            "title,-rating",
            r#"title COLLATE "NOCASE", rating DESC NULLS LAST, id"#,
        ),
    ] {
        let query = format!("SELECT id FROM books WHERE id % 10 = 0 ORDER BY {order}");
        let expected = database.numbers(&query).await;
        for size in [1, 7, 40] {
            let list = format!("/books?sort={sort}&limit={size}&cursor=");
            let (mut seen, mut page) = (Vec::new(), books::page(&client, &list).await);
            loop {
                seen.extend(untouched(&page));
                let Some(next) = page["next_cursor"].as_str() else {
                    break;
                };
                // Something was written since the page was asked for.
                told.changed().await.expect("the writer goes on");
                page = books::page(&client, &format!("{list}{next}")).await;
            }
            assert_eq!(seen, expected, "{list}");
            let mut back = untouched(&page);
            while let Some(previous) = page["previous_cursor"].as_str() {
                told.changed().await.expect("the writer goes on");
                page = books::page(&client, &format!("{list}{previous}")).await;
                back.splice(0..0, untouched(&page));
            }
            assert_eq!(back, expected, "{list} backwards");
        }
    }
}

/// Adds, moves and removes rows of its own, on end, and tells how often.
async fn write(database: Database, told: watch::Sender<u64>) {
    let random = &mut Random::new(5);
    let mut own: Vec<i64> = Vec::new();
    loop {
        let id = i64::try_from(10 * random.below(120) + 1 + random.below(9)).expect("small");
        if !own.contains(&id) {
            books::insert(&database, &[Changing::random(id, random)]).await;
            own.push(id);
        }
        let moved = own[random.below(own.len())];
        let year = 1900 + random.below(4);
        let statement = format!("UPDATE books SET year = {year}, rating = NULL WHERE id = {moved}");
        database.run(&statement).await;
        while own.len() > 60 {
            let gone = own.swap_remove(random.below(own.len()));
            let statement = format!("DELETE FROM books WHERE id = {gone}");
            database.run(&statement).await;
        }
        told.send_modify(|writes| *writes += 1);
    }
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
