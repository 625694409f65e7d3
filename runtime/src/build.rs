//! From the tree of routers to routes and document; every fault of the whole, at once.

use std::{collections::BTreeMap, fmt, panic::Location, sync::Arc};

use http::{HeaderMap, Method};

use crate::{
    args::{Reader, Shape},
    around::{self, Around},
    endpoint::Mounted,
    events::is_events,
    ids::IdPrefix,
    layer::Layer,
    mount::{self, PlannedMount},
    offer::{Offer, Write},
    openapi::{OperationDoc, Operations, Schemas},
    problem_format::ProblemFormat,
    route::{Route, Routes},
    router::Router,
    service::Asset,
    spec::{Source, Spec},
    table::{Conflict, MOST_PARAMS, Table},
    validate,
};

/// Everything that keeps an app from being built.
///
/// Prints like a compiler: each fault with the `file:line` of every party.
#[derive(Clone, PartialEq, Eq)]
pub struct BuildErrors(pub(crate) Vec<Fault>);

impl BuildErrors {
    /// Each fault.
    pub fn iter(&self) -> impl Iterator<Item = &Fault> {
        self.0.iter()
    }
}

/// One fault of an app.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    message: String,
    places: Vec<String>,
}

impl Fault {
    pub(crate) fn at(place: &Location<'_>, message: impl Into<String>) -> Self {
        let places = vec![format!("{}:{}", place.file(), place.line())];
        Fault {
            message: message.into(),
            places,
        }
    }

    pub(crate) fn of(spec: &Spec, message: impl Into<String>) -> Self {
        Fault {
            message: message.into(),
            places: vec![place(spec)],
        }
    }

    pub(crate) fn and(mut self, place: String) -> Self {
        if !self.places.contains(&place) {
            self.places.push(place);
        }
        self
    }

    /// What is wrong, and what to do.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// `file:line` of every party.
    #[must_use]
    pub fn places(&self) -> &[String] {
        &self.places
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "error: {}", self.message)?;
        self.places
            .iter()
            .try_for_each(|place| write!(f, "\n  --> {place}"))
    }
}

impl fmt::Display for BuildErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for fault in &self.0 {
            writeln!(f, "{fault}\n")?;
        }
        write!(
            f,
            "error: the app can't be built because of {} fault(s)",
            self.0.len()
        )
    }
}

/// As `Display`, since `main` prints what it returns by `Debug`.
impl fmt::Debug for BuildErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\n{self}")
    }
}

impl std::error::Error for BuildErrors {}

fn place(spec: &Spec) -> String {
    format!("{}:{} ({})", spec.file, spec.line, spec.name)
}

/// An endpoint with its full path and merged settings.
pub(crate) struct Planned {
    pub(crate) endpoint: Mounted,
    pub(crate) path: String,
    layer: Layer,
    id_prefix: String,
}

/// What comes out of a build.
pub(crate) struct Built {
    pub(crate) routes: Routes,
    pub(crate) table: Table,
    pub(crate) operations: Operations,
    pub(crate) schemas: Schemas,
    /// Documents and pages: targets after the last route.
    pub(crate) assets: Vec<Asset>,
    pub(crate) faults: Vec<Fault>,
    /// States that handlers take and nobody gave: no fault of the document.
    pub(crate) missing: Vec<Fault>,
}

/// Builds routes, table and operations out of a tree of routers.
pub(crate) fn build(root: &Router, body_limit: u64, more: &[fn(&mut Schemas)]) -> Built {
    let mut builder = Builder {
        faults: Vec::new(),
        planned: Vec::new(),
        mounts: Vec::new(),
    };
    builder.flatten(root, "", &Layer::default(), &IdPrefix::default());
    let Builder {
        mut faults,
        planned,
        mounts,
    } = builder;
    let mut table = table(&planned, &mut faults);
    mount::insert(&mut table, &planned, &mounts, &mut faults);
    let schemas = schemas(&planned, more, &mut faults);
    let names = operation_ids(&planned, &mut faults);
    let mut described = Described {
        schemas,
        operations: Operations::default(),
        faults,
        missing: BTreeMap::new(),
    };
    let list = planned
        .iter()
        .zip(&names)
        .map(|(planned, ids)| described.route(planned, ids))
        .chain(mounts.iter().map(PlannedMount::route))
        .collect();
    let Described {
        schemas,
        operations,
        faults,
        missing,
    } = described;
    let outside = match root.layer.problem_formats.as_deref() {
        None | Some([]) => root.layer.clone(),
        Some(_) => root.layer.varying_by("accept", true),
    };
    let routes = Routes {
        list,
        body_limit,
        bare: outside.ready(false),
        errors: outside.ready(true),
        hooks: root.layer.hooks.clone(),
        problem_formats: outside
            .problem_formats
            .as_deref()
            .unwrap_or_default()
            .to_vec(),
        tasks: Arc::default(),
        closing: Arc::default(),
    };
    Built {
        routes,
        table,
        operations,
        schemas,
        assets: Vec::new(),
        faults,
        missing: missing.into_values().collect(),
    }
}

struct Builder {
    faults: Vec<Fault>,
    planned: Vec<Planned>,
    mounts: Vec<PlannedMount>,
}

impl Builder {
    fn flatten(&mut self, router: &Router, outer_path: &str, outer: &Layer, ids: &IdPrefix) {
        self.faults.extend(router.faults.iter().cloned());
        self.faults.extend(router.layer.faults.iter().cloned());
        let layer = router.layer.under(outer);
        let path = format!("{outer_path}{}", router.prefix);
        for endpoint in &router.endpoints {
            self.plan(*endpoint, &path, &layer, ids.of(router));
        }
        if let Some(mount) = &router.service {
            self.mounts.push(PlannedMount {
                mount: mount.clone(),
                path: path.clone(),
                layer: layer.clone(),
            });
        }
        let ids = ids.below(router);
        for child in &router.children {
            self.flatten(child, &path, &layer, &ids);
        }
    }

    fn plan(&mut self, endpoint: Mounted, prefix: &str, outer: &Layer, id_prefix: String) {
        let spec = endpoint.spec;
        let mut own = (spec.layer)(Layer::new());
        let faults = std::mem::take(&mut own.faults).into_iter();
        self.faults
            .extend(faults.map(|fault| fault.and(place(spec))));
        own.tags = spec.tags.iter().map(|tag| (*tag).to_owned()).collect();
        let tail = if spec.path == "/" && !prefix.is_empty() {
            ""
        } else {
            spec.path
        };
        self.planned.push(Planned {
            endpoint,
            path: format!("{prefix}{tail}"),
            layer: own.under(outer),
            id_prefix,
        });
    }
}

fn table(planned: &[Planned], faults: &mut Vec<Fault>) -> Table {
    let mut table = Table::default();
    for (index, Planned { endpoint, path, .. }) in planned.iter().enumerate() {
        let spec = endpoint.spec;
        for method in spec.methods {
            let fault = match table.insert(method, path, index) {
                Ok(()) => continue,
                Err(Conflict::Taken(other)) => {
                    let message = format!("two handlers for `{method} {path}`: keep one");
                    Fault::of(planned[other].endpoint.spec, message).and(place(spec))
                }
                Err(Conflict::Template(known)) => {
                    let message = format!(
                        "`{known}` and `{path}` are one path to a client: name the parameters alike"
                    );
                    let first = planned.iter().find(|other| other.path == known);
                    Fault::of(first.map_or(spec, |first| first.endpoint.spec), message)
                        .and(place(spec))
                }
                Err(Conflict::Unroutable(why)) => {
                    Fault::of(spec, format!("`{path}` can't be routed: {why}"))
                }
            };
            if !faults.contains(&fault) {
                faults.push(fault);
            }
        }
    }
    table
}

/// All components first: references to them are written wherever a type stands whole.
fn schemas(planned: &[Planned], more: &[fn(&mut Schemas)], faults: &mut Vec<Fault>) -> Schemas {
    let mut schemas = Schemas::default();
    schemas.describing("App::schema".to_owned());
    for add in more {
        add(&mut schemas);
    }
    for Planned {
        endpoint, layer, ..
    } in planned
    {
        let spec = endpoint.spec;
        schemas.describing(place(spec));
        (spec.types)(&mut schemas);
        let mut doc = OperationDoc::new(&mut schemas, spec, layer);
        describe(spec, layer, &mut doc);
    }
    for clash in schemas.clashes() {
        let name = &clash.name;
        let message = if clash.styled {
            format!(
                "two page styles show `{name}` unlike each other: give one another name by `PageStyle::component`"
            )
        } else {
            format!(
                "two types are named `{name}` in the document: give one another name by `#[schema(as = …)]`"
            )
        };
        let fault = Fault {
            message,
            places: vec![clash.first.clone()],
        };
        faults.push(fault.and(clash.second.clone()));
    }
    for (name, origin) in schemas.dangling() {
        let message = format!(
            "the schema `{name}` is referred to, but nothing registers it: add it by `App::schema::<{name}>()`"
        );
        faults.push(Fault {
            message,
            places: vec![origin],
        });
    }
    schemas
}

fn describe(spec: &Spec, layer: &Layer, doc: &mut OperationDoc<'_>) {
    for arg in spec.args {
        (arg.describe)(arg, doc);
    }
    (spec.reply.describe)(doc);
    for hook in &layer.hooks.before {
        (hook.describe)(doc);
    }
    if layer.validates() {
        validate::describe(layer, spec.methods, doc);
    }
}

/// An id a method: the attribute's or the function's name, behind what the routers above say. Two of
/// one name are a fault, so that adding an endpoint never renames another.
fn operation_ids(planned: &[Planned], faults: &mut Vec<Fault>) -> Vec<Vec<String>> {
    let mut given: BTreeMap<String, &Spec> = BTreeMap::new();
    let mut ids = Vec::new();
    for Planned {
        endpoint,
        id_prefix,
        ..
    } in planned
    {
        let spec = endpoint.spec;
        let base = format!("{id_prefix}{}", spec.operation_id.unwrap_or(spec.name));
        let id = |method: &Method| match spec.methods.len() {
            1 => base.clone(),
            _ => format!("{base}_{}", method.as_str().to_ascii_lowercase()),
        };
        let own: Vec<String> = spec.methods.iter().map(id).collect();
        if let Some(first) = own.iter().find_map(|id| given.get(id)) {
            let message = if place(first) == place(spec) {
                format!(
                    "an endpoint is mounted twice, and both operations have the id `{base}`: write `.operation_prefix(\"…\")` on a router above one of them"
                )
            } else {
                format!(
                    "two operations have the id `{base}`: give one another by `operation_id = \"…\"`"
                )
            };
            faults.push(Fault::of(first, message).and(place(spec)));
        }
        given.extend(own.iter().map(|id| (id.clone(), spec)));
        ids.push(own);
    }
    ids
}

struct Described {
    schemas: Schemas,
    operations: Operations,
    faults: Vec<Fault>,
    /// Missing states by type, each with every handler that needs it.
    missing: BTreeMap<&'static str, Fault>,
}

impl Described {
    fn route(&mut self, planned: &Planned, ids: &[String]) -> Route {
        let (spec, layer) = (planned.endpoint.spec, &planned.layer);
        let mut doc = OperationDoc::new(&mut self.schemas, spec, layer);
        describe(spec, layer, &mut doc);
        for (id, name) in std::mem::take(&mut doc.needs) {
            if !layer.states.contains(id) {
                let message = format!(
                    "no state of the type `{name}`: add it by `.state(…)` on the app or a router above"
                );
                let fault = self.missing.remove(name).unwrap_or(Fault {
                    message,
                    places: Vec::new(),
                });
                self.missing.insert(name, fault.and(place(spec)));
            }
        }
        let pages = doc.plan();
        self.faults
            .extend(doc.faults.drain(..).map(|message| Fault::of(spec, message)));
        if !doc.produced && (spec.layer)(Layer::new()).produces.is_some() {
            let message = "`produces` and `template` say how a value is written, and this answer writes itself: leave them out";
            self.faults.push(Fault::of(spec, message));
        }
        #[cfg(feature = "files")]
        let files = doc
            .takes_files
            .then(|| layer.systems.chosen().ok())
            .flatten();
        #[cfg(feature = "files")]
        if !doc.takes_files && (spec.layer)(Layer::new()).systems.names_one() {
            let message = "`file_system` names what an argument `Files` is of, and there is none: take `files: Files`, or leave the option out";
            self.faults.push(Fault::of(spec, message));
        }
        let offers = std::mem::take(&mut doc.offers);
        if (spec.layer)(Layer::new()).ping_interval.is_some() && !offers.iter().any(is_events) {
            let message =
                "`ping_interval` is said of event streams, and this answer is none: leave it out";
            self.faults.push(Fault::of(spec, message));
        }
        let problems = match &layer.problem_formats {
            Some(formats) => formats.to_vec(),
            None => ProblemFormat::of_offers(&offers),
        };
        doc.problem_formats.clone_from(&problems);
        let several = offers.len() > 1 || !problems.is_empty();
        let varying = several.then(|| layer.varying_by("accept", true));
        let layer = varying.as_ref().unwrap_or(layer);
        // How much is counted is the client's to lower (RFC 7240 §2).
        let counts = pages.as_ref().is_some_and(|plan| plan.counts());
        let varying = counts.then(|| layer.varying_by("prefer", false));
        let layer = varying.as_ref().unwrap_or(layer);
        let body_schema = doc.body_schema.take();
        let body_default = doc.body_default.take();
        self.operations.add(&planned.path, ids, layer, spec, doc);
        let body_shape = body_schema.map(|schema| Shape::new(&schema, &self.schemas));
        let body_shape = body_shape.transpose().unwrap_or_else(|message| {
            self.faults.push(Fault::of(spec, message));
            None
        });
        let readers = self.readers(planned);
        let bare = layer.ready(false);
        let offers = self.ready(spec, offers, &bare);
        let negotiates = offers.len() > 1;
        let endpoint = planned.endpoint.call;
        let around = Around::of(layer, spec.methods, negotiates, problems, endpoint);
        Route {
            path: planned.path.clone(),
            call: around.as_ref().map_or(endpoint, |_| around::call),
            status: spec.success(),
            offers,
            disregard_accept: layer.disregard_accept,
            bare,
            errors: layer.ready(true),
            cookies: layer.cookie_lines(false).collect(),
            around,
            preconditions_required: layer.preconditions_required,
            readers,
            consumes: spec.consumes,
            body_shape,
            body_default,
            states: layer.states.clone(),
            covers_foreign: layer.covers_foreign(),
            mount: None,
            templates: layer.templates.clone(),
            pages,
            sort: layer.pages.sort_syntax(),
            #[cfg(feature = "files")]
            files,
            ping_interval: layer.pings(),
        }
    }

    fn readers(&mut self, planned: &Planned) -> Vec<Reader> {
        let spec = planned.endpoint.spec;
        let names: Vec<&str> = parameters(&planned.path).collect();
        if names.len() > MOST_PARAMS {
            let message = format!("`{}` has more than {MOST_PARAMS} parameters", planned.path);
            self.faults.push(Fault::of(spec, message));
        }
        for (index, name) in names.iter().enumerate() {
            let read = spec
                .args
                .iter()
                .any(|arg| arg.source == Source::Path && arg.name == *name);
            if names[..index].contains(name) {
                let message = format!(
                    "`{}` names `{{{name}}}` twice: give each a name of its own",
                    planned.path
                );
                self.faults.push(Fault::of(spec, message));
            } else if !read {
                let message = format!(
                    "`{}` has the parameter `{{{name}}}`, and no argument reads it: add `#[path] {name}: String`",
                    planned.path
                );
                self.faults.push(Fault::of(spec, message));
            }
        }
        let mut readers = Vec::new();
        for arg in spec.args {
            let position = names
                .iter()
                .position(|name| arg.source == Source::Path && *name == arg.name);
            match Reader::new(arg, position) {
                Ok(reader) => readers.push(reader),
                Err(message) => self.faults.push(Fault::of(spec, message)),
            }
        }
        readers
    }

    /// The representations with their headers; one at least.
    fn ready(&mut self, spec: &Spec, mut offers: Vec<Offer>, bare: &HeaderMap) -> Box<[Offer]> {
        for offer in &mut offers {
            let messagepack = matches!(offer.write, Write::MessagePack);
            if messagepack && cfg!(not(feature = "messagepack")) {
                let message = format!(
                    "`{}` needs the feature `messagepack` of `folio`",
                    offer.media
                );
                self.faults.push(Fault::of(spec, message));
            }
            if let Err(message) = offer.send_over(bare) {
                self.faults.push(Fault::of(spec, message));
            }
        }
        if offers.is_empty() {
            offers.push(Offer::unnamed(bare));
        }
        offers.into()
    }
}

/// The names of a template's parameters, in order.
pub(crate) fn parameters(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter_map(|segment| {
        let name = segment.strip_prefix('{')?.strip_suffix('}')?;
        Some(name.strip_prefix('*').unwrap_or(name))
    })
}
