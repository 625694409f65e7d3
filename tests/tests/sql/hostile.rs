//! Values that nobody sends in good faith.

use crate::{
    books::{books, shelf},
    harness::{Database, on_both},
};

on_both!(values_are_values);

async fn values_are_values(database: &Database) {
    let client = books(database, &shelf(9)).await;
    let cursor = "A".repeat(400);
    let values = [
        "0",
        "-1",
        "",
        "9223372036854775807",
        "9223372036854775808",
        "18446744073709551615",
        "340282366920938463463374607431768211456",
        "1e3",
        "NaN",
        "%00",
        "a%00b",
        "%27%3B+DROP+TABLE+books--",
        "%22",
        "%FF%FE",
        "%F0%9F%98%80",
        "null",
        "[]",
        "%5B1,2%5D",
        "-9223372036854775808",
        &cursor,
    ];
    let names = [
        "page",
        "page_size",
        "offset",
        "limit",
        "cursor",
        "sort",
        "least",
        "title",
    ];
    for route in ["/books", "/shallow", "/log", "/capped", "/within"] {
        for name in names {
            for value in values {
                let target = format!("{route}?{name}={value}");
                // `/within` can't say how many there are of those beyond its end.
                let status = client.get(&target).await.status();
                assert!([200, 400].contains(&status.as_u16()), "{target}: {status}");
            }
        }
    }
    for (one, other) in [
        ("page=9223372036854775807", "page_size=1000"),
        ("offset=9223372036854775807", "limit=1000"),
    ] {
        let status = client.get(&format!("/books?{one}&{other}")).await.status();
        assert_eq!(status, 200, "{one}");
    }
    assert_eq!(database.numbers("SELECT count(*) FROM books").await, [9]);
}
