//! Data flows one way: the table says which module may name which, and every `use` is held to it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Each module of the crate with the modules that it may name; see `ARCHITECTURE.md`.
const MAY_NAME: &[(&str, &[&str])] = &[
    ("wire", &[]),
    ("text", &[]),
    ("model", &[]),
    ("document", &["model"]),
    ("extract", &["document", "model"]),
    ("actors", &["model"]),
    ("quotes", &["actors", "model"]),
    ("corpus", &["actors", "extract", "model"]),
    ("index", &["model"]),
    ("bundle", &["index", "model"]),
    ("query", &["bundle", "index", "model"]),
    ("citation", &["model"]),
    ("export", &["citation", "model"]),
    ("survey", &["model"]),
    ("pack", &[]),
    ("compress", &[]),
    ("site", &["bundle"]),
    ("engine", &["query", "bundle", "index", "model"]),
    ("parser", &["corpus", "actors", "quotes", "extract", "document", "model"]),
    ("worker", &["parser", "corpus", "actors", "quotes", "pack", "compress", "bundle", "index", "document", "model"]),
    ("ingest", &["parser", "corpus", "actors", "quotes", "extract", "document", "bundle", "model"]),
    (
        "cli",
        &[
            "ingest", "site", "compress", "corpus", "actors", "extract", "document", "query", "pack", "bundle",
            "index", "model",
        ],
    ),
    ("app", &["query", "survey", "export", "citation", "pack", "bundle", "model"]),
];

/// The ground: modules that every other one may name. They know nothing of articles; `text` may also name `wire`.
const GROUND: &[&str] = &["text", "wire"];

#[test]
fn modules_name_only_those_below_them() {
    let mut wrong = Vec::new();
    for file in rust_files(Path::new("src")) {
        let Some(module) = module_of(&file) else { continue };
        let Some((_, allowed)) = MAY_NAME.iter().find(|(name, _)| *name == module) else {
            wrong.push(format!("{}: the module `{module}` has no row in the table", file.display()));
            continue;
        };
        let text = fs::read_to_string(&file).expect("the file can be read");
        // What only the tests of a module use does not count.
        let code = text.split("\n#[cfg(test)]").next().unwrap_or_default();
        for name in named_modules(code) {
            let is_below = GROUND.contains(&name.as_str()) && module != "wire";
            if name != module && !is_below && !allowed.contains(&name.as_str()) {
                wrong.push(format!("{}: `{module}` may not name `{name}`", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_the_crate_root_chooses_modules_by_feature() {
    let chosen: Vec<_> = rust_files(Path::new("src"))
        .into_iter()
        .filter(|file| !file.ends_with("lib.rs"))
        .filter(|file| fs::read_to_string(file).expect("the file can be read").contains("#[cfg(feature"))
        .collect();
    assert!(chosen.is_empty(), "`cfg(feature)` outside lib.rs: {chosen:?}");
}

#[test]
fn the_browser_is_named_only_at_the_rim() {
    for file in rust_files(Path::new("src")) {
        let at_the_rim = matches!(module_of(&file).as_deref(), Some("app" | "engine") | None);
        let text = fs::read_to_string(&file).expect("the file can be read");
        for name in ["web_sys", "leptos", "gloo"] {
            assert!(at_the_rim || !text.contains(name), "{} names {name}", file.display());
        }
    }
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("the entry can be read").path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// The top module that a file belongs to; none for the crate root and the programs.
fn module_of(file: &Path) -> Option<String> {
    let mut parts = file.strip_prefix("src").ok()?.components().map(|part| part.as_os_str().to_string_lossy());
    let first = parts.next()?;
    let module = first.strip_suffix(".rs").unwrap_or(&first).to_owned();
    (module != "lib" && module != "bin").then_some(module)
}

fn named_modules(code: &str) -> BTreeSet<String> {
    code.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .flat_map(|line| line.split("crate::").skip(1))
        .map(|rest| rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect())
        .collect()
}
