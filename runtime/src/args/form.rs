//! `Form<T>`: the body of an HTML form.

use super::{
    BytesRejection, Extract, Readable,
    bytes::{is_absent, is_consumed, read},
    query::expected,
};
use crate::{
    context::Context,
    media::essence,
    openapi::OperationDoc,
    problem::{FieldError, Problem},
};

/// `application/x-www-form-urlencoded`.
const FORM: &str = "application/x-www-form-urlencoded";

/// The body of an HTML form; a repeated name fills a `Vec`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Form<T>(pub T);

/// Why a body is not the form that is wanted.
#[derive(Debug, Problem)]
pub enum FormRejection {
    /// The bytes could not be read.
    #[problem(transparent)]
    Bytes(BytesRejection),
    /// The body is no form: send `content-type: application/x-www-form-urlencoded`.
    #[problem(status = 415)]
    MediaType,
    /// A field of the form is not what this endpoint takes.
    #[problem(status = 422)]
    Invalid {
        /// The field that failed.
        errors: Vec<FieldError>,
    },
}

impl<T: Readable> Extract for Form<T> {
    type Rejection = FormRejection;
    const BODY: bool = true;

    async fn extract(cx: &mut Context) -> Result<Self, FormRejection> {
        if !is_consumed(cx, |sent| essence(sent).eq_ignore_ascii_case(FORM)) {
            return Err(FormRejection::MediaType);
        }
        let bytes = read(cx).await.map_err(FormRejection::Bytes)?;
        let parser = serde_html_form::Deserializer::from_bytes(&bytes);
        serde_path_to_error::deserialize(parser)
            .map(Form)
            .map_err(|error| {
                let name = error.path().to_string();
                let pointer = match name.trim_matches('.') {
                    "" => String::new(),
                    name => format!("/{}", super::shape::escaped(name)),
                };
                let errors = vec![FieldError::pointer(&pointer, expected(&error.into_inner()))];
                FormRejection::Invalid { errors }
            })
    }

    fn is_absent(cx: &Context) -> bool {
        is_absent(cx)
    }

    fn describe(doc: &mut OperationDoc<'_>) {
        let schema = doc.schema::<T>();
        doc.unbounded(&schema, "Form");
        doc.request_body(&[FORM], &schema, true);
    }
}
