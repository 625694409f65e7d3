//! What the kernel knows about a running peer.

use std::fs;

/// The state of a process.
pub(crate) struct Stat {
    /// Waiting for something, as opposed to running or ready to run.
    pub(crate) sleeping: bool,
    /// Processor time, in user mode and in the kernel.
    pub(crate) ticks: u32,
}

/// Reads `/proc/ID/stat`.
pub(crate) fn stat(id: u32) -> Stat {
    let line = fs::read_to_string(format!("/proc/{id}/stat")).expect("the peer runs");
    // The name in the second field may contain anything but ends the last
    // parenthesis; the fields after it are the state, ten more, and the times.
    let (_, rest) = line.rsplit_once(") ").expect("a name in parentheses");
    let fields: Vec<&str> = rest.split(' ').collect();
    let ticks = |field: usize| -> u32 { fields[field].parse().expect("a number of ticks") };
    Stat {
        sleeping: fields[0] == "S",
        ticks: ticks(11) + ticks(12),
    }
}
