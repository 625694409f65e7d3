//! User-mode instructions per request.

use std::thread;

use crate::args::Args;
use crate::http;
use crate::peers::{Builds, Server};
use crate::scenarios::Scenario;
use crate::stat::sleeps;
use crate::step::Stepper;

/// Instructions per request by scenario and peer.
pub(crate) fn measure(builds: &Builds, args: &Args) -> Vec<Vec<f64>> {
    let row = |scenario: &&'static Scenario| {
        let counts = args.peers.iter().map(|peer| count(builds, peer, scenario));
        counts.collect()
    };
    args.scenarios.iter().map(row).collect()
}

/// What one request costs, once the connection and everything that is made once are there.
fn count(builds: &Builds, peer: &str, scenario: &Scenario) -> f64 {
    let server = Server::start(&mut builds.command(peer));
    let mut stream = http::connect(server.address);
    let request = http::request(scenario.target);
    let mut answer = vec![0; http::exchange(&mut stream, &request).len];
    let stepper = Stepper::attach(server.id());
    let mut ask = |times| {
        for _ in 0..times {
            settle(&server);
            http::repeat(&mut stream, &request, &mut answer);
        }
        settle(&server);
    };
    ask(scenario.rounds / 4 + 1);
    let before = stepper.count();
    ask(scenario.rounds);
    // The numbers stay far below what a float holds exactly.
    #[expect(clippy::cast_precision_loss)]
    let counted = (stepper.count() - before) as f64;
    counted / f64::from(scenario.rounds)
}

/// Waits until all of the server waits. A request that came while it still worked on the last one
/// would save it a round through its event loop, by chance.
fn settle(server: &Server) {
    while !sleeps(server.id()) {
        thread::yield_now();
    }
}
