//! Reads the `corpus.toml` files among the input files, and those next to single files.

use std::collections::HashSet;
use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use super::Options;
use super::walk::InputFile;
use crate::document::LimitReached;
use crate::parser::SIDECAR_NAME;

/// The longest `corpus.toml`, in bytes. Parsing it takes up to 50 times as much memory.
const MAX_SIDECAR_BYTES: u64 = 16 << 20;

/// The bytes of each `corpus.toml`, with its corpus folder and its name below it, in the order of the folders.
pub(super) fn read(files: &[InputFile], options: &Options) -> Vec<(PathBuf, String, io::Result<Vec<u8>>)> {
    let mut found: Vec<(PathBuf, String)> = Vec::new();
    for file in files.iter().filter(|file| file.path.is_some()) {
        if file.is_sidecar() {
            found.push((file.root.to_path_buf(), file.name.clone()));
        } else if !file.is_whole_root && is_file(&file.root.join(SIDECAR_NAME), options.follow_links) {
            found.push((file.root.to_path_buf(), SIDECAR_NAME.to_owned()));
        }
    }
    let mut seen = HashSet::new();
    found.retain(|sidecar| seen.insert(sidecar.clone()));
    let read = |(root, name): (PathBuf, String)| {
        let bytes = read_file(&root.join(&name), options.limits.document_bytes.min(MAX_SIDECAR_BYTES));
        (root, name, bytes)
    };
    found.into_iter().map(read).collect()
}

fn is_file(path: &Path, follow_links: bool) -> bool {
    let metadata = if follow_links { fs::metadata(path) } else { fs::symlink_metadata(path) };
    metadata.is_ok_and(|metadata| metadata.is_file())
}

/// The whole file. One that is too long is refused, since its beginning may mean something else.
pub(super) fn read_file(path: &Path, max_bytes: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    fs::File::open(path)?.take(max_bytes.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > max_bytes { Err(LimitReached::Document(max_bytes).into()) } else { Ok(bytes) }
}
