//! The parser of the documents that a reader opens in the page: a worker's script and its WebAssembly, loaded only then.

use std::path::Path;

use crate::bindings::{self, ScriptKind};
use crate::command::{Failure, read_text, say, short_hash, write};
use crate::module;

/// The script of the worker; it follows the bindings.
const WORKER: &str = include_str!("../../src/worker/worker.js");

/// Writes the parser into a viewer and names it in the page.
///
/// # Errors
///
/// When a step of the build fails.
pub fn add(viewer: &Path) -> Result<(), Failure> {
    say("building the parser of documents");
    let built = module::build_program("parser", "worker")?;
    let bindings = bindings::generate(&built, ScriptKind::Classic, false)?;
    let script = format!("{}\n{WORKER}", bindings.script);
    let name = format!("parser-{}", short_hash([script.as_bytes(), &bindings.wasm]));
    write(&viewer.join(format!("{name}.js")), script.as_bytes())?;
    write(&viewer.join(format!("{name}_bg.wasm")), &bindings.wasm)?;

    let page = viewer.join("index.html");
    let named = format!("<meta name=\"parser\" content=\"{name}\"></head>");
    write(&page, read_text(&page)?.replacen("</head>", &named, 1).as_bytes())
}
