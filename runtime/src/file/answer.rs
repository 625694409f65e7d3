//! What a request gets of a file: all of it, parts, 304, 412 or 416, decided here for handlers and for
//! [`Directory`](super::Directory) alike.

mod describe;

use std::{
    ops::Range,
    time::{Duration, SystemTime},
};

use http::{
    HeaderMap, HeaderValue, Method, Response, StatusCode,
    header::{
        ACCEPT_RANGES, CONTENT_DISPOSITION, CONTENT_ENCODING, CONTENT_RANGE, CONTENT_TYPE, ETAG,
        IF_RANGE, LAST_MODIFIED, RANGE,
    },
};

use super::{File, Sending, fault::FileFault, media, multipart::multipart, open::OpenFile};
use crate::{
    body::Body,
    context::Context,
    fields::{ByteRanges, Outcome, Selected, Validators, unsatisfied, written},
    openapi::OperationDoc,
    problem::{Problem, Rejection},
    reply::{Raw, Respond, Said, Textual, by, settle},
    validate::{PreconditionFailed, http_date},
};

/// No range of the request lies in the file.
#[derive(Debug, Problem)]
#[problem(status = 416)]
struct RangeNotSatisfiable {
    /// How long the file is.
    #[problem(header = "content-range")]
    content_range: String,
}

/// How many headers are put in, so that the map grows once at most.
const DESCRIBED: usize = 6;

/// What a request gets.
#[derive(Debug)]
pub(super) enum Verdict {
    Whole,
    Parts(Vec<Range<u64>>),
    NotModified,
    Refused(Rejection),
}

/// What an answer says, and which headers it stands over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Head {
    Success,
    NotModified,
    Error,
}

impl Verdict {
    /// Several parts of what is encoded would be said to be encoded together.
    fn unless_encoded(self, is_encoded: impl FnOnce() -> bool) -> Self {
        match self {
            Verdict::Parts(parts) if parts.len() > 1 && is_encoded() => Verdict::Whole,
            verdict => verdict,
        }
    }

    /// The headers that the answer stands over.
    pub(super) fn head(&self) -> Head {
        match self {
            Verdict::Whole | Verdict::Parts(_) => Head::Success,
            Verdict::NotModified => Head::NotModified,
            Verdict::Refused(_) => Head::Error,
        }
    }
}

/// What a request gets of a file whose answer would be a 200.
fn judge(method: &Method, headers: &HeaderMap, size: u64, validators: &Validators) -> Verdict {
    if !reads(method) {
        return Verdict::Whole;
    }
    match Outcome::evaluate(method, headers, Some(validators)) {
        Outcome::Proceed => {}
        Outcome::NotModified => return Verdict::NotModified,
        Outcome::Failed => return Verdict::Refused(PreconditionFailed.into()),
    }
    if *method != Method::GET || !headers.contains_key(RANGE) || !is_same(headers, validators) {
        return Verdict::Whole;
    }
    let selected = ByteRanges::from_headers(headers).map(|ranges| ranges.select(size));
    match selected {
        None | Some(Selected::Whole) => Verdict::Whole,
        Some(Selected::Parts(parts)) => Verdict::Parts(parts),
        Some(Selected::Unsatisfiable) => {
            let refusal = RangeNotSatisfiable {
                content_range: unsatisfied(size),
            };
            Verdict::Refused(refusal.into())
        }
    }
}

fn reads(method: &Method) -> bool {
    [Method::GET, Method::HEAD].contains(method)
}

impl Sending {
    /// What a [`Response`](crate::Response) around the file says goes before what the file says.
    fn hear(&mut self, said: Said) {
        self.media = said.media.or(self.media.take());
        self.etag = said.etag.or(self.etag.take());
        self.modified = said.modified.or(self.modified);
        self.is_encoded |= said.is_encoded;
    }

    /// The validators that the answer carries, and that the request is judged by. No date is later than
    /// the answer (RFC 9110 §8.8.2.1).
    fn validators(&mut self, file: &mut OpenFile) -> Validators {
        let modified = self.modified.or(file.last_modified());
        Validators {
            etag: self.etag.take().or_else(|| file.take_etag()),
            last_modified: modified.map(|modified| modified.min(SystemTime::now())),
        }
    }

    /// The answer, over headers that fit the verdict and under the status of a success.
    pub(super) fn write(
        self,
        own_name: Option<&str>,
        method: &Method,
        status: StatusCode,
        (file, validators): (OpenFile, Validators),
        verdict: Verdict,
        headers: HeaderMap,
    ) -> Response<Body> {
        let mut response = Response::new(Body::empty());
        *response.headers_mut() = headers;
        *response.status_mut() = status;
        let ranged = reads(method) && status == StatusCode::OK;
        match verdict {
            Verdict::Refused(rejection) => {
                let headers = std::mem::take(response.headers_mut());
                let mut response = rejection.respond(headers);
                if response.status() == StatusCode::RANGE_NOT_SATISFIABLE {
                    accept_ranges(response.headers_mut());
                }
                return settle(response);
            }
            Verdict::NotModified => {
                *response.status_mut() = StatusCode::NOT_MODIFIED;
                validate(response.headers_mut(), validators, true);
                return settle(response);
            }
            Verdict::Parts(parts) => {
                *response.status_mut() = StatusCode::PARTIAL_CONTENT;
                self.describe(own_name, response.headers_mut(), validators);
                accept_ranges(response.headers_mut());
                self.parts(&mut response, file, &parts);
                return settle(response);
            }
            Verdict::Whole => {}
        }
        self.describe(own_name, response.headers_mut(), validators);
        if ranged {
            accept_ranges(response.headers_mut());
        }
        *response.body_mut() = if *method == Method::HEAD {
            file.unread(self.chunk)
        } else {
            let whole = 0..file.size();
            file.send(whole, self.chunk)
        };
        response
    }

    fn parts(&self, response: &mut Response<Body>, file: OpenFile, parts: &[Range<u64>]) {
        let size = file.size();
        if let [part] = parts {
            // Digits and letters always are a value.
            if let Ok(value) = HeaderValue::try_from(written(part, size)) {
                response.headers_mut().insert(CONTENT_RANGE, value);
            }
            *response.body_mut() = file.send(part.clone(), self.chunk);
            return;
        }
        let own = response.headers_mut().remove(CONTENT_TYPE);
        let own = own.unwrap_or(HeaderValue::from_static("application/octet-stream"));
        let (media, segments) = multipart(parts, size, &own);
        response.headers_mut().insert(CONTENT_TYPE, media);
        *response.body_mut() = file.stream(segments, self.chunk);
    }

    /// What is said of the file itself.
    fn describe(&self, own_name: Option<&str>, headers: &mut HeaderMap, validators: Validators) {
        let name = self.name.as_deref().or(own_name);
        headers.reserve(DESCRIBED);
        if let Some(media) = &self.media {
            headers.insert(CONTENT_TYPE, media.clone());
        } else if !headers.contains_key(CONTENT_TYPE) {
            headers.insert(CONTENT_TYPE, media::by_name(name.unwrap_or_default()));
        }
        if let Some(disposition) = self.disposition {
            headers.insert(CONTENT_DISPOSITION, disposition.value(name));
        }
        validate(headers, validators, false);
    }
}

/// Puts the validators of a file in; a 304 has a date only where it has no tag (RFC 9110 §15.4.5).
fn validate(headers: &mut HeaderMap, validators: Validators, not_modified: bool) {
    if let Some(tag) = validators.etag {
        headers.insert(ETAG, tag.into());
        if not_modified {
            return;
        }
    }
    if let Some(date) = validators.last_modified.and_then(http_date) {
        headers.insert(LAST_MODIFIED, date);
    }
}

fn accept_ranges(headers: &mut HeaderMap) {
    headers.insert(ACCEPT_RANGES, HeaderValue::from_static("bytes"));
}

/// Whether ranges count, as far as `If-Range` is concerned. A date within the last second is none to
/// tell states by: the file could change again within it (RFC 9110 §8.8.2.2).
fn is_same(headers: &HeaderMap, validators: &Validators) -> bool {
    if !headers.contains_key(IF_RANGE) {
        return true;
    }
    let settled = |time: &SystemTime| {
        let age = SystemTime::now().duration_since(*time);
        age.is_ok_and(|age| age >= Duration::from_secs(1))
    };
    let strong = Validators {
        etag: validators.etag.clone(),
        last_modified: validators.last_modified.filter(settled),
    };
    strong.if_range(headers)
}

#[diagnostic::do_not_recommend]
impl Respond<by::Itself> for File {
    const BODY: bool = true;
    const CONDITIONAL: bool = true;

    fn describe(doc: &mut OperationDoc<'_>) {
        describe::describe(doc);
    }

    fn respond(mut self, cx: &mut Context) -> Response<Body> {
        if let Some(said) = cx.said.take() {
            self.sending.hear(*said);
        }
        if let Some(opened) = self.source.open_now() {
            return answer(opened, self, cx);
        }
        let mut cx = cx.detached();
        Response::new(Body::later(Box::pin(async move {
            let opened = self.source.open().await;
            Ok(answer(opened, self, &mut cx))
        })))
    }
}

impl Textual<by::Itself> for File {}
impl Raw<by::Itself> for File {}

fn answer(
    opened: Result<OpenFile, FileFault>,
    File {
        source,
        mut sending,
    }: File,
    cx: &mut Context,
) -> Response<Body> {
    let mut file = match opened {
        Ok(file) => file,
        Err(fault) => {
            let errors = cx.headers(|route| &route.errors);
            return settle(Rejection::from(fault).respond(errors));
        }
    };
    let status = cx.status.unwrap_or(cx.route().status);
    let validators = sending.validators(&mut file);
    let verdict = if status == StatusCode::OK {
        judge(
            &cx.parts.method,
            &cx.parts.headers,
            file.size(),
            &validators,
        )
    } else {
        Verdict::Whole
    };
    let verdict = verdict.unless_encoded(|| {
        let ready = &cx.route().offers[0].ready;
        sending.is_encoded || ready.contains_key(CONTENT_ENCODING)
    });
    let head = verdict.head();
    let headers = cx.headers(|route| match head {
        Head::Success => &route.offers[0].ready,
        Head::NotModified => &route.bare,
        Head::Error => &route.errors,
    });
    let (name, known) = (source.name(), (file, validators));
    sending.write(
        name.as_deref(),
        &cx.parts.method,
        status,
        known,
        verdict,
        headers,
    )
}

/// Answers outside of any route: no layer's headers stand under it.
pub(super) fn bare(
    opened: Result<OpenFile, FileFault>,
    mut sending: Sending,
    (method, headers): (&Method, &HeaderMap),
) -> Response<Body> {
    let mut file = match opened {
        Ok(file) => file,
        Err(fault) => return Rejection::from(fault).respond(HeaderMap::new()),
    };
    let validators = sending.validators(&mut file);
    let verdict = judge(method, headers, file.size(), &validators);
    let verdict = verdict.unless_encoded(|| sending.is_encoded);
    let known = (file, validators);
    sending.write(
        None,
        method,
        StatusCode::OK,
        known,
        verdict,
        HeaderMap::new(),
    )
}
