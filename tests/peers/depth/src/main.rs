//! Pages of a table of a million rows, near its start and near its end: Folio by keyset and by offset,
//! and axum with the keyset query written by hand, in turn and in one run.
//!
//! `cargo run --release -p depth` measures SQLite in a temporary file. With `FOLIO_TEST_POSTGRES` set
//! to the URL of a database, it measures that too, in a schema of its own. It fails where the deep page
//! takes longer than [`DEEP_BY_FIRST`] first ones, or Folio longer than [`FOLIO_BY_HAND`] times the query by
//! hand.

mod by_hand;
mod folio;
mod table;

use std::time::{Duration, Instant};

use http::Request;
use http_body_util::BodyExt;
use tower::{Service, ServiceExt};

/// Calls of each kind; the median of them is told.
const ROUNDS: usize = 400;
/// Calls before that.
const WARM: usize = 20;
/// How many rows a page has.
const SIZE: u64 = 50;
/// How many rows come before the deep page.
const DEEP: i64 = 999_000;

/// How many times as long as the first page the deep one may take.
const DEEP_BY_FIRST: f64 = 1.3;
/// How many times as long as by hand a page of Folio may take.
const FOLIO_BY_HAND: f64 = 1.05;

type Failure = Box<dyn std::error::Error + Send + Sync>;
type Answer = Result<(), Failure>;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Answer {
    let file = std::env::temp_dir().join(format!("folio-depth-{}.sqlite", std::process::id()));
    let sqlite = table::sqlite(&file).await?;
    let measured = measure(
        "SQLite",
        by_hand::sqlite(sqlite.clone()),
        folio::sqlite(sqlite.clone()),
    )
    .await;
    sqlite.close().await;
    std::fs::remove_file(&file)?;
    let mut slow = measured?;
    let url = std::env::var("FOLIO_TEST_POSTGRES").ok();
    let Some(url) = url.filter(|url| !url.is_empty()) else {
        println!("PostgreSQL: not measured, FOLIO_TEST_POSTGRES is not set");
        return judged(&slow);
    };
    let postgres = table::postgres(&url).await?;
    let measured = measure(
        "PostgreSQL",
        by_hand::postgres(postgres.clone()),
        folio::postgres(postgres.clone()),
    )
    .await;
    table::drop_schema(&postgres).await?;
    slow.extend(measured?);
    judged(&slow)
}

/// Fails where something takes too long.
fn judged(slow: &[String]) -> Answer {
    if slow.is_empty() {
        return Ok(());
    }
    Err(slow.join("; ").into())
}

/// Measures an engine, and prints a line for each kind of page; says what takes longer than it may.
async fn measure<H, F, HB, FB>(engine: &str, by_hand: H, folio: F) -> Result<Vec<String>, Failure>
where
    H: Service<Request<axum::body::Body>, Response = http::Response<HB>> + Clone,
    H::Error: std::fmt::Debug,
    HB: http_body::Body,
    F: Service<Request<axum::body::Body>, Response = http::Response<FB>> + Clone,
    F::Error: std::fmt::Debug,
    FB: http_body::Body,
    HB::Error: std::fmt::Debug,
    FB::Error: std::fmt::Debug,
{
    let mut slow = Vec::new();
    for order in ["id", "-population"] {
        let last = table::key_before(DEEP, order);
        let deep = format!("/by-hand/{}?after={last}", order.trim_start_matches('-'));
        let first = format!("/by-hand/{}", order.trim_start_matches('-'));
        let cursor = deep_token(folio.clone(), order).await?;
        let pages = [
            format!("/rows?sort={order}&limit={SIZE}"),
            format!("/rows?sort={order}&limit={SIZE}&cursor={cursor}"),
            format!("/rows?sort={order}&limit={SIZE}&offset={DEEP}"),
        ];
        let mut times: [Vec<Duration>; 5] = Default::default();
        for round in 0..WARM + ROUNDS {
            // Each kind follows each other one as often, since what ran before has its share in how long
            // it takes. That there are as many as a prime has these steps come by all of them.
            let step = 1 + round / times.len() % (times.len() - 1);
            for place in 0..times.len() {
                let kind = (round + place * step) % times.len();
                let taken = match kind {
                    0 => timed(by_hand.clone(), &first).await?,
                    1 => timed(by_hand.clone(), &deep).await?,
                    2 => timed(folio.clone(), &pages[0]).await?,
                    3 => timed(folio.clone(), &pages[1]).await?,
                    // Far slower than the others: fewer of them say enough.
                    _ if round % 6 == 0 => timed(folio.clone(), &pages[2]).await?,
                    _ => continue,
                };
                if round >= WARM {
                    times[kind].push(taken);
                }
            }
        }
        let [hand_first, hand_deep, folio_first, folio_deep, offset] = times.map(median);
        let ratio = |a: Duration, b: Duration| a.as_secs_f64() / b.as_secs_f64();
        println!("{engine}, sort={order}, {SIZE} rows, median of {ROUNDS}");
        println!(
            "  first page: Folio {folio_first:?}, by hand {hand_first:?}, ratio {:.2}",
            ratio(folio_first, hand_first)
        );
        println!(
            "  behind {DEEP} rows: Folio {folio_deep:?}, by hand {hand_deep:?}, ratio {:.2}",
            ratio(folio_deep, hand_deep)
        );
        println!(
            "  deep by first: Folio {:.2}, by hand {:.2}",
            ratio(folio_deep, folio_first),
            ratio(hand_deep, hand_first)
        );
        println!(
            "  by offset behind {DEEP} rows: {offset:?}, {:.0} times the first page",
            ratio(offset, folio_first)
        );
        for (what, ratio, most) in [
            ("deep by first", ratio(folio_deep, folio_first), DEEP_BY_FIRST),
            ("first page by hand", ratio(folio_first, hand_first), FOLIO_BY_HAND),
            ("deep page by hand", ratio(folio_deep, hand_deep), FOLIO_BY_HAND),
        ] {
            if ratio > most {
                slow.push(format!("{engine}, sort={order}, {what}: {ratio:.2}, not {most}"));
            }
        }
    }
    Ok(slow)
}

/// The cursor that goes on behind the deep offset.
async fn deep_token<S, B>(
    service: S,
    order: &str,
) -> Result<String, Failure>
where
    S: Service<Request<axum::body::Body>, Response = http::Response<B>>,
    S::Error: std::fmt::Debug,
    B: http_body::Body,
    B::Error: std::fmt::Debug,
{
    let target = format!("/rows?sort={order}&limit=1&offset={}", DEEP - 1);
    let body = called(service, &target).await?;
    let page: serde_json::Value = serde_json::from_slice(&body)?;
    Ok(page["next_cursor"].as_str().unwrap_or_default().to_owned())
}

async fn timed<S, B>(
    service: S,
    target: &str,
) -> Result<Duration, Failure>
where
    S: Service<Request<axum::body::Body>, Response = http::Response<B>>,
    S::Error: std::fmt::Debug,
    B: http_body::Body,
    B::Error: std::fmt::Debug,
{
    let begun = Instant::now();
    let body = called(service, target).await?;
    let taken = begun.elapsed();
    let page: serde_json::Value = serde_json::from_slice(&body)?;
    let rows = page["items"].as_array().map_or(0, Vec::len);
    if rows as u64 != SIZE {
        return Err(format!("{target} has {rows} rows: {page}").into());
    }
    Ok(taken)
}

async fn called<S, B>(
    service: S,
    target: &str,
) -> Result<Vec<u8>, Failure>
where
    S: Service<Request<axum::body::Body>, Response = http::Response<B>>,
    S::Error: std::fmt::Debug,
    B: http_body::Body,
    B::Error: std::fmt::Debug,
{
    let request = Request::get(target).body(axum::body::Body::empty())?;
    let answer = service.oneshot(request).await;
    let answer = answer.map_err(|error| format!("{target}: {error:?}"))?;
    let status = answer.status();
    let body = answer.into_body().collect().await;
    let body = body
        .map_err(|error| format!("{target}: {error:?}"))?
        .to_bytes();
    if status.is_success() {
        Ok(body.to_vec())
    } else {
        Err(format!(
            "{target} answers {status}: {}",
            String::from_utf8_lossy(&body)
        )
        .into())
    }
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}
