//! Server-sent events (the HTML standard, §9.2): what they are, how they are sent, and how a client
//! that comes back gets what it missed.

mod body;
mod closing;
mod describe;
mod event;
mod field;
mod last_event_id;
mod log;
mod members;
mod replay;
mod stream;
mod subscription;
mod variant;
mod write;

pub(crate) use self::{closing::Closing, describe::is_events};
pub use self::{
    event::{Event, IntoEvent},
    field::{EventField, InvalidEventField},
    last_event_id::LastEventId,
    replay::Replay,
    stream::ServerSentEvents,
    subscription::Subscription,
};
