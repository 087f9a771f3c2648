//! The page's WebAssembly in parts: what the first view needs, and what is fetched when it is first shown.
//!
//! The functions that begin a part are marked in the page's source with `wasm_split`.

use std::env;
use std::fs;
use std::path::Path;

use wasm_split_cli_support::Options;

use crate::command::{Failure, on_file, read, read_text, root, run, short_hash, tool, write};
use crate::compact::compact;
use crate::module;

/// Shows that the page has stopped, where it has.
const BROKEN: &str = include_str!("../../src/app/broken.js");

/// The module through which the parts import each other; the page's script takes its place.
const LINK: &str = "./__wasm_split.js";

/// The module by which the page's own module knows the script.
const GLUE: &str = "./web_bg.js";

/// How the linking script asks for a part, before and after the part's name.
const FETCH: [&str; 2] = ["fetch(new URL(\"./", ".wasm\", import.meta.url))"];

/// Takes a part from the page where it stands there, else fetches it from beside the script. A host may call
/// WebAssembly what it likes.
const PART: &str = r#"async function partOfPage(name) {
    const packed = await globalThis.datelinePart?.(name);
    if (packed) return packed;
    const response = await fetch(new URL(`./${name}.wasm`, import.meta.url));
    if (!response.ok) throw new Error(`${name}.wasm: status ${response.status}`);
    return new Response(response.body, { headers: { "content-type": "application/wasm" } });
}
"#;

/// Compiles the page's module, puts its parts and the script that loads them into a viewer, and names them in its page.
///
/// # Errors
///
/// Where a step fails, or a tool wrote what is not known here.
pub fn add(viewer: &Path) -> Result<(), Failure> {
    let debug = env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "debug");
    let built = module::build(debug)?;
    let folder = root().join("target").join("page");
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(on_file(&folder))?;
    }
    // Without optimisation the page is one module.
    let made = if debug { whole(&built, &folder)? } else { in_parts(&built, &folder)? };

    let contents = [made.script.as_bytes(), &made.wasm].into_iter().chain(made.parts.iter().map(|(_, bytes)| &**bytes));
    let stem = format!("web-{}", short_hash(contents));
    let mut script = made.script.replace("web_bg.wasm", &format!("{stem}_bg.wasm"));
    for (name, _) in &made.parts {
        script = script.replace(&format!("partOfPage(\"{name}\")"), &format!("partOfPage(\"{stem}-{name}\")"));
    }
    write(&viewer.join(format!("{stem}.js")), script.as_bytes())?;
    write(&viewer.join(format!("{stem}_bg.wasm")), &made.wasm)?;
    let mut names = Vec::new();
    for (name, bytes) in &made.parts {
        names.push(format!("{stem}-{name}"));
        write(&viewer.join(format!("{stem}-{name}.wasm")), bytes)?;
    }
    let page = viewer.join("index.html");
    let started = read_text(&page)?.replacen("</head>", &format!("{}</head>", head(&stem, &names)), 1);
    write(&page, started.as_bytes())
}

/// What wasm-bindgen and the splitter make of a module.
struct Made {
    script: String,
    wasm: Vec<u8>,
    /// Names of the parts and their bytes, by name.
    parts: Vec<(String, Vec<u8>)>,
}

fn whole(built: &Path, folder: &Path) -> Result<Made, Failure> {
    run(tool("wasm-bindgen")
        .args(["--target", "web", "--no-typescript", "--out-name", "web", "--out-dir"])
        .arg(folder)
        .arg(built))?;
    let glue = read_text(&folder.join("web.js"))?;
    Ok(Made { script: format!("{BROKEN}{glue}"), wasm: read(&folder.join("web_bg.wasm"))?, parts: Vec::new() })
}

fn in_parts(built: &Path, folder: &Path) -> Result<Made, Failure> {
    let module = read(built)?;
    let main = folder.join("main.wasm");
    let mut options = Options::new(&module);
    options.output_dir = folder;
    options.main_out_path = &main;
    options.link_name = LINK;
    let split = wasm_split_cli_support::transform(options)
        .map_err(|error| Failure(format!("the page's module could not be split: {error:#}")))?;
    run(tool("wasm-bindgen")
        .args(["--target", "web", "--no-typescript", "--remove-name-section", "--remove-producers-section"])
        .args(["--keep-lld-exports", "--out-name", "web", "--out-dir"])
        .arg(folder)
        .arg(&main))?;
    let glue = joined(&read_text(&folder.join("web.js"))?, &read_text(&folder.join(LINK))?)?;
    let (wasm, script) = compact(&read(&folder.join("web_bg.wasm"))?, &format!("{BROKEN}{glue}"), GLUE)?;
    let mut parts = Vec::new();
    for path in &split.split_modules {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let (bytes, _) = compact(&read(path)?, "", GLUE)?;
        parts.push((name, bytes));
    }
    parts.sort();
    Ok(Made { script, wasm, parts })
}

/// What the page's head says of its script and module.
fn head(stem: &str, parts: &[String]) -> String {
    let script = format!("<script type=\"module\">import start from './{stem}.js'; start();</script>");
    let module = format!("href=\"./{stem}_bg.wasm\" crossorigin=\"anonymous\" as=\"fetch\" type=\"application/wasm\"");
    format!(
        "{script}\n<link rel=\"modulepreload\" href=\"./{stem}.js\" crossorigin=\"anonymous\">\
         <link rel=\"preload\" {module}><meta name=\"parts\" content=\"{}\">",
        parts.join(" ")
    )
}

/// The glue of the bindings and the linking script as one script.
fn joined(glue: &str, link: &str) -> Result<String, Failure> {
    let unknown = |what: &str| Failure(format!("the splitter's script has changed: no {what}"));
    let mut script = String::new();
    let mut imports = Vec::new();
    for line in glue.lines() {
        match line.strip_prefix("import * as ") {
            Some(import) if import.contains(LINK) => imports.extend(import.split(' ').next()),
            _ => {
                script.push_str(line);
                script.push('\n');
            }
        }
    }
    let (_, link) = link.split_once('\n').ok_or_else(|| unknown("import of the bindings"))?;
    if !link.contains(FETCH[0]) || !link.contains("export const ") {
        return Err(unknown("loader of a part"));
    }
    let loaders: Vec<&str> =
        link.lines().filter_map(|line| line.strip_prefix("export const ")?.split(' ').next()).collect();
    let link = link.replace("export const ", "const ").replace(FETCH[0], "partOfPage(\"").replace(FETCH[1], "\")");
    if link.contains("import.meta") {
        return Err(unknown("known way to a part"));
    }
    let members = loaders.join(", ");
    let imports: String = imports.iter().map(|import| format!("const {import} = {{ {members} }};\n")).collect();
    Ok(format!("{PART}{link}\n{imports}{script}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scripts_become_one_that_asks_the_page_first() {
        let glue = "import * as import1 from \"./__wasm_split.js\"\nlet wasm;\nexport { initSync, init as default };\n";
        let link = "import { initSync } from \"./main.js\";\nfunction makeLoad() {}\n\
                    export const load_a = makeLoad(() => { const src = fetch(new URL(\"./a.wasm\", import.meta.url)); });\n";
        let script = joined(glue, link).unwrap();
        assert!(script.contains("const src = partOfPage(\"a\");"), "{script}");
        assert!(script.contains("const import1 = { load_a };"), "{script}");
        assert!(script.contains("export { initSync, init as default };"), "{script}");
        assert_eq!(script.matches("export").count(), 1, "{script}");
        assert!(!script.contains("import *"), "{script}");
        assert!(joined(glue, "import a;\n").is_err());
    }

    #[test]
    fn the_page_starts_its_script_and_names_its_parts() {
        let head = head("web-1", &["web-1-a".to_owned(), "web-1-b".to_owned()]);
        assert!(head.contains("import start from './web-1.js'"), "{head}");
        assert!(head.contains("rel=\"modulepreload\" href=\"./web-1.js\""), "{head}");
        assert!(head.contains("name=\"parts\" content=\"web-1-a web-1-b\""), "{head}");
    }
}
