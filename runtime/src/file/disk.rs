//! Files of this computer: opened and read at once where the system has what is asked for in memory,
//! on the blocking pool otherwise.
//!
//! A trip to the pool and back costs more than opening and reading a small file that is cached. Linux
//! can be asked to say when it would have to wait (`RESOLVE_CACHED`, `RWF_NOWAIT`); elsewhere everything
//! goes to the pool.

use std::{
    fs::{self, Metadata},
    io,
    ops::Range,
    path::Path,
    time::SystemTime,
};

use bytes::Bytes;

use super::{fault::FileFault, open::OpenFile};
use crate::fields::ETag;

#[cfg(target_os = "linux")]
#[path = "disk/linux.rs"]
pub(super) mod system;
#[cfg(not(target_os = "linux"))]
#[path = "disk/portable.rs"]
pub(super) mod system;

pub(super) use self::system::Root;

/// An open file, and what it was when it was opened.
#[derive(Debug)]
pub(super) struct Disk {
    file: fs::File,
    pub(super) size: u64,
    pub(super) modified: Option<SystemTime>,
    state: [u64; 6],
}

impl Disk {
    /// Opens a file if that needs no waiting.
    pub(super) fn open_now(path: &Path) -> Option<Result<OpenFile, FileFault>> {
        system::open_now(path).map(found)
    }

    pub(super) async fn open(path: std::path::PathBuf) -> Result<OpenFile, FileFault> {
        found(pool(move || system::open(&path)).await)
    }

    /// An open file, if it is one: directories are told, and devices, sockets and pipes are none.
    fn of(file: fs::File, metadata: &Metadata) -> Result<Self, FileFault> {
        if metadata.is_dir() {
            return Err(FileFault::Directory);
        }
        if !metadata.is_file() {
            return Err(FileFault::NotFound);
        }
        Ok(Disk {
            file,
            size: metadata.len(),
            modified: metadata.modified().ok(),
            state: state(metadata),
        })
    }

    /// Changes whenever the file does, as far as the clock of its file system tells changes apart:
    /// made of its times, its size, and which file it is. Hashed, since these are nobody's business.
    pub(super) fn etag(&self) -> ETag {
        let mut facts = [0; 48];
        for (place, fact) in facts.chunks_exact_mut(8).zip(self.state) {
            place.copy_from_slice(&fact.to_le_bytes());
        }
        ETag::of(facts)
    }

    /// A part of it if that needs no waiting and all of it is there.
    pub(super) fn whole_now(&self, range: &Range<u64>) -> Option<Bytes> {
        let length = usize::try_from(range.end - range.start).ok()?;
        let mut bytes = vec![0; length];
        let read = system::read_now(&self.file, &mut bytes, range.start)?;
        (read.ok()? == length).then(|| bytes.into())
    }

    /// Reads at a place if that needs no waiting.
    pub(super) fn read_now(&self, buffer: &mut [u8], at: u64) -> Option<io::Result<usize>> {
        system::read_now(&self.file, buffer, at)
    }

    /// Reads at a place, however long that takes.
    pub(super) fn read(&self, buffer: &mut [u8], at: u64) -> io::Result<usize> {
        loop {
            match system::read(&self.file, buffer, at) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => return read,
            }
        }
    }
}

/// The outcome of opening, as an answer has it.
pub(super) fn found(opened: io::Result<fs::File>) -> Result<OpenFile, FileFault> {
    let file = opened?;
    let metadata = file.metadata()?;
    Disk::of(file, &metadata).map(OpenFile::disk)
}

#[cfg(unix)]
#[expect(clippy::cast_sign_loss, reason = "only whether it differs counts")]
fn state(metadata: &Metadata) -> [u64; 6] {
    use std::os::unix::fs::MetadataExt;

    [
        metadata.ino(),
        metadata.size(),
        metadata.mtime() as u64,
        metadata.mtime_nsec() as u64,
        metadata.ctime() as u64,
        metadata.ctime_nsec() as u64,
    ]
}

#[cfg(not(unix))]
fn state(metadata: &Metadata) -> [u64; 6] {
    let parts = |time: io::Result<SystemTime>| {
        let since = time
            .ok()
            .and_then(|time| time.duration_since(SystemTime::UNIX_EPOCH).ok());
        since.map_or((0, 0), |since| {
            (since.as_secs(), u64::from(since.subsec_nanos()))
        })
    };
    let (modified, created) = (parts(metadata.modified()), parts(metadata.created()));
    [
        metadata.len(),
        0,
        modified.0,
        modified.1,
        created.0,
        created.1,
    ]
}

/// Runs what blocks on the pool of the runtime; where there is no runtime, here.
pub(super) async fn pool<T: Send + 'static>(
    call: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> io::Result<T> {
    match tokio::runtime::Handle::try_current() {
        Ok(runtime) => runtime.spawn_blocking(call).await?,
        Err(_) => call(),
    }
}
