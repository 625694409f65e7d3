//! Compares every answer with the right one before anything is measured.

use crate::http;
use crate::peers::{Builds, Server};
use crate::scenarios::Scenario;

/// Panics at the first wrong answer: a ratio between servers that do
/// different things means nothing.
pub(crate) fn check(builds: &Builds, peer: &'static str, scenarios: &[&Scenario]) {
    let server = Server::start(&mut builds.command(peer));
    for scenario in scenarios {
        let mut stream = http::connect(server.address);
        let answer = http::exchange(&mut stream, &http::request(scenario.target));
        let what = format!("{peer}, {}", scenario.target);
        assert_eq!(answer.status, 200, "status of {what}");
        let content_type = answer.content_type.unwrap_or_default();
        assert!(content_type.starts_with(scenario.content_type), "type of {what}");
        assert!(answer.body == scenario.body.whole(), "body of {what}");
        for (name, value) in scenario.headers {
            let sent = answer.headers.iter().any(|(n, v)| n == name && v == value);
            assert!(sent, "`{name}: {value}` of {what}");
        }

        for probe in scenario.probes {
            let answer = http::exchange(&mut stream, &http::request(probe.target));
            let what = format!("{peer}, {}", probe.target);
            assert_eq!(answer.status, probe.status, "status of {what}");
            if let Some(body) = probe.body {
                assert_eq!(answer.body, body, "body of {what}");
            }
        }
    }
}
