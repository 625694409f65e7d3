//! Answers that are made while they are sent.

#[path = "streams/content.rs"]
mod content;
#[path = "streams/faults.rs"]
mod faults;
#[path = "streams/server.rs"]
mod server;
#[allow(dead_code, reason = "the tests of the server use all of it")]
mod wire;
