//! Walking a list while it changes, and proving that no row is missed or seen twice.
//!
//! ```
//! use std::sync::{Arc, RwLock};
//!
//! use folio::{
//!     App, CursorKeys, PageOptions, Sort, Sortable, State, get,
//!     pages::Sorted,
//!     routes,
//!     test::{Client, churn::{Random, Rows}},
//! };
//! # use serde::Serialize;
//!
//! #[derive(Debug, Clone, Serialize, utoipa::ToSchema, Sortable)]
//! struct Task {
//!     #[sort(key)]
//!     id: u64,
//!     #[sort]
//!     rank: u64,
//! }
//!
//! /// Tasks, sorted.
//! #[get("/tasks", paginate)]
//! async fn tasks(sort: Sort<Task>, table: State<Table>) -> Sorted<Task> {
//!     Sorted::new(table.0.read().unwrap().clone(), sort)
//! }
//!
//! #[derive(Clone, Default)]
//! struct Table(Arc<RwLock<Vec<Task>>>);
//!
//! impl Rows for Table {
//!     type Row = Task;
//!
//!     async fn rows(&mut self) -> Vec<Task> {
//!         let mut rows = self.0.read().unwrap().clone();
//!         rows.sort_by_key(|task| (task.rank, task.id));
//!         rows
//!     }
//!
//!     async fn insert(&mut self, random: &mut Random) {
//!         let (id, rank) = (random.next(), random.below(9) as u64);
//!         self.0.write().unwrap().push(Task { id, rank });
//!     }
//!
//!     async fn delete(&mut self, random: &mut Random) {
//!         let mut rows = self.0.write().unwrap();
//!         let index = random.below(rows.len());
//!         rows.swap_remove(index);
//!     }
//!
//!     async fn update(&mut self, random: &mut Random) {
//!         let mut rows = self.0.write().unwrap();
//!         let index = random.below(rows.len());
//!         rows[index].rank = random.below(9) as u64;
//!     }
//! }
//!
//! # tokio::runtime::Builder::new_current_thread().build()?.block_on(async {
//! let table = Table::default();
//! let keys = CursorKeys::new([7; 32]).unwrap();
//! let app = App::new("Tasks", "1.0.0")
//!     .state(table.clone())
//!     .pages(PageOptions::new().cursor_keys(keys).style(folio::PageStyle::stripe()))
//!     .routes(routes![tasks]);
//! # let table = &table;
//! Client::new(app).churn("/tasks?sort=rank", table.clone()).await;
//! # });
//! # Ok::<(), std::io::Error>(())
//! ```

use std::{
    collections::{HashMap, HashSet},
    fmt::Write,
    future::{Future, IntoFuture},
    pin::Pin,
};

use super::Client;
use serde::Serialize;

/// Rows of an endpoint, which can be changed while it is walked.
///
/// All randomness comes from the [`Random`] that is handed in, so that a seed gives the same changes
/// again.
pub trait Rows: Send {
    /// A row as the endpoint shows it; no two look the same.
    type Row: Serialize;

    /// All rows there are now, in the order of the list.
    fn rows(&mut self) -> impl Future<Output = Vec<Self::Row>> + Send;

    /// Adds a row, anywhere in the order.
    fn insert(&mut self, random: &mut Random) -> impl Future<Output = ()> + Send;

    /// Takes a row away, whichever: one that a cursor names too. There is one at least.
    fn delete(&mut self, random: &mut Random) -> impl Future<Output = ()> + Send;

    /// Changes a row so that it moves in the order. There is one at least.
    fn update(&mut self, random: &mut Random) -> impl Future<Output = ()> + Send;
}

/// Random numbers that a seed gives again.
#[derive(Debug, Clone)]
pub struct Random(u64);

impl Random {
    /// The numbers of a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Random(seed)
    }

    /// A number of 64 bits.
    #[expect(clippy::should_implement_trait, reason = "it has no end")]
    pub fn next(&mut self) -> u64 {
        // SplitMix64.
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`; 0 where that is 0.
    pub fn below(&mut self, end: usize) -> usize {
        let number = self.next() % (end.max(1) as u64);
        // It is below a `usize`.
        usize::try_from(number).unwrap_or_default()
    }
}

/// The sizes of pages that are walked.
const SIZES: [u64; 8] = [1, 2, 3, 5, 7, 10, 25, 100];
/// How many rows there are to begin with.
const ROWS: usize = 40;

/// Walks of an endpoint under change; awaiting it goes them.
#[derive(Debug)]
#[must_use = "walks are gone by awaiting it"]
pub struct Churn<R> {
    client: Client,
    target: String,
    rows: R,
    seed: u64,
    rounds: usize,
    sizes: Vec<u64>,
    ways: Vec<bool>,
}

impl Client {
    /// Walks an endpoint while its rows are inserted, deleted and moved between the requests, and proves
    /// that each row that was there all the while, unchanged, is seen exactly once and in order:
    /// with pages of 1 to 100 items, forwards and, where the document says how, backwards.
    ///
    /// # Panics
    ///
    /// When a row is missed, seen twice or out of order, with the seed that shows it again; and where
    /// [`Walk`](super::Walk) panics.
    #[track_caller]
    pub fn churn<R: Rows>(&self, target: &str, rows: R) -> Churn<R> {
        let pagination = self.pagination(target);
        let way = super::walk::way_of(&pagination, target);
        let most = way.map_or(u64::MAX, |way| way.max_size);
        let back = way.is_some_and(|way| !way.previous.is_empty());
        Churn {
            client: self.clone(),
            target: target.to_owned(),
            rows,
            seed: 0x0066_6f6c_696f,
            rounds: 4,
            sizes: SIZES.into_iter().filter(|size| *size <= most).collect(),
            ways: if back { vec![false, true] } else { vec![false] },
        }
    }
}

impl<R: Rows> Churn<R> {
    /// Other changes: those of a seed.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// How many walks there are of each size in each direction; 4 otherwise.
    pub fn rounds(mut self, rounds: usize) -> Self {
        self.rounds = rounds;
        self
    }

    /// The sizes of pages; 1, 2, 3, 5, 7, 10, 25 and 100 otherwise, as far as they are allowed.
    pub fn sizes(mut self, sizes: impl IntoIterator<Item = u64>) -> Self {
        self.sizes = sizes.into_iter().collect();
        self
    }

    /// Walks forwards only.
    pub fn forward(mut self) -> Self {
        self.ways.retain(|backward| !backward);
        self
    }

    async fn run(mut self) {
        let mut random = Random::new(self.seed);
        for round in 0..self.rounds {
            for size in self.sizes.clone() {
                for backward in self.ways.clone() {
                    let words = if backward { "backwards" } else { "forwards" };
                    let about =
                        format!("seed {}, round {round}, {size} a page, {words}", self.seed);
                    let (lived, seen, log) = self.walk(size, backward, &mut random).await;
                    if let Some(fault) = fault(&lived, &seen) {
                        panic!("{fault}\nwhile rows changed: {about}\n{log}");
                    }
                }
            }
        }
    }

    /// One walk: the rows that lived through it, those that were seen, and what happened.
    async fn walk(
        &mut self,
        size: u64,
        backward: bool,
        random: &mut Random,
    ) -> (Vec<String>, Vec<String>, String) {
        while self.rows.rows().await.len() < ROWS {
            self.rows.insert(random).await;
        }
        let mut lived = self.shown().await;
        let most = 4 * lived.len() + 20;
        let walk = self.client.walk(&self.target).sized(size).changing();
        let mut walk = if backward { walk.backward() } else { walk };
        let (mut pages, mut log): (Vec<Vec<String>>, String) = (Vec::new(), String::new());
        while let Some(page) = walk.next().await {
            let items: Vec<String> = page.items().iter().map(ToString::to_string).collect();
            // A text takes whatever is written to it.
            let _ = writeln!(log, "GET {}: {}", page.target(), items.join(" "));
            pages.push(items);
            if pages.len() > most {
                // The walk is to end some time.
                continue;
            }
            self.change(random, &mut log).await;
            let now: HashSet<String> = self.shown().await.into_iter().collect();
            lived.retain(|row| now.contains(row));
        }
        if backward {
            pages.reverse();
        }
        (lived, pages.into_iter().flatten().collect(), log)
    }

    /// The rows as they are shown.
    async fn shown(&mut self) -> Vec<String> {
        let rows = self.rows.rows().await;
        let shown = rows.iter().map(|row| match serde_json::to_value(row) {
            Ok(value) => value.to_string(),
            Err(error) => panic!("a row can't be written as JSON: {error}"),
        });
        let shown: Vec<String> = shown.collect();
        let different: HashSet<&String> = shown.iter().collect();
        assert!(
            different.len() == shown.len(),
            "two rows look the same: show what tells them apart, and take another `seed` for a second churn of the same rows"
        );
        shown
    }

    /// Changes up to three rows, so that there are about as many as before.
    async fn change(&mut self, random: &mut Random, log: &mut String) {
        let count = self.rows.rows().await.len();
        let (few, many) = (count < ROWS / 2, count > ROWS * 2);
        for _ in 0..random.below(4) {
            let words = match random.below(3) {
                0 if !many => {
                    self.rows.insert(random).await;
                    "a row is inserted"
                }
                1 if !few => {
                    self.rows.delete(random).await;
                    "a row is deleted"
                }
                _ if count > 0 => {
                    self.rows.update(random).await;
                    "a row is updated"
                }
                _ => continue,
            };
            // A text takes whatever is written to it.
            let _ = writeln!(log, "    {words}");
        }
    }
}

/// What is wrong with what was seen.
fn fault(lived: &[String], seen: &[String]) -> Option<String> {
    let mut times: HashMap<&String, usize> = HashMap::new();
    for row in seen {
        *times.entry(row).or_default() += 1;
    }
    for row in lived {
        match times.get(row) {
            None => return Some(format!("a row was missed: {row}")),
            Some(1) => {}
            Some(times) => return Some(format!("a row was seen {times} times: {row}")),
        }
    }
    let places: HashMap<&String, usize> = lived.iter().zip(0..).collect();
    let order: Vec<(usize, &String)> = seen
        .iter()
        .filter_map(|row| Some((*places.get(row)?, row)))
        .collect();
    let mut pairs = order.windows(2);
    let turned = pairs.find(|pair| pair[1].0 < pair[0].0)?;
    let (before, row) = (turned[0].1, turned[1].1);
    Some(format!(
        "rows were seen out of order: {row} behind {before}"
    ))
}

impl<R: Rows + 'static> IntoFuture for Churn<R> {
    type Output = ();
    type IntoFuture = Pin<Box<dyn Future<Output = ()> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

#[cfg(test)]
mod tests {
    use super::fault;

    #[test]
    fn faults_are_told_apart() {
        let rows =
            |numbers: &[u64]| -> Vec<String> { numbers.iter().map(ToString::to_string).collect() };
        for (lived, seen, expected) in [
            (&[][..], &[][..], None),
            (&[1, 2, 3], &[1, 2, 3], None),
            (&[1, 3], &[1, 2, 2, 3, 0], None),
            (&[1, 2], &[1], Some("a row was missed: 2")),
            (&[1, 2], &[1, 2, 1], Some("a row was seen 2 times: 1")),
            (
                &[1, 2, 3],
                &[1, 3, 2],
                Some("rows were seen out of order: 2 behind 3"),
            ),
        ] {
            assert_eq!(fault(&rows(lived), &rows(seen)).as_deref(), expected);
        }
    }
}
