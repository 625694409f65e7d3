//! The forms problems are offered in: negotiated as any other answer is (RFC 9110 §12.5.1).

use std::fmt::Write as _;

use http::{HeaderMap, HeaderValue, Response, header::CONTENT_TYPE};
use serde_json::{Map, Value, json};

use crate::{
    body::Body,
    fields::Accept,
    media::Media,
    offer::{Offer, Write},
};

/// A form of problems besides `application/problem+json`, which is always offered and is what a
/// client gets that accepts none.
///
/// ```
/// use folio::{App, ProblemFormat};
///
/// let app = App::new("Shop", "1.0.0").problem_formats([ProblemFormat::Html, ProblemFormat::Text]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ProblemFormat {
    /// A small page, for people with a browser.
    Html,
    /// Lines of text.
    Text,
    /// The members as MessagePack.
    #[cfg(feature = "messagepack")]
    #[cfg_attr(docsrs, doc(cfg(feature = "messagepack")))]
    MessagePack,
}

impl ProblemFormat {
    /// Its media type.
    #[must_use]
    pub const fn media(self) -> Media {
        match self {
            ProblemFormat::Html => Media::HTML,
            ProblemFormat::Text => Media::TEXT,
            #[cfg(feature = "messagepack")]
            ProblemFormat::MessagePack => Media::MESSAGE_PACK,
        }
    }

    /// Those of an endpoint whose layers name none: what its answers are offered in.
    pub(crate) fn of_offers(offers: &[Offer]) -> Vec<Self> {
        let several = offers.iter().filter(|_| offers.len() > 1);
        several
            .filter_map(|offer| match &offer.write {
                #[cfg(feature = "messagepack")]
                Write::MessagePack => Some(ProblemFormat::MessagePack),
                Write::Template(..) if offer.media == Media::HTML.name => Some(ProblemFormat::Html),
                _ => None,
            })
            .collect()
    }

    /// The one a client likes better than JSON.
    pub(crate) fn choose(formats: &[Self], headers: &HeaderMap) -> Option<Self> {
        let problem = std::iter::once(Media::PROBLEM);
        let media = problem.chain(formats.iter().map(|format| format.media()));
        let media: Vec<&str> = media.map(|media| media.name).collect();
        let chosen = Accept::from_headers(headers).best_match(&media)?;
        formats.get(chosen.checked_sub(1)?).copied()
    }

    /// Writes a problem anew; any other answer stays as it is.
    pub(crate) fn rewrite(self, response: &mut Response<Body>) {
        let is_problem = response
            .headers()
            .get(CONTENT_TYPE)
            .is_some_and(|media| media == Media::PROBLEM.name);
        let read = response.body().bytes().filter(|_| is_problem);
        let Some(Value::Object(problem)) = read.and_then(|b| serde_json::from_slice(b).ok()) else {
            return;
        };
        let bytes = self.write(&problem);
        let begun = response.body_mut().take_after();
        *response.body_mut() = Body::full(bytes);
        response.body_mut().give_after(begun);
        let media = HeaderValue::from_static(self.media().name);
        response.headers_mut().insert(CONTENT_TYPE, media);
    }

    fn write(self, problem: &Map<String, Value>) -> Vec<u8> {
        match self {
            ProblemFormat::Html => html(problem).into_bytes(),
            ProblemFormat::Text => text(problem).into_bytes(),
            #[cfg(feature = "messagepack")]
            // What was read from JSON has a form in MessagePack; a `Vec` takes all that is written.
            ProblemFormat::MessagePack => rmp_serde::to_vec_named(problem).unwrap_or_default(),
        }
    }

    /// The schema of a problem in this form, whose own schema is known.
    pub(crate) fn schema(self, own: &Value) -> Value {
        if self.media().format.is_raw() {
            json!({"type": "string"})
        } else {
            own.clone()
        }
    }
}

/// The members that a person reads, and each further one.
fn parts(problem: &Map<String, Value>) -> (String, String, Vec<(&str, String)>) {
    let plain = |value: &Value| {
        value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned)
    };
    let member = |name: &str| problem.get(name).map(plain).unwrap_or_default();
    let further = problem
        .iter()
        .filter(|(name, _)| !["type", "title", "status", "detail"].contains(&name.as_str()))
        .map(|(name, value)| (name.as_str(), plain(value)));
    let title = format!("{} {}", member("status"), member("title"));
    (title, member("detail"), further.collect())
}

fn text(problem: &Map<String, Value>) -> String {
    let (title, detail, further) = parts(problem);
    let mut text = format!("{title}\n");
    if !detail.is_empty() {
        let _ = writeln!(text, "{detail}");
    }
    for (name, value) in further {
        let _ = writeln!(text, "{name}: {value}");
    }
    text
}

fn html(problem: &Map<String, Value>) -> String {
    let (title, detail, further) = parts(problem);
    let title = escaped(&title);
    let mut page = format!(
        "<!doctype html>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n<h1>{title}</h1>\n"
    );
    if !detail.is_empty() {
        let _ = writeln!(page, "<p>{}</p>", escaped(&detail));
    }
    if !further.is_empty() {
        page.push_str("<dl>\n");
        for (name, value) in further {
            let _ = writeln!(
                page,
                "<dt>{}</dt><dd>{}</dd>",
                escaped(name),
                escaped(&value)
            );
        }
        page.push_str("</dl>\n");
    }
    page
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}
