//! Reads the `corpus.toml` files among the files to read and beside single ones.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::PathBuf;

use super::walk::File;
use crate::parser::SIDECAR_NAME;

/// The bytes of every `corpus.toml` among these files and beside single files, with its corpus folder and its name.
pub(super) fn read(files: &[File]) -> Vec<(PathBuf, String, io::Result<Vec<u8>>)> {
    let mut found: BTreeSet<(PathBuf, String)> = BTreeSet::new();
    for file in files {
        if file.path.is_none() {
            continue;
        }
        if file.is_sidecar() {
            found.insert((file.root.to_path_buf(), file.name.clone()));
        } else if !file.is_whole_root && file.root.join(SIDECAR_NAME).is_file() {
            found.insert((file.root.to_path_buf(), SIDECAR_NAME.to_owned()));
        }
    }
    let read = |(root, name): (PathBuf, String)| {
        let bytes = fs::read(root.join(&name));
        (root, name, bytes)
    };
    found.into_iter().map(read).collect()
}
