//! Measures equivalent servers and prints what each costs as a ratio to
//! hyper written by hand.
//!
//! The README one folder up says what the numbers mean and what they do not.

mod args;
mod check;
mod http;
mod instructions;
mod load;
mod page;
mod peers;
mod pinning;
mod report;
mod rounds;
mod scenarios;
mod stat;
mod step;

use std::process::ExitCode;

use crate::args::Args;
use crate::peers::Builds;

/// Every peer, in the order of the columns; the first one selected is the
/// one the others are compared with. A peer `x` is the package `peer-x`.
const PEERS: &[&str] = &["hyper", "axum", "folio"];

fn main() -> ExitCode {
    match Args::parse(std::env::args().skip(1)) {
        Ok(args) => {
            measure(&args);
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("{message}\n\n{}", args::USAGE);
            ExitCode::FAILURE
        }
    }
}

fn measure(args: &Args) {
    let builds = Builds::make(&args.peers);
    for &peer in &args.peers {
        check::check(&builds, peer, &args.scenarios);
    }
    report::instructions(args, &instructions::measure(&builds, args));
    if args.rates {
        let pinning = pinning::pin();
        let table = rounds::measure(&builds, args, pinning);
        report::rates(args, pinning, &table);
        report::alone(args, &rounds::alone(&builds, args, pinning));
    }
}
