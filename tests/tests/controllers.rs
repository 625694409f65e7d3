//! Controllers from outside: methods as endpoints, mounted once or several times.

#![allow(
    clippy::unused_self,
    reason = "a method of a controller has `&self`, whether it looks at it or not"
)]

use std::sync::{
    Mutex,
    atomic::{AtomicU64, Ordering},
};

use folio::{
    App, Controller, Json, Problem, Response, Router, State, controller, get, post, routes,
    test::Client,
};
use http::StatusCode;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;

/// A populated place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
struct City {
    id: u64,
    name: String,
}

#[derive(Debug, Problem)]
enum CityError {
    /// No city has this id.
    #[problem(status = 404)]
    Unknown { id: u64 },
}

/// Cities and how often one was asked for.
struct Cities {
    known: Mutex<Vec<City>>,
    asked: AtomicU64,
}

/// Cities of the world.
#[controller("/cities", header("x-team" = "geo"), headers("x-a" = "controller", "x-b" = "controller"), tags = ["cities"])]
impl Cities {
    const FIRST: u64 = { 1 };

    fn of(names: &[&str]) -> Self {
        let known = names.iter().zip(Self::FIRST..).map(|(name, id)| City {
            id,
            name: (*name).to_owned(),
        });
        Cities {
            known: Mutex::new(known.collect()),
            asked: AtomicU64::new(0),
        }
    }

    /// All of them.
    #[get("/")]
    fn list(&self) -> Vec<City> {
        self.known.lock().unwrap().clone()
    }

    /// One city.
    ///
    /// By its id.
    #[get("/{id}", header("x-a" = "method"), tags = ["one"])]
    async fn show(&self, id: u64) -> Result<City, CityError> {
        tokio::task::yield_now().await;
        self.asked.fetch_add(1, Ordering::Relaxed);
        let known = self.known.lock().unwrap();
        let city = known.iter().find(|city| city.id == id);
        city.cloned().ok_or(CityError::Unknown { id })
    }

    /// Adds a city.
    #[folio::post("/")]
    fn add(&self, #[body] city: City) -> Response<City> {
        self.known.lock().unwrap().push(city.clone());
        Response::new(city)
    }

    /// How often one was asked for.
    #[get("/asked", blocking, operation_id = "counted")]
    #[deprecated]
    fn asked(
        &self,
        /// A number to add.
        #[query(default = 0, maximum = 9)]
        more: u64,
    ) -> u64 {
        self.count() + more
    }

    #[cfg(any())]
    #[get("/never")]
    fn never(&self) -> Missing {}

    #[cfg(not(any()))]
    #[get("/always")]
    fn always(&self, greeting: State<&'static str>) -> String {
        (*greeting).to_owned()
    }

    /// Stays a plain method.
    fn count(&self) -> u64 {
        self.asked.load(Ordering::Relaxed)
    }
}

fn twice() -> App {
    App::new("Cities", "1")
        .state("hello")
        .header("x-b", "app")
        .header("x-c", "app")
        .mount(Cities::of(&["Andorra la Vella", "Ordino"]))
        .mount(
            Router::new("/v2")
                .header("x-c", "v2")
                .state("hi")
                .mount(Cities::of(&["Roma"])),
        )
}

#[tokio::test]
async fn each_mount_has_a_value_of_its_own() {
    let client = Client::new(twice());
    let names = |cities: Vec<City>| cities.into_iter().map(|c| c.name).collect::<Vec<_>>();
    assert_eq!(
        names(client.get("/cities").await.json()),
        ["Andorra la Vella", "Ordino"]
    );
    assert_eq!(names(client.get("/v2/cities").await.json()), ["Roma"]);
    assert_eq!(client.get("/cities/2").await.status(), StatusCode::OK);
    assert_eq!(
        client.get("/v2/cities/2").await.status(),
        StatusCode::NOT_FOUND
    );
    let new = City {
        id: 2,
        name: "Milano".to_owned(),
    };
    let added = client.post("/v2/cities").json(&new).await;
    assert_eq!(added.status(), StatusCode::CREATED);
    assert_eq!(client.get("/v2/cities/2").await.json::<City>(), new);
    assert_eq!(client.get("/cities/asked").await.text(), "1");
    assert_eq!(client.get("/v2/cities/asked?more=3").await.text(), "5");
    assert_eq!(client.get("/cities/always").await.text(), "hello");
    assert_eq!(client.get("/v2/cities/always").await.text(), "hi");
    assert_eq!(
        client.get("/cities/never").await.status(),
        StatusCode::BAD_REQUEST
    );
}

#[tokio::test]
async fn its_settings_stand_between_the_router_and_the_method() {
    let client = Client::new(twice());
    for (target, expected) in [
        ("/cities", ["geo", "controller", "controller", "app"]),
        ("/cities/1", ["geo", "method", "controller", "app"]),
        ("/cities/9", ["geo", "method", "controller", "app"]),
        ("/v2/cities", ["geo", "controller", "controller", "v2"]),
        ("/v2/cities/1", ["geo", "method", "controller", "v2"]),
    ] {
        let answer = client.get(target).await;
        let headers = ["x-team", "x-a", "x-b", "x-c"].map(|name| answer.header(name));
        assert_eq!(headers, expected.map(Some), "{target}");
    }
}

/// Method, path and id of every operation, with its tags.
fn operations(document: &Value) -> Vec<(String, String, Vec<String>)> {
    let mut found = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let tags = operation["tags"].as_array().unwrap();
            found.push((
                format!("{method} {path}"),
                operation["operationId"].as_str().unwrap().to_owned(),
                tags.iter()
                    .map(|tag| tag.as_str().unwrap().to_owned())
                    .collect(),
            ));
        }
    }
    found
}

#[test]
fn the_document_tells_the_mounts_apart() {
    let document = twice().openapi().unwrap();
    let found = operations(&document);
    let ids: Vec<_> = found
        .iter()
        .map(|(at, id, _)| (at.as_str(), id.as_str()))
        .collect();
    assert_eq!(
        ids,
        [
            ("get /cities", "list"),
            ("post /cities", "add"),
            ("get /cities/{id}", "show"),
            ("get /cities/asked", "counted"),
            ("get /cities/always", "always"),
            ("get /v2/cities", "v2_list"),
            ("post /v2/cities", "v2_add"),
            ("get /v2/cities/{id}", "v2_show"),
            ("get /v2/cities/asked", "v2_counted"),
            ("get /v2/cities/always", "v2_always"),
        ]
    );
    assert_eq!(found[0].2, ["cities"]);
    assert_eq!(found[2].2, ["cities", "one"]);
    let show = &document["paths"]["/v2/cities/{id}"]["get"];
    assert_eq!(show["summary"], "One city.");
    assert_eq!(show["description"], "By its id.");
    assert_eq!(show["parameters"][0]["schema"]["minimum"], 0);
    let asked = &document["paths"]["/cities/asked"]["get"];
    assert_eq!(asked["deprecated"], true);
    assert_eq!(asked["parameters"][0]["description"], "A number to add.");
}

#[test]
fn a_mount_elsewhere_renames_nothing() {
    let alone = App::new("a", "1").mount(Router::new("/v2").mount(Cities::of(&[])));
    let id = |document: &Value, path: &str| document["paths"][path]["get"]["operationId"].clone();
    assert_eq!(id(&alone.openapi().unwrap(), "/v2/cities"), "v2_list");
    let many = App::new("a", "1")
        .mount(Router::new("/tenants/{tenant}").mount(Tenants))
        .mount(
            Router::new("/v3")
                .operation_prefix("third_")
                .mount(Cities::of(&[])),
        )
        .mount(twice_more())
        .mount(Router::new("/v2").mount(Cities::of(&[])));
    let document = many.openapi().unwrap();
    assert_eq!(id(&document, "/v2/cities"), "v2_list");
    assert_eq!(id(&document, "/v3/cities"), "third_list");
    assert_eq!(id(&document, "/a/cities"), "a_list");
    assert_eq!(id(&document, "/a/b/cities"), "a_b_list");
    assert_eq!(
        id(&document, "/tenants/{tenant}/users/{user}"),
        "tenants_tenant_user_one"
    );
}

fn twice_more() -> Router {
    Router::new("/a")
        .mount(Cities::of(&[]))
        .mount(Router::new("/b").mount(Cities::of(&[])))
}

struct Tenants;

/// The parameters of the prefix, and of a router above.
#[controller("/users/{user}", operation_prefix = "user_", media_type = Text)]
impl Tenants {
    #[get("/")]
    fn one(&self, #[path] tenant: String, user: u64) -> String {
        format!("{tenant} {user}")
    }

    #[folio::route("/both/{user_name}", methods = [PUT, PATCH])]
    fn both(
        &self,
        user_name: String,
        _user: u64,
        #[path(name = "tenant")] whose: String,
    ) -> String {
        format!("{whose} {user_name}")
    }
}

#[tokio::test]
async fn a_prefix_has_parameters() {
    let client =
        Client::new(App::new("a", "1").mount(Router::new("/tenants/{tenant}").mount(Tenants)));
    assert_eq!(client.get("/tenants/t/users/7").await.text(), "t 7");
    assert_eq!(client.put("/tenants/t/users/7/both/x").await.text(), "t x");
    let refused = client.get("/tenants/t/users/seven").await;
    assert_eq!(refused.status(), StatusCode::BAD_REQUEST);
}

#[test]
fn two_operations_of_one_id_are_told() {
    let router = || Router::new("").operation_prefix("x_");
    let app = App::new("a", "1")
        .state("hello")
        .mount(Router::new("/a").operation_prefix("").mount(Counter(1)))
        .mount(Counter(2))
        .mount(router().mount(Router::new("/b").routes(routes![double])))
        .mount(router().mount(Router::new("/c").routes(routes![double])));
    let errors = app.build().unwrap_err();
    let messages: Vec<_> = errors.iter().map(folio::Fault::message).collect();
    assert_eq!(
        messages,
        [
            "an endpoint is mounted twice, and both operations have the id `stand`: write `.operation_prefix(\"…\")` on a router above one of them",
            "an endpoint is mounted twice, and both operations have the id `x_double`: write `.operation_prefix(\"…\")` on a router above one of them",
            "no state of the type `controllers::Counter`: add it by `.state(…)` on the app or a router above",
        ]
    );
}

struct Counter(u64);

#[controller("/")]
impl Counter {
    #[get("/stand")]
    fn stand(&self) -> u64 {
        self.0
    }
}

/// Takes the controller as a state.
#[get("/double")]
fn double(counter: State<Counter>) -> u64 {
    counter.0 * 2
}

#[tokio::test]
async fn endpoints_beside_the_methods_take_the_controller() {
    let router = Counter(3).router().routes(routes![double]);
    let nested = Counter(4)
        .router()
        .mount(Router::new("/in").routes(routes![double]));
    let client = Client::new(
        App::new("a", "1")
            .mount(router)
            .mount(Router::new("/n").operation_prefix("n_").mount(nested)),
    );
    assert_eq!(client.get("/stand").await.text(), "3");
    assert_eq!(client.get("/double").await.text(), "6");
    assert_eq!(client.get("/n/stand").await.text(), "4");
    assert_eq!(client.get("/n/in/double").await.text(), "8");
}

struct Needy;

#[controller("/needy")]
impl Needy {
    #[get("/")]
    fn first(&self, number: State<u16>) -> u16 {
        *number
    }

    #[post("/")]
    async fn second(&self, number: State<u16>, text: Json<String>) -> String {
        format!("{} {}", *number, text.0)
    }
}

/// The line of the nth attribute that makes an endpoint in `impl Needy`.
fn line(nth: usize) -> usize {
    let source = include_str!("controllers.rs");
    let lines: Vec<_> = source.lines().collect();
    let start = lines.iter().position(|l| *l == "impl Needy {").unwrap();
    let makers = (start..lines.len()).filter(|at| lines[*at].trim().starts_with("#["));
    makers.map(|at| at + 1).nth(nth).unwrap()
}

#[test]
fn faults_name_the_place_of_the_method() {
    let errors = App::new("a", "1").mount(Needy).build().unwrap_err();
    let faults: Vec<_> = errors.iter().collect();
    let [fault] = faults.as_slice() else {
        panic!("{errors}");
    };
    assert!(fault.message().contains("no state of the type `u16`"));
    let places = [(0, "first"), (1, "second")]
        .map(|(nth, name)| format!("tests/tests/controllers.rs:{} ({name})", line(nth)));
    assert_eq!(fault.places(), places);
}

/// Types that can be told from `Self` only by what stands around it.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
struct Mirror {
    inner: u8,
}

#[controller("/mirror", tags = ["mirror"])]
impl Mirror {
    #[post("/", status = 200)]
    fn echo(&self, Json(mut other): Json<Self>) -> Option<Self> {
        other.inner += self.inner;
        (other.inner > 1).then_some(other)
    }

    #[get("/type")]
    fn r#type(&self) -> Vec<Self> {
        vec![self.clone()]
    }
}

mod list {
    pub(super) type Name = String;
}

struct Generic<T>(T);

#[controller("/generic", tags = ["g"])]
impl Generic<&'static str> {
    #[get("/")]
    fn list(&self) -> list::Name {
        self.0.to_owned()
    }
}

#[tokio::test]
async fn self_and_names_mean_what_they_do_in_the_block() {
    let app = App::new("a", "1")
        .mount(Mirror { inner: 1 })
        .mount(Generic("text"));
    let client = Client::new(app);
    let answer = client.post("/mirror").json(&json!({"inner": 2})).await;
    assert_eq!(answer.json::<Value>(), json!({"inner": 3}));
    let none = client.post("/mirror").json(&json!({"inner": 0})).await;
    assert_eq!(none.status(), StatusCode::NOT_FOUND);
    assert_eq!(
        client.get("/mirror/type").await.json::<Value>(),
        json!([{"inner": 1}])
    );
    assert_eq!(client.get("/generic").await.text(), "text");
    assert_eq!(Generic("x").list(), "x", "methods stay methods");
}
