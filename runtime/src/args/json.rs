//! `Json<T>`: the body as a value.

use serde::de::DeserializeOwned;

use super::{
    BytesRejection, Extract, Readable, Shape,
    bytes::{is_absent, is_consumed, read},
    query::expected,
};
use crate::{
    context::Context,
    media::is_json,
    openapi::OperationDoc,
    problem::{FieldError, Problem},
    spec::{Arg, Literal},
};

/// The body as JSON.
///
/// The media type has to be `application/json` or end in `+json` (RFC 6839): anything else is a 415.
/// What is no JSON is a 400; JSON that is not what `T`'s schema says is a 422 that lists every field
/// that fails. Bounds that `#[schema(…)]` states (`minimum`, `max_length`, `pattern` …) are checked too:
/// what the document says of a body holds. JSON nests 127 levels at most.
///
/// ```
/// use folio::{Json, post};
///
/// #[derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
/// struct Point {
///     #[schema(minimum = -90, maximum = 90)]
///     latitude: f64,
/// }
///
/// /// Gives the point back.
/// #[post("/points")]
/// async fn add(Json(point): Json<Point>) -> Point {
///     point
/// }
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Json<T>(pub T);

/// Why a body is not the JSON that is wanted.
#[derive(Debug, Problem)]
pub enum JsonRejection {
    /// The bytes could not be read.
    #[problem(transparent)]
    Bytes(BytesRejection),
    /// The body's media type is not JSON: send `content-type: application/json`.
    #[problem(status = 415)]
    MediaType,
    /// The body is no JSON, nests too deep, or holds a number out of range.
    #[problem(status = 400)]
    Syntax {
        /// The line where it stops being JSON, from 1.
        line: usize,
        /// The column there, from 1.
        column: usize,
    },
    /// Some fields of the body are not what this endpoint takes.
    #[problem(status = 422)]
    Invalid {
        /// Each field that failed.
        errors: Vec<FieldError>,
    },
}

impl<T: Readable> Extract for Json<T> {
    type Rejection = JsonRejection;
    const BODY: bool = true;

    async fn extract(cx: &mut Context) -> Result<Self, JsonRejection> {
        if let Some(value) = default(cx) {
            return Ok(Json(value));
        }
        if !is_consumed(cx, is_json) {
            return Err(JsonRejection::MediaType);
        }
        let bytes = read(cx).await.map_err(JsonRejection::Bytes)?;
        let shape = cx.route().body_shape.as_ref();
        match serde_json::from_slice(&bytes) {
            Ok(value) => bounded(shape, &bytes).map(|()| Json(value)),
            Err(_) => Err(refusal::<T>(shape, &bytes)),
        }
    }

    fn is_absent(cx: &Context) -> bool {
        is_absent(cx)
    }

    fn describe(doc: &mut OperationDoc<'_>) {
        let schema = doc.schema::<T>();
        doc.request_body(&["application/json"], &schema, true);
    }

    fn describe_as(arg: &Arg, doc: &mut OperationDoc<'_>) {
        Self::describe(doc);
        doc.body_argument(arg);
        JsonRejection::describe(doc);
        let default = arg.facts.default.as_ref().map(Literal::json);
        if let Some(Err(error)) = default.map(T::deserialize) {
            doc.fault(format!(
                "the default of `{}` {}",
                arg.name,
                expected(&error)
            ));
        }
    }
}

/// The default of the argument, where there is one and no body.
fn default<T: DeserializeOwned>(cx: &Context) -> Option<T> {
    let default = cx.route().body_default.as_ref().filter(|_| is_absent(cx))?;
    T::deserialize(default).ok()
}

fn syntax(error: &serde_json::Error) -> JsonRejection {
    JsonRejection::Syntax {
        line: error.line().max(1),
        column: error.column().max(1),
    }
}

/// Checks what the schema states beyond the types. Members the type passes over have to be JSON
/// all the same: what can't be read can't be checked.
fn bounded(shape: Option<&Shape>, bytes: &[u8]) -> Result<(), JsonRejection> {
    let Some(shape) = shape.filter(|shape| shape.is_bounded()) else {
        return Ok(());
    };
    let value = serde_json::from_slice(bytes).map_err(|error| syntax(&error))?;
    match shape.faults(&value) {
        errors if errors.is_empty() => Ok(()),
        errors => Err(JsonRejection::Invalid { errors }),
    }
}

#[cold]
fn refusal<T: DeserializeOwned>(shape: Option<&Shape>, bytes: &[u8]) -> JsonRejection {
    let value: serde_json::Value = match serde_json::from_slice(bytes) {
        Ok(value) => value,
        Err(error) => return syntax(&error),
    };
    let mut errors = shape.map(|shape| shape.faults(&value)).unwrap_or_default();
    if let Some(first) =
        located::<T>(bytes).filter(|first| errors.iter().all(|e| e.pointer != first.pointer))
    {
        errors.push(first);
    }
    JsonRejection::Invalid { errors }
}

/// The one field serde stopped at, which may know more than the schema says.
fn located<T: DeserializeOwned>(bytes: &[u8]) -> Option<FieldError> {
    let parser = &mut serde_json::Deserializer::from_slice(bytes);
    let error = serde_path_to_error::deserialize::<_, T>(parser).err()?;
    let (mut pointer, error) = (pointer(error.path()), error.into_inner().to_string());
    let missing = error
        .strip_prefix("missing field `")
        .and_then(|rest| rest.split('`').next());
    if let Some(name) = missing {
        pointer = format!("{pointer}/{}", super::shape::escaped(name));
        return Some(FieldError::pointer(&pointer, "is required"));
    }
    Some(FieldError::pointer(&pointer, expected(&error)))
}

/// A path as a JSON Pointer (RFC 6901).
fn pointer(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    let segments = path.iter().map(|segment| match segment {
        Segment::Seq { index } => format!("/{index}"),
        Segment::Map { key } => format!("/{}", super::shape::escaped(key)),
        Segment::Enum { .. } | Segment::Unknown => String::new(),
    });
    segments.collect()
}
