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

            /// Sets a cookie of every answer below; a nearer one of its name, domain and path wins.
            ///
            /// What no browser takes is a fault of [`App::build`](crate::App::build).
            #[must_use]
            #[track_caller]
            pub fn cookie(mut self, cookie: $crate::SetCookie) -> Self {
                self $(. $field)*.add_cookie(cookie);
                self
            }

            /// Sets cookies by name and value.
            #[must_use]
            #[track_caller]
            pub fn cookies<'c>(mut self, cookies: impl IntoIterator<Item = (&'c str, &'c str)>) -> Self {
                for (name, value) in cookies {
                    let cookie = $crate::SetCookie::new(name.to_owned(), value.to_owned());
                    self $(. $field)*.add_cookie(cookie);
                }
                self
            }

            /// Takes the cookies of a name away that outer layers set.
            #[must_use]
            pub fn without_cookie(mut self, name: &str) -> Self {
                self $(. $field)*.remove_cookie(name);
                self
            }

            /// Says how answers below may be stored (RFC 9111 §5.2).
            ///
            /// Errors carry it only where it says `no-store`: what holds of a page need not hold of
            /// the error in its place. Directives that contradict are a fault of
            /// [`App::build`](crate::App::build).
            #[must_use]
            #[track_caller]
            pub fn cache_control(mut self, control: $crate::CacheControl) -> Self {
                self $(. $field)*.add_cache_control(control);
                self
            }

            /// Says how lists below are paged; each option that a nearer layer sets wins.
            #[must_use]
            pub fn pages(mut self, options: $crate::pages::PageOptions) -> Self {
                let outer = &self $(. $field)*.pages;
                self $(. $field)*.pages = options.under(outer);
                self
            }

            /// Gives answers below an entity tag, and answers GET and HEAD with 304 where the client
            /// has it already, or with 412 where it asked for another (RFC 9110 §13).
            #[must_use]
            pub fn etag(mut self, source: $crate::EtagSource) -> Self {
                self $(. $field)*.etag = Some(source);
                self
            }

            /// Compares the `Last-Modified` that handlers below give with what the client has.
            #[must_use]
            pub fn last_modified(mut self) -> Self {
                self $(. $field)*.last_modified = true;
                self
            }

            /// Refuses requests without a condition where a handler below takes
            /// [`Preconditions`](crate::Preconditions): 428 (RFC 6585 §3).
            #[must_use]
            pub fn preconditions_required(mut self) -> Self {
                self $(. $field)*.preconditions_required = true;
                self
            }

            /// Runs an async function before the arguments of a handler below are read.
            ///
            /// It may answer in its place. All layers' hooks run, the outermost first.
            ///
            /// ```
            /// use folio::{App, Context, Problem};
            ///
            /// #[derive(Debug, Problem)]
            /// #[problem(status = 503, detail = "Down for maintenance.")]
            /// struct Down;
            ///
            /// async fn gate(cx: &mut Context) -> Option<Result<(), Down>> {
            ///     let closed = cx.parts().uri.path().starts_with("/closed");
            ///     closed.then_some(Err(Down))
            /// }
            ///
            /// let app = App::new("Shop", "1.0.0").before_request(gate);
            /// ```
            #[must_use]
            pub fn before_request<F, R, M>(mut self, hook: F) -> Self
            where
                F: for<'a> $crate::BeforeRequest<'a, Answer = R>,
                R: $crate::Respond<M> + 'static,
                M: 'static,
            {
                self $(. $field)*.add_before(hook);
                self
            }

            /// Runs an async function on every answer below, errors included, and names the headers
            /// it may add, so that they stand in the document.
            ///
            /// All layers' hooks run, the outermost last; those of the app see every answer of it.
            ///
            /// ```
            /// use folio::{App, Body, RequestHead, ResponseHeader, http::{HeaderValue, Response}};
            ///
            /// async fn stamp(request: &RequestHead, response: &mut Response<Body>) {
            ///     let secure = request.uri().scheme_str() == Some("https");
            ///     let value = if secure { "yes" } else { "no" };
            ///     response.headers_mut().insert("x-secure", HeaderValue::from_static(value));
            /// }
            ///
            /// let header = ResponseHeader::new("x-secure").description("Whether TLS was used.");
            /// let app = App::new("Shop", "1.0.0").after_request(stamp, [header]);
            /// ```
            #[must_use]
            #[track_caller]
            pub fn after_request<F>(
                mut self,
                hook: F,
                headers: impl IntoIterator<Item = $crate::ResponseHeader>,
            ) -> Self
            where
                F: for<'a> $crate::AfterRequest<'a>,
            {
                self $(. $field)*.add_after(hook, headers);
                self
            }

            /// Runs an async function when an answer below was sent, or its client has left, and its
            /// tasks are done.
            ///
            /// It runs as a task of the app, with the limits and the end of one. All layers' hooks
            /// run, the outermost last; those of the app see every answer of it.
            ///
            /// ```
            /// use folio::{App, RequestHead, ResponseEnd};
            ///
            /// async fn log(request: &RequestHead, end: &ResponseEnd) {
            ///     let sent = end.body.bytes;
            ///     println!("{} {} {} {sent}", request.method(), request.uri(), end.status);
            /// }
            ///
            /// let app = App::new("Shop", "1.0.0").after_response(log);
            /// ```
            #[must_use]
            pub fn after_response<F>(mut self, hook: F) -> Self
            where
                F: for<'a> $crate::AfterResponse<'a>,
            {
                self $(. $field)*.add_ended(hook);
                self
            }

            /// Whether the settings that hold here cover foreign answers too: those of mounted
            /// services and of handlers that return [`Foreign`](crate::Foreign) or an
            /// [`http::Response`]. They don't where nothing is said; the nearest layer that says
            /// something decides.
            ///
            /// Headers and cookies are added that the answer lacks, its own stay; hooks see it.
            /// `after_response` hooks see every answer in any case.
            ///
            /// ```
            /// # fn router<S: folio::ForeignService + Clone + Sync>(files: S) -> folio::Router {
            /// use folio::Router;
            ///
            /// Router::new("/static")
            ///     .header("x-content-type-options", "nosniff")
            ///     .cover_foreign_answers(true)
            ///     .service("/", files)
            /// # }
            /// ```
            #[must_use]
            pub fn cover_foreign_answers(mut self, cover: bool) -> Self {
                self $(. $field)*.covers_foreign = Some(cover);
                self
            }

            /// The forms that problems below are offered in besides `application/problem+json`.
            ///
            /// Where nothing is said, those of the endpoint's own representations: MessagePack and
            /// HTML.
            #[must_use]
            pub fn problem_formats(
                mut self,
                formats: impl IntoIterator<Item = $crate::ProblemFormat>,
            ) -> Self {
                self $(. $field)*.problem_formats = Some(formats.into_iter().collect());
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

            /// Keeps files under a name, for handlers below that take [`Files`](crate::Files); a nearer
            /// one of the name wins.
            ///
            /// One that can't be used, such as a directory that is not there, is a fault of
            /// [`App::build`](crate::App::build).
            #[cfg(feature = "files")]
            #[cfg_attr(docsrs, doc(cfg(feature = "files")))]
            #[must_use]
            #[track_caller]
            pub fn file_system(mut self, name: impl Into<String>, system: impl $crate::FileSystem) -> Self {
                self $(. $field)*.add_file_system(name.into(), system);
                self
            }

            /// Names the file system of handlers below that take [`Files`](crate::Files) and don't name
            /// one; without it, it is the only one there is.
            #[cfg(feature = "files")]
            #[cfg_attr(docsrs, doc(cfg(feature = "files")))]
            #[must_use]
            pub fn default_file_system(mut self, name: impl Into<String>) -> Self {
                self $(. $field)*.set_default_file_system(name.into());
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
