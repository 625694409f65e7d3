//! What Linux does for it.

use std::{
    fs,
    io::{self, IoSliceMut},
    os::fd::{AsFd, BorrowedFd, OwnedFd},
    os::unix::{ffi::OsStrExt, fs::FileExt},
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use rustix::{
    fs::{CWD, Mode, OFlags, ResolveFlags},
    io::{Errno, ReadWriteFlags},
};

/// Opened without waiting for the other end of a pipe.
const FLAGS: OFlags = OFlags::RDONLY
    .union(OFlags::CLOEXEC)
    .union(OFlags::NOCTTY)
    .union(OFlags::NONBLOCK);

/// Nothing leads out of the directory that a path is looked up from.
const BENEATH: ResolveFlags = ResolveFlags::BENEATH.union(ResolveFlags::NO_MAGICLINKS);

/// Whether an error says that the call itself is not there, or that it would have to wait or be made
/// again: an old kernel, a sandbox, a file system that doesn't know, a signal.
fn is_no_answer(error: Errno) -> bool {
    [
        Errno::AGAIN,
        Errno::INTR,
        Errno::NOSYS,
        Errno::INVAL,
        Errno::PERM,
        Errno::TOOBIG,
        Errno::OPNOTSUPP,
    ]
    .contains(&error)
}

fn answered<T>(result: Result<T, Errno>) -> Option<io::Result<T>> {
    match result {
        Err(error) if is_no_answer(error) => None,
        result => Some(result.map_err(io::Error::from)),
    }
}

/// Whether `openat2` was found not to be there, so that it is asked for once only.
static IS_MISSING: AtomicBool = AtomicBool::new(false);

fn resolved(root: impl AsFd, path: &Path, resolve: ResolveFlags) -> Result<OwnedFd, Errno> {
    if IS_MISSING.load(Ordering::Relaxed) {
        return Err(Errno::NOSYS);
    }
    let fd = rustix::fs::openat2(root, path, FLAGS, Mode::empty(), resolve);
    if matches!(fd, Err(Errno::NOSYS)) {
        IS_MISSING.store(true, Ordering::Relaxed);
    }
    fd
}

/// Opens what is in memory.
fn cached(root: impl AsFd, path: &Path, resolve: ResolveFlags) -> Option<io::Result<fs::File>> {
    let fd = resolved(root, path, resolve.union(ResolveFlags::CACHED));
    Some(answered(fd)?.map(fs::File::from))
}

/// How often a path is looked up anew while others rename what it leads through.
const LOOKUPS: usize = 32;

/// Opens below a directory; `None` where the kernel has no way to. It says `EAGAIN` where a rename
/// elsewhere kept it from seeing that a path stays below: that is no leave to look less closely.
fn beneath(mut open: impl FnMut() -> Result<OwnedFd, Errno>) -> Option<io::Result<fs::File>> {
    let mut fd = open();
    for _ in 1..LOOKUPS {
        if !matches!(fd, Err(Errno::AGAIN | Errno::INTR)) {
            break;
        }
        fd = open();
    }
    match fd {
        Err(Errno::NOSYS | Errno::INVAL | Errno::PERM) => None,
        fd => Some(fd.map(fs::File::from).map_err(io::Error::from)),
    }
}

/// Opens below a directory, one segment after another; `None` where a link is met.
fn walked(root: BorrowedFd<'_>, name: &Path) -> Option<io::Result<fs::File>> {
    let inner = OFlags::PATH
        .union(OFlags::DIRECTORY)
        .union(OFlags::NOFOLLOW)
        .union(OFlags::CLOEXEC);
    let segments = name.as_os_str().as_bytes().split(|byte| *byte == b'/');
    let mut segments = segments.peekable();
    let mut place: Option<OwnedFd> = None;
    while let Some(segment) = segments.next() {
        let from = place.as_ref().map_or(root, AsFd::as_fd);
        let last = segments.peek().is_none();
        let flags = if last {
            FLAGS.union(OFlags::NOFOLLOW)
        } else {
            inner
        };
        match rustix::fs::openat(from, segment, flags, Mode::empty()) {
            Ok(fd) if last => return Some(Ok(fd.into())),
            Ok(fd) => place = Some(fd),
            // A link, or a file where a directory is wanted.
            Err(Errno::LOOP | Errno::NOTDIR | Errno::MLINK) => return None,
            Err(error) => return Some(Err(error.into())),
        }
    }
    None
}

/// Opens a file whose path is in memory; `None` where that needs waiting.
pub(in crate::file) fn open_now(path: &Path) -> Option<io::Result<fs::File>> {
    cached(CWD, path, ResolveFlags::empty())
}

/// Opens a file.
pub(in crate::file) fn open(path: &Path) -> io::Result<fs::File> {
    let open = || rustix::fs::openat(CWD, path, FLAGS, Mode::empty());
    Ok(rustix::io::retry_on_intr(open)?.into())
}

/// Reads what is in memory; `None` where nothing of it is, or where only a read that waits can tell.
pub(in crate::file) fn read_now(
    file: &fs::File,
    buffer: &mut [u8],
    at: u64,
) -> Option<io::Result<usize>> {
    let wants = !buffer.is_empty();
    let buffers = &mut [IoSliceMut::new(buffer)];
    match rustix::io::preadv2(file, buffers, at, ReadWriteFlags::NOWAIT) {
        // Linux 5.9 and 5.10 say so away from the end, too (readv(2), BUGS).
        Ok(0) if wants => None,
        read => answered(read),
    }
}

/// Reads.
pub(in crate::file) fn read(file: &fs::File, buffer: &mut [u8], at: u64) -> io::Result<usize> {
    file.read_at(buffer, at)
}

/// A directory that was opened once: what is opened below it is looked for from there, so it may be
/// moved, and the kernel sees to it that nothing leads out of it.
#[derive(Debug, Clone)]
pub(in crate::file) struct Root {
    fd: Arc<OwnedFd>,
    /// Where it was; for kernels that can't look below a directory alone.
    path: Arc<PathBuf>,
}

impl Root {
    pub(in crate::file) fn open(path: &Path) -> io::Result<Self> {
        let flags = OFlags::DIRECTORY
            .union(OFlags::CLOEXEC)
            .union(OFlags::RDONLY);
        let fd = rustix::fs::openat(CWD, path, flags, Mode::empty())?;
        Ok(Root {
            fd: Arc::new(fd),
            path: Arc::new(path.canonicalize()?),
        })
    }

    /// Opens below it if that needs no waiting.
    pub(in crate::file) fn open_now(&self, name: &Path) -> Option<io::Result<fs::File>> {
        cached(&*self.fd, name, BENEATH)
    }

    /// Opens below it.
    pub(in crate::file) fn open_below(&self, name: &Path) -> io::Result<fs::File> {
        let opened = beneath(|| resolved(&*self.fd, name, BENEATH));
        let opened = opened.or_else(|| walked(self.fd.as_fd(), name));
        opened.unwrap_or_else(|| super::super::systems::open_below(&self.path, name))
    }

    /// The entries of a directory below it: their names, and whether each is a directory itself.
    pub(in crate::file) fn list(
        &self,
        name: &Path,
        most: usize,
    ) -> io::Result<Vec<(Vec<u8>, bool)>> {
        let below = if name.as_os_str().is_empty() {
            Path::new(".")
        } else {
            name
        };
        let directory = self.open_below(below)?;
        let mut entries = Vec::new();
        for entry in rustix::fs::Dir::read_from(&directory)? {
            let entry = entry?;
            let name = entry.file_name().to_bytes();
            if [&b"."[..], b".."].contains(&name) {
                continue;
            }
            let is_directory = match entry.file_type() {
                rustix::fs::FileType::Directory => true,
                rustix::fs::FileType::RegularFile => false,
                rustix::fs::FileType::Symlink | rustix::fs::FileType::Unknown => {
                    match self.kind(below, name) {
                        Some(is_directory) => is_directory,
                        None => continue,
                    }
                }
                _ => continue,
            };
            if entries.len() == most {
                break;
            }
            entries.push((name.to_vec(), is_directory));
        }
        Ok(entries)
    }

    /// What a link leads to: whether it is a directory; `None` where it is nothing that can be opened.
    fn kind(&self, directory: &Path, name: &[u8]) -> Option<bool> {
        use std::ffi::OsStr;

        let opened = self
            .open_below(&directory.join(OsStr::from_bytes(name)))
            .ok()?;
        let metadata = opened.metadata().ok()?;
        (metadata.is_dir() || metadata.is_file()).then(|| metadata.is_dir())
    }
}

#[cfg(test)]
mod tests {
    use std::{fs, io::Read, os::fd::AsFd, os::unix::fs::symlink, path::Path};

    use rustix::io::Errno;

    use super::{LOOKUPS, Root, beneath, read_now, walked};

    #[test]
    fn the_end_of_a_file_is_told_by_a_read_that_waits() {
        let path = std::env::temp_dir().join(format!("folio-end-{}", std::process::id()));
        fs::write(&path, "0123456789").unwrap();
        let file = fs::File::open(&path).unwrap();
        let mut buffer = [0; 4];
        for at in [10, 1_000] {
            assert!(read_now(&file, &mut buffer, at).is_none(), "{at}");
        }
        fs::remove_file(path).unwrap();
    }

    #[test]
    fn a_path_is_looked_up_anew_while_others_rename() {
        let root = std::env::temp_dir();
        let opened = |errors: usize, error: Errno| {
            let mut asked = 0;
            let found = beneath(|| {
                asked += 1;
                let place = Root::open(&root).unwrap().fd;
                let place = place.try_clone().unwrap();
                (asked > errors).then_some(place).ok_or(error)
            });
            (found, asked)
        };
        let (found, asked) = opened(3, Errno::AGAIN);
        assert!(found.unwrap().is_ok() && asked == 4);
        // Nothing but a failure: never a look that is less close.
        let (found, asked) = opened(usize::MAX, Errno::AGAIN);
        assert!(found.unwrap().is_err() && asked == LOOKUPS);
        let (found, asked) = opened(usize::MAX, Errno::NOSYS);
        assert!(found.is_none() && asked == 1);
        let (found, _) = opened(usize::MAX, Errno::XDEV);
        assert!(found.unwrap().is_err());
    }

    #[test]
    fn a_walk_ends_at_the_first_link() {
        let place = std::env::temp_dir().join(format!("folio-walk-{}", std::process::id()));
        fs::create_dir_all(place.join("a/b")).unwrap();
        fs::write(place.join("a/b/in.txt"), "inside").unwrap();
        symlink("in.txt", place.join("a/b/link")).unwrap();
        symlink("b", place.join("a/linked")).unwrap();
        let root = Root::open(&place).unwrap();
        let walk = |name: &str| walked(root.fd.as_fd(), Path::new(name));
        let mut text = String::new();
        walk("a/b/in.txt")
            .unwrap()
            .unwrap()
            .read_to_string(&mut text)
            .unwrap();
        assert_eq!(text, "inside");
        for link in ["a/b/link", "a/linked/in.txt"] {
            assert!(walk(link).is_none(), "{link}");
        }
        assert!(walk("a/none/in.txt").unwrap().is_err());
        fs::remove_dir_all(place).unwrap();
    }
}
