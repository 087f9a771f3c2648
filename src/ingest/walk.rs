//! Finds the files under folders, in a fixed order.

use std::collections::{BTreeSet, VecDeque};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::document::ReadError;
use crate::parser::SIDECAR_NAME;

/// A file to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct File {
    /// Where it is; `None` is standard input.
    pub(super) path: Option<PathBuf>,
    /// Its path below the corpus folder, with `/`.
    pub(super) name: String,
    /// The corpus folder, or the folder that a single file lies in.
    pub(super) root: Arc<Path>,
    /// Whether the whole of the root is read, not this file alone.
    pub(super) is_whole_root: bool,
    /// Whether the file is read as it is, without being sought in: a pipe.
    pub(super) is_stream: bool,
}

impl File {
    /// Whether the file states what is known of others.
    pub(super) fn is_sidecar(&self) -> bool {
        self.path.as_deref().and_then(Path::file_name).is_some_and(|name| name == SIDECAR_NAME)
    }
}

/// The files found, and what could not be looked into.
#[derive(Debug, Default)]
pub(super) struct Walked {
    pub(super) files: Vec<File>,
    pub(super) failures: Vec<ReadError>,
}

/// All files under these paths: root by root as given, each root's by name. Hidden files and `passed_over` are left out.
pub(super) fn walk(paths: &[PathBuf], passed_over: Option<&Path>) -> Walked {
    let passed_over = passed_over.and_then(|path| fs::canonicalize(path).ok());
    let mut walked = Walked::default();
    let mut seen = BTreeSet::new();
    for root in paths {
        if root.as_os_str() == "-" {
            walked.files.push(File {
                path: None,
                name: "-".to_owned(),
                root: Path::new("").into(),
                is_whole_root: false,
                is_stream: true,
            });
            continue;
        }
        match fs::metadata(root) {
            Err(error) => walked.failures.push(ReadError::from_io(root.to_string_lossy(), error)),
            Ok(metadata) if metadata.is_dir() => {
                let mut below = of_folder(&Arc::from(root.as_path()), passed_over.as_deref(), &mut walked.failures);
                below.sort_by(|a, b| a.name.cmp(&b.name));
                walked.files.extend(below);
            }
            Ok(metadata) => walked.files.push(File {
                path: Some(root.clone()),
                name: file_name(root),
                root: root.parent().unwrap_or(Path::new("")).into(),
                is_whole_root: false,
                is_stream: !metadata.is_file(),
            }),
        }
    }
    walked.files.retain(|file| file.path.as_ref().is_none_or(|path| seen.insert(path.clone())));
    walked
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// The files of a folder and the folders in it. A folder that links lead to again is read once, by its own name.
fn of_folder(root: &Arc<Path>, passed_over: Option<&Path>, failures: &mut Vec<ReadError>) -> Vec<File> {
    let mut files = Vec::new();
    let mut visited = BTreeSet::new();
    let mut folders = VecDeque::from([root.to_path_buf()]);
    let mut links = VecDeque::new();
    while let Some(folder) = folders.pop_front().or_else(|| links.pop_front()) {
        let canonical = match fs::canonicalize(&folder) {
            Ok(canonical) => canonical,
            Err(error) => {
                failures.push(ReadError::from_io(source_name(root, &folder), error));
                continue;
            }
        };
        if passed_over == Some(canonical.as_path()) {
            continue;
        }
        if !visited.insert(canonical.clone()) {
            let is_loop =
                fs::canonicalize(folder.parent().unwrap_or(&folder)).is_ok_and(|at| at.starts_with(canonical));
            if is_loop {
                failures.push(ReadError {
                    source_name: source_name(root, &folder),
                    position: None,
                    problem: "a link to a folder that it lies in".to_owned(),
                    remedy: "remove the link; the folder is read once".to_owned(),
                });
            }
            continue;
        }
        match entries(&folder) {
            Ok(paths) => {
                paths.into_iter().for_each(|path| sort_out(root, path, &mut files, &mut folders, &mut links, failures))
            }
            Err(error) => failures.push(ReadError::from_io(source_name(root, &folder), error)),
        }
    }
    files
}

/// The paths in a folder that are not hidden, by name.
fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if !entry.file_name().to_string_lossy().starts_with('.') {
            paths.push(entry.path());
        }
    }
    paths.sort();
    Ok(paths)
}

fn sort_out(
    root: &Arc<Path>,
    path: PathBuf,
    files: &mut Vec<File>,
    folders: &mut VecDeque<PathBuf>,
    links: &mut VecDeque<PathBuf>,
    failures: &mut Vec<ReadError>,
) {
    let is_link = fs::symlink_metadata(&path).is_ok_and(|metadata| metadata.is_symlink());
    match fs::metadata(&path) {
        Ok(metadata) if metadata.is_dir() && is_link => links.push_back(path),
        Ok(metadata) if metadata.is_dir() => folders.push_back(path),
        Ok(metadata) if metadata.is_file() => files.push(File {
            name: source_name(root, &path),
            path: Some(path),
            root: root.clone(),
            is_whole_root: true,
            is_stream: false,
        }),
        Ok(_) => failures.push(ReadError {
            source_name: source_name(root, &path),
            position: None,
            problem: "neither a file nor a folder".to_owned(),
            remedy: "move it out of the folder".to_owned(),
        }),
        Err(error) => failures.push(ReadError::from_io(source_name(root, &path), error)),
    }
}

/// The path below the root, with `/`; the root's own name for the root.
fn source_name(root: &Path, path: &Path) -> String {
    let below = path.strip_prefix(root).ok().filter(|below| !below.as_os_str().is_empty());
    let Some(below) = below else { return root.to_string_lossy().into_owned() };
    below.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}
