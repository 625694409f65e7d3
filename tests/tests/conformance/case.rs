//! What was recorded: requests and their answers.

use std::{collections::BTreeMap, path::Path};

use serde::Deserialize;

/// One request and its answer.
#[derive(Deserialize)]
#[serde(from = "Written")]
pub(crate) struct Case {
    pub(crate) id: String,
    pub(crate) feature: String,
    pub(crate) request: Request,
    pub(crate) answer: Recorded,
    /// Headers of the request that another case's answer has: its id, and the name there.
    pub(crate) header_from: BTreeMap<String, (String, String)>,
    pub(crate) ignore_headers: Vec<String>,
    /// What of a document was looked at, as JSON Pointers.
    pub(crate) pointers: Vec<String>,
}

#[derive(Default)]
pub(crate) struct Request {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Option<String>,
}

/// A case as its file has it: the request in an object of its own or not.
#[derive(Deserialize)]
struct Written {
    id: String,
    feature: String,
    request: Option<WrittenRequest>,
    #[serde(flatten)]
    flat: WrittenRequest,
    answer: Recorded,
    #[serde(default)]
    header_from: BTreeMap<String, (String, String)>,
    #[serde(default)]
    ignore_headers: Vec<String>,
    #[serde(default)]
    pointers: Vec<String>,
}

#[derive(Deserialize)]
struct WrittenRequest {
    #[serde(default)]
    method: String,
    #[serde(default)]
    path: String,
    headers: Option<Headers>,
    body: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Headers {
    List(Vec<(String, String)>),
    Map(BTreeMap<String, String>),
}

impl From<Written> for Case {
    fn from(written: Written) -> Case {
        let request = written.request.unwrap_or(written.flat);
        let headers = match request.headers {
            Some(Headers::List(headers)) => headers,
            Some(Headers::Map(headers)) => headers.into_iter().collect(),
            None => Vec::new(),
        };
        Case {
            id: written.id,
            feature: written.feature,
            request: Request {
                method: request.method,
                path: request.path,
                headers,
                body: request.body,
            },
            answer: written.answer,
            header_from: written.header_from,
            ignore_headers: written.ignore_headers,
            pointers: written.pointers,
        }
    }
}

#[derive(Deserialize)]
pub(crate) struct Recorded {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    #[serde(default, alias = "body")]
    body_text: String,
    body_base64: Option<String>,
}

impl Recorded {
    /// The values of a header.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let is = move |known: &String| known.eq_ignore_ascii_case(name);
        let fields = self.headers.iter().filter(move |(known, _)| is(known));
        fields.map(|(_, value)| value.as_str())
    }

    pub(crate) fn body(&self) -> Vec<u8> {
        match &self.body_base64 {
            Some(text) => base64(text),
            None => self.body_text.clone().into_bytes(),
        }
    }
}

/// The systems that were recorded: files of cases are named after them.
const SYSTEMS: [&str; 5] = [
    "litestar",
    "flask_smorest",
    "fastapi_article",
    "starlette_jsonapi",
    "fastcrud",
];

/// The variable that names a directory of further files.
const MORE: &str = "FOLIO_CONFORMANCE_CASES";

/// The cases of a system: those of the sample, and those of further files.
pub(crate) fn all(system: &str) -> (Vec<Case>, Vec<Case>) {
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/conformance");
    let more = std::env::var_os(MORE);
    let more = more.map_or_else(Vec::new, |folder| of_folder(folder.as_ref(), system));
    (of_folder(sample.as_ref(), system), more)
}

/// The cases of each file of a folder that is named after a system.
fn of_folder(folder: &Path, system: &str) -> Vec<Case> {
    let mut cases = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        let name = path.file_stem().unwrap().to_string_lossy();
        let known = SYSTEMS.iter().find(|known| name.starts_with(**known));
        let known = known.unwrap_or_else(|| panic!("{name}.json is named after no system"));
        if *known == system {
            let text = std::fs::read_to_string(&path).unwrap();
            let read: Vec<Case> = serde_json::from_str(&text)
                .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            cases.extend(read);
        }
    }
    cases
}

/// RFC 4648 §4, of a text that is known to be right.
fn base64(text: &str) -> Vec<u8> {
    let value = |c| match c {
        b'A'..=b'Z' => c - b'A',
        b'a'..=b'z' => c - b'a' + 26,
        b'0'..=b'9' => c - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => panic!("{text} is no base64"),
    };
    let digits: Vec<u8> = text.trim_end_matches('=').bytes().map(value).collect();
    let (mut bits, mut count, mut bytes) = (0_u32, 0, Vec::new());
    for digit in digits {
        bits = bits << 6 | u32::from(digit);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from(bits >> count).unwrap());
            bits &= (1 << count) - 1;
        }
    }
    bytes
}
