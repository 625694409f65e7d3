//! No cursor is taken that the app did not make, and all of them are refused alike.

#![no_main]

mod list;

use std::sync::LazyLock;

use folio::Service;
use libfuzzer_sys::fuzz_target;
use percent_encoding::{NON_ALPHANUMERIC, percent_encode};

static SERVICE: LazyLock<Service> = LazyLock::new(list::service);

fuzz_target!(|token: &[u8]| {
    if token.is_empty() {
        return;
    }
    let token = percent_encode(token, NON_ALPHANUMERIC);
    if let Some((status, body)) = list::call(&SERVICE, &format!("/rows?cursor={token}")) {
        let body = String::from_utf8_lossy(&body);
        assert_eq!(status, 400, "{body}");
    }
});
