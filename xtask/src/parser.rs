//! The parser of documents that are dropped on the page: a script and a WebAssembly module beside it, loaded only then.

use std::fs;
use std::path::Path;

use sha2::{Digest as _, Sha256};

use crate::command::{Failure, cargo, root, run, tool};

/// The script of the worker, which follows the glue that wasm-bindgen writes.
const WORKER: &str = include_str!("../../src/worker/worker.js");

/// How many hexadecimal digits of the hash stand in the files' names.
const HASH_DIGITS: usize = 16;

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
        .args(["--target", "no-modules", "--no-typescript", "--out-name", "parser", "--out-dir"])
        .arg(&folder)
        .arg(built))?;
    let wasm = folder.join("parser_bg.wasm");

    let read = |path: &Path| fs::read(path).map_err(|error| Failure(format!("{}: {error}", path.display())));
    let mut script = read(&folder.join("parser.js"))?;
    script.push(b'\n');
    script.extend(WORKER.as_bytes());
    let wasm = read(&wasm)?;
    let hash = Sha256::new().chain_update(&script).chain_update(&wasm).finalize();
    let mut digits: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    digits.truncate(HASH_DIGITS);
    let name = format!("parser-{digits}");

    let write = |name: &str, bytes: &[u8]| {
        let path = viewer.join(name);
        fs::write(&path, bytes).map_err(|error| Failure(format!("{}: {error}", path.display())))
    };
    write(&format!("{name}.js"), &script)?;
    write(&format!("{name}_bg.wasm"), &wasm)?;
    let page = String::from_utf8_lossy(&read(&viewer.join("index.html"))?).into_owned();
    let named = page.replacen("</head>", &format!("<meta name=\"parser\" content=\"{name}\"></head>"), 1);
    write("index.html", named.as_bytes())
}
