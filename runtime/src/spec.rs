//! What an attribute states of an endpoint: constants, known before the program runs.

use http::{Method, StatusCode};

use crate::{
    layer::Layer,
    media::Media,
    openapi::{OperationDoc, Schemas},
    reply::Reply,
};

/// The facts of an endpoint, written by its attribute.
///
/// One list serves both ways: arguments are read by [`Spec::args`] and documented by it.
#[derive(Debug, Clone, Copy)]
pub struct Spec {
    /// The methods it serves; HEAD is served by GET without standing here.
    pub methods: &'static [Method],
    /// The path template, relative to the router it is mounted in.
    pub path: &'static str,
    /// The function's name.
    pub name: &'static str,
    /// The module the function stands in.
    pub module: &'static str,
    /// The file its attribute stands in.
    pub file: &'static str,
    /// The line its attribute stands in.
    pub line: u32,
    /// The status its attribute writes, if it writes one.
    pub status: Option<u16>,
    /// The status of its methods: 201 for POST, 204 for DELETE, 200.
    pub method_status: u16,
    /// The media type of its answers, if the attribute names one.
    pub media: Option<Media>,
    /// The media types its body may come in; those of the argument's type where it names none.
    pub consumes: &'static [&'static str],
    /// The first line of its documentation.
    pub summary: &'static str,
    /// The rest of its documentation.
    pub description: &'static str,
    /// Whether clients should stop using it.
    pub deprecated: bool,
    /// Its groups in the document.
    pub tags: &'static [&'static str],
    /// Its id in the document; the function's name where there is none.
    pub operation_id: Option<&'static str>,
    /// Adds the settings of its own layer.
    pub layer: fn(Layer) -> Layer,
    /// Its arguments, in order.
    pub args: &'static [Arg],
    /// What it returns.
    pub reply: Reply,
    /// Registers the schemas of types that stand inside generic ones.
    pub types: fn(&mut Schemas),
}

impl Spec {
    /// A spec that states nothing, for attributes to fill in.
    pub const NONE: Spec = Spec {
        methods: &[],
        path: "/",
        name: "",
        module: "",
        file: "",
        line: 0,
        status: None,
        method_status: 200,
        media: None,
        consumes: &[],
        summary: "",
        description: "",
        deprecated: false,
        tags: &[],
        operation_id: None,
        layer: |layer| layer,
        args: &[],
        reply: Reply::NONE,
        types: |_| {},
    };

    /// The status of an answer that sets none itself: what the attribute writes, else what the type
    /// that is returned says, else what the method says.
    #[must_use]
    pub fn success(&self) -> StatusCode {
        let status = self.status.or(self.reply.status);
        StatusCode::from_u16(status.unwrap_or(self.method_status)).unwrap_or_default()
    }

    /// [`Spec::NONE`] at a place in the source.
    #[doc(hidden)]
    #[must_use]
    pub const fn at(module: &'static str, file: &'static str, line: u32) -> Spec {
        Spec {
            module,
            file,
            line,
            ..Spec::NONE
        }
    }
}

/// Where an argument is read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// A parameter of the path template.
    Path,
    /// A parameter of the query.
    Query,
    /// A header field.
    Header,
    /// A cookie.
    Cookie,
    /// Its type's [`Extract`](crate::Extract).
    Extractor,
}

/// One argument of an endpoint.
#[derive(Debug, Clone, Copy)]
pub struct Arg {
    /// Its name on the wire.
    pub name: &'static str,
    /// Where it is read from.
    pub source: Source,
    /// What it means.
    pub description: &'static str,
    /// What holds of its value.
    pub facts: Facts,
    /// Describes it.
    pub describe: fn(&Arg, &mut OperationDoc<'_>),
}

/// What an argument's options state of its value: checked on every request, and documented.
#[derive(Debug, Clone, Copy)]
pub struct Facts {
    /// The value when there is none.
    pub default: Option<Literal>,
    /// The least number that passes.
    pub minimum: Option<Literal>,
    /// The greatest number that passes.
    pub maximum: Option<Literal>,
    /// The least count of characters that passes.
    pub min_length: Option<usize>,
    /// The greatest count of characters that passes.
    pub max_length: Option<usize>,
    /// A regular expression that has to match somewhere in the text.
    pub pattern: Option<&'static str>,
    /// A second name it may come under.
    pub alias: Option<&'static str>,
}

impl Facts {
    /// No facts.
    pub const NONE: Facts = Facts {
        default: None,
        minimum: None,
        maximum: None,
        min_length: None,
        max_length: None,
        pattern: None,
        alias: None,
    };
}

/// A literal in an attribute.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Literal {
    /// A whole number.
    Int(i128),
    /// A number with a fraction.
    Float(f64),
    /// `true` or `false`.
    Bool(bool),
    /// A text.
    Text(&'static str),
}
