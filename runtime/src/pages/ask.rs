//! Reading what a request asks for.

use std::{borrow::Cow, cell::OnceCell};

use http::{HeaderMap, HeaderName};

use super::{
    Count, InvalidCursor, Mode, PageParameter, Repeated,
    cursor::{Binding, Direction, Keys},
    plan::{CursorForm, Parameter, Plan},
    position::Edge,
    window::Window,
};
use crate::{
    args::{ParameterRejection, pairs},
    context::Context,
    problem::{FieldError, Problem},
};

/// Why a position can't be read.
#[derive(Debug, Problem)]
pub enum PageRejection {
    /// Parameters that can't be read, or that contradict.
    #[problem(transparent)]
    Parameters(ParameterRejection),
    /// A cursor that can't be gone on from.
    #[problem(transparent)]
    Cursor(InvalidCursor),
}

impl PageRejection {
    pub(super) fn other_order() -> Self {
        PageRejection::Cursor(InvalidCursor::OtherOrder)
    }

    pub(super) fn parameter(name: &str, message: impl Into<String>) -> Self {
        PageRejection::Parameters(ParameterRejection {
            errors: vec![FieldError::parameter(name, "query", message.into())],
        })
    }
}

/// What a request asks for: its window and, by cursor, where it begins.
pub(super) fn ask(cx: &mut Context) -> Result<(Window, Edge<Keys>), PageRejection> {
    let Some(plan) = &cx.route().pages else {
        // Whoever takes a position describes it, so that there is a plan.
        return Err(PageRejection::parameter("page", "is not served here"));
    };
    let asking = Asking::read(plan, cx.parts.uri.query().unwrap_or_default());
    let mode = asking.mode()?;
    let count = lowered(plan.count(mode), &cx.parts.headers);
    let (mut window, edge) = match mode {
        Mode::Number | Mode::Offset => (asking.counted(mode)?, Edge::Start),
        Mode::Cursor => asking.cursor(cx)?,
    };
    window.count = count;
    window.usual = window.limit == plan.size(mode);
    window.edges = plan.has_edges();
    window.tagged = plan.order.is_none() && matches!(plan.cursors, CursorForm::Signed(_));
    cx.binding = asking.binding.into_inner().map(Box::new);
    Ok((window, edge))
}

/// What a client forgoes of counting: `Prefer: count=none` (RFC 7240 §2).
fn lowered(count: Count, headers: &HeaderMap) -> Count {
    static PREFER: HeaderName = HeaderName::from_static("prefer");
    let preferences = headers.get_all(&PREFER).into_iter();
    let wanted = preferences
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(','))
        .find_map(|preference| {
            let (name, value) = preference.split(';').next()?.split_once('=')?;
            let value = value.trim().trim_matches('"');
            let is_count = name.trim().eq_ignore_ascii_case("count");
            let mut all = Count::ALL.into_iter();
            is_count.then(|| all.find(|count| count.name() == value))?
        });
    wanted.map_or(count, |wanted| wanted.min(count))
}

/// The parameters of a request, as they came.
struct Asking<'a> {
    plan: &'a Plan,
    given: Vec<(&'a Parameter, Given<'a>)>,
    /// What a cursor of the request is bound to, once one was read.
    binding: OnceCell<Binding>,
}

/// The value of one parameter.
enum Given<'a> {
    Text(Cow<'a, str>),
    /// It is not percent-encoded UTF-8.
    Unreadable,
    /// It came more than once, and none of its values counts.
    Twice,
}

impl<'a> Asking<'a> {
    fn read(plan: &'a Plan, query: &'a str) -> Self {
        let mut given: Vec<(&Parameter, Given<'_>)> = Vec::new();
        for pair in pairs(query) {
            let name = pair.name();
            for parameter in &plan.parameters {
                if parameter.name != name && !parameter.aliases.iter().any(|a| *a == name) {
                    continue;
                }
                let text = pair.text().map_or(Given::Unreadable, Given::Text);
                let known = given
                    .iter_mut()
                    .find(|(known, _)| known.means == parameter.means);
                match (known, plan.style.repeated) {
                    (None, _) => given.push((parameter, text)),
                    (Some(known), Repeated::Last) => known.1 = text,
                    (Some(_), Repeated::First) => {}
                    (Some(known), Repeated::Refused) => known.1 = Given::Twice,
                }
            }
        }
        Asking {
            plan,
            given,
            binding: OnceCell::new(),
        }
    }

    fn get(&self, means: PageParameter) -> Option<(&'a Parameter, &Given<'a>)> {
        let mut given = self.given.iter();
        let found = given.find(|(parameter, _)| parameter.means == means);
        found.map(|(parameter, given)| (*parameter, given))
    }

    /// Whether a parameter is there that asks for this way; an empty cursor asks for nothing.
    fn tells(&self, mode: Mode) -> Option<&'a Parameter> {
        if mode == Mode::Offset && self.plan.style.offset_in_pairs {
            let both = [PageParameter::Offset, PageParameter::Limit];
            let both = both.map(|means| self.get(means));
            return match both {
                [Some((parameter, _)), Some(_)] => Some(parameter),
                _ => None,
            };
        }
        let mut given = self.given.iter();
        let told = given.find(|(parameter, given)| {
            let empty = matches!(given, Given::Text(text) if text.is_empty());
            let cursor = matches!(
                parameter.means,
                PageParameter::After | PageParameter::Before
            );
            parameter.means.mode() == mode && parameter.tells && !(empty && cursor)
        });
        told.map(|(parameter, _)| *parameter)
    }

    /// The way the request asks in: what its parameters tell, or the default.
    fn mode(&self) -> Result<Mode, PageRejection> {
        let modes = &self.plan.modes;
        let mut told = modes
            .iter()
            .filter_map(|mode| Some((*mode, self.tells(*mode)?)));
        match (told.next(), told.next()) {
            (Some((_, one)), Some((_, other))) => Err(PageRejection::parameter(
                &other.name,
                format!(
                    "is another way of asking than `{}`: give one of them",
                    one.name
                ),
            )),
            (Some((mode, _)), None) => Ok(mode),
            (None, _) => {
                // A size that several ways share goes with the first that has it.
                let shared = self
                    .given
                    .iter()
                    .map(|(parameter, _)| parameter.means.mode());
                let mut shared = shared.filter(|_| !self.plan.style.offset_in_pairs);
                let first = modes.first().copied().unwrap_or(Mode::Number);
                Ok(if shared.clone().any(|mode| mode == first) {
                    first
                } else {
                    shared.next().unwrap_or(first)
                })
            }
        }
    }

    /// A window by number or offset, or everything that is wrong with it.
    fn counted(&self, mode: Mode) -> Result<Window, PageRejection> {
        let plan = self.plan;
        let mut errors = Vec::new();
        // What counts in pairs only doesn't count alone, but what can't be read is a mistake there too.
        let alone = plan.style.offset_in_pairs && self.tells(Mode::Offset).is_none();
        if alone {
            for means in [PageParameter::Offset, PageParameter::Limit] {
                self.number(means, 0, &mut errors);
            }
        }
        let window = if mode == Mode::Number {
            let least = plan.first;
            let number = self.number(PageParameter::Number, least, &mut errors);
            let size = self.size(PageParameter::Size, mode, &mut errors);
            let number = number.map_or(plan.number, |number| (number - least).saturating_add(1));
            Window::numbered(number, size)
        } else {
            let given = |means| (!alone).then_some(means);
            let offset =
                given(PageParameter::Offset).and_then(|means| self.number(means, 0, &mut errors));
            let size = match given(PageParameter::Limit) {
                Some(means) => self.size(means, mode, &mut errors),
                None => plan.size(mode),
            };
            Window::at(offset.unwrap_or(0), size)
        };
        let means = if mode == Mode::Number {
            PageParameter::Number
        } else {
            PageParameter::Offset
        };
        let window = self.bounded(window, means, &mut errors);
        refused(errors)?;
        Ok(window)
    }

    /// The same, no deeper than is served; `means` is what says how deep it lies.
    fn bounded(
        &self,
        window: Window,
        means: PageParameter,
        errors: &mut Vec<FieldError>,
    ) -> Window {
        let window = Window {
            max_offset: self.plan.max_offset,
            ..window
        };
        if window.is_too_deep() && !self.plan.goes_on_by_cursor && errors.is_empty() {
            let name = self.plan.parameter(means).map_or("page", |p| &p.name);
            let most = window.max_offset.unwrap_or_default();
            let message =
                format!("lies behind more than {most} items, which is as far as is served");
            errors.push(FieldError::parameter(name, "query", message));
        }
        window
    }

    /// A whole number from `least` on; beyond 64 bits it is as large as there are any.
    fn number(
        &self,
        means: PageParameter,
        least: u64,
        errors: &mut Vec<FieldError>,
    ) -> Option<u64> {
        let (parameter, given) = self.get(means)?;
        let read = text(given)
            .and_then(|text| self.plan.style.numbers.read(text))
            .and_then(|number| {
                if number < least {
                    Err(format!("must be at least {least}"))
                } else {
                    Ok(number)
                }
            });
        keep(read, parameter, errors)
    }

    fn size(&self, means: PageParameter, mode: Mode, errors: &mut Vec<FieldError>) -> u64 {
        let plan = self.plan;
        let usual = plan.size(mode);
        let Some((parameter, given)) = self.get(means) else {
            return usual;
        };
        let most = plan.max_size;
        let read = text(given)
            .and_then(|text| self.plan.style.numbers.read(text))
            .and_then(|size| match size {
                0 if plan.style.zero_is_default => Ok(usual),
                0 => Err("must be at least 1".to_owned()),
                size if size > most && !plan.clamps => Err(format!("must be at most {most}")),
                size => Ok(size.min(most)),
            });
        keep(read, parameter, errors).unwrap_or(usual)
    }

    /// A window by cursor, and where it begins.
    fn cursor(&self, cx: &Context) -> Result<(Window, Edge<Keys>), PageRejection> {
        let plan = self.plan;
        let mut errors = Vec::new();
        let last = self.get(PageParameter::Last);
        if let (Some((last, _)), Some((first, _))) = (last, self.get(PageParameter::CursorSize)) {
            let message = format!("contradicts `{}`: give one of them", first.name);
            return Err(PageRejection::parameter(&last.name, message));
        }
        let size = match last {
            Some(_) => self.size(PageParameter::Last, Mode::Cursor, &mut errors),
            None => self.size(PageParameter::CursorSize, Mode::Cursor, &mut errors),
        };
        let mut token = |means| {
            let (parameter, given) = self.get(means)?;
            let token = keep(text(given), parameter, &mut errors)?;
            (!token.is_empty()).then_some((parameter, token))
        };
        let (after, before) = (token(PageParameter::After), token(PageParameter::Before));
        self.one_direction(after.map(|(p, _)| p), before.map(|(p, _)| p), &mut errors);
        refused(errors)?;
        let both_ways = plan.parameter(PageParameter::Before).is_some();
        let edge = match (after, before) {
            (Some(_), Some((before, token))) if plan.style.before_wins => {
                self.before(before, token, cx)?
            }
            (Some((after, _)), Some((before, _))) => {
                let message = format!("contradicts `{}`: give one of them", after.name);
                return Err(PageRejection::parameter(&before.name, message));
            }
            (None, Some((before, token))) => self.before(before, token, cx)?,
            (Some((after, token)), None) => match plan.open(after, token, cx, &self.binding)? {
                (Direction::Forward, keys) if keys.0.is_empty() => Edge::Start,
                (Direction::Backward, keys) if keys.0.is_empty() => Edge::End,
                (Direction::Backward, keys) if !both_ways => Edge::Before(keys),
                (_, keys) => Edge::After(keys),
            },
            (None, None) if last.is_some() => Edge::End,
            (None, None) => Edge::Start,
        };
        if plan.keys.is_some() {
            let backward = matches!(edge, Edge::Before(_) | Edge::End);
            let inside = matches!(edge, Edge::After(_) | Edge::Before(_));
            return Ok((Window::by_cursor(size, backward, inside), edge));
        }
        let window = by_offset(&edge, size).ok_or_else(|| {
            let name = last.map_or("cursor", |(last, _)| &last.name);
            PageRejection::parameter(name, "counts back from a cursor: give it too")
        })?;
        let means = if window.before.is_some() && both_ways {
            PageParameter::Before
        } else {
            PageParameter::After
        };
        let mut errors = Vec::new();
        let window = self.bounded(window, means, &mut errors);
        refused(errors)?;
        Ok((window, Edge::Start))
    }

    /// In front of the row of a cursor; of one without a row, at the end.
    fn before(
        &self,
        parameter: &Parameter,
        token: &str,
        cx: &Context,
    ) -> Result<Edge<Keys>, PageRejection> {
        let (direction, keys) = self.plan.open(parameter, token, cx, &self.binding)?;
        Ok(match direction {
            Direction::Backward if keys.0.is_empty() => Edge::End,
            _ => Edge::Before(keys),
        })
    }

    /// Where sizes say from which end items are counted, each goes with the cursor of its direction:
    /// the first ones before a cursor begin at the start of the list, not at the cursor.
    fn one_direction(
        &self,
        after: Option<&Parameter>,
        before: Option<&Parameter>,
        errors: &mut Vec<FieldError>,
    ) {
        let plan = self.plan;
        let (Some(first), Some(last)) = (
            plan.parameter(PageParameter::CursorSize),
            plan.parameter(PageParameter::Last),
        ) else {
            return;
        };
        let given = |means| self.get(means).is_some();
        let (size, cursor, instead) = match (after, before) {
            (Some(after), None) if given(PageParameter::Last) => (last, after, first),
            (None, Some(before)) if given(PageParameter::CursorSize) => (first, before, last),
            _ => return,
        };
        let message = format!(
            "counts from the other end than `{}`: give `{}` beside it",
            cursor.name, instead.name
        );
        errors.push(FieldError::parameter(&size.name, "query", message));
    }
}

/// The window beside a cursor that holds the offset of a row; none for the end, which nobody knows.
fn by_offset(edge: &Edge<Keys>, size: u64) -> Option<Window> {
    let row = |keys: &Keys| match keys.0.as_slice() {
        [super::KeyValue::Uint(row)] => Some(*row),
        _ => None,
    };
    let (offset, limit, before) = match edge {
        Edge::Start => (0, size, None),
        Edge::After(keys) => (row(keys)?.saturating_add(1), size, None),
        Edge::Before(keys) => {
            let row = row(keys)?;
            let offset = row.saturating_sub(size);
            (offset, row - offset, Some(row))
        }
        Edge::End => return None,
    };
    Some(Window {
        mode: Mode::Cursor,
        limit,
        before,
        ..Window::at(offset, size)
    })
}

fn text<'t>(given: &'t Given<'_>) -> Result<&'t str, String> {
    match given {
        Given::Text(text) => Ok(text),
        Given::Unreadable => Err("must be percent-encoded UTF-8".to_owned()),
        Given::Twice => Err("is given twice: give it once".to_owned()),
    }
}

fn keep<T>(
    read: Result<T, String>,
    parameter: &Parameter,
    errors: &mut Vec<FieldError>,
) -> Option<T> {
    match read {
        Ok(value) => Some(value),
        Err(message) => {
            errors.push(FieldError::parameter(&parameter.name, "query", message));
            None
        }
    }
}

fn refused(errors: Vec<FieldError>) -> Result<(), PageRejection> {
    if errors.is_empty() {
        Ok(())
    } else {
        Err(PageRejection::Parameters(ParameterRejection { errors }))
    }
}
