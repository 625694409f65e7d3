//! Every order of all cities, read page by page there and back, is the plain `ORDER BY` of the whole table.

use std::str::from_utf8;

use folio::http::HeaderMap;
use folio::pages::{SortSyntax, sql::Rows};
use folio::test::Client;
use folio::{App, PageOptions, Sort, Sortable, State, get, routes};
use http_body_util::BodyExt;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ColumnIndex, Decode, Error, FromRow, PgPool, Postgres, Row, Sqlite, SqlitePool, Type};

use super::{
    body,
    engines::{Place, engines},
    keys,
};
use crate::city::City;
use crate::database::Database;
use crate::store::COMPOSITES;

engines! {
    reading: [every_order_is_walked_there_and_back],
    writing: [],
}

/// A city as far as orders see it, since reading all of it takes longer than putting it in order.
#[derive(serde::Serialize, utoipa::ToSchema, Sortable)]
#[sort(default = "-population")]
struct Ordered {
    #[sort(key)]
    id: u64,
    #[sort]
    #[serde(skip)]
    name: String,
    #[sort]
    #[serde(skip)]
    country: String,
    #[sort]
    #[serde(skip)]
    population: u64,
    #[sort(nulls = last)]
    #[serde(skip)]
    elevation: Option<i32>,
}

impl<'r, R: Row> FromRow<'r, R> for Ordered
where
    &'static str: ColumnIndex<R>,
    i64: Decode<'r, R::Database> + Type<R::Database>,
    i32: Decode<'r, R::Database> + Type<R::Database>,
    String: Decode<'r, R::Database> + Type<R::Database>,
{
    fn from_row(row: &'r R) -> Result<Self, Error> {
        let number = |column: &'static str| row.try_get::<i64, _>(column).map(i64::unsigned_abs);
        Ok(Ordered {
            id: number("id")?,
            name: row.try_get("name")?,
            country: row.try_get("country")?,
            population: number("population")?,
            elevation: row.try_get("elevation")?,
        })
    }
}

const ALL: &str = "SELECT id, name, country, population, elevation FROM cities";

/// Cities of a file.
#[get("/cities", paginate, page(size = 1000, max_size = 1000))]
async fn of_file(sort: Sort<Ordered>, pool: State<SqlitePool>) -> Rows<Sqlite, Ordered> {
    Rows::new(&pool, sort, |sql| {
        sql.push(ALL);
    })
}

/// Cities of a server.
#[get("/cities", paginate, page(size = 1000, max_size = 1000))]
async fn of_server(sort: Sort<Ordered>, pool: State<PgPool>) -> Rows<Postgres, Ordered> {
    Rows::new(&pool, sort, |sql| {
        sql.push(ALL);
    })
}

async fn client(place: &Place) -> Client {
    let app = App::new("Orders", "1.0.0").pages(PageOptions::new().cursor_keys(keys(1, &[])));
    Client::new(match &place.database {
        Database::Sqlite(path) => {
            let options = SqliteConnectOptions::new().filename(path);
            let pool = SqlitePool::connect_with(options).await.expect("a file");
            app.state(pool).routes(routes![of_file])
        }
        Database::Postgres(options) => {
            let pool = PgPool::connect_with((**options).clone()).await;
            let pool = pool.expect("a server");
            app.state(pool).routes(routes![of_server])
        }
    })
}

/// The orders of one column, and how SQL says them.
const SINGLE: [(&str, &str); 10] = [
    ("id", "id"),
    ("-id", "id DESC"),
    ("name", "name, id"),
    ("-name", "name DESC, id"),
    ("country", "country, id"),
    ("-country", "country DESC, id"),
    ("population", "population, id"),
    ("-population", "population DESC, id"),
    ("elevation", "elevation NULLS LAST, id"),
    ("-elevation", "elevation DESC NULLS LAST, id"),
];
const SEVERAL: [(&str, &str); 2] = [
    (COMPOSITES[0], "population DESC, name, id"),
    (COMPOSITES[1], "country, population DESC, id"),
];

/// What is looked at of a page.
struct Page {
    ids: Vec<i64>,
    next: Option<String>,
    previous: Option<String>,
}

/// A page by its text; that pages are what the document says is seen elsewhere.
async fn page(client: &Client, target: &str) -> Page {
    let body = body(client, target, HeaderMap::new()).await.collect().await;
    let text = body.expect("a page").to_bytes();
    let (before, after) = from_utf8(&text)
        .expect("JSON")
        .split_once(']')
        .expect("items");
    let id = |city: &str| {
        let (id, _) = city.split_once('}').expect("one member");
        id.parse().expect("a number")
    };
    let cursor = |name: &str| {
        let text = format!("{{{}", after.trim_start_matches(','));
        let facts: serde_json::Value = serde_json::from_str(&text).expect("the other members");
        facts[name].as_str().map(str::to_owned)
    };
    Page {
        ids: before.split("{\"id\":").skip(1).map(id).collect(),
        next: cursor("next_cursor"),
        previous: cursor("previous_cursor"),
    }
}

/// Whether requests that sort by it say the same of cities.
fn is_of_cities(query: &str) -> bool {
    let syntax = SortSyntax::default();
    let own = Sort::<Ordered>::parse(query, &syntax).expect("an order");
    let of_cities = Sort::<City>::parse(query, &syntax).expect("an order");
    own.fingerprint() == of_cities.fingerprint()
}

async fn every_order_is_walked_there_and_back(place: &Place) {
    let client = client(place).await;
    for (sort, order) in SINGLE.iter().chain(&SEVERAL) {
        assert!(is_of_cities(&format!("sort={sort}")), "{sort}");
        let expected = place.ids(order).await;
        assert_eq!(expected.len(), 135_233);
        let all = format!("/cities?sort={sort}&cursor=");
        let (mut read, mut last) = (0, page(&client, &all).await);
        loop {
            let end = (read + 1000).min(expected.len());
            assert_eq!(last.ids, expected[read..end], "{sort} from {read}");
            read = end;
            let Some(next) = &last.next else {
                break;
            };
            last = page(&client, &format!("{all}{next}")).await;
        }
        assert_eq!(read, expected.len(), "{sort}");
        read -= last.ids.len();
        while let Some(previous) = &last.previous {
            last = page(&client, &format!("{all}{previous}")).await;
            let start = read.saturating_sub(1000);
            assert_eq!(last.ids, expected[start..read], "{sort} back from {read}");
            read = start;
        }
        assert_eq!(read, 0, "{sort}");
    }
}
