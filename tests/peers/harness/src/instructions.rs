//! User-mode instructions per request, counted by callgrind.

use std::fs;
use std::process::{Command, Stdio};
use std::thread;

use crate::args::Args;
use crate::http;
use crate::peers::{Builds, Server};
use crate::scenarios::Scenario;
use crate::stat::stat;

/// Requests of the two runs; the difference cancels start-up and the
/// connection.
const FEW: u32 = 500;
const MANY: u32 = 2500;

/// Instructions per request by scenario and peer, or `None` without valgrind.
pub(crate) fn measure(builds: &Builds, args: &Args) -> Option<Vec<Vec<f64>>> {
    let valgrind = Command::new("valgrind")
        .arg("--version")
        .stdout(Stdio::null())
        .status();
    if !valgrind.is_ok_and(|status| status.success()) {
        return None;
    }
    let row = |scenario: &&'static Scenario| {
        let slopes = args.peers.iter().map(|peer| slope(builds, peer, scenario));
        slopes.collect()
    };
    Some(args.scenarios.iter().map(row).collect())
}

fn slope(builds: &Builds, peer: &str, scenario: &Scenario) -> f64 {
    // One that takes a thousand times as long needs no thousand rounds.
    let (few, many) = if scenario.name == "file_large" {
        (FEW / 50, MANY / 50)
    } else {
        (FEW, MANY)
    };
    let least = count(builds, peer, scenario, few);
    let most = count(builds, peer, scenario, many);
    (most - least) / f64::from(many - few)
}

/// All instructions of a process that answers so many requests.
fn count(builds: &Builds, peer: &str, scenario: &Scenario, requests: u32) -> f64 {
    let name = format!("callgrind.{peer}.{}.{requests}", scenario.name);
    let out = builds.scratch().join(name);
    let mut command = Command::new("valgrind");
    command
        .args(["--tool=callgrind", "--quiet"])
        .arg(format!("--callgrind-out-file={}", out.display()))
        .arg(builds.binary(peer));
    let server = Server::start(&mut command);
    drive(&server, scenario, requests);
    server.stop();
    let profile = fs::read_to_string(&out).expect("callgrind leaves a profile");
    total(&profile).expect("a profile has a summary")
}

fn drive(server: &Server, scenario: &Scenario, requests: u32) {
    let mut stream = http::connect(server.address);
    let request = http::request(scenario.target);
    let mut answer = vec![0; http::exchange(&mut stream, &request).len];
    for _ in 1..requests {
        settle(server);
        http::repeat(&mut stream, &request, &mut answer);
    }
    settle(server);
}

/// Waits until the server waits. A request that came while it still worked
/// on the last one would save it a round through its event loop, by chance.
fn settle(server: &Server) {
    while !stat(server.id()).sleeping {
        thread::yield_now();
    }
}

fn total(profile: &str) -> Option<f64> {
    let prefixes = ["summary:", "totals:"];
    profile
        .lines()
        .find_map(|line| prefixes.iter().find_map(|prefix| line.strip_prefix(prefix)))
        .and_then(|count| count.trim().parse().ok())
}
