//! A handler that panics costs its own request and nothing else.

use crate::app::{PROBE, SECRET, request, sent};

const PATHS: [&str; 4] = [
    "/panic/at-once",
    "/panic/blocking",
    "/panic/before",
    "/panic/after",
];

#[test]
fn a_panic_is_a_500_that_says_nothing() {
    let mut other = sent(PROBE);
    assert_eq!(other.answer().text(), "probed");
    for path in PATHS {
        let mut wire = sent(request("GET", path) + PROBE);
        let answer = wire.answer();
        answer.assert_problem(500, path);
        assert!(!format!("{answer:?}").contains(SECRET), "{path}");
        assert!(
            !answer.text().contains("panic"),
            "{path}: {}",
            answer.text()
        );
        assert_eq!(wire.answer().text(), "probed", "{path}");
        assert_eq!(wire.ask(PROBE).text(), "probed", "{path}");
        assert_eq!(other.ask(PROBE).text(), "probed", "{path}");
    }
}

#[test]
fn a_panic_answers_head_without_a_body() {
    for path in PATHS {
        let mut wire = sent(request("HEAD", path) + PROBE);
        assert_eq!(wire.answer_to(true).status, 500, "{path}");
        assert_eq!(wire.answer().text(), "probed", "{path}");
    }
}

/// What a handler was given never ends a header line.
#[test]
fn no_text_of_a_request_becomes_a_header() {
    for text in ["%0D%0Ax-evil:%201", "%0Ax-evil:%201", "%0D"] {
        let mut wire = sent(request("POST", &format!("/moved/{text}")) + PROBE);
        let answer = wire.answer();
        assert_eq!(answer.get("x-evil"), None, "{text}");
        assert_eq!(answer.status, 201, "{text}");
        assert!(answer.get("location").unwrap().starts_with('/'), "{text}");
        assert_eq!(wire.answer().text(), "probed", "{text}");
    }
}
