//! File systems: where files are kept under names, and which of them an endpoint uses.

mod extract;
mod local;
mod memory;
mod name;
#[cfg(feature = "object-store")]
mod object;
mod registry;

use std::pin::Pin;

#[cfg(feature = "object-store")]
pub use self::object::ObjectFiles;
pub(crate) use self::registry::Systems;
pub use self::{extract::Files, local::LocalFiles, memory::MemoryFiles};
pub(super) use self::{local::open_below, name::is_name};
use super::{fault::FileFault, open::OpenFile};

/// What a [`FileSystem`] is asked for, while it is looked for.
pub type FileFuture<'f, T> = Pin<Box<dyn Future<Output = Result<T, FileFault>> + Send + 'f>>;

/// Files under names: `reports/2024.pdf`.
///
/// [`LocalFiles`] are a directory of this computer, [`MemoryFiles`] stand in memory, and `ObjectFiles`,
/// with the feature `object-store`, in S3 and its like. One of your own says where a file's bytes come
/// from:
///
/// ```
/// use folio::{FileFault, FileFuture, FileSystem, OpenFile};
///
/// #[derive(Debug)]
/// struct Greetings;
///
/// impl FileSystem for Greetings {
///     fn open<'f>(&'f self, name: &'f str) -> FileFuture<'f, OpenFile> {
///         Box::pin(async move {
///             let whom = name.strip_suffix(".txt").ok_or(FileFault::NotFound)?;
///             Ok(OpenFile::bytes(format!("Hello, {whom}!")))
///         })
///     }
/// }
///
/// let app = folio::App::new("Greeter", "1.0.0").file_system("greetings", Greetings);
/// ```
///
/// A name may come from a request. What it can't be has to be a [`FileFault::NotFound`].
pub trait FileSystem: std::fmt::Debug + Send + Sync + 'static {
    /// Finds a file: its size and validators, and a way to read any part of it.
    fn open<'f>(&'f self, name: &'f str) -> FileFuture<'f, OpenFile>;

    /// The same where nothing has to be waited for; `None` where it does, and [`open`](Self::open) is
    /// asked next.
    fn open_now(&self, name: &str) -> Option<Result<OpenFile, FileFault>> {
        let _ = name;
        None
    }

    /// What is in a directory, `most` entries at most; that of all files has the empty name. A file
    /// system without directories has none.
    fn list<'f>(&'f self, name: &'f str, most: usize) -> FileFuture<'f, Vec<Entry>> {
        let _ = (name, most);
        Box::pin(async { Err(FileFault::NotFound) })
    }

    /// Why no file will ever be found; each is a fault of [`App::build`](crate::App::build).
    fn faults(&self) -> Vec<String> {
        Vec::new()
    }
}

/// What stands in a directory.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// Its name in the directory.
    pub name: String,
    /// Whether it is a directory.
    pub is_directory: bool,
}
