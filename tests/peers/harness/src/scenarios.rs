//! What is asked of every peer, and the one right answer.

/// A request and its answer.
pub(crate) struct Scenario {
    pub(crate) name: &'static str,
    pub(crate) target: &'static str,
    pub(crate) content_type: &'static str,
    pub(crate) body: Text,
    /// Header lines besides those of the message, in any order.
    pub(crate) headers: &'static [(&'static str, &'static str)],
    /// More targets that must be answered right before anything is measured,
    /// so that a peer cannot win by leaving work out.
    pub(crate) probes: &'static [Probe],
}

/// What a body says.
#[derive(Clone, Copy)]
pub(crate) enum Text {
    Is(&'static str),
    /// The file of so many bytes.
    File(usize),
}

impl Text {
    /// The text itself.
    pub(crate) fn whole(self) -> String {
        match self {
            Text::Is(text) => text.to_owned(),
            Text::File(length) => "Andorra la Vella\n".chars().cycle().take(length).collect(),
        }
    }
}

/// A target that is checked but not measured.
pub(crate) struct Probe {
    pub(crate) target: &'static str,
    pub(crate) status: u16,
    /// `None` where each peer words its refusal as it likes.
    pub(crate) body: Option<&'static str>,
}

/// Every scenario, in the order of the tables.
pub(crate) const SCENARIOS: &[Scenario] = &[
    Scenario {
        name: "plaintext",
        target: "/plaintext",
        content_type: "text/plain; charset=utf-8",
        body: Text::Is("Hello, World!"),
        headers: &[],
        probes: &[Probe {
            target: "/nothing",
            status: 404,
            body: None,
        }],
    },
    Scenario {
        name: "json",
        target: "/json",
        content_type: "application/json",
        body: Text::Is(r#"{"message":"Hello, World!"}"#),
        headers: &[],
        probes: &[],
    },
    Scenario {
        name: "book_get",
        target: "/books/42?verbose=true",
        content_type: "application/json",
        body: Text::Is(r#"{"id":42,"title":"Book 42","verbose":true,"pages":342}"#),
        headers: &[],
        probes: &[
            Probe {
                target: "/books/7",
                status: 200,
                body: Some(r#"{"id":7,"title":"Book 7","verbose":false,"pages":307}"#),
            },
            Probe {
                target: "/books/42?verbose=maybe",
                status: 400,
                body: None,
            },
        ],
    },
    Scenario {
        name: "headers",
        target: "/headers",
        content_type: "text/plain; charset=utf-8",
        body: Text::Is("ok"),
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
    Scenario {
        name: "file_small",
        target: "/files/small.txt",
        content_type: FILE,
        body: Text::File(1024),
        headers: &[],
        probes: &[Probe {
            target: "/files/none.txt",
            status: 404,
            body: None,
        }],
    },
    Scenario {
        name: "file_large",
        target: "/files/large.txt",
        content_type: FILE,
        body: Text::File(10 * 1024 * 1024),
        headers: &[],
        probes: &[],
    },
];

/// axum leaves the charset out, which is not compared.
const FILE: &str = "text/plain";
