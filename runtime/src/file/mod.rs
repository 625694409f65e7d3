//! Files as answers: where they come from, what is said of them, and how they are sent.
//!
//! [`File`] is what a handler returns. `answer.rs` decides what a request gets of it, `body.rs` reads it as
//! it is sent, `disk.rs` does so without the blocking pool where the system has everything in memory.

mod answer;
mod body;
mod directory;
mod disk;
mod disposition;
mod fault;
mod media;
mod multipart;
mod open;
mod systems;

use std::{borrow::Cow, ffi::OsStr, path::PathBuf, sync::Arc, time::SystemTime};

use bytes::Bytes;
use http::HeaderValue;

#[cfg(feature = "object-store")]
pub use self::systems::ObjectFiles;
pub(crate) use self::systems::Systems;
pub use self::{
    directory::Directory,
    fault::FileFault,
    open::OpenFile,
    systems::{Entry, FileFuture, FileSystem, Files, LocalFiles, MemoryFiles},
};
use self::{disk::Disk, disposition::Disposition};
use crate::{fields::ETag, media::Media};

/// The most bytes that are read at once where nothing else is said: 256 KiB.
const CHUNK: usize = 256 * 1024;

/// A file as an answer: from a path, from memory, or out of a file system.
///
/// A GET or HEAD request gets, with nothing further to say:
///
/// - `ETag` and `Last-Modified`; 304 or 412 where its conditions say so (RFC 9110 §13.2.2).
/// - The ranges that a GET asks for: 206 with one part or several, 416 where none is in the file, all
///   of it where `If-Range` names another state of it (RFC 9110 §14).
/// - 404 where there is no such file, and a directory is none; 403 where the system denies access.
///   What it says of its reasons is not sent.
///
/// All of it stands in the document. Under a status other than 200 the file is sent whole.
///
/// It is sent as an attachment under its own name unless it is [`inline`](File::inline). The media type
/// is the one given here, else the attribute's, else what the name says, else
/// `application/octet-stream`. No `Content-Encoding` is made up: `backup.tar.gz` stays what it is.
///
/// A file is read as it is sent, a piece at a time, so its size doesn't count in memory. One that
/// becomes shorter meanwhile ends the connection, so that no client takes the rest for complete.
///
/// ```
/// use folio::{File, Files, get};
///
/// /// The terms.
/// #[get("/terms")]
/// async fn terms() -> File {
///     File::path("legal/terms.pdf").inline()
/// }
///
/// /// A report by its name, out of a file system that no name leads out of.
/// #[get("/reports/{name}")]
/// async fn report(name: String, files: Files) -> File {
///     files.file(name)
/// }
///
/// /// A table, made for this request.
/// #[get("/table", media_type = "text/csv")]
/// async fn table() -> File {
///     File::bytes("id,name\n1,Andorra\n").name("countries.csv")
/// }
/// ```
#[derive(Debug)]
#[must_use = "a file is sent by returning it"]
pub struct File {
    source: Source,
    sending: Sending,
}

/// Where a file comes from.
#[derive(Debug)]
enum Source {
    Path(PathBuf),
    Stored(Arc<dyn FileSystem>, String),
    Open(OpenFile),
}

/// What is said of a file, and how it is sent.
#[derive(Debug)]
pub(crate) struct Sending {
    /// Its name: the last segment of what it is called where it comes from, or what is given.
    name: Option<String>,
    disposition: Option<Disposition>,
    media: Option<HeaderValue>,
    etag: Option<ETag>,
    modified: Option<SystemTime>,
    /// Whether it is sent in a `Content-Encoding`, which parts beside each other can't be.
    is_encoded: bool,
    chunk: usize,
}

impl Default for Sending {
    fn default() -> Self {
        Sending {
            name: None,
            disposition: Some(Disposition::Attachment),
            media: None,
            etag: None,
            modified: None,
            is_encoded: false,
            chunk: CHUNK,
        }
    }
}

impl File {
    /// A file of this computer.
    ///
    /// The path is the program's own and leads wherever it leads. One with a name in it that a request
    /// brought belongs into [`LocalFiles`], which no name leads out of.
    pub fn path(path: impl Into<PathBuf>) -> Self {
        File::of(Source::Path(path.into()))
    }

    /// A file that is all in memory. Its `ETag` is hashed from the bytes for every answer unless
    /// [`etag`](File::etag) gives one.
    pub fn bytes(bytes: impl Into<Bytes>) -> Self {
        File::opened(OpenFile::bytes(bytes))
    }

    /// A file of a file system, by its name there: `reports/2024.pdf`.
    ///
    /// [`Files::file`] does it with a file system of the app.
    pub fn stored(system: Arc<dyn FileSystem>, name: impl Into<String>) -> Self {
        File::of(Source::Stored(system, name.into()))
    }

    /// A file that is open already, such as one that a handler has looked at.
    pub fn opened(file: OpenFile) -> Self {
        File::of(Source::Open(file))
    }

    fn of(source: Source) -> Self {
        File {
            source,
            sending: Sending::default(),
        }
    }

    /// The name that clients save it under, in place of its own; its suffix says the media type where
    /// nothing else does.
    ///
    /// Any text will do: a name is written as RFC 6266 and RFC 8187 have it, in plain ASCII for old
    /// clients and as it is for others, without separators of paths and control characters, and cut to
    /// 255 bytes before its suffix.
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.sending.name = Some(name.into());
        self
    }

    /// Lets browsers show it (`Content-Disposition: inline`) instead of saving it.
    ///
    /// What others have uploaded should stay an attachment: shown as HTML it is part of this site.
    pub fn inline(mut self) -> Self {
        self.sending.disposition = Some(Disposition::Inline);
        self
    }

    /// Says nothing of what to do with it: no `Content-Disposition`.
    pub fn plain(mut self) -> Self {
        self.sending.disposition = None;
        self
    }

    /// Says its media type, before the attribute and its name. One that is empty or no header value is
    /// left out and logged.
    pub fn media_type(mut self, media: impl Into<MediaName>) -> Self {
        self.sending.media = media.into().0;
        self
    }

    /// Gives its entity tag, in place of the one it has of its source.
    ///
    /// That of a [`Response`](crate::Response) around the file goes before it, and so does its
    /// [`last_modified`](crate::Response::last_modified).
    ///
    /// That of a local file changes with its place on the disk: computers that serve copies of a file
    /// side by side give one here, such as the number of a release.
    pub fn etag(mut self, tag: ETag) -> Self {
        self.sending.etag = Some(tag);
        self
    }

    /// Says when it was last changed, in place of what its source says. What lies in the future is sent
    /// as now (RFC 9110 §8.8.2.1).
    pub fn last_modified(mut self, time: SystemTime) -> Self {
        self.sending.modified = Some(time);
        self
    }

    /// The most bytes that are read at once, 256 KiB otherwise: at least 1, at most 16 MiB. A file
    /// that is not larger is read and sent in one piece.
    pub fn chunk_size(mut self, bytes: usize) -> Self {
        self.sending.chunk = bytes.clamp(1, 16 * 1024 * 1024);
        self
    }
}

/// The name of a media type, for [`File::media_type`]: a [`Media`] or a text.
#[derive(Debug)]
pub struct MediaName(Option<HeaderValue>);

impl From<Media> for MediaName {
    fn from(media: Media) -> Self {
        MediaName::from(media.name())
    }
}

impl From<&str> for MediaName {
    fn from(name: &str) -> Self {
        let value = crate::fields::value_of(name).filter(|_| !name.trim_ascii().is_empty());
        if value.is_none() {
            tracing::error!(name, "a file's media type is no header value");
        }
        MediaName(value)
    }
}

impl From<String> for MediaName {
    fn from(name: String) -> Self {
        MediaName::from(name.as_str())
    }
}

impl Source {
    /// What the file is called where it comes from.
    fn name(&self) -> Option<Cow<'_, str>> {
        match self {
            Source::Path(path) => path.file_name().map(OsStr::to_string_lossy),
            Source::Stored(_, name) => name.rsplit('/').next().map(Cow::Borrowed),
            Source::Open(_) => None,
        }
    }

    /// The file, where no waiting is needed for it.
    fn open_now(&self) -> Option<Result<OpenFile, FileFault>> {
        match self {
            Source::Open(file) => Some(Ok(file.clone())),
            Source::Path(path) => Disk::open_now(path),
            Source::Stored(system, name) => system.open_now(name),
        }
    }

    /// The file, however long that takes.
    async fn open(&self) -> Result<OpenFile, FileFault> {
        match self {
            Source::Open(file) => Ok(file.clone()),
            Source::Path(path) => Disk::open(path.clone()).await,
            Source::Stored(system, name) => system.open(name).await,
        }
    }
}
