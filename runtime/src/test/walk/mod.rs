//! Walking a list from page to page, by what the document says.

mod guide;
mod target;

use std::{
    collections::HashSet,
    future::{Future, IntoFuture},
    pin::Pin,
    sync::Arc,
};

use bytes::Bytes;
use http::Method;
use serde::de::DeserializeOwned;
use serde_json::Value;

pub(super) use self::guide::way_of;
use self::guide::{Seen, To, counting, sized_as};
use super::{Answer, Client, Contract};
use crate::pages::extension::{self, Pagination, Way};

/// How many pages a walk has at most where nothing says another number.
const MOST: usize = 10_000;

impl Client {
    /// Begins a walk through all pages of an endpoint; awaiting it reads them all,
    /// [`Walk::next`] one.
    ///
    /// The walk knows no style: how pages are asked for and where an answer says how to go on is read
    /// from the document ([`x-pagination`](crate::pages::extension)).
    ///
    /// ```
    /// use folio::{App, get, routes, test::Client};
    ///
    /// /// Whole numbers below ten.
    /// #[get("/numbers", paginate, page(size = 4))]
    /// fn numbers() -> Vec<u64> {
    ///     (0..10).collect()
    /// }
    ///
    /// # tokio::runtime::Builder::new_current_thread().build()?.block_on(async {
    /// let client = Client::new(App::new("Numbers", "1.0.0").routes(routes![numbers]));
    /// let walked = client.walk("/numbers?page_size=3").await;
    /// assert_eq!(walked.pages().len(), 4);
    /// assert_eq!(walked.items::<u64>(), (0..10).collect::<Vec<_>>());
    /// let back = client.walk("/numbers?page_size=3").backward().await;
    /// assert_eq!(back.items::<u64>(), walked.items::<u64>());
    /// # });
    /// # Ok::<(), std::io::Error>(())
    /// ```
    ///
    /// # Panics
    ///
    /// When the document has no GET operation with pages there.
    #[track_caller]
    pub fn walk(&self, target: &str) -> Walk {
        let pagination = self.pagination(target);
        let Some(way) = way_of(&pagination, target) else {
            panic!("the document has no way of asking for pages of `{target}`");
        };
        Walk {
            at: Some(counting(way, target)),
            way: way.clone(),
            client: self.clone(),
            pagination,
            headers: Vec::new(),
            towards: Towards::End,
            most: MOST,
            read: 0,
            targets: HashSet::new(),
            bodies: Some(HashSet::new()),
            changing: false,
            promised: false,
        }
    }

    /// How an endpoint is paged, by the document.
    #[track_caller]
    pub(super) fn pagination(&self, target: &str) -> Pagination {
        let contract = self.contract.as_ref().map_or_else(
            || Arc::new(Contract::new(self.service().document().clone())),
            Arc::clone,
        );
        let path = target.split('?').next().unwrap_or_default();
        let Some((operation, _)) = contract.operation(&Method::GET, path) else {
            panic!("the document has no GET operation for `{path}`");
        };
        match serde_json::from_value(operation[extension::NAME].clone()) {
            Ok(pagination) => pagination,
            Err(error) => panic!(
                "`GET {path}` answers no pages, since its operation has no `{}`: {error}",
                extension::NAME
            ),
        }
    }
}

/// Where a walk goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Towards {
    End,
    Start,
    /// To the start, once it is at the last page.
    StartFromLast,
}

/// A walk through the pages of an endpoint.
///
/// It stops the test, with the target that leads there, at an answer that is no 2xx, at a page that
/// comes twice, at a link that leads to an empty page, and where `has_next` and what leads on
/// contradict each other.
#[derive(Debug)]
#[must_use = "a walk is gone by awaiting it"]
pub struct Walk {
    client: Client,
    pagination: Pagination,
    way: Way,
    headers: Vec<(String, String)>,
    towards: Towards,
    most: usize,
    read: usize,
    /// The next target.
    at: Option<String>,
    targets: HashSet<String>,
    /// The bodies so far, where none may come twice.
    bodies: Option<HashSet<Bytes>>,
    /// Whether the list changes under the walk.
    changing: bool,
    /// Whether the last answer promised that the next page has items.
    promised: bool,
}

impl Walk {
    /// Walks from the last page to the first.
    ///
    /// Where no answer says how to get to the last page, all pages are read on the way there.
    pub fn backward(mut self) -> Self {
        self.towards = Towards::StartFromLast;
        self
    }

    /// Walks from the page of the target itself to the first.
    pub fn backward_from_here(mut self) -> Self {
        self.towards = Towards::Start;
        self
    }

    /// Sends a header with each request.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Stops the test after this many pages; 10,000 otherwise.
    pub fn at_most(mut self, pages: usize) -> Self {
        self.most = pages;
        self
    }

    /// Takes pages with the same body for different ones: for lists whose items are not told apart.
    pub fn with_equal_pages(mut self) -> Self {
        self.bodies = None;
        self
    }

    /// Asks for pages of this size.
    ///
    /// # Panics
    ///
    /// When the document has no parameter for it.
    #[track_caller]
    pub fn sized(mut self, size: u64) -> Self {
        let Some(sized) = self
            .at
            .as_ref()
            .and_then(|at| sized_as(&self.way, at, size))
        else {
            panic!("the document has no parameter for the size of these pages");
        };
        self.at = Some(counting(&self.way, &sized));
        self
    }

    /// Expects that the list changes between its pages.
    pub(super) fn changing(mut self) -> Self {
        self.changing = true;
        self.with_equal_pages()
    }

    /// Reads the next page; none behind the last.
    ///
    /// # Panics
    ///
    /// Where the pages contradict, as [`Walk`] says.
    pub async fn next(&mut self) -> Option<WalkedPage> {
        if self.towards == Towards::StartFromLast {
            self.go_to_last().await;
        }
        let target = self.at.take()?;
        let (seen, next) = self.read(&target).await;
        self.at = next;
        let back = self.towards == Towards::Start;
        if !back {
            self.agree(&seen, &target);
        }
        // Only a short page tells the end: an empty one behind full ones is no page.
        let is_end = seen.items.is_empty() && self.read > 1 && !self.promised;
        self.promised = back || !seen.ends_by_short_page(&self.way);
        let (answer, items) = seen.into_answer();
        (!is_end).then_some(WalkedPage {
            target,
            answer,
            items,
        })
    }

    /// Reads a page and where it leads.
    async fn read(&mut self, target: &str) -> (Seen, Option<String>) {
        assert!(
            self.targets.insert(target.to_owned()),
            "the walk goes round: `{target}` is asked for again"
        );
        self.read += 1;
        assert!(
            self.read <= self.most,
            "the walk has more than {} pages, and leads on to `{target}`",
            self.most
        );
        let mut call = self.client.get(target);
        for (name, value) in &self.headers {
            call = call.header(name, value);
        }
        let answer = call.await;
        assert!(
            answer.status().is_success(),
            "the walk leads to `{target}`, which answers {}: {}",
            answer.status(),
            answer.lossy()
        );
        if let Some(bodies) = &mut self.bodies
            && !bodies.insert(answer.bytes().clone())
        {
            panic!("the page of `{target}` came before, under another target");
        }
        let seen = match Seen::of(answer, &self.pagination) {
            Ok(seen) => seen,
            Err(fault) => panic!("the page of `{target}` is none: {fault}"),
        };
        assert!(
            !seen.items.is_empty() || self.changing || !self.promised,
            "the walk leads to `{target}`, which is an empty page"
        );
        let to = match self.towards {
            Towards::End => To::Next,
            Towards::Start | Towards::StartFromLast => To::Previous,
        };
        let next = self.lead(&seen, target, to);
        (seen, next)
    }

    fn lead(&self, seen: &Seen, from: &str, to: To) -> Option<String> {
        match seen.lead(&self.way, from, to) {
            Ok(next) => next,
            Err(fault) => panic!("the walk ends at `{from}`: {fault}"),
        }
    }

    /// `has_next` and `has_previous` say what leads on and back.
    fn agree(&self, seen: &Seen, target: &str) {
        if let Some(has_next) = seen.truth(&self.way, "has_next") {
            assert!(
                has_next == self.at.is_some(),
                "the page of `{target}` says that it has {} next one, and leads to {:?}",
                if has_next { "a" } else { "no" },
                self.at
            );
        }
    }

    /// Goes to the last page: by the answer if it says how, page by page otherwise.
    async fn go_to_last(&mut self) {
        let Some(first) = self.at.clone() else { return };
        self.towards = Towards::End;
        let (seen, mut next) = self.read(&first).await;
        let last = self.lead(&seen, &first, To::Last);
        let mut end = first;
        if last.is_none() {
            self.promised = !seen.ends_by_short_page(&self.way);
            while let Some(target) = next {
                let (seen, after) = self.read(&target).await;
                if !seen.items.is_empty() {
                    end = target;
                }
                next = after;
            }
        }
        self.at = Some(last.unwrap_or(end));
        self.towards = Towards::Start;
        self.promised = false;
        self.read = 0;
        self.targets.clear();
        if let Some(bodies) = &mut self.bodies {
            bodies.clear();
        }
    }

    async fn whole(mut self) -> Walked {
        let mut pages = Vec::new();
        while let Some(page) = self.next().await {
            pages.push(page);
        }
        Walked {
            pages,
            backward: self.towards == Towards::Start,
        }
    }
}

impl IntoFuture for Walk {
    type Output = Walked;
    type IntoFuture = Pin<Box<dyn Future<Output = Walked> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.whole())
    }
}

/// A page of a walk.
#[derive(Debug, Clone)]
pub struct WalkedPage {
    target: String,
    answer: Answer,
    items: Vec<Value>,
}

impl WalkedPage {
    /// What was asked for.
    #[must_use]
    pub fn target(&self) -> &str {
        &self.target
    }

    /// The whole answer.
    #[must_use]
    pub fn answer(&self) -> &Answer {
        &self.answer
    }

    /// Its items, as they stand in the answer.
    #[must_use]
    pub fn items(&self) -> &[Value] {
        &self.items
    }
}

/// All pages of a walk.
#[derive(Debug, Clone)]
pub struct Walked {
    pages: Vec<WalkedPage>,
    backward: bool,
}

impl Walked {
    /// The pages, as they were read.
    #[must_use]
    pub fn pages(&self) -> &[WalkedPage] {
        &self.pages
    }

    /// All items in the order of the list, whichever way it was walked.
    ///
    /// # Panics
    ///
    /// When one can't be read as a `T`.
    #[must_use]
    #[track_caller]
    pub fn items<T: DeserializeOwned>(&self) -> Vec<T> {
        let read = |page: &WalkedPage| -> Vec<T> {
            let items = page.items.iter().map(|item| match T::deserialize(item) {
                Ok(item) => item,
                Err(error) => panic!("an item is not what is wanted: {error}\n{item}"),
            });
            items.collect()
        };
        let mut pages: Vec<Vec<T>> = self.pages.iter().map(read).collect();
        if self.backward {
            pages.reverse();
        }
        pages.into_iter().flatten().collect()
    }
}
