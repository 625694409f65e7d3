//! The server: hyper's HTTP/1.1 on TCP, with what keeps it alive set by default.

mod connection;
mod host;
mod pulse;
mod sent;
mod server;

pub(crate) use self::{
    connection::{Busy, Wait},
    server::{Server, signal, sleep},
};
