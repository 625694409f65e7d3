//! File systems: what no name leads out of, and which one an endpoint has.

use std::{fs, os::unix::fs::symlink};

use folio::{
    App, File, FileFault, FileFuture, FileSystem, Files, LocalFiles, MemoryFiles, OpenFile, Router,
    get, routes, test::Client,
};

/// Any name.
#[get("/files/{*name}")]
fn any(name: String, files: Files) -> File {
    files.file(name)
}

fn local() -> (Client, tempfile::TempDir) {
    let place = tempfile::tempdir().unwrap();
    let root = place.path().join("root");
    fs::create_dir_all(root.join("sub/deep")).unwrap();
    fs::create_dir(place.path().join("root-beside")).unwrap();
    fs::write(place.path().join("out.txt"), "outside").unwrap();
    fs::write(place.path().join("root-beside/out.txt"), "outside").unwrap();
    fs::write(root.join("in.txt"), "inside").unwrap();
    fs::write(root.join("sub/in.txt"), "inside").unwrap();
    fs::write(root.join("%2e%2e"), "inside").unwrap();
    fs::write(root.join("..."), "inside").unwrap();
    symlink("sub/in.txt", root.join("near")).unwrap();
    symlink("../in.txt", root.join("sub/up")).unwrap();
    symlink("../out.txt", root.join("far")).unwrap();
    symlink("../root-beside", root.join("beside")).unwrap();
    symlink(place.path().join("out.txt"), root.join("absolute")).unwrap();
    symlink(root.join("in.txt"), root.join("absolute-inside")).unwrap();
    symlink("loop", root.join("loop")).unwrap();
    symlink("/proc/self/root", root.join("magic")).unwrap();
    let app = App::new("Local", "1")
        .file_system("local", LocalFiles::new(&root))
        .routes(routes![any]);
    (Client::new(app), place)
}

#[tokio::test]
async fn no_name_leads_out_of_a_directory() {
    let (client, place) = local();
    for name in [
        "in.txt",
        "sub/in.txt",
        "near",
        "sub/up",
        "%252e%252e",
        "...",
    ] {
        let answer = client.get(&format!("/files/{name}")).await;
        assert_eq!(
            (answer.status().as_u16(), answer.text()),
            (200, "inside"),
            "{name}"
        );
    }
    let absolute = place.path().join("out.txt");
    let absolute = absolute.to_str().unwrap();
    let encoded = absolute.replace('/', "%2F");
    for name in [
        "../out.txt",
        "..%2fout.txt",
        "%2e%2e/out.txt",
        "%2e%2e%2fout.txt",
        ".%2e/out.txt",
        "sub/../../out.txt",
        "sub/..%2f..%2fout.txt",
        "sub/deep/../../../out.txt",
        "..%5cout.txt",
        "..\\out.txt",
        "sub\\..\\..\\out.txt",
        absolute,
        &encoded,
        "/etc/passwd",
        "%2Fetc%2Fpasswd",
        "//etc/passwd",
        "%2F%2Fetc/passwd",
        "../root-beside/out.txt",
        "far",
        "beside/out.txt",
        "absolute",
        #[cfg(target_os = "linux")]
        "absolute-inside",
        "loop",
        "magic/etc/passwd",
        "in.txt%00",
        "in.txt%00.png",
        "%00",
        "in.txt/",
        "in.txt/below",
        ".",
        "./in.txt",
        "sub//in.txt",
        "C:%5Cwindows",
        "file:%2F%2F%2Fetc%2Fpasswd",
        "..%252fout.txt",
        "..%c0%afout.txt",
        "..;/out.txt",
        "sub",
        "sub/",
        &"n".repeat(300),
        &"n/".repeat(5_000),
    ] {
        let Ok(target) = format!("/files/{name}").parse::<folio::http::Uri>() else {
            continue;
        };
        let answer = client
            .clone()
            .without_contract()
            .get(&target.to_string())
            .await;
        let status = answer.status().as_u16();
        assert!(
            matches!(status, 400 | 404),
            "{name} is answered {status}: {}",
            answer.text()
        );
        assert!(!answer.text().contains("outside") && !answer.text().contains("root:"));
    }
}

#[tokio::test]
async fn a_directory_that_was_exchanged_meanwhile_leads_nowhere_else() {
    let (client, place) = local();
    assert_eq!(client.get("/files/sub/in.txt").await.status(), 200);
    let sub = place.path().join("root/sub");
    fs::rename(&sub, place.path().join("root/was")).unwrap();
    symlink("../root-beside", &sub).unwrap();
    assert_eq!(client.get("/files/sub/out.txt").await.status(), 404);
}

/// Of the endpoint's own choice.
#[get("/named/{name}", file_system = "second")]
fn named(name: String, files: Files) -> File {
    files.file(name)
}

/// Of the nearest default.
#[get("/default/{name}")]
fn by_default(name: String, files: Files) -> File {
    files.file(name)
}

/// Of the nearest default, on a router.
#[get("/{name}")]
fn nearer(name: String, files: Files) -> File {
    files.file(name)
}

#[tokio::test]
async fn the_nearest_says_which_file_system_it_is() {
    let of = |text: &str| MemoryFiles::new().with("a.txt", text.to_owned());
    let router = Router::new("/router")
        .default_file_system("third")
        .routes(routes![nearer]);
    let hidden = Router::new("/hidden")
        .operation_prefix("hidden_")
        .file_system("first", of("hides"))
        .routes(routes![nearer]);
    let app = App::new("Named", "1")
        .file_system("first", of("one"))
        .file_system("second", of("two"))
        .file_system("third", of("three"))
        .default_file_system("first")
        .routes(routes![named, by_default])
        .mount(router)
        .mount(hidden);
    let client = Client::new(app);
    for (path, text) in [
        ("/named/a.txt", "two"),
        ("/default/a.txt", "one"),
        ("/router/a.txt", "three"),
        ("/hidden/a.txt", "hides"),
    ] {
        assert_eq!(client.get(path).await.text(), text, "{path}");
    }
}

/// Says which, and takes none.
#[get("/idle", file_system = "first")]
fn idle() {}

#[test]
fn what_can_not_work_is_a_fault_of_the_build() {
    let app = || App::new("Faults", "1");
    let two = || {
        app()
            .file_system("first", MemoryFiles::new())
            .file_system("other", MemoryFiles::new())
    };
    let here = file!();
    for (app, message, place) in [
        (
            app().routes(routes![by_default]),
            "there is none: add one by `.file_system(\"…\", …)`",
            here,
        ),
        (
            app().routes(routes![named]),
            "no file system has the name `second`, and there is none: add it by `.file_system(\"second\", …)`",
            here,
        ),
        (
            two().routes(routes![named]),
            "no file system has the name `second`, and there are `first`, `other`",
            here,
        ),
        (
            two()
                .default_file_system("thrid")
                .routes(routes![by_default]),
            "no file system has the name `thrid`, and there are `first`, `other`",
            here,
        ),
        (
            two().routes(routes![by_default]),
            "there are `first`, `other`: say which by `file_system = \"…\"` in the attribute",
            here,
        ),
        (
            app()
                .file_system("a", MemoryFiles::new())
                .file_system("a", MemoryFiles::new()),
            "two file systems of the name `a` on one layer: keep one",
            here,
        ),
        (
            app().file_system("a", LocalFiles::new("no/such/directory")),
            "the directory `no/such/directory` can't be opened",
            here,
        ),
        (
            app().file_system("a", LocalFiles::new("")),
            "the directory `` can't be opened",
            here,
        ),
        (
            two().routes(routes![idle]),
            "`file_system` names what an argument `Files` is of, and there is none",
            here,
        ),
    ] {
        let errors = app.build().unwrap_err();
        let [fault] = errors.iter().collect::<Vec<_>>()[..] else {
            panic!("one fault, not {errors}");
        };
        assert!(fault.message().contains(message), "{fault}");
        assert!(fault.places()[0].contains(place), "{fault}");
    }
}

/// A file system that fails in every way.
#[derive(Debug)]
struct Failing;

impl FileSystem for Failing {
    fn open<'f>(&'f self, name: &'f str) -> FileFuture<'f, OpenFile> {
        Box::pin(async move {
            match name {
                "denied" => Err(FileFault::Denied),
                "broken" => Err(FileFault::failed("the disk /dev/secret is on fire")),
                _ => Err(FileFault::NotFound),
            }
        })
    }
}

#[tokio::test]
async fn faults_of_a_file_system_are_problems_without_their_reasons() {
    let app = App::new("Failing", "1")
        .file_system("f", Failing)
        .routes(routes![any]);
    let client = Client::new(app);
    for (name, status) in [("denied", 403), ("broken", 500), ("none", 404)] {
        let answer = client.get(&format!("/files/{name}")).await;
        assert_eq!(answer.status(), status, "{name}");
        assert!(!answer.text().contains("secret"), "{}", answer.text());
    }
}

#[tokio::test]
async fn a_file_system_in_memory_forgets_what_is_taken_away() {
    let files = MemoryFiles::new()
        .with("a/b.txt", "b")
        .with("../out.txt", "never");
    files.put("a/b.txt", "changed");
    let system = Files::new(files);
    assert_eq!(system.open("a/b.txt").await.unwrap().size(), 7);
    assert!(matches!(
        system.open("../out.txt").await,
        Err(FileFault::NotFound)
    ));
    let names = system.list("a", 10).await.unwrap();
    assert_eq!(names.len(), 1);
    assert!(!names[0].is_directory && names[0].name == "b.txt");
    assert_eq!(system.list("", 10).await.unwrap().len(), 1);
    assert!(system.list("a", 0).await.unwrap().is_empty());
    assert!(matches!(
        system.list("none", 10).await,
        Err(FileFault::NotFound)
    ));
}
