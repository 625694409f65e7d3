//! `Files`: the file system of an endpoint.

use std::sync::Arc;

use super::{Entry, FileSystem};
use crate::{
    args::{Extract, NoState},
    context::Context,
    file::{File, fault::FileFault, open::OpenFile},
    openapi::OperationDoc,
};

/// The file system of an endpoint: the one that its attribute names (`file_system = "reports"`), else
/// the default of the nearest layer (`.default_file_system("reports")`), else the only one there is.
///
/// Which one it is is settled when the app is built; a name that nobody gave is a fault of
/// [`App::build`](crate::App::build).
///
/// ```
/// use folio::{App, File, Files, MemoryFiles, get, routes};
///
/// /// A report.
/// #[get("/reports/{name}", file_system = "reports")]
/// async fn report(name: String, files: Files) -> File {
///     files.file(name).inline()
/// }
///
/// let app = App::new("Reports", "1.0.0")
///     .file_system("reports", MemoryFiles::new().with("2024.txt", "A good year."))
///     .file_system("images", MemoryFiles::new())
///     .routes(routes![report]);
/// # app.build()?;
/// # Ok::<(), folio::BuildErrors>(())
/// ```
#[derive(Debug, Clone)]
pub struct Files(Arc<dyn FileSystem>);

impl Files {
    /// Those of a file system, for calling a handler directly.
    pub fn new(system: impl FileSystem) -> Self {
        Files(Arc::new(system))
    }

    /// The answer that is a file of this name. It is looked for when it is sent, so nothing has to be
    /// awaited; one that is not there is a 404 then.
    pub fn file(&self, name: impl Into<String>) -> File {
        File::stored(Arc::clone(&self.0), name)
    }

    /// Looks for a file.
    ///
    /// # Errors
    ///
    /// It is not there, or can't be opened.
    pub async fn open(&self, name: &str) -> Result<OpenFile, FileFault> {
        match self.0.open_now(name) {
            Some(opened) => opened,
            None => self.0.open(name).await,
        }
    }

    /// What is in a directory, `most` entries at most; that of all files has the empty name.
    ///
    /// # Errors
    ///
    /// It is not there, or can't be read.
    pub async fn list(&self, name: &str, most: usize) -> Result<Vec<Entry>, FileFault> {
        self.0.list(name, most).await
    }
}

impl Extract for Files {
    type Rejection = NoState;

    async fn extract(cx: &mut Context) -> Result<Self, NoState> {
        let system = cx.route().files.clone();
        system.map(Files).ok_or_else(NoState::of::<Files>)
    }

    fn describe(doc: &mut OperationDoc<'_>) {
        doc.takes_files = true;
        if let Err(fault) = doc.layer().systems.chosen() {
            doc.fault(fault);
        }
    }
}
