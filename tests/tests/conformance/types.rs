//! `types/*`: one value of each kind, as JSON and as MessagePack. The endpoints are the same: the router
//! that they are mounted in says the media type.

use std::{
    collections::{BTreeMap, BTreeSet},
    net::{Ipv4Addr, Ipv6Addr},
    path::PathBuf,
};

use folio::{Media, Mounted, Router, get, routes};
use jiff::{SignedDuration, Timestamp, civil};
use serde::{Serialize, Serializer};
use serde_json::{Value, json};
use utoipa::{PartialSchema, ToSchema};
use uuid::Uuid;

/// What each route returns.
#[derive(Serialize, ToSchema)]
struct Valued<T> {
    value: T,
}

/// A type that serde writes as a text, and that has no schema of its own.
#[derive(Serialize)]
struct Written<T>(T);

impl<T> PartialSchema for Written<T> {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
        String::schema()
    }
}

impl<T> ToSchema for Written<T> {}

/// A number of hundredths, written without losing any.
struct Hundredths(i64);

impl Serialize for Hundredths {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{}.{:02}", self.0 / 100, self.0 % 100))
    }
}

#[derive(Serialize, ToSchema)]
struct Person {
    id: u8,
    nickname: Option<String>,
    tags: Vec<String>,
}

#[derive(Serialize, ToSchema)]
struct Typed {
    id: u8,
    label: &'static str,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum Color {
    Red,
}

/// A zone's offset is written, its name is not.
struct Offset(&'static str);

impl Serialize for Offset {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let zoned: jiff::Zoned = self.0.parse().map_err(serde::ser::Error::custom)?;
        let text = zoned.strftime("%Y-%m-%dT%H:%M:%S%:z");
        serializer.collect_str(&text)
    }
}

fn noon() -> civil::DateTime {
    civil::date(2024, 2, 29).at(12, 30, 45, 0)
}

macro_rules! kinds {
    ($($name:ident $path:literal: $type:ty = $value:expr;)*) => {
        $(
            #[get($path)]
            fn $name() -> Valued<$type> {
                Valued { value: $value }
            }
        )*

        fn endpoints() -> Vec<Mounted> {
            routes![$($name),*].into_iter().collect()
        }
    };
}

kinds! {
    none "/none": Option<u8> = None;
    truth "/true": bool = true;
    falsehood "/false": bool = false;
    int "/int": u8 = 42;
    int_negative "/int-negative": i8 = -7;
    int_big "/int-2p53-plus-1": u64 = 9_007_199_254_740_993;
    int_u64_max "/int-u64-max": u64 = u64::MAX;
    int_i64_min "/int-i64-min": i64 = i64::MIN;
    float_half "/float-half": f64 = 0.5;
    float_whole "/float-whole": f64 = 1.0;
    float_tenth "/float-tenth": f64 = 0.1;
    float_huge "/float-huge": f64 = 1e300;
    float_neg_zero "/float-neg-zero": f64 = -0.0;
    str_odd "/str-odd": String = "é☃ \"\\/\n\t\u{1}<&>".to_owned();
    str_empty "/str-empty": &'static str = "";
    dataclass "/dataclass": Person = Person { id: 1, nickname: Some("Al".to_owned()), tags: vec!["x".to_owned()] };
    dataclass_null "/dataclass-null-field": Person = Person { id: 2, nickname: None, tags: Vec::new() };
    typed_dict "/typed-dict": Typed = Typed { id: 4, label: "typed" };
    enum_str "/enum-str": Color = Color::Red;
    uuid_ "/uuid": Written<Uuid> = Written(Uuid::from_u128(0x1234_5678_1234_5678_1234_5678_1234_5678));
    date "/date": Written<civil::Date> = Written(noon().date());
    time "/time": Written<civil::Time> = Written(noon().time());
    time_micro "/time-micro": Written<civil::Time> = Written(civil::time(12, 30, 45, 5_000));
    datetime_naive "/datetime-naive": Written<civil::DateTime> = Written(noon());
    datetime_utc "/datetime-utc": Written<Timestamp> = Written(Timestamp::constant(1_709_209_845, 0));
    datetime_offset "/datetime-offset": Written<Offset> = Written(Offset("2024-02-29T12:30:45+02:30[+02:30]"));
    duration "/duration": Written<SignedDuration> = Written(SignedDuration::from_millis(93_603_500));
    decimal_frac "/decimal-frac": Written<Hundredths> = Written(Hundredths(110));
    tuple "/tuple": Value = json!([1, "a", null]);
    set "/set": BTreeSet<u8> = BTreeSet::from([2, 1]);
    dict_empty "/dict-empty": BTreeMap<String, u8> = BTreeMap::new();
    dict_order "/dict-order": Value = json!({"z": 1, "a": 2, "m": 3});
    dict_int_keys "/dict-int-keys": BTreeMap<u8, String> = BTreeMap::from([(1, "one".to_owned())]);
    path "/path": Written<PathBuf> = Written(PathBuf::from("/tmp/a b"));
    ipv4 "/ipv4": Written<Ipv4Addr> = Written(Ipv4Addr::LOCALHOST);
    ipv6 "/ipv6": Written<Ipv6Addr> = Written(Ipv6Addr::LOCALHOST);
}

pub(crate) fn router() -> Router {
    let json = Router::new("/json").operation_prefix("json_");
    let packed = Router::new("/msgpack").operation_prefix("msgpack_");
    Router::new("/types")
        .mount(json.routes(endpoints()))
        .mount(packed.media_type(Media::MESSAGE_PACK).routes(endpoints()))
}

const JSON: Option<&str> = Some("application/json");

pub(crate) const SIBLINGS: &[crate::Row] = &[
    ("GET /types/json/false", 200, JSON, "{\"value\":false}"),
    ("GET /types/json/int-negative", 200, JSON, "{\"value\":-7}"),
    (
        "GET /types/json/int-u64-max",
        200,
        JSON,
        "{\"value\":18446744073709551615}",
    ),
    (
        "GET /types/json/int-i64-min",
        200,
        JSON,
        "{\"value\":-9223372036854775808}",
    ),
    (
        "GET /types/json/str-odd",
        200,
        JSON,
        "{\"value\":\"é☃ \\\"\\\\/\\n\\t\\u0001<&>\"}",
    ),
    ("GET /types/json/str-empty", 200, JSON, "{\"value\":\"\"}"),
    (
        "GET /types/json/dataclass",
        200,
        JSON,
        "{\"value\":{\"id\":1,\"nickname\":\"Al\",\"tags\":[\"x\"]}}",
    ),
    ("GET /types/json/enum-str", 200, JSON, "{\"value\":\"red\"}"),
    (
        "GET /types/json/time",
        200,
        JSON,
        "{\"value\":\"12:30:45\"}",
    ),
    (
        "GET /types/json/time-micro",
        200,
        JSON,
        "{\"value\":\"12:30:45.000005\"}",
    ),
    (
        "GET /types/json/datetime-naive",
        200,
        JSON,
        "{\"value\":\"2024-02-29T12:30:45\"}",
    ),
    (
        "GET /types/json/datetime-utc",
        200,
        JSON,
        "{\"value\":\"2024-02-29T12:30:45Z\"}",
    ),
    (
        "GET /types/json/datetime-offset",
        200,
        JSON,
        "{\"value\":\"2024-02-29T12:30:45+02:30\"}",
    ),
    // One duration, in another spelling than Litestar's `P1DT7203.5S`: both are ISO 8601.
    (
        "GET /types/json/duration",
        200,
        JSON,
        "{\"value\":\"PT26H3.5S\"}",
    ),
    ("GET /types/json/set", 200, JSON, "{\"value\":[1,2]}"),
    (
        "GET /types/json/dict-int-keys",
        200,
        JSON,
        "{\"value\":{\"1\":\"one\"}}",
    ),
    (
        "GET /types/json/path",
        200,
        JSON,
        "{\"value\":\"/tmp/a b\"}",
    ),
    (
        "GET /types/json/ipv4",
        200,
        JSON,
        "{\"value\":\"127.0.0.1\"}",
    ),
    ("GET /types/json/ipv6", 200, JSON, "{\"value\":\"::1\"}"),
    (
        "GET /types/msgpack/date",
        200,
        Some("application/vnd.msgpack"),
        "*",
    ),
];

/// MessagePack of some siblings, byte by byte behind `81 a5 value`.
pub(crate) const PACKED: &[(&str, &[u8])] = &[
    ("true", b"\xc3"),
    ("int", b"\x2a"),
    ("str-empty", b"\xa0"),
    (
        "dataclass-null-field",
        b"\x83\xa2id\x02\xa8nickname\xc0\xa4tags\x90",
    ),
    ("date", b"\xaa2024-02-29"),
    ("dict-empty", b"\x80"),
    ("dict-int-keys", b"\x81\x01\xa3one"),
];
