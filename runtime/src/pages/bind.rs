//! What cursors of a request are bound to, and reading them.

use std::{borrow::Cow, cell::OnceCell, time::SystemTime};

use percent_encoding::percent_decode_str;

use super::{
    KeyKind, KeyShape, KeyValue, Numbers,
    ask::PageRejection,
    cursor::{
        Binding, Digest, Direction, Keys,
        plain::{read, read_member},
    },
    plan::{CursorForm, Parameter, Plan},
};
use crate::{args::pairs, context::Context, mount::OriginalUri};

impl Plan {
    /// What cursors of a request are bound to.
    pub(super) fn binding(&self, cx: &Context) -> Binding {
        let CursorForm::Signed(_) = self.cursors else {
            return Binding::default();
        };
        let query = cx.parts.uri.query().unwrap_or_default();
        let order = self.order.as_ref();
        let order = order.and_then(|order| (order.fingerprint)(query, &self.style.sort));
        let order = order.as_deref().unwrap_or_default();
        // Where the service is mounted twice, its lists are different ones.
        let original = cx.parts.extensions.get::<OriginalUri>();
        let path = original.map_or(cx.parts.uri.path(), |original| original.0.path());
        let subject = self.subject.as_ref().and_then(|subject| subject(&cx.parts));
        Binding {
            route: Digest::of([cx.matched_path().as_bytes(), path.as_bytes()]),
            order: Digest::of([&*self.shape, order.as_bytes()]),
            filters: self.filters(query),
            subject: subject.map_or_else(Digest::default, |s| Digest::of([s.as_bytes()])),
        }
    }

    /// A digest of the other parameters of the endpoint, in the order of their names.
    fn filters(&self, query: &str) -> Digest {
        let mut filters: Vec<(Cow<'_, str>, Cow<'_, str>)> = pairs(query)
            .filter(|pair| self.filters.iter().any(|filter| *filter == pair.name()))
            .map(|pair| (pair.name(), lossy(pair.value())))
            .collect();
        if filters.is_empty() {
            return Digest::default();
        }
        // Values of one name keep their order.
        filters.sort_by(|a, b| a.0.cmp(&b.0));
        let parts = filters
            .iter()
            .flat_map(|(name, value)| [name.as_bytes(), value.as_bytes()]);
        Digest::of(parts)
    }

    /// The kinds of the keys that plain cursors of a request hold.
    fn plain_shapes(&self, query: &str) -> Option<Cow<'static, [KeyShape]>> {
        let Some(held) = &self.keys else {
            return Some(Cow::Owned(vec![KeyShape::of::<u64>()]));
        };
        match (held.shape, &self.order) {
            (Some(shapes), _) => Some(Cow::Borrowed(shapes)),
            (None, Some(order)) => (order.shapes)(query, &self.style.sort).map(Cow::Owned),
            (None, None) => None,
        }
    }

    pub(super) fn open(
        &self,
        parameter: &Parameter,
        token: &str,
        cx: &Context,
        binding: &OnceCell<Binding>,
    ) -> Result<(Direction, Keys), PageRejection> {
        match &self.cursors {
            CursorForm::Signed(codec) => codec
                .open(
                    binding.get_or_init(|| self.binding(cx)),
                    token,
                    SystemTime::now(),
                )
                .map(|(direction, keys)| (direction, Keys(keys)))
                .map_err(PageRejection::Cursor),
            CursorForm::Plain => {
                let shapes = self.plain_shapes(cx.parts.uri.query().unwrap_or_default());
                let keys = shapes.and_then(|shapes| plain_keys(token, &shapes, self.style.numbers));
                let keys = keys.ok_or_else(|| {
                    PageRejection::parameter(&parameter.name, "is no key that rows are ordered by")
                })?;
                Ok((Direction::Forward, Keys(keys)))
            }
            CursorForm::None => Err(PageRejection::parameter(
                &parameter.name,
                "is not served here",
            )),
        }
    }
}

/// The keys of a plain cursor: one as it is, several as a JSON array.
fn plain_keys(
    token: &str,
    shapes: &[KeyShape],
    numbers: Numbers,
) -> Option<Vec<KeyValue<'static>>> {
    let key = |text: &str, shape: &KeyShape| {
        let text = match shape.kind {
            KeyKind::Int | KeyKind::Uint => numbers.digits(text)?,
            _ => Cow::Borrowed(text),
        };
        read(&text, *shape).ok().flatten()
    };
    if let [shape] = shapes {
        return Some(vec![key(token, shape)?]);
    }
    let values: Vec<serde_json::Value> = serde_json::from_str(token).ok()?;
    if values.len() != shapes.len() {
        return None;
    }
    let keys = values.iter().zip(shapes);
    keys.map(|(value, shape)| read_member(value, *shape).ok())
        .collect()
}

fn lossy(value: &str) -> Cow<'_, str> {
    if value.bytes().any(|byte| matches!(byte, b'%' | b'+')) {
        let spaced = value.replace('+', " ");
        let decoded = percent_decode_str(&spaced).decode_utf8_lossy().into_owned();
        return Cow::Owned(decoded);
    }
    Cow::Borrowed(value)
}
