//! Building the engine for JavaScript: `engine.js`, which asks archives, `engine_lines.js`, which builds them from lines, the
//! WebAssembly of both, and `engine.d.ts`.

use std::fs;
use std::path::Path;

use crate::bindings::{self, ScriptKind};
use crate::command::{Failure, on_file, read_text, root, say, short_hash, write};
use crate::module;

/// A script of the engine and the module that it loads.
struct Part {
    /// The name of the program and of its files.
    name: &'static str,
    /// The feature that it needs.
    feature: &'static str,
    /// Our own part of the script.
    script: &'static str,
    /// What the script by wasm-bindgen exports, and what becomes of it: our own part keeps these to itself.
    exports: &'static [(&'static str, &'static str)],
}

/// The export with which every script by wasm-bindgen ends.
const START: (&str, &str) = ("export { initSync, __wbg_init as default };", "");

const PARTS: [Part; 2] = [
    Part {
        name: "engine",
        feature: "engine",
        script: "src/engine/engine.js",
        exports: &[
            ("export class Handle", "class Handle"),
            ("export function facet_names", "function facet_names"),
            ("export function sha256", "function sha256"),
            START,
        ],
    },
    Part {
        name: "engine_lines",
        feature: "engine-lines",
        script: "src/engine_lines/engine_lines.js",
        exports: &[("export class MadeFiles", "class MadeFiles"), START],
    },
];

/// Builds the engine and writes its files into a folder; a relative path starts at the project's folder.
///
/// # Errors
///
/// When a step of the build fails.
pub fn build(out: &Path) -> Result<(), Failure> {
    let out = root().join(out);
    fs::create_dir_all(&out).map_err(on_file(&out))?;
    let mut built = Vec::with_capacity(PARTS.len());
    for part in PARTS {
        let Part { name, feature, .. } = part;
        say(&format!("building {name}.js"));
        let bindings = bindings::generate(&module::build_program(name, feature)?, ScriptKind::Module, false)?;
        let script = joined(&bindings.script, &read_text(&root().join(part.script))?, part.exports)?
            .replace("module_bg.wasm", &format!("{name}_bg.wasm"));
        if !script.contains(BUILD) {
            return Err(Failure(format!("{} has no `{BUILD}`", part.script)));
        }
        built.push((name, script, bindings.wasm));
    }
    let build = short_hash(built.iter().flat_map(|(_, script, wasm)| [script.as_bytes(), wasm.as_slice()]));
    for (name, script, wasm) in built {
        let script = script.replace(BUILD, &format!("const BUILD = '{build}';"));
        write(&out.join(format!("{name}.js")), script.as_bytes())?;
        write(&out.join(format!("{name}_bg.wasm")), &marked(wasm, &build))?;
    }
    let declarations = root().join("src/engine/engine.d.ts");
    fs::copy(&declarations, out.join("engine.d.ts")).map_err(on_file(&declarations))?;
    Ok(())
}

/// The line of a script that says which build it belongs to.
const BUILD: &str = "const BUILD = '';";

/// A module with the mark of its build, in a section of its own: the script accepts no module of another build.
fn marked(mut wasm: Vec<u8>, build: &str) -> Vec<u8> {
    const NAME: &str = "build";
    let length = |text: &str| u8::try_from(text.len()).ok().filter(|length| *length < 0x40).unwrap_or_default();
    wasm.extend([0, 1 + length(NAME) + length(build), length(NAME)]);
    wasm.extend(NAME.bytes().chain(build.bytes()));
    wasm
}

/// The bindings with fewer exports, followed by our own script.
fn joined(bindings: &str, own: &str, exports: &[(&str, &str)]) -> Result<String, Failure> {
    let mut script = bindings.to_owned();
    for (exported, inner) in exports {
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
        for part in PARTS {
            let script = fs::read_to_string(root().join(part.script)).expect("the script");
            assert_eq!(script.matches(BUILD).count(), 1, "{}", part.name);
        }
    }
}
