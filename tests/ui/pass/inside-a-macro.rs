//! A macro writes the handler from its fragments.

#![deny(warnings)]

macro_rules! lookup {
    ($name:ident, $path:literal, $argument:ident: $type:ty => $answer:ty, $body:expr) => {
        #[folio::get($path, tags = ["made"], status = 200)]
        fn $name($argument: $type) -> $answer {
            let given: $type = $argument;
            $body(given)
        }
    };
}

lookup!(doubled, "/doubled/{n}", n: u64 => u64, |n: u64| n * 2);
lookup!(listed, "/listed/{n}", n: String => Vec<Option<String>>, |n| vec![Some(n)]);

macro_rules! remover {
    ($vis:vis $name:ident, $path:expr, $default:literal, $state:ty) => {
        #[folio::delete("/fixed/{id}")]
        $vis async fn $name(
            id: u64,
            #[query(default = $default)] times: u32,
            state: folio::State<$state>,
        ) {
            let _ = (id, times, state, $path);
        }
    };
}

remover!(pub(crate) removed, "/unused", 3, String);

fn main() {
    assert_eq!(doubled(4), 8);
    let _ = folio::routes![removed];
    let app = folio::App::new("t", "1").routes(folio::routes![doubled, listed]);
    assert!(app.build().is_ok());
}
