//! Sleeping without the runtime's timers.
//!
//! A runtime that has timers looks after them whenever it waits for input, and one may be built without
//! them. One thread for the whole process, begun by the first sleeper, wakes all of them.

use std::{
    collections::BTreeMap,
    io,
    sync::{Mutex, MutexGuard, PoisonError},
    thread::{self, Thread},
    time::{Duration, Instant},
};

use tokio::sync::oneshot;

/// Waits for a time, from the first poll on.
///
/// # Errors
///
/// There is no thread to wake the sleeper; nothing was waited for.
pub(crate) async fn sleep(time: Duration) -> io::Result<()> {
    // A time beyond what the clock can say does not come.
    let Some(due) = Instant::now().checked_add(time) else {
        return std::future::pending().await;
    };
    let (_bed, alarm) = lie_down(due)?;
    // The sender goes when the time has come.
    let _ = alarm.await;
    Ok(())
}

/// Everyone who sleeps, by the time and a number that makes it unique.
struct Sleepers {
    alarms: BTreeMap<(Instant, u64), oneshot::Sender<()>>,
    number: u64,
    thread: Option<Thread>,
    /// When the thread looks next; not before it is woken where there is none.
    looks: Option<Instant>,
}

static SLEEPERS: Mutex<Sleepers> = Mutex::new(Sleepers {
    alarms: BTreeMap::new(),
    number: 0,
    thread: None,
    looks: None,
});

fn sleepers() -> MutexGuard<'static, Sleepers> {
    SLEEPERS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A sleeper's place, free again when it is dropped.
struct Bed((Instant, u64));

impl Drop for Bed {
    fn drop(&mut self) {
        sleepers().alarms.remove(&self.0);
    }
}

fn lie_down(due: Instant) -> io::Result<(Bed, oneshot::Receiver<()>)> {
    let mut sleepers = sleepers();
    let thread = if let Some(thread) = &sleepers.thread {
        thread.clone()
    } else {
        let builder = thread::Builder::new().name("folio-clock".to_owned());
        let thread = builder.spawn(wake)?.thread().clone();
        sleepers.thread.insert(thread).clone()
    };
    let key = (due, sleepers.number);
    sleepers.number = sleepers.number.wrapping_add(1);
    let (sender, alarm) = oneshot::channel();
    sleepers.alarms.insert(key, sender);
    // Most sleepers are gone long before their time, and the next one sleeps as long: the thread looks for
    // the first of them, and is woken for none of the others.
    let too_late = sleepers.looks.is_none_or(|looks| due < looks);
    if too_late {
        sleepers.looks = Some(due);
    }
    drop(sleepers);
    if too_late {
        thread.unpark();
    }
    Ok((Bed(key), alarm))
}

/// Wakes whoever's time has come, for as long as the process lives.
fn wake() {
    loop {
        let mut sleepers = sleepers();
        let now = Instant::now();
        let later = sleepers.alarms.split_off(&(now, u64::MAX));
        let due = std::mem::replace(&mut sleepers.alarms, later);
        let next = sleepers.alarms.keys().next().map(|(next, _)| *next);
        sleepers.looks = next;
        drop(sleepers);
        drop(due);
        match next {
            Some(next) => thread::park_timeout(next - now),
            None => thread::park(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::sleep;

    /// A runtime without timers.
    fn runtime() -> tokio::runtime::Runtime {
        tokio::runtime::Builder::new_current_thread()
            .build()
            .unwrap()
    }

    #[test]
    fn the_shorter_sleep_ends_first() {
        runtime().block_on(async {
            tokio::select! {
                slept = sleep(Duration::from_hours(1)) => panic!("the longer one: {slept:?}"),
                slept = sleep(Duration::from_millis(1)) => slept.unwrap(),
            }
        });
    }

    #[test]
    fn a_sleep_that_is_given_up_wakes_nobody_else_late() {
        runtime().block_on(async {
            for given_up in [Duration::from_hours(1), Duration::from_millis(1)] {
                tokio::select! {
                    biased;
                    slept = sleep(given_up) => panic!("{slept:?}"),
                    () = std::future::ready(()) => {}
                }
                tokio::select! {
                    slept = sleep(Duration::from_hours(2)) => panic!("the longer one: {slept:?}"),
                    slept = sleep(Duration::from_millis(20)) => slept.unwrap(),
                }
            }
        });
    }

    #[test]
    fn a_time_that_can_not_be_said_does_not_come() {
        runtime().block_on(async {
            tokio::select! {
                slept = sleep(Duration::MAX) => panic!("{slept:?}"),
                slept = sleep(Duration::ZERO) => slept.unwrap(),
            }
        });
    }
}
