//! `custom/*`: what a type is written as, which serde says.

use folio::{Mounted, Response, get, routes};
use serde::{Serialize, Serializer};
use utoipa::ToSchema;

/// An amount, in hundredths.
struct Money {
    cents: u64,
}

impl Serialize for Money {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!(
            "{}.{:02}",
            self.cents / 100,
            self.cents % 100
        ))
    }
}

/// What everything costs.
const PRICE: Money = Money { cents: 1250 };

#[derive(Serialize, ToSchema)]
struct Offer {
    #[schema(value_type = String)]
    price: Money,
}

fn by_handler<S: Serializer>(_: &Money, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str("handler")
}

/// One route's way to write it.
#[derive(Serialize, ToSchema)]
struct Said {
    #[serde(serialize_with = "by_handler")]
    #[schema(value_type = String)]
    price: Money,
}

#[get("/custom/handler-encoder")]
fn encoder() -> Offer {
    Offer { price: PRICE }
}

#[get("/custom/handler-encoder-on-response")]
fn on_response() -> Response<Said> {
    Response::new(Said { price: PRICE })
}

pub(crate) fn routes() -> Vec<Mounted> {
    routes![encoder, on_response].into_iter().collect()
}
