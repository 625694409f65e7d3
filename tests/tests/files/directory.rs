//! `Directory`: static assets.

use std::{fs, os::unix::fs::symlink};

use folio::{App, Directory, MemoryFiles, Router, test::Client};

use crate::parts::parts_of;

fn place() -> tempfile::TempDir {
    let place = tempfile::tempdir().unwrap();
    let root = place.path().join("site");
    for (name, text) in [
        ("index.html", "<h1>home</h1>"),
        ("app.js", "let a;"),
        ("app.js.br", "(br)"),
        ("app.js.gz", "(gz)"),
        ("plain.css", "a {}"),
        ("plain.css.zst", "(zst)"),
        ("a b.txt", "blank"),
        ("docs/index.html", "docs"),
        ("docs/page.txt", "page"),
        ("empty/sub/a.txt", "a"),
        ("\u{e9}.txt", "accent"),
        ("<img src=x onerror=alert(1)>.txt", "markup"),
        (".env", "SECRET=1"),
        (".git/config", "secret"),
        (".well-known/security.txt", "mail us"),
        ("a:b/index.html", "colon"),
    ] {
        let path = root.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    fs::write(place.path().join("out.txt"), "outside").unwrap();
    symlink("../out.txt", root.join("far.txt")).unwrap();
    place
}

fn client(set: impl FnOnce(Directory) -> Directory) -> (Client, tempfile::TempDir) {
    let place = place();
    let directory = set(Directory::new(place.path().join("site")).at("/static"));
    (Client::new(App::new("Site", "1").mount(directory)), place)
}

#[tokio::test]
async fn files_are_served_under_their_paths() {
    let (client, _place) = client(|directory| directory);
    for (path, media, text) in [
        ("/static/", "text/html; charset=utf-8", "<h1>home</h1>"),
        (
            "/static/index.html",
            "text/html; charset=utf-8",
            "<h1>home</h1>",
        ),
        ("/static/app.js", "text/javascript; charset=utf-8", "let a;"),
        (
            "/static/app.js?v=2",
            "text/javascript; charset=utf-8",
            "let a;",
        ),
        (
            "/static/%61pp.js",
            "text/javascript; charset=utf-8",
            "let a;",
        ),
        ("/static/a%20b.txt", "text/plain; charset=utf-8", "blank"),
        ("/static/%C3%A9.txt", "text/plain; charset=utf-8", "accent"),
        ("/static/docs/", "text/html; charset=utf-8", "docs"),
        ("/static/docs/page.txt", "text/plain; charset=utf-8", "page"),
        (
            "/static/.well-known/security.txt",
            "text/plain; charset=utf-8",
            "mail us",
        ),
    ] {
        let answer = client.get(path).await;
        assert_eq!(
            (answer.status().as_u16(), answer.text()),
            (200, text),
            "{path}"
        );
        assert_eq!(answer.header("content-type"), Some(media), "{path}");
        assert_eq!(answer.header("content-disposition"), None);
        assert_eq!(answer.header("vary"), None);
        let tag = answer.header("etag").unwrap();
        let again = client.get(path).header("if-none-match", tag).await;
        assert_eq!(again.status(), 304, "{path}");
        let part = client.get(path).header("range", "bytes=1-2").await;
        assert_eq!(
            (part.status().as_u16(), part.text()),
            (206, &text[1..3]),
            "{path}"
        );
    }
    let head = client.head("/static/app.js").await;
    assert_eq!(
        (head.bytes().len(), head.header("content-length")),
        (0, Some("6"))
    );
}

#[tokio::test]
async fn a_path_of_a_directory_gets_its_slash_and_stays_on_this_server() {
    let (client, place) = client(|directory| directory);
    for (path, location) in [
        ("/static", "./static/"),
        ("/static?a=b", "./static/?a=b"),
        ("/static/docs", "./docs/"),
        ("/static/docs?a=%2F", "./docs/?a=%2F"),
        ("/static/a:b", "./a:b/"),
    ] {
        let answer = client.get(path).await;
        assert_eq!(
            (answer.status().as_u16(), answer.header("location")),
            (308, Some(location)),
            "{path}"
        );
    }
    let root = Directory::new(place.path().join("site")).at("/");
    let root = Client::new(App::new("Root", "1").mount(root));
    assert_eq!(root.get("/").await.text(), "<h1>home</h1>");
    for path in [
        "//example.com",
        "//example.com/",
        "//docs",
        "///docs",
        "/%2Fexample.com",
        "/\\example.com",
    ] {
        let answer = root.get(path).await;
        assert_eq!(
            (answer.status().as_u16(), answer.header("location")),
            (404, None),
            "{path}"
        );
    }
}

#[tokio::test]
async fn nothing_leads_out_and_nothing_hidden_is_shown() {
    let (client, _place) = client(Directory::listing);
    for path in [
        "/static/../out.txt",
        "/static/..%2fout.txt",
        "/static/%2e%2e/out.txt",
        "/static/%2e%2e%2fout.txt",
        "/static/docs/../../out.txt",
        "/static/docs%2Fpage.txt",
        "/static/far.txt",
        "/static/.env",
        "/static/%2eenv",
        "/static/.git/config",
        "/static/.git/",
        "/static/.git",
        "/static//app.js",
        "/static/./app.js",
        "/static/app.js/",
        "/static/app.js%00",
        "/static/%00",
        "/static/..%5cout.txt",
        "/static/%ff",
        "/static/none",
        "/static/none/",
        "/static/empty/none.txt",
        "/static/%2Fetc%2Fpasswd",
    ] {
        let answer = client.get(path).await;
        assert_eq!(answer.status(), 404, "{path}: {}", answer.text());
        assert!(!answer.text().contains("outside") && !answer.text().contains("secret"));
    }
    let (client, _place) = self::client(Directory::hidden_files);
    assert_eq!(client.get("/static/.env").await.text(), "SECRET=1");
}

#[tokio::test]
async fn only_get_and_head_are_served() {
    let (client, _place) = client(|directory| directory);
    for answer in [
        client.post("/static/app.js").await,
        client.delete("/static/none").await,
    ] {
        assert_eq!(answer.status(), 405);
        assert_eq!(answer.header("allow"), Some("GET, HEAD, OPTIONS"));
        assert_eq!(
            answer.header("content-type"),
            Some("application/problem+json")
        );
    }
    let options = client.options("/static/app.js").await;
    assert_eq!(
        (options.status().as_u16(), options.header("allow")),
        (204, Some("GET, HEAD, OPTIONS"))
    );
}

#[tokio::test]
async fn what_was_compressed_before_goes_to_those_who_take_it() {
    let (client, _place) = client(Directory::precompressed);
    for (path, accepts, text, coding) in [
        (
            "/static/app.js",
            Some("gzip, deflate, br"),
            "(br)",
            Some("br"),
        ),
        ("/static/app.js", Some("gzip"), "(gz)", Some("gzip")),
        ("/static/app.js", Some("zstd"), "let a;", None),
        ("/static/app.js", Some("br;q=0, gzip"), "(gz)", Some("gzip")),
        (
            "/static/app.js",
            Some("identity, gzip;q=0.5"),
            "let a;",
            None,
        ),
        ("/static/app.js", None, "let a;", None),
        (
            "/static/plain.css",
            Some("gzip, zstd"),
            "(zst)",
            Some("zstd"),
        ),
        ("/static/", Some("br"), "<h1>home</h1>", None),
    ] {
        let call = client.get(path);
        let call = match accepts {
            Some(accepts) => call.header("accept-encoding", accepts),
            None => call,
        };
        let answer = call.await;
        assert_eq!(
            (answer.text(), answer.header("content-encoding")),
            (text, coding),
            "{path} {accepts:?}"
        );
        assert_eq!(answer.header("vary"), Some("accept-encoding"));
        assert!(
            !answer
                .header("content-type")
                .unwrap()
                .contains("octet-stream")
        );
    }
    let call = |accepts: &str| {
        client
            .get("/static/app.js")
            .header("accept-encoding", accepts)
    };
    let (br, gzip) = (call("br").await, call("gzip").await);
    assert_ne!(
        br.header("etag"),
        gzip.header("etag"),
        "each is a representation of its own"
    );
    let tag = br.header("etag").unwrap();
    let known = call("br").header("if-none-match", tag).await;
    assert_eq!(
        (known.status().as_u16(), known.header("vary")),
        (304, Some("accept-encoding"))
    );
    assert_eq!(known.header("content-encoding"), None);
    assert_eq!(
        call("gzip").header("if-none-match", tag).await.status(),
        200
    );
    let part = call("br").header("range", "bytes=1-2").await;
    assert_eq!(
        (part.text(), part.header("content-encoding")),
        ("br", Some("br"))
    );
    // Parts beside each other would be said to be compressed together: all of it is.
    let several = call("br").header("range", "bytes=0-0,3-3").await;
    assert_eq!(
        (
            several.status().as_u16(),
            several.text(),
            several.header("content-encoding")
        ),
        (200, "(br)", Some("br"))
    );
    let plain = client
        .get("/static/app.js")
        .header("range", "bytes=0-0,3-3")
        .await;
    let parts = parts_of(&plain, "text/javascript; charset=utf-8");
    assert_eq!((parts.len(), plain.header("content-encoding")), (2, None));
    // A file that is asked for by its own name is no encoding of anything.
    let own = client
        .get("/static/app.js.gz")
        .header("accept-encoding", "identity")
        .await;
    assert_eq!(
        (own.header("content-type"), own.header("content-encoding")),
        (Some("application/gzip"), None)
    );
}

#[tokio::test]
async fn nothing_is_listed_unless_it_is_asked_for() {
    let (silent, _place) = client(|directory| directory);
    assert_eq!(silent.get("/static/empty/").await.status(), 404);
    assert_eq!(silent.get("/static/empty").await.status(), 404);
    let (bare, _place) = self::client(|directory| directory.index(None));
    assert_eq!(bare.get("/static").await.status(), 404);
    assert_eq!(bare.get("/static/").await.status(), 404);
    let (client, _place) = client(|directory| directory.listing().index(None));
    let answer = client.get("/static").await;
    assert_eq!(answer.header("location"), Some("./static/"));
    let page = client.get("/static/").await;
    assert_eq!(
        page.header("content-type"),
        Some("text/html; charset=utf-8")
    );
    for part in [
        "<a href=\"./docs/\">docs/</a>",
        "<a href=\"./app.js\">app.js</a>",
        "<a href=\"./a%20b.txt\">a b.txt</a>",
        "<a href=\"./%C3%A9.txt\">\u{e9}.txt</a>",
        "&lt;img src=x onerror=alert(1)&gt;.txt",
    ] {
        assert!(page.text().contains(part), "no {part} in {}", page.text());
    }
    for part in ["<img", ".env", ".git", "far.txt", "../"] {
        assert!(!page.text().contains(part), "{part} in {}", page.text());
    }
    assert_eq!(
        client.get("/static/empty").await.header("location"),
        Some("./empty/")
    );
    let below = client.get("/static/empty/").await;
    assert!(below.text().contains("<a href=\"../\">") && below.text().contains("./sub/"));
}

#[tokio::test]
async fn any_file_system_can_be_a_directory() {
    let files = MemoryFiles::new()
        .with("index.html", "home")
        .with("docs/index.html", "docs")
        .with("docs/a.txt", "a");
    let app = App::new("Memory", "1").mount(Directory::of(files).at("/m").listing());
    let client = Client::new(app);
    assert_eq!(client.get("/m/").await.text(), "home");
    assert_eq!(
        client.get("/m/docs").await.header("location"),
        Some("./docs/")
    );
    assert_eq!(client.get("/m/docs/").await.text(), "docs");
    assert_eq!(client.get("/m/docs/a.txt").await.text(), "a");
    assert_eq!(client.get("/m/none").await.status(), 404);
}

#[tokio::test]
async fn directories_that_are_only_in_names_are_listed() {
    let files = MemoryFiles::new()
        .with("docs/sub/a.txt", "a")
        .with("docs/sub/b.txt", "b")
        .with("docs/sub-a.txt", "beside")
        .with("docs/sub0.txt", "after")
        .with("docs/sub", "a file")
        .with("../docs/out.txt", "never");
    let app = App::new("Memory", "1").mount(Directory::of(files).at("/m").listing());
    let client = Client::new(app);
    let answer = client.get("/m/docs").await;
    assert_eq!(
        (answer.status().as_u16(), answer.header("location")),
        (308, Some("./docs/"))
    );
    let page = client.get("/m/docs/").await;
    let links: Vec<&str> = page
        .text()
        .split("href=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    let expected = ["../", "./sub/", "./sub", "./sub-a.txt", "./sub0.txt"];
    assert_eq!(links, expected);
    assert!(!client.get("/m/").await.text().contains(".."));
    // Of a file, and of nothing.
    assert_eq!(client.get("/m/docs/sub-a.txt/").await.status(), 404);
    assert_eq!(client.get("/m/none").await.status(), 404);
    assert_eq!(client.get("/m/none/").await.status(), 404);
}

#[tokio::test]
async fn layers_cover_it_where_they_say_so() {
    let place = place();
    let directory = || Directory::new(place.path().join("site"));
    let covered = Router::new("/covered")
        .header("x-layer", "1")
        .cover_foreign_answers(true)
        .mount(directory());
    let bare = Router::new("/bare")
        .header("x-layer", "1")
        .service("/", directory());
    let client = Client::new(App::new("Layers", "1").mount(covered).mount(bare));
    assert_eq!(
        client.get("/covered/app.js").await.header("x-layer"),
        Some("1")
    );
    assert_eq!(client.get("/bare/app.js").await.header("x-layer"), None);
}

#[test]
fn a_directory_that_is_not_there_is_a_fault_of_the_build() {
    let app = App::new("None", "1").mount(Directory::new("no/such/directory"));
    let errors = app.build().unwrap_err().to_string();
    assert!(
        errors.contains("the directory `no/such/directory` can't be opened"),
        "{errors}"
    );
    assert!(errors.contains("directory.rs"), "{errors}");
}

#[test]
fn an_index_that_can_be_no_name_is_a_fault_of_the_build() {
    for index in ["", "../index.html", "a//b", "."] {
        let directory = Directory::of(MemoryFiles::new()).index(index);
        let errors = App::new("None", "1").mount(directory).build().unwrap_err();
        let errors = errors.to_string();
        assert!(
            errors.contains(&format!("the index `{index}` can be no file")),
            "{errors}"
        );
        assert!(errors.contains("directory.rs"), "{errors}");
    }
}
