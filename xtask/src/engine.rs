//! Building the engine for JavaScript: `engine.js`, `engine_bg.wasm` and `engine.d.ts`.

use std::fs;
use std::path::Path;

use crate::command::{Failure, cargo, on_file, read, read_text, root, run, say, tool, write};
use crate::compact::compact;
use crate::module;

/// The module by which the engine's module knows its script.
const GLUE: &str = "./engine_bg.js";

/// What the script that wasm-bindgen makes exports; inside `engine.js` nothing of it is seen.
const INNER_EXPORTS: [(&str, &str); 5] = [
    ("export class Handle", "class Handle"),
    ("export class MadeFiles", "class MadeFiles"),
    ("export function facet_names", "function facet_names"),
    ("export function sha256", "function sha256"),
    ("export { initSync, __wbg_init as default };", ""),
];

/// Builds the engine and writes its three files into `out`, a folder below the project's or anywhere.
///
/// # Errors
///
/// Where a step of the build fails.
pub fn build(out: &Path) -> Result<(), Failure> {
    say("building engine.js");
    let mut build = cargo();
    build.args(["build", "--quiet", "--locked", "--profile", "engine", "--bin", "engine"]);
    build.args(["--target", "wasm32-unknown-unknown", "--no-default-features", "--features", "engine"]);
    build.env(module::FLAGS_VARIABLE, module::FLAGS);
    run(&mut build)?;
    let made = root().join("target").join("engine-bindings");
    run(tool("wasm-bindgen")
        .args(["--target", "web", "--no-typescript", "--remove-name-section", "--remove-producers-section"])
        .args(["--out-name", "engine", "--out-dir"])
        .arg(&made)
        .arg(root().join("target/wasm32-unknown-unknown/engine/engine.wasm")))?;
    let (wasm, glue) = compact(&read(&made.join("engine_bg.wasm"))?, &read_text(&made.join("engine.js"))?, GLUE)?;

    let out = root().join(out);
    let own = root().join("src/engine");
    fs::create_dir_all(&out).map_err(on_file(&out))?;
    let script = joined(&glue, &read_text(&own.join("engine.js"))?)?;
    write(&out.join("engine.js"), script.as_bytes())?;
    write(&out.join("engine_bg.wasm"), &wasm)?;
    fs::copy(own.join("engine.d.ts"), out.join("engine.d.ts")).map_err(on_file(&own))?;
    Ok(())
}

/// One script of wasm-bindgen's, whose exports are taken back, and our own after it.
fn joined(bindings: &str, own: &str) -> Result<String, Failure> {
    let mut script = bindings.to_owned();
    for (exported, inner) in INNER_EXPORTS {
        if !script.contains(exported) {
            return Err(Failure(format!(
                "wasm-bindgen's script has no `{exported}`\nremedy: install the version that `cargo xtask setup` installs"
            )));
        }
        script = script.replace(exported, inner);
    }
    script.push_str(own);
    Ok(script)
}
