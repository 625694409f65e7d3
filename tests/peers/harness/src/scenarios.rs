//! What is asked of every peer, and the one right answer.

use crate::page;

/// A request and its answer.
pub(crate) struct Scenario {
    pub(crate) name: &'static str,
    pub(crate) target: &'static str,
    pub(crate) content_type: &'static str,
    pub(crate) body: fn() -> String,
    /// Header lines besides those of the message, in any order. Spaces do not
    /// count.
    pub(crate) headers: &'static [(&'static str, &'static str)],
    /// More targets that must be answered right before anything is measured,
    /// so that a peer cannot win by leaving work out.
    pub(crate) probes: &'static [Probe],
}

/// A target that is checked but not measured.
pub(crate) struct Probe {
    pub(crate) target: &'static str,
    pub(crate) status: u16,
    /// `None` where each peer words its refusal as it likes.
    pub(crate) body: Option<fn() -> String>,
    pub(crate) headers: &'static [(&'static str, &'static str)],
}

/// Every scenario, in the order of the tables.
pub(crate) const SCENARIOS: &[Scenario] = &[
    Scenario {
        name: "plaintext",
        target: "/plaintext",
        content_type: "text/plain; charset=utf-8",
        body: || "Hello, World!".to_owned(),
        headers: &[],
        probes: &[Probe {
            target: "/nothing",
            status: 404,
            body: None,
            headers: &[],
        }],
    },
    Scenario {
        name: "json",
        target: "/json",
        content_type: "application/json",
        body: || r#"{"message":"Hello, World!"}"#.to_owned(),
        headers: &[],
        probes: &[],
    },
    Scenario {
        name: "book_get",
        target: "/books/42?verbose=true",
        content_type: "application/json",
        body: || r#"{"id":42,"title":"Book 42","verbose":true,"pages":342}"#.to_owned(),
        headers: &[],
        probes: &[
            Probe {
                target: "/books/7",
                status: 200,
                body: Some(|| {
                    r#"{"id":7,"title":"Book 7","verbose":false,"pages":307}"#.to_owned()
                }),
                headers: &[],
            },
            Probe {
                target: "/books/42?verbose=maybe",
                status: 400,
                body: None,
                headers: &[],
            },
        ],
    },
    Scenario {
        name: "headers",
        target: "/headers",
        content_type: "text/plain; charset=utf-8",
        body: || "ok".to_owned(),
        headers: &[
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("referrer-policy", "no-referrer"),
            ("x-router", "one"),
            ("x-team", "peers"),
            ("x-stage", "test"),
            ("x-handler", "headers"),
            ("cache-control", "no-store"),
            ("set-cookie", "visited=yes; Path=/; SameSite=lax"),
            ("set-cookie", "session=abc; HttpOnly; Path=/; SameSite=lax"),
        ],
        probes: &[],
    },
    page::SCENARIO,
];
