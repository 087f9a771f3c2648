//! The files that the page is built from, and whether they have changed.

use std::fmt;
use std::fs;
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use crate::command::{Failure, root};
use crate::page;

/// What the page is built from, besides the documents.
const SOURCES: [&str; 11] = [
    ".cargo",
    "Cargo.lock",
    "Cargo.toml",
    "build.rs",
    "index.html",
    "public",
    "rust-toolchain.toml",
    "src",
    "style",
    "xtask/Cargo.toml",
    "xtask/src",
];

/// The files and folders that the page is built from, with those of the documents.
///
/// # Errors
///
/// When the user chose a folder of documents that does not exist.
pub fn paths() -> Result<Vec<PathBuf>, Failure> {
    let mut paths: Vec<PathBuf> = SOURCES.iter().map(|source| root().join(source)).collect();
    paths.push(page::other_corpus()?.unwrap_or_else(|| root().join("corpus")));
    Ok(paths)
}

/// Tells whether files changed: how many there are, their total length, and when the last one was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct State {
    files: u64,
    bytes: u64,
    last_written: Option<SystemTime>,
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let written = self.last_written.and_then(|time| time.duration_since(SystemTime::UNIX_EPOCH).ok());
        write!(f, "{} files, {} bytes, {} ns", self.files, self.bytes, written.as_ref().map_or(0, Duration::as_nanos))
    }
}

/// The state of some files, and of all files in some folders.
pub fn state(paths: &[PathBuf]) -> State {
    let mut state = State::default();
    let mut rest = paths.to_vec();
    while let Some(path) = rest.pop() {
        if let Ok(entries) = fs::read_dir(&path) {
            rest.extend(entries.flatten().map(|entry| entry.path()));
        } else if let Ok(file) = fs::metadata(&path) {
            state.files += 1;
            state.bytes += file.len();
            state.last_written = state.last_written.max(file.modified().ok());
        }
    }
    state
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_source_exists() {
        for path in paths().unwrap() {
            assert!(path.exists(), "{}", path.display());
        }
    }

    #[test]
    fn any_change_of_a_file_is_noticed() {
        let folder = std::env::temp_dir().join(format!("dateline-watched-{}", std::process::id()));
        fs::create_dir_all(folder.join("archive")).unwrap();
        let watched = [folder.clone()];
        let empty = state(&watched);
        fs::write(folder.join("archive/a.txt"), "a").unwrap();
        let written = state(&watched);
        assert_ne!(empty, written);
        assert_ne!(empty.to_string(), written.to_string());
        assert_eq!(written, state(&watched));
        fs::write(folder.join("archive/a.txt"), "ab").unwrap();
        assert_ne!(written, state(&watched));
        fs::remove_dir_all(&folder).unwrap();
        assert_eq!(state(&watched), State::default());
    }
}
