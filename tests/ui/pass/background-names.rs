//! Tasks over arguments that are moved, too, with names that generated code has, without a prelude.

#![deny(warnings)]
#![no_implicit_prelude]

async fn log(text: ::std::string::String, number: u64) {
    ::core::mem::drop((text, number));
}

async fn fails(number: u64) -> ::core::result::Result<(), ::std::string::String> {
    let _ = number;
    ::core::result::Result::Ok(())
}

#[::folio::get(
    "/cities/{tasks}/{value}",
    etag = strong,
    background(
        log(tasks, value),
        fails(respond + cx),
        ::folio::Task::blocking(move || ::core::mem::drop((etag, modified))),
        on_errors,
    )
)]
async fn handler(
    tasks: ::std::string::String,
    value: u64,
    #[query(default = 1)] cx: u64,
    #[query(default = 1)] respond: u64,
    #[query] etag: ::core::option::Option<::std::string::String>,
    #[query(default = 1)] modified: u64,
) -> ::std::string::String {
    ::core::mem::drop((value, cx, respond, etag, modified));
    tasks
}

struct Rooms;

#[::folio::controller("/rooms")]
impl Rooms {
    #[::folio::post("/{this}", status = 202, background(log(this, tasks), concurrently))]
    async fn add(&self, this: ::std::string::String, #[query(default = 1)] tasks: u64) {
        ::core::mem::drop((this, tasks));
    }

    #[::folio::post("/", status = 202, blocking, background(fails(made)))]
    fn block(&self, #[query(default = 1)] made: u64) {
        let _ = made;
    }
}

fn main() {
    let app = ::folio::App::new("t", "1")
        .routes(::folio::routes![handler])
        .mount(Rooms);
    ::core::assert!(app.build().is_ok());
}
