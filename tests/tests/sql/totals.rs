//! Totals, and how far they can be trusted.

use std::time::Duration;

use serde_json::{Value, json};

use crate::{
    books::{book, books, client, ids, insert, page, shelf},
    harness::{Database, on_both},
};

on_both!(
    exact_counts,
    capped_counts,
    estimated_counts,
    cached_counts,
    counts_within_a_time,
    counts_within_the_time_of_statements,
    counts_within_no_time,
    counts_of_empty_pages,
    cached_counts_of_a_moment,
    counts_nobody_wants,
);

fn total(page: &Value) -> (Value, Value) {
    (page["total"].clone(), page["total_kind"].clone())
}

fn labelled(number: impl Into<Value>, label: &str) -> (Value, Value) {
    (number.into(), label.into())
}

async fn exact_counts(database: &Database) {
    let client = books(database, &shelf(11)).await;
    for target in [
        "/books",
        "/books?page=4",
        "/books?page=9",
        "/books?offset=10",
        "/books?offset=11",
    ] {
        let page = page(&client, target).await;
        assert_eq!(total(&page), labelled(11, "exact"), "{target}");
    }
    for (target, number) in [
        ("/books?least=1905", 7),
        ("/books?least=3000", 0),
        ("/log?cursor=", 11),
    ] {
        let page = page(&client, target).await;
        assert_eq!(total(&page), labelled(number, "exact"), "{target}");
    }
    let far = page(&client, "/books?page=18446744073709551615").await;
    assert_eq!((ids(&far), total(&far)), (vec![], labelled(11, "exact")));
    assert_eq!(
        (&far["has_previous"], &far["has_next"]),
        (&json!(true), &json!(false))
    );
    // By cursor nobody counts unless the route says it.
    let page = page(&client, "/books?cursor=").await;
    assert_eq!(total(&page), labelled(Value::Null, "none"));
}

async fn capped_counts(database: &Database) {
    let client = books(database, &shelf(11)).await;
    let shown = page(&client, "/capped").await;
    assert_eq!(total(&shown), labelled(10, "at_least"));
    assert_eq!(shown["total_pages"], Value::Null);
    let shown = page(&client, "/capped?least=1902").await;
    assert_eq!(total(&shown), labelled(10, "exact"));
    let shown = page(&client, "/capped?cursor=").await;
    assert_eq!(total(&shown), labelled(10, "at_least"));
}

/// PostgreSQL has statistics; SQLite has none of the kind.
async fn estimated_counts(database: &Database) {
    let client = books(database, &shelf(50)).await;
    database.run_either("ANALYZE", "ANALYZE books").await;
    let shown = page(&client, "/estimated").await;
    let expected = if database.is_sqlite() {
        labelled(Value::Null, "none")
    } else {
        labelled(50, "estimated")
    };
    assert_eq!(total(&shown), expected);
    assert_eq!(ids(&shown), [50, 49, 48]);
}

async fn cached_counts(database: &Database) {
    let client = books(database, &shelf(6)).await;
    let first = page(&client, "/cached").await;
    assert_eq!(total(&first), labelled(6, "exact"));
    insert(database, &[book(7, "Zadig", 1999, None)]).await;
    let again = page(&client, "/cached").await;
    assert_eq!(total(&again), labelled(6, "cached"));
    // The page that has the seventh in sight says so.
    let again = page(&client, "/cached?page=2").await;
    assert_eq!(total(&again), labelled(7, "cached"));
    // Another filter, another count.
    let others = page(&client, "/cached?least=1903").await;
    assert_eq!(total(&others), labelled(5, "exact"));
    // What is cached never says that nothing follows where something does.
    let third = page(&client, "/cached?page=3").await;
    assert_eq!(
        (ids(&third), total(&third)),
        (vec![1], labelled(7, "cached"))
    );
}

/// A count that takes too long is a lower bound, and the page is there all the same.
async fn counts_within_a_time(database: &Database) {
    let client = books(database, &shelf(9)).await;
    let shown = page(&client, "/within?sort=id&page=2").await;
    assert_eq!(
        (ids(&shown), total(&shown)),
        (vec![4, 5, 6], labelled(9, "exact"))
    );
    insert(database, &[book(10, "Zadig", 1999, None)]).await;
    let shown = page(&client, "/within?sort=id&page=2").await;
    assert_eq!(
        (ids(&shown), total(&shown)),
        (vec![4, 5, 6], labelled(7, "at_least"))
    );
    assert_eq!(shown["has_next"], true);
    assert_eq!(shown["total_pages"], Value::Null);
}

/// A time that statements may take anyway is not gone beyond, and stays what it is.
async fn counts_within_the_time_of_statements(database: &Database) {
    drop(books(database, &shelf(9)).await);
    insert(database, &[book(10, "Zadig", 1999, None)]).await;
    let one = database.by_one_connection(Duration::from_mins(10)).await;
    // SQLite has no such time.
    if one.is_sqlite() {
        return;
    }
    one.run("SET statement_timeout = '150ms'").await;
    let shown = page(&client(&one), "/patient?sort=id&page=2").await;
    assert_eq!(
        (ids(&shown), total(&shown)),
        (vec![4, 5, 6], labelled(7, "at_least"))
    );
    let time = "SELECT CAST(setting AS bigint) FROM pg_settings WHERE name = 'statement_timeout'";
    assert_eq!(one.numbers(time).await, [150]);
}

/// SQLite counts a table without looking at the time, unless each row is looked at.
async fn counts_within_no_time(database: &Database) {
    let client = books(database, &[]).await;
    if !database.is_sqlite() {
        return;
    }
    database
        .run(
            "WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers \
             WHERE n < 20000) INSERT INTO books SELECT n, 'Emma', n, NULL FROM numbers",
        )
        .await;
    for (target, least) in [
        ("/hurried?sort=id&page=2", 7),
        // Nothing is on the page, and something in front of it.
        ("/hurried?sort=id&page=9000", 1),
        ("/hurried?sort=id&offset=9223372036854775808", 1),
    ] {
        let shown = page(&client, target).await;
        assert_eq!(total(&shown), labelled(least, "at_least"), "{target}");
        assert_eq!(shown["has_previous"], true, "{target}");
    }
    database.run("DELETE FROM books").await;
    for target in ["/hurried?page=1", "/hurried?page=9", "/hurried?cursor="] {
        let shown = page(&client, target).await;
        assert_eq!(total(&shown), labelled(0, "exact"), "{target}");
    }
}

/// An empty page has the total of its own moment: rows that come right after it are none of it.
async fn counts_of_empty_pages(database: &Database) {
    let client = books(database, &shelf(9)).await;
    for (target, expected) in [
        ("/growing?first=0&page=1", labelled(0, "exact")),
        ("/growing?first=0&cursor=", labelled(0, "exact")),
        ("/growing?first=3&page=1", labelled(2, "exact")),
        ("/growing?first=3&page=2", labelled(1, "at_least")),
        ("/growing?first=3&page=4", labelled(9, "exact")),
    ] {
        let shown = page(&client, &format!("{target}&sort=id")).await;
        assert_eq!(total(&shown), expected, "{target}");
    }
}

/// Walks that began at other moments have other counts.
async fn cached_counts_of_a_moment(database: &Database) {
    let client = books(database, &shelf(5)).await;
    let begun = page(&client, "/kept?cursor=&sort=id").await;
    let cursor = begun["next_cursor"].as_str().expect("a cursor");
    let older = format!("/kept?sort=id&cursor={cursor}");
    assert_eq!(total(&page(&client, &older).await), labelled(5, "exact"));
    insert(
        database,
        &[book(6, "Zadig", 1999, None), book(7, "Zadig", 1999, None)],
    )
    .await;
    let client = crate::books::client(database);
    let begun = page(&client, "/kept?cursor=&sort=id").await;
    let cursor = begun["next_cursor"].as_str().expect("a cursor");
    let newer = format!("/kept?sort=id&cursor={cursor}");
    for (target, number, label) in [
        (&newer, 7, "exact"),
        (&older, 5, "exact"),
        (&newer, 7, "cached"),
        (&older, 5, "cached"),
    ] {
        let shown = page(&client, target).await;
        assert_eq!(total(&shown), labelled(number, label), "{target}");
    }
}

async fn counts_nobody_wants(database: &Database) {
    let client = books(database, &shelf(9)).await;
    for target in [
        "/books",
        "/books?page=3",
        "/books?page=4",
        "/capped",
        "/cached",
        "/estimated",
    ] {
        let answer = client.get(target).header("prefer", "count=none").await;
        assert_eq!(answer.status(), 200, "{target}: {}", answer.text());
        let page: Value = answer.json();
        assert_eq!(total(&page), labelled(Value::Null, "none"), "{target}");
    }
    // Nobody counts, so that nothing has to be counted in time.
    insert(database, &[book(10, "Zadig", 1999, None)]).await;
    let answer = client
        .get("/within?sort=id")
        .header("prefer", "count=none")
        .await;
    assert_eq!(ids(&answer.json()), [1, 2, 3]);
}
