//! Encoders: formats of the app's own, such as CSV.

mod members;
mod rows;

pub(crate) use self::rows::is_object;
pub use self::rows::{rows, rows_of};
use crate::body::BodyError;

/// What writes values in a format that Folio doesn't know; endpoints offer it by
/// `produces = ["text/csv"]`.
///
/// ```
/// use folio::{App, BodyError, Encoder, encode, erased_serde::Serialize, get, routes};
///
/// /// JSON texts, a line each.
/// struct JsonLines;
///
/// impl Encoder for JsonLines {
///     fn media_type(&self) -> &'static str {
///         "application/jsonl"
///     }
///
///     fn encode(&self, value: &dyn Serialize) -> Result<Vec<u8>, BodyError> {
///         let mut lines = Vec::new();
///         encode::rows(value, |row| {
///             serde_json::to_writer(&mut lines, row)?;
///             lines.push(b'\n');
///             Ok::<(), serde_json::Error>(())
///         })?;
///         Ok(lines)
///     }
/// }
///
/// /// The first numbers.
/// #[get("/numbers", produces = [Json, "application/jsonl"])]
/// fn numbers() -> Vec<u32> {
///     vec![1, 2, 3]
/// }
///
/// App::new("Numbers", "1").encoder(JsonLines).routes(routes![numbers]).build()?;
/// # Ok::<(), folio::BuildErrors>(())
/// ```
pub trait Encoder: Send + Sync + 'static {
    /// The media type as it is sent, with its charset if it is text: `text/csv; charset=utf-8`.
    /// Parameters don't tell encoders apart.
    fn media_type(&self) -> &'static str;

    /// A value in this format.
    ///
    /// # Errors
    ///
    /// The format has no form for the value, such as CSV for a list inside a row. The answer is a 500
    /// problem then; what the error says is logged and never sent.
    fn encode(&self, value: &dyn erased_serde::Serialize) -> Result<Vec<u8>, BodyError>;
}

impl std::fmt::Debug for dyn Encoder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Encoder").field(&self.media_type()).finish()
    }
}
