//! The functions of [`dateline::worker`] for the script of the page's worker.

// The attribute of wasm-bindgen writes what crosses to JavaScript.
#![allow(unsafe_code)]

use dateline::document::{PartAnswer, PartQuestion};
use dateline::pack::FilesByName;
use dateline::task::{Counts, Heading, Report};
use dateline::worker::{self, ParseJob, received, request};
use js_sys::{Function, Object, Reflect, Uint8Array};
use serde::Serialize;
use serde_wasm_bindgen::{from_value, preserve, to_value};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

fn main() {}

/// How many documents of a file are read before each call back.
const DOCUMENTS_PER_CALL: usize = 20;

/// What a reading gave.
#[derive(Serialize)]
struct Finished {
    /// The files of the bundle, by name.
    #[serde(with = "preserve")]
    files: Object,
    /// The articles that were read, as JSON Lines.
    #[serde(with = "preserve")]
    lines: Uint8Array,
    report: Report,
}

/// The reading of one set of documents.
#[wasm_bindgen]
pub struct Job {
    reading: ParseJob,
}

#[wasm_bindgen]
impl Job {
    /// A reading without documents.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Job {
        Job { reading: ParseJob::new(read_elsewhere) }
    }

    /// Takes a `corpus.toml`.
    pub fn sidecar(&mut self, name: String, bytes: Vec<u8>) {
        self.reading.sidecar(name, bytes);
    }

    /// Reads a file; calls back now and then with the [`Counts`] so far. Returns `false` if it needs the further readers
    /// and they are not there; then nothing of it was taken.
    pub fn read(&mut self, name: &str, bytes: &[u8], tell: &Function) -> bool {
        self.reading.read_with_progress(name, bytes, &mut counting(tell))
    }

    /// Reads what it can of a file without the further readers; calls back like [`Job::read`]. `lack` is the
    /// [`DocumentProblem`](dateline::task::DocumentProblem) of the rest.
    ///
    /// # Errors
    ///
    /// If `lack` is none.
    #[wasm_bindgen(js_name = readWhatItCan)]
    pub fn read_what_it_can(
        &mut self,
        name: &str,
        bytes: &[u8],
        lack: JsValue,
        tell: &Function,
    ) -> Result<(), JsValue> {
        self.reading.read_what_it_can(name, bytes, from_value(lack)?, &mut counting(tell));
        Ok(())
    }

    /// Which of these files, given by name, belong to a scanned issue with this map. Empty if the file is no such map.
    #[wasm_bindgen(js_name = issueFiles)]
    pub fn issue_files(&mut self, map: &str, bytes: &[u8], names: Vec<String>) -> Vec<String> {
        let found = self.reading.issue_files(map, bytes, names.iter().map(String::as_str));
        found.into_iter().map(str::to_owned).collect()
    }

    /// Begins to read a scanned issue by its map.
    #[wasm_bindgen(js_name = beginIssue)]
    pub fn begin_issue(&mut self, map: &[u8]) {
        self.reading.begin_issue(map);
    }

    /// Reads a file of the issue.
    #[wasm_bindgen(js_name = readIssueFile)]
    pub fn read_issue_file(&mut self, name: &str, bytes: &[u8]) {
        self.reading.read_issue_file(name, bytes);
    }

    /// Reads the articles of the issue; calls back like [`Job::read`]. `files` are the names of its files.
    #[wasm_bindgen(js_name = endIssue)]
    pub fn end_issue(&mut self, map: &str, files: Vec<String>, tell: &Function) {
        self.reading.end_issue(map, files.iter().map(String::as_str), &mut counting(tell));
    }

    /// Takes what `corpus.toml` stated about the whole corpus of the open archive, as the archive keeps it; before anything
    /// else.
    ///
    /// # Errors
    ///
    /// When it cannot be read.
    pub fn statements(&mut self, statements: &str) -> Result<(), JsValue> {
        self.reading.statements(statements).map_err(|error| error_value(&error))
    }

    /// Lists a file that could not be read. `problem` is a [`DocumentProblem`](dateline::task::DocumentProblem).
    ///
    /// # Errors
    ///
    /// If `problem` is none.
    pub fn fail(&mut self, name: String, problem: JsValue) -> Result<(), JsValue> {
        self.reading.fail(name, from_value(problem)?);
        Ok(())
    }

    /// The [`Counts`] so far.
    ///
    /// # Errors
    ///
    /// Never, for numbers of articles that fit the memory.
    pub fn counts(&mut self) -> Result<JsValue, JsValue> {
        let (articles, failures) = self.reading.counts();
        Ok(to_value(&Counts { articles, failures })?)
    }

    /// Joins what was read, and gives the number of articles whose actors are to be found.
    pub fn assemble(&mut self) -> usize {
        self.reading.assemble()
    }

    /// Finds the actors of the next `n` articles, and gives the number of articles that are left.
    pub fn annotate(&mut self, n: usize) -> usize {
        self.reading.annotate(n)
    }

    /// Ends the reading: `{files, lines, report}`. `heading` is a [`Heading`].
    ///
    /// # Errors
    ///
    /// When the articles of the open archive cannot be read.
    pub fn finish(self, open: &[u8], heading: JsValue) -> Result<JsValue, JsValue> {
        let outcome = self.reading.finish(open, from_value(heading)?).map_err(|error| error_value(&error))?;
        let files = files_object(&outcome.files)?;
        Ok(to_value(&Finished { files, lines: Uint8Array::from(&*outcome.lines), report: outcome.report })?)
    }
}

#[wasm_bindgen]
extern "C" {
    /// The worker's script has the module of the further readers read a part; `undefined` if it is not there.
    #[wasm_bindgen(js_name = readFurther)]
    fn read_further(request: &[u8], bytes: &[u8]) -> Option<Vec<u8>>;
}

fn read_elsewhere(part: &PartQuestion<'_>) -> Option<PartAnswer> {
    received(&read_further(&request(part), part.bytes)?)
}

/// Whether a file with this name may be the map of a scanned issue.
#[wasm_bindgen(js_name = isIssueMap)]
pub fn is_issue_map(name: &str) -> bool {
    dateline::document::is_issue_map(name)
}

/// Calls back now and then with the counts that it is given.
fn counting(tell: &Function) -> impl FnMut(usize, usize) {
    let mut n: usize = 0;
    move |articles, failures| {
        n += 1;
        if n.is_multiple_of(DOCUMENTS_PER_CALL)
            && let Ok(counts) = to_value(&Counts { articles, failures })
        {
            tell.call1(&JsValue::NULL, &counts).ok();
        }
    }
}

/// The files of a bundle of these articles, given as JSON Lines, as a `corpus.toml` corrects them.
///
/// # Errors
///
/// When a line is not an article, or the text is not a `corpus.toml`.
#[wasm_bindgen]
pub fn corrected(lines: &[u8], sidecar: &str, heading: JsValue) -> Result<Object, JsValue> {
    let heading: Heading = from_value(heading)?;
    let articles = worker::articles(lines).map_err(|error| error_value(&error))?;
    let files = worker::corrected_bundle(articles, sidecar, heading);
    files_object(&files.map_err(|error| error_value(&error))?)
}

/// A page with the viewer and these articles, given as JSON Lines.
///
/// # Errors
///
/// When the viewer is not a built one, or a line is not an article.
#[wasm_bindgen(js_name = oneFile)]
pub fn one_file(viewer: &Object, lines: &[u8], heading: JsValue) -> Result<Uint8Array, JsValue> {
    let heading: Heading = from_value(heading)?;
    let articles = worker::articles(lines).map_err(|error| error_value(&error))?;
    let page = worker::one_file(&files_of(viewer)?, articles, heading);
    page.map(|page| Uint8Array::from(page.as_bytes())).map_err(|error| error_value(&error))
}

/// The viewer's files, taken out of a page that [`dateline::pack::one_file`] made.
///
/// # Errors
///
/// When the page is not such a page.
#[wasm_bindgen(js_name = unpackedViewer)]
pub fn unpacked_viewer(blocks: &Object, style: &str, script: &str, wasm: &[u8]) -> Result<Object, JsValue> {
    let viewer = worker::unpacked_viewer(files_of(blocks)?, style, script, wasm);
    files_object(&viewer.map_err(|error| error_value(&error))?)
}

fn files_object(files: &FilesByName) -> Result<Object, JsValue> {
    let object = Object::new();
    for (name, bytes) in files {
        Reflect::set(&object, &name.into(), &Uint8Array::from(&**bytes))?;
    }
    Ok(object)
}

fn files_of(object: &Object) -> Result<FilesByName, JsValue> {
    let mut files = FilesByName::new();
    for name in Object::keys(object).iter() {
        let bytes = Uint8Array::new(&Reflect::get(object, &name)?).to_vec();
        files.insert(name.as_string().unwrap_or_default(), bytes);
    }
    Ok(files)
}

fn error_value(error: &dyn std::fmt::Display) -> JsValue {
    js_sys::Error::new(&error.to_string()).into()
}
