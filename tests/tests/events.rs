//! Server-sent events.

#[path = "events/document.rs"]
mod document;
#[path = "events/fields.rs"]
mod fields;
#[path = "events/reader.rs"]
mod reader;
#[path = "events/replay.rs"]
mod replay;
#[path = "events/server.rs"]
mod server;
#[allow(dead_code, reason = "the tests of the server use all of it")]
mod wire;
