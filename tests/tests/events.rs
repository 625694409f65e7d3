//! Server-sent events.

#[path = "events/fields.rs"]
mod fields;
#[path = "events/replay.rs"]
mod replay;
#[path = "events/reader.rs"]
mod reader;
#[path = "events/server.rs"]
mod server;
#[path = "events/document.rs"]
mod document;
#[allow(dead_code, reason = "the tests of the server use all of it")]
mod wire;
