//! How a request says what to sort by.

use std::borrow::Cow;

/// The parameters a request says its order by; their names are free.
///
/// ```
/// use folio::{Sortable, pages::{Sort, SortSyntax}};
///
/// #[derive(Sortable)]
/// struct Book {
///     #[sort(key)]
///     id: u64,
///     #[sort]
///     year: i64,
/// }
///
/// let list = Sort::<Book>::parse("size=5&order=-year", &SortSyntax::list("order"));
/// let pair = Sort::<Book>::parse("by=year&way=desc", &SortSyntax::pair("by", "way"));
/// assert_eq!(list.unwrap(), pair.unwrap());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SortSyntax(pub(super) Form);

/// What the parameters are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Form {
    List(Cow<'static, str>),
    Pair {
        column: Cow<'static, str>,
        direction: Cow<'static, str>,
    },
}

impl SortSyntax {
    /// `sort=-year,title`.
    pub(super) const SORT: SortSyntax = SortSyntax(Form::List(Cow::Borrowed("sort")));

    /// One parameter: names of columns with commas between them, `-` in front of those that are descending.
    ///
    /// A `+` in front means ascending, as nothing does; spaces around a name count for nothing.
    #[must_use]
    pub fn list(name: impl Into<Cow<'static, str>>) -> Self {
        SortSyntax(Form::List(name.into()))
    }

    /// Two parameters: the name of one column, and `asc` or `desc`.
    ///
    /// Either may be left out: the column for the first one of the default order, the direction for
    /// ascending, or for the only one the column is sorted in.
    #[must_use]
    pub fn pair(
        column: impl Into<Cow<'static, str>>,
        direction: impl Into<Cow<'static, str>>,
    ) -> Self {
        SortSyntax(Form::Pair {
            column: column.into(),
            direction: direction.into(),
        })
    }

    /// The names of its parameters.
    pub fn parameters(&self) -> impl Iterator<Item = &str> {
        let (first, second) = match &self.0 {
            Form::List(name) => (name, None),
            Form::Pair { column, direction } => (column, Some(direction)),
        };
        [Some(first), second]
            .into_iter()
            .flatten()
            .map(AsRef::as_ref)
    }
}

/// `sort=-year,title`.
impl Default for SortSyntax {
    fn default() -> Self {
        Self::SORT
    }
}
