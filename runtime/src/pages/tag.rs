//! The order in the keys of a cursor, where no argument of the handler says it.
//!
//! A cursor is bound to the order that a [`Sort`] argument reads. A handler may choose one itself: then
//! its source writes a digest of it behind the keys, and refuses those of another.

use super::{KeyValue, Keys, Sort, Sortable, Window, cursor::Digest};

/// Writes the order behind the keys of a row.
pub(super) fn tag<T: Sortable>(keys: &mut Vec<KeyValue<'static>>, window: &Window, sort: &Sort<T>) {
    if window.tagged {
        keys.push(of(sort));
    }
}

/// The keys in front of the order; none where it is another one.
pub(super) fn untag<'k, T: Sortable>(
    keys: &'k Keys,
    window: &Window,
    sort: &Sort<T>,
) -> Option<&'k [KeyValue<'static>]> {
    if !window.tagged {
        return Some(&keys.0);
    }
    let (last, keys) = keys.0.split_last()?;
    (*last == of(sort)).then_some(keys)
}

fn of<T: Sortable>(sort: &Sort<T>) -> KeyValue<'static> {
    let digest = Digest::of([sort.fingerprint().as_bytes()]);
    KeyValue::Bytes(digest.bytes().to_vec().into())
}
