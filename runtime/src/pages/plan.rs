//! What a route knows of its pages before the first request: style and options put together.

use std::{
    borrow::Cow,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use http::{HeaderName, Uri};

use super::{
    Count, Fact, KeyKind, KeyShape, Member, Mode, PageOptions, PageParameter, PageStyle,
    cursor::{plain::suits, token::Codec},
    document::OrderReader,
    links::encoded,
    options::Subject,
    style::{Header, HeaderContent, Named},
    takes::{Held, PAGINATE, Takes},
};
use crate::layer::owned;

/// What a route knows of its pages.
#[derive(Clone)]
pub(crate) struct Plan {
    pub(super) style: PageStyle,
    /// The ways of asking, the default first.
    pub(super) modes: Vec<Mode>,
    /// The parameters of those ways.
    pub(super) parameters: Vec<Parameter>,
    pub(super) max_size: u64,
    pub(super) clamps: bool,
    /// What the first page is called.
    pub(super) first: u64,
    /// The number that is meant where none is given, counted from 1.
    pub(super) number: u64,
    pub(super) max_offset: Option<u64>,
    count: Option<Count>,
    pub(super) base: Option<Cow<'static, str>>,
    pub(super) cursors: CursorForm,
    pub(super) keys: Option<Held>,
    /// Whether a page that lies too deep is answered by the cursor to go on by.
    pub(super) goes_on_by_cursor: bool,
    pub(super) subject: Option<Subject>,
    pub(super) headers: Vec<(HeaderName, HeaderContent)>,
    /// The other query parameters of the endpoint: what cursors call filters.
    pub(crate) filters: Vec<String>,
    /// The order that a query asks for, by its fingerprint.
    pub(crate) order: Option<OrderReader>,
    /// What kinds of keys cursors hold, in bytes.
    pub(super) shape: Vec<u8>,
    /// How many bytes the last body took: the next one of its size needs no larger space.
    length: Arc<AtomicUsize>,
}

/// How cursors are written.
#[derive(Debug, Clone)]
pub(super) enum CursorForm {
    /// There are none.
    None,
    Plain,
    Signed(Codec),
}

/// A query parameter of a route.
#[derive(Debug, Clone)]
pub(super) struct Parameter {
    pub(super) means: PageParameter,
    pub(super) name: String,
    /// As it stands in links.
    pub(super) encoded: String,
    pub(super) aliases: Vec<String>,
    /// Whether it alone says how is asked: no other way has one of its name.
    pub(super) tells: bool,
}

impl std::fmt::Debug for Plan {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Plan")
            .field("modes", &self.modes)
            .field("parameters", &self.parameters)
            .finish_non_exhaustive()
    }
}

impl Plan {
    /// Puts style and options together; what contradicts goes to `faults`.
    pub(crate) fn new(options: &PageOptions, takes: Takes, faults: &mut Vec<String>) -> Self {
        let mut style = match &options.style {
            Some(style) => PageStyle::clone(style),
            None => PageStyle::envelope(),
        };
        for (parameter, name) in &options.names {
            if style.asks.get(*parameter).is_some() {
                style.asks.set(*parameter, name.clone());
            }
        }
        for (parameter, name) in &options.aliases {
            style = style.alias(*parameter, name.clone());
        }
        let modes = modes(&style, options, takes, faults);
        let parameters = parameters(&style, &modes);
        let mut plan = Plan {
            modes,
            parameters,
            max_size: options.max_size.unwrap_or(style.sizes.most),
            clamps: options.clamp.unwrap_or(style.clamps),
            first: u64::from(!options.zero_based.unwrap_or(false)),
            number: 1,
            max_offset: options.max_offset.or(takes.depth),
            count: options.count,
            base: base(options, faults),
            cursors: CursorForm::None,
            keys: takes.keys,
            goes_on_by_cursor: false,
            subject: options.subject.clone(),
            headers: Vec::new(),
            filters: Vec::new(),
            order: None,
            shape: takes
                .keys
                .map_or_else(|| b"offset".to_vec(), |held| (held.fingerprint)()),
            length: Arc::default(),
            style,
        };
        plan.names(faults);
        plan.sizes(options, faults);
        plan.number = match options.number {
            Some(number) if number < plan.first => {
                faults.push(format!(
                    "the default page {number} comes before the first, which is {}",
                    plan.first
                ));
                1
            }
            Some(number) => number - plan.first + 1,
            None => 1,
        };
        plan.cursors(options, faults);
        plan.goes_on_by_cursor = takes.goes_on && plan.asks_by(Mode::Cursor);
        plan.shown(faults);
        plan
    }

    pub(super) fn asks_by(&self, mode: Mode) -> bool {
        self.modes.contains(&mode)
    }

    pub(super) fn parameter(&self, means: PageParameter) -> Option<&Parameter> {
        let mut parameters = self.parameters.iter();
        parameters.find(|parameter| parameter.means == means)
    }

    /// The size of pages where a request doesn't say it.
    pub(super) fn size(&self, mode: Mode) -> u64 {
        match mode {
            Mode::Number => self.style.sizes.number,
            Mode::Offset => self.style.sizes.offset,
            Mode::Cursor => self.style.sizes.cursor,
        }
    }

    /// How much counting a page is worth.
    pub(super) fn count(&self, mode: Mode) -> Count {
        self.count.unwrap_or(if self.style.counts(mode) {
            Count::Exact
        } else {
            Count::None
        })
    }

    /// Whether the keys of a row may be too long for a cursor.
    pub(super) fn has_long_keys(&self) -> bool {
        let long = |shape: &KeyShape| {
            matches!(
                shape.kind,
                KeyKind::Text | KeyKind::Bytes | KeyKind::Decimal
            )
        };
        let held = self.keys.filter(|_| self.asks_by(Mode::Cursor));
        held.is_some_and(|held| held.shape.is_none_or(|shapes| shapes.iter().any(long)))
    }

    /// Whether anything is counted for its pages.
    pub(crate) fn counts(&self) -> bool {
        self.most_counted().is_some()
    }

    /// The most counting that any page of the route is worth; none where nothing is counted.
    pub(super) fn most_counted(&self) -> Option<Count> {
        let counts = self.modes.iter().map(|mode| self.count(*mode));
        counts.max().filter(|count| *count > Count::None)
    }

    /// Whether a parameter is read under this name that has another one.
    pub(super) fn has_alias(&self, name: &str) -> bool {
        let mut aliases = self.parameters.iter().flat_map(|p| &p.aliases);
        aliases.any(|alias| alias == name) && self.parameters.iter().all(|p| p.name != name)
    }

    /// The headers that say something of a page.
    pub(crate) fn headers(&self) -> impl ExactSizeIterator<Item = &HeaderName> {
        self.headers.iter().map(|(name, _)| name)
    }

    /// Whether each row is shown with a cursor.
    pub(super) fn has_edges(&self) -> bool {
        self.style.edge.is_some()
    }

    /// How many bytes a body is likely to take.
    pub(super) fn length_of_last(&self) -> usize {
        self.length.load(Ordering::Relaxed)
    }

    pub(super) fn remember_length(&self, length: usize) {
        self.length.store(length, Ordering::Relaxed);
    }

    /// Each name means one thing in each way of asking.
    fn names(&self, faults: &mut Vec<String>) {
        let all = self.parameters.iter().flat_map(|parameter| {
            let names = std::iter::once(&parameter.name).chain(&parameter.aliases);
            names.map(move |name| (name, parameter.means))
        });
        let all: Vec<_> = all.collect();
        if all.iter().any(|(name, _)| name.is_empty()) {
            faults.push("a parameter of pages has no name: give it one".to_owned());
        }
        for (at, (name, means)) in all.iter().enumerate() {
            let mut known = all[..at].iter();
            let clashes =
                known.any(|(other, of)| other == name && of != means && of.mode() == means.mode());
            if clashes && !name.is_empty() {
                faults.push(format!(
                    "two parameters of pages are called `{name}`: rename one"
                ));
            }
        }
    }

    fn sizes(&mut self, options: &PageOptions, faults: &mut Vec<String>) {
        if let Some(size) = options.size {
            self.style = self.style.clone().size(size);
        } else {
            let sizes = &mut self.style.sizes;
            for size in [&mut sizes.number, &mut sizes.offset, &mut sizes.cursor] {
                *size = (*size).min(self.max_size);
            }
        }
        if self.max_size == 0 || self.modes.iter().any(|mode| self.size(*mode) == 0) {
            faults.push("pages of no items: a size is 1 at least".to_owned());
        }
        for mode in &self.modes {
            let size = self.size(*mode);
            if size > self.max_size {
                faults.push(format!(
                    "pages have {size} items where a request doesn't say it, and {} at most where it does: raise `max_size`, or lower `size`",
                    self.max_size
                ));
                break;
            }
        }
    }

    fn cursors(&mut self, options: &PageOptions, faults: &mut Vec<String>) {
        if !self.asks_by(Mode::Cursor) {
            return;
        }
        self.cursors = match &options.keys {
            _ if options.plain == Some(true) => {
                let shapes = self.keys.and_then(|held| held.shape).unwrap_or_default();
                // Several stand in a JSON array, which tells them apart.
                if matches!(shapes, [shape] if !suits(*shape)) {
                    faults.push("a plain cursor can't tell a text from no text: take a key that is no `Option<String>`, or signed cursors".to_owned());
                }
                CursorForm::Plain
            }
            Some(keys) => CursorForm::Signed(Codec::new(keys.clone(), options.lifetime)),
            None => {
                faults.push("cursors are signed, and there is no key to sign them by: add `.pages(PageOptions::new().cursor_keys(CursorKeys::new(key)?))` to the app, or `.plain_cursors()` for cursors that clients can read and make".to_owned());
                CursorForm::None
            }
        };
    }

    /// Drops what no page of this route can say, and looks which cursors are left.
    fn shown(&mut self, faults: &mut Vec<String>) {
        let has_cursors = self.asks_by(Mode::Cursor);
        if let Some(members) = &mut self.style.members {
            members.retain(|member| has_cursors || !is_cursor(&member.fact));
            let is_items = |member: &&Member| matches!(member.fact, Fact::Items);
            if members.iter().filter(is_items).count() != 1 || deep_items(members) {
                faults.push(format!(
                    "the page style `{}` shows the items once: give one member `Fact::Items`, or call `bare` to show them alone",
                    self.style.component
                ));
            }
        }
        let in_headers = self
            .style
            .headers
            .iter()
            .filter_map(|header| match &header.content {
                HeaderContent::Json(members) => Some(members),
                _ => None,
            });
        let mut objects = self.style.members.iter().chain(in_headers);
        let edge = self.style.edge.as_ref();
        if objects.any(|members| has_twice(members)) || edge.is_some_and(|e| e.item == e.cursor) {
            faults.push(format!(
                "the page style `{}` has two members of one name: rename one",
                self.style.component
            ));
        }
        if self.style.edge.is_some() && !has_cursors && !self.modes.is_empty() {
            faults.push(format!(
                "the page style `{}` shows the cursor of each item, and this handler has none: take `Cursor<K>` or `Position`",
                self.style.component
            ));
        }
        for Header { name, content } in &self.style.headers {
            match HeaderName::try_from(&**name) {
                Ok(header) => {
                    faults.extend(owned(&header));
                    self.headers.push((header, content.clone()));
                }
                Err(_) => faults.push(format!("`{name}` is no name of a header")),
            }
            if let HeaderContent::Json(members) = content
                && (members.iter().any(|m| matches!(m.fact, Fact::Items)) || deep_items(members))
            {
                faults.push(format!(
                    "the header `{name}` can't hold the items: show them in the body"
                ));
            }
        }
        self.headers
            .retain(|(_, content)| has_cursors || !content_is_cursor(content));
        let mut in_headers = self.headers.iter();
        let in_header = in_headers.any(|(_, content)| content_is_cursor(content));
        let shapes = self.keys.and_then(|held| held.shape).unwrap_or_default();
        let has_text = |shape: &KeyShape| matches!(shape.kind, KeyKind::Text);
        if in_header && matches!(self.cursors, CursorForm::Plain) && shapes.iter().any(has_text) {
            faults.push("a plain cursor of a text can't stand in a header, which doesn't hold every text: show it in the body, or sign cursors".to_owned());
        }
    }
}

/// What stands in front of links: a URL without a slash at its end.
fn base(options: &PageOptions, faults: &mut Vec<String>) -> Option<Cow<'static, str>> {
    let base = options.base.clone()?;
    let url: Option<Uri> = base.parse().ok();
    let has_host = url.is_some_and(|url| url.authority().is_some() && url.scheme().is_some());
    if !has_host || base.contains(['?', '#']) {
        faults.push(format!(
            "`{base}` can't stand in front of links: write a URL such as `https://api.example.com`"
        ));
        return None;
    }
    Some(base.trim_end_matches('/').to_owned().into())
}

/// Whether items stand in an object of a style, where nothing writes them.
fn deep_items(members: &[Member]) -> bool {
    let is_items = |member: &Member| matches!(member.fact, Fact::Items);
    members.iter().any(|member| match &member.fact {
        Fact::Object(inner) => inner.iter().any(is_items) || deep_items(inner),
        _ => false,
    })
}

/// Whether two members of an object have one name.
fn has_twice(members: &[Member]) -> bool {
    members.iter().enumerate().any(|(index, member)| {
        let mut known = members[..index].iter();
        let inner = matches!(&member.fact, Fact::Object(inner) if has_twice(inner));
        inner || known.any(|known| known.name == member.name)
    })
}

fn is_cursor(fact: &Fact) -> bool {
    matches!(
        fact,
        Fact::NextCursor | Fact::PreviousCursor | Fact::StartCursor | Fact::EndCursor
    )
}

fn content_is_cursor(content: &HeaderContent) -> bool {
    matches!(content, HeaderContent::Fact(fact) if is_cursor(fact))
}

/// The ways a style asks in that a handler takes.
fn modes(
    style: &PageStyle,
    options: &PageOptions,
    takes: Takes,
    faults: &mut Vec<String>,
) -> Vec<Mode> {
    let asked = style.asks.modes();
    let open = if options.style.is_some() {
        takes.modes
    } else {
        takes.natural
    };
    let mut modes: Vec<Mode> = asked.iter().copied().filter(|m| open.contains(m)).collect();
    // An offset goes into a cursor only where the style has no other way to ask for it.
    if takes.keys.is_none() && modes.len() > 1 {
        modes.retain(|mode| *mode != Mode::Cursor);
    }
    if modes.is_empty() {
        let ways: Vec<&str> = asked.iter().map(|mode| mode.words()).collect();
        let ways = if ways.is_empty() {
            "in no way".to_owned()
        } else {
            ways.join(" or ")
        };
        let (style, name) = (&style.component, takes.name);
        faults.push(if name == PAGINATE {
            let others: Vec<&str> = takes.modes.iter().map(|mode| mode.words()).collect();
            let others = others.join(" or ");
            format!("the page style `{style}` asks {ways}, and what `paginate` takes a page of is asked {others}: return another list, or set another style")
        } else {
            format!("the page style `{style}` asks {ways}, which `{name}` doesn't take: take `Position`, or set another style")
        });
    }
    modes
}

impl Mode {
    fn words(self) -> &'static str {
        match self {
            Mode::Number => "by number",
            Mode::Offset => "by offset",
            Mode::Cursor => "by cursor",
        }
    }
}

fn parameters(style: &PageStyle, modes: &[Mode]) -> Vec<Parameter> {
    let asked: Vec<&Named> = style
        .asks
        .0
        .iter()
        .filter(|named| modes.contains(&named.parameter.mode()))
        .collect();
    let tells = |named: &Named| {
        let other = |other: &&&Named| {
            other.parameter.mode() != named.parameter.mode() && other.name == named.name
        };
        !asked.iter().any(|known| other(&known))
    };
    asked
        .iter()
        .map(|named| Parameter {
            means: named.parameter,
            name: named.name.to_string(),
            encoded: encoded(&named.name),
            aliases: named.aliases.iter().map(ToString::to_string).collect(),
            tells: tells(named),
        })
        .collect()
}
