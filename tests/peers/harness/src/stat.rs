//! What the kernel knows about a running peer.

use std::fs;

/// Whether every thread of a process waits for something, as opposed to running or ready to run.
pub(crate) fn sleeps(id: u32) -> bool {
    let tasks = fs::read_dir(format!("/proc/{id}/task")).expect("the peer runs");
    tasks.flatten().all(|task| {
        // A thread that has ended meanwhile does nothing either.
        let line = fs::read_to_string(task.path().join("stat"));
        line.map_or(true, |line| fields(&line)[0] == "S")
    })
}

/// The processor time of a process, in user mode and in the kernel.
pub(crate) fn ticks(id: u32) -> u32 {
    let line = fs::read_to_string(format!("/proc/{id}/stat")).expect("the peer runs");
    let fields = fields(&line);
    let ticks = |field: usize| -> u32 { fields[field].parse().expect("a number of ticks") };
    ticks(11) + ticks(12)
}

/// The state, and what follows it.
fn fields(line: &str) -> Vec<&str> {
    // The name in the second field may contain anything but ends the last
    // parenthesis; the fields after it are the state, ten more, and the times.
    let (_, rest) = line.rsplit_once(") ").expect("a name in parentheses");
    rest.split(' ').collect()
}
