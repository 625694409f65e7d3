//! Sequences of items: answers that are sent piece by piece, in the document.

use serde_json::{Value, json};

use super::{OperationDoc, types::reference};
use crate::{
    media::{Media, essence},
    offer::Offer,
};

/// The schema of a text that is a sequence of items.
///
/// What each item is can't be said by a schema of OpenAPI 3.1, so it stands beside it.
pub(crate) fn sequence(item: Value) -> Value {
    json!({"type": "string", (ITEM): item})
}

/// The keyword that holds the schema of an item of a sequence, which OpenAPI 3.2 calls `itemSchema`.
const ITEM: &str = "x-folio-item-schema";

/// What stands in the document under a media type: the schema, and beside it that of an item.
pub(super) fn entry(mut schema: Value) -> Value {
    let object = schema.as_object_mut();
    let item = object.and_then(|object| object.shift_remove(ITEM));
    let mut entry = json!({"schema": schema});
    if let Some(item) = item {
        entry[ITEM] = item;
    }
    entry
}

impl OperationDoc<'_> {
    /// Registers the schema of what is written in the place of values of `T`, under the name that is
    /// `name` for `T` without its type arguments; gives the reference to it.
    pub(crate) fn replaced<T>(&mut self, name: &str, schema: Value) -> Value {
        reference(&self.schemas.replace::<T>(name, schema))
    }

    /// Follows a reference to its component.
    pub(crate) fn follow<'s>(&'s self, schema: &'s Value) -> &'s Value {
        self.schemas.follow(schema)
    }

    /// The one media type of an answer that writes itself: the attribute's, or its own; no layer's.
    pub(crate) fn own_media(&mut self, own: Media) -> Media {
        let media = self.stated_media().unwrap_or(own);
        self.offers = vec![Offer::of(media)];
        media
    }

    /// The same for one that is written in one way only, which other media types would not name.
    pub(crate) fn sequence_media(&mut self, own: Media, fits: impl Fn(&str) -> bool) -> Media {
        let media = self.own_media(own);
        for offer in &mut self.offers {
            offer.fixed = true;
        }
        if !fits(&essence(media.name).to_ascii_lowercase()) {
            self.fault(format!(
                "`{}` is not how this answer is written, which is `{}`: leave `media_type` out",
                media.name, own.name
            ));
        }
        media
    }
}
