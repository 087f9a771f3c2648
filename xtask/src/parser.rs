//! The parser of documents that are dropped on the page: a script and a WebAssembly module beside it, loaded only then.

use std::path::Path;

use crate::command::{Failure, cargo, read, read_text, root, run, short_hash, tool, write};

/// The script of the worker, which follows the glue that wasm-bindgen writes.
const WORKER: &str = include_str!("../../src/worker/worker.js");

/// Puts the parser into a built viewer and names it in its page.
///
/// # Errors
///
/// Where a step of the build fails.
pub fn add(viewer: &Path) -> Result<(), Failure> {
    run(cargo()
        .args(["build", "--quiet", "--locked", "--profile", "web", "--target", "wasm32-unknown-unknown"])
        .args(["--no-default-features", "--features", "worker", "--bin", "parser"]))?;
    let built = root().join("target/wasm32-unknown-unknown/web/parser.wasm");
    let folder = root().join("target/parser");
    run(tool("wasm-bindgen")
        .args(["--target", "no-modules", "--no-typescript", "--remove-name-section", "--remove-producers-section"])
        .args(["--out-name", "parser", "--out-dir"])
        .arg(&folder)
        .arg(built))?;
    let wasm = folder.join("parser_bg.wasm");

    let mut script = read(&folder.join("parser.js"))?;
    script.push(b'\n');
    script.extend(WORKER.as_bytes());
    let wasm = read(&wasm)?;
    let name = format!("parser-{}", short_hash([&*script, &*wasm]));

    let page = viewer.join("index.html");
    let named = format!("<meta name=\"parser\" content=\"{name}\"></head>");
    let text = read_text(&page)?.replacen("</head>", &named, 1);
    write(&viewer.join(format!("{name}.js")), &script)?;
    write(&viewer.join(format!("{name}_bg.wasm")), &wasm)?;
    write(&page, text.as_bytes())
}
