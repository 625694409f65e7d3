//! The events of a [`Replay`](super::Replay), written once for all who get them.

use std::{
    collections::VecDeque,
    hash::{BuildHasher, Hasher, RandomState},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use bytes::Bytes;
use tokio::sync::Notify;

use super::{
    variant::Shape,
    write::{END, data, named},
};
use crate::{
    body::BodyError,
    reply::Content,
    stream::{FRAME, digits},
};

/// What is kept, and who waits for more.
#[derive(Debug)]
pub(super) struct Log {
    ring: Mutex<Ring>,
    pub(super) news: Arc<Notify>,
    /// What ids begin with, so that those of another process are not taken for one's own.
    prefix: String,
}

/// The last events, oldest first.
#[derive(Debug)]
pub(super) struct Ring {
    kept: VecDeque<(u64, Bytes)>,
    /// How many were dropped: the place of the oldest that is kept.
    pub(super) first: u64,
    /// The number before all.
    origin: u64,
    /// The number of the last that was dropped, or the one before all.
    before: u64,
    bytes: usize,
    most: (usize, usize),
    pub(super) closed: bool,
}

/// Where a client goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Start {
    At(u64),
    /// At the oldest that is kept: what came before is not known.
    Gap,
}

impl Log {
    /// A log of at most so many events and bytes, of events of this process alone.
    pub(super) fn new(most: (usize, usize)) -> Self {
        let epoch = RandomState::new().build_hasher().finish();
        Log::of(most, format!("{epoch:x}-"), 0)
    }

    /// A log whose numbers go on behind one that is known.
    pub(super) fn after(most: (usize, usize), number: u64) -> Self {
        Log::of(most, String::new(), number)
    }

    fn of(most: (usize, usize), prefix: String, before: u64) -> Self {
        Log {
            ring: Mutex::new(Ring {
                kept: VecDeque::new(),
                first: 0,
                origin: before,
                before,
                bytes: 0,
                most,
                closed: false,
            }),
            news: Arc::default(),
            prefix,
        }
    }

    pub(super) fn ring(&self) -> MutexGuard<'_, Ring> {
        self.ring.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes the bounds, which holds for what is kept already.
    pub(super) fn bound(&self, bytes: usize) {
        let mut ring = self.ring();
        ring.most.1 = bytes;
        ring.trim();
    }

    /// Adds an event under the next number, or under one that is greater than all before.
    pub(super) fn add<E: Content>(&self, number: Option<u64>, event: &E) -> Result<u64, BodyError> {
        let mut content = Vec::new();
        let shape = Shape::of(event);
        named(&shape, &mut content)?;
        data(event, &shape, &mut content)?;
        let mut ring = self.ring();
        let last = ring.last();
        let next = match number {
            Some(number) => Some(number),
            None => last.checked_add(1),
        };
        let Some(number) = next.filter(|number| *number > last) else {
            return Err(format!("an event has to have a number greater than {last}").into());
        };
        let mut written = Vec::with_capacity(content.len() + self.prefix.len() + 32);
        self.write_id(number, &mut written);
        written.extend_from_slice(&content);
        written.extend_from_slice(END);
        ring.bytes += written.len();
        ring.kept.push_back((number, written.into()));
        ring.trim();
        drop(ring);
        self.news.notify_waiters();
        Ok(number)
    }

    /// Lets everyone know that nothing comes any more.
    pub(super) fn close(&self) {
        self.ring().closed = true;
        self.news.notify_waiters();
    }

    /// Where a client goes on that has got an id. One that has none goes on with what comes, and begins
    /// with the id of what was last, so that it can say from where on when it comes back.
    pub(super) fn start(&self, last: Option<&str>, opening: &mut Vec<u8>) -> Start {
        let ring = self.ring();
        let Some(last) = last else {
            self.write_id(ring.last(), opening);
            opening.extend_from_slice(END);
            return Start::At(ring.first + ring.kept.len() as u64);
        };
        let number = last.strip_prefix(&*self.prefix).and_then(number);
        match number {
            Some(number) if ring.before <= number && number <= ring.last() => {
                let known = ring.kept.partition_point(|(known, _)| *known <= number);
                Start::At(ring.first + known as u64)
            }
            // What was dropped had numbers without holes, so places are known by them.
            Some(number)
                if ring.origin <= number
                    && number < ring.before
                    && ring.before - ring.origin == ring.first =>
            {
                Start::At(number - ring.origin)
            }
            _ => Start::Gap,
        }
    }

    /// The id of the last event.
    pub(super) fn last_id(&self) -> String {
        let mut id = self.prefix.clone();
        let number = self.ring().last();
        id.push_str(&number.to_string());
        id
    }

    /// Writes that events are missing, under the id of the last of them.
    pub(super) fn write_gap(&self, ring: &Ring, missed: Option<u64>, frame: &mut Vec<u8>) {
        self.write_id(ring.before, frame);
        frame.extend_from_slice(b"event: gap\r\ndata: {\"missed\":");
        match missed {
            Some(missed) => digits(missed, frame),
            None => frame.extend_from_slice(b"null"),
        }
        frame.extend_from_slice(b"}\r\n\r\n");
    }

    fn write_id(&self, number: u64, frame: &mut Vec<u8>) {
        frame.extend_from_slice(b"id: ");
        frame.extend_from_slice(self.prefix.as_bytes());
        digits(number, frame);
        frame.extend_from_slice(END);
    }
}

impl Ring {
    /// The number of the newest event.
    fn last(&self) -> u64 {
        self.kept.back().map_or(self.before, |(number, _)| *number)
    }

    /// Drops the oldest until the bounds hold; the newest stays.
    fn trim(&mut self) {
        let (events, bytes) = self.most;
        while self.kept.len() > 1 && (self.kept.len() > events || self.bytes > bytes) {
            if let Some((number, dropped)) = self.kept.pop_front() {
                self.before = number;
                self.bytes -= dropped.len();
                self.first += 1;
            }
        }
    }

    /// Writes events from a place on until a frame is full; the place of the next.
    pub(super) fn write(&self, from: u64, frame: &mut Vec<u8>) -> u64 {
        let skipped = usize::try_from(from.saturating_sub(self.first)).unwrap_or(usize::MAX);
        let mut next = from;
        for (_, event) in self.kept.iter().skip(skipped) {
            if frame.len() >= FRAME {
                break;
            }
            frame.extend_from_slice(event);
            next += 1;
        }
        next
    }
}

/// A number as it is written here: there is one spelling of each.
fn number(text: &str) -> Option<u64> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit());
    let canonical = text == "0" || !text.starts_with('0');
    text.parse().ok().filter(|_| plain && canonical)
}
