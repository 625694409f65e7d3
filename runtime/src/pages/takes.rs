//! What a handler can be asked by.

use super::{
    KeyShape, Mode,
    cursor::{CursorKey, Keys, key::fingerprint},
};

/// How a list can be asked for a page: by which positions, and what its cursors hold.
#[derive(Debug, Clone, Copy)]
pub struct Takes {
    pub(super) name: &'static str,
    pub(super) modes: &'static [Mode],
    /// How it is asked where no style is set.
    pub(super) natural: &'static [Mode],
    /// What its cursors hold: the keys of a row, of this shape, or its offset.
    pub(super) keys: Option<Held>,
    /// Whether a page that lies too deep is answered by the cursor to go on by.
    pub(super) goes_on: bool,
    /// How deep an offset may lie where no option says it.
    pub(super) depth: Option<u64>,
}

/// What takes a position where the handler takes none.
pub(super) const PAGINATE: &str = "paginate";

const ALL: [Mode; 3] = [Mode::Number, Mode::Offset, Mode::Cursor];

impl Takes {
    /// By number only.
    pub const NUMBER: Takes = Takes {
        name: "PageNumber",
        modes: &[Mode::Number],
        natural: &[Mode::Number],
        keys: None,
        goes_on: false,
        depth: None,
    };
    /// By offset, which may be told by a number or by a cursor that holds it; by offset where no style
    /// is set.
    pub const OFFSET: Takes = Takes {
        name: "Offset",
        modes: &ALL,
        natural: &[Mode::Offset],
        keys: None,
        goes_on: false,
        depth: None,
    };
    /// The same, by number where no style is set.
    pub const ROWS: Takes = Takes {
        natural: &[Mode::Number],
        ..Takes::OFFSET
    };
    /// By number, offset or cursor. Rows have keys of which only the order of a request says the kinds;
    /// the source answers a page that lies too deep by the key to go on by
    /// ([`Page::too_deep`](super::Page::too_deep)).
    pub const KEYED: Takes = Takes {
        goes_on: true,
        ..Takes::any::<Keys>()
    };

    /// The same, no deeper than so many items where no `max_offset` says another number.
    #[must_use]
    pub const fn down_to(self, depth: u64) -> Takes {
        Takes {
            depth: Some(depth),
            ..self
        }
    }

    /// What `paginate` takes a page of.
    pub(crate) const fn paginated(self) -> Takes {
        Takes {
            name: PAGINATE,
            ..self
        }
    }

    /// By cursor only, of the keys of a row.
    #[must_use]
    pub const fn cursor<K: CursorKey>() -> Takes {
        Takes {
            name: "Cursor",
            modes: &[Mode::Cursor],
            natural: &[Mode::Cursor],
            keys: Some(Held::of::<K>()),
            goes_on: false,
            depth: None,
        }
    }

    /// By number, offset or cursor, of the keys of a row.
    #[must_use]
    pub const fn any<K: CursorKey>() -> Takes {
        Takes {
            name: "Position",
            modes: &ALL,
            natural: &ALL,
            keys: Some(Held::of::<K>()),
            goes_on: false,
            depth: None,
        }
    }
}

/// What keys cursors hold.
#[derive(Debug, Clone, Copy)]
pub(super) struct Held {
    /// None where only the order of a request says it.
    pub(super) shape: Option<&'static [KeyShape]>,
    pub(super) fingerprint: fn() -> Vec<u8>,
}

impl Held {
    const fn of<K: CursorKey>() -> Self {
        Held {
            shape: K::SHAPE,
            fingerprint: fingerprint::<K>,
        }
    }
}
