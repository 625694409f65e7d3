//! Page options: what layers say of pages below them.

use std::{borrow::Cow, fmt, sync::Arc, time::Duration};

use http::request::Parts;

use super::{Count, CursorKeys, PageParameter, PageStyle, SortSyntax};

/// How lists below are paged: a setting of the layer, merged field by field, the nearest wins.
///
/// ```
/// use folio::{Router, pages::{PageOptions, PageStyle}};
///
/// let books = Router::new("/books")
///     .pages(PageOptions::new().style(PageStyle::smorest()).size(10).max_size(50));
/// ```
///
/// Attributes have the same options: `#[get("/books", page(size = 10, max_size = 50))]`.
#[derive(Clone, Default)]
pub struct PageOptions {
    pub(super) style: Option<Arc<PageStyle>>,
    pub(super) size: Option<u64>,
    pub(super) max_size: Option<u64>,
    pub(super) clamp: Option<bool>,
    pub(super) zero_based: Option<bool>,
    pub(super) number: Option<u64>,
    pub(super) max_offset: Option<u64>,
    pub(super) count: Option<Count>,
    pub(super) names: Vec<(PageParameter, Cow<'static, str>)>,
    pub(super) aliases: Vec<(PageParameter, Cow<'static, str>)>,
    pub(super) base: Option<Cow<'static, str>>,
    pub(super) keys: Option<CursorKeys>,
    pub(super) plain: Option<bool>,
    pub(super) lifetime: Option<Duration>,
    pub(super) subject: Option<Subject>,
}

/// Whom a cursor is made for.
pub(super) type Subject = Arc<dyn Fn(&Parts) -> Option<String> + Send + Sync>;

impl PageOptions {
    /// No options.
    #[must_use]
    pub fn new() -> Self {
        PageOptions::default()
    }

    /// How pages are asked for and shown.
    #[must_use]
    pub fn style(mut self, style: PageStyle) -> Self {
        self.style = Some(Arc::new(style));
        self
    }

    /// How many items a page has where a request doesn't say it: 1 at least, and otherwise as many as the
    /// style says, 20 where it says nothing.
    #[must_use]
    pub fn size(mut self, size: u64) -> Self {
        self.size = Some(size);
        self
    }

    /// How many items a request may ask for at most; otherwise as many as the style says, 100 where it says
    /// nothing. 0, and less than pages have by default, are faults of the build.
    #[must_use]
    pub fn max_size(mut self, size: u64) -> Self {
        self.max_size = Some(size);
        self
    }

    /// Cuts a size above the greatest to it, instead of refusing it with a 400.
    #[must_use]
    pub fn clamped(mut self) -> Self {
        self.clamp = Some(true);
        self
    }

    /// Refuses a size above the greatest, where an outer layer or the style cuts it.
    #[must_use]
    pub fn refused(mut self) -> Self {
        self.clamp = Some(false);
        self
    }

    /// Calls the first page 0 on the wire; 1 otherwise.
    #[must_use]
    pub fn zero_based(mut self) -> Self {
        self.zero_based = Some(true);
        self
    }

    /// The number of the page that is meant where a request doesn't say it: the first otherwise.
    #[must_use]
    pub fn default_number(mut self, number: u64) -> Self {
        self.number = Some(number);
        self
    }

    /// Refuses pages behind more than this many items with a 400: reading off a large offset costs as
    /// much as all pages before it. Cursors that hold an offset, as those of unsorted lists do, reach no
    /// deeper.
    ///
    /// Where the handler returns a source that has cursors ([`paginate`](macro@crate::get)), the
    /// problem has the one to go on by.
    #[must_use]
    pub fn max_offset(mut self, most: u64) -> Self {
        self.max_offset = Some(most);
        self
    }

    /// How much counting a page is worth. By default all items are counted where the style shows the
    /// total of a numbered or offset page, and none otherwise. Clients lower it by `Prefer: count=none`
    /// (RFC 7240), so such answers say `Vary: prefer`.
    ///
    /// A total that is less than exact stands where the style shows the total. [`Fact::TotalKind`] beside
    /// it says which it is; styles of other systems have no place for that until one is given.
    ///
    /// [`Fact::TotalKind`]: super::Fact::TotalKind
    #[must_use]
    pub fn count(mut self, count: Count) -> Self {
        self.count = Some(count);
        self
    }

    /// Gives a query parameter another name than the style's.
    #[must_use]
    pub fn name(mut self, parameter: PageParameter, name: impl Into<Cow<'static, str>>) -> Self {
        self.names.push((parameter, name.into()));
        self
    }

    /// Reads a query parameter under a second name.
    #[must_use]
    pub fn alias(mut self, parameter: PageParameter, name: impl Into<Cow<'static, str>>) -> Self {
        self.aliases.push((parameter, name.into()));
        self
    }

    /// Makes links absolute: what stands in front of the path, such as `https://api.example.com`.
    ///
    /// Links are relative to the request otherwise: its `Host` is what the client says it is.
    #[must_use]
    pub fn base(mut self, base: impl Into<Cow<'static, str>>) -> Self {
        self.base = Some(base.into());
        self
    }

    /// The keys that cursors are signed by, shared by all replicas.
    ///
    /// A cursor is bound to the path, the order and the query parameters that the document has besides
    /// those of the page: under others it is refused. What a client can't make it can still read, so the
    /// columns that rows are ordered by are no secret.
    #[must_use]
    pub fn cursor_keys(mut self, keys: CursorKeys) -> Self {
        self.keys = Some(keys);
        self.plain = Some(false);
        self
    }

    /// Takes the key of a row as its cursor, as it is: clients can make their own, go on from a row
    /// that is not there, and see what rows are ordered by.
    ///
    /// Several keys stand in a JSON array. Forwards only where a style has no parameter for `before`.
    #[must_use]
    pub fn plain_cursors(mut self) -> Self {
        self.plain = Some(true);
        self
    }

    /// How long a cursor can be gone on from; always otherwise.
    #[must_use]
    pub fn cursor_lifetime(mut self, lifetime: Duration) -> Self {
        self.lifetime = Some(lifetime);
        self
    }

    /// Binds cursors to whom they were made for, such as the user of a request: another one's are
    /// refused.
    ///
    /// Eight bytes of a digest of it stand in the cursor, by which a guess can be confirmed: give an
    /// identifier rather than an address.
    #[must_use]
    pub fn cursor_subject(
        mut self,
        subject: impl Fn(&Parts) -> Option<String> + Send + Sync + 'static,
    ) -> Self {
        self.subject = Some(Arc::new(subject));
        self
    }

    /// How orders are asked for.
    pub(crate) fn sort_syntax(&self) -> SortSyntax {
        self.style
            .as_ref()
            .map_or_else(SortSyntax::default, |style| style.sort.clone())
    }

    /// These options inside `outer`.
    pub(crate) fn under(&self, outer: &PageOptions) -> PageOptions {
        let both = |outer: &[(PageParameter, Cow<'static, str>)], own: &[_]| {
            outer.iter().chain(own).cloned().collect()
        };
        PageOptions {
            style: self.style.clone().or_else(|| outer.style.clone()),
            size: self.size.or(outer.size),
            max_size: self.max_size.or(outer.max_size),
            clamp: self.clamp.or(outer.clamp),
            zero_based: self.zero_based.or(outer.zero_based),
            number: self.number.or(outer.number),
            max_offset: self.max_offset.or(outer.max_offset),
            count: self.count.or(outer.count),
            names: both(&outer.names, &self.names),
            aliases: both(&outer.aliases, &self.aliases),
            base: self.base.clone().or_else(|| outer.base.clone()),
            keys: self.keys.clone().or_else(|| outer.keys.clone()),
            plain: self.plain.or(outer.plain),
            lifetime: self.lifetime.or(outer.lifetime),
            subject: self.subject.clone().or_else(|| outer.subject.clone()),
        }
    }
}

impl fmt::Debug for PageOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PageOptions")
            .field("style", &self.style)
            .field("size", &self.size)
            .field("max_size", &self.max_size)
            .finish_non_exhaustive()
    }
}
