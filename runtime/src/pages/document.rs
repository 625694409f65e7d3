//! Pages in the document: parameters, envelopes, headers, and how to go on.

use serde::Serialize;
use serde_json::{Map, Value, json};
use utoipa::ToSchema;

use super::{
    Count, Fact, KeyShape, Member, Mode, PageParameter,
    ask::PageRejection,
    extension::{self, Pagination},
    plan::{Parameter, Plan},
    respond::cursor_schema,
    style::{HeaderContent, object},
    takes::Takes,
};
use crate::{
    media::Media,
    openapi::OperationDoc,
    pages::order::{Sort, SortSyntax, Sortable},
    reply::describe_faults,
};

/// What an order is asked for by, where an argument reads one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OrderReader {
    /// The fingerprint of the order that a query asks for; none where it asks for none that there is.
    pub(crate) fingerprint: fn(&str, &SortSyntax) -> Option<String>,
    /// The kinds of its keys.
    pub(crate) shapes: fn(&str, &SortSyntax) -> Option<Vec<KeyShape>>,
}

impl OrderReader {
    pub(crate) const fn of<T: Sortable>() -> Self {
        OrderReader {
            fingerprint: |query, syntax| Some(Sort::<T>::parse(query, syntax).ok()?.fingerprint()),
            shapes: |query, syntax| {
                let sort = Sort::<T>::parse(query, syntax).ok()?;
                let shapes = sort.columns().map(|(column, _)| KeyShape {
                    kind: column.kind(),
                    nullable: column.is_nullable() || column.may_be_null(),
                });
                Some(shapes.collect())
            },
        }
    }
}

impl OperationDoc<'_> {
    /// How orders are asked for here.
    pub(crate) fn sort_syntax(&self) -> SortSyntax {
        self.layer().pages.sort_syntax()
    }

    /// Says that an argument asks for a part of a list.
    pub(crate) fn position(&mut self, takes: Takes) {
        if self.pages.is_some() {
            self.fault("two arguments ask for a part of the list: take one position");
            return;
        }
        let mut faults = Vec::new();
        let plan = Plan::new(&self.layer().pages, takes, &mut faults);
        for fault in faults {
            self.fault(fault);
        }
        for parameter in documented(&plan) {
            self.parameter(parameter);
        }
        if let Some(preference) = preference(&plan) {
            self.parameter(preference);
        }
        PageRejection::describe_for(&plan, self);
        self.pages = Some(plan);
    }

    /// The plan of its pages, once everything is described.
    pub(crate) fn plan(&mut self) -> Option<std::sync::Arc<Plan>> {
        let mut plan = self.pages.take()?;
        let syntax = plan.style.sort.clone();
        let of_order = |name: &str| {
            self.order.is_some() && syntax.parameters().any(|parameter| parameter == name)
        };
        let names = self.parameters.iter();
        let names = names.filter(|parameter| parameter["in"] == "query");
        plan.filters = names
            .filter_map(|parameter| parameter["name"].as_str())
            .filter(|name| !plan.reads(name) && !of_order(name))
            .map(str::to_owned)
            .collect();
        let names = self.parameters.iter();
        let names = names.filter(|parameter| parameter["in"] == "query");
        let aliases: Vec<String> = names
            .filter_map(|parameter| parameter["name"].as_str())
            .filter(|name| plan.has_alias(name))
            .map(str::to_owned)
            .collect();
        for name in aliases {
            self.fault(format!(
                "`{name}` is read as a parameter of pages too: take the alias away, or rename the argument"
            ));
        }
        plan.order = self.order;
        Some(std::sync::Arc::new(plan))
    }
}

/// The parameters of a plan; a name that several ways share comes once.
fn documented(plan: &Plan) -> Vec<Value> {
    let mut documented: Vec<Value> = Vec::new();
    for parameter in &plan.parameters {
        if documented
            .iter()
            .any(|known| known["name"] == parameter.name)
        {
            continue;
        }
        let mut object = json!({"name": parameter.name, "in": "query"});
        object["description"] = json!(words(plan, parameter));
        object["required"] = json!(false);
        object["schema"] = schema(plan, parameter);
        documented.push(object);
    }
    documented
}

/// How a client forgoes counting, where anything is counted.
fn preference(plan: &Plan) -> Option<Value> {
    let most = plan.most_counted()?;
    let less: Vec<&str> = Count::ALL
        .into_iter()
        .filter(|count| *count < most)
        .map(Count::name)
        .collect();
    Some(json!({
        "name": "prefer",
        "in": "header",
        "description": format!(
            "`count=…` says how much counting is worth it (RFC 7240): `{}`.",
            less.join("`, `")
        ),
        "required": false,
        "schema": {"type": "string"},
    }))
}

fn schema(plan: &Plan, parameter: &Parameter) -> Value {
    let mode = parameter.means.mode();
    let default = plan.modes.first() == Some(&mode);
    match parameter.means {
        PageParameter::Number => {
            let mut schema = json!({"type": "integer", "minimum": plan.first});
            if default {
                schema["default"] = json!(plan.number - 1 + plan.first);
            }
            schema
        }
        PageParameter::Offset => {
            let mut schema = json!({"type": "integer", "minimum": 0});
            if let Some(most) = plan.max_offset.filter(|_| !plan.goes_on_by_cursor) {
                schema["maximum"] = json!(most);
            }
            if default {
                schema["default"] = json!(0);
            }
            schema
        }
        means if means.is_size() => {
            let least = u64::from(!plan.style.zero_is_default);
            let mut schema = json!({"type": "integer", "minimum": least});
            if !plan.clamps {
                schema["maximum"] = json!(plan.max_size);
            }
            if means != PageParameter::Last {
                schema["default"] = json!(plan.size(mode));
            }
            schema
        }
        _ => json!({"type": "string"}),
    }
}

fn words(plan: &Plan, parameter: &Parameter) -> String {
    let mut words = match parameter.means {
        PageParameter::Number => format!("Which page, from {}.", plan.first),
        PageParameter::Offset => "How many items come before the page.".to_owned(),
        PageParameter::After => match plan.parameter(PageParameter::Before) {
            Some(_) => "A cursor: the page after its item.".to_owned(),
            None => "Where the list goes on: a cursor of an answer.".to_owned(),
        },
        PageParameter::Before => "A cursor: the page before its item.".to_owned(),
        PageParameter::Last => "How many items the page has at most, counted back from the cursor, or from the end without one.".to_owned(),
        _ => "How many items a page has at most.".to_owned(),
    };
    if plan.clamps && parameter.means.is_size() {
        words = format!("{words} More than {} are cut to it.", plan.max_size);
    }
    let partner = match parameter.means {
        PageParameter::Offset => Some(PageParameter::Limit),
        PageParameter::Limit => Some(PageParameter::Offset),
        _ => None,
    };
    let partner = partner.and_then(|means| plan.parameter(means));
    if let Some(partner) = partner.filter(|_| plan.style.offset_in_pairs) {
        words = format!("{words} Counts only beside `{}`.", partner.name);
    }
    if !parameter.aliases.is_empty() {
        words = format!("{words} Also read as `{}`.", parameter.aliases.join("`, `"));
    }
    words
}

/// Describes a page of `T`.
pub(super) fn page<T: Serialize + ToSchema>(doc: &mut OperationDoc<'_>) {
    let status = doc.status();
    let item = doc.schema::<T>();
    let Some(plan) = doc.pages.clone() else {
        doc.fault("a `Page` answers a position, and no argument takes one: take `PageNumber`, `Offset`, `Cursor<K>` or `Position`");
        return;
    };
    let cursor = cursor_schema(&plan);
    let mut listed = item.clone();
    if let Some(edge) = &plan.style.edge {
        let mut properties = Map::new();
        properties.insert(edge.cursor.to_string(), cursor.clone());
        properties.insert(edge.item.to_string(), item.clone());
        let required: Vec<&String> = properties.keys().collect();
        let schema = json!({"type": "object", "required": required, "properties": properties});
        listed = doc.component(
            &format!("{}Edge{}", plan.style.component, name(&item)),
            schema,
        );
    }
    let items = json!({"type": "array", "items": listed});
    let own = match &plan.style.members {
        None => items,
        Some(members) => {
            let schema = object(members, &items, &cursor, &plan.modes);
            let way = way(&plan);
            doc.component(
                &format!("{way}{}{}", plan.style.component, name(&item)),
                schema,
            )
        }
    };
    let offers = doc.offers(plan.style.media.unwrap_or(Media::JSON));
    describe_faults(doc, &offers);
    for offer in offers {
        doc.answer_with(status, offer.media, offer.schema(&own));
    }
    for (header, content) in &plan.headers {
        let (text, schema, absent) = match content {
            HeaderContent::Fact(fact) => {
                let mut schema = fact.schema(&json!({}), &cursor, &plan.modes);
                let words = schema
                    .as_object_mut()
                    .and_then(|s| s.shift_remove("description"));
                let words = words.and_then(|words| words.as_str().map(str::to_owned));
                (
                    words.unwrap_or_default(),
                    schema,
                    fact.may_be_absent(&plan.modes),
                )
            }
            HeaderContent::Json(members) => {
                let schema = object(members, &json!([]), &cursor, &plan.modes);
                let counts = members.iter().any(|member| member.fact.counts());
                let text = "What is known of the page, as JSON.".to_owned();
                (text, schema, counts)
            }
            HeaderContent::Links(_) => {
                let text = "Links to other pages (RFC 8288).".to_owned();
                (text, json!({"type": "string"}), true)
            }
        };
        let mut described = json!({"description": text, "required": !absent});
        if matches!(content, HeaderContent::Json(_)) {
            described["content"] = json!({"application/json": {"schema": schema}});
        } else {
            described["schema"] = schema;
        }
        doc.header(status, header.as_str(), described);
    }
    for (name, link) in links(&plan, &doc.parameters) {
        doc.link(status, name, link);
    }
    doc.extension(extension::NAME, json!(Pagination::of(&plan)));
}

/// What tells the envelopes of a style apart that differ by how is asked.
fn way(plan: &Plan) -> &'static str {
    match (plan.style.asks.modes().len(), plan.modes.as_slice()) {
        (2, [Mode::Number]) => "Number",
        (0 | 1, _) | (_, [Mode::Number]) | (2, [_, _]) => "",
        (_, [_, _]) => "Counted",
        (_, [Mode::Offset]) => "Offset",
        (_, [Mode::Cursor]) => "Cursor",
        _ => "Position",
    }
}

/// The name of a type in the names of components.
fn name(schema: &Value) -> String {
    let referred = schema["$ref"]
        .as_str()
        .and_then(|path| path.rsplit('/').next());
    if let Some(name) = referred {
        return name.to_owned();
    }
    let kind = schema["type"].as_str().unwrap_or("value");
    if kind == "array" {
        return format!("List{}", name(&schema["items"]));
    }
    let mut letters = kind.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

/// How tools go on from an answer: the parameters of the next page and of the one before, where the
/// answer has them, and all others as they were given (OpenAPI 3.1 §4.8.20).
fn links(plan: &Plan, others: &[Value]) -> Vec<(&'static str, Value)> {
    let members = plan.style.members.as_deref().unwrap_or_default();
    let ways = [
        ("next", Fact::NextCursor, PageParameter::After),
        ("next", Fact::Next, PageParameter::Number),
        ("next", Fact::NextOffset, PageParameter::Offset),
        ("next", Fact::EndCursor, PageParameter::After),
        ("previous", Fact::PreviousCursor, PageParameter::Before),
        ("previous", Fact::PreviousCursor, PageParameter::After),
        ("previous", Fact::Previous, PageParameter::Number),
        ("previous", Fact::StartCursor, PageParameter::Before),
    ];
    let mut links: Vec<(&'static str, Value)> = Vec::new();
    for (name, fact, means) in ways {
        let body = pointer(members, &fact, String::new());
        let body = body.map(|pointer| format!("$response.body#{pointer}"));
        let value = body.or_else(|| {
            let header = plan.headers.iter().find(|(_, content)| {
                matches!(content, HeaderContent::Fact(known) if is_same(known, &fact))
            })?;
            Some(format!("$response.header.{}", header.0))
        });
        let (Some(value), Some(parameter)) = (value, plan.parameter(means)) else {
            continue;
        };
        if links.iter().any(|(known, _)| *known == name) {
            continue;
        }
        let mut parameters = kept(plan, others, means);
        parameters.insert(format!("query.{}", parameter.name), json!(value));
        let words = if name == "next" {
            "The next page."
        } else {
            "The page before."
        };
        links.push((
            name,
            json!({"operationId": "", "parameters": parameters, "description": words}),
        ));
    }
    links
}

/// What another page is asked for by as this one was: its size, and whatever is no position.
fn kept(plan: &Plan, others: &[Value], towards: PageParameter) -> Map<String, Value> {
    let size = match towards {
        PageParameter::Number => PageParameter::Size,
        PageParameter::Offset => PageParameter::Limit,
        PageParameter::Before if plan.parameter(PageParameter::Last).is_some() => {
            PageParameter::Last
        }
        _ => PageParameter::CursorSize,
    };
    let mut parameters = Map::new();
    for other in others {
        let (Some(place @ ("path" | "query")), Some(name)) =
            (other["in"].as_str(), other["name"].as_str())
        else {
            continue;
        };
        let known = plan
            .parameters
            .iter()
            .map(|known| (&known.name, known.means));
        let mut known = known.filter(|(known, _)| place == "query" && *known == name);
        let is_size = |(_, means): (_, PageParameter)| means == size;
        if known.clone().next().is_none() || known.any(is_size) {
            parameters.insert(
                format!("{place}.{name}"),
                json!(format!("$request.{place}.{name}")),
            );
        }
    }
    parameters
}

/// Where a fact stands in the body, as a JSON Pointer (RFC 6901).
fn pointer(members: &[Member], fact: &Fact, front: String) -> Option<String> {
    members.iter().find_map(|member| {
        let here = format!(
            "{front}/{}",
            member.name.replace('~', "~0").replace('/', "~1")
        );
        match &member.fact {
            Fact::Object(inner) => pointer(inner, fact, here),
            known => is_same(known, fact).then_some(here),
        }
    })
}

fn is_same(fact: &Fact, other: &Fact) -> bool {
    std::mem::discriminant(fact) == std::mem::discriminant(other)
}
