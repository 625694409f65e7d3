//! What a style asks by: the names of its query parameters.

use std::borrow::Cow;

/// How a page is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// By its number.
    Number,
    /// By how many items come before it.
    Offset,
    /// By the cursor of an item beside it.
    Cursor,
}

/// A query parameter of a style, by what it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageParameter {
    /// Which page, by its number.
    Number,
    /// How many items a numbered page has at most.
    Size,
    /// How many items come before the page.
    Offset,
    /// How many items follow the offset at most.
    Limit,
    /// The cursor of the item that the page comes after.
    After,
    /// The cursor of the item that the page comes before.
    Before,
    /// How many items a page by cursor has at most.
    CursorSize,
    /// The same, counted back from `Before` or the end; Relay's `last`.
    Last,
}

impl PageParameter {
    /// The way of asking it belongs to.
    pub(in crate::pages) const fn mode(self) -> Mode {
        match self {
            PageParameter::Number | PageParameter::Size => Mode::Number,
            PageParameter::Offset | PageParameter::Limit => Mode::Offset,
            _ => Mode::Cursor,
        }
    }

    /// Whether it says how many items a page has.
    pub(in crate::pages) const fn is_size(self) -> bool {
        matches!(
            self,
            PageParameter::Size
                | PageParameter::Limit
                | PageParameter::CursorSize
                | PageParameter::Last
        )
    }
}

/// Which value of a parameter counts that comes more than once.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Repeated {
    /// The first.
    First,
    /// The last.
    Last,
    /// None: the request is refused.
    #[default]
    Refused,
}

/// A parameter by its name on the wire.
#[derive(Debug, Clone)]
pub(in crate::pages) struct Named {
    pub(in crate::pages) parameter: PageParameter,
    pub(in crate::pages) name: Cow<'static, str>,
    pub(in crate::pages) aliases: Vec<Cow<'static, str>>,
}

/// The parameters of a style; the mode of the first is what a request without any means.
#[derive(Debug, Clone, Default)]
pub(in crate::pages) struct Asks(pub(in crate::pages) Vec<Named>);

impl Asks {
    pub(in crate::pages) fn get(&self, parameter: PageParameter) -> Option<&Named> {
        self.0.iter().find(|named| named.parameter == parameter)
    }

    /// Gives a parameter a name; its aliases stay.
    pub(in crate::pages) fn set(
        &mut self,
        parameter: PageParameter,
        name: impl Into<Cow<'static, str>>,
    ) {
        let name = name.into();
        match self.0.iter_mut().find(|known| known.parameter == parameter) {
            Some(known) => known.name = name,
            None => self.0.push(Named {
                parameter,
                name,
                aliases: Vec::new(),
            }),
        }
    }

    /// The ways of asking, the default first.
    pub(in crate::pages) fn modes(&self) -> Vec<Mode> {
        let mut modes = Vec::new();
        for named in &self.0 {
            if !modes.contains(&named.parameter.mode()) {
                modes.push(named.parameter.mode());
            }
        }
        modes
    }
}
