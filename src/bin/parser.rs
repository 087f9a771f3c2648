//! The door of [`dateline::worker`] for the script of the page's worker.

// The attribute of wasm-bindgen writes what crosses to JavaScript.
#![allow(unsafe_code)]

use dateline::pack::FilesByName;
use dateline::worker::{self, ParseJob};
use js_sys::{Function, Object, Reflect, Uint8Array};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

fn main() {}

/// How many documents of a file are read without a word.
const DOCUMENTS_UNTOLD: usize = 20;

/// The reading of one set of documents.
#[wasm_bindgen]
#[derive(Default)]
pub struct Job {
    reading: ParseJob,
}

#[wasm_bindgen]
impl Job {
    /// A reading without documents.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Job {
        Job::default()
    }

    /// Takes a `corpus.toml`.
    pub fn sidecar(&mut self, name: String, bytes: Vec<u8>) {
        self.reading.sidecar(name, bytes);
    }

    /// Reads a file; calls back now and then with how many articles were found so far, and how many documents could not
    /// be read.
    pub fn read(&mut self, name: &str, bytes: Vec<u8>, tell: &Function) {
        let mut n: usize = 0;
        self.reading.read_with_progress(name, bytes, &mut |articles, failures| {
            n += 1;
            if n.is_multiple_of(DOCUMENTS_UNTOLD) {
                let (articles, failures) = (JsValue::from(articles as f64), JsValue::from(failures as f64));
                tell.call2(&JsValue::NULL, &articles, &failures).ok();
            }
        });
    }

    /// Lists a file that could not be read.
    pub fn fail(&mut self, name: String, problem: String, remedy: String) {
        self.reading.fail(name, problem, remedy);
    }

    /// How many articles were found so far, and how many documents could not be read.
    pub fn counts(&mut self) -> Vec<u32> {
        let (articles, failures) = self.reading.counts();
        vec![articles as u32, failures as u32]
    }

    /// Joins what was read and says of how many articles the actors are to be found.
    pub fn assemble(&mut self) -> usize {
        self.reading.assemble()
    }

    /// Finds the actors of so many articles more, and says of how many they are still to be found.
    pub fn annotate(&mut self, n: usize) -> usize {
        self.reading.annotate(n)
    }

    /// Ends the reading: `{files, lines, report}`.
    ///
    /// # Errors
    ///
    /// Where the open archive's articles are not understood.
    pub fn finish(self, open: &[u8], title: Option<String>, description: Option<String>) -> Result<Object, JsValue> {
        let outcome = self.reading.finish(open, title, description).map_err(|error| told(&error))?;
        let report = serde_json::to_string(&outcome.report).map_err(|error| told(&error))?;
        let object = Object::new();
        Reflect::set(&object, &"files".into(), &files_object(&outcome.files)?.into())?;
        Reflect::set(&object, &"lines".into(), &Uint8Array::from(&*outcome.lines))?;
        Reflect::set(&object, &"report".into(), &report.into())?;
        Ok(object)
    }
}

/// The files of a bundle of these articles, given as JSON Lines, as a `corpus.toml` corrects them.
///
/// # Errors
///
/// Where a line is no article, or the text is no `corpus.toml`.
#[wasm_bindgen]
pub fn corrected(
    lines: &[u8],
    sidecar: &str,
    title: Option<String>,
    description: Option<String>,
) -> Result<Object, JsValue> {
    let articles = worker::articles(lines).map_err(|error| told(&error))?;
    let files = worker::corrected_bundle(articles, sidecar, title, description);
    files_object(&files.map_err(|error| told(&error))?)
}

/// A page with the viewer and these articles, given as JSON Lines.
///
/// # Errors
///
/// Where the viewer is not a built one, or a line is no article.
#[wasm_bindgen(js_name = oneFile)]
pub fn one_file(
    viewer: &Object,
    lines: &[u8],
    title: Option<String>,
    description: Option<String>,
) -> Result<Uint8Array, JsValue> {
    let articles = worker::articles(lines).map_err(|error| told(&error))?;
    let page = worker::one_file(&files_of(viewer)?, &articles, title, description);
    page.map(|page| Uint8Array::from(page.as_bytes())).map_err(|error| told(&error))
}

/// The viewer's files, from what stands in a page that [`dateline::pack::one_file`] made.
///
/// # Errors
///
/// Where the page is not such a one.
#[wasm_bindgen(js_name = unpackedViewer)]
pub fn unpacked_viewer(blocks: &Object, style: &str, script: &str, wasm: &[u8]) -> Result<Object, JsValue> {
    let viewer = worker::unpacked_viewer(files_of(blocks)?, style, script, wasm);
    files_object(&viewer.map_err(|error| told(&error))?)
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

fn told(error: &dyn std::fmt::Display) -> JsValue {
    js_sys::Error::new(&error.to_string()).into()
}
