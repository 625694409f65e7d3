//! Where cursors lead, when the row they name is gone or moved, and when they are of something else.

use folio::test::Client;
use serde_json::{Value, json};

use crate::{
    books::{Book, book, books, client, ids, insert, page, shelf},
    harness::{Database, on_both},
};

on_both!(
    gone_and_moved_rows,
    respelled_rows,
    an_empty_table,
    from_the_end,
    as_of_a_moment,
    too_deep_by_number,
    cursors_of_something_else,
    replicas_share_cursors,
    one_page_is_the_whole,
);

async fn goes_on(client: &Client, target: &str, page: &Value, member: &str) -> Value {
    let sign = if target.contains('?') { '&' } else { '?' };
    let cursor = page[member]
        .as_str()
        .unwrap_or_else(|| panic!("{member} of {page}"));
    self::page(client, &format!("{target}{sign}cursor={cursor}")).await
}

fn facts(page: &Value) -> (Vec<i64>, bool, bool) {
    let fact = |name: &str| page[name].as_bool().expect("a fact");
    (ids(page), fact("has_previous"), fact("has_next"))
}

async fn gone_and_moved_rows(database: &Database) {
    let client = books(database, &shelf(9)).await;
    let target = "/books?sort=year&limit=3";
    let first = page(&client, &format!("{target}&cursor=")).await;
    assert_eq!(facts(&first), (vec![1, 2, 3], false, true));
    let second = goes_on(&client, target, &first, "next_cursor").await;
    assert_eq!(facts(&second), (vec![4, 5, 6], true, true));

    database.run("DELETE FROM books WHERE id = 3").await;
    let again = goes_on(&client, target, &first, "next_cursor").await;
    assert_eq!(facts(&again), (vec![4, 5, 6], true, true));
    // Nothing lies in front any more.
    database.run("DELETE FROM books WHERE id < 3").await;
    let again = goes_on(&client, target, &first, "next_cursor").await;
    assert_eq!(facts(&again), (vec![4, 5, 6], false, true));
    let back = goes_on(&client, target, &second, "previous_cursor").await;
    assert_eq!(facts(&back), (vec![], false, true));

    // The row of the cursor moves behind all others, and in front of them.
    database
        .run("UPDATE books SET year = 3000 WHERE id = 6")
        .await;
    let third = goes_on(&client, target, &second, "next_cursor").await;
    assert_eq!(facts(&third), (vec![7, 8, 9], true, true));
    database.run("UPDATE books SET year = 1 WHERE id = 6").await;
    let third = goes_on(&client, target, &second, "next_cursor").await;
    assert_eq!(facts(&third), (vec![7, 8, 9], true, false));
    let back = goes_on(&client, target, &second, "previous_cursor").await;
    assert_eq!(facts(&back), (vec![6], false, true));
    // Everything behind is gone.
    database.run("DELETE FROM books WHERE id > 6").await;
    let none = goes_on(&client, target, &second, "next_cursor").await;
    assert_eq!(facts(&none), (vec![], true, false));
}

/// Where the database takes two texts for equal, so does the page.
async fn respelled_rows(database: &Database) {
    let titles = ["a", "b", "c", "d"];
    let shelf: Vec<Book> = (1..)
        .zip(titles)
        .map(|(id, title)| book(id, title, 0, None))
        .collect();
    let client = books(database, &shelf).await;
    let target = "/books?sort=title&limit=2";
    let first = page(&client, &format!("{target}&cursor=")).await;
    assert_eq!(ids(&first), [1, 2]);
    database
        .run("UPDATE books SET title = 'B' WHERE id = 2")
        .await;
    let second = goes_on(&client, target, &first, "next_cursor").await;
    assert_eq!(facts(&second), (vec![3, 4], true, false));
    let back = goes_on(&client, target, &second, "previous_cursor").await;
    assert_eq!(facts(&back), (vec![1, 2], false, true));
}

async fn an_empty_table(database: &Database) {
    let client = books(database, &[]).await;
    for target in [
        "/books?cursor=",
        "/books?page=1",
        "/books?page=7",
        "/books?offset=3",
        "/log?cursor=",
    ] {
        let page = page(&client, target).await;
        assert_eq!(facts(&page), (vec![], false, false), "{target}: {page}");
        assert_eq!(page["next_cursor"], Value::Null, "{target}");
    }
    let relay = page(&client, "/relay/books?last=3").await;
    assert_eq!(relay["edges"], json!([]));
    assert_eq!(relay["pageInfo"]["hasPreviousPage"], false);
    assert_eq!(relay["pageInfo"]["hasNextPage"], false);
    // A cursor that was given out before all rows went.
    insert(database, &shelf(5)).await;
    let first = page(&client, "/books?cursor=").await;
    database.run("DELETE FROM books").await;
    let next = goes_on(&client, "/books", &first, "next_cursor").await;
    assert_eq!(facts(&next), (vec![], false, false));
}

async fn from_the_end(database: &Database) {
    let client = books(database, &shelf(8)).await;
    let shown = |page: &Value| {
        let edges = page["edges"].as_array().expect("edges").clone();
        let ids: Vec<i64> = edges
            .iter()
            .map(|edge| edge["node"]["id"].as_i64().expect("a key"))
            .collect();
        let info = &page["pageInfo"];
        (
            ids,
            info["hasPreviousPage"] == true,
            info["hasNextPage"] == true,
        )
    };
    let last = page(&client, "/relay/books?sort=year&last=3").await;
    assert_eq!(shown(&last), (vec![6, 7, 8], true, false));
    let start = last["pageInfo"]["startCursor"].as_str().expect("a cursor");
    let target = format!("/relay/books?sort=year&last=3&before={start}");
    let before = page(&client, &target).await;
    assert_eq!(shown(&before), (vec![3, 4, 5], true, true));
    let all = page(&client, "/relay/books?sort=year&last=8").await;
    assert_eq!(shown(&all), ((1..=8).collect(), false, false));
    let walked = client
        .walk("/relay/books?sort=-rating")
        .sized(3)
        .backward()
        .await;
    let edges: Vec<Value> = walked.items();
    let by_rating = "SELECT id FROM books ORDER BY rating DESC NULLS LAST, id";
    let ids: Vec<i64> = edges
        .iter()
        .map(|edge| {
            edge["id"]
                .as_i64()
                .or(edge["node"]["id"].as_i64())
                .expect("a key")
        })
        .collect();
    assert_eq!(ids, database.numbers(by_rating).await);
}

/// New rows come into no walk that began before, wherever they stand in its order.
async fn as_of_a_moment(database: &Database) {
    let client = books(database, &shelf(7)).await;
    let target = "/log?sort=title";
    let plain = database
        .numbers(r#"SELECT id FROM books ORDER BY title COLLATE "NOCASE", id"#)
        .await;
    let mut page = page(&client, &format!("{target}&cursor=")).await;
    let (mut seen, mut next) = (ids(&page), 8);
    while page["next_cursor"].is_string() {
        for title in ["Aeneid", "Middlemarch", "Zadig"] {
            insert(database, &[book(next, title, 1, None)]).await;
            next += 1;
        }
        page = goes_on(&client, target, &page, "next_cursor").await;
        assert_eq!(page["total"], 7, "{page}");
        seen.extend(ids(&page));
    }
    assert_eq!(seen, plain);
    assert_eq!(page["has_next"], false);
    let back = goes_on(&client, target, &page, "previous_cursor").await;
    assert_eq!(ids(&back), plain[3..6]);
    // Another walk sees them.
    let walked = client.walk(target).sized(5).await;
    assert_eq!(
        i64::try_from(walked.items::<Value>().len()).expect("few"),
        next - 1
    );
}

async fn too_deep_by_number(database: &Database) {
    let client = books(database, &shelf(20)).await;
    assert_eq!(
        ids(&page(&client, "/shallow?sort=year&page=3").await),
        [9, 10, 11, 12]
    );
    let answer = client.get("/shallow?sort=year&page=4").await;
    assert_eq!(answer.status(), 400, "{}", answer.text());
    let problem: Value = answer.json();
    assert_eq!(problem["max_offset"], 8);
    let cursor = problem["next_cursor"].as_str().expect("a cursor");
    let next = page(&client, &format!("/shallow?sort=year&cursor={cursor}")).await;
    assert_eq!(facts(&next), (vec![9, 10, 11, 12], true, true));
    // Beyond the end too, where nothing lies.
    database.run("DELETE FROM books WHERE id > 5").await;
    let answer = client
        .get("/shallow?sort=year&page=18446744073709551615")
        .await;
    assert_eq!(answer.status(), 400, "{}", answer.text());
}

async fn cursors_of_something_else(database: &Database) {
    let client = books(database, &shelf(9)).await;
    let first = page(&client, "/books?sort=year&least=1&cursor=").await;
    let cursor = first["next_cursor"].as_str().expect("a cursor").to_owned();
    for (target, kind) in [
        ("/books?sort=-year&least=1", "another order of the list"),
        (
            "/books?sort=year,title&least=1",
            "another order of the list",
        ),
        ("/books?sort=rating&least=1", "another order of the list"),
        ("/books?sort=year&least=2", "other filters"),
        ("/books?sort=year", "other filters"),
        ("/others?sort=year", "another list"),
        ("/newest?", "another list"),
    ] {
        let answer = client.get(&format!("{target}&cursor={cursor}")).await;
        assert_eq!(answer.status(), 400, "{target}: {}", answer.text());
        let problem: Value = answer.json();
        let detail = problem["detail"].as_str().expect("a sentence");
        assert!(detail.contains(kind), "{target}: {detail}");
    }
    // The order may be written in another way, and stand elsewhere.
    let same = page(
        &client,
        &format!("/books?cursor={cursor}&least=1&sort=year"),
    )
    .await;
    assert_eq!(ids(&same), [4, 5, 6]);
}

/// Cursors are all that goes from one page to the next.
async fn replicas_share_cursors(database: &Database) {
    let replicas = [books(database, &shelf(10)).await, client(database)];
    let mut page = page(&replicas[0], "/newest?cursor=").await;
    let mut seen = ids(&page);
    for turn in 1.. {
        if page["next_cursor"].is_null() {
            break;
        }
        page = goes_on(&replicas[turn % 2], "/newest", &page, "next_cursor").await;
        seen.extend(ids(&page));
    }
    assert_eq!(seen, (1..=10).rev().collect::<Vec<_>>());
}

async fn one_page_is_the_whole(database: &Database) {
    let client = books(database, &shelf(3)).await;
    for target in [
        "/books?cursor=&limit=3",
        "/books?cursor=&limit=1000",
        "/books?page_size=3",
    ] {
        let page = page(&client, &format!("{target}&sort=year")).await;
        assert_eq!(facts(&page), (vec![1, 2, 3], false, false), "{target}");
    }
}
