//! What every system does: nothing without waiting, and a check of where links lead before a file is
//! opened.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

/// Nothing is known to need no waiting.
pub(in crate::file) fn open_now(_: &Path) -> Option<io::Result<fs::File>> {
    None
}

/// Opens a file; asked first whether it is one, since opening a pipe waits for its other end.
pub(in crate::file) fn open(path: &Path) -> io::Result<fs::File> {
    let metadata = fs::metadata(path)?;
    if metadata.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    if !metadata.is_file() {
        return Err(io::ErrorKind::NotFound.into());
    }
    fs::File::open(path)
}

/// Nothing is known to be in memory.
pub(in crate::file) fn read_now(_: &fs::File, _: &mut [u8], _: u64) -> Option<io::Result<usize>> {
    None
}

/// Reads.
pub(in crate::file) fn read(file: &fs::File, buffer: &mut [u8], at: u64) -> io::Result<usize> {
    #[cfg(unix)]
    return std::os::unix::fs::FileExt::read_at(file, buffer, at);
    #[cfg(windows)]
    return std::os::windows::fs::FileExt::seek_read(file, buffer, at);
    #[cfg(not(any(unix, windows)))]
    {
        use std::io::{Read, Seek, SeekFrom};
        let mut file = file;
        file.seek(SeekFrom::Start(at))?;
        file.read(buffer)
    }
}

/// A directory by its path.
#[derive(Debug, Clone)]
pub(in crate::file) struct Root {
    path: Arc<PathBuf>,
}

impl Root {
    pub(in crate::file) fn open(path: &Path) -> io::Result<Self> {
        let path = path.canonicalize()?;
        if !path.is_dir() {
            return Err(io::ErrorKind::NotADirectory.into());
        }
        Ok(Root {
            path: Arc::new(path),
        })
    }

    pub(in crate::file) fn open_now(&self, _: &Path) -> Option<io::Result<fs::File>> {
        None
    }

    pub(in crate::file) fn open_below(&self, name: &Path) -> io::Result<fs::File> {
        super::super::systems::open_below(&self.path, name)
    }

    /// The entries of a directory below it: their names, and whether each is a directory itself.
    pub(in crate::file) fn list(
        &self,
        name: &Path,
        most: usize,
    ) -> io::Result<Vec<(Vec<u8>, bool)>> {
        let directory = self.path.join(name).canonicalize()?;
        if !directory.starts_with(&*self.path) {
            return Err(io::ErrorKind::NotFound.into());
        }
        let mut entries = Vec::new();
        for entry in fs::read_dir(directory)? {
            let entry = entry?;
            let (name, metadata) = (entry.file_name(), fs::metadata(entry.path()));
            let (Some(name), Ok(metadata)) = (name.to_str(), metadata) else {
                continue;
            };
            if entries.len() == most {
                break;
            }
            entries.push((name.as_bytes().to_vec(), metadata.is_dir()));
        }
        Ok(entries)
    }
}
