//! A directory of this computer as a file system.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::{Entry, FileFuture, FileSystem, is_name};
use crate::file::{
    disk::{Root, found, pool, system},
    fault::FileFault,
    open::OpenFile,
};

/// The files below a directory, and no others: whatever a name says, it leads to nothing outside.
///
/// A name is refused as not found if it is absolute, has an empty segment, `.`, `..`, NUL or a
/// backslash in it, or, on Windows, what Windows reads as a drive or a device. Links are followed as
/// long as they stay inside, which Linux (from 5.6 on) sees to while it opens the file
/// (`RESOLVE_BENEATH`); elsewhere it is seen to just before, which someone who may write into the
/// directory could get around. Links should be relative: to Linux an absolute one begins outside,
/// wherever it leads, and so there is nothing under its name.
///
/// The directory is opened once. One that is not there is a fault of
/// [`App::build`](crate::App::build).
///
/// ```
/// use folio::{App, LocalFiles};
///
/// let app = App::new("Reports", "1.0.0").file_system("reports", LocalFiles::new("data/reports"));
/// assert!(app.build().unwrap_err().to_string().contains("data/reports"));
/// ```
#[derive(Debug)]
pub struct LocalFiles {
    path: PathBuf,
    root: io::Result<Root>,
}

impl LocalFiles {
    /// The files below a directory.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        let path = path.into();
        // An empty path would be the working directory to some calls, and nothing to others.
        let root = if path.as_os_str().is_empty() {
            Err(io::ErrorKind::NotFound.into())
        } else {
            Root::open(&path)
        };
        LocalFiles { path, root }
    }

    fn root(&self) -> Result<&Root, FileFault> {
        let root = self.root.as_ref();
        root.map_err(|error| FileFault::failed(format!("{}: {error}", self.path.display())))
    }
}

impl FileSystem for LocalFiles {
    fn open<'f>(&'f self, name: &'f str) -> FileFuture<'f, OpenFile> {
        Box::pin(async move {
            if !is_name(name) {
                return Err(FileFault::NotFound);
            }
            let (root, name) = (self.root()?.clone(), PathBuf::from(name));
            found(pool(move || root.open_below(&name)).await)
        })
    }

    fn open_now(&self, name: &str) -> Option<Result<OpenFile, FileFault>> {
        if !is_name(name) {
            return Some(Err(FileFault::NotFound));
        }
        match self.root() {
            Ok(root) => root.open_now(Path::new(name)).map(found),
            Err(fault) => Some(Err(fault)),
        }
    }

    fn list<'f>(&'f self, name: &'f str, most: usize) -> FileFuture<'f, Vec<Entry>> {
        Box::pin(async move {
            if !name.is_empty() && !is_name(name) {
                return Err(FileFault::NotFound);
            }
            let (root, name) = (self.root()?.clone(), PathBuf::from(name));
            let entries = pool(move || root.list(&name, most)).await?;
            // A name that is no text can't be asked for.
            let entries = entries.into_iter().filter_map(|(name, is_directory)| {
                let name = String::from_utf8(name).ok()?;
                Some(Entry { name, is_directory })
            });
            Ok(entries.collect())
        })
    }

    fn faults(&self) -> Vec<String> {
        let fault = self.root.as_ref().err().map(|error| {
            let path = self.path.display();
            format!("the directory `{path}` can't be opened: {error}")
        });
        fault.into_iter().collect()
    }
}

/// Opens below a directory where the system can't look below it alone: where the links lead is seen
/// before.
pub(in crate::file) fn open_below(root: &Path, name: &Path) -> io::Result<fs::File> {
    let path = root.join(name).canonicalize()?;
    if !path.starts_with(root) {
        return Err(io::ErrorKind::NotFound.into());
    }
    system::open(&path)
}

#[cfg(test)]
mod tests {
    use std::{fs, io::Read};

    use super::open_below;

    #[test]
    #[cfg(unix)]
    fn systems_that_cant_look_below_a_directory_see_where_links_lead() {
        let place = std::env::temp_dir().join(format!("folio-below-{}", std::process::id()));
        let root = place.join("root");
        fs::create_dir_all(root.join("sub")).unwrap();
        fs::write(root.join("sub/in.txt"), "inside").unwrap();
        fs::write(place.join("out.txt"), "outside").unwrap();
        // A sibling whose name begins as the root's does.
        fs::create_dir_all(place.join("root-2")).unwrap();
        fs::write(place.join("root-2/out.txt"), "outside").unwrap();
        let link = |to: &str, name: &str| std::os::unix::fs::symlink(to, root.join(name)).unwrap();
        link("sub/in.txt", "near");
        link("../out.txt", "far");
        link("../root-2/out.txt", "beside");
        let root = root.canonicalize().unwrap();
        let read = |name: &str| {
            let mut text = String::new();
            let mut file = open_below(&root, name.as_ref()).ok()?;
            file.read_to_string(&mut text).ok().map(|_| text)
        };
        assert_eq!(read("sub/in.txt").as_deref(), Some("inside"));
        assert_eq!(read("near").as_deref(), Some("inside"));
        for name in ["far", "beside", "../out.txt", "none"] {
            assert_eq!(read(name), None, "{name}");
        }
        fs::remove_dir_all(place).unwrap();
    }
}
