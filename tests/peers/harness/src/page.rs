//! The scenario `page`: 100 of 1,000 records, with links to the other pages.

use std::fmt::Write;

use crate::scenarios::{Body, Probe, Scenario};

/// The third page, the ends of the list, what lies behind it, and what is no page.
pub(crate) const SCENARIO: Scenario = Scenario {
    name: "page",
    target: "/page?page=3&page_size=100",
    content_type: "application/json",
    body: Body::Made(|| body(3, 100, 201..301)),
    headers: &[
        (
            "link",
            "</page?page=1&page_size=100>; rel=\"first\", </page?page=2&page_size=100>; rel=\"prev\", \
             </page?page=4&page_size=100>; rel=\"next\", </page?page=10&page_size=100>; rel=\"last\"",
        ),
        (
            "x-pagination",
            r#"{"total": 1000, "total_pages": 10, "first_page": 1, "last_page": 10, "page": 3, "previous_page": 2, "next_page": 4}"#,
        ),
    ],
    probes: &[
        Probe {
            target: "/page",
            status: 200,
            body: Some(Body::Made(|| body(1, 20, 1..21))),
            headers: &[
                (
                    "link",
                    "</page?page=1&page_size=20>; rel=\"first\", </page?page=2&page_size=20>; rel=\"next\", \
                     </page?page=50&page_size=20>; rel=\"last\"",
                ),
                (
                    "x-pagination",
                    r#"{"total": 1000, "total_pages": 50, "first_page": 1, "last_page": 50, "page": 1, "next_page": 2}"#,
                ),
            ],
        },
        Probe {
            target: "/page?page_size=99&page=11",
            status: 200,
            body: Some(Body::Made(|| body(11, 99, 991..1001))),
            headers: &[
                (
                    "link",
                    "</page?page=1&page_size=99>; rel=\"first\", </page?page=10&page_size=99>; rel=\"prev\", \
                     </page?page=11&page_size=99>; rel=\"last\"",
                ),
                (
                    "x-pagination",
                    r#"{"total": 1000, "total_pages": 11, "first_page": 1, "last_page": 11, "page": 11, "previous_page": 10}"#,
                ),
            ],
        },
        Probe {
            target: "/page?page=18446744073709551615&page_size=100",
            status: 200,
            body: Some(Body::Made(|| body(u64::MAX, 100, 0..0))),
            headers: &[],
        },
        Probe::refused("/page?page=0", 400),
        Probe::refused("/page?page=-1", 400),
        Probe::refused("/page?page=three", 400),
        Probe::refused("/page?page_size=0", 400),
        Probe::refused("/page?page_size=101", 400),
    ],
    rounds: 8,
};

/// A page, written here by hand, so that no peer is right by its own measure.
fn body(page: u64, page_size: u64, ids: std::ops::Range<u64>) -> String {
    let mut body = String::from(r#"{"items":["#);
    for id in ids.clone() {
        if id > ids.start {
            body.push(',');
        }
        let written = write!(
            body,
            r#"{{"id":{id},"title":"The long way round, volume {id}","author":"Author {}","publisher":"House of {} leaves","language":"en-GB","isbn":"978-0-{id:06}-00-0","shelf":"hall {}, row {}","year":{},"pages":{},"available":{}}}"#,
            id % 37,
            id % 11,
            id % 5,
            id % 23,
            1970 + id % 50,
            100 + id % 50,
            id % 3 != 0,
        );
        written.expect("a text takes whatever is written to it");
    }
    let written = write!(
        body,
        r#"],"page":{page},"page_size":{page_size},"total":1000}}"#
    );
    written.expect("a text takes whatever is written to it");
    body
}
