//! The assembled server over TCP: bytes in, bytes out, by the tables of RFC 9110 and RFC 9112.

#[path = "server/app.rs"]
mod app;
#[path = "server/exchange.rs"]
mod exchange;
#[path = "server/framing.rs"]
mod framing;
#[path = "server/host.rs"]
mod host;
#[path = "server/limits.rs"]
mod limits;
#[path = "server/panics.rs"]
mod panics;
#[path = "server/service.rs"]
mod service;
#[path = "server/shutdown.rs"]
mod shutdown;
#[path = "server/slow.rs"]
mod slow;
mod wire;
