//! A controller inside a function, under a renamed crate, written by a macro.

#![deny(warnings)]

extern crate folio as api;

macro_rules! controller {
    ($name:ident, $type:ty, $path:literal) => {
        struct $name($type);

        #[api::controller($path)]
        impl $name {
            #[api::get("/value")]
            fn value(&self) -> $type {
                self.0
            }
        }
    };
}

fn app() -> api::App {
    use api::{controller, route};

    controller!(Byte, u8, "/byte");
    controller!(Flag, bool, "/flag");

    struct Inner;

    #[controller("/")]
    impl Inner {
        #[route("/inner", methods = [GET, POST])]
        fn both(self: &Self) {
            let Inner = self;
        }
    }

    struct Empty;

    #[api::controller("/empty", operation_prefix = "")]
    impl Empty {}

    let bytes = api::Router::new("/a").mount(Byte(1));
    api::App::new("t", "1").mount(Byte(2)).mount(bytes).mount(Inner).mount(Empty).mount(
        api::Router::new("").operation_prefix("flag_").mount(Flag(true)),
    )
}

fn main() {
    assert!(app().build().is_ok());
}
