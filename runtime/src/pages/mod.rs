//! Pages: what part of a list is asked for, and how it is shown.

mod civil;
#[cfg_attr(not(test), expect(dead_code, reason = "positions are built on it"))]
mod cursor;
mod decimal;
mod key;

pub use self::{
    cursor::{CursorKey, CursorKeyFault, CursorKeys, Direction, InvalidCursor, KeyShape, Keys},
    decimal::{Decimal, InvalidDecimal},
    key::{Key, KeyKind, KeyValue},
};
