//! The page's WebAssembly in parts: one module for the first view, and files that are fetched on demand.
//!
//! Functions marked with `wasm_split` in the page's source begin a part. The splitter also writes a small module, a
//! chunk, for each set of parts that share code: some forty modules, most of them below 10 kB. Each file of [`FILES`]
//! holds all modules that are fetched together. It is itself a WebAssembly module of custom sections only, so hosts
//! send it compressed and browsers take it apart.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use wasm_encoder::reencode::{Reencode as _, RoundtripReencoder};
use wasm_encoder::{CustomSection, ExportSection, Module, RawSection};
use wasm_split_cli_support::Options;
use wasmparser::{Parser, Payload};

use crate::bindings::{self, ScriptKind, compact, without_comments};
use crate::command::{Failure, on_file, read, read_text, root, short_hash, write};
use crate::module::{self, Profile};

/// Tells the reader if the page has stopped.
const BROKEN: &str = include_str!("../../src/app/broken.js");

/// The module through which the parts import each other; the page's script takes its place.
const LINK: &str = "./__wasm_split.js";

/// How the linking script fetches a module, before and after the module's name.
const FETCH: [&str; 2] = ["fetch(new URL(\"./", ".wasm\", import.meta.url))"];

/// The parts of the page; each has a file. Code that two parts share is in the file of the first one, and a file is
/// fetched whenever one of its modules is needed. So the language comes first, which the first view of other readers than
/// those of English waits for, then the part that every page fetches.
const FILES: [&str; 8] = ["language", "reading", "words", "panels", "tools", "views", "analysis", "desk"];

/// Fetches a file of [`FILES`] once, from the page if it is inside it, and gives a module that it holds.
const LOADER: &str = r#"const files = new Map();
async function fileOfPage(name) {
    const packed = await globalThis.datelinePart?.(name);
    if (packed) return WebAssembly.compileStreaming(packed);
    const response = await fetch(new URL(`./${name}.wasm`, import.meta.url));
    if (!response.ok) throw new Error(`${name}.wasm: status ${response.status}`);
    const headers = { "content-type": "application/wasm" };
    return WebAssembly.compileStreaming(new Response(response.body, { headers }));
}
async function partOfPage(name, part) {
    if (!files.has(name)) files.set(name, fileOfPage(name).catch((error) => { files.delete(name); throw error; }));
    const [bytes] = WebAssembly.Module.customSections(await files.get(name), part);
    return new Response(bytes, { headers: { "content-type": "application/wasm" } });
}
"#;

/// Compiles the page's module and writes it into a viewer, with its parts and the script that loads them; the page's
/// head names them.
///
/// # Errors
///
/// When a step fails, or a tool wrote something unknown.
pub fn add(viewer: &Path, profile: Profile) -> Result<(), Failure> {
    let built = module::build(profile)?;
    let folder = root().join("target").join("page");
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(on_file(&folder))?;
    }
    // Without optimisation the page is one module.
    let code = match profile {
        Profile::Debug => PageCode::whole(&built)?,
        Profile::Release => PageCode::split(&built, &folder)?,
    };
    let stem = format!("web-{}", short_hash([code.script.as_bytes(), &code.wasm]));
    let script = code.script.replace("module_bg.wasm", &format!("{stem}_bg.wasm"));
    write(&viewer.join(format!("{stem}.js")), script.as_bytes())?;
    write(&viewer.join(format!("{stem}_bg.wasm")), &code.wasm)?;
    for (name, bytes) in &code.files {
        write(&viewer.join(format!("{name}.wasm")), bytes)?;
    }
    let page = viewer.join("index.html");
    let names: Vec<&str> = code.files.iter().map(|(name, _)| name.as_str()).collect();
    let started = read_text(&page)?.replacen("</head>", &format!("{}</head>", head(&stem, &names)), 1);
    write(&page, started.as_bytes())
}

/// The page's script and WebAssembly.
struct PageCode {
    script: String,
    wasm: Vec<u8>,
    /// The files that are fetched later: their names, which carry a hash of their contents, and their bytes.
    files: Vec<(String, Vec<u8>)>,
}

impl PageCode {
    fn whole(built: &Path) -> Result<Self, Failure> {
        let made = bindings::generate(built, ScriptKind::Module, false)?;
        Ok(Self { script: without_comments(&format!("{BROKEN}{}", made.script)), wasm: made.wasm, files: Vec::new() })
    }

    fn split(built: &Path, folder: &Path) -> Result<Self, Failure> {
        let module = without_streams(&read(built)?)?;
        let main = folder.join("main.wasm");
        let mut options = Options::new(&module);
        options.output_dir = folder;
        options.main_out_path = &main;
        options.link_name = LINK;
        let split = wasm_split_cli_support::transform(options)
            .map_err(|error| Failure(format!("the page's module could not be split: {error:#}")))?;
        if let Some(part) = split.prefetch_map.keys().find(|part| !FILES.contains(&part.as_str())) {
            return Err(Failure(format!(
                "the page has a part `{part}`, which FILES in xtask/src/split.rs does not name"
            )));
        }

        let mut files = Vec::new();
        let mut homes = BTreeMap::new();
        for part in FILES {
            let mut file = Module::new();
            for module in split.prefetch_map.get(part).into_iter().flatten() {
                if homes.contains_key(module) {
                    continue;
                }
                let bytes = compact(&read(&folder.join(format!("{module}.wasm")))?)?;
                file.section(&CustomSection { name: module.into(), data: (&*bytes).into() });
                homes.insert(module.clone(), files.len());
            }
            let bytes = file.finish();
            files.push((format!("web-{part}-{}", short_hash([&*bytes])), bytes));
        }
        let homes: BTreeMap<&str, &str> =
            homes.iter().map(|(module, &file)| (module.as_str(), files[file].0.as_str())).collect();

        let made = bindings::generate(&main, ScriptKind::Module, true)?;
        let script = joined(&made.script, &read_text(&folder.join(LINK))?, &homes)?;
        Ok(Self { script: without_comments(&format!("{BROKEN}{script}")), wasm: made.wasm, files })
    }
}

/// The section in which the macros of wasm-bindgen describe what they made.
const DESCRIPTIONS: &str = "__wasm_bindgen_unstable";

/// A module without what wasm-streams exports. Leptos depends on that crate for functions on a server, which this page
/// does not have; nothing calls the exports, but they would keep 5.5 kB, gzipped, in the first view (2026-11-30).
fn without_streams(module: &[u8]) -> Result<Vec<u8>, Failure> {
    let unreadable = || Failure("the page's module cannot be read".to_owned());
    let mut kept = Module::new();
    for payload in Parser::new(0).parse_all(module) {
        let payload = payload.map_err(|_| unreadable())?;
        match &payload {
            Payload::ExportSection(exports) => {
                let mut section = ExportSection::new();
                for export in exports.clone() {
                    let export = export.map_err(|_| unreadable())?;
                    if !export.name.contains("intounderlying") {
                        let kind = RoundtripReencoder.export_kind(export.kind).map_err(|_| unreadable())?;
                        section.export(export.name, kind, export.index);
                    }
                }
                kept.section(&section);
            }
            Payload::CustomSection(section) if section.name() == DESCRIPTIONS => {
                let data = descriptions_without(section.data(), b"IntoUnderlying").ok_or_else(unreadable)?;
                kept.section(&CustomSection { name: DESCRIPTIONS.into(), data: data.into() });
            }
            payload => {
                let Some((id, range)) = payload.as_section() else { continue };
                let range = usize::try_from(range.start).ok().zip(usize::try_from(range.end).ok());
                let data = range.and_then(|(start, end)| module.get(start..end)).ok_or_else(unreadable)?;
                kept.section(&RawSection { id, data });
            }
        }
    }
    Ok(kept.finish())
}

/// Descriptions without those that contain a name. Each is a pair of the format's version and the description, both with
/// their lengths before them. `None` if the bytes are cut off.
fn descriptions_without(descriptions: &[u8], name: &[u8]) -> Option<Vec<u8>> {
    let mut kept = Vec::new();
    let mut rest = descriptions;
    while !rest.is_empty() {
        let mut end = 0;
        for _ in 0..2 {
            let length = rest.get(end..end + 4)?.try_into().map(u32::from_le_bytes).ok()?;
            end += 4 + usize::try_from(length).ok()?;
        }
        let (pair, behind) = rest.split_at_checked(end)?;
        if !pair.windows(name.len()).any(|window| window == name) {
            kept.extend_from_slice(pair);
        }
        rest = behind;
    }
    Some(kept)
}

/// The tags that load the page's script and module, for the page's head.
fn head(stem: &str, files: &[&str]) -> String {
    let script = format!("<script type=\"module\">import start from './{stem}.js'; start();</script>");
    let module = format!("href=\"./{stem}_bg.wasm\" crossorigin as=\"fetch\"");
    format!(
        "{script}\n<link rel=\"modulepreload\" href=\"./{stem}.js\" crossorigin>\
         <link rel=\"preload\" {module}><meta name=\"parts\" content=\"{}\">",
        files.join(" ")
    )
}

/// The bindings and the linking script as one script; `homes` names the file of each module.
fn joined(bindings: &str, link: &str, homes: &BTreeMap<&str, &str>) -> Result<String, Failure> {
    let unknown = |what: &str| Failure(format!("the splitter's script has changed: no {what}"));
    let mut script = String::new();
    let mut imports = Vec::new();
    for line in bindings.lines() {
        match line.strip_prefix("import * as ") {
            Some(import) if import.contains(LINK) => imports.extend(import.split(' ').next()),
            _ => {
                script.push_str(line);
                script.push('\n');
            }
        }
    }
    let (_, link) = link.split_once('\n').ok_or_else(|| unknown("import of the bindings"))?;
    if !link.contains("export const ") {
        return Err(unknown("loader of a part"));
    }
    let loaders: Vec<&str> =
        link.lines().filter_map(|line| line.strip_prefix("export const ")?.split(' ').next()).collect();
    let mut link = link.replace("export const ", "const ");
    for (module, file) in homes {
        let fetch = format!("{}{module}{}", FETCH[0], FETCH[1]);
        if !link.contains(&fetch) {
            return Err(unknown(&format!("loader of `{module}`")));
        }
        link = link.replace(&fetch, &format!("partOfPage(\"{file}\", \"{module}\")"));
    }
    if link.contains("import.meta") {
        return Err(unknown("known way to a module"));
    }
    let members = loaders.join(", ");
    let imports: String = imports.iter().map(|import| format!("const {import} = {{ {members} }};\n")).collect();
    Ok(format!("{LOADER}{link}\n{imports}{script}"))
}

#[cfg(test)]
mod tests {
    use wasm_encoder::ExportKind;

    use super::*;

    #[test]
    fn the_scripts_become_one_that_takes_modules_from_their_files() {
        let glue = "import * as import1 from \"./__wasm_split.js\"\nlet wasm;\nexport { initSync, init as default };\n";
        let link = "import { initSync } from \"./main.js\";\nfunction makeLoad() {}\n\
                    export const load_a = makeLoad(() => { const src = fetch(new URL(\"./a.wasm\", import.meta.url)); });\n";
        let script = joined(glue, link, &[("a", "web-views-1")].into()).unwrap();
        assert!(script.contains("const src = partOfPage(\"web-views-1\", \"a\");"), "{script}");
        assert!(script.contains("const import1 = { load_a };"), "{script}");
        assert!(script.contains("export { initSync, init as default };"), "{script}");
        assert_eq!(script.matches("export").count(), 1, "{script}");
        assert!(!script.contains("import *"), "{script}");
        assert!(joined(glue, link, &BTreeMap::new()).is_err(), "a module without a file");
        assert!(joined(glue, link, &[("a", "x"), ("b", "x")].into()).is_err(), "a module without a loader");
        assert!(joined(glue, "import a;\n", &BTreeMap::new()).is_err());
    }

    #[test]
    fn exports_that_nothing_calls_are_left_out_with_their_descriptions() {
        let pair = |name: &str| {
            let length = u32::try_from(name.len()).unwrap().to_le_bytes();
            [&1_u32.to_le_bytes()[..], b"1", &length, name.as_bytes()].concat()
        };
        let descriptions = [pair("first"), pair("IntoUnderlyingSink"), pair("last")].concat();
        let mut exports = ExportSection::new();
        exports.export("start", ExportKind::Func, 0).export("intounderlyingsink_write_1", ExportKind::Func, 1);
        let mut module = Module::new();
        module.section(&exports).section(&CustomSection { name: DESCRIPTIONS.into(), data: (&*descriptions).into() });

        let mut left = ExportSection::new();
        left.export("start", ExportKind::Func, 0);
        let descriptions = [pair("first"), pair("last")].concat();
        let mut expected = Module::new();
        expected.section(&left).section(&CustomSection { name: DESCRIPTIONS.into(), data: (&*descriptions).into() });
        assert_eq!(without_streams(&module.finish()).unwrap(), expected.finish());
        assert_eq!(descriptions_without(&descriptions[..9], b"x"), None);
    }

    #[test]
    fn the_page_starts_its_script_and_names_its_parts() {
        let head = head("web-1", &["web-a-1", "web-b-1"]);
        assert!(head.contains("import start from './web-1.js'"), "{head}");
        assert!(head.contains("rel=\"modulepreload\" href=\"./web-1.js\""), "{head}");
        assert!(head.contains("name=\"parts\" content=\"web-a-1 web-b-1\""), "{head}");
    }
}
