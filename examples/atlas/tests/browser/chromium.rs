//! Chromium without a window, told what to do by the `DevTools` protocol over pipes.

use std::{
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    sync::{Arc, Mutex, PoisonError, mpsc},
    thread,
    time::Duration,
};

use serde_json::{Value, json};

/// How long the browser may live.
const LIMIT: Duration = Duration::from_mins(3);

/// The browser's name, if it is there.
pub(crate) fn program() -> Option<&'static str> {
    let found = ["chromium", "chromium-browser", "google-chrome"]
        .into_iter()
        .find(|name| Command::new(name).arg("--version").output().is_ok());
    if found.is_none() {
        let required = std::env::var("FOLIO_TEST_CHROMIUM").is_ok_and(|value| value == "required");
        assert!(!required, "Chromium is required and not there");
        // Not by `eprintln!`, which tests that pass keep to themselves.
        let _ = std::io::stderr().write_all(b"skipped: Chromium is not there\n");
    }
    found
}

/// A browser with one page.
pub(crate) struct Chromium {
    process: Arc<Mutex<Child>>,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    calls: u64,
    /// The page, once there is one.
    session: Option<String>,
    /// Whoever ends it in time doesn't need to be told when it is dropped.
    _alive: mpsc::Sender<()>,
}

impl Chromium {
    pub(crate) fn start(program: &str, folder: &Path) -> Self {
        // The protocol is spoken on the descriptors 3 and 4.
        let mut process = Command::new("sh")
            .args(["-c", "exec \"$0\" \"$@\" 3<&0 4>&1 </dev/null >/dev/null"])
            .args([
                program,
                "--remote-debugging-pipe",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
            ])
            .arg(format!(
                "--user-data-dir={}",
                folder.join("browser").display()
            ))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("a shell");
        let input = process.stdin.take().expect("it is piped");
        let output = BufReader::new(process.stdout.take().expect("it is piped"));
        let process = Arc::new(Mutex::new(process));
        let (alive, ended) = mpsc::channel();
        let limited = Arc::clone(&process);
        thread::spawn(move || {
            if ended.recv_timeout(LIMIT) == Err(mpsc::RecvTimeoutError::Timeout) {
                kill(&limited);
            }
        });
        Chromium {
            process,
            input,
            output,
            calls: 0,
            session: None,
            _alive: alive,
        }
    }

    /// Opens a page, and waits until it is loaded.
    pub(crate) fn open(&mut self, url: &str) {
        let target = self.call("Target.createTarget", json!({"url": "about:blank"}));
        let attach = json!({"targetId": target["targetId"], "flatten": true});
        let session = self.call("Target.attachToTarget", attach);
        self.session = session["sessionId"].as_str().map(str::to_owned);
        let went = self.call("Page.navigate", json!({"url": url}));
        assert!(went["errorText"].is_null(), "{went}");
        self.evaluate(
            "new Promise((done) => document.readyState === 'complete'
                ? done()
                : addEventListener('load', () => done()))",
        );
    }

    /// What an expression gives on the page; that of a promise once it is kept.
    pub(crate) fn evaluate(&mut self, expression: &str) -> Value {
        let parameters = json!({
            "expression": expression, "awaitPromise": true, "returnByValue": true
        });
        let mut answer = self.call("Runtime.evaluate", parameters);
        assert!(answer["exceptionDetails"].is_null(), "{answer}");
        answer["result"]["value"].take()
    }

    fn call(&mut self, method: &str, parameters: Value) -> Value {
        self.calls += 1;
        let mut message = json!({"id": self.calls, "method": method, "params": parameters});
        if let Some(session) = &self.session {
            message["sessionId"] = json!(session);
        }
        let mut bytes = message.to_string().into_bytes();
        bytes.push(0);
        self.input.write_all(&bytes).expect("the browser listens");
        loop {
            let mut bytes = Vec::new();
            self.output.read_until(0, &mut bytes).expect("it answers");
            assert_eq!(bytes.pop(), Some(0), "the browser has ended");
            let mut message: Value = serde_json::from_slice(&bytes).expect("JSON");
            if message["id"] == self.calls {
                assert!(message["error"].is_null(), "{message}");
                return message["result"].take();
            }
        }
    }
}

fn kill(process: &Mutex<Child>) {
    let mut process = process.lock().unwrap_or_else(PoisonError::into_inner);
    let _ = process.kill();
    let _ = process.wait();
}

impl Drop for Chromium {
    fn drop(&mut self) {
        kill(&self.process);
    }
}
