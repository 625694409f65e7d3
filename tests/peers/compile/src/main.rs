//! What `cargo check` of the same app costs, written with Folio and with axum and utoipa.
//!
//! Ten modules of twenty endpoints, each with a path parameter, a query of three values, a JSON body,
//! an answer and an error of two variants, all of types of their own and all documented.
//!
//! ```sh
//! cd tests/peers
//! cargo run --release -p compile -- --rounds 7
//! ```
//!
//! Counted is the user CPU time of the one rustc that checks the app's own crate: dependencies are
//! checked before, and cargo's own time is left out. The peers take turns in every round; the table
//! has medians, and the ratio of the least times, which other work on the machine disturbs less. Linux
//! only. Instructions would be steadier, but few virtual machines count them.

mod app;
mod axum;
mod cpu;
mod folio;
mod measure;

use std::{env, path::PathBuf, process::ExitCode};

use crate::measure::{Peer, least, median};

fn main() -> ExitCode {
    if let Some(code) = cpu::wrapped() {
        return code;
    }
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("{fault}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), String> {
    let rounds = rounds(env::args().skip(1))?;
    let target =
        env::var_os("CARGO_TARGET_DIR").map_or_else(|| peers().join("target"), PathBuf::from);
    let root = target.join("compile");
    let mut peers = [
        Peer::new(
            "folio",
            &root,
            &folio::files(&peers().join("../../runtime")),
        )?,
        Peer::new("axum", &root, &axum::files())?,
    ];
    for peer in &peers {
        peer.prepare()?;
    }
    for round in 0..rounds {
        let turn = round % peers.len();
        for index in 0..peers.len() {
            peers[(index + turn) % 2].measure(round)?;
        }
    }
    print(&peers);
    Ok(())
}

fn rounds(mut args: impl Iterator<Item = String>) -> Result<usize, String> {
    match (args.next().as_deref(), args.next()) {
        (None, _) => Ok(5),
        (Some("--rounds"), Some(count)) => {
            count.parse().map_err(|error| format!("--rounds: {error}"))
        }
        _ => Err("write `compile [--rounds N]`".to_owned()),
    }
}

fn peers() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn print(peers: &[Peer; 2]) {
    let [folio, axum] = peers.each_ref().map(Peer::figures);
    println!("| cargo check | Folio | axum + utoipa | ratio | of the least | of each round |");
    println!("|---|---|---|---|---|---|");
    let rows = [
        ("the whole app", &folio.whole, &axum.whole),
        ("after one edit", &folio.edit, &axum.edit),
    ];
    for (name, ours, theirs) in rows {
        let ratios: Vec<f64> = ours.iter().zip(theirs).map(|(a, b)| a / b).collect();
        let each: Vec<String> = ratios.iter().map(|ratio| format!("{ratio:.2}")).collect();
        println!(
            "| {name} | {:.2} s | {:.2} s | {:.2} | {:.2} | {} |",
            median(ours),
            median(theirs),
            median(&ratios),
            least(ours) / least(theirs),
            each.join(" ")
        );
    }
}
