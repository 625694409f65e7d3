//! Compares every answer with the right one before anything is measured.

use crate::http::{self, Answer};
use crate::peers::{Builds, Server};
use crate::scenarios::{Body, Scenario};

/// Panics at the first wrong answer: a ratio between servers that do
/// different things means nothing.
pub(crate) fn check(builds: &Builds, peer: &'static str, scenarios: &[&Scenario]) {
    let server = Server::start(&mut builds.command(peer));
    for scenario in scenarios {
        let mut stream = http::connect(server.address);
        let answer = http::exchange(&mut stream, &http::request(scenario.target));
        let what = format!("{peer}, {}", scenario.target);
        assert_eq!(answer.status, 200, "status of {what}");
        let content_type = answer.content_type.as_deref().unwrap_or_default();
        // A charset may be said of what can have no other one.
        let content_type = match content_type.strip_suffix("; charset=utf-8") {
            Some(essence) if essence == scenario.content_type => essence,
            _ => content_type,
        };
        assert_eq!(content_type, scenario.content_type, "type of {what}");
        holds(&answer, &scenario.body, &what);
        has(&answer, scenario.headers, &what);

        for probe in scenario.probes {
            let answer = http::exchange(&mut stream, &http::request(probe.target));
            let what = format!("{peer}, {}", probe.target);
            assert_eq!(answer.status, probe.status, "status of {what}");
            if let Some(body) = &probe.body {
                holds(&answer, body, &what);
            }
            has(&answer, probe.headers, &what);
        }
    }
}

/// Panics unless the body is the right one.
fn holds(answer: &Answer, body: &Body, what: &str) {
    assert!(body.is(&answer.body), "body of {what}: {}", answer.body);
}

/// Panics unless the header lines are there. Lists and JSON mean the same with
/// more spaces or fewer.
fn has(answer: &Answer, headers: &[(&str, &str)], what: &str) {
    let close = |value: &str| value.replace(' ', "");
    for (name, value) in headers {
        let mut sent = answer.headers.iter();
        let sent = sent.any(|(n, v)| n == name && close(v) == close(value));
        assert!(sent, "`{name}: {value}` of {what}");
    }
}
