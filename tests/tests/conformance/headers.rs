//! `headers/*`: headers of every layer, and of the answer.

use folio::{InvalidHeader, Mounted, Response, Router, controller, get, routes, test::Client};

use crate::values::A;

struct Hello(&'static str);

#[controller("/controller", header("controller-level-header" = "controller header"))]
impl Hello {
    #[get("/handler", header("my-local-header" = "local header"))]
    fn hello(&self) -> &'static str {
        self.0
    }

    /// The same header in another case.
    #[get("/override-other-case", header("Controller-Level-Header" = "nearer"))]
    fn nearer(&self) -> &'static str {
        self.0
    }

    #[get("/hide", header("router-level-header", documentation_only))]
    fn hide(&self) -> &'static str {
        self.0
    }
}

#[get(
    "/headers/dynamic",
    header("Random-Header", description = "By chance.", documentation_only)
)]
fn dynamic() -> Result<Response<A>, InvalidHeader> {
    Response::new(A).try_header("Random-Header", "55")
}

#[get(
    "/headers/dynamic-list",
    header("x-one", documentation_only),
    header("x-two", documentation_only)
)]
fn dynamic_list() -> Result<Response<A>, InvalidHeader> {
    let first = Response::new(A).try_header("x-one", "1")?;
    first.try_header("x-two", "2")
}

/// The answer's own header stands in place of the attribute's, whatever its case.
#[get("/headers/dynamic-other-case", header("x-who", description = "Who."))]
fn dynamic_other_case() -> Result<Response<A>, InvalidHeader> {
    Response::new(A).try_header("X-WHO", "answer")
}

#[get("/headers/from-request", header("x-name", documentation_only))]
fn from_request(#[query] name: String) -> Result<Response<A>, InvalidHeader> {
    Response::new(A).try_header("x-name", &name)
}

pub(crate) fn router() -> Router {
    Router::new("/headers/layered")
        .header("router-level-header", "router header")
        .mount(Hello("hello world"))
}

pub(crate) fn routes() -> Vec<Mounted> {
    routes![dynamic, dynamic_list, dynamic_other_case, from_request]
        .into_iter()
        .collect()
}

pub(crate) async fn siblings(client: &Client) {
    let header = async |target: &str, name: &str| {
        let answer = client.get(target).await;
        let values = answer.headers().get_all(name).iter();
        let values = values.map(|value| value.to_str().unwrap().to_owned());
        values.collect::<Vec<_>>()
    };
    let at = "/headers/layered/controller";
    let name = "controller-level-header";
    assert_eq!(
        header(&format!("{at}/override-other-case"), name).await,
        ["nearer"]
    );
    assert!(
        header(&format!("{at}/hide"), "router-level-header")
            .await
            .is_empty()
    );
    assert_eq!(
        header("/headers/dynamic-other-case", "x-who").await,
        ["answer"]
    );
    for hostile in ["a%0D%0Ax-b:%201", "%00", "%7F"] {
        let target = format!("/headers/from-request?name={hostile}");
        assert_eq!(client.get(&target).await.status(), 400, "{hostile}");
    }
}
