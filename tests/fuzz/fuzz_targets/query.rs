//! Whatever a query says, the list is answered or the request refused.

#![no_main]

mod list;

use std::sync::LazyLock;

use folio::Service;
use libfuzzer_sys::fuzz_target;

static SERVICE: LazyLock<Service> = LazyLock::new(list::service);

fuzz_target!(|query: &str| {
    if let Some((status, body)) = list::call(&SERVICE, &format!("/rows?{query}")) {
        let body = String::from_utf8_lossy(&body);
        assert!(status == 200 || status == 400, "{status}: {body}");
    }
});
