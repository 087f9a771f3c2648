//! Building the engine for JavaScript: `engine.js`, `engine_bg.wasm` and `engine.d.ts`.

use std::fs;
use std::path::Path;

use crate::bindings::{self, ScriptKind};
use crate::command::{Failure, on_file, read_text, root, say, write};
use crate::module;

/// What the script by wasm-bindgen exports; `engine.js` keeps these to itself.
const INNER_EXPORTS: [(&str, &str); 5] = [
    ("export class Handle", "class Handle"),
    ("export class MadeFiles", "class MadeFiles"),
    ("export function facet_names", "function facet_names"),
    ("export function sha256", "function sha256"),
    ("export { initSync, __wbg_init as default };", ""),
];

/// Builds the engine and writes its three files into a folder; a relative path starts at the project's folder.
///
/// # Errors
///
/// When a step of the build fails.
pub fn build(out: &Path) -> Result<(), Failure> {
    say("building engine.js");
    let built = module::build_program("engine", "engine")?;
    let bindings = bindings::generate(&built, ScriptKind::Module, false)?;
    let out = root().join(out);
    let own = root().join("src/engine");
    fs::create_dir_all(&out).map_err(on_file(&out))?;
    let script = joined(&bindings.script, &read_text(&own.join("engine.js"))?)?;
    write(&out.join("engine.js"), script.replace("module_bg.wasm", "engine_bg.wasm").as_bytes())?;
    write(&out.join("engine_bg.wasm"), &bindings.wasm)?;
    fs::copy(own.join("engine.d.ts"), out.join("engine.d.ts")).map_err(on_file(&own))?;
    Ok(())
}

/// The bindings without their exports, followed by our own script.
fn joined(bindings: &str, own: &str) -> Result<String, Failure> {
    let mut script = bindings.to_owned();
    for (exported, inner) in INNER_EXPORTS {
        if !script.contains(exported) {
            return Err(Failure(format!("the script by wasm-bindgen has no `{exported}`")));
        }
        script = script.replace(exported, inner);
    }
    script.push_str(own);
    Ok(script)
}
