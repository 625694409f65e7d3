//! Object stores as file systems.

use std::{
    collections::BTreeSet,
    future::poll_fn,
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
/// of each range). The second request holds by `If-Match`, or by `If-Unmodified-Since` where the store
/// has no strong tag, that it is still the same object, so that no answer is made of two; a request
/// that its conditions answer needs the first alone.
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
        let tag = tag(&meta);
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

/// The tag of an object; some stores leave out its quotes. One that is a number counts what was written
/// since its store began, as in memory: with the size and the date it doesn't come again.
fn tag(meta: &ObjectMeta) -> Option<ETag> {
    let text = meta.e_tag.as_deref()?;
    let tag = text.parse().or_else(|_| ETag::strong(text)).ok()?;
    if !tag.tag().bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(tag);
    }
    let since = SystemTime::from(meta.last_modified).duration_since(SystemTime::UNIX_EPOCH);
    let changed = since.map_or(0, |since| since.as_nanos());
    let longer = ETag::strong(format!("{}-{:x}-{changed:x}", tag.tag(), meta.size)).ok()?;
    Some(if tag.is_weak() {
        longer.into_weak()
    } else {
        longer
    })
}

/// Asks for a part of an object, as long as it is the same.
async fn part(
    store: Arc<dyn ObjectStore>,
    meta: ObjectMeta,
    range: Range<u64>,
) -> Result<Body, FileFault> {
    let whole = range == (0..meta.size);
    // A weak tag matches nothing (RFC 9110 §13.1.1).
    let strong = meta.e_tag.filter(|tag| !tag.starts_with("W/"));
    let options = GetOptions {
        if_unmodified_since: strong.is_none().then_some(meta.last_modified),
        if_match: strong,
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
            let mut listed = Listed::default();
            let whole = listed.look(self.0.list(prefix.as_ref()), prefix.as_ref(), most);
            if !whole.await? {
                let found = self.0.list_with_delimiter(prefix.as_ref()).await?;
                listed.add(&found.common_prefixes, &found.objects);
            }
            if listed.looked == 0 && prefix.is_some() {
                return Err(FileFault::NotFound);
            }
            Ok(listed.entries.into_iter().take(most).collect())
        })
    }
}

/// What is known of a directory.
#[derive(Default)]
struct Listed {
    entries: BTreeSet<Entry>,
    /// How many objects were seen.
    looked: usize,
}

impl Listed {
    /// Looks at objects one after another, and so reads no more of a large directory than is wanted.
    /// Whether it found enough; not where there is too much below the directories that are in it, which
    /// a store can pass over if it is asked for one level.
    async fn look(
        &mut self,
        mut objects: impl Stream<Item = Result<ObjectMeta, Error>> + Unpin,
        prefix: Option<&Path>,
        most: usize,
    ) -> Result<bool, FileFault> {
        let root = Path::default();
        let prefix = prefix.unwrap_or(&root);
        while let Some(object) = poll_fn(|cx| Pin::new(&mut objects).poll_next(cx)).await {
            let object = object?;
            self.looked += 1;
            let mut rest = object.location.prefix_match(prefix).into_iter().flatten();
            if let Some(name) = rest.next() {
                self.entries.insert(Entry {
                    name: name.as_ref().to_owned(),
                    is_directory: rest.next().is_some(),
                });
            }
            if self.entries.len() >= most {
                return Ok(true);
            }
            if self.looked >= most.saturating_mul(2).max(LOOKED) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Adds what a store says of one level.
    fn add(&mut self, directories: &[Path], objects: &[ObjectMeta]) {
        let objects = objects.iter().map(|meta| (&meta.location, false));
        let directories = directories.iter().map(|path| (path, true));
        let all = directories.chain(objects);
        self.entries.extend(all.filter_map(|(path, is_directory)| {
            let name = path.filename()?.to_owned();
            Some(Entry { name, is_directory })
        }));
    }
}

/// How many objects are looked at in any case: a page of S3.
const LOOKED: usize = 1_000;

/// A name as the path of an object, if it is one on every file system.
fn path(name: &str) -> Result<Path, FileFault> {
    let path = is_name(name).then(|| Path::parse(name).ok()).flatten();
    path.ok_or(FileFault::NotFound)
}
