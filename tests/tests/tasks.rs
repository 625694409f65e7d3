//! Tasks of answers: when they begin, what they bear, and what the end of a server leaves of them.

#[path = "tasks/app.rs"]
mod app;
#[path = "tasks/begin.rs"]
mod begin;
#[path = "tasks/memory.rs"]
mod memory;
#[path = "tasks/stop.rs"]
mod stop;
#[allow(dead_code, reason = "the tests of the server use all of it")]
mod wire;
