//! A file that was found: what is known of it, and how a part of it is read.

use std::{fmt, ops::Range, sync::Arc, time::SystemTime};

use bytes::Bytes;

use super::{
    body::{Reader, Segment},
    disk::Disk,
    fault::FileFault,
    systems::FileFuture,
};
use crate::{body::Body, fields::ETag};

/// A file that was found: its size, its validators, and a way to read any part of it.
///
/// ```
/// use folio::OpenFile;
/// use http_body_util::BodyExt;
///
/// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
/// let file = OpenFile::bytes("Andorra");
/// assert_eq!(file.size(), 7);
/// let part = file.read(2..5).collect().await.unwrap().to_bytes();
/// assert_eq!(part, "dor");
/// # });
/// ```
#[derive(Debug, Clone)]
pub struct OpenFile {
    size: u64,
    etag: Option<ETag>,
    modified: Option<SystemTime>,
    content: Content,
}

/// What a file's bytes are read from.
#[derive(Clone)]
pub(super) enum Content {
    Bytes(Bytes),
    Disk(Arc<Disk>),
    Ranged(Arc<Ranged>),
}

/// Begins to read a part of a file.
type Ranged = dyn Fn(Range<u64>) -> FileFuture<'static, Body> + Send + Sync;

impl fmt::Debug for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Content::Bytes(_) => "Bytes",
            Content::Disk(_) => "Disk",
            Content::Ranged(_) => "Ranged",
        })
    }
}

impl OpenFile {
    /// A file that is all in memory.
    #[must_use]
    pub fn bytes(bytes: impl Into<Bytes>) -> Self {
        let bytes = bytes.into();
        OpenFile::of(bytes.len() as u64, Content::Bytes(bytes))
    }

    /// A file of `size` bytes of which any part can be had: `read` gives the bytes of a range.
    ///
    /// It should read the state that `size` and [`etag`](OpenFile::with_etag) are of, and fail once
    /// there is another. A body that is not exactly as long as its range breaks the answer off.
    #[must_use]
    pub fn ranged<R>(size: u64, read: impl Fn(Range<u64>) -> R + Send + Sync + 'static) -> Self
    where
        R: Future<Output = Result<Body, FileFault>> + Send + 'static,
    {
        let read = Arc::new(move |range| Box::pin(read(range)) as FileFuture<'static, Body>);
        OpenFile::of(size, Content::Ranged(read))
    }

    pub(super) fn disk(disk: Disk) -> Self {
        OpenFile {
            size: disk.size,
            etag: Some(disk.etag()),
            modified: disk.modified,
            content: Content::Disk(Arc::new(disk)),
        }
    }

    fn of(size: u64, content: Content) -> Self {
        OpenFile {
            size,
            etag: None,
            modified: None,
            content,
        }
    }

    /// Says the entity tag of its state.
    #[must_use]
    pub fn with_etag(mut self, tag: ETag) -> Self {
        self.etag = Some(tag);
        self
    }

    /// Says when it was last changed.
    #[must_use]
    pub fn with_last_modified(mut self, time: SystemTime) -> Self {
        self.modified = Some(time);
        self
    }

    /// How many bytes it has.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The entity tag of its state; that of bytes is hashed from them where none was given.
    #[must_use]
    pub fn etag(&self) -> Option<ETag> {
        match (&self.etag, &self.content) {
            (Some(tag), _) => Some(tag.clone()),
            (None, Content::Bytes(bytes)) => Some(ETag::of(bytes)),
            (None, _) => None,
        }
    }

    /// As [`etag`](OpenFile::etag), for the one answer that it is sent by.
    pub(super) fn take_etag(&mut self) -> Option<ETag> {
        self.etag.take().or_else(|| self.etag())
    }

    /// When it was last changed.
    #[must_use]
    pub fn last_modified(&self) -> Option<SystemTime> {
        self.modified
    }

    /// Reads a part of it, cut at its end. The body fails where less can be read.
    #[must_use]
    pub fn read(self, range: Range<u64>) -> Body {
        let end = range.end.min(self.size);
        self.send(range.start.min(end)..end, super::CHUNK)
    }

    /// One part of it as a body: in one piece where it is not larger than `chunk` and at hand.
    pub(super) fn send(self, range: Range<u64>, chunk: usize) -> Body {
        if range.is_empty() {
            return Body::empty();
        }
        match &self.content {
            Content::Bytes(bytes) => return Body::full(slice(bytes, &range)),
            Content::Disk(disk) if range.end - range.start <= chunk as u64 => {
                if let Some(bytes) = disk.whole_now(&range) {
                    return Body::full(bytes);
                }
            }
            Content::Disk(_) | Content::Ranged(_) => {}
        }
        self.stream([Segment::Part(range)], chunk)
    }

    /// Segments of a body, one after another.
    pub(super) fn stream(self, segments: impl IntoIterator<Item = Segment>, chunk: usize) -> Body {
        Body::new(Reader::new(self.content, segments, chunk))
    }

    /// As [`send`](OpenFile::send), for an answer that only says how long it would be.
    pub(super) fn unread(self, chunk: usize) -> Body {
        let whole = 0..self.size;
        if whole.is_empty() {
            return Body::empty();
        }
        self.stream([Segment::Part(whole)], chunk)
    }
}

/// A part of bytes, which a range was cut to.
pub(super) fn slice(bytes: &Bytes, range: &Range<u64>) -> Bytes {
    let place = |at: u64| usize::try_from(at).map_or(bytes.len(), |at| at.min(bytes.len()));
    bytes.slice(place(range.start)..place(range.end))
}
