//! A file system that is no text.

#[folio::get("/reports/{name}", file_system = reports)]
fn report(name: String, files: folio::Files) -> folio::File {
    files.file(name)
}

fn main() {}
