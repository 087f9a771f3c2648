//! The parser of the documents that a reader opens in the page: a worker's script and two WebAssembly modules, loaded only
//! then. The second holds the readers of PDF and Markdown; the worker fetches it when
//! a file needs it.

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
    let built = module::build_program("readers", "worker")?;
    let further = bindings::generate(&built, ScriptKind::Classic, false)?;
    // Both scripts define the same name.
    let both = format!(
        "{}\nconst further_bindgen = (() => {{\n{}\nreturn wasm_bindgen;\n}})();",
        bindings.script, further.script
    );
    let script = format!("{both}\n{WORKER}");
    let name = format!("parser-{}", short_hash([script.as_bytes(), &bindings.wasm, &further.wasm]));
    write(&viewer.join(format!("{name}_readers.wasm")), &further.wasm)?;
    write(&viewer.join(format!("{name}.js")), script.as_bytes())?;
    write(&viewer.join(format!("{name}_bg.wasm")), &bindings.wasm)?;

    let page = viewer.join("index.html");
    let named = format!("<meta name=\"parser\" content=\"{name}\"></head>");
    write(&page, read_text(&page)?.replacen("</head>", &named, 1).as_bytes())
}
