//! The changes of cities in a browser: nothing is lost or comes twice when its connection is cut, and
//! when the atlas was restarted, it is told what can't be known any more.
//!
//! Without Chromium the test says so and passes, unless `FOLIO_TEST_CHROMIUM=required`.

#![cfg(unix)]

mod atlas;
mod chromium;
mod door;

use serde_json::{Value, json};

use self::{atlas::Atlas, chromium::Chromium, door::Door};

/// Keeps what it hears in `seen`.
const LISTEN: &str = "
    globalThis.seen = [];
    globalThis.mine = new EventSource('/events');
    for (const name of ['added', 'changed', 'removed', 'gap'])
        mine.addEventListener(name, (event) =>
            seen.push([name, event.lastEventId, JSON.parse(event.data)]));
    new Promise((done) => mine.addEventListener('open', () => done(), {once: true}))";

/// What the browser is to have heard.
struct Heard<'b> {
    browser: &'b mut Chromium,
    expected: Vec<(&'static str, Value)>,
}

impl Heard<'_> {
    /// It hears these next, and has heard nothing else.
    fn next<const N: usize>(&mut self, events: [(&'static str, Value); N]) {
        self.expected.extend(events);
        let count = self.expected.len();
        let heard = self.browser.evaluate(&format!(
            "new Promise((done) => {{
                const look = () => seen.length < {count} ? setTimeout(look, 20) : done(seen);
                look();
            }})"
        ));
        let heard = heard.as_array().expect("a list");
        let told: Vec<(&str, &Value)> = heard
            .iter()
            .map(|event| (event[0].as_str().expect("a name"), &event[2]))
            .collect();
        let expected: Vec<(&str, &Value)> = self
            .expected
            .iter()
            .map(|(name, data)| (*name, data))
            .collect();
        assert_eq!(told, expected);
    }
}

#[test]
fn a_browser_hears_every_change_once() {
    let Some(program) = chromium::program() else {
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    let database = folder.path().join("atlas.db");
    let atlas = Atlas::start(&database, 0);
    let port = atlas.port;
    let door = Door::to(port);
    let mut browser = Chromium::start(program, folder.path());
    browser.open(&format!("http://127.0.0.1:{}/", door.port));
    browser.evaluate(
        "new Promise((done) => {
        const live = document.getElementById('live');
        const look = () => live?.dataset.state === 'open' ? done() : setTimeout(look, 20);
        look();
    })",
    );
    browser.evaluate(LISTEN);
    let mut heard = Heard {
        browser: &mut browser,
        expected: Vec::new(),
    };

    // A connection that is cut before the first event loses none.
    door.shut();
    let first = atlas.add("Lemuria");
    door.open();
    heard.next([("added", first)]);

    // Every way to change a city is an event of a name.
    let city = atlas.add("Atlantis");
    let path = format!("/cities/{}", city["id"]);
    let mut other = city.clone();
    other["name"] = json!("Atlantis\r\n\r\nevent: removed");
    other.as_object_mut().expect("an object").shift_remove("id");
    let replaced = atlas.change("PUT", &path, &other);
    let changed = atlas.populate(&path, 1);
    atlas.change("DELETE", &path, &Value::Null);
    heard.next([
        ("added", city.clone()),
        ("changed", replaced),
        ("changed", changed),
        ("removed", json!({"id": city["id"]})),
    ]);

    // What is missed while the connection is cut comes when it is back, and nothing comes again.
    door.shut();
    let city = atlas.add("Atlantis");
    let path = format!("/cities/{}", city["id"]);
    let missed = [2, 3].map(|population| atlas.populate(&path, population));
    door.open();
    let [second, third] = missed;
    heard.next([("added", city), ("changed", second), ("changed", third)]);
    heard.next([("changed", atlas.populate(&path, 4))]);

    // A restarted atlas doesn't know what there was before it, says so, and goes on.
    atlas.stop();
    let atlas = Atlas::start(&database, port);
    let after = atlas.populate(&path, 5);
    heard.next([("gap", json!({"missed": null})), ("changed", after)]);
    heard.next([("changed", atlas.populate(&path, 6))]);

    // From there on it is as before.
    door.shut();
    let missed = atlas.populate(&path, 7);
    door.open();
    heard.next([("changed", missed)]);

    // The page itself has shown the same, ten of it.
    let shown = browser
        .evaluate("[...document.querySelectorAll('#live li')].map((line) => line.textContent)");
    let lines = shown.as_array().expect("a list");
    assert_eq!(lines.len(), 10, "{shown}");
    assert_eq!(lines[0], "Atlantis was changed.");
    assert_eq!(
        lines[3],
        "Changes were missed: reload the page to see all of them."
    );
    assert_eq!(lines[7], "Atlantis was added.");
    atlas.stop();
}
