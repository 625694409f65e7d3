//! What is asked of every peer, and the one right answer.

use crate::page;

/// A request and its answer.
pub(crate) struct Scenario {
    pub(crate) name: &'static str,
    pub(crate) target: &'static str,
    pub(crate) content_type: &'static str,
    pub(crate) body: Body,
    /// Header lines besides those of the message, in any order. Spaces do not
    /// count.
    pub(crate) headers: &'static [(&'static str, &'static str)],
    /// More targets that must be answered right before anything is measured,
    /// so that a peer cannot win by leaving work out.
    pub(crate) probes: &'static [Probe],
    /// How many requests are counted: each instruction of them is a stop of the process.
    pub(crate) rounds: u32,
}

/// What a file of so many bytes holds.
pub(crate) fn file(length: usize) -> String {
    "Andorra la Vella\n".chars().cycle().take(length).collect()
}

/// What an answer has to hold.
pub(crate) enum Body {
    Text(&'static str),
    /// That many events, numbered from one.
    Events(u32),
    /// The file of so many bytes.
    File(usize),
    /// A text too long to be written down.
    Made(fn() -> String),
}

impl Body {
    /// Whether a body is this; the lines of events may end in any of their ways.
    pub(crate) fn is(&self, sent: &str) -> bool {
        match self {
            Body::Text(text) => sent == *text,
            Body::Made(made) => sent == made(),
            Body::File(length) => sent == file(*length),
            Body::Events(count) => {
                let event = |n| format!("id: {n}\ndata: {{\"seq\":{n}}}\n\n");
                sent.replace("\r\n", "\n") == (1..=*count).map(event).collect::<String>()
            }
        }
    }
}

/// A target that is checked but not measured.
pub(crate) struct Probe {
    pub(crate) target: &'static str,
    pub(crate) status: u16,
    /// `None` where each peer words its refusal as it likes.
    pub(crate) body: Option<Body>,
    pub(crate) headers: &'static [(&'static str, &'static str)],
}

impl Probe {
    /// What each peer refuses in its own words.
    pub(crate) const fn refused(target: &'static str, status: u16) -> Self {
        Self {
            target,
            status,
            body: None,
            headers: &[],
        }
    }
}

/// Every scenario, in the order of the tables.
pub(crate) const SCENARIOS: &[Scenario] = &[
    Scenario {
        name: "plaintext",
        target: "/plaintext",
        content_type: "text/plain; charset=utf-8",
        body: Body::Text("Hello, World!"),
        headers: &[],
        probes: &[Probe::refused("/nothing", 404)],
        rounds: 30,
    },
    Scenario {
        name: "json",
        target: "/json",
        content_type: "application/json",
        body: Body::Text(r#"{"message":"Hello, World!"}"#),
        headers: &[],
        probes: &[],
        rounds: 30,
    },
    Scenario {
        name: "book_get",
        target: "/books/42?verbose=true",
        content_type: "application/json",
        body: Body::Text(r#"{"id":42,"title":"Book 42","verbose":true,"pages":342}"#),
        headers: &[],
        probes: &[
            Probe {
                target: "/books/7",
                status: 200,
                body: Some(Body::Text(
                    r#"{"id":7,"title":"Book 7","verbose":false,"pages":307}"#,
                )),
                headers: &[],
            },
            Probe::refused("/books/42?verbose=maybe", 400),
        ],
        rounds: 30,
    },
    Scenario {
        name: "headers",
        target: "/headers",
        content_type: "text/plain; charset=utf-8",
        body: Body::Text("ok"),
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
        rounds: 30,
    },
    page::SCENARIO,
    Scenario {
        name: "file_small",
        target: "/files/small.txt",
        content_type: FILE,
        body: Body::File(1024),
        headers: &[],
        probes: &[Probe::refused("/files/none.txt", 404)],
        rounds: 20,
    },
    Scenario {
        name: "file_large",
        target: "/files/large.txt",
        content_type: FILE,
        body: Body::File(10 * 1024 * 1024),
        headers: &[],
        probes: &[],
        rounds: 2,
    },
    Scenario {
        name: "sse",
        target: "/events",
        content_type: "text/event-stream",
        body: Body::Events(1000),
        headers: &[],
        probes: &[],
        rounds: 2,
    },
];

/// axum leaves the charset out, which is not compared.
const FILE: &str = "text/plain";
