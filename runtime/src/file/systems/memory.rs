//! Files in memory.

use std::{
    collections::BTreeMap,
    ops::Bound,
    sync::{PoisonError, RwLock},
    time::SystemTime,
};

use bytes::Bytes;

use super::{Entry, FileFuture, FileSystem, is_name};
use crate::{
    fields::ETag,
    file::{fault::FileFault, open::OpenFile},
};

/// Files in memory, for tests and for what a program makes itself.
///
/// ```
/// use folio::{App, MemoryFiles};
///
/// let files = MemoryFiles::new().with("terms.txt", "None.");
/// let app = App::new("Shop", "1.0.0").file_system("texts", files);
/// ```
#[derive(Debug, Default)]
pub struct MemoryFiles {
    files: RwLock<BTreeMap<String, OpenFile>>,
}

impl MemoryFiles {
    /// No files.
    #[must_use]
    pub fn new() -> Self {
        MemoryFiles::default()
    }

    /// Adds a file, in place of one of its name.
    #[must_use]
    pub fn with(self, name: impl Into<String>, bytes: impl Into<Bytes>) -> Self {
        self.put(name, bytes);
        self
    }

    /// Adds a file that was changed now, in place of one of its name. A name that is none, such as one
    /// with `..` in it, can't be asked for.
    pub fn put(&self, name: impl Into<String>, bytes: impl Into<Bytes>) {
        let bytes = bytes.into();
        let tag = ETag::of(&bytes);
        let file = OpenFile::bytes(bytes).with_etag(tag);
        let file = file.with_last_modified(SystemTime::now());
        let mut files = self.files.write().unwrap_or_else(PoisonError::into_inner);
        files.insert(name.into(), file);
    }

    /// Takes a file away; whether it was there.
    pub fn remove(&self, name: &str) -> bool {
        let mut files = self.files.write().unwrap_or_else(PoisonError::into_inner);
        files.remove(name).is_some()
    }

    fn find(&self, name: &str) -> Result<OpenFile, FileFault> {
        let files = self.files.read().unwrap_or_else(PoisonError::into_inner);
        let file = files.get(name).filter(|_| is_name(name));
        file.cloned().ok_or(FileFault::NotFound)
    }

    fn entries(&self, name: &str, most: usize) -> Result<Vec<Entry>, FileFault> {
        let prefix = match name {
            "" => String::new(),
            name => format!("{name}/"),
        };
        let files = self.files.read().unwrap_or_else(PoisonError::into_inner);
        let mut entries = Vec::new();
        let mut is_there = name.is_empty();
        let mut from = Bound::Included(prefix.clone());
        // One look for each entry: what is below a directory is passed over, not read.
        while let Some((found, _)) = files.range((from, Bound::Unbounded)).next() {
            let Some(rest) = found.strip_prefix(&prefix) else {
                break;
            };
            from = Bound::Excluded(found.clone());
            if !is_name(found) {
                continue;
            }
            is_there = true;
            if entries.len() == most {
                break;
            }
            let (name, is_directory) = match rest.split_once('/') {
                Some((directory, _)) => (directory, true),
                None => (rest, false),
            };
            if is_directory {
                // The first character after the slash.
                from = Bound::Included(format!("{prefix}{name}0"));
            }
            entries.push(Entry {
                name: name.to_owned(),
                is_directory,
            });
        }
        if !is_there {
            return Err(FileFault::NotFound);
        }
        Ok(entries)
    }
}

impl FileSystem for MemoryFiles {
    fn open<'f>(&'f self, name: &'f str) -> FileFuture<'f, OpenFile> {
        Box::pin(async move { self.find(name) })
    }

    fn open_now(&self, name: &str) -> Option<Result<OpenFile, FileFault>> {
        Some(self.find(name))
    }

    fn list<'f>(&'f self, name: &'f str, most: usize) -> FileFuture<'f, Vec<Entry>> {
        Box::pin(async move { self.entries(name, most) })
    }
}
