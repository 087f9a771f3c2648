//! The built viewer, as it lies in a folder.

use std::fs;
use std::path::{Path, PathBuf};

use super::run::{Failure, on_file};
use crate::bundle::MANIFEST_NAME;
use crate::pack::FilesByName;
use crate::site::BUNDLE_FOLDER;

/// Where the viewer is looked for when no folder is named.
const DEFAULT_FOLDER: &str = "dist";

/// The viewer that a released command carries, by name; empty in others. `build.rs` puts it there.
const CARRIED: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/viewer.rs"));

/// The viewer's files by path, without a bundle that it carries.
///
/// # Errors
///
/// Where the folder holds no built viewer; says how to get one.
pub(super) fn read(folder: Option<&Path>) -> Result<FilesByName, Failure> {
    let root = folder.unwrap_or(Path::new(DEFAULT_FOLDER));
    if !root.join("index.html").is_file() {
        if folder.is_none() && !CARRIED.is_empty() {
            return Ok(CARRIED.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec())).collect());
        }
        let remedy = "build it with `cargo xtask build`, or name its folder with --viewer";
        return Err(Failure::Told(format!("there is no built viewer in {}; {remedy}", root.display())));
    }
    let bundle = root.join(BUNDLE_FOLDER);
    let mut files = FilesByName::new();
    for path in files_below(root)? {
        let is_of_bundle = path.starts_with(&bundle);
        let Ok(below) = path.strip_prefix(root) else { continue };
        let name = below.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
        if !is_of_bundle {
            files.insert(name, fs::read(&path).map_err(on_file(&path, "read"))?);
        }
    }
    Ok(files)
}

/// Whether a folder holds a site that Dateline wrote.
pub(super) fn is_site(folder: &Path) -> bool {
    folder.join("index.html").is_file() && folder.join(BUNDLE_FOLDER).join(MANIFEST_NAME).is_file()
}

/// All files below a folder. Links are taken for what they lead to, except to folders.
fn files_below(root: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).map_err(on_file(&folder, "read"))? {
            let path = entry.map_err(on_file(&folder, "read"))?.path();
            if path.is_symlink() && path.is_dir() {
                continue;
            }
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    files.sort();
    Ok(files)
}
