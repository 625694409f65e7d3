//! Keeping the server and the load apart.

use std::process::{self, Command, Stdio};

/// The cores of a run.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pinning {
    /// The server has core 0, the load core 1.
    Apart,
    /// There is no `taskset`, or no second core to use.
    None,
}

/// Moves the harness itself to core 1, if it can also put servers on core 0.
pub(crate) fn pin() -> Pinning {
    let own = process::id().to_string();
    let apart = taskset(&["-c", "0", "true"]) && taskset(&["-a", "-c", "-p", "1", &own]);
    if apart { Pinning::Apart } else { Pinning::None }
}

impl Pinning {
    /// The same command, on the core of the server.
    pub(crate) fn server(self, command: Command) -> Command {
        match self {
            Self::None => command,
            Self::Apart => {
                let mut pinned = Command::new("taskset");
                pinned.args(["-c", "0"]).arg(command.get_program());
                pinned
            }
        }
    }
}

fn taskset(args: &[&str]) -> bool {
    let status = Command::new("taskset")
        .args(args)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    status.is_ok_and(|status| status.success())
}
