//! Pages of rows that are filtered after the read: whatever the budget, a walk sees the rows that pass,
//! once and in order.

use std::{
    convert::Infallible,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use folio::{
    App, Cursor, Offset, Page, PageNumber, State, get,
    pages::{BudgetSpent, Edge, PageStyle, Refill},
    routes,
    test::Client,
};
use http::StatusCode;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::keyed;

/// Rows by their keys, those that may be seen, and how many are read for a page at most.
#[derive(Clone)]
struct Rows {
    /// Keys with gaps between them, and whether the row may be seen.
    all: Arc<Vec<(u64, bool)>>,
    budget: u64,
    read: Arc<AtomicU64>,
}

impl Rows {
    fn new(seen: &[bool], budget: u64) -> Self {
        let keys = (0..).map(|nth| nth * 3 + 10);
        Rows {
            all: Arc::new(keys.zip(seen.iter().copied()).collect()),
            budget,
            read: Arc::default(),
        }
    }

    fn visible(&self) -> Vec<u64> {
        let seen = self.all.iter().filter(|(_, seen)| *seen);
        seen.map(|(key, _)| *key).collect()
    }

    fn beside(&self, at: &Cursor<u64>) -> Vec<(u64, bool)> {
        let beside = |(key, _): &&(u64, bool)| match at.edge() {
            Edge::After(edge) => key > edge,
            Edge::Before(edge) => key < edge,
            Edge::Start | Edge::End => true,
        };
        let size = usize::try_from(at.size()).unwrap_or(usize::MAX);
        let rows = self.all.iter().filter(beside);
        let rows: Vec<(u64, bool)> = if at.is_backward() {
            rows.rev().take(size).copied().collect()
        } else {
            rows.take(size).copied().collect()
        };
        self.read.fetch_add(rows.len() as u64, Ordering::SeqCst);
        rows
    }

    fn part(&self, at: Offset) -> Vec<(u64, bool)> {
        let rows = self.all[at.range(self.all.len())].to_vec();
        self.read.fetch_add(rows.len() as u64, Ordering::SeqCst);
        rows
    }
}

/// Rows by cursor.
#[get("/cursor", page(max_size = 50))]
async fn cursor(at: Cursor<u64>, rows: State<Rows>) -> Result<Page<u64>, Infallible> {
    let page = Refill::within(rows.budget)
        .by_cursor(
            &at,
            async |at| Ok(rows.beside(&at)),
            |row| row.0,
            |row| row.1,
        )
        .await;
    page.map(|page| page.map(|row| row.0))
}

/// Rows by number.
#[get("/number")]
async fn number(at: PageNumber, rows: State<Rows>) -> Result<Page<u64>, BudgetSpent> {
    let page = Refill::within(rows.budget)
        .by_offset(at, async |at| Ok(rows.part(at)), |row| row.1)
        .await;
    page.map(|page| page.map(|row| row.0))
}

/// Rows by offset.
#[get("/offset")]
async fn offset(at: Offset, rows: State<Rows>) -> Result<Page<u64>, BudgetSpent> {
    let page = Refill::within(rows.budget)
        .by_offset(at, async |at| Ok(rows.part(at)), |row| row.1)
        .await;
    page.map(|page| page.map(|row| row.0))
}

/// A style that goes both ways and shows a cursor beside each item.
fn both_ways(rows: &Rows) -> Client {
    let app = App::new("Refilled", "1").state(rows.clone());
    Client::new(
        app.pages(keyed().style(PageStyle::relay()))
            .routes(routes![cursor, offset]),
    )
}

/// The style of the house.
fn plainly(rows: &Rows) -> Client {
    let app = App::new("Refilled", "1").state(rows.clone());
    Client::new(app.pages(keyed()).routes(routes![cursor, number, offset]))
}

async fn page(client: &Client, rows: &Rows, target: &str) -> Value {
    rows.read.store(0, Ordering::SeqCst);
    let answer = client.get(target).await;
    assert_eq!(
        answer.status(),
        StatusCode::OK,
        "{target}: {}",
        answer.text()
    );
    let read = rows.read.load(Ordering::SeqCst);
    assert!(
        read <= rows.budget,
        "{read} rows read within {}",
        rows.budget
    );
    answer.json()
}

fn numbers(items: &Value) -> Vec<u64> {
    let items = items.as_array().expect("a list");
    items
        .iter()
        .filter_map(|item| item.as_u64().or(item["node"].as_u64()))
        .collect()
}

/// Walks to an end: by `next_cursor`, or back by `previous_cursor`. A walk makes progress with each page,
/// so it takes no more pages than there are rows, and one.
async fn walk(client: &Client, rows: &Rows, mut target: String, size: u64, to: &str) -> Vec<u64> {
    let mut seen: Vec<u64> = Vec::new();
    for _ in 0..=rows.all.len() {
        let page = page(client, rows, &target).await;
        let items = numbers(&page["items"]);
        if to == "next" {
            seen.extend(items);
        } else {
            seen.splice(0..0, items);
        }
        let flag = if to == "next" {
            "has_next"
        } else {
            "has_previous"
        };
        let cursor = page[format!("{to}_cursor")].as_str();
        assert_eq!(page[flag], cursor.is_some(), "{page}");
        match cursor {
            Some(cursor) => target = format!("/cursor?limit={size}&cursor={cursor}"),
            None => return seen,
        }
    }
    panic!(
        "a walk without end over {rows_len} rows",
        rows_len = rows.all.len()
    );
}

/// The same under Relay's style, from the start or from the end.
async fn relay(client: &Client, rows: &Rows, path: &str, size: u64, forward: bool) -> Vec<u64> {
    let (count, edge, flag, end) = if forward {
        ("first", "after", "hasNextPage", "endCursor")
    } else {
        ("last", "before", "hasPreviousPage", "startCursor")
    };
    let mut seen: Vec<u64> = Vec::new();
    let mut target = format!("{path}?{count}={size}");
    for _ in 0..=rows.all.len() {
        let page = page(client, rows, &target).await;
        let items = numbers(&page["edges"]);
        if forward {
            seen.extend(items);
        } else {
            seen.splice(0..0, items);
        }
        if page["pageInfo"][flag] == false {
            return seen;
        }
        let cursor = page["pageInfo"][end]
            .as_str()
            .expect("a page to go on from");
        target = format!("{path}?{count}={size}&{edge}={cursor}");
    }
    panic!(
        "a walk without end over {rows_len} rows",
        rows_len = rows.all.len()
    );
}

fn block<F: Future>(future: F) -> F::Output {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .expect("a runtime");
    runtime.block_on(future)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_walk_by_cursor_sees_every_row_that_passes(
        seen in prop::collection::vec(prop::bool::weighted(0.4), 0..40),
        budget in 1..60_u64,
        size in 1..8_u64,
    ) {
        let rows = Rows::new(&seen, budget);
        let client = plainly(&rows);
        block(async {
            let start = format!("/cursor?limit={size}");
            let there = walk(&client, &rows, start, size, "next").await;
            assert_eq!(there, rows.visible());
        });
    }

    #[test]
    fn a_walk_back_from_any_page_sees_all_before_it(
        seen in prop::collection::vec(prop::bool::weighted(0.4), 0..40),
        budget in 1..60_u64,
        size in 1..8_u64,
        pages in 0..6_usize,
    ) {
        let rows = Rows::new(&seen, budget);
        let client = plainly(&rows);
        block(async {
            let mut target = format!("/cursor?limit={size}");
            let mut there = Vec::new();
            for _ in 0..pages {
                let page = page(&client, &rows, &target).await;
                there.extend(numbers(&page["items"]));
                let Some(next) = page["next_cursor"].as_str() else { break };
                target = format!("/cursor?limit={size}&cursor={next}");
            }
            let back = walk(&client, &rows, target, size, "previous").await;
            assert!(back.starts_with(&there), "{back:?} {there:?}");
            assert_eq!(back, rows.visible()[..back.len()]);
        });
    }

    #[test]
    fn walks_from_both_ends_see_the_same(
        seen in prop::collection::vec(prop::bool::weighted(0.4), 0..40),
        budget in 1..60_u64,
        size in 1..8_u64,
    ) {
        let rows = Rows::new(&seen, budget);
        let client = both_ways(&rows);
        block(async {
            assert_eq!(relay(&client, &rows, "/cursor", size, true).await, rows.visible());
            assert_eq!(relay(&client, &rows, "/cursor", size, false).await, rows.visible());
            // Cursors that hold the offset of a row.
            assert_eq!(relay(&client, &rows, "/offset", size, true).await, rows.visible());
        });
    }

    #[test]
    fn a_page_by_number_or_offset_is_right_or_refused(
        seen in prop::collection::vec(prop::bool::weighted(0.4), 0..40),
        budget in 1..60_u64,
        size in 1..8_u64,
        nth in 1..12_u64,
    ) {
        let rows = Rows::new(&seen, budget);
        let client = plainly(&rows);
        let visible = rows.visible();
        let before = (nth - 1) * size;
        block(async {
            for target in [
                format!("/number?page={nth}&page_size={size}"),
                format!("/offset?offset={before}&limit={size}"),
            ] {
                let answer = client.get(&target).await;
                // How many rows have to be read for the page to be full, or the end to be seen.
                let full = usize::try_from(before + size).expect("small");
                let places = seen.iter().enumerate().filter(|(_, seen)| **seen);
                let reach = places.map(|(place, _)| place as u64 + 1).nth(full - 1);
                let needed = reach.unwrap_or(seen.len() as u64 + 1);
                if needed > budget {
                    assert_eq!(answer.status(), StatusCode::BAD_REQUEST, "{target}");
                    continue;
                }
                assert_eq!(answer.status(), StatusCode::OK, "{target}: {}", answer.text());
                let page: Value = answer.json();
                let items: Vec<u64> = visible
                    .iter()
                    .copied()
                    .skip(usize::try_from(before).expect("small"))
                    .take(usize::try_from(size).expect("small"))
                    .collect();
                assert_eq!(numbers(&page["items"]), items, "{target}");
                let more = visible.len() as u64 > before + size;
                if more || seen.len() as u64 >= budget {
                    // Where nobody looked, it may be promised.
                    assert!(!more || page["has_next"] == true, "{target}: {page}");
                } else {
                    assert_eq!(page["has_next"], false, "{target}: {page}");
                    assert_eq!(page["total"], visible.len(), "{target}: {page}");
                }
            }
        });
    }
}

/// The rows of the next test: three that may be seen, ten that may not, and one at the end.
fn gap() -> Vec<bool> {
    let mut seen = vec![true; 3];
    seen.extend([false; 10]);
    seen.push(true);
    seen
}

#[tokio::test]
async fn a_cursor_tells_nothing_of_hidden_rows_as_long_as_some_are_shown() {
    let rows = Rows::new(&gap(), 6);
    let app = App::new("Plain", "1").state(rows.clone());
    let options = folio::pages::PageOptions::new().plain_cursors();
    let client = Client::new(app.pages(options).routes(routes![cursor]));
    // Six rows are read and three of them shown: it goes on behind the last of those, which is 16.
    let first = page(&client, &rows, "/cursor?limit=4").await;
    assert_eq!(first["items"], json!([10, 13, 16]));
    assert_eq!(
        (&first["has_next"], &first["next_cursor"]),
        (&json!(true), &json!(16))
    );
    // Six rows are read and none shown: the cursor is that of the sixth, or the walk would stand still.
    let second = page(&client, &rows, "/cursor?limit=4&cursor=16").await;
    assert_eq!(second["items"], json!([]));
    assert_eq!(
        (&second["has_next"], &second["next_cursor"]),
        (&json!(true), &json!(34))
    );
    let third = page(&client, &rows, "/cursor?limit=4&cursor=34").await;
    assert_eq!(third["items"], json!([49]));
    assert_eq!(
        (&third["has_next"], &third["next_cursor"]),
        (&json!(false), &json!(null))
    );
}

#[tokio::test]
async fn pages_are_full_where_the_budget_allows_and_the_last_is_not_empty() {
    let rows = Rows::new(&gap(), 1_000);
    let client = plainly(&rows);
    let first = page(&client, &rows, "/cursor?limit=3").await;
    assert_eq!(first["items"], json!([10, 13, 16]));
    assert_eq!(first["has_next"], true);
    let rows = Rows::new(&gap()[..13], 1_000);
    let client = plainly(&rows);
    let first = page(&client, &rows, "/cursor?limit=3").await;
    // Nothing that may be seen follows.
    assert_eq!(first["has_next"], false);
}

/// The row of a forged cursor lies far behind all there are: reading back from there ends too.
#[tokio::test]
async fn an_offset_far_behind_the_end_is_read_back_within_the_budget() {
    let rows = Rows::new(&gap(), 50);
    let app = App::new("Plain", "1").state(rows.clone());
    let options = folio::pages::PageOptions::new()
        .plain_cursors()
        .style(PageStyle::relay());
    let client = Client::new(app.pages(options).routes(routes![offset]));
    for row in [1_u64 << 40, 1 << 63, u64::MAX] {
        let page = page(&client, &rows, &format!("/offset?last=2&before={row}")).await;
        assert_eq!(page["edges"], json!([]), "{row}");
    }
    let near = page(&client, &rows, "/offset?last=2&before=20").await;
    assert_eq!(numbers(&near["edges"]), [16, 49]);
}

/// What reads gives more than it was asked for, fewer, or the same rows for ever.
#[tokio::test]
async fn reads_that_give_too_much_or_never_end_do_no_harm() {
    let at = Cursor::new(Edge::<u64>::Start, 3);
    let all = async |_: Cursor<u64>| Ok::<_, Infallible>((0..100).collect());
    let page = Refill::within(10)
        .by_cursor(&at, all, |row| *row, |row| *row > 6)
        .await;
    let page = page.expect("is read");
    assert!(page.len() <= 3 && page.has_next());

    let mut reads = 0;
    let same = |_: Cursor<u64>| {
        reads += 1;
        std::future::ready(Ok::<_, Infallible>(vec![7; 4]))
    };
    let page = Refill::within(40)
        .by_cursor(&at, same, |row| *row, |_| false)
        .await;
    assert!(page.expect("is read").is_empty());
    assert!(reads <= 40, "{reads}");
}
