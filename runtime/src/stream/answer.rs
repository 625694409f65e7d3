//! What the answers made of sources have in common: how they are made and sent.

use http::Response;

use super::{Frames, Source};
use crate::{body::Body, context::Context};

/// The ways to make an answer of a source, the same for each of them.
macro_rules! sources {
    (impl[$($generics:tt)*] $type:ty, $item:path: |$source:ident| $made:expr, $writer:expr) => {
        impl<$($generics)*> $type {
            fn of($source: $crate::stream::Source) -> Self {
                $made
            }

            /// Of an async stream.
            pub fn new<S>(stream: S) -> Self
            where
                S: ::futures_core::Stream<Item: $item> + Send + 'static,
            {
                let source = $crate::stream::Pulled::new(stream);
                Self::of(Box::pin($crate::stream::Items::new(source, $writer)))
            }

            /// Of an iterator that never waits: it runs where the answer is sent.
            pub fn iter<I>(items: I) -> Self
            where
                I: IntoIterator<Item: $item, IntoIter: Send + 'static>,
            {
                let source = $crate::stream::InPlace(items.into_iter());
                Self::of(Box::pin($crate::stream::Items::new(source, $writer)))
            }

            /// Of an iterator that blocks, such as one over a file or a database: it runs on a thread
            /// of its own, and only while the connection has room for more of it.
            ///
            /// An item leaves when the connection can take it, however long the next one takes. When
            /// nobody wants any more, the iterator is dropped before its next item. A `next` that never
            /// returns can't be ended: it keeps its thread, though not the process. There are 512 of
            /// these threads; further iterators wait for one, so what waits for ever is better written
            /// as an async stream.
            pub fn blocking<I>(items: I) -> Self
            where
                I: IntoIterator<Item: $item, IntoIter: Send + 'static>,
            {
                let blocking = $crate::stream::Blocking::new(items.into_iter(), $writer);
                Self::of(Box::pin(blocking))
            }

            /// Of an async function that sends one item after another; it goes on when there is room
            /// for the next. An error that it returns cuts the body off.
            pub fn generate<I, F>(
                function: impl FnOnce($crate::Emitter<I>) -> F,
            ) -> Self
            where
                I: $item + 'static,
                F: Future<Output: $crate::Ended> + Send + 'static,
            {
                let source = $crate::stream::generated(function);
                Self::of(Box::pin($crate::stream::Items::new(source, $writer)))
            }
        }

        impl<$($generics)*> std::fmt::Debug for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(stringify!($type))
            }
        }
    };
}
pub(crate) use sources;

/// Sends what a source gives, under the endpoint's status and media type.
pub(super) fn respond(source: Source, cx: &mut Context) -> Response<Body> {
    let body = Body::new(Frames::new(source));
    cx.answer(body, |route| &route.offers[0].ready)
}
