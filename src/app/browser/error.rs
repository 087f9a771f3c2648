//! Why the browser did not do what the page asked for.

use wasm_bindgen::JsValue;

use crate::bundle::FileError;

/// Why the browser did not do what the page asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BrowserError {
    /// A file could not be read.
    File(FileError),
    /// The browser gives the page no access to the clipboard.
    NoClipboard,
    /// The browser does not let the page start a worker.
    NoWorker,
    /// This viewer was built without the parser.
    NoParser,
    /// The worker ended without a result, most likely because it ran out of memory.
    WorkerEnded,
    /// The worker did not take the task.
    WorkerRefused,
    /// A file of the viewer, by its name, could not be read.
    ViewerFile(String, FileError),
    /// Any other refusal, in the browser's own words; empty if the browser gave none.
    Refused(String),
}

impl BrowserError {
    /// The error in a rejected promise or a thrown value.
    pub fn from_js(problem: &JsValue) -> BrowserError {
        BrowserError::Refused(message(problem))
    }
}

impl From<FileError> for BrowserError {
    fn from(error: FileError) -> BrowserError {
        BrowserError::File(error)
    }
}

/// The error of a file in a rejected promise or a thrown value.
pub fn file_error(problem: &JsValue) -> FileError {
    FileError::Refused(message(problem))
}

/// The browser's own words for a problem; empty if there are none.
fn message(problem: &JsValue) -> String {
    use wasm_bindgen::JsCast as _;
    problem.dyn_ref::<js_sys::Error>().map(|error| String::from(error.message())).unwrap_or_default()
}
