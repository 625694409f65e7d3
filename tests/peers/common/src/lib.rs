//! The contract between a peer and the harness.
//!
//! A peer prints its port as the first line of its standard output and ends
//! when its standard input is closed.

mod records;

use std::env;
use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process;
use std::thread;

pub use crate::records::{RECORDS, Record, records};

/// Where a peer listens: any free port of the loopback interface.
pub const ADDRESS: &str = "127.0.0.1:0";

/// Tells the harness which port to use, and ends the process when the harness
/// closes this process's standard input.
pub fn announce(address: SocketAddr) {
    // A blocking thread rather than a task: the runtime that is measured must
    // not have one more thing to poll.
    thread::spawn(|| {
        let ended = io::copy(&mut io::stdin(), &mut io::sink());
        process::exit(i32::from(ended.is_err()));
    });
    println!("{}", address.port());
}

/// The folder with the files that peers serve, which the harness fills.
///
/// # Panics
///
/// Without the harness.
#[must_use]
pub fn files() -> PathBuf {
    env::var_os("PEER_FILES")
        .expect("the harness says where the files are")
        .into()
}
