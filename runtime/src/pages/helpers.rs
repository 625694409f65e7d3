//! Helpers under the names that users of other frameworks look for.
//!
//! A [`Page`](super::Page) under a [`PageStyle`](super::PageStyle) says all of this by itself, with
//! parameters, bounds and a document. These are for handlers that do without.

use std::borrow::Cow;

use serde::{Serialize, Serializer, ser::SerializeMap};
use serde_json::{Value, json};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{
        Array, ObjectBuilder, Ref, RefOr, Schema, SchemaFormat, Type,
        schema::{AdditionalProperties, OneOfBuilder},
    },
};

/// How many items come before page `page`, counted from 1, of pages of `size` items: fastcrud's
/// `compute_offset`.
///
/// None for page 0, and where it is more than 64 bits hold.
///
/// ```
/// use folio::pages::compute_offset;
///
/// assert_eq!(compute_offset(3, 20), Some(40));
/// assert_eq!(compute_offset(0, 20), None);
/// assert_eq!(compute_offset(u64::MAX, 2), None);
/// ```
#[must_use]
pub const fn compute_offset(page: u64, size: u64) -> Option<u64> {
    match page.checked_sub(1) {
        Some(before) => before.checked_mul(size),
        None => None,
    }
}

/// A numbered page under a key of your own: fastcrud's `paginated_response`.
///
/// Its members are the items under `key`, `total_count`, `has_more`, `page` and `items_per_page`. In
/// the place of a key that is one of these names stands fastcrud's own, `data`.
///
/// The document says that its other members are lists of items, and not what they are called; with
/// `PageStyle::fastcrud().rename("data", "cities")` it says that too.
///
/// ```
/// use folio::{get, pages::{PaginatedData, paginated_response}};
///
/// /// The primes below 10.
/// #[get("/primes")]
/// async fn primes() -> PaginatedData<u8> {
///     paginated_response(vec![2, 3], 4, 1, 2, "primes")
/// }
///
/// let page = paginated_response(vec![2, 3], 4, 1, 2, "primes");
/// assert_eq!(
///     serde_json::to_string(&page)?,
///     r#"{"primes":[2,3],"total_count":4,"has_more":true,"page":1,"items_per_page":2}"#,
/// );
/// # Ok::<(), serde_json::Error>(())
/// ```
pub fn paginated_response<T>(
    items: Vec<T>,
    total_count: u64,
    page: u64,
    items_per_page: u64,
    key: impl Into<Cow<'static, str>>,
) -> PaginatedData<T> {
    let facts = NumberFacts {
        total_count,
        page,
        items_per_page,
    };
    KeyedResponse::new(items, facts, key)
}

/// A list under a key of your own, and nothing else: what fastcrud's `create_list_response` describes.
///
/// ```
/// use folio::pages::list_response;
///
/// let list = list_response(vec!["Bern", "Chur"], "cities");
/// assert_eq!(serde_json::to_string(&list)?, r#"{"cities":["Bern","Chur"]}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
pub fn list_response<T>(items: Vec<T>, key: impl Into<Cow<'static, str>>) -> ListData<T> {
    KeyedResponse::new(items, NoFacts, key)
}

/// A page by cursor under a key of your own: what fastcrud's cursor routes answer.
///
/// `next_cursor` is `None` at the end. It is sent as it is: for one that nobody can forge take
/// [`Cursor`](super::Cursor).
///
/// ```
/// use folio::pages::cursor_response;
///
/// let page = cursor_response(vec!["Bern", "Chur"], Some(2_u64), "cities");
/// assert_eq!(
///     serde_json::to_string(&page)?,
///     r#"{"cities":["Bern","Chur"],"next_cursor":2}"#,
/// );
/// # Ok::<(), serde_json::Error>(())
/// ```
pub fn cursor_response<T, C>(
    items: Vec<T>,
    next_cursor: Option<C>,
    key: impl Into<Cow<'static, str>>,
) -> CursorData<T, C> {
    KeyedResponse::new(items, CursorFacts { next_cursor }, key)
}

/// What [`paginated_response`] gives.
pub type PaginatedData<T> = KeyedResponse<T, NumberFacts>;

/// What [`list_response`] gives.
pub type ListData<T> = KeyedResponse<T, NoFacts>;

/// What [`cursor_response`] gives.
pub type CursorData<T, C> = KeyedResponse<T, CursorFacts<C>>;

/// Items under a free key, and facts beside them.
#[derive(Debug, Clone)]
pub struct KeyedResponse<T, F> {
    key: Cow<'static, str>,
    items: Vec<T>,
    facts: F,
}

impl<T, F> KeyedResponse<T, F> {
    fn new(items: Vec<T>, facts: F, key: impl Into<Cow<'static, str>>) -> Self {
        KeyedResponse {
            key: key.into(),
            items,
            facts,
        }
    }
}

impl<T: Serialize, F: KeyedFacts> Serialize for KeyedResponse<T, F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let facts = self.facts.said().map_err(serde::ser::Error::custom)?;
        let taken = facts.iter().any(|(name, _)| *name == self.key);
        let key = if taken { "data" } else { &self.key };
        let mut object = serializer.serialize_map(Some(facts.len() + 1))?;
        object.serialize_entry(key, &self.items)?;
        for (name, value) in &facts {
            object.serialize_entry(name, value)?;
        }
        object.end()
    }
}

impl<T: ToSchema, F: KeyedFacts> PartialSchema for KeyedResponse<T, F> {
    fn schema() -> RefOr<Schema> {
        let items = Array::new(Ref::from_schema_name(T::name()));
        let items = RefOr::T(Schema::Array(items));
        let object = ObjectBuilder::new()
            .additional_properties(Some(AdditionalProperties::RefOr(items)))
            .description(Some("The items stand under a key of their own."));
        RefOr::T(Schema::Object(F::described(object).build()))
    }
}

impl<T: ToSchema, F: KeyedFacts> ToSchema for KeyedResponse<T, F> {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed(F::NAME)
    }

    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        T::schemas(schemas);
    }
}

/// What stands beside items under a free key.
pub trait KeyedFacts: private::Sealed {
    /// What the component begins with.
    #[doc(hidden)]
    const NAME: &'static str;

    #[doc(hidden)]
    fn said(&self) -> Result<Vec<(&'static str, Value)>, serde_json::Error>;

    #[doc(hidden)]
    fn described(object: ObjectBuilder) -> ObjectBuilder;
}

mod private {
    pub trait Sealed {}
    impl Sealed for super::NumberFacts {}
    impl Sealed for super::NoFacts {}
    impl<C> Sealed for super::CursorFacts<C> {}
}

/// What is known of a numbered page.
#[derive(Debug, Clone, Copy)]
pub struct NumberFacts {
    total_count: u64,
    page: u64,
    items_per_page: u64,
}

impl KeyedFacts for NumberFacts {
    const NAME: &'static str = "PaginatedData";

    fn said(&self) -> Result<Vec<(&'static str, Value)>, serde_json::Error> {
        let until = self.page.saturating_mul(self.items_per_page);
        Ok(vec![
            ("total_count", json!(self.total_count)),
            ("has_more", json!(until < self.total_count)),
            ("page", json!(self.page)),
            ("items_per_page", json!(self.items_per_page)),
        ])
    }

    fn described(object: ObjectBuilder) -> ObjectBuilder {
        let number = || {
            let number = ObjectBuilder::new().schema_type(Type::Integer);
            number.minimum(Some(0)).format(None::<SchemaFormat>)
        };
        object
            .property("total_count", number())
            .property("has_more", ObjectBuilder::new().schema_type(Type::Boolean))
            .property("page", number())
            .property("items_per_page", number())
            .required("total_count")
            .required("has_more")
            .required("page")
            .required("items_per_page")
    }
}

/// Nothing.
#[derive(Debug, Clone, Copy)]
pub struct NoFacts;

impl KeyedFacts for NoFacts {
    const NAME: &'static str = "ListData";

    fn said(&self) -> Result<Vec<(&'static str, Value)>, serde_json::Error> {
        Ok(Vec::new())
    }

    fn described(object: ObjectBuilder) -> ObjectBuilder {
        object
    }
}

/// Where a page by cursor goes on.
#[derive(Debug, Clone, Copy)]
pub struct CursorFacts<C> {
    next_cursor: Option<C>,
}

impl<C: Serialize + ToSchema> KeyedFacts for CursorFacts<C> {
    const NAME: &'static str = "CursorData";

    fn said(&self) -> Result<Vec<(&'static str, Value)>, serde_json::Error> {
        let next = serde_json::to_value(&self.next_cursor)?;
        Ok(vec![("next_cursor", next)])
    }

    fn described(object: ObjectBuilder) -> ObjectBuilder {
        let next = OneOfBuilder::new()
            .item(Ref::from_schema_name(C::name()))
            .item(ObjectBuilder::new().schema_type(Type::Null));
        object.property("next_cursor", next).required("next_cursor")
    }
}
