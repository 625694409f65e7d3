//! Every order, read page by page, is the plain `ORDER BY` of the whole table.

use folio::test::{Client, churn::Random};
use serde_json::Value;

use crate::{
    harness::{Database, on_both},
    things::{ORDERED, Ordered, Thing, client, table},
};

on_both!(every_column, pairs_of_columns);

const ROWS: i64 = 41;
const SIZES: [usize; 5] = [1, 2, 3, 7, 50];

/// One column after the other, each with whether it is descending.
type Order<'a> = [(&'a Ordered, bool)];

/// What `sort` says.
fn asked(order: &Order<'_>) -> String {
    let sign = |descending| if descending { "-" } else { "" };
    let names = order
        .iter()
        .map(|(column, descending)| format!("{}{}", sign(*descending), column.name));
    names.collect::<Vec<_>>().join(",")
}

/// All keys, as the database itself orders them.
async fn plain(database: &Database, order: &Order<'_>) -> Vec<i64> {
    let columns = order
        .iter()
        .map(|(column, descending)| column.sql(database, *descending));
    let columns: Vec<String> = columns.chain(["id".to_owned()]).collect();
    database
        .numbers(&format!(
            "SELECT id FROM things ORDER BY {}",
            columns.join(", ")
        ))
        .await
}

/// A page's keys and itself.
async fn page(client: &Client, target: &str) -> (Vec<i64>, Value) {
    let answer = client.get(target).await;
    assert_eq!(answer.status(), 200, "{target}: {}", answer.text());
    let page: Value = answer.json();
    let items = page["items"].as_array().expect("items");
    let ids = items.iter().map(|item| item["id"].as_i64().expect("a key"));
    (ids.collect(), page)
}

/// Reads all pages, and then all of them again from the last one back.
async fn read(client: &Client, path: &str, sort: &str, size: usize, expected: &[i64]) {
    let first = format!("{path}?sort={sort}&limit={size}");
    let about = format!("{first}, {size} a page");
    let mut target = format!("{first}&cursor=");
    let (mut start, mut last) = (0, Value::Null);
    while start < expected.len() {
        let (ids, shown) = page(client, &target).await;
        let end = (start + size).min(expected.len());
        assert_eq!(ids, expected[start..end], "from {start}: {about}");
        assert_eq!(shown["has_previous"], start > 0, "from {start}: {about}");
        assert_eq!(
            shown["has_next"],
            end < expected.len(),
            "from {start}: {about}"
        );
        assert_eq!(
            shown["next_cursor"].is_string(),
            end < expected.len(),
            "{about}"
        );
        target = format!(
            "{first}&cursor={}",
            shown["next_cursor"].as_str().unwrap_or_default()
        );
        (start, last) = (end, shown);
    }
    let mut end = (expected.len() - 1) / size * size;
    while let Some(cursor) = last["previous_cursor"].as_str() {
        let (ids, shown) = page(client, &format!("{first}&cursor={cursor}")).await;
        let start = end.saturating_sub(size);
        assert_eq!(ids, expected[start..end], "back from {end}: {about}");
        assert_eq!(shown["has_previous"], start > 0, "back from {end}: {about}");
        assert_eq!(shown["has_next"], true, "back from {end}: {about}");
        (end, last) = (start, shown);
    }
    assert_eq!(end, 0, "{about}");
}

/// The same rows in SQLite, where the other engine is tested.
async fn other(things: &[Thing]) -> Database {
    let database = Database::sqlite().await;
    table(&database, things).await;
    database
}

async fn every_column(database: &Database) {
    let things = Thing::many(ROWS, &mut Random::new(1));
    table(database, &things).await;
    let (client, sqlite) = (client(database), other(&things).await);
    for column in &ORDERED {
        for descending in [false, true] {
            let order = [(column, descending)];
            let expected = plain(database, &order).await;
            assert_eq!(expected, plain(&sqlite, &order).await, "{}", asked(&order));
            for size in SIZES {
                read(&client, "/things", &asked(&order), size, &expected).await;
            }
        }
    }
}

/// Both directions of both, in turn; some of them are counted, which is another statement.
async fn pairs_of_columns(database: &Database) {
    let things = Thing::many(ROWS, &mut Random::new(2));
    table(database, &things).await;
    let (client, sqlite) = (client(database), other(&things).await);
    let pairs = ORDERED
        .iter()
        .flat_map(|first| ORDERED.iter().map(move |second| (first, second)));
    let pairs = pairs.filter(|(first, second)| first.name != second.name);
    for (index, (first, second)) in pairs.enumerate() {
        // 3, 4 and 5 have no divisor in common, so that each meets each.
        let (mixed, size) = (index % 4, [2, 3, 7][index % 3]);
        let order = [(first, mixed & 1 == 0), (second, mixed & 2 == 0)];
        let expected = plain(database, &order).await;
        assert_eq!(expected, plain(&sqlite, &order).await, "{}", asked(&order));
        let path = if index % 5 == 0 {
            "/counted"
        } else {
            "/things"
        };
        read(&client, path, &asked(&order), size, &expected).await;
    }
}
