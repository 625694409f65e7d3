//! Every setting of a layer on one handler.

#![deny(warnings)]

use std::time::SystemTime;

use folio::{
    Body, Context, ETag, Modified, RequestHead, ResponseEnd, Versioned, get,
    http::{HeaderValue, Response},
};

#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
struct City {
    id: u64,
}

impl Versioned for City {
    fn version(&self) -> ETag {
        ETag::of(self.id.to_be_bytes())
    }
}

impl Modified for City {
    fn last_modified(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH
    }
}

async fn gate(_: &mut Context) -> Option<()> {
    None
}

async fn stamp(_: &RequestHead, response: &mut Response<Body>) {
    let value = HeaderValue::from_static("1");
    let _ = response.headers_mut().insert("x-time", value);
}

async fn count(_: &RequestHead, _: &ResponseEnd) {}

async fn log(_: u64) {}

#[get(
    "/cities/{id}",
    header("x-a" = "b"),
    header("x-cost", schema = u32, description = "Credits.", example = "3", required, success_only),
    header("x-old", documentation_only, deprecated),
    header("x-gone", remove),
    headers("x-b" = "1", "x-c" = "2",),
    cookie("theme" = "dark", max_age = 60 * 60, path = "/cities", same_site = Lax, http_only),
    cookie("__Host-id" = "1", secure, same_site = None, partitioned, success_only),
    cookie("session", documentation_only, description = "Who asks."),
    cookie("old", remove),
    cache_control(public, max_age = 60, s_maxage = 0, stale_if_error = 2147483648),
    etag = version,
    last_modified = modified,
    preconditions = required,
    produces = [Json, MessagePack, "application/hal+json"],
    not_acceptable = first,
    before_request = gate,
    before_request = gate,
    after_request = stamp,
    after_request(stamp, header("x-time", description = "When.", schema = u64), header("x-d"),),
    after_response = count,
    background(log(id), log(id + 1), concurrently, on_errors,),
)]
async fn handler(id: u64) -> Option<City> {
    Some(City { id })
}

fn main() {
    let app = folio::App::new("t", "1").routes(folio::routes![handler]);
    assert!(app.build().is_ok());
}
