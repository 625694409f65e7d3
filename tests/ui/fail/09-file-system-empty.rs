//! A file system without a name.

#[folio::get("/reports/{name}", file_system = "")]
fn report(name: String, files: folio::Files) -> folio::File {
    files.file(name)
}

fn main() {}
