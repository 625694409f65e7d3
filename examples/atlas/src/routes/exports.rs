//! All cities at once: out of the database, and the file that it was built from.

use std::sync::LazyLock;

use folio::{BodyError, ETag, File, JsonLines, Piece, Router, State, Stream, get, routes};

use crate::city::City;
use crate::error::Unavailable;
use crate::import::CITIES;
use crate::store::{Export, Filter, Store};

/// The members of a city, in the order they are written in.
const HEADER: &str = "id,name,ascii_name,latitude,longitude,feature_code,country,admin1,population,elevation,timezone,modified\n";

/// The endpoints of this file.
pub(crate) fn router() -> Router {
    Router::new("")
        .tag("exports")
        .mount(Router::new("/cities").routes(routes![
            export_json_lines,
            export_csv,
            export_messagepack
        ]))
        .mount(Router::new("/data").routes(routes![source_file]))
}

/// Gives all cities as JSON, one a line.
///
/// They come by their ids, as they are when they are read. An answer that is cut off is gone on with by
/// `after`, the id of the last city that came whole; it doesn't matter whether that still exists.
#[get(
    "/export.jsonl",
    header("content-disposition" = "attachment; filename=\"cities.jsonl\"", success_only)
)]
async fn export_json_lines(
    /// Only cities of the country with this ISO 3166-1 alpha-2 code.
    #[query(pattern = "^[A-Z]{2}$")]
    country: Option<String>,
    /// Only cities with at least this many inhabitants.
    #[query(default = 0)]
    min_population: u64,
    /// Only cities with a greater id.
    #[query]
    after: Option<u64>,
    store: State<Store>,
) -> Result<JsonLines<City>, Unavailable> {
    let filter = Filter {
        country,
        min_population,
    };
    let mut export = store.export(filter, after).await?;
    Ok(JsonLines::generate(async move |mut lines| {
        while let Some(cities) = export.batch().await? {
            for city in cities {
                lines.send(city).await;
            }
        }
        Ok::<(), BodyError>(())
    }))
}

/// Gives all cities as CSV, with a header line, whether or not there are any.
///
/// They come by their ids, as they are when they are read. An answer that is cut off is gone on with by
/// `after`, the id of the last city that came whole; it doesn't matter whether that still exists. What
/// comes then has no header line, so that it can be added to what is there.
#[get(
    "/export.csv",
    media_type = "text/csv; charset=utf-8",
    header("content-disposition" = "attachment; filename=\"cities.csv\"", success_only)
)]
async fn export_csv(
    /// Only cities of the country with this ISO 3166-1 alpha-2 code.
    #[query(pattern = "^[A-Z]{2}$")]
    country: Option<String>,
    /// Only cities with at least this many inhabitants.
    #[query(default = 0)]
    min_population: u64,
    /// Only cities with a greater id.
    #[query]
    after: Option<u64>,
    store: State<Store>,
) -> Result<Stream<String>, Unavailable> {
    let filter = Filter {
        country,
        min_population,
    };
    let export = store.export(filter, after).await?;
    let header = after.is_none().then(|| HEADER.to_owned());
    Ok(pieces(export, header, |cities| {
        let mut lines = csv::WriterBuilder::new()
            .has_headers(false)
            .from_writer(Vec::new());
        for city in cities {
            lines.serialize(city)?;
        }
        Ok(String::from_utf8(lines.into_inner()?)?)
    }))
}

/// Gives all cities as MessagePack: a map for each, one behind the other.
///
/// They come by their ids, as they are when they are read. An answer that is cut off is gone on with by
/// `after`, the id of the last city that came whole; it doesn't matter whether that still exists.
#[get(
    "/export.msgpack",
    header("content-disposition" = "attachment; filename=\"cities.msgpack\"", success_only)
)]
async fn export_messagepack(
    /// Only cities of the country with this ISO 3166-1 alpha-2 code.
    #[query(pattern = "^[A-Z]{2}$")]
    country: Option<String>,
    /// Only cities with at least this many inhabitants.
    #[query(default = 0)]
    min_population: u64,
    /// Only cities with a greater id.
    #[query]
    after: Option<u64>,
    store: State<Store>,
) -> Result<Stream<Vec<u8>>, Unavailable> {
    let filter = Filter {
        country,
        min_population,
    };
    let export = store.export(filter, after).await?;
    Ok(pieces(export, None, |cities| {
        let mut maps = Vec::new();
        for city in cities {
            rmp_serde::encode::write_named(&mut maps, city)?;
        }
        Ok(maps)
    }))
}

/// An export, a batch at a time, behind what stands in front of all.
fn pieces<T: Piece>(
    mut export: Export,
    first: Option<T>,
    mut write: impl FnMut(&[City]) -> Result<T, BodyError> + Send + 'static,
) -> Stream<T> {
    Stream::generate(async move |mut pieces| {
        if let Some(first) = first {
            pieces.send(first).await;
        }
        while let Some(cities) = export.batch().await? {
            pieces.send(write(&cities)?).await;
        }
        Ok::<(), BodyError>(())
    })
}

/// Gives the file that the database is built from: the cities as they are in GeoNames.
///
/// Changes that were made here are not in it.
#[get("/cities.csv.gz", media_type = "application/gzip")]
async fn source_file() -> File {
    /// The file is the same for as long as the program is.
    static TAG: LazyLock<ETag> = LazyLock::new(|| ETag::of(CITIES));
    File::bytes(CITIES).name("cities.csv.gz").etag(TAG.clone())
}
