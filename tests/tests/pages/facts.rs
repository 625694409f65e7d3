//! What a page says of itself is so: in both directions, beyond the ends, and after rows are gone.

use folio::test::Client;
use proptest::prelude::*;
use serde_json::Value;

use crate::app::{Order, Row, Table, block_on, client, expected, rows};

async fn json(client: &Client, target: &str) -> Value {
    let answer = client.get(target).await;
    assert_eq!(answer.status(), 200, "{target}: {}", answer.text());
    answer.json()
}

fn items(page: &Value) -> Vec<Row> {
    serde_json::from_value(page["items"].clone()).expect("rows")
}

/// Checks a page of rows that are in order: it says what comes before its rows and behind them.
fn is_true(page: &Value, all: &[Row], place: usize, target: &str) {
    let items = items(page);
    assert_eq!(page["has_previous"], place > 0, "{target}: {page}");
    assert_eq!(
        page["has_next"],
        place + items.len() < all.len(),
        "{target}: {page}"
    );
    assert_eq!(items, all[place..place + items.len()], "{target}");
    if page["total_kind"] == "exact" {
        assert_eq!(page["total"], all.len(), "{target}");
    }
}

/// Numbers and offsets, within the list and beyond it.
async fn counted(client: &Client, all: &[Row], size: usize, order: Order) {
    for endpoint in [
        "sorted",
        "presorted",
        "slice",
        "vec",
        "shared",
        "iterator",
        "counted",
    ] {
        let path = format!("/envelope/{endpoint}");
        let expected = expected(&path, all, order);
        let sort = order.query(&path);
        for offset in [0, 1, size, all.len() / 2, all.len(), all.len() + 7] {
            if endpoint == "counted" {
                continue;
            }
            let target = format!("{path}?{sort}&offset={offset}&limit={size}");
            let page = json(client, &target).await;
            let place = offset.min(all.len());
            is_true(&page, &expected, place, &target);
            assert_eq!(page["offset"], offset);
            assert_eq!(items(&page).len(), size.min(all.len() - place), "{target}");
        }
        for number in [1, 2, all.len() / size + 1, all.len() / size + 2, 1_000_000] {
            if endpoint == "iterator" && number == 1_000_000 {
                continue;
            }
            let target = format!("{path}?{sort}&page={number}&page_size={size}");
            let page = json(client, &target).await;
            let place = ((number - 1) * size).min(all.len());
            is_true(&page, &expected, place, &target);
            if endpoint != "iterator" {
                assert_eq!(page["total_pages"], all.len().div_ceil(size), "{target}");
            }
        }
    }
}

/// Cursors whose rows are gone, or that have none on one side.
async fn by_cursor(client: &Client, table: &Table, all: &[Row], size: usize, order: Order) {
    for endpoint in ["sorted", "presorted", "position"] {
        table.set(all);
        let path = format!("/envelope_cursor/{endpoint}");
        let rows = expected(&path, all, order);
        let first = format!("{path}?{}&limit={size}", order.query(&path));
        let page = json(client, &first).await;
        is_true(&page, &rows, 0, &first);
        let Some(token) = page["next_cursor"].as_str() else {
            assert!(rows.len() <= size, "{page}");
            continue;
        };
        let next = format!("{first}&cursor={token}");
        is_true(&json(client, &next).await, &rows, size, &next);
        // The row of the cursor is gone; then all before it, all behind it, everything.
        let without = |keep: &dyn Fn(usize) -> bool| -> Vec<Row> {
            let kept = rows.iter().enumerate().filter(|(place, _)| keep(*place));
            kept.map(|(_, row)| row.clone()).collect()
        };
        for (left, place) in [
            (without(&|place| place != size - 1), size - 1),
            (without(&|place| place >= size), 0),
            (without(&|place| place < size), size),
            (without(&|place| place + 1 < size), size - 1),
            (Vec::new(), 0),
        ] {
            table.set(&left);
            let page = json(client, &next).await;
            is_true(&page, &left, place, &next);
            // From beyond the end, the way back leads to the last page; from before the start nowhere.
            if let Some(back) = page["previous_cursor"].as_str() {
                let back = format!("{first}&cursor={back}");
                let page = json(client, &back).await;
                is_true(&page, &left, place.saturating_sub(size), &back);
            } else {
                assert_eq!(place, 0, "{page}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn facts_are_true(
        all in rows(20),
        size in 1..=7_usize,
        order in proptest::sample::select(&Order::ALL[..]),
    ) {
        static CLIENT: std::sync::LazyLock<(Client, Table)> = std::sync::LazyLock::new(client);
        let (client, table) = &*CLIENT;
        table.set(&all);
        block_on(async {
            counted(client, &all, size, order).await;
            by_cursor(client, table, &all, size, order).await;
        });
    }
}
