//! Why there is no file to send.

use std::io::{self, ErrorKind};

use crate::{body::BodyError, problem::Problem};

/// Why there is no file: a problem that says nothing of the server's paths.
#[derive(Debug, Problem)]
pub enum FileFault {
    /// There is no file of this name.
    #[problem(status = 404)]
    NotFound,
    /// There is a directory of this name, and no file.
    #[problem(status = 404)]
    Directory,
    /// Access to this file is denied.
    #[problem(status = 403)]
    Denied,
    /// The file could not be read; what failed is logged and never sent.
    #[problem(status = 500)]
    Failed(BodyError),
}

impl FileFault {
    /// Any other failure.
    pub fn failed(error: impl Into<BodyError>) -> Self {
        FileFault::Failed(error.into())
    }
}

/// A name that the system can't have, or that leads nowhere, is one that is not there.
impl From<io::Error> for FileFault {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            ErrorKind::NotFound
            | ErrorKind::NotADirectory
            | ErrorKind::InvalidFilename
            | ErrorKind::InvalidInput
            | ErrorKind::CrossesDevices
            | ErrorKind::StaleNetworkFileHandle => FileFault::NotFound,
            ErrorKind::IsADirectory => FileFault::Directory,
            ErrorKind::PermissionDenied => FileFault::Denied,
            _ if is_nowhere(&error) => FileFault::NotFound,
            _ => FileFault::Failed(error.into()),
        }
    }
}

/// A loop of symbolic links, a socket, a device without its driver: kinds that have no stable name.
#[cfg(target_os = "linux")]
fn is_nowhere(error: &io::Error) -> bool {
    use rustix::io::Errno;

    let nowhere = [Errno::LOOP, Errno::NXIO, Errno::NODEV, Errno::OPNOTSUPP];
    let code = error.raw_os_error();
    nowhere
        .iter()
        .any(|errno| code == Some(errno.raw_os_error()))
}

#[cfg(not(target_os = "linux"))]
fn is_nowhere(_: &io::Error) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use std::io::{Error, ErrorKind};

    use super::FileFault;
    use crate::Problem;

    #[test]
    fn every_kind_of_name_that_leads_nowhere_is_not_found() {
        for (kind, status) in [
            (ErrorKind::NotFound, 404),
            (ErrorKind::NotADirectory, 404),
            (ErrorKind::InvalidFilename, 404),
            (ErrorKind::InvalidInput, 404),
            (ErrorKind::IsADirectory, 404),
            (ErrorKind::CrossesDevices, 404),
            (ErrorKind::PermissionDenied, 403),
            (ErrorKind::OutOfMemory, 500),
            (ErrorKind::UnexpectedEof, 500),
        ] {
            let fault = FileFault::from(Error::new(kind, "/srv/secret"));
            let problem = fault.problem();
            assert_eq!(problem.status().as_u16(), status, "{kind}");
            let text = serde_json::to_string(&problem).unwrap();
            assert!(!text.contains("secret"), "{text}");
        }
    }
}
