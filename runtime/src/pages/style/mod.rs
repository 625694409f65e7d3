//! Page styles: how a page is asked for and how it is shown.

mod asks;
mod fact;
mod numbers;
mod presets;

use std::borrow::Cow;

pub(super) use self::{
    asks::{Asks, Named},
    fact::object,
};
pub use self::{
    asks::{Mode, PageParameter, Repeated},
    fact::{Absent, Fact, Member, Rel},
    numbers::Numbers,
};
use crate::{media::Media, pages::order::SortSyntax};

/// How pages are asked for and shown: query parameters, envelope and headers.
///
/// A style is a value. Take one that is there, alter it, or write one from the ground:
///
/// ```
/// use folio::pages::{Fact, Mode, PageParameter, PageStyle};
///
/// let ours = PageStyle::new("Rows")
///     .ask(PageParameter::Offset, "from")
///     .ask(PageParameter::Limit, "count")
///     .member("rows", Fact::Items)
///     .member("more", Fact::HasNext)
///     .header("x-total", Fact::Total);
///
/// let renamed = PageStyle::fastcrud().rename("data", "rows");
/// ```
///
/// The same list of members writes the answer and its schema, so neither says what the other doesn't.
#[derive(Debug, Clone)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each says one thing of what is asked"
)]
pub struct PageStyle {
    /// What components of its envelopes begin with.
    pub(super) component: Cow<'static, str>,
    pub(super) asks: Asks,
    /// The members of the envelope; `None` where the items stand alone.
    pub(super) members: Option<Vec<Member>>,
    /// What stands around each item.
    pub(super) edge: Option<Edge>,
    pub(super) headers: Vec<Header>,
    pub(super) media: Option<Media>,
    pub(super) repeated: Repeated,
    pub(super) numbers: Numbers,
    pub(super) sizes: Sizes,
    /// Whether offset and limit count only where both are there.
    pub(super) offset_in_pairs: bool,
    /// Whether `before` wins where `after` is there too.
    pub(super) before_wins: bool,
    /// Whether a size of 0 means the default.
    pub(super) zero_is_default: bool,
    /// Whether a size above the greatest is cut to it.
    pub(super) clamps: bool,
    pub(super) sort: SortSyntax,
}

/// The sizes of a style.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sizes {
    pub(super) number: u64,
    pub(super) offset: u64,
    pub(super) cursor: u64,
    pub(super) most: u64,
}

/// The size of pages where nothing says another.
const SIZE: u64 = 20;
/// The greatest size a client can ask for where nothing says another.
const MOST: u64 = 100;

/// An item in an object beside its cursor.
#[derive(Debug, Clone)]
pub(super) struct Edge {
    pub(super) item: Cow<'static, str>,
    pub(super) cursor: Cow<'static, str>,
}

/// A header that says something of a page.
#[derive(Debug, Clone)]
pub(super) struct Header {
    pub(super) name: Cow<'static, str>,
    pub(super) content: HeaderContent,
}

/// What a header holds.
#[derive(Debug, Clone)]
pub(super) enum HeaderContent {
    /// One fact; the header is left out where it is absent.
    Fact(Fact),
    /// Facts as a JSON object; the header is left out where nobody counted.
    Json(Vec<Member>),
    /// Links (RFC 8288).
    Links(Vec<Rel>),
}

impl PageStyle {
    /// A style that asks for nothing yet and shows the items alone. Components of its envelopes are
    /// `component` and the name of the item.
    pub fn new(component: impl Into<Cow<'static, str>>) -> Self {
        PageStyle {
            component: component.into(),
            asks: Asks::default(),
            members: None,
            edge: None,
            headers: Vec::new(),
            media: None,
            repeated: Repeated::Refused,
            numbers: Numbers::Digits,
            sizes: Sizes {
                number: SIZE,
                offset: SIZE,
                cursor: SIZE,
                most: MOST,
            },
            offset_in_pairs: false,
            before_wins: false,
            zero_is_default: false,
            clamps: false,
            sort: SortSyntax::default(),
        }
    }

    /// Asks by a query parameter of this name. The first one's way of asking is what a request
    /// without any of them means.
    #[must_use]
    pub fn ask(mut self, parameter: PageParameter, name: impl Into<Cow<'static, str>>) -> Self {
        self.asks.set(parameter, name);
        self
    }

    /// Reads a parameter under another name too.
    #[must_use]
    pub fn alias(mut self, parameter: PageParameter, name: impl Into<Cow<'static, str>>) -> Self {
        let known = self.asks.0.iter_mut().find(|n| n.parameter == parameter);
        if let Some(known) = known {
            known.aliases.push(name.into());
        }
        self
    }

    /// Asks in no way that is not this one.
    #[must_use]
    pub fn only_by(mut self, mode: Mode) -> Self {
        self.asks.0.retain(|named| named.parameter.mode() == mode);
        self
    }

    /// Says which value counts of a parameter that comes more than once.
    #[must_use]
    pub fn repeated(mut self, repeated: Repeated) -> Self {
        self.repeated = repeated;
        self
    }

    /// Says how the numbers in its parameters may be written.
    ///
    /// ```
    /// use folio::pages::{Numbers, PageStyle};
    ///
    /// // Clients that were written for a server in Python may ask for `page=%202&per_page=1_0`.
    /// let style = PageStyle::link().numbers(Numbers::Python);
    /// ```
    #[must_use]
    pub fn numbers(mut self, numbers: Numbers) -> Self {
        self.numbers = numbers;
        self
    }

    /// The size of pages by default, whichever way they are asked for.
    #[must_use]
    pub fn size(mut self, size: u64) -> Self {
        self.sizes.number = size;
        self.sizes.offset = size;
        self.sizes.cursor = size;
        self
    }

    /// The size of pages by default where they are asked for in one way.
    ///
    /// ```
    /// use folio::pages::{Mode, PageStyle};
    ///
    /// // Ten numbered pages are worth looking at; a client that counts off takes more at once.
    /// let style = PageStyle::envelope().size(10).size_by(Mode::Offset, 50);
    /// ```
    #[must_use]
    pub fn size_by(mut self, mode: Mode, size: u64) -> Self {
        match mode {
            Mode::Number => self.sizes.number = size,
            Mode::Offset => self.sizes.offset = size,
            Mode::Cursor => self.sizes.cursor = size,
        }
        self
    }

    /// Lets offset and limit count only where both are there: one alone is as if it were not.
    #[must_use]
    pub fn offset_in_pairs(mut self) -> Self {
        self.offset_in_pairs = true;
        self
    }

    /// Lets [`PageParameter::Before`] win over [`PageParameter::After`], instead of refusing both.
    #[must_use]
    pub fn before_wins(mut self) -> Self {
        self.before_wins = true;
        self
    }

    /// Takes a size of 0 for the default one, instead of refusing it.
    #[must_use]
    pub fn zero_is_default(mut self) -> Self {
        self.zero_is_default = true;
        self
    }

    /// The greatest size a client may ask for.
    #[must_use]
    pub fn max_size(mut self, most: u64) -> Self {
        self.sizes.most = most;
        self
    }

    /// Cuts a size above the greatest to it, instead of refusing it.
    #[must_use]
    pub fn clamped(mut self) -> Self {
        self.clamps = true;
        self
    }

    /// Shows a fact as a member of the envelope, `null` where it is absent.
    #[must_use]
    pub fn member(self, name: impl Into<Cow<'static, str>>, fact: Fact) -> Self {
        self.with(Member::new(name, fact))
    }

    /// Shows a member of the envelope, in place of one of its name.
    #[must_use]
    pub fn with(mut self, member: Member) -> Self {
        let members = self.members.get_or_insert_default();
        match members.iter_mut().find(|known| known.name == member.name) {
            Some(known) => *known = member,
            None => members.push(member),
        }
        self
    }

    /// Takes a member of the envelope away.
    #[must_use]
    pub fn without(mut self, name: &str) -> Self {
        if let Some(members) = &mut self.members {
            members.retain(|member| member.name != name);
        }
        self
    }

    /// Gives a member of the envelope another name.
    #[must_use]
    pub fn rename(mut self, name: &str, to: impl Into<Cow<'static, str>>) -> Self {
        let mut members = self.members.iter_mut().flatten();
        if let Some(member) = members.find(|member| member.name == name) {
            member.name = to.into();
        }
        self
    }

    /// Shows the items alone, without an envelope.
    #[must_use]
    pub fn bare(mut self) -> Self {
        self.members = None;
        self
    }

    /// Shows each item in an object beside its cursor.
    #[must_use]
    pub fn edges(
        mut self,
        item: impl Into<Cow<'static, str>>,
        cursor: impl Into<Cow<'static, str>>,
    ) -> Self {
        self.edge = Some(Edge {
            item: item.into(),
            cursor: cursor.into(),
        });
        self
    }

    /// Says a fact in a header, which is left out where the fact is absent.
    #[must_use]
    pub fn header(self, name: impl Into<Cow<'static, str>>, fact: Fact) -> Self {
        self.with_header(name, HeaderContent::Fact(fact))
    }

    /// Says facts in a header, as a JSON object. Where nobody counted, the header is left out.
    #[must_use]
    pub fn json_header(
        self,
        name: impl Into<Cow<'static, str>>,
        members: impl IntoIterator<Item = Member>,
    ) -> Self {
        let members = members.into_iter().collect();
        self.with_header(name, HeaderContent::Json(members))
    }

    /// Links to other pages in the header `Link` (RFC 8288).
    #[must_use]
    pub fn link_header(self, rels: impl IntoIterator<Item = Rel>) -> Self {
        let rels = rels.into_iter().collect();
        self.with_header("link", HeaderContent::Links(rels))
    }

    /// Takes a header away.
    #[must_use]
    pub fn without_header(mut self, name: &str) -> Self {
        self.headers
            .retain(|header| !header.name.eq_ignore_ascii_case(name));
        self
    }

    /// Gives a header another name.
    #[must_use]
    pub fn rename_header(mut self, name: &str, to: impl Into<Cow<'static, str>>) -> Self {
        let mut headers = self.headers.iter_mut();
        if let Some(header) = headers.find(|header| header.name.eq_ignore_ascii_case(name)) {
            header.name = to.into();
        }
        self
    }

    /// Names the components of its envelopes: two styles of one app whose envelopes differ can't
    /// have one name.
    #[must_use]
    pub fn component(mut self, name: impl Into<Cow<'static, str>>) -> Self {
        self.component = name.into();
        self
    }

    /// The media type of its pages, where the handler names none.
    #[must_use]
    pub fn media_type(mut self, media: Media) -> Self {
        self.media = Some(media);
        self
    }

    /// How [`Sort`](crate::Sort) arguments beside it are asked for.
    #[must_use]
    pub fn sort(mut self, syntax: SortSyntax) -> Self {
        self.sort = syntax;
        self
    }

    fn with_header(mut self, name: impl Into<Cow<'static, str>>, content: HeaderContent) -> Self {
        let name = name.into();
        let mut headers = self.headers.iter_mut();
        match headers.find(|header| header.name.eq_ignore_ascii_case(&name)) {
            Some(known) => known.content = content,
            None => self.headers.push(Header { name, content }),
        }
        self
    }

    /// Whether a page of it takes a count of all items, asked for in a mode.
    pub(super) fn counts(&self, mode: Mode) -> bool {
        let shown = |members: &[Member]| {
            let mut members = members.iter().filter(|member| member.is_shown(mode));
            members.any(|member| member.fact.counts())
        };
        let in_header = |header: &Header| match &header.content {
            HeaderContent::Fact(fact) => fact.counts(),
            HeaderContent::Json(members) => shown(members),
            HeaderContent::Links(rels) => rels.contains(&Rel::Last),
        };
        mode != Mode::Cursor
            && (self.members.as_deref().is_some_and(shown) || self.headers.iter().any(in_header))
    }
}
