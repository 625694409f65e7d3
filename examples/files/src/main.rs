//! Files: `curl -r 2-5 localhost:8000/reports/2024.txt`.

use folio::{App, Directory, File, Files, LocalFiles, get, routes};

/// A report, as it lies in the directory of reports.
#[get("/reports/{name}")]
async fn report(name: String, files: Files) -> File {
    files.file(name)
}

/// A table that is made for each request, and has ranges and conditions all the same.
#[get("/squares", media_type = "text/csv")]
async fn squares(#[query(default = 10, maximum = 1000)] count: u32) -> File {
    let lines = (1..=count).map(|n| format!("{n},{}\n", n * n));
    File::bytes(lines.collect::<String>()).name("squares.csv")
}

fn app() -> App {
    let here = concat!(env!("CARGO_MANIFEST_DIR"), "/");
    App::new("Files", "1.0.0")
        .file_system("reports", LocalFiles::new(format!("{here}reports")))
        .routes(routes![report, squares])
        .mount(Directory::new(format!("{here}public")).at("/static"))
}

#[tokio::main]
async fn main() -> Result<(), folio::Error> {
    app().serve("127.0.0.1:8000").await
}

#[cfg(test)]
mod tests {
    use folio::test::Client;

    #[tokio::test]
    async fn a_part_of_each_can_be_had() {
        let client = Client::new(super::app());
        for (path, part) in [
            ("/reports/2024.txt", "good"),
            ("/squares", "1\n2,"),
            ("/static/", "doct"),
        ] {
            let answer = client.get(path).header("range", "bytes=2-5").await;
            assert_eq!(
                (answer.status().as_u16(), answer.text()),
                (206, part),
                "{path}"
            );
        }
        assert_eq!(
            client.get("/reports/..%2fsrc%2fmain.rs").await.status(),
            404
        );
    }
}
