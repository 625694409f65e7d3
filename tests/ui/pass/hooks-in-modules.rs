//! Hooks by their paths: in modules, of types, plain functions that give futures.

#![deny(warnings)]

mod hooks {
    use folio::{Body, Context, RequestHead, ResponseEnd, http::Response};

    pub(crate) mod deep {
        /// A gate that never closes.
        pub(crate) async fn gate(cx: &mut super::Context) -> Option<&'static str> {
            let closed = cx.parts().headers.contains_key("x-closed");
            std::future::ready(()).await;
            closed.then_some("closed")
        }
    }

    pub(crate) struct Clock;

    impl Clock {
        pub(crate) async fn stamp(request: &RequestHead, response: &mut Response<Body>) {
            let _ = (request.method(), response.status());
        }
    }

    pub(crate) fn count(
        _: &RequestHead,
        end: &ResponseEnd,
    ) -> impl Future<Output = ()> + Send + use<> {
        let _ = end.status;
        std::future::ready(())
    }
}

use hooks::deep;

#[folio::get(
    "/cities",
    before_request = deep::gate,
    before_request = crate::hooks::deep::gate,
    after_request = hooks::Clock::stamp,
    after_request(self::hooks::Clock::stamp, header("x-time")),
    after_response = hooks::count,
)]
fn handler() -> String {
    String::new()
}

fn main() {
    let app = folio::App::new("t", "1").routes(folio::routes![handler]);
    assert!(app.build().is_ok());
}
