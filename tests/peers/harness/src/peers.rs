//! Building the peers, starting and ending them.

use std::env;
use std::fs;
use std::io::{self, BufRead, BufReader};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use crate::scenarios::file;

/// The folder with the built peers.
pub(crate) struct Builds {
    target: PathBuf,
}

/// Writes what peers serve.
fn files(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    for (name, length) in [("small.txt", 1024), ("large.txt", 10 * 1024 * 1024)] {
        fs::write(folder.join(name), file(length))?;
    }
    Ok(())
}

/// The folder with the harness in it.
fn target() -> PathBuf {
    let own = env::current_exe().expect("a process knows its executable");
    let target = own.ancestors().nth(2);
    target.expect("the harness is in TARGET/PROFILE").to_owned()
}

impl Builds {
    /// Builds each peer by itself, so that none is compiled with the
    /// dependency features of another.
    pub(crate) fn make(peers: &[&str]) -> Self {
        let target = target();
        let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/../Cargo.toml");
        for peer in peers {
            let status = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
                .args(["build", "--quiet", "--release", "--package"])
                .arg(format!("peer-{peer}"))
                .args(["--manifest-path", manifest])
                .arg("--target-dir")
                .arg(&target)
                .status()
                .expect("cargo is installed");
            assert!(status.success(), "peer-{peer} does not build");
        }
        files(&target.join("files")).expect("the files can be written");
        Self { target }
    }

    /// The executable of a peer.
    pub(crate) fn binary(&self, peer: &str) -> PathBuf {
        self.target.join("release").join(format!("peer-{peer}"))
    }

    /// The command that starts a peer as it is.
    pub(crate) fn command(&self, peer: &str) -> Command {
        Command::new(self.binary(peer))
    }
}

/// A running peer. Dropping it without [`Server::stop`] kills it.
pub(crate) struct Server {
    child: Child,
    pub(crate) address: SocketAddr,
}

impl Server {
    /// Starts a peer and waits until it listens.
    pub(crate) fn start(command: &mut Command) -> Self {
        let mut child = command
            .env("PEER_FILES", target().join("files"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("a built peer starts");
        let stdout = child.stdout.take().expect("stdout is piped");
        let mut line = String::new();
        BufReader::new(stdout)
            .read_line(&mut line)
            .expect("a peer prints its port");
        let port = line.trim().parse().expect("the first line is the port");
        Self {
            child,
            address: SocketAddr::from((Ipv4Addr::LOCALHOST, port)),
        }
    }

    /// The process that serves: the wrappers it may be started with replace
    /// themselves with it.
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// Closes the standard input, which ends the peer, and waits for the end.
    pub(crate) fn stop(mut self) {
        drop(self.child.stdin.take());
        let status = self.child.wait().expect("a peer can be waited for");
        assert!(status.success(), "a peer ended with {status}");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Both fail for a peer that has ended already, which is fine.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
