//! Pages: what part of a list is asked for, and how it is shown.

mod decimal;
mod key;
mod key_types;
mod order;

pub use self::{
    key::{Key, KeyKind, KeyValue},
    order::{Column, Nulls, Sort, SortDirection, SortSyntax, Sortable},
};
