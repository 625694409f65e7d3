//! The app: all routes, and what its document says of the whole.

use folio::{App, CursorKeys, PageOptions, ResponseHeader};

use crate::access;
use crate::encoder::Csv;
use crate::routes::{cities, countries, events, exports, health, home, styles};
use crate::store::Store;

const DESCRIPTION: &str = "The populated places of the world and the countries they are in.

The data is from [GeoNames](https://www.geonames.org/), under [CC BY 4.0](https://creativecommons.org/licenses/by/4.0/).
Errors are problem details ([RFC 9457](https://www.rfc-editor.org/rfc/rfc9457)).";

/// The app over the data in `store`; its cursors are signed by `keys`.
pub(crate) fn app(store: Store, keys: CursorKeys) -> App {
    api(keys).state(store)
}

/// The app without its data, which its document doesn't need.
pub(crate) fn api(keys: CursorKeys) -> App {
    let app = App::new("Atlas", env!("CARGO_PKG_VERSION"))
        .description(DESCRIPTION)
        .license(
            "Creative Commons Attribution 4.0 International",
            "CC-BY-4.0",
        )
        .tag("cities", "Populated places.")
        .tag("exports", "All cities at once.")
        .tag("events", "Changes of cities, as they are made.")
        .tag("countries", "Countries and territories.")
        .tag("service", "The service itself.")
        .response_header(version())
        .pages(PageOptions::new().cursor_keys(keys))
        .after_response(access::log)
        .encoder(Csv)
        .mount(cities::router())
        .mount(exports::router())
        .mount(events::router())
        .mount(countries::router())
        .mount(health::router())
        .mount(home::router())
        .docs("/docs");
    styles::mounted(app)
}

/// What every answer says of who made it.
fn version() -> ResponseHeader {
    ResponseHeader::new("x-atlas-version")
        .value(env!("CARGO_PKG_VERSION"))
        .description("Version of the atlas that answered.")
}
