//! Counts that are kept for a while.

use std::{
    borrow::Cow,
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

/// Counts of all rows, kept for a while by this process: [`Rows::cached_count`](super::Rows::cached_count).
///
/// Clones share what is kept. It holds 1,024 counts at most.
#[derive(Debug, Clone)]
pub struct CachedCounts {
    lifetime: Duration,
    counts: Arc<Mutex<HashMap<String, (u64, Instant)>>>,
}

const MOST: usize = 1024;

impl CachedCounts {
    /// Counts that are taken for so long.
    #[must_use]
    pub fn new(lifetime: Duration) -> Self {
        CachedCounts {
            lifetime,
            counts: Arc::default(),
        }
    }

    /// A count and its age.
    pub(super) fn get(&self, key: &str, mark: Option<i64>) -> Option<(u64, Duration)> {
        let (number, counted) = *self.counts().get(&*marked(key, mark))?;
        let age = counted.elapsed();
        (age <= self.lifetime).then_some((number, age))
    }

    pub(super) fn put(&self, key: &str, mark: Option<i64>, number: u64) {
        let mut counts = self.counts();
        if counts.len() >= MOST {
            counts.retain(|_, (_, counted)| counted.elapsed() <= self.lifetime);
        }
        if counts.len() >= MOST {
            counts.clear();
        }
        counts.insert(marked(key, mark).into_owned(), (number, Instant::now()));
    }

    fn counts(&self) -> MutexGuard<'_, HashMap<String, (u64, Instant)>> {
        self.counts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A key of the rows as of a mark, which others don't share.
fn marked(key: &str, mark: Option<i64>) -> Cow<'_, str> {
    match mark {
        Some(mark) => format!("{mark} {key}").into(),
        None => key.into(),
    }
}
