//! The built viewer, as found in a folder or carried by the command.

use std::fs;
use std::path::{Path, PathBuf};

use super::error::CommandError;
use crate::output::{RECORD_NAME, STAGING_NAME};
use crate::pack::FilesByName;
use crate::site::{BUNDLE_FOLDER, PAGE_NAME};

/// Where the viewer is looked for when no folder is named.
const DEFAULT_FOLDER: &str = "dist";

/// The viewer that a released command carries, by name; empty in others. `build.rs` puts it there.
const CARRIED: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/viewer.rs"));

/// The viewer's files by path, without the bundle that lies beside it.
///
/// # Errors
///
/// If the folder holds no built viewer.
pub(super) fn read(folder: Option<&Path>) -> Result<FilesByName, CommandError> {
    let root = folder.unwrap_or(Path::new(DEFAULT_FOLDER));
    if !root.join(PAGE_NAME).is_file() {
        if folder.is_none() && !CARRIED.is_empty() {
            let carried = CARRIED.iter().filter(|(name, _)| *name != RECORD_NAME);
            return Ok(carried.map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec())).collect());
        }
        return Err(CommandError::NoViewer(root.to_owned()));
    }
    let bundle = root.join(BUNDLE_FOLDER);
    let mut files = FilesByName::new();
    for path in files_below(root)? {
        let is_left_out = path.starts_with(&bundle) || path == root.join(RECORD_NAME);
        let Ok(below) = path.strip_prefix(root) else { continue };
        let name = below.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
        if !is_left_out {
            files.insert(name, fs::read(&path).map_err(CommandError::read(&path))?);
        }
    }
    Ok(files)
}

/// All files below a folder. A link to a file counts as the file; a link to a folder is not followed.
fn files_below(root: &Path) -> Result<Vec<PathBuf>, CommandError> {
    let mut files = Vec::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).map_err(CommandError::read(&folder))? {
            let path = entry.map_err(CommandError::read(&folder))?.path();
            if path.is_symlink() && path.is_dir() || path.ends_with(STAGING_NAME) {
                continue;
            }
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    files.sort();
    Ok(files)
}
