//! Whatever a query holds: never a 5xx, and never an answer that the document doesn't have.

use std::sync::LazyLock;

use folio::test::Client;
use percent_encoding::{NON_ALPHANUMERIC, percent_encode};
use proptest::prelude::*;

use crate::app::{Row, block_on, client, paths};

const NAMES: [&str; 30] = [
    "page",
    "page_size",
    "itemsPerPage",
    "items_per_page",
    "offset",
    "limit",
    "skip",
    "cursor",
    "results_per_page",
    "current_page",
    "per_page",
    "page[number]",
    "page%5bnumber%5D",
    "page%5Bsize%5D",
    "page[after]",
    "page%5Bbefore%5D",
    "page[offset]",
    "first",
    "after",
    "last",
    "before",
    "page_token",
    "starting_after",
    "ending_before",
    "sort",
    "sort_column",
    "sort_order",
    "%70age",
    "",
    "page%00",
];

const VALUES: [&str; 40] = [
    "",
    "0",
    "1",
    "2",
    "3",
    "99",
    "100",
    "101",
    "-0",
    "-1",
    "-9223372036854775808",
    "+1",
    "%2B3",
    "007",
    "1_0",
    "%201",
    "1%0A",
    "1.0",
    "1e3",
    "0x10",
    "9223372036854775807",
    "9223372036854775808",
    "18446744073709551615",
    "18446744073709551616",
    "340282366920938463463374607431768211456",
    "%D9%A3",
    "%EF%BC%93",
    "%00",
    "1%00",
    "%FF%FE",
    "%C3%28",
    "%",
    "%zz",
    "NaN",
    "null",
    "true",
    "id",
    "-name",
    "desc",
    "'%20or%201=1--",
];

struct Served {
    client: Client,
    paths: Vec<String>,
    /// Genuine cursors, of other routes mostly.
    tokens: Vec<String>,
}

static SERVED: LazyLock<Served> = LazyLock::new(|| {
    let (client, table) = client();
    let row = |id| Row {
        id,
        name: format!("{}", id % 3),
        year: id.is_multiple_of(2).then_some(2000),
        rating: None,
        open: true,
    };
    table.set(&(0..12).map(row).collect::<Vec<_>>());
    let tokens = block_on(async {
        let mut tokens = Vec::new();
        for target in [
            "/envelope_cursor/sorted?sort=name&limit=4",
            "/envelope_cursor/sorted?sort=-id&limit=4",
            "/envelope_cursor/cursor?limit=4",
            "/envelope_cursor/slice?limit=4",
            "/stripe/position?limit=4",
            "/stripe/presorted?limit=4&sort=year",
        ] {
            for page in client.walk(target).await.pages() {
                let page: serde_json::Value = page.answer().json();
                let both = ["next_cursor", "previous_cursor"].map(|name| page[name].as_str());
                tokens.extend(both.into_iter().flatten().map(str::to_owned));
            }
        }
        tokens
    });
    Served {
        paths: paths(&client),
        client,
        tokens,
    }
});

fn encoded(bytes: &[u8]) -> String {
    percent_encode(bytes, NON_ALPHANUMERIC).to_string()
}

fn value() -> impl Strategy<Value = String> {
    let token = || any::<proptest::sample::Index>().prop_map(|i| i.get(&SERVED.tokens).clone());
    let spliced = (token(), token(), any::<proptest::sample::Index>()).prop_map(|(a, b, at)| {
        let at = at.index(a.len().min(b.len()));
        format!("{}{}", &a[..at], &b[at..])
    });
    prop_oneof![
        4 => proptest::sample::select(&VALUES[..]).prop_map(str::to_owned),
        1 => token(),
        1 => spliced,
        1 => any::<Vec<u8>>().prop_map(|bytes| encoded(&bytes)),
        1 => "[0-9]{100}",
        1 => "[!$'()*,./0-9:;=@A-Z_a-z~?\\[\\]{}|\"`^<>%-]{0,30}",
        1 => (1..3000_usize).prop_map(|count| "9".repeat(count)),
    ]
}

fn query() -> impl Strategy<Value = String> {
    let name = prop_oneof![
        9 => proptest::sample::select(&NAMES[..]).prop_map(str::to_owned),
        1 => any::<Vec<u8>>().prop_map(|bytes| encoded(&bytes)),
    ];
    let pair = (name, value(), 0..20_u8).prop_map(|(name, value, form)| match form {
        0 => name,
        1 => format!("&{name}={value}="),
        _ => format!("{name}={value}"),
    });
    proptest::collection::vec(pair, 0..5).prop_map(|pairs| pairs.join("&"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn no_query_makes_a_5xx(path in any::<proptest::sample::Index>(), query in query()) {
        let Served { client, paths, .. } = &*SERVED;
        let target = format!("{}?{query}", path.get(paths));
        prop_assume!(target.parse::<folio::http::Uri>().is_ok());
        let answer = block_on(async { client.get(&target).await });
        prop_assert!(matches!(answer.status().as_u16(), 200 | 400 | 422), "{target}");
    }
}

/// Every value in every parameter of every way of asking.
#[test]
fn every_parameter_is_tried() {
    let Served {
        client,
        paths,
        tokens,
        ..
    } = &*SERVED;
    let document = client.service().document();
    let mut asked = 0;
    block_on(async {
        for path in paths
            .iter()
            .filter(|path| path.ends_with("/sorted") || path.ends_with("/offset"))
        {
            let parameters = document["paths"][path]["get"]["parameters"].as_array();
            for parameter in parameters.into_iter().flatten() {
                let name = parameter["name"].as_str().expect("a name");
                let name = encoded(name.as_bytes());
                let hundred = "7".repeat(100);
                let more = [hundred.as_str(), &tokens[0], &tokens[9]];
                for value in VALUES.iter().copied().chain(more) {
                    let target = format!("{path}?{name}={value}&{name}={value}");
                    for target in [target.as_str(), target.split('&').next().expect("one")] {
                        let answer = client.get(target).await;
                        assert!(
                            matches!(answer.status().as_u16(), 200 | 400 | 422),
                            "{target}"
                        );
                        asked += 1;
                    }
                }
            }
        }
    });
    assert!(asked > 5_000, "{asked}");
}
