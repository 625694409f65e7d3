//! Nothing that is written names anything through a prelude.

#![deny(warnings)]
#![no_implicit_prelude]

#[derive(::core::fmt::Debug, ::folio::Problem)]
enum Failure {
    /// There is none.
    #[problem(status = 404)]
    Unknown { id: u64 },
    #[problem(status = 500)]
    Io(#[problem(from)] ::std::io::Error),
}

#[::folio::post("/cities/{id}", header("x-a" = "b"), media_type = Json, tags = ["a"])]
async fn handler(
    id: u64,
    #[query(default = 1, minimum = 0, maximum = 9)] limit: u8,
    #[header] x_client: ::core::option::Option<::std::string::String>,
    #[cookie(pattern = "^a")] session: ::core::option::Option<::std::string::String>,
    #[body] names: ::std::vec::Vec<::std::string::String>,
    headers: ::folio::Headers,
) -> ::core::result::Result<::core::option::Option<u64>, Failure> {
    ::core::mem::drop((x_client, session, names, headers));
    if id == 0 {
        return ::core::result::Result::Err(Failure::Unknown { id });
    }
    if id == 1 {
        let error = ::std::io::Error::other("one");
        return ::core::result::Result::Err(::core::convert::From::from(error));
    }
    ::core::result::Result::Ok(::core::option::Option::Some(
        ::core::convert::Into::into(limit),
    ))
}

#[::folio::get("/plain", blocking)]
fn plain() -> u64 {
    1
}

fn main() {
    let app = ::folio::App::new("t", "1").routes(::folio::routes![handler, plain]);
    ::core::assert!(app.build().is_ok());
}
