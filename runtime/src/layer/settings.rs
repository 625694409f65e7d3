//! One list of settings for everything that has a layer.

/// Gives the settings of a [`Layer`](super::Layer) to a type that holds one.
macro_rules! settings {
    (impl $type:ident { self $(. $field:ident)* }) => {
        impl $type {
            /// Sets a header of every answer below; a nearer layer that sets it wins.
            ///
            /// A name or value that HTTP doesn't allow is a fault of [`App::build`](crate::App::build).
            #[must_use]
            #[track_caller]
            pub fn header(mut self, name: &str, value: &str) -> Self {
                self $(. $field)*.add_header($crate::ResponseHeader::new(name).value(value));
                self
            }

            /// Sets headers by name and value.
            #[must_use]
            #[track_caller]
            pub fn headers<'h>(mut self, headers: impl IntoIterator<Item = (&'h str, &'h str)>) -> Self {
                for (name, value) in headers {
                    self $(. $field)*.add_header($crate::ResponseHeader::new(name).value(value));
                }
                self
            }

            /// Sets a header of every answer below, or documents it.
            #[must_use]
            #[track_caller]
            pub fn response_header(mut self, header: $crate::ResponseHeader) -> Self {
                self $(. $field)*.add_header(header);
                self
            }

            /// Takes a header of the outer layers away.
            #[must_use]
            #[track_caller]
            pub fn without_header(mut self, name: &str) -> Self {
                self $(. $field)*.add_header($crate::ResponseHeader::removed(name));
                self
            }

            /// The media type of the values that handlers below return, JSON otherwise.
            ///
            /// Text and bytes keep their own under a format for values, such as `MessagePack`.
            #[must_use]
            pub fn media_type(mut self, media: $crate::Media) -> Self {
                self $(. $field)*.media = Some(media);
                self
            }

            /// What renders the templates of handlers below, which return a
            /// [`Template`](crate::Template).
            #[must_use]
            #[track_caller]
            pub fn templates(mut self, engine: impl $crate::TemplateEngine) -> Self {
                self $(. $field)*.add_templates(engine);
                self
            }

            /// What writes values in a format of its own, for `produces = ["text/csv"]` below; a
            /// nearer encoder of the media type wins.
            #[must_use]
            #[track_caller]
            pub fn encoder(mut self, encoder: impl $crate::Encoder) -> Self {
                self $(. $field)*.add_encoder(encoder);
                self
            }

            /// The representations of the values that handlers below return, the first by default:
            /// each request gets the one its `Accept` likes best (RFC 9110 §12.5.1), or is refused by
            /// a 406 problem before the handler runs.
            ///
            /// A nearer media type is the one representation then, and text, bytes and what answers by
            /// itself keep their own.
            #[must_use]
            #[track_caller]
            pub fn produces(mut self, list: impl IntoIterator<Item = $crate::Representation>) -> Self {
                self $(. $field)*.set_produces(list);
                self
            }

            /// Answers a request that accepts none of the representations with the first of them, as
            /// RFC 9110 §12.4.1 allows, instead of refusing it.
            #[must_use]
            pub fn disregard_accept(mut self) -> Self {
                self $(. $field)*.disregard_accept = true;
                self
            }

            /// Takes the settings of a layer of its own.
            #[must_use]
            pub fn layer(mut self, layer: $crate::Layer) -> Self {
                self $(. $field)*.take(layer);
                self
            }
        }
    };
}
pub(crate) use settings;
