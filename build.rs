//! Has the linker keep in the page's module what it takes to split it, and puts a built viewer into the command where one
//! is named.

use std::path::{Path, PathBuf};
use std::{env, fs};

/// The folder of the built viewer that the command is to carry; without it the command carries none.
const VIEWER: &str = "DATELINE_VIEWER";

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed={VIEWER}");
    if env::var("CARGO_CFG_TARGET_FAMILY").is_ok_and(|family| family == "wasm") {
        println!("cargo::rustc-link-arg-bin=web=--emit-relocs");
    }
    let files = match env::var(VIEWER) {
        Ok(folder) if !folder.is_empty() => files_below(Path::new(&folder)),
        _ => Vec::new(),
    };
    let entries: String =
        files.iter().map(|(name, path)| format!("    ({name:?}, include_bytes!({path:?})),\n")).collect();
    let out = PathBuf::from(env::var("OUT_DIR").expect("cargo names a folder for what is made"));
    fs::write(out.join("viewer.rs"), format!("&[\n{entries}]\n")).expect("the list of the viewer's files is written");
}

/// The files of a viewer by name, without a bundle beside it.
fn files_below(root: &Path) -> Vec<(String, PathBuf)> {
    println!("cargo::rerun-if-changed={}", root.display());
    let root = root.canonicalize().unwrap_or_else(|error| panic!("{VIEWER} is {}: {error}", root.display()));
    assert!(root.join("index.html").is_file(), "{VIEWER} is {}, which holds no built viewer", root.display());
    let mut files = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("the viewer can be read") {
            let path = entry.expect("the viewer can be read").path();
            let below = path.strip_prefix(&root).expect("it lies below").to_string_lossy().replace('\\', "/");
            if path.is_file() {
                files.push((below, path));
            } else if below != "archive" {
                folders.push(path);
            }
        }
    }
    files.sort();
    files
}
