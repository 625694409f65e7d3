//! Requests per second, in interleaved rounds.

use std::time::{Duration, Instant};

use crate::args::Args;
use crate::http;
use crate::load::Load;
use crate::peers::{Builds, Server};
use crate::pinning::Pinning;
use crate::scenarios::Scenario;
use crate::stat::ticks;

const ROUNDS: usize = 5;
const ROUND: Duration = Duration::from_secs(1);

/// The kernel counts processor time for user space in this unit, on all
/// architectures.
const TICKS_PER_SECOND: f64 = 100.0;

/// What one peer did in one round.
#[derive(Clone, Copy)]
pub(crate) struct Rate {
    pub(crate) per_cpu_second: f64,
    pub(crate) per_second: f64,
    /// The share of the time in which the server was on its core.
    pub(crate) busy: f64,
}

/// How many answers are waited for one at a time.
const ALONE: usize = 41;

/// How long one answer takes on a connection that has nothing else to do, by scenario and peer: the
/// middle one of many. A body that waits for the delayed acknowledgement of its head takes 40 ms.
pub(crate) fn alone(builds: &Builds, args: &Args, pinning: Pinning) -> Vec<Vec<Duration>> {
    let one = |peer: &&'static str, scenario: &Scenario| {
        let server = Server::start(&mut pinning.server(builds.command(peer)));
        let mut stream = http::connect(server.address);
        let request = http::request(scenario.target);
        let mut answer = vec![0; http::exchange(&mut stream, &request).len];
        let mut times: Vec<Duration> = (0..ALONE)
            .map(|_| {
                let start = Instant::now();
                http::repeat(&mut stream, &request, &mut answer);
                start.elapsed()
            })
            .collect();
        drop(stream);
        server.stop();
        times.sort_unstable();
        times[ALONE / 2]
    };
    let row = |scenario: &&'static Scenario| {
        let times = args.peers.iter().map(|peer| one(peer, scenario));
        times.collect()
    };
    args.scenarios.iter().map(row).collect()
}

/// The rates by scenario, peer and round.
pub(crate) fn measure(builds: &Builds, args: &Args, pinning: Pinning) -> Vec<Vec<Vec<Rate>>> {
    let row = |scenario: &&'static Scenario| interleave(builds, args, pinning, scenario);
    args.scenarios.iter().map(row).collect()
}

fn interleave(
    builds: &Builds,
    args: &Args,
    pinning: Pinning,
    scenario: &Scenario,
) -> Vec<Vec<Rate>> {
    let start = |peer: &&'static str| Server::start(&mut pinning.server(builds.command(peer)));
    let servers: Vec<Server> = args.peers.iter().map(start).collect();
    let mut rates = vec![Vec::with_capacity(ROUNDS); servers.len()];
    for round in 0..ROUNDS {
        let mut order: Vec<usize> = (0..servers.len()).collect();
        // Every other round backwards: what changes slowly on the machine
        // then favours nobody.
        if round % 2 == 1 {
            order.reverse();
        }
        for peer in order {
            rates[peer].push(round_of(&servers[peer], scenario));
        }
    }
    servers.into_iter().for_each(Server::stop);
    rates
}

fn round_of(server: &Server, scenario: &Scenario) -> Rate {
    let request = http::request(scenario.target);
    let mut load = Load::start(server.address, &request);
    let before = ticks(server.id());
    let start = Instant::now();
    let answers = f64::from(load.run(ROUND));
    let seconds = start.elapsed().as_secs_f64();
    let spent = ticks(server.id()) - before;
    let cpu_seconds = f64::from(spent) / TICKS_PER_SECOND;
    Rate {
        per_cpu_second: answers / cpu_seconds,
        per_second: answers / seconds,
        busy: cpu_seconds / seconds,
    }
}
