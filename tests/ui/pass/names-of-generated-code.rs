//! Names that generated code has, too.

#![deny(warnings)]

#[folio::get("/{cx}/{a0}/{a1}")]
fn cx(cx: u64, a0: u64, a1: u64, #[query] doc: u64, #[query] inner: u64) -> u64 {
    cx + a0 + a1 + doc + inner
}

#[folio::get("/a/{n}")]
async fn a0(n: u64, #[query] spec: u64, a1: folio::Headers) -> u64 {
    n + spec + a1.len() as u64
}

#[folio::get("/doc/{this}")]
fn doc(this: u64, #[query(name = "self")] self_: u64, #[query] value: u64) -> Vec<u64> {
    vec![this, self_, value]
}

#[folio::post("/n")]
fn n(#[body] n: Vec<u64>) -> Vec<u64> {
    n
}

#[derive(Debug, folio::Problem)]
enum Failure {
    /// A place that is none.
    #[problem(status = 404, detail = "{doc} {inner} {f0}")]
    Place { doc: u64, inner: u64, f0: u64 },
    #[problem(status = 500)]
    Io {
        #[problem(from)]
        inner: std::io::Error,
    },
}

#[folio::get("/call")]
async fn call() -> Result<(), Failure> {
    std::fs::read("there is none").map(drop)?;
    Err(Failure::Place { doc: 1, inner: 2, f0: 3 })
}

fn main() {
    let app = folio::App::new("t", "1").routes(folio::routes![cx, a0, doc, n, call]);
    assert!(app.build().is_ok());
}
