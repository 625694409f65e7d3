//! Orders out of queries.

use std::borrow::Cow;

use super::{Column, Sort, SortDirection, SortSyntax, Sortable, sort::MOST, syntax::Form};
use crate::{
    args::{ParameterRejection, Texts, query_texts},
    problem::FieldError,
};

impl<T: Sortable> Sort<T> {
    /// The order that a query asks for, the default where it asks for none.
    ///
    /// # Errors
    ///
    /// Each parameter that can't be read, with what is allowed in its place.
    pub fn parse(query: &str, syntax: &SortSyntax) -> Result<Self, ParameterRejection> {
        let (name, direction) = match &syntax.0 {
            Form::List(name) => (name, None),
            Form::Pair { column, direction } => (column, Some(direction)),
        };
        match direction {
            None => Self::listed(query, name).map_err(|fault| rejection([fault])),
            Some(direction) => Self::pair(query, name, direction),
        }
    }

    /// The list under a name.
    fn listed(query: &str, name: &str) -> Result<Self, FieldError> {
        match one(query, name)? {
            Some(text) => Self::list(&text).map_err(|fault| refused(name, fault)),
            None => Ok(Self::default()),
        }
    }

    /// Columns with commas between them.
    fn list(text: &str) -> Result<Self, String> {
        let mut sort = Self::EMPTY;
        for (count, item) in text.split(',').enumerate() {
            if count == MOST {
                return Err(format!("must have at most {MOST} names"));
            }
            let item = item.trim_matches([' ', '\t']);
            let (name, direction) = match item.strip_prefix('-') {
                Some(name) => (name, SortDirection::Descending),
                None => (
                    item.strip_prefix('+').unwrap_or(item),
                    SortDirection::Ascending,
                ),
            };
            let Some(index) = named::<T>(name) else {
                return Err(format!(
                    "must be one or several of {}, with commas between them",
                    quoted(terms::<T>())
                ));
            };
            let column = &T::COLUMNS[index];
            if sort.has(index) {
                return Err(format!("must name `{}` once", column.name()));
            }
            allowed(column, direction)?;
            sort = sort.and(index, direction);
        }
        Ok(sort.and_key())
    }

    /// A column and a direction.
    fn pair(query: &str, column: &str, direction: &str) -> Result<Self, ParameterRejection> {
        let index = one(query, column).and_then(|text| match text.as_deref().map(named::<T>) {
            Some(Some(index)) => Ok(Some(index)),
            Some(None) => Err(refused(
                column,
                format!("must be one of {}", quoted(names::<T>())),
            )),
            None => Ok(None),
        });
        let way = one(query, direction).and_then(|text| match text.as_deref() {
            None => Ok(None),
            Some("asc") => Ok(Some(SortDirection::Ascending)),
            Some("desc") => Ok(Some(SortDirection::Descending)),
            Some(_) => Err(refused(
                direction,
                "must be one of `asc`, `desc`".to_owned(),
            )),
        });
        let (index, way) = match (index, way) {
            (Ok(None), Ok(None)) => return Ok(Self::default()),
            (Ok(index), Ok(way)) => (index.or_else(Self::first), way),
            (index, way) => return Err(rejection(index.err().into_iter().chain(way.err()))),
        };
        let Some(index) = index else {
            let fault = format!("is required beside `{direction}`");
            return Err(rejection([refused(column, fault)]));
        };
        let known = &T::COLUMNS[index];
        let way = way.unwrap_or(known.usual());
        allowed(known, way).map_err(|fault| rejection([refused(direction, fault)]))?;
        Ok(Self::EMPTY.and(index, way).and_key())
    }

    /// The place of the column that the default order begins with, if requests may name it.
    pub(super) fn first() -> Option<usize> {
        let index = match T::DEFAULT {
            [(index, _), ..] => *index,
            [] => T::KEY[0],
        };
        T::COLUMNS[index].in_requests().then_some(index)
    }
}

/// The text of a parameter that stands there once or not at all.
fn one<'a>(query: &'a str, name: &str) -> Result<Option<Cow<'a, str>>, FieldError> {
    let texts = query_texts(query, name).map_err(|fault| refused(name, fault.0))?;
    match texts {
        Texts::Missing => Ok(None),
        Texts::One(text) | Texts::Field(text) => Ok(Some(text)),
        Texts::Many(_) => Err(refused(name, "is given more than once".to_owned())),
    }
}

/// The place of a column that requests may name.
fn named<T: Sortable>(name: &str) -> Option<usize> {
    T::COLUMNS
        .iter()
        .position(|column| column.in_requests() && column.name() == name)
}

fn allowed<T>(column: &Column<T>, direction: SortDirection) -> Result<(), String> {
    if column.allows(direction) {
        return Ok(());
    }
    let other = match direction {
        SortDirection::Ascending => "descending",
        SortDirection::Descending => "ascending",
    };
    Err(format!("must sort `{}` {other}", column.name()))
}

/// What a list may be made of, as the document enumerates it.
pub(super) fn terms<T: Sortable>() -> impl Iterator<Item = String> {
    let columns = T::COLUMNS.iter().filter(|column| column.in_requests());
    columns.flat_map(|column| {
        let both = [SortDirection::Ascending, SortDirection::Descending];
        let allowed = both.into_iter().filter(|way| column.allows(*way));
        allowed.map(|way| format!("{}{}", way.sign(), column.name()))
    })
}

/// The names of columns that a request may give.
pub(super) fn names<T: Sortable>() -> impl Iterator<Item = String> {
    let columns = T::COLUMNS.iter().filter(|column| column.in_requests());
    columns.map(|column| column.name().to_owned())
}

fn quoted(names: impl Iterator<Item = String>) -> String {
    let quoted: Vec<String> = names.map(|name| format!("`{name}`")).collect();
    quoted.join(", ")
}

fn rejection(errors: impl IntoIterator<Item = FieldError>) -> ParameterRejection {
    let errors = errors.into_iter().collect();
    ParameterRejection { errors }
}

fn refused(name: &str, detail: String) -> FieldError {
    FieldError::parameter(name, "query", detail)
}
