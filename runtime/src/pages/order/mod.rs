//! Orders: what rows may be sorted by, how a request asks for it, and the comparison itself.

mod column;
mod extract;
mod fingerprint;
mod read;
mod sort;
mod syntax;

pub use self::{
    column::{Column, Nulls, SortDirection},
    sort::Sort,
    syntax::SortSyntax,
};

/// Makes a record [`Sortable`](trait@Sortable), where the options are documented.
pub use folio_macros::Sortable;

/// A record whose rows can be put in order: a list of columns that requests may name, a default order,
/// and a key that tells any two rows apart, so that every order is total.
///
/// Derive it: `#[sort]` stands on fields that requests may sort by, `#[sort(key)]` on the key.
///
/// ```
/// use folio::{Sortable, pages::Sort};
///
/// #[derive(Sortable)]
/// #[sort(default = "-population,name")]
/// struct City {
///     #[sort(key)]
///     id: u64,
///     #[sort]
///     name: String,
///     #[sort(only = descending)]
///     population: u64,
///     #[sort(nulls = last)]
///     elevation: Option<i64>,
/// }
///
/// assert_eq!(Sort::<City>::default().to_string(), "-population,name,id");
/// ```
///
/// Options of a field:
///
/// | option | says |
/// |---|---|
/// | `key` | that it tells any two rows apart; with several such fields, all of them together do. Every order ends in the key |
/// | `hidden` | that requests don't name it: it is for the key or the default order alone |
/// | `name = "country"` | its name in requests, the field's otherwise |
/// | `expression = "lower(name)"` | what it is in SQL, the field's name otherwise; it may give no value for a row, and `PostgreSQL` converts what it gives to the type of the field |
/// | `not_null` | that its expression gives a value for every row, so that one index of any kind serves it |
/// | `collation = "NOCASE"` | the collation a database compares its texts by |
/// | `nulls = first` | where rows without a value stand: `first` or `last` in both directions; `least`, the default, before all others when ascending and behind them when descending; `greatest`, the other way round |
/// | `only = ascending` | the one direction it may be sorted in |
///
/// The struct takes `#[sort(default = "-population,name")]`, the order of requests that ask for none: names
/// of columns, `-` in front of those that are descending. Without it rows are in the order of their key.
///
/// Rows in memory are compared by the value of the field, whatever `expression` and `collation` say to a
/// database: where both are used, give the record a field that holds what the expression gives.
///
/// # Errors at compile time
///
/// No key, or one that is an `Option`; a field of a type that is no [`Key`](super::Key); a default order
/// with a column that is not there, stands in it twice or is not sorted that way; two columns of one name;
/// `nulls` of a field that is neither an `Option` nor an expression; `collation` of one that holds no texts; `not_null` without an expression; a hidden field that
/// neither the key nor the default order has.
#[diagnostic::on_unimplemented(
    message = "rows of `{Self}` can't be put in order",
    label = "not `Sortable`",
    note = "write `#[derive(folio::Sortable)]` on it, `#[sort(key)]` above the field that tells any two rows apart and `#[sort]` above those that requests may sort by"
)]
pub trait Sortable: Sized + 'static {
    /// Every column, in the order the document lists them: 256 at most.
    const COLUMNS: &'static [Column<Self>];

    /// The places of the columns that tell any two rows apart: 1 to 8.
    const KEY: &'static [usize];

    /// The order of requests that ask for none, as places of columns; the key behind it may be left out.
    const DEFAULT: &'static [(usize, SortDirection)];
}
