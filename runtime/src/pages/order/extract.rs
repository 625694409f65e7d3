//! `Sort<T>` as an argument, and its parameters in the document.

use serde_json::{Value, json};

use super::{
    Column, Sort, SortDirection, SortSyntax, Sortable,
    read::{names, terms},
    sort::MOST,
    syntax::Form,
};
use crate::{
    args::{Extract, ParameterRejection, Texts, query_texts},
    context::Context,
    openapi::OperationDoc,
    pages::OrderReader,
};

/// What the first parameter is for.
const WHAT: &str = "What to sort by.";

/// How requests of an endpoint say what to sort by.
fn syntax(cx: &Context) -> &SortSyntax {
    &cx.route().sort
}

impl<T: Sortable> Extract for Sort<T> {
    type Rejection = ParameterRejection;

    async fn extract(cx: &mut Context) -> Result<Self, ParameterRejection> {
        let query = cx.parts.uri.query().unwrap_or_default();
        Sort::parse(query, syntax(cx))
    }

    fn is_absent(cx: &Context) -> bool {
        let query = cx.parts.uri.query().unwrap_or_default();
        let absent = |name| matches!(query_texts(query, name), Ok(Texts::Missing));
        syntax(cx).parameters().all(absent)
    }

    fn describe(doc: &mut OperationDoc<'_>) {
        if names::<T>().next().is_none() {
            let name = std::any::type_name::<T>();
            doc.fault(format!(
                "`{name}` has no column that a request may name: write `#[sort]` above one, or leave `Sort` out"
            ));
        }
        doc.order = Some(OrderReader::of::<T>());
        for parameter in parameters::<T>(&doc.sort_syntax()) {
            doc.parameter(parameter);
        }
    }
}

/// The parameters of a syntax as the document has them.
fn parameters<T: Sortable>(syntax: &SortSyntax) -> Vec<Value> {
    match &syntax.0 {
        Form::List(name) => vec![list::<T>(name)],
        Form::Pair { column, direction } => vec![by::<T>(column), way::<T>(column, direction)],
    }
}

/// The parameter of a list, items with commas between them (OpenAPI 3.1 §4.8.12.2).
fn list<T: Sortable>(name: &str) -> Value {
    let terms: Vec<String> = terms::<T>().collect();
    let most = names::<T>().count().min(MOST);
    let mut schema = json!({
        "type": "array", "minItems": 1, "maxItems": most, "uniqueItems": true,
        "items": {"type": "string", "enum": terms},
    });
    let default = usual::<T>();
    if (1..=most).contains(&default.len()) {
        schema["default"] = json!(default);
    }
    json!({
        "name": name, "in": "query", "required": false,
        "description": format!("{WHAT} `-` in front means descending. Rows that are equal in it are in the order of their key."),
        "style": "form", "explode": false, "schema": schema,
    })
}

/// The parameter that names a column.
fn by<T: Sortable>(name: &str) -> Value {
    let mut schema = json!({"type": "string", "enum": names::<T>().collect::<Vec<_>>()});
    if let Some(column) = assumed::<T>() {
        schema["default"] = json!(column.name());
    }
    json!({
        "name": name, "in": "query", "required": false,
        "description": format!("{WHAT} Rows that are equal in it are in the order of their key."),
        "schema": schema,
    })
}

/// The parameter that names a direction.
fn way<T: Sortable>(column: &str, name: &str) -> Value {
    let some = |way: &SortDirection| {
        let mut columns = T::COLUMNS.iter().filter(|column| column.in_requests());
        columns.any(|column| column.allows(*way))
    };
    let ways = [SortDirection::Ascending, SortDirection::Descending];
    let ways = ways.into_iter().filter(some).map(SortDirection::name);
    let mut schema = json!({"type": "string", "enum": ways.collect::<Vec<_>>()});
    let ascends = |column: &Column<T>| column.allows(SortDirection::Ascending);
    let mut columns = T::COLUMNS.iter().filter(|column| column.in_requests());
    if assumed::<T>().is_some() && columns.all(ascends) {
        schema["default"] = json!(SortDirection::Ascending.name());
    }
    json!({
        "name": name, "in": "query", "required": false,
        "description": format!("Which way `{column}` is sorted: ascending, unless it can only be the other."),
        "schema": schema,
    })
}

/// The column that a request which names none could as well name.
fn assumed<T: Sortable>() -> Option<&'static Column<T>> {
    let index = Sort::<T>::first()?;
    let column = &T::COLUMNS[index];
    let named = Sort::<T>::EMPTY.and(index, column.usual()).and_key();
    (named == Sort::default()).then_some(column)
}

/// The default order as a request would ask for it; nothing where no request could.
fn usual<T: Sortable>() -> Vec<String> {
    let whole: Vec<_> = Sort::<T>::default().columns().collect();
    // The key behind it is appended to whatever a request asks for.
    let asked = whole
        .iter()
        .rposition(|(column, _)| column.in_requests())
        .map_or(0, |last| last + 1);
    let (asked, rest) = whole.split_at(asked);
    let hidden = asked.iter().any(|(column, _)| !column.in_requests());
    if hidden || rest.len() == whole.len() {
        return Vec::new();
    }
    let terms = asked.iter();
    terms
        .map(|(column, way)| format!("{}{}", way.sign(), column.name()))
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(dead_code, reason = "fields are there for their columns")]

    use serde_json::{Value, json};

    use super::parameters;
    use crate::{Sortable, pages::SortSyntax};

    /// By its key alone.
    #[derive(Sortable)]
    struct Plain {
        #[sort(key)]
        id: u64,
        #[sort]
        name: String,
    }

    #[derive(Sortable)]
    #[sort(default = "-population,name")]
    struct City {
        #[sort(key, hidden)]
        id: u64,
        #[sort]
        name: String,
        #[sort]
        population: u64,
    }

    #[derive(Sortable)]
    #[sort(default = "-rank,-name")]
    struct Ranked {
        #[sort(key, hidden)]
        id: u64,
        #[sort(hidden)]
        rank: u64,
        #[sort(only = descending)]
        name: String,
    }

    fn schemas<T: Sortable>(syntax: &SortSyntax) -> Vec<Value> {
        let each = parameters::<T>(syntax).into_iter();
        each.map(|mut parameter| parameter["schema"].take())
            .collect()
    }

    #[test]
    fn a_pair_is_two_enumerations() {
        let pair = SortSyntax::pair("sort_column", "sort_order");
        let found: Vec<Value> = parameters::<Plain>(&pair);
        let names: Vec<&Value> = found.iter().map(|parameter| &parameter["name"]).collect();
        assert_eq!(names, ["sort_column", "sort_order"]);
        let text = |names: Value| json!({"type": "string", "enum": names});
        let with = |mut schema: Value, default: &str| {
            schema["default"] = json!(default);
            schema
        };
        let ways = || text(json!(["asc", "desc"]));
        assert_eq!(
            schemas::<Plain>(&pair),
            [with(text(json!(["id", "name"])), "id"), with(ways(), "asc")]
        );
        // What is not asked for is another order than any pair could ask for.
        assert_eq!(
            schemas::<City>(&pair),
            [text(json!(["name", "population"])), ways()]
        );
        assert_eq!(
            schemas::<Ranked>(&pair),
            [text(json!(["name"])), text(json!(["desc"]))]
        );
    }

    #[test]
    fn a_default_is_what_a_request_could_ask_for() {
        let list = SortSyntax::default();
        let default = |mut schemas: Vec<Value>| schemas[0]["default"].take();
        assert_eq!(default(schemas::<Plain>(&list)), json!(["id"]));
        let city = default(schemas::<City>(&list));
        assert_eq!(city, json!(["-population", "name"]));
        assert_eq!(default(schemas::<Ranked>(&list)), Value::Null);
    }
}
