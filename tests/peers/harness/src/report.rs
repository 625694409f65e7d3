//! The tables.

use std::time::Duration;

use crate::args::Args;
use crate::pinning::Pinning;
use crate::rounds::Rate;

/// Prints instructions per request, and the ratio to the first peer.
pub(crate) fn instructions(args: &Args, table: &[Vec<f64>]) {
    let base = args.peers[0];
    println!("User-mode instructions per request (ratio to {base}; lower is better)\n");
    head(args, "scenario");
    for (scenario, row) in args.scenarios.iter().zip(table) {
        let cells = row
            .iter()
            .map(|count| format!("{} ({:.2})", grouped(*count), count / row[0]));
        line(scenario.name, cells);
    }
    println!();
}

/// Prints requests per second as ratios to the first peer.
pub(crate) fn rates(args: &Args, pinning: Pinning, table: &[Vec<Vec<Rate>>]) {
    let base = args.peers[0];
    println!("Requests per second, ratio to {base}: median (lowest–highest); higher is better\n");
    head(args, "scenario, measure");
    for (scenario, row) in args.scenarios.iter().zip(table) {
        let name = scenario.name;
        ratios(&format!("{name}, per CPU second"), row, |r| {
            r.per_cpu_second
        });
        ratios(&format!("{name}, wall"), row, |r| r.per_second);
        let busy = row.iter().map(|rounds| {
            let shares = sorted(rounds.iter().map(|rate| rate.busy));
            format!("{:.0} %", 100.0 * median(&shares))
        });
        line(&format!("{name}, server busy"), busy);
    }
    if pinning == Pinning::None {
        println!("\nServer and load shared the cores: `taskset` or a second core is missing.");
    }
}

/// Prints how long one answer takes alone.
pub(crate) fn alone(args: &Args, table: &[Vec<Duration>]) {
    println!("\nOne answer at a time, median in microseconds\n");
    head(args, "scenario");
    for (scenario, row) in args.scenarios.iter().zip(table) {
        let cells = row.iter().map(|time| time.as_micros().to_string());
        line(scenario.name, cells);
    }
}

fn ratios(name: &str, row: &[Vec<Rate>], value: impl Fn(&Rate) -> f64) {
    let cells = row.iter().map(|rounds| {
        // Within a round, as rounds differ more than peers do.
        let pairs = rounds.iter().zip(&row[0]);
        let ratios = sorted(pairs.map(|(rate, base)| value(rate) / value(base)));
        let (lowest, highest) = (ratios[0], ratios[ratios.len() - 1]);
        format!("{:.2} ({lowest:.2}–{highest:.2})", median(&ratios))
    });
    line(name, cells);
}

fn head(args: &Args, first: &str) {
    line(first, args.peers.iter().map(|&peer| peer.to_owned()));
    println!("|---{}|", "|---".repeat(args.peers.len()));
}

fn line(first: &str, cells: impl Iterator<Item = String>) {
    let cells: Vec<String> = cells.collect();
    println!("| {first} | {} |", cells.join(" | "));
}

fn sorted(values: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values
}

/// The middle one; the number of rounds is odd.
fn median(sorted: &[f64]) -> f64 {
    sorted[sorted.len() / 2]
}

/// A whole number with commas between thousands.
fn grouped(number: f64) -> String {
    let digits = format!("{number:.0}");
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}
