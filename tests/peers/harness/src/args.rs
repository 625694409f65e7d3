//! The command line.

use crate::PEERS;
use crate::scenarios::{SCENARIOS, Scenario};

/// How to call the harness.
pub(crate) const USAGE: &str =
    "usage: cargo run --release -p harness -- [--only SCENARIO,…] [--peers PEER,…] [--no-rps]";

/// What is to be measured, in the order of the tables.
pub(crate) struct Args {
    pub(crate) peers: Vec<&'static str>,
    pub(crate) scenarios: Vec<&'static Scenario>,
    pub(crate) rates: bool,
}

impl Args {
    pub(crate) fn parse(mut words: impl Iterator<Item = String>) -> Result<Self, String> {
        let mut args = Self {
            peers: PEERS.to_vec(),
            scenarios: SCENARIOS.iter().collect(),
            rates: true,
        };
        while let Some(word) = words.next() {
            match word.as_str() {
                "--no-rps" => args.rates = false,
                "--only" => {
                    let names = words.next().ok_or("--only takes a list of scenarios")?;
                    args.scenarios = select(&args.scenarios, |scenario| scenario.name, &names)?;
                }
                "--peers" => {
                    let names = words.next().ok_or("--peers takes a list of peers")?;
                    args.peers = select(&args.peers, |peer| *peer, &names)?;
                }
                _ => return Err(format!("unknown argument: {word}")),
            }
        }
        Ok(args)
    }
}

/// The items named in a list with commas, in the order of `all`.
fn select<T: Copy>(all: &[T], name: impl Fn(&T) -> &str, list: &str) -> Result<Vec<T>, String> {
    let wanted: Vec<&str> = list.split(',').collect();
    for &word in &wanted {
        if !all.iter().any(|item| name(item) == word) {
            let known: Vec<&str> = all.iter().map(&name).collect();
            return Err(format!("there is no {word}, only {}", known.join(", ")));
        }
    }
    let chosen = all.iter().filter(|item| wanted.contains(&name(item)));
    Ok(chosen.copied().collect())
}
