//! The program has modules and types of the names of the standard library.

#![allow(dead_code)]

mod core {}
mod std {}
mod serde_json {}
struct Option;
struct Box;
struct Result;
struct Some;
struct None;
struct Ok;
struct Err;
struct Vec;
struct String;
struct Context;
struct Answer;
struct Spec;
struct PhantomData;
trait Default {}
trait From {}
trait Into {}
trait Send {}
trait Problem {}
trait Endpoint {}
trait Extract {}
trait Value {}
trait Respond {}

#[derive(Debug, folio::Problem)]
enum Failure {
    /// There is none.
    #[problem(status = 404, detail = "no city {id}")]
    Unknown { id: u64 },
    #[problem(status = 500)]
    Io(#[problem(from)] ::std::io::Error),
}

#[folio::post("/cities/{id}", header("x-a" = "b"), blocking)]
fn handler(
    id: u64,
    #[query(default = 1, minimum = 0, maximum = 9)] limit: u8,
    #[header] x_client: ::core::option::Option<u64>,
    #[body] names: ::std::vec::Vec<u64>,
) -> ::core::result::Result<::core::option::Option<u64>, Failure> {
    drop((limit, x_client, names));
    match id {
        0 => ::core::result::Result::Err(Failure::Unknown { id }),
        1 => ::core::result::Result::Err(::std::io::Error::other("one").into()),
        id => ::core::result::Result::Ok(::core::option::Option::Some(id)),
    }
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
