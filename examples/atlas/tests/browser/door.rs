//! What stands between the browser and the atlas: connections can be cut without either knowing why.

use std::{
    io,
    net::{Shutdown, TcpListener, TcpStream},
    sync::{Arc, Mutex, MutexGuard},
    thread::spawn,
};

/// A door on a port of its own.
pub(crate) struct Door {
    pub(crate) port: u16,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    shut: bool,
    through: Vec<TcpStream>,
}

impl Door {
    /// An open one to a port of this computer.
    pub(crate) fn to(port: u16) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let door = Door {
            port: listener.local_addr().expect("an address").port(),
            state: Arc::default(),
        };
        let state = Arc::clone(&door.state);
        spawn(move || {
            for client in listener.incoming().flatten() {
                let mut state = lock(&state);
                if state.shut {
                    continue;
                }
                // Without anybody behind the door, the client is sent away.
                if let Ok(server) = TcpStream::connect(("127.0.0.1", port)) {
                    let ends = [&client, &server].map(|end| end.try_clone().expect("a clone"));
                    state.through.extend(ends);
                    let others = [&client, &server].map(|end| end.try_clone().expect("a clone"));
                    let [from_client, from_server] = others;
                    spawn(move || pass(from_client, server));
                    spawn(move || pass(from_server, client));
                }
            }
        });
        door
    }

    /// Cuts all connections, and takes no others.
    pub(crate) fn shut(&self) {
        let mut state = lock(&self.state);
        state.shut = true;
        for end in state.through.drain(..) {
            let _ = end.shutdown(Shutdown::Both);
        }
    }

    pub(crate) fn open(&self) {
        lock(&self.state).shut = false;
    }
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().expect("no panic")
}

/// Everything that comes from one goes to the other, its end too.
fn pass(mut from: TcpStream, mut to: TcpStream) {
    let _ = io::copy(&mut from, &mut to);
    let _ = to.shutdown(Shutdown::Both);
}
