//! Pages: what part of a list is asked for, and how it is shown.

mod decimal;
mod key;

pub use self::key::{Key, KeyKind, KeyValue};
