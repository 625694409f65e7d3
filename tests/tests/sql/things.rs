//! A table with a column of every kind, with ties and nulls in each.

use folio::{
    App, Sort, Sortable, State, get,
    pages::{Decimal, sql::Rows},
    routes,
    test::{Client, churn::Random},
};
use sqlx::{Pool, QueryBuilder};
use time::{Date, Duration, OffsetDateTime, PrimitiveDateTime};
use uuid::Uuid;

use crate::harness::{Database, engines};

/// A row, of which answers show the key.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema, sqlx::FromRow, Sortable)]
pub(crate) struct Thing {
    #[sort(key)]
    pub(crate) id: i64,
    #[sort]
    #[serde(skip)]
    pub(crate) name: String,
    #[sort(collation = "NOCASE")]
    #[serde(skip)]
    pub(crate) alias: String,
    #[sort(name = "folded", expression = "lower(label)", not_null)]
    #[serde(skip)]
    pub(crate) label: String,
    #[sort]
    #[serde(skip)]
    pub(crate) score: f64,
    #[sort(nulls = first)]
    #[serde(skip)]
    pub(crate) weight: Option<f64>,
    #[sort(nulls = last)]
    #[serde(skip)]
    pub(crate) grade: Option<i64>,
    #[sort]
    #[serde(skip)]
    pub(crate) height: Option<i64>,
    #[sort(nulls = greatest)]
    #[serde(skip)]
    pub(crate) nick: Option<String>,
    #[sort]
    #[serde(skip)]
    pub(crate) made: OffsetDateTime,
    #[sort(nulls = last)]
    #[serde(skip)]
    pub(crate) seen: Option<PrimitiveDateTime>,
    #[sort]
    #[serde(skip)]
    pub(crate) day: Date,
    #[sort(expression = "price")]
    #[sqlx(rename = "price_text", try_from = "String")]
    #[serde(skip)]
    pub(crate) price: Decimal,
    #[sort]
    #[serde(skip)]
    pub(crate) tag: Uuid,
    #[sort]
    #[serde(skip)]
    pub(crate) code: Vec<u8>,
    #[sort]
    #[serde(skip)]
    pub(crate) open: bool,
    #[sort(name = "active", expression = "NOT archived")]
    #[serde(skip)]
    pub(crate) archived: bool,
    #[sort(name = "ripe", expression = "grade > 0 OR height > 0")]
    #[serde(skip)]
    pub(crate) riped: bool,
    #[sort(name = "filled", expression = "nullif(blank, '')", nulls = last)]
    #[serde(skip)]
    pub(crate) blank: String,
}

/// How SQL orders a column, written by hand.
pub(crate) struct Ordered {
    pub(crate) name: &'static str,
    sqlite: &'static str,
    postgres: &'static str,
    /// What is said of nulls when ascending, and when descending.
    nulls: [&'static str; 2],
}

const fn ordered(name: &'static str, sqlite: &'static str, postgres: &'static str) -> Ordered {
    Ordered {
        name,
        sqlite,
        postgres,
        nulls: ["", ""],
    }
}

const fn nullable(name: &'static str, postgres: &'static str, nulls: [&'static str; 2]) -> Ordered {
    Ordered {
        name,
        sqlite: name,
        postgres,
        nulls,
    }
}

const fn expression(name: &'static str, sql: &'static str, nulls: [&'static str; 2]) -> Ordered {
    Ordered {
        name,
        sqlite: sql,
        postgres: sql,
        nulls,
    }
}

const FIRST: &str = " NULLS FIRST";
const LAST: &str = " NULLS LAST";

pub(crate) const ORDERED: [Ordered; 19] = [
    ordered("id", "id", "id"),
    ordered("name", "name", r#"name COLLATE "C""#),
    ordered("alias", "alias COLLATE NOCASE", r#"alias COLLATE "NOCASE""#),
    ordered("folded", "lower(label)", r#"lower(label) COLLATE "C""#),
    ordered("score", "score", "score"),
    nullable("weight", "weight", [FIRST, FIRST]),
    nullable("grade", "grade", [LAST, LAST]),
    nullable("height", "height", [FIRST, LAST]),
    nullable("nick", r#"nick COLLATE "C""#, [LAST, FIRST]),
    ordered("made", "made", "made"),
    nullable("seen", "seen", [LAST, LAST]),
    ordered("day", "day", "day"),
    ordered("price", "price", "price"),
    ordered("tag", "tag", "tag"),
    ordered("code", "code", "code"),
    ordered("open", "open", "open"),
    ordered("active", "(NOT archived)", "(NOT archived)"),
    expression("ripe", "(grade > 0 OR height > 0)", [FIRST, LAST]),
    Ordered {
        sqlite: "nullif(blank, '')",
        ..expression("filled", r#"nullif(blank, '') COLLATE "C""#, [LAST, LAST])
    },
];

impl Ordered {
    pub(crate) fn sql(&self, database: &Database, descending: bool) -> String {
        let column = if database.is_sqlite() {
            self.sqlite
        } else {
            self.postgres
        };
        let way = if descending { " DESC" } else { "" };
        format!("{column}{way}{}", self.nulls[usize::from(descending)])
    }
}

const SQLITE: &str = "CREATE TABLE things (id INTEGER PRIMARY KEY, name TEXT NOT NULL, \
    alias TEXT NOT NULL, label TEXT NOT NULL, score REAL NOT NULL, weight REAL, grade INTEGER, \
    height INTEGER, nick TEXT, made TEXT NOT NULL, seen TEXT, day TEXT NOT NULL, \
    price NUMERIC NOT NULL, tag BLOB NOT NULL, code BLOB NOT NULL, open BOOLEAN NOT NULL, \
    archived BOOLEAN NOT NULL, riped BOOLEAN NOT NULL, blank TEXT NOT NULL)";
const POSTGRES: &str = "CREATE TABLE things (id BIGINT PRIMARY KEY, name TEXT NOT NULL, \
    alias TEXT NOT NULL, label TEXT NOT NULL, score FLOAT8 NOT NULL, weight FLOAT8, grade BIGINT, \
    height BIGINT, nick TEXT, made TIMESTAMPTZ NOT NULL, seen TIMESTAMP, day DATE NOT NULL, \
    price NUMERIC NOT NULL, tag UUID NOT NULL, code BYTEA NOT NULL, open BOOLEAN NOT NULL, \
    archived BOOLEAN NOT NULL, riped BOOLEAN NOT NULL, blank TEXT NOT NULL)";

/// PostgreSQL's own collations know no name that SQLite knows too.
const NOCASE: &str = "CREATE COLLATION \"NOCASE\" \
    (provider = icu, locale = 'und-u-ks-level2', deterministic = false)";

/// The table with rows.
pub(crate) async fn table(database: &Database, things: &[Thing]) {
    database.run_either(SQLITE, POSTGRES).await;
    if !database.is_sqlite() {
        database.run(NOCASE).await;
    }
    insert(database, things).await;
}

pub(crate) async fn insert(database: &Database, things: &[Thing]) {
    match database {
        Database::Sqlite { pool, .. } => sqlite::insert(pool, things).await,
        Database::Postgres { pool, .. } => postgres::insert(pool, things).await,
    }
}

pub(crate) fn client(database: &Database) -> Client {
    database.client(sqlite::app, postgres::app)
}

engines! {
    /// Things, sorted.
    #[get("/things", paginate, page(size = 5, max_size = 100))]
    async fn things(sort: Sort<Thing>, pool: State<Pool<Db>>) -> Rows<Db, Thing> {
        Rows::new(&pool, sort, |sql| {
            sql.push("SELECT *, CAST(price AS TEXT) AS price_text FROM things");
        })
    }

    /// Things, sorted and counted.
    #[get("/counted", paginate, page(size = 5, max_size = 100, count = exact))]
    async fn counted(sort: Sort<Thing>, pool: State<Pool<Db>>) -> Rows<Db, Thing> {
        Rows::new(&pool, sort, |sql| {
            sql.push("SELECT *, CAST(price AS TEXT) AS price_text FROM things");
        })
    }

    pub(crate) fn app(app: App, pool: Pool<Db>) -> App {
        app.state(pool).routes(routes![things, counted])
    }

    pub(crate) async fn insert(pool: &Pool<Db>, things: &[Thing]) {
        if things.is_empty() {
            return;
        }
        let mut query = QueryBuilder::<Db>::new(
            "INSERT INTO things (id, name, alias, label, score, weight, grade, height, nick, made, \
             seen, day, tag, code, open, archived, riped, blank, price) ",
        );
        query.push_values(things, |mut row, thing| {
            row.push_bind(thing.id).push_bind(&thing.name).push_bind(&thing.alias);
            row.push_bind(&thing.label).push_bind(thing.score).push_bind(thing.weight);
            row.push_bind(thing.grade).push_bind(thing.height).push_bind(&thing.nick);
            row.push("CAST(").push_bind_unseparated(fixed(thing.made));
            row.push_unseparated(" AS ").push_unseparated(Db::MOMENT).push_unseparated(")");
            row.push_bind(thing.seen).push_bind(thing.day);
            row.push_bind(thing.tag).push_bind(&thing.code).push_bind(thing.open);
            row.push_bind(thing.archived).push_bind(thing.riped).push_bind(&thing.blank);
            row.push("CAST(").push_bind_unseparated(thing.price.as_str());
            row.push_unseparated(" AS NUMERIC)");
        });
        query.build().execute(pool).await.expect("new keys");
    }
}

/// What a moment is stored as.
trait Moment {
    const MOMENT: &str;
}

impl Moment for sqlx::Sqlite {
    const MOMENT: &str = "TEXT";
}

impl Moment for sqlx::Postgres {
    const MOMENT: &str = "TIMESTAMPTZ";
}

/// A moment as text with as many digits as any other: SQLite compares texts.
fn fixed(moment: OffsetDateTime) -> String {
    let (date, time) = (moment.date(), moment.time());
    let (hour, minute, second, micro) = time.as_hms_micro();
    format!("{date}T{hour:02}:{minute:02}:{second:02}.{micro:06}Z")
}

fn pick<T: Copy>(random: &mut Random, of: &[T]) -> T {
    of[random.below(of.len())]
}

/// Floats that are hard to keep: both zeros, the least and the greatest, neighbours of others.
const FLOATS: [f64; 12] = [
    0.0,
    -0.0,
    5e-324,
    -5e-324,
    f64::MIN_POSITIVE,
    f64::MAX,
    f64::MIN,
    f64::INFINITY,
    f64::NEG_INFINITY,
    0.1,
    0.300_000_000_000_000_04,
    0.3,
];
const NAMES: [&str; 9] = ["", "a", "A", "b", "Z", "z", "é", "日本", "a'\"\\%_"];
const WORDS: [&str; 6] = ["abc", "ABC", "Abc", "abd", "B", "z1"];
const WHOLE: [i64; 6] = [i64::MIN, -1, 0, 1, 9_007_199_254_740_993, i64::MAX];
const PRICES: [&str; 6] = ["0.10", "0.1", "-12.50", "1000000.25", "0", "-0.01"];

impl Thing {
    pub(crate) fn random(id: i64, random: &mut Random) -> Self {
        let noon = OffsetDateTime::from_unix_timestamp(1_790_000_000).expect("in range");
        let micros = pick(random, &[0, 1, 2, 999_999, 1_000_000, -86_400_000_000]);
        let made = noon + Duration::microseconds(micros);
        let seen = pick(random, &[0, 1, 1_000_000]);
        let seen = noon + Duration::microseconds(seen);
        let null = |random: &mut Random| random.below(3) == 0;
        Thing {
            id,
            name: pick(random, &NAMES).to_owned(),
            alias: pick(random, &WORDS).to_owned(),
            label: pick(random, &WORDS).to_owned(),
            score: pick(random, &FLOATS),
            weight: (!null(random)).then(|| pick(random, &FLOATS)),
            grade: (!null(random)).then(|| pick(random, &WHOLE)),
            height: (!null(random)).then(|| pick(random, &WHOLE)),
            nick: (!null(random)).then(|| pick(random, &NAMES).to_owned()),
            made,
            seen: (!null(random)).then(|| PrimitiveDateTime::new(seen.date(), seen.time())),
            day: made.date(),
            price: pick(random, &PRICES).parse().expect("a decimal"),
            tag: Uuid::from_u128(pick(random, &[0, 1, u128::MAX, 1 << 127, 0xff << 64])),
            code: pick(
                random,
                &[&b""[..], b"\0", b"\0\0", b"a", b"\xff", b"\x7f\xff"],
            )
            .to_owned(),
            open: random.below(2) == 0,
            archived: random.below(2) == 0,
            riped: random.below(2) == 0,
            blank: pick(random, &NAMES).to_owned(),
        }
    }

    pub(crate) fn many(count: i64, random: &mut Random) -> Vec<Self> {
        (1..=count).map(|id| Thing::random(id, random)).collect()
    }
}
