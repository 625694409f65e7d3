//! Object stores as file systems.

use std::{
    ops::Range,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    time::SystemTime,
};

use bytes::Bytes;
use futures_core::Stream;
use http_body::{Body as HttpBody, Frame};
use object_store::{Error, GetOptions, GetRange, ObjectMeta, ObjectStore, path::Path};

use super::{Entry, FileFuture, FileSystem, is_name};
use crate::{
    body::{Body, BodyError},
    fields::ETag,
    file::{fault::FileFault, open::OpenFile},
};

/// The objects of a store as files: S3, Google Cloud Storage, Azure, and whatever else the crate
/// `object_store` knows. Names are the paths of objects.
///
/// A file is asked for twice: for its size, tag and date (HEAD), then for the bytes that are sent (GET
/// of each range). The second request holds by `If-Match` that it is still the same object, so that
/// no answer is made of two; a request that its conditions answer needs the first alone.
///
/// ```
/// use std::sync::Arc;
///
/// use folio::{App, ObjectFiles, object_store::memory::InMemory};
///
/// let app = App::new("Reports", "1.0.0").file_system("reports", ObjectFiles::new(InMemory::new()));
/// ```
#[derive(Debug, Clone)]
pub struct ObjectFiles(Arc<dyn ObjectStore>);

impl ObjectFiles {
    /// The objects of a store; [`PrefixStore`](object_store::prefix::PrefixStore) gives those below a
    /// path.
    #[must_use]
    pub fn new(store: impl ObjectStore) -> Self {
        ObjectFiles(Arc::new(store))
    }

    fn file(&self, meta: ObjectMeta) -> OpenFile {
        let (store, modified) = (Arc::clone(&self.0), SystemTime::from(meta.last_modified));
        let tag = meta.e_tag.as_deref().and_then(tag);
        let size = meta.size;
        let file = OpenFile::ranged(size, move |range| {
            part(Arc::clone(&store), meta.clone(), range)
        });
        let file = file.with_last_modified(modified);
        match tag {
            Some(tag) => file.with_etag(tag),
            None => file,
        }
    }
}

/// The tag of an object; some stores leave out its quotes.
fn tag(tag: &str) -> Option<ETag> {
    tag.parse().or_else(|_| ETag::strong(tag)).ok()
}

/// Asks for a part of an object, as long as it is the same.
async fn part(
    store: Arc<dyn ObjectStore>,
    meta: ObjectMeta,
    range: Range<u64>,
) -> Result<Body, FileFault> {
    let whole = range == (0..meta.size);
    let options = GetOptions {
        if_unmodified_since: meta.e_tag.is_none().then_some(meta.last_modified),
        if_match: meta.e_tag,
        range: (!whole).then_some(GetRange::Bounded(range)),
        version: meta.version,
        ..GetOptions::default()
    };
    let found = store.get_opts(&meta.location, options).await?;
    Ok(Body::new(Part(found.into_stream())))
}

/// The pieces of an object as they come.
struct Part<S>(S);

impl<S, E> HttpBody for Part<S>
where
    S: Stream<Item = Result<Bytes, E>> + Unpin,
    E: Into<BodyError>,
{
    type Data = Bytes;
    type Error = BodyError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BodyError>>> {
        let polled = Pin::new(&mut self.0).poll_next(cx);
        polled.map(|piece| piece.map(|piece| piece.map(Frame::data).map_err(Into::into)))
    }
}

impl From<Error> for FileFault {
    fn from(error: Error) -> Self {
        match error {
            Error::NotFound { .. } | Error::InvalidPath { .. } => FileFault::NotFound,
            Error::PermissionDenied { .. } => FileFault::Denied,
            error => FileFault::failed(error),
        }
    }
}

impl FileSystem for ObjectFiles {
    fn open<'f>(&'f self, name: &'f str) -> FileFuture<'f, OpenFile> {
        Box::pin(async move {
            let path = path(name)?;
            let options = GetOptions {
                head: true,
                ..GetOptions::default()
            };
            let found = self.0.get_opts(&path, options).await?;
            Ok(self.file(found.meta))
        })
    }

    fn list<'f>(&'f self, name: &'f str, most: usize) -> FileFuture<'f, Vec<Entry>> {
        Box::pin(async move {
            let prefix = match name {
                "" => None,
                name => Some(path(name)?),
            };
            let found = self.0.list_with_delimiter(prefix.as_ref()).await?;
            let objects = found.objects.iter().map(|meta| (&meta.location, false));
            let directories = found.common_prefixes.iter().map(|path| (path, true));
            let entries = directories
                .chain(objects)
                .filter_map(|(path, is_directory)| {
                    let name = path.filename()?.to_owned();
                    Some(Entry { name, is_directory })
                });
            Ok(entries.take(most).collect())
        })
    }
}

/// A name as the path of an object, if it is one on every file system.
fn path(name: &str) -> Result<Path, FileFault> {
    let path = is_name(name).then(|| Path::parse(name).ok()).flatten();
    path.ok_or(FileFault::NotFound)
}
