//! Types under other names, in and out.

#![deny(warnings)]

#[derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
struct City {
    id: u64,
}

#[derive(Debug, folio::Problem)]
enum Failure {
    /// There is none.
    #[problem(status = 404)]
    Unknown,
}

type Id = u64;
type Limit = Option<u32>;
type Body = folio::Json<City>;
type Answer = City;
type Fallible<T, E = Failure> = Result<T, E>;
type Nothing = ();

#[folio::post("/cities/{id}")]
fn add(id: Id, #[query(default = 3, maximum = 9)] limit: Limit, folio::Json(city): Body) -> Answer {
    let _ = (id, limit);
    city
}

#[folio::get("/cities/{id}")]
async fn city(id: Id) -> Fallible<City> {
    if id == 0 { Err(Failure::Unknown) } else { Ok(City { id }) }
}

#[folio::delete("/cities/{id}")]
async fn remove(id: Id) -> Fallible<Nothing> {
    if id == 0 { Err(Failure::Unknown) } else { Ok(()) }
}

fn main() {
    let app = folio::App::new("t", "1").routes(folio::routes![add, city, remove]);
    assert!(app.build().is_ok());
}
