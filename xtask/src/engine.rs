//! Building the engine for JavaScript: `engine.js`, `engine_bg.wasm` and `engine.d.ts`.

use std::fs;
use std::path::Path;

use crate::bindings::{self, ScriptKind};
use crate::command::{Failure, on_file, read_text, root, say, short_hash, write};
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
    let script =
        joined(&bindings.script, &read_text(&own.join("engine.js"))?)?.replace("module_bg.wasm", "engine_bg.wasm");
    let build = short_hash([script.as_bytes(), &bindings.wasm]);
    if !script.contains(BUILD) {
        return Err(Failure(format!("engine.js has no `{BUILD}`")));
    }
    let script = script.replace(BUILD, &format!("const BUILD = '{build}';"));
    write(&out.join("engine.js"), script.as_bytes())?;
    write(&out.join("engine_bg.wasm"), &marked(bindings.wasm, &build))?;
    fs::copy(own.join("engine.d.ts"), out.join("engine.d.ts")).map_err(on_file(&own))?;
    Ok(())
}

/// The line of the script that says which module it belongs to.
const BUILD: &str = "const BUILD = '';";

/// A module with the mark of its build, in a section of its own: the script accepts no module of another build.
fn marked(mut wasm: Vec<u8>, build: &str) -> Vec<u8> {
    const NAME: &str = "build";
    let length = |text: &str| u8::try_from(text.len()).ok().filter(|length| *length < 0x40).unwrap_or_default();
    wasm.extend([0, 1 + length(NAME) + length(build), length(NAME)]);
    wasm.extend(NAME.bytes().chain(build.bytes()));
    wasm
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_module_bears_the_mark_of_its_build() {
        assert_eq!(marked(b"\0asm".to_vec(), "0123abcd"), b"\0asm\x00\x0e\x05build0123abcd");
        let script = fs::read_to_string(root().join("src/engine/engine.js")).expect("the script");
        assert_eq!(script.matches(BUILD).count(), 1);
    }
}
