//! Every walk sees each item once and in order, forwards and backwards.

use folio::test::Client;
use proptest::prelude::*;

use crate::app::{Order, Row, block_on, client, expected, paths, rows};

fn target(path: &str, order: Order) -> String {
    if path.ends_with("sorted") {
        format!("{path}?{}", order.query(path))
    } else {
        path.to_owned()
    }
}

/// Whether the document says how to go back there.
fn goes_back(client: &Client, path: &str) -> bool {
    let operation = &client.service().document()["paths"][path]["get"];
    operation["x-pagination"]["ways"][0]["previous"] != serde_json::json!([])
}

async fn walks(client: &Client, path: &str, all: &[Row], order: Order, size: u64) {
    let expected = expected(path, all, order);
    let target = target(path, order);
    let walked = client.walk(&target).sized(size).await;
    assert_eq!(walked.items::<Row>(), expected, "{path} forwards");
    let sizes: Vec<u64> = walked
        .pages()
        .iter()
        .map(|page| page.items().len() as u64)
        .collect();
    let (last, others) = sizes.split_last().expect("a page, if an empty one");
    assert!(
        others.iter().all(|length| *length == size),
        "{path} {sizes:?}"
    );
    assert!(
        *last <= size && (*last > 0 || all.is_empty()),
        "{path} {sizes:?}"
    );
    let one_way = [
        "litestar_cursor",
        "cursor_limit",
        "fastcrud_cursor",
        "aip",
        "slack",
    ];
    let style = path.split('/').nth(1).expect("a style");
    assert_eq!(goes_back(client, path), !one_way.contains(&style), "{path}");
    if one_way.contains(&style) {
        return;
    }
    let back = client.walk(&target).sized(size).backward().await;
    assert_eq!(back.items::<Row>(), expected, "{path} backwards");
    for pages in walked.pages().windows(2) {
        let mut back = client.walk(pages[1].target()).backward_from_here();
        let here = back.next().await.expect("a page");
        assert_eq!(here.items(), pages[1].items(), "{path}");
        let before = back.next().await.expect("the page before");
        assert_eq!(
            before.items(),
            pages[0].items(),
            "{path}: back from {}",
            here.target()
        );
    }
}

#[test]
fn every_route_is_walked() {
    let (client, table) = client();
    let row = |id: u64| Row {
        id,
        name: ["b", "a", "a"][usize::try_from(id % 3).expect("small")].to_owned(),
        year: id.is_multiple_of(2).then_some(2026),
        rating: id.is_multiple_of(4).then_some(0.1),
        open: id.is_multiple_of(5),
    };
    for (count, size) in [(0, 3), (1, 1), (3, 3), (7, 3), (9, 3)] {
        let all: Vec<Row> = (0..count).map(row).collect();
        table.set(&all);
        block_on(async {
            for path in paths(&client) {
                walks(&client, &path, &all, Order("year", true), size).await;
            }
        });
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    /// Random rows, sizes and orders; a few routes a time, all of them in the end.
    #[test]
    fn every_item_comes_once_and_in_order(
        all in rows(24),
        size in prop_oneof![1..=9_u64, 20..=100_u64],
        order in proptest::sample::select(&Order::ALL[..]),
        picked in any::<proptest::sample::Index>(),
    ) {
        let (client, table) = shared();
        let _one_at_a_time = ONE.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        table.set(&all);
        block_on(async {
            let paths = paths(client);
            let from = picked.index(paths.len());
            for path in paths.iter().cycle().skip(from).step_by(13).take(8) {
                walks(client, path, &all, order, size).await;
            }
        });
    }
}

/// The client takes a while to be made.
fn shared() -> &'static (Client, crate::app::Table) {
    static SHARED: std::sync::LazyLock<(Client, crate::app::Table)> =
        std::sync::LazyLock::new(client);
    &SHARED
}

static ONE: std::sync::Mutex<()> = std::sync::Mutex::new(());
