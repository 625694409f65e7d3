//! Counting what a process executes in user mode, one instruction at a time.
//!
//! The processor is told to stop after each instruction, and each stop is counted. That is slow, but
//! it runs on the real processor and the real kernel, and needs no counters of the hardware, which
//! virtual machines often lack. A repeated string instruction is one, as the hardware counts it.

use std::{
    collections::HashMap,
    fs,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
        mpsc,
    },
    thread,
};

use nix::{
    sys::{
        ptrace::{self, Options},
        signal::Signal,
        wait::{WaitPidFlag, WaitStatus, waitpid},
    },
    unistd::Pid,
};

/// `PTRACE_EVENT_STOP`: a thread was made to stop, or is new.
const STOPPED: i32 = 128;
/// Where the kernel's `struct user` has the address of the next instruction.
const RIP: usize = 128;

/// Counts what a process executes until that ends.
pub(crate) struct Stepper {
    count: Arc<AtomicU64>,
}

impl Stepper {
    /// Takes hold of all threads of a process, and of those it makes from then on. They run, a
    /// step at a time, when this returns.
    pub(crate) fn attach(process: u32) -> Self {
        let count = Arc::new(AtomicU64::new(0));
        let (held, wait) = mpsc::channel();
        let counted = Arc::clone(&count);
        thread::spawn(move || {
            for thread in threads(process) {
                ptrace::seize(thread, Options::PTRACE_O_TRACECLONE)
                    .and_then(|()| ptrace::interrupt(thread))
                    .expect("a process may be traced by the one that started it");
            }
            held.send(()).expect("attach waits");
            trace(&counted);
        });
        wait.recv().expect("the thread takes hold or panics");
        Self { count }
    }

    /// How many instructions were executed so far.
    pub(crate) fn count(&self) -> u64 {
        self.count.load(Ordering::SeqCst)
    }
}

fn threads(process: u32) -> Vec<Pid> {
    let tasks = fs::read_dir(format!("/proc/{process}/task")).expect("the peer runs");
    let names = tasks.map(|task| task.expect("a folder of threads").file_name());
    let ids = names.map(|name| name.to_str().and_then(|name| name.parse().ok()));
    ids.map(|id| Pid::from_raw(id.expect("threads have numbers")))
        .collect()
}

/// Lets every thread go on whenever it stops, until none is left.
fn trace(count: &AtomicU64) {
    let mut places = HashMap::new();
    while let Ok(status) = waitpid(None, Some(WaitPidFlag::__WALL)) {
        // A thread that was killed meanwhile can't be told anything; its end is waited for.
        let _ = match status {
            WaitStatus::Stopped(thread, Signal::SIGTRAP) => {
                stepped(thread, places.entry(thread).or_default(), count)
            }
            WaitStatus::Stopped(thread, signal) => ptrace::step(thread, signal),
            WaitStatus::PtraceEvent(thread, _, event) => {
                if event == STOPPED
                    && let Ok(place) = word(thread, RIP)
                {
                    places.insert(thread, place);
                }
                ptrace::step(thread, None)
            }
            _ => Ok(()),
        };
    }
}

/// One instruction was executed, or one round of a repeated one, which stays where it is.
fn stepped(thread: Pid, last: &mut u64, count: &AtomicU64) -> nix::Result<()> {
    let place = word(thread, RIP)?;
    if place != *last {
        *last = place;
        count.fetch_add(1, Ordering::SeqCst);
    }
    ptrace::step(thread, None)
}

fn word(thread: Pid, offset: usize) -> nix::Result<u64> {
    ptrace::read_user(thread, address(offset as u64)).map(i64::cast_unsigned)
}

/// An address of the other process, which is never followed here.
fn address(value: u64) -> ptrace::AddressType {
    let value = usize::try_from(value).expect("both are of 64 bits");
    std::ptr::without_provenance_mut(value)
}
