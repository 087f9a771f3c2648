//! The page's WebAssembly in parts: what the first view needs, and what is fetched when it is first shown.
//!
//! The functions that begin a part are marked in the page's source with `wasm_split`. Trunk builds and binds the whole
//! module; what it put into the viewer is replaced here by the parts and one script that loads them.

use std::fs;
use std::path::Path;

use wasm_split_cli_support::Options;

use crate::command::{Failure, on_file, read, read_text, root, run, short_hash, tool, write};

/// Where Cargo put the module that Trunk had it build.
const BUILT: &str = "target/wasm32-unknown-unknown/web/web.wasm";

/// The module through which the parts import each other; the page's script takes its place.
const LINK: &str = "./__wasm_split.js";

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

/// Replaces the script and the module of a built viewer by their parts, and names the parts in its page.
///
/// # Errors
///
/// Where a step fails, or a tool wrote what is not known here.
pub fn apply(viewer: &Path) -> Result<(), Failure> {
    // Without optimisation the page is one module.
    if std::env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "debug") {
        return Ok(());
    }
    let page_path = viewer.join("index.html");
    let page = read_text(&page_path)?;
    let old = stem_of_page(&page)
        .ok_or_else(|| Failure(format!("{} names no script of the page", page_path.display())))?
        .to_owned();

    let folder = root().join("target").join("page");
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(on_file(&folder))?;
    }
    let module = read(&root().join(BUILT))?;
    let main = folder.join("main.wasm");
    let mut options = Options::new(&module);
    options.output_dir = &folder;
    options.main_out_path = &main;
    options.link_name = LINK;
    let split = wasm_split_cli_support::transform(options)
        .map_err(|error| Failure(format!("the page's module could not be split: {error:#}")))?;
    run(tool("wasm-bindgen")
        .args(["--target", "web", "--no-typescript", "--remove-name-section", "--remove-producers-section"])
        .args(["--keep-lld-exports", "--out-name", "web", "--out-dir"])
        .arg(&folder)
        .arg(&main))?;
    let glue = read_text(&folder.join("web.js"))?;
    let link = read_text(&folder.join(LINK))?;
    let wasm = read(&folder.join("web_bg.wasm"))?;
    let mut parts = Vec::new();
    for path in &split.split_modules {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        parts.push((name, without_names(&read(path)?)));
    }
    parts.sort();

    let mut script = joined(&glue, &link)?;
    let contents = [script.as_bytes(), &wasm].into_iter().chain(parts.iter().map(|(_, bytes)| &**bytes));
    let new = format!("web-{}", short_hash(contents));
    script = script.replace("web_bg.wasm", &format!("{new}_bg.wasm"));
    for (name, _) in &parts {
        script = script.replace(&format!("partOfPage(\"{name}\")"), &format!("partOfPage(\"{new}-{name}\")"));
    }

    for name in [format!("{old}.js"), format!("{old}_bg.wasm")] {
        let path = viewer.join(name);
        fs::remove_file(&path).map_err(on_file(&path))?;
    }
    write(&viewer.join(format!("{new}.js")), script.as_bytes())?;
    write(&viewer.join(format!("{new}_bg.wasm")), &wasm)?;
    let mut names = Vec::new();
    for (name, bytes) in &parts {
        names.push(format!("{new}-{name}"));
        write(&viewer.join(format!("{new}-{name}.wasm")), bytes)?;
    }
    let told = format!("<meta name=\"parts\" content=\"{}\"></head>", names.join(" "));
    write(&page_path, page.replace(&old, &new).replacen("</head>", &told, 1).as_bytes())
}

/// The name of the page's script, without its ending.
fn stem_of_page(page: &str) -> Option<&str> {
    let (_, rest) = page.split_once("rel=\"modulepreload\" href=\"")?;
    let (address, _) = rest.split_once('"')?;
    address.trim_start_matches("./").strip_suffix(".js")
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

/// A module without its custom sections, which only tools read.
fn without_names(module: &[u8]) -> Vec<u8> {
    const HEADER: usize = 8;
    let mut kept = module.get(..HEADER).unwrap_or(module).to_vec();
    let mut at = HEADER;
    while let Some(&section) = module.get(at) {
        let mut length = 0_usize;
        let mut shift = 0_u32;
        let mut content = at + 1;
        while let Some(&byte) = module.get(content) {
            length |= usize::from(byte & 0x7f) << shift;
            content += 1;
            shift += 7;
            if byte < 0x80 || shift > 28 {
                break;
            }
        }
        let end = content.saturating_add(length).min(module.len());
        if section != 0 {
            kept.extend(module.get(at..end).unwrap_or_default());
        }
        at = end;
    }
    kept
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
    fn custom_sections_are_left_out() {
        let module = [&b"\0asm\x01\0\0\0"[..], b"\x00\x03abc", b"\x01\x01\x00", b"\x00\x01z"].concat();
        assert_eq!(without_names(&module), b"\0asm\x01\0\0\0\x01\x01\x00");
    }

    #[test]
    fn the_page_names_its_script() {
        assert_eq!(stem_of_page("<link rel=\"modulepreload\" href=\"./web-1.js\">"), Some("web-1"));
    }
}
